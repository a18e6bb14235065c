"""The board: actions as the journal's events leave them. Nothing on it is ever changed, only added to.

| event             | does                                                                                |
|-------------------|-------------------------------------------------------------------------------------|
| ``action``        | a new line, proposed, done or failed; ``instead_of`` voids the proposal it departs from |
| ``approved``      | the second person agrees with exactly the values of the line                        |
| ``refused``       | the second person does not                                                          |
| ``self-approval`` | somebody tried to decide on their own line: nothing changes, R-02 tells             |
| ``action-done``   | a proposal was carried out                                                          |
| ``action-verified`` | its result was looked at; ``worked`` says whether it is what was wanted             |
| ``action-measured`` | the machine saw the figure of its issue again, on data newer than the action        |
| ``action-undone``   | somebody took back one of their own events, named by ``event``                      |
| ``action-redone``   | and wants it after all                                                              |
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, cast, get_args

from cockpit.amount import named_amount
from cockpit.approval import Change, Limits, needs_approval
from cockpit.fold import FoldOfEvents
from cockpit.issue import Figure, Subject, SubjectKind
from cockpit.journal import Event
from cockpit.measured import Measured, figure_from, measured_from

State = Literal["proposed", "approved", "refused", "expired", "done", "verified", "failed"]
Approval = Literal["not_needed", "needed", "requested", "approved", "refused", "expired"]

Deed = Literal["approved", "refused", "done", "verified"]

WANTED: Final = (
    "action", "approved", "refused", "self-approval", "action-done", "action-verified", "action-measured",
    "action-undone", "action-redone",
)  # fmt: skip
TAKEN_BACK: Final = frozenset({"action-undone", "action-redone"})
KEPT: Final = "board"


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said or did about an action, and when."""

    by: str
    uid: int
    at: datetime
    why: str = ""
    event: str = ""  # id of its line in the journal
    machine: bool = False  # the cockpit itself said so


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the board."""

    id: str
    kind: str
    marketplace: str
    store: str  # empty: not said
    subject: Subject
    check: str
    before: str
    after: str
    why: str
    begun: Word  # who wrote the line
    proposed: bool  # False: it was written down when it was already done
    approved: Word | None = None
    refused: Word | None = None
    done: Word | None = None
    verified: Word | None = None
    self_tried: Word | None = None  # the last try of its own author to approve it
    error: str = ""  # what Amazon's system answered when it did not take it: nothing was changed
    void: Word | None = None  # carried out with other values: what was approved is no more
    worked: bool = True  # what the check of its result found, once it is verified
    issue: str = ""  # fingerprint of the issue that it was recorded from
    evidence: str = ""  # where the first row behind that issue stands: ``US/listings.txt:12``
    figure: Figure | None = None  # of that issue, when the action was recorded
    measured: Measured | None = None  # the same figure later
    floor: str = ""  # the lowest price of its SKU, where the issue knew it
    incident: str = ""  # the incident that was open on its subject

    def state(self, now: datetime, limits: Limits) -> State:
        """Where it stands. An approval that nobody used in time is expired."""
        if self.error:
            return "failed"
        if self.verified or self.done:
            return "verified" if self.verified else "done"
        if self.void:
            return "expired"
        if self.refused:
            return "refused"
        if self.approved:
            return "expired" if now - self.approved.at > limits.holds else "approved"
        return "proposed"

    def expires(self, limits: Limits) -> datetime | None:
        """Until when an approval that has not been used holds."""
        open_ = self.approved and not (self.done or self.void)
        return self.approved.at + limits.holds if self.approved and open_ else None

    def needs_approval(self, limits: Limits) -> bool:
        """Whether it needs a second person; a price floor counts where it was known when the line was written.

        What failed has changed nothing.
        """
        return not self.error and needs_approval(self._change, limits)

    @property
    def _change(self) -> Change:
        return Change(self.kind, self.before, self.after, named_amount(self.floor), bool(self.incident), self.why)

    @property
    def words(self) -> tuple[Word, ...]:
        """Everything that was said or done about it, oldest first."""
        said = (self.begun, self.approved, self.refused, self.done, self.verified)
        return tuple(sorted(dict.fromkeys(word for word in said if word), key=lambda word: word.at))

    def approval(self, now: datetime, limits: Limits) -> Approval:
        """The second person's word on it, in the words of the JSON."""
        if not self.needs_approval(limits) and not (self.approved or self.refused):
            return "not_needed"
        if self.done is None:
            state = self.state(now, limits)
            return "requested" if state == "proposed" else cast("Approval", state)
        if self.refused:
            return "refused"
        if self.approved is None:
            return "needed"
        return "approved" if self.done.at - self.approved.at <= limits.holds else "expired"

    def possible(self, now: datetime, limits: Limits) -> frozenset[Deed]:
        """What can still happen to it: once decided, other values need another proposal."""
        if self.void or self.error:
            return frozenset()
        if self.done:
            ratify = self.approval(now, limits) in {"needed", "expired"}
            return frozenset[Deed]({"verified", *({"approved", "refused"} if ratify else ())})
        state = self.state(now, limits)
        decided: frozenset[Deed] = frozenset({"approved", "refused"} if state in {"proposed", "expired"} else ())
        taken_back: frozenset[Deed] = frozenset({"refused"} if state == "approved" else ())
        return decided | taken_back | {"done"}

    def days(self, zone: Any) -> frozenset[str]:
        """The team days on which something happened to it."""
        return frozenset(word.at.astimezone(zone).date().isoformat() for word in self.words)


def subject_of(text: str) -> Subject:
    """``sku:ZX-1`` as a subject. Raises ValueError for a kind that there is not."""
    kind, colon, name = text.partition(":")
    if kind not in get_args(SubjectKind) or not colon or not name.strip():
        raise ValueError(text)
    return Subject(cast("SubjectKind", kind), name.strip())


