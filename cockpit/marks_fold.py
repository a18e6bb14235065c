"""From the journal's events to marks: one event at a time, with undo and redo as events of their own.

Each person takes back only what they did themselves, newest first, and only while it still stands: when somebody else
has changed the same thing since, theirs counts. What was done to many issues in one go (their lines share a `group`) is
taken back in one go.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from cockpit.checklist import Tick, tick_from
from cockpit.fold import Fold
from cockpit.issue import Pane, Severity
from cockpit.journal import Event, Journal
from cockpit.kept import kept_fold
from cockpit.marks import Acknowledged, Closed, Mark, Marks, Note, Snoozed, Until
from cockpit.marks_data import Cell, cell_data, cell_from
from cockpit.store import Store

REMEMBERED: Final = 200  # newest doings of a person that can be taken back
UNDO_WITHIN: Final = timedelta(hours=24)  # a key press must not take back what somebody did last week


EMPTY: Final = Cell()


@dataclass(slots=True)
class Deed:
    """One event of a person that can be taken back: which cell it changed, from what to what."""

    event: str
    what: str
    at: datetime
    target: str  # an issue's fingerprint, or the day of a step
    name: str  # "acknowledged", "snoozed", "owner", "note:<event>", "tick:<step>", "time:<pane>"
    before: Cell
    after: Cell
    undo: str = ""  # id of the event that took it back
    group: str = ""  # shared by what was done in one go

    @property
    def step(self) -> str:
        """The step that was ticked or unticked; empty for deeds on issues."""
        return self.name.removeprefix("tick:") if self.name.startswith("tick:") else ""

    @property
    def pane(self) -> str:
        """The pane whose time was corrected; empty for other deeds."""
        return self.name.removeprefix("time:") if self.name.startswith("time:") else ""

    def as_data(self) -> list[Any]:
        """As JSON can hold it."""
        at, before, after = self.at.isoformat(), cell_data(self.before), cell_data(self.after)
        return [self.event, self.what, at, self.target, self.name, before, after, self.undo, self.group]

    @classmethod
    def from_data(cls, data: list[Any]) -> "Deed":
        """The deed again. Raises LookupError, TypeError or ValueError for data that is none."""
        event, what, at, target, name, before, after, undo, group = data
        when = datetime.fromisoformat(at)
        return cls(event, what, when, target, name, cell_from(name, before), cell_from(name, after), undo, group)


Doing = list[Deed]  # what was done in one go: mostly one deed


@dataclass(slots=True)
class _Deeds:
    done: list[Doing] = field(default_factory=list)
    undone: list[Doing] = field(default_factory=list)

    def add(self, deed: Deed) -> None:
        """Remember a new deed, with the others that it was done in one go with."""
        if deed.group and self.done and self.done[-1][0].group == deed.group:
            self.done[-1].append(deed)
            return
        self.done.append([deed])
        self.undone.clear()
        if len(self.done) > 2 * REMEMBERED:
            del self.done[:REMEMBERED]


class MarksFold(Fold):
    """The marks as the events so far leave them. Feed it every event of `WANTED`, in the journal's order."""

    def __init__(self) -> None:
        self._cells: defaultdict[str, dict[str, Cell]] = defaultdict(dict)  # target, name
        self._marks: dict[str, Mark] = {}
        self._changed: set[str] = set()  # issues whose mark is to be made again
        self._deeds: defaultdict[int, _Deeds] = defaultdict(_Deeds)

    def as_data(self) -> dict[str, Any]:
        """Everything, as JSON can hold it; `from_data` makes it again."""
        cells = {
            target: {name: cell_data(cell) for name, cell in cells.items()} for target, cells in self._cells.items()
        }
        deeds = {
            uid: [
                [[deed.as_data() for deed in doing] for doing in kept]
                for kept in (deeds.done[-REMEMBERED:], deeds.undone)
            ]
            for uid, deeds in self._deeds.items()
        }
        return {"cells": cells, "deeds": deeds}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The fold that was kept. Raises LookupError, TypeError or ValueError for data that is none."""
        fold = cls()
        for target, cells in data["cells"].items():
            for name, cell in cells.items():
                fold._put(target, name, cell_from(name, cell))
        for uid, kept in data["deeds"].items():
            done, undone = ([[Deed.from_data(deed) for deed in doing] for doing in doings] for doings in kept)
            fold._deeds[int(uid)] = _Deeds(done, undone)
        return fold

    def take(self, event: Event) -> None:
        """One event. Raises KeyError, TypeError or ValueError for one that lacks what it must have; nothing changes."""
        what = event["what"]
        if what == "undone":
            self._take_undone(event)
        elif what == "resolved":
            self._take_resolved(event)
        else:
            self._take_deed(event, *_READERS[what](event))

    def marks(self) -> Marks:
        """The marks as they stand, for others to keep."""
        for target in self._changed:
            self._marks[target] = _mark(self._cells[target])
        self._changed.clear()
        return Marks(dict(self._marks))

    def ticks(self, day: str) -> dict[str, Tick]:
        """What the journal knows of a day's steps: for a day whose file is lost."""
        cells = self._cells.get(day, {})
        return {name.removeprefix("tick:"): cell.value for name, cell in cells.items() if _is_set(name, "tick:", cell)}

    def minutes(self, day: str) -> dict[Pane, int]:
        """What the journal knows of the corrected times of a day's panes."""
        cells = self._cells.get(day, {})
        return {
            Pane(name.removeprefix("time:")): cell.value for name, cell in cells.items() if _is_set(name, "time:", cell)
        }

    def undoable(self, uid: int, now: datetime, allowed: Callable[[Deed], bool] = lambda _: True) -> Deed | None:
        """The newest deed of a person that still stands (and is `allowed`); None when the last day has none."""
        for doing in reversed(self._deeds[uid].done):
            if now - doing[0].at > UNDO_WITHIN:
                return None
            for deed in doing:
                if self._cell(deed).event == deed.after.event and allowed(deed):
                    return deed
        return None

    def redoable(self, uid: int) -> Deed | None:
        """The deed that a person took back last and may do again; None after a new deed, or when it was overtaken."""
        undone = self._deeds[uid].undone
        newest = undone[-1] if undone else []
        return next((deed for deed in newest if self._cell(deed).event == deed.before.event), None)

    def together(self, uid: int, deed: Deed) -> int:
        """How many deeds were done in one go with one, itself included."""
        deeds = self._deeds[uid]
        return next((len(doing) for doing in (*deeds.done, *deeds.undone) if deed in doing), 1)

    def _take_deed(self, event: Event, target: str, name: str, value: object) -> None:
        deed = Deed(
            event["id"], event["what"], datetime.fromisoformat(event["at"]), target, name,
            self._cells[target].get(name, EMPTY), Cell(value, event["id"]), group=str(event.get("group", "")),
        )  # fmt: skip
        if deed.step:  # the day's file may have been edited by hand: the event says what it found there
            deed.before = Cell(tick_from(event["was"]) if event.get("was") else None, deed.before.event)
        elif deed.pane:
            deed.before = Cell(_minutes(event.get("was")), deed.before.event)
        self._deeds[event["uid"]].add(deed)
        self._put(target, name, deed.after)

    def _take_undone(self, event: Event) -> None:
        """An undo names a deed of those that it takes back; a redo names the undo."""
        deeds, named = self._deeds[event["uid"]], event["event"]
        if doing := _last(deeds.done, lambda one: one.event == named):
            deeds.done.remove(doing)
            deeds.undone.append(doing)
            for deed in doing:
                deed.undo = event["id"]
                self._move(deed, deed.after, deed.before)
        elif doing := _last(deeds.undone, lambda one: one.undo == named):
            deeds.undone.remove(doing)
            deeds.done.append(doing)
            for deed in doing:
                self._move(deed, deed.before, deed.after)

    def _take_resolved(self, event: Event) -> None:
        """The machine saw it go. If it returns, somebody has to look again; a snooze until a time runs on."""
        issue = event["issue"]
        cells = self._cells.get(issue)
        if not cells:
            return
        snoozed = cells.get("snoozed", EMPTY).value
        if cells.get("acknowledged", EMPTY).value:
            self._put(issue, "acknowledged", Cell(None, event["id"]))
        if cells.get("closed", EMPTY).value:
            self._put(issue, "closed", Cell(None, event["id"]))
        if snoozed and not isinstance(snoozed.until, datetime):
            self._put(issue, "snoozed", Cell(None, event["id"]))

    def _cell(self, deed: Deed) -> Cell:
        return self._cells[deed.target].get(deed.name, EMPTY)

    def _move(self, deed: Deed, expected: Cell, wanted: Cell) -> None:
        if self._cell(deed).event == expected.event:  # else: changed by somebody in the same moment; theirs counts
            self._put(deed.target, deed.name, wanted)

    def _put(self, target: str, name: str, cell: Cell) -> None:
        self._cells[target][name] = cell
        if not name.startswith(("tick:", "time:")):
            self._changed.add(target)


