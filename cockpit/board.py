"""What people write on the board: proposals, the second person's word, what was done. On disk before it returns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from cockpit.amount import named_amount, same_value
from cockpit.approval import Change, Limits, needs_approval
from cockpit.board_fold import KEPT, WANTED, Action, BoardFold, State
from cockpit.issue import Figure, Subject
from cockpit.journal import Event, Journal
from cockpit.kept import keep_fold, kept_fold
from cockpit.measured import Measured, figure_data
from cockpit.store import Modes, Store
from cockpit.text import Words, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cockpit.person import Entry, Person
    from cockpit.problems import Problem


UNDO_WITHIN: Final = timedelta(hours=24)  # a key press must not take back what somebody did last week
Incidents = Callable[[str, Subject, datetime], str]  # marketplace, subject, moment -> the incident open on it, or ""


def no_incident(_marketplace: str, _subject: Subject, _now: datetime) -> str:
    """For who has no incidents to ask."""
    return ""


class Refused(Exception):  # noqa: N818 - the board's answer, not a fault of the program
    """Something that the board does not take; `reason` says why, for people."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


class TeamProfile(Protocol):
    """[profile], as far as the board reads it."""

    @property
    def zone(self) -> tzinfo:
        """The team's time zone."""


class BoardSettings(Protocol):
    """What the board reads of the settings."""

    @property
    def profile(self) -> TeamProfile:
        """[profile]."""

    @property
    def people(self) -> "Sequence[Entry]":
        """[[people]]; without any, every other user may approve."""

    def table(self, name: str) -> Mapping[str, Any]:
        """A top-level table as plain data."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An action about to be written down."""

    kind: str
    marketplace: str
    subject: Subject
    before: str = ""
    after: str = ""
    why: str = ""
    check: str = ""
    store: str = ""
    issue: str = ""  # fingerprint of the issue that it answers
    evidence: str = ""  # where the first row behind it stands
    figure: Figure | None = None  # of the issue, now
    floor: str = ""  # the lowest price of the SKU, where the issue knows it
    error: str = ""  # what Amazon's system answered: it was tried and failed
    incident: str = ""  # one that the reports know of and nobody has taken up yet


