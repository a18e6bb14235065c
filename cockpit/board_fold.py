"""The board: actions as the journal's events leave them. Nothing on it is ever changed, only added to.

| event             | does                                                                                |
|-------------------|-------------------------------------------------------------------------------------|
| ``action``        | a new line, proposed or already done; ``instead_of`` voids the proposal it departs from |
| ``approved``      | the second person agrees with exactly the values of the line                        |
| ``refused``       | the second person does not                                                          |
| ``self-approval`` | somebody tried to decide on their own line: nothing changes, R-02 tells             |
| ``action-done``   | a proposal was carried out                                                          |
| ``action-verified`` | its result was looked at                                                          |
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, cast, get_args

from cockpit.approval import Change, Limits, needs_approval
from cockpit.issue import Subject, SubjectKind
from cockpit.journal import Batch, Event
from cockpit.problems import Problem

State = Literal["proposed", "approved", "refused", "expired", "done", "verified"]
Approval = Literal["not_needed", "needed", "requested", "approved", "refused", "expired"]

WANTED: Final = ("action", "approved", "refused", "self-approval", "action-done", "action-verified")
KEPT: Final = "board"


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said or did about an action, and when."""

    by: str
    uid: int
    at: datetime
    why: str = ""


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
    void: bool = False  # carried out with other values: what was approved is no more

    def state(self, now: datetime, limits: Limits) -> State:
        """Where it stands. An approval that nobody used in time is expired."""
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
        """Whether it needs a second person, the price floor aside."""
        return needs_approval(Change(self.kind, self.before, self.after), limits)

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

    def days(self, zone: Any) -> frozenset[str]:
        """The team days on which something happened to it."""
        words = (self.begun, self.approved, self.refused, self.done, self.verified)
        return frozenset(word.at.astimezone(zone).date().isoformat() for word in words if word)


def subject_of(text: str) -> Subject:
    """``sku:ZX-1`` as a subject. Raises ValueError for a kind that there is not."""
    kind, colon, name = text.partition(":")
    if kind not in get_args(SubjectKind) or not colon or not name.strip():
        raise ValueError(text)
    return Subject(cast("SubjectKind", kind), name.strip())


class BoardFold:
    """Every action. Feed it every event of `WANTED`, in the journal's order."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._newest: datetime | None = None
        self._actions: dict[str, Action] = {}

    def as_data(self) -> dict[str, Any]:
        """Everything, as JSON can hold it."""
        return {"events": self._events}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "BoardFold":
        """The fold that was kept. Raises LookupError, TypeError or ValueError for data that is none."""
        fold = cls()
        for event in data["events"]:
            fold.take(event)
        return fold

    def take_all(self, batch: Batch) -> list[Problem]:
        """A batch of the journal; the lines of it that could not be understood."""
        problems = list(batch.problems)
        for event, row in zip(batch.events, batch.rows, strict=True):
            try:
                self.take(event)
            except (KeyError, TypeError, ValueError, AttributeError):
                problems.append(Problem("journal-odd", batch.file, row, found=str(event.get("what"))[:80]))
        return problems

    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have; nothing changes."""
        at = _moment(event)
        _apply(self._actions, event)
        self._events.append({key: value for key, value in event.items() if key != "prev"})
        self._newest = at if self._newest is None else max(self._newest, at)

    def actions(self, now: datetime) -> dict[str, Action]:
        """Every action by its id as it stood at a moment, oldest first."""
        if self._newest is None or self._newest <= now:
            return dict(self._actions)
        found: dict[str, Action] = {}
        for event in self._events:
            if _moment(event) <= now:
                _apply(found, event)
        return found

    @property
    def version(self) -> tuple[int, str]:
        """Another value for every event that was added."""
        return len(self._events), str(self._events[-1]["id"]) if self._events else ""


def _moment(event: Event) -> datetime:
    moment = datetime.fromisoformat(event["at"])
    if moment.tzinfo is None:
        raise ValueError(event["at"])
    return moment


def _apply(actions: dict[str, Action], event: Event) -> None:
    what = event["what"]
    word = Word(str(event["by"]), int(event["uid"]), _moment(event), str(event.get("why", "")))
    if what == "action":
        action = _begun(event, word)
        departs = actions.get(str(event.get("instead_of", "")))
        if departs and not departs.done:
            actions[departs.id] = replace(departs, void=True)
        actions[action.id] = action
        return
    known = actions.get(str(event["action"]))
    if known:  # else its line stands in a month that was archived
        actions[known.id] = _SAID[what](known, word)


def _begun(event: Event, word: Word) -> Action:
    text = {name: str(event.get(name, "")) for name in ("marketplace", "store", "check", "before", "after")}
    done = event["state"] == "done"
    return Action(
        str(event["id"]), str(event["kind"]), text["marketplace"], text["store"], subject_of(event["subject"]),
        text["check"], text["before"], text["after"], word.why, word, not done, done=word if done else None,
    )  # fmt: skip


_SAID: Final[Mapping[str, Callable[[Action, Word], Action]]] = {
    "approved": lambda action, word: replace(action, approved=word, refused=None),
    "refused": lambda action, word: replace(action, refused=word, approved=None),
    "self-approval": lambda action, word: replace(action, self_tried=word),
    "action-done": lambda action, word: replace(action, done=word),
    "action-verified": lambda action, word: replace(action, verified=word),
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
