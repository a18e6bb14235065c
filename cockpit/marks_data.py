"""Marks and deeds as JSON can hold them, for the fold that is kept."""

from datetime import datetime
from typing import Any, NamedTuple

from cockpit.checklist import Tick, tick_data, tick_from
from cockpit.issue import Severity
from cockpit.marks import Acknowledged, Closed, Note, Snoozed, Until


class Cell(NamedTuple):
    """One thing that people set, and the event that set it last."""

    value: Any = None
    event: str = ""


def cell_data(cell: Cell) -> list[Any]:
    """A cell as data: the event, and what it set if anything."""
    return [cell.event] if cell.value is None else [cell.event, _value_data(cell.value)]


def cell_from(name: str, data: list[Any]) -> Cell:
    """The cell called `name` again. Raises LookupError, TypeError or ValueError for data that is none."""
    return Cell(_value_from(name, data[1]) if len(data) > 1 else None, data[0])


def _value_data(value: object) -> Any:
    match value:
        case Acknowledged(by, at, severity, note):
            return [by, at.isoformat(), severity.value, note]
        case Snoozed(by, at, until, reason, severity, newest):
            return [
                by, at.isoformat(), until if isinstance(until, str) else until.isoformat(), reason,
                severity.value if severity else None, newest.isoformat() if newest else None,
            ]  # fmt: skip
        case Closed(by, at, reason):
            return [by, at.isoformat(), reason]
        case Note(by, at, text, event):
            return [by, at.isoformat(), text, event]
        case Tick():
            return tick_data(value)
    return value


def _value_from(name: str, data: Any) -> object:
    if name == "acknowledged":
        by, at, severity, note = data
        return Acknowledged(by, datetime.fromisoformat(at), Severity(severity), note)
    if name == "snoozed":
        by, at, until, reason, severity, newest = data
        end: Until = until if until in {"worse", "next-report"} else datetime.fromisoformat(until)
        return Snoozed(
            by, datetime.fromisoformat(at), end, reason, Severity(severity) if severity else None,
            datetime.fromisoformat(newest) if newest else None,
        )  # fmt: skip
    if name == "closed":
        by, at, reason = data
        return Closed(by, datetime.fromisoformat(at), reason)
    if name.startswith("note:"):
        by, at, text, event = data
        return Note(by, datetime.fromisoformat(at), text, event)
    if name.startswith("time:"):
        return int(data)
    return tick_from(data) if name.startswith("tick:") else str(data)