class Board:
    """The board of one workspace, for one reader. `now` is the moment it shows: what was written later is not there."""

    def __init__(self, workspace: Path | Store, settings: BoardSettings, incidents: Incidents = no_incident) -> None:
        """Read what is kept. Creates nothing. `incidents` tells which incident is open on a subject.

        With a store, it is written under that store's lock, which the caller may hold already.
        """
        self.problems: list[Problem] = []
        self._incidents = incidents
        self._store = workspace if isinstance(workspace, Store) else Store(workspace, Modes.of(settings.table("state")))
        self._journal = Journal(self._store, WANTED)
        self._fold = kept_fold(self._journal, KEPT, BoardFold.from_data) or BoardFold()
        self.use(settings)
        self.refresh()

    def use(self, settings: BoardSettings) -> None:
        """Go on with settings that were edited."""
        self._settings = settings
        self._store.modes = Modes.of(settings.table("state"))
        self.limits = Limits.of(settings.table("approval"))

    def refresh(self) -> bool:
        """Read what was written since, by anyone; True when something about actions was."""
        changed = False
        for batch in self._journal.new():
            if batch.restart:
                self._fold, self.problems = BoardFold(), []
            changed = changed or batch.restart or bool(batch.events)
            self.problems += self._fold.take_all(batch)
        return changed

    def keep(self) -> None:
        """Keep what was read for the next start, when it was much."""
        keep_fold(self._journal, KEPT, self._fold)

    def needs_approval(self, draft: Draft, now: datetime) -> bool:
        """Whether a second person must agree to an action before it is done."""
        incident = bool(self._incident_of(draft, now))
        floor = named_amount(draft.floor)
        change = Change(draft.kind, draft.before, draft.after, floor, incident, draft.why)
        return needs_approval(change, self.limits)

    def _incident_of(self, draft: Draft, now: datetime) -> str:
        return self._incidents(draft.marketplace, draft.subject, now) or draft.incident

    @property
    def version(self) -> tuple[int, str]:
        """Another value whenever something was added."""
        return self._fold.version

    def actions(self, now: datetime) -> tuple[Action, ...]:
        """Every action as it stood at a moment, in the order in which they were written down."""
        return tuple(self._fold.actions(now).values())

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def propose(self, draft: Draft, person: "Person", now: datetime) -> str:
        """Ask for a second person's word; the id of the new line. Raises `NotSaved`."""
        with self._writing():
            return self._begin(draft, "proposed", person, now)

    def done(self, draft: Draft, person: "Person", now: datetime, proposal: str = "") -> str:
        """Write down what was carried out; the id of its line. Raises `Refused` and `NotSaved`.

        It is tied to `proposal`, else to the newest approved one of the same kind, marketplace and subject. With other
        values than that names it is a line of its own, which nobody has approved, and the approval is void.
        """
        with self._writing():
            known = self._known(proposal, now) if proposal else None
            if known and known.error:
                raise Refused(words("board.refusal.failed").fill(id=known.id))
            if known and known.done:
                raise Refused(words("board.refusal.already_done").fill(id=known.id, by=known.done.by))
            known = known or self._approved(draft, now)
            if known is None:
                return self._begin(draft, "done", person, now)
            if not _same(draft, known):
                whole = replace(draft, before=draft.before or known.before, after=draft.after or known.after)
                return self._begin(whole, "done", person, now, instead_of=known.id)
            incident = self._incidents(known.marketplace, known.subject, now)
            self._say("action-done", known, person, now, why=draft.why, incident=incident)
            return known.id

    def failed(self, draft: Draft, person: "Person", now: datetime) -> str:
        """Write down what Amazon's system did not take, with its message; the id of the line. Raises `NotSaved`."""
        with self._writing():
            return self._begin(draft, "failed", person, now)

    def verify(self, id_: str, person: "Person", now: datetime, why: str = "", *, worked: bool = True) -> str:
        """The result of an action was looked at. Raises `Refused` for one that is not done, and `NotSaved`."""
        with self._writing():
            action = self._known(id_, now)
            if action.done is None:
                raise Refused(words("board.refusal.not_done").fill(id=action.id))
            self._say("action-verified", action, person, now, why=why, worked=worked)
            return action.id

    def measure(self, found: Mapping[str, Measured], person: "Person", now: datetime) -> None:
        """Write down what the machine saw of actions, by id; where the issue is gone, that is the check of the result.

        Who looked at the result already keeps their word. Raises `NotSaved`.
        """
        with self._writing():
            known = self._fold.actions(now)
            for id_, seen in found.items():
                action = known.get(id_)
                if action is None or (action.measured and (action.measured.gone or not seen.gone)):
                    continue
                figure = figure_data(seen.figure) if seen.figure else None
                data_at = seen.data_at.isoformat(timespec="seconds")
                self._say("action-measured", action, person, now, machine=True, gone=seen.gone, data_at=data_at,
                          figure=figure)  # fmt: skip
                if seen.gone and action.done and not action.verified:
                    self._say("action-verified", action, person, now, machine=True, worked=True)

    def decide(
        self, id_: str, how: Literal["approved", "refused"], person: "Person", now: datetime, why: str = ""
    ) -> Action:
        """The second person's word. Raises `Refused` where it is not theirs to say, and `NotSaved`.

        An action that was done without it may be ratified by it. Who tries to decide on their own is written down.
        """
        with self._writing():
            action = self._known(id_, now)
            self._only_the_second(action, person, now)
            if how not in action.possible(now, self.limits):
                raise Refused(self._decided(action, now))
            self._say(how, action, person, now, why=why)
            return self._known(action.id, now)

    # ── Taking back ──────────────────────────────────────────────────────────────────────────────────────────────────

    def undoable(self, person: "Person", now: datetime) -> Event | None:
        """The newest thing on the board that a person said within a day and may take back.

        Not what somebody else has built on, and not what must stay to be seen: what was done without its second
        person (R-01), and what somebody tried to approve on their own (R-02).
        """
        actions = self._fold.actions(now)
        for event in self._fold.said_by(person.uid, now):
            if now - datetime.fromisoformat(event["at"]) > UNDO_WITHIN:
                return None
            action = actions.get(str(event.get("action", event["id"])))
            if action and self._may_be_undone(action, event, now):
                return event
        return None

    def _may_be_undone(self, action: Action, event: Event, now: datetime) -> bool:
        people = [word for word in action.words if not word.machine]
        alone = action.done and action.approval(now, self.limits) in {"needed", "expired", "refused"}
        return not action.self_tried and not alone and people[-1].event == event["id"]

    def undo(self, person: "Person", now: datetime) -> Words | None:
        """Take back what `undoable` tells; what it was, or None. Raises `NotSaved`."""
        with self._writing():
            event = self.undoable(person, now)
            return self._turn(event, "undone", person, now) if event else None

    def redo(self, person: "Person", now: datetime) -> Words | None:
        """Say again what was taken back last; what it was, or None. Raises `NotSaved`."""
        with self._writing():
            event = self._fold.taken_back(person.uid, now)
            return self._turn(event, "redone", person, now) if event else None

    def _turn(self, event: Event, how: str, person: "Person", now: datetime) -> Words:
        about = str(event.get("action", event["id"]))
        self._append({"what": f"action-{how}", "action": about, "event": event["id"]}, person, now)
        what = event["state"] if event["what"] == "action" else event["what"].removeprefix("action-")
        return words(f"board.{how}").fill(id=about, what=words(f"board.state.{what}"))

    # ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _only_the_second(self, action: Action, person: "Person", now: datetime) -> None:
        authors = {action.begun.uid, *([action.done.uid] if action.done else [])}
        if person.uid in authors:
            self._say("self-approval", action, person, now)
            raise Refused(words("board.refusal.own").fill(id=action.id))
        if self._settings.people and person.role != "supervisor":
            raise Refused(words("board.refusal.role").fill(user=person.user))

    def _decided(self, action: Action, now: datetime) -> Words:
        word = action.refused or action.approved
        state = words(f"board.state.{action.state(now, self.limits)}")
        return words("board.refusal.decided").fill(id=action.id, state=state, by=word.by if word else action.begun.by)

    def _known(self, id_: str, now: datetime) -> Action:
        action = self._fold.actions(now).get(id_)
        if action is None:
            raise Refused(words("board.refusal.unknown").fill(id=id_))
        return action

    def _approved(self, draft: Draft, now: datetime) -> Action | None:
        found = [
            action
            for action in self.actions(now)
            if action.state(now, self.limits) == "approved"
            and (action.kind, action.marketplace, action.subject) == (draft.kind, draft.marketplace, draft.subject)
            and (action.store == draft.store or "" in {action.store, draft.store})
        ]
        return found[-1] if found else None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._store.locked():
            self.refresh()
            yield

    def _begin(self, draft: Draft, state: State, person: "Person", now: datetime, instead_of: str = "") -> str:
        subject = f"{draft.subject.kind}:{draft.subject.id}"
        given = {
            "store": draft.store, "check": draft.check, "before": draft.before, "after": draft.after,
            "why": draft.why, "instead_of": instead_of, "issue": draft.issue, "evidence": draft.evidence,
            "floor": draft.floor, "incident": self._incident_of(draft, now),
            "figure": figure_data(draft.figure) if draft.figure else None, "error": draft.error,
        }  # fmt: skip
        about = {"kind": draft.kind, "marketplace": draft.marketplace, "subject": subject, "state": state}
        return self._append({"what": "action", **about, **_said(given.items())}, person, now)

    def _say(self, what: str, action: Action, person: "Person", now: datetime, **more: Any) -> None:
        self._append({"what": what, "action": action.id, **_said(more.items())}, person, now)

    def _append(self, entry: Mapping[str, Any], person: "Person", now: datetime) -> str:
        events = self._journal.append([entry], person, now.astimezone(self._settings.profile.zone))
        self.refresh()
        self.keep()
        return str(events[0]["id"])


def load_actions(workspace: Path, settings: BoardSettings, now: datetime) -> tuple[Action, ...]:
    """Every action of a workspace as it stood at a moment."""
    return Board(workspace, settings).actions(now)


def _same(draft: Draft, action: Action) -> bool:
    """Whether what was done is what was proposed; values that were left out are the proposal's."""
    same_thing = (draft.kind, draft.marketplace, draft.subject) == (action.kind, action.marketplace, action.subject)
    pairs = ((draft.before, action.before), (draft.after, action.after))
    return same_thing and all(not mine or same_value(mine, theirs) for mine, theirs in pairs)


def _said(fields: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in fields if value or value is False}
