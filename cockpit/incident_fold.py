"""Incidents as the journal's events leave them. What was written down is never changed, only added to.

| event               | does                                                                              |
|---------------------|-----------------------------------------------------------------------------------|
| ``incident-opened`` | somebody takes a warning up; opened again, it carries what is known now           |
| ``incident-step``   | a step of the flow is done; ``undone``: it is not; ``takes_back`` names the event |
|                     | that a person takes back, ``was`` who had done the step before                    |
| ``incident-noted``  | something was written down about it                                               |
| ``incident-packed`` | its evidence pack was written; ``why`` is the hash of the archive                 |
| ``incident-closed`` | it is over, with its outcome; opened again it goes on                             |
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal, get_args

from cockpit.board_fold import Word
from cockpit.fold import FoldOfEvents
from cockpit.incident_facts import OF_BOARD, STEPS, Incident
from cockpit.journal import Event

Outcome = Literal["accepted", "refused", "withdrawn", "no-appeal"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

WANTED: Final = ("incident-opened", "incident-step", "incident-noted", "incident-packed", "incident-closed")
KEPT: Final = "incidents"
UNDO_WITHIN: Final = timedelta(hours=24)  # a key press must not take back what somebody did last week
_LISTS: Final = ("asins", "skus", "order_ids")
_TEXTS: Final = ("marketplace", "store", "subject", "kind")


@dataclass(frozen=True, slots=True)
class Worked:
    """One incident that somebody took up, with everything that was done about it."""

    incident: Incident
    opened: Word
    steps: Mapping[str, Word] = field(default_factory=dict)
    notes: tuple[Word, ...] = ()
    packed: Word | None = None
    closed: Word | None = None
    outcome: str = ""

    def next_step(self, sent: datetime | None, *, approved: bool = False) -> str:
        """The first step that is not done; empty when all are, or it is closed."""
        done = {*self.steps, *(["approval"] if approved or sent else []), *(["appeal"] if sent else [])}
        return "" if self.closed else next((step for step in STEPS if step not in done), "")


class IncidentFold(FoldOfEvents):
    """Every incident. Feed it every event of `WANTED`, in the journal's order."""

    def __init__(self) -> None:
        super().__init__()
        self._newest: datetime | None = None
        self._worked: dict[str, Worked] = {}

    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have; nothing changes."""
        at = _moment(event["at"])
        _apply(self._worked, event)
        self._events.append({key: value for key, value in event.items() if key != "prev"})
        self._newest = at if self._newest is None else max(self._newest, at)

    def worked(self, now: datetime) -> dict[str, Worked]:
        """Every incident by its id as it stood at a moment, in the order in which they were taken up."""
        if self._newest is None or self._newest <= now:
            return dict(self._worked)
        found: dict[str, Worked] = {}
        for event in self._events:
            if _moment(event["at"]) <= now:
                _apply(found, event)
        return found

    def undoable(self, uid: int, now: datetime) -> Event | None:
        """The newest step that a person ticked or opened within a day and may take back: nobody touched it since."""
        return next((event for event in self._own_steps(uid, now) if "takes_back" not in event), None)

    def redoable(self, uid: int, now: datetime) -> Event | None:
        """What a person took back last and may do again: the event that was taken back."""
        taken = next((event for event in self._own_steps(uid, now) if "takes_back" in event), None)
        return next((event for event in self._events if taken and event["id"] == taken["takes_back"]), None)

    def before(self, event: Event) -> Word | None:
        """Who had done the step of an event, before it; None: nobody."""
        known: dict[str, Worked] = {}
        for one in self._events[: next(at for at, one in enumerate(self._events) if one["id"] == event["id"])]:
            _apply(known, one)
        return known[event["incident"]].steps.get(event["step"])

    def _own_steps(self, uid: int, now: datetime) -> Iterator[Event]:
        """The last word about each step where it is this person's, newest first; those of closed incidents are over."""
        said: set[tuple[str, str]] = set()
        for event in reversed([one for one in self._events if one["what"] == "incident-step"]):
            key = str(event["incident"]), str(event["step"])
            fresh = now - _moment(event["at"]) <= UNDO_WITHIN
            worked = self._worked.get(key[0])
            if key not in said and fresh and int(event["uid"]) == uid and worked and worked.closed is None:
                yield event
            said.add(key)

    @property
    def version(self) -> tuple[int, str]:
        """Another value for every event that was added."""
        return len(self._events), str(self._events[-1]["id"]) if self._events else ""


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _apply(worked: dict[str, Worked], event: Event) -> None:
    id_ = str(event["incident"])
    word = Word(str(event["by"]), int(event["uid"]), _moment(event["at"]), str(event.get("why", "")))
    known = worked.get(id_)
    if event["what"] == "incident-opened":
        worked[id_] = _opened(id_, event, word, known)
    elif known is not None:  # else its opening stands in a month that was archived
        worked[id_] = _SAID[event["what"]](known, event, word)


def _opened(id_: str, event: Event, word: Word, known: Worked | None) -> Worked:
    marketplace, store, subject, kind = (str(event.get(name, "")) for name in _TEXTS)
    asins, skus, orders = (tuple(map(str, event.get(name, ()))) for name in _LISTS)
    facts = Incident(
        id_,
        marketplace,
        store,
        subject,
        kind,
        asins,
        skus,
        orders,
        received_at=_moment(event["received_at"]) if event.get("received_at") else word.at,
        deadline=_moment(event["deadline"]) if event.get("deadline") else None,
        opened_at=known.opened.at if known else word.at,
    )
    if known is None:
        return Worked(facts, word)
    return replace(known, incident=facts, closed=None, outcome="")


def _stepped(known: Worked, event: Event, word: Word) -> Worked:
    step = str(event["step"])
    if step not in STEPS or step in OF_BOARD:
        raise ValueError(step)
    steps = {name: done for name, done in known.steps.items() if name != step}
    if was := event.get("was"):
        word = Word(str(was["by"]), int(was["uid"]), _moment(was["at"]), str(was.get("why", "")))
    return replace(known, steps=steps if event.get("undone") else {**steps, step: word})


def _closed(known: Worked, event: Event, word: Word) -> Worked:
    return replace(known, closed=word, outcome=str(event["outcome"]), incident=_ended(known.incident, word.at))


def _ended(incident: Incident, at: datetime) -> Incident:
    return replace(incident, closed_at=at)


_SAID: Final[Mapping[str, Callable[[Worked, Event, Word], Worked]]] = {
    "incident-step": _stepped,
    "incident-noted": lambda known, _, word: replace(known, notes=(*known.notes, word)),
    "incident-packed": lambda known, _, word: replace(known, packed=word),
    "incident-closed": _closed,
}


def written(incident: Incident) -> dict[str, Any]:
    """The facts of an incident as the event that opens it says them: nothing that is empty."""
    texts: dict[str, Any] = {name: getattr(incident, name) for name in _TEXTS}
    lists: dict[str, Any] = {name: list(getattr(incident, name)) for name in _LISTS}
    times = {"received_at": incident.received_at, "deadline": incident.deadline}
    said = {**texts, **lists, **{name: at.isoformat() for name, at in times.items() if at}}
    return {key: value for key, value in said.items() if value}


def guarded(worked: Iterable[Worked]) -> tuple[Incident, ...]:
    """The incidents that are open, as their journal tells them: whether their appeal is sent says the board."""
    return tuple(one.incident for one in worked if one.closed is None)
