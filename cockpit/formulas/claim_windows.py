"""From when until when something can be claimed of Amazon (domain §11.3): dated settings, marketplace by marketplace.

A window is written as a number (until so many days after), two numbers (from, until), or a table with ``days`` or
``months``; with ``from`` it holds for what happened from that day on (see `dated`).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from cockpit.formulas.dated import DEFAULT, in_force
from cockpit.issue import Severity, Tag
from cockpit.text import Words

RULES: Final = "Amazon help: FBA claim windows"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """Days of the marketplace's calendar on which a claim is taken, the first and the last included."""

    first: date
    last: date

    def left(self, today: date) -> int:
        """Days until the last one: 0 on it, negative after it."""
        return (self.last - today).days


def claim_window(setting: Mapping[str, Any] | float, marketplace: str, since: date) -> ClaimWindow | None:
    """The window of what happened on the day `since`, by the rule of that day; None where no rule is known.

    Args:
        setting: windows by marketplace, or one for all.
        marketplace: whose.
        since: the day from which is counted: of the refund, the loss, the delivery.
    """
    written = setting if isinstance(setting, Mapping) else {DEFAULT: setting}
    return _window(in_force(written, marketplace, since), since)


def _window(rule: Any, since: date) -> ClaimWindow | None:
    if isinstance(rule, Mapping):
        if "months" in rule:
            return ClaimWindow(since, months_after(since, int(rule["months"])))
        rule = rule.get("days")
    match rule:
        case int() | float():
            return ClaimWindow(since, since + timedelta(days=int(rule)))
        case [first, last]:
            return ClaimWindow(since + timedelta(days=int(first)), since + timedelta(days=int(last)))
    return None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def with_windows(
    frame: pl.DataFrame, column: str, setting: Mapping[str, Any] | float, marketplace: str
) -> pl.DataFrame:
    """The rows with ``claim_from`` and ``claim_until`` of the day in `column`; null where no rule is known."""
    days = frame[column].drop_nulls().unique().to_list()  # few, however many rows
    windows = {day: claim_window(setting, marketplace, day) for day in days}
    parts = (("claim_from", "first"), ("claim_until", "last"))
    return frame.with_columns(
        pl.col(column)
        .replace_strict(
            days,
            [None if (window := windows[day]) is None else getattr(window, part) for day in days],
            default=None,
            return_dtype=pl.Date(),
        )
        .alias(name)
        for name, part in parts
    )


def standing(window: ClaimWindow, today: date, crit_days: int) -> Severity:
    """How urgent a claim is: a warning, critical in the last days, information once the window has closed."""
    left = window.left(today)
    if left < 0:
        return Severity.INFO
    return Severity.CRITICAL if left <= crit_days else Severity.WARNING


def expired_tag(severity: Severity) -> tuple[Tag, ...]:
    """The tag of a claim that nobody takes any more."""
    return ("expired",) if severity is Severity.INFO else ()


# What is left to do about a claim that nobody takes any more: "claim before 14 Nov" on the 24th helps nobody.
CLOSED = Words(
    "Too late to claim: agree the write-off with the supervisor, and claim sooner next time.",
    "已过索赔期:与主管确认核销,下次尽早索赔。",
)
