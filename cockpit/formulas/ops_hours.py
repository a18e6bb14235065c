"""How long a day's base operations took: typed by somebody, else measured by the ticks of the checklist (T-01)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import polars as pl

from cockpit.check import Context
from cockpit.clock import is_working
from cockpit.formulas.account_rates import TYPED_SHOWN, typed_rows
from cockpit.formulas.rates import exact
from cockpit.formulas.team_month import team_month
from cockpit.tables import FILE, ROW

METRIC = "ops_hours"
_MINUTES = 60


@dataclass(frozen=True)
class OpsHours:
    """The hours of the month's working days, by day."""

    origin: Literal["typed", "measured"]
    hours: Mapping[date, Fraction]
    rows: pl.DataFrame | None = None  # what was typed
    unread: tuple[str, int] | None = None  # file and row of a typed day without a figure: empty, or not to be read

    @property
    def mean(self) -> Fraction:
        """Hours a day, over the days of which somebody knows. There must be one."""
        return sum(self.hours.values(), Fraction()) / len(self.hours)


def typed_hours(ctx: Context[Any]) -> OpsHours | None:
    """The hours typed for this marketplace; several figures of one day (by category) are one day's hours together.

    Days on which the team does not work are left out: the line is about a usual working day.
    """
    month = team_month(ctx)
    told = typed_rows(ctx, METRIC).filter(pl.col("date").is_between(month.first, month.last))
    rows = told.filter(pl.col("value").is_not_null())
    hours: dict[date, Fraction] = defaultdict(Fraction)
    for day, value in rows.select("date", "value").iter_rows():
        if is_working(day, ctx.working_days):
            hours[day] += exact(value)
    blank = told.filter(pl.col("value").is_null()).select(FILE, ROW)
    unread = next(blank.iter_rows(), None)
    return OpsHours("typed", dict(hours), rows.select(TYPED_SHOWN), unread) if hours else None


def measured_hours(ctx: Context[Any]) -> OpsHours | None:
    """The hours that the panes of the checklist took, of the whole team: from the first to the last tick of each."""
    month = team_month(ctx)
    hours: dict[date, Fraction] = defaultdict(Fraction)
    for time in ctx.signed.times:
        if month.holds(time.day) and is_working(time.day, ctx.working_days):
            hours[time.day] += Fraction(time.minutes, _MINUTES)
    return OpsHours("measured", dict(hours)) if any(hours.values()) else None
