"""How often SKUs ran out of stock in a month, counted in the stored daily snapshots (T-04)."""

from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.stock_levels import GRADED, MANAGE, PLANNING, near, snapshot_day
from cockpit.formulas.team_month import Month
from cockpit.tables import FILE, ROW, Table

_BEFORE = timedelta(days=14)  # the snapshot that says that there was stock may be of the month before
_LEVELS = {"day": pl.Date(), "sku": pl.String(), "near": pl.Int64(), FILE: pl.String(), ROW: pl.UInt32()}


def stock_out_events(ctx: Context[Any], month: Month) -> pl.DataFrame:
    """Every time a SKU went from stock to none: day, sku, and the row of the snapshot that says so.

    A day is known by its snapshot, of several its last one. Near 0 in it is a day without stock; the same SKU counts
    again once a snapshot in between had stock. A SKU that a snapshot does not list is not known on that day; what the
    master calls discontinued was meant to run out, and so was a used unit (amzn.gr…).
    """
    inside = pl.col("day").is_between(month.first, month.last)
    restocked = pl.col("sku").str.starts_with(GRADED).not_()
    rows = [_rows(ctx, type_, month).filter(restocked) for type_ in (PLANNING, MANAGE)]
    out = pl.concat([part.filter(inside, pl.col("near") <= 0)["sku"] for part in rows])
    few = pl.col("sku").is_in(out.unique().implode())  # of the others nothing need be known
    levels = pl.concat([_by_sku(part.filter(few)) for part in rows])
    whole = levels.unique(["day", "sku"], keep="first", maintain_order=True)  # of a day in both, the planning report's
    before = pl.col("near").shift(1).over("sku", order_by="day")
    ended = ctx.frame("sku-master").filter(pl.col("discontinued").fill_null(value=False))["sku"]
    return (
        whole.filter(pl.col("near").is_not_null() & pl.col("sku").is_in(ended.implode()).not_())
        .with_columns(before=before)
        .filter(inside, pl.col("near") <= 0, pl.col("before") > 0)
        .sort("day", "sku")
        .drop("before")
    )


def snapshot_days(ctx: Context[Any], month: Month) -> int:
    """On how many days of a month there is a snapshot of the stock."""
    days = {day for type_ in (PLANNING, MANAGE) for day, _ in _tables(ctx, type_) if month.holds(day)}
    return len(days)


def _rows(ctx: Context[Any], type_: str, month: Month) -> pl.DataFrame:
    """Near by day and row of the snapshots that tell of a month."""
    found: dict[date, pl.DataFrame] = {}
    for day, table in _tables(ctx, type_):
        if month.first - _BEFORE <= day <= month.last and day not in found:
            levels = near(type_).cast(pl.Int64).alias("near")
            found[day] = table.frame.select(pl.lit(day).alias("day"), "sku", levels, FILE, pl.col(ROW).cast(pl.UInt32))
    return pl.concat([pl.DataFrame(schema=_LEVELS), *found.values()])


def _by_sku(rows: pl.DataFrame) -> pl.DataFrame:
    """A SKU on several rows (conditions, FNSKUs) is one, unknown when one of its rows is."""
    units = pl.when(pl.col("near").is_null().any().not_()).then(pl.col("near").sum()).alias("near")
    return rows.group_by("day", "sku", maintain_order=True).agg(units, pl.col(FILE, ROW).first())


def _tables(ctx: Context[Any], type_: str) -> list[tuple[date, Table]]:
    """The snapshots of a type, newest first, without those that could not be read whole."""
    current = ctx.table(type_)
    tables = [*([current] if current else []), *ctx.history(type_)]
    return [(snapshot_day(table, ctx.marketplace), table) for table in tables if not table.doubts]