def _is_set(name: str, kind: str, cell: Cell) -> bool:
    return name.startswith(kind) and cell.value is not None


def _minutes(value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError(f"minutes that are none: {value}")
    return value


def _last(doings: list[Doing], fits: Callable[[Deed], bool]) -> Doing | None:
    return next((doing for doing in reversed(doings) if any(map(fits, doing))), None)


def _mark(cells: Mapping[str, Cell]) -> Mark:
    notes = [cell.value for name, cell in cells.items() if name.startswith("note:") and cell.value]
    return Mark(
        cells.get("acknowledged", EMPTY).value,
        cells.get("snoozed", EMPTY).value,
        cells.get("owner", EMPTY).value or "",
        tuple(sorted(notes, key=lambda note: note.at)),
        cells.get("closed", EMPTY).value,
    )


Read = tuple[str, str, object]  # target, name of the cell, its value


def _acknowledged(event: Event) -> Read:
    at = datetime.fromisoformat(event["at"])
    value = Acknowledged(event["by"], at, Severity(event["severity"]), event.get("note", ""))
    return event["issue"], "acknowledged", value


def _snoozed(event: Event) -> Read:
    until: Until = event["until"] if event["until"] in {"worse", "next-report"} else _moment(event["until"])
    severity = Severity(event["severity"]) if event.get("severity") else None
    newest = _moment(event["newest_report"]) if event.get("newest_report") else None
    value = Snoozed(event["by"], _moment(event["at"]), until, event.get("reason", ""), severity, newest)
    return event["issue"], "snoozed", value


def _noted(event: Event) -> Read:
    return event["issue"], f"note:{event['id']}", Note(event["by"], _moment(event["at"]), event["text"], event["id"])


def _closed(event: Event) -> Read:
    return event["issue"], "closed", Closed(event["by"], _moment(event["at"]), event["reason"])


def _ticked(event: Event) -> Read:
    tick = Tick(True, event["by"], _moment(event["at"]), event.get("note", ""), event.get("proof", ""))
    return event["day"], f"tick:{event['step']}", tick


def _excused(event: Event) -> Read:
    return event["day"], f"tick:{event['step']}", Tick(note=str(event["note"]))


def _timed(event: Event) -> Read:
    return event["day"], f"time:{Pane(event['pane'])}", _minutes(event["minutes"])


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {text}")
    return moment


_READERS: Final[Mapping[str, Callable[[Event], Read]]] = {
    "acknowledged": _acknowledged,
    "unacknowledged": lambda event: (event["issue"], "acknowledged", None),
    "snoozed": _snoozed,
    "woken": lambda event: (event["issue"], "snoozed", None),
    "owned": lambda event: (event["issue"], "owner", str(event["owner"])),
    "noted": _noted,
    "closed": _closed,
    "ticked": _ticked,
    "unticked": lambda event: (event["day"], f"tick:{event['step']}", None),
    "excused": _excused,
    "timed": _timed,
}

KEPT: Final = "marks"  # its name in the cache
WANTED: Final = frozenset({*_READERS, "undone", "resolved"})


def load_marks(workspace: Path | Store) -> Marks:
    """The marks of a workspace as its journal has them now (or had them, see `Store.until`). Reads only."""
    journal = Journal(workspace, WANTED)
    fold = kept_fold(journal, KEPT, MarksFold.from_data) or MarksFold()
    for batch in journal.new():
        fold.take_all(batch)
    return fold.marks()
