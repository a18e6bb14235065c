"""The figure of an issue as an action on the board keeps it, before it and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast, get_args

from cockpit.issue import Figure, Number, Unit


@dataclass(frozen=True, slots=True)
class Measured:
    """What the machine saw of an action's issue, on reports newer than the action."""

    at: datetime  # when it was seen
    data_at: datetime  # how new the oldest of the reports behind it was
    gone: bool  # the check does not raise the issue any more
    figure: Figure | None = None  # where it still does


def figure_data(figure: Figure) -> dict[str, Any]:
    """A figure as a line of the journal holds it."""
    numbers = {name: _plain(getattr(figure, name)) for name in ("value", "numerator", "denominator")}
    return {"name": figure.name, **{name: value for name, value in numbers.items() if value is not None},
            "unit": figure.unit}  # fmt: skip


def figure_from(data: Mapping[str, Any]) -> Figure:
    """The figure again. Raises KeyError, TypeError or ValueError for data that is none."""
    value, numerator, denominator = (_number(data.get(name)) for name in ("value", "numerator", "denominator"))
    unit = data.get("unit", "count")
    if unit not in get_args(Unit):
        raise ValueError(unit)
    return Figure(str(data["name"]), value, numerator, denominator, cast("Unit", unit))


def measured_from(data: Mapping[str, Any], at: datetime) -> Measured:
    """What an event says was seen. Raises KeyError, TypeError or ValueError for one that does not say it."""
    data_at = datetime.fromisoformat(data["data_at"])
    if data_at.tzinfo is None:
        raise ValueError(data["data_at"])
    return Measured(at, data_at, data.get("gone") is True, figure_from(data["figure"]) if data.get("figure") else None)


def _plain(value: Number | None) -> float | int | str | None:
    """As JSON can hold it: exact amounts as text, so that 19.99 stays 19.99."""
    return str(value) if isinstance(value, Decimal) else value


def _number(value: object) -> Number | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    try:
        return Decimal(cast("str", value))
    except ArithmeticError as error:
        raise ValueError(value) from error