class BoardFold(FoldOfEvents):
    """Every action. Feed it every event of `WANTED`, in the journal's order."""

    def __init__(self) -> None:
        super().__init__()
        self._newest: datetime | None = None
        self._actions: dict[str, Action] = {}
        self._stale = False  # something was taken back since: everything is to be laid on anew

    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have; nothing changes."""
        at = _moment(event)
        if event["what"] in TAKEN_BACK:
            _ = event["action"], event["event"], event["by"], event["uid"]
            self._stale = True
        else:
            _apply(self._actions, event)
        self._events.append({key: value for key, value in event.items() if key != "prev"})
        self._newest = at if self._newest is None else max(self._newest, at)

    def actions(self, now: datetime) -> dict[str, Action]:
        """Every action by its id as it stood at a moment, oldest first."""
        if self._newest is not None and self._newest > now:
            return _laid([event for event in self._events if _moment(event) <= now])
        if self._stale:
            self._actions, self._stale = _laid(self._events), False
        return dict(self._actions)

    def said_by(self, uid: int, now: datetime) -> list[Event]:
        """What a person wrote down up to a moment and has not taken back, newest first."""
        known = [event for event in self._events if _moment(event) <= now]
        undone = _undone(known)
        return [
            event
            for event in reversed(known)
            if event["uid"] == uid and event["id"] not in undone and not event.get("machine")
            and event["what"] not in TAKEN_BACK
        ]  # fmt: skip

    def taken_back(self, uid: int, now: datetime) -> Event | None:
        """The event that a person took back last, while that is the last thing they did on the board."""
        mine = [event for event in self._events if event["uid"] == uid and _moment(event) <= now]
        last = next((event for event in reversed(mine) if not event.get("machine")), None)
        if last is None or last["what"] != "action-undone":
            return None
        return next((event for event in mine if event["id"] == last["event"]), None)

    @property
    def version(self) -> tuple[int, str]:
        """Another value for every event that was added."""
        return len(self._events), str(self._events[-1]["id"]) if self._events else ""


def _laid(events: Iterable[Event]) -> dict[str, Action]:
    """The actions that events leave, without what was taken back."""
    events = list(events)
    undone, found = _undone(events), dict[str, Action]()
    for event in events:
        if event["what"] not in TAKEN_BACK and event.get("id") not in undone:
            _apply(found, event)
    return found


def _undone(events: Iterable[Event]) -> set[str]:
    undone: set[str] = set()
    for event in events:
        if event["what"] == "action-undone":
            undone.add(str(event["event"]))
        elif event["what"] == "action-redone":
            undone.discard(str(event["event"]))
    return undone


def _moment(event: Event) -> datetime:
    moment = datetime.fromisoformat(event["at"])
    if moment.tzinfo is None:
        raise ValueError(event["at"])
    return moment


def _apply(actions: dict[str, Action], event: Event) -> None:
    what, machine = event["what"], event.get("machine") is True
    why, id_ = str(event.get("why", "")), str(event.get("id", ""))
    word = Word(str(event["by"]), int(event["uid"]), _moment(event), why, id_, machine)
    if what == "action":
        action = _begun(event, word)
        departs = actions.get(str(event.get("instead_of", "")))
        if departs and not departs.done:
            actions[departs.id] = replace(departs, void=word)
        actions[action.id] = action
        return
    known = actions.get(str(event["action"]))
    if known:  # else its line stands in a month that was archived, or was taken back
        actions[known.id] = _SAID[what](known, word, event)


def _begun(event: Event, word: Word) -> Action:
    text = {name: str(event.get(name, "")) for name in _TEXTS}
    done = event["state"] == "done"
    return Action(
        str(event["id"]), str(event["kind"]), text["marketplace"], text["store"], subject_of(event["subject"]),
        text["check"], text["before"], text["after"], word.why, word, not done, done=word if done else None,
        issue=text["issue"], evidence=text["evidence"], floor=text["floor"], incident=text["incident"],
        figure=figure_from(event["figure"]) if event.get("figure") else None,
        error=str(event.get("error", "")),
    )  # fmt: skip


_TEXTS: Final = ("marketplace", "store", "check", "before", "after", "issue", "evidence", "floor", "incident")
_SAID: Final[Mapping[str, Callable[[Action, Word, Event], Action]]] = {
    "approved": lambda action, word, _: replace(action, approved=word, refused=None),
    "refused": lambda action, word, _: replace(action, refused=word, approved=None),
    "self-approval": lambda action, word, _: replace(action, self_tried=word),
    "action-done": lambda action, word, event: replace(
        action, done=word, incident=action.incident or str(event.get("incident", ""))
    ),
    "action-verified": lambda action, word, event: replace(
        action, verified=word, worked=event.get("worked") is not False
    ),
    "action-measured": lambda action, word, event: replace(action, measured=measured_from(event, word.at)),
}


def newest_about(
    actions: Iterable[Action], marketplace: str, subject: Subject, check: str, store: str = ""
) -> Action | None:
    """The newest action on a subject that is about a check, or says of none."""
    found = [
        action
        for action in actions
        if action.marketplace == marketplace
        and action.subject == subject
        and action.check in {check, ""}
        and action.store in {store, ""}
    ]
    return found[-1] if found else None


def next_expiry(actions: Iterable[Action], now: datetime, limits: Limits) -> datetime | None:
    """When the next unused approval lapses; the first moment after it held."""
    ends = (end + timedelta(seconds=1) for action in actions if (end := action.expires(limits)) is not None)
    return min((end for end in ends if end > now), default=None)
