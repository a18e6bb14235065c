"""What each SKU sold in the last 7 days against the mean week of the four weeks before them (domain §6, S-14)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.declared_events import by_event_days
from cockpit.formulas.mature import Days
from cockpit.formulas.stock_levels import PLANNING, snapshot_day
from cockpit.formulas.units_sold import shipped_units
from cockpit.tables import Table

ORDERS = "all-orders"
WEEK, WEEKS = 7, 28
ONE_DAY = timedelta(days=1)
_SCHEMA = {
    "sku": pl.String(), "week": pl.Int64(), "weeks": pl.Int64(), "days_week": pl.Int32(), "days_weeks": pl.Int32(),
    "unread": pl.Boolean(),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class WeekUnits:
    """Units of the last week and of the four weeks before it.

    `frame` has one row per SKU: sku, week, weeks (units), days_week, days_weeks (days counted: without declared
    events), unread (a quantity among them could not be read).
    """

    frame: pl.DataFrame
    source: str  # the report type that tells
    week: Days
    weeks: Days


def week_units(ctx: Context[Any]) -> WeekUnits | None:
    """Count the units of both windows; None where no report covers all 35 days.

    All orders, where they go back far enough: both channels, cancelled orders left out, complete marketplace days that
    had ended when the report was made. Else Amazon's own 7-day count in the planning snapshots of today and of 7, 14,
    21 and 28 days before: its 30-day count overlaps the last week and ends too early, so it is not used.
    """
    orders = ctx.table(ORDERS)
    if orders is not None:
        days = _windows(_last_day(ctx, orders))
        if orders.period_start is not None and orders.period_start <= days[1].first:
            return WeekUnits(_ordered(ctx, orders, *days), ORDERS, *days)
    return _shipped(ctx)


def placed_on(days: Days, marketplace: str) -> pl.Expr:
    """Whether an order was placed on some marketplace days, by its moment: no row need be turned into a day for it."""
    zone = zone_of(marketplace)
    begin, end = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (days.first, days.last + ONE_DAY))
    return pl.col("purchase_date").is_between(begin, end, closed="left")


def _last_day(ctx: Context[Any], orders: Table) -> date:
    """The newest day that had ended when the orders were exported: a later one would look like a break."""
    exported = orders.as_of.astimezone(zone_of(ctx.marketplace)).date() - timedelta(days=1)
    return min(ctx.clock.last_complete_day(ctx.marketplace), exported)


def _windows(last: date) -> tuple[Days, Days]:
    week = Days(last - timedelta(days=WEEK - 1), last)
    return week, Days(week.first - timedelta(days=WEEKS), week.first - timedelta(days=1))


def _ordered(ctx: Context[Any], orders: Table, week: Days, weeks: Days) -> pl.DataFrame:
    day = pl.col("purchase_date").dt.convert_time_zone(str(zone_of(ctx.marketplace))).dt.date()
    cancelled = pl.col("order_status").str.to_lowercase().str.contains("cancel")
    # Two steps: together, polars would read the status of a year's orders for the tenth of them that is counted.
    placed = orders.frame.select("purchase_date", "order_status", "sku", "quantity").filter(
        placed_on(Days(weeks.first, week.last), ctx.marketplace)
    )
    lines = placed.filter(cancelled.fill_null(value=False).not_(), pl.col("sku").is_not_null()).select(
        "sku", "quantity", day=day
    )
    return pl.concat([_counted(part, off, week, weeks) for off, part in _parts(ctx, lines, week, weeks)])


def _parts(
    ctx: Context[Any], lines: pl.DataFrame, week: Days, weeks: Days
) -> Sequence[tuple[frozenset[date], pl.DataFrame]]:
    return tuple(by_event_days(ctx.events, lines, weeks.first, week.last))


def _counted(lines: pl.DataFrame, off: frozenset[date], week: Days, weeks: Days) -> pl.DataFrame:
    """Units of both windows without the days of an event, which leave units and days alike."""
    counted = pl.col("day").is_in(list(off)).not_()
    late = pl.col("day") >= week.first
    return lines.group_by("sku", maintain_order=True).agg(
        week=pl.col("quantity").filter(late & counted).sum().cast(pl.Int64),
        weeks=pl.col("quantity").filter(~late & counted).sum().cast(pl.Int64),
        days_week=pl.lit(len(week) - sum(day in week for day in off), pl.Int32),
        days_weeks=pl.lit(len(weeks) - sum(day in weeks for day in off), pl.Int32),
        unread=pl.col("quantity").is_null().any(),
    ).select(list(_SCHEMA))  # fmt: skip


def _shipped(ctx: Context[Any]) -> WeekUnits | None:
    planning = ctx.table(PLANNING)
    if planning is None:
        return None
    last = snapshot_day(planning, ctx.marketplace)
    by_day = _snapshots(ctx)
    older = [by_day.get(last - timedelta(days=WEEK * back)) for back in range(1, WEEKS // WEEK + 1)]
    if any(table is None for table in older):
        return None
    week, weeks = _windows(last)
    sums = pl.concat([shipped_units(table.frame).select("sku", "units_7") for table in older if table is not None])
    whole = sums.group_by("sku").agg(weeks=pl.col("units_7").sum(), seen=pl.len(), known=pl.col("units_7").count())
    frame = shipped_units(planning.frame).join(
        whole.filter(pl.col("seen") == len(older)), on="sku", maintain_order="left"
    )
    named = frame.with_columns(
        week=pl.col("units_7").cast(pl.Int64), weeks=pl.col("weeks").cast(pl.Int64),
        days_week=pl.lit(WEEK, pl.Int32), days_weeks=pl.lit(WEEKS, pl.Int32),
        unread=pl.col("units_7").is_null() | (pl.col("known") < pl.col("seen")),
    ).select(list(_SCHEMA))  # fmt: skip
    return WeekUnits(_without_events(ctx, named, week, weeks), PLANNING, week, weeks)


def _snapshots(ctx: Context[Any]) -> Mapping[date, Table]:
    """The whole planning snapshots by day; of several on one day the newest."""
    found: dict[date, Table] = {}
    for table in ctx.history(PLANNING):
        if not table.doubts:
            found.setdefault(snapshot_day(table, ctx.marketplace), table)
    return found


def _without_events(ctx: Context[Any], frame: pl.DataFrame, week: Days, weeks: Days) -> pl.DataFrame:
    """Sums of a week do not tell an event's units: the SKUs of one have no days that could be counted."""
    parts = [
        part.with_columns(days_week=pl.lit(0, pl.Int32)) if off else part
        for off, part in by_event_days(ctx.events, frame, weeks.first, week.last)
    ]
    return pl.concat(parts)
