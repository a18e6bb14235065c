"""On how many days a listing could be bought: sellable FBA units, or a merchant quantity (domain §5, L-09)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.in_stock_days import GAP_DAYS
from cockpit.formulas.mature import Days
from cockpit.formulas.stock_levels import MANAGE, NEAR, PLANNING, snapshot_day

_LISTINGS = "all-listings"
_SCHEMA = {"sku": pl.String(), "stocked": pl.Int64(), "known": pl.Int64(), "now": pl.Boolean()}
_SOLD = pl.DataFrame(schema={"sku": pl.String(), "day": pl.Date()})


def sellable_units_days(ctx: Context[Any], days: Days, listings: pl.DataFrame) -> pl.DataFrame:
    """Count the days that snapshots tell about, by SKU.

    Args:
        ctx: the check's; the stock reports and listings reports that it declares, with their older files, are read.
        days: the range.
        listings: ``sku`` and ``merchant`` (whether its own quantity counts).

    Returns:
        sku, stocked (days with units that can be bought), known (days that any snapshot tells about), now (whether the
        last of them had units). A SKU that is not in a snapshot had none; a day without one counts like the last
        snapshot before it, for so many days as `in_stock_days` has it, and is not known beyond.
    """
    parts = [_counted(ctx, days, listings, merchant=merchant) for merchant in (True, False)]
    return pl.concat([pl.DataFrame(schema=_SCHEMA), *parts])


def _counted(ctx: Context[Any], days: Days, listings: pl.DataFrame, *, merchant: bool) -> pl.DataFrame:
    skus = listings.filter(pl.col("merchant") == merchant).select("sku")
    snapshots = list(_snapshots(ctx, days, merchant=merchant)) if skus.height else []
    told = _told(days, {day for day, _ in snapshots})
    times = Counter(told.values())
    now = pl.lit(told[max(told)] if told else None, pl.Date())
    stocked = [_SOLD, *(one.to_frame("sku").with_columns(day=pl.lit(day)) for day, one in snapshots if day in times)]
    whole = pl.concat(stocked).join(skus, on="sku", how="semi").unique()
    counts = whole.group_by("sku").agg(
        stocked=pl.col("day").replace_strict(times, default=0, return_dtype=pl.Int64()).sum(),
        now=(pl.col("day") == now).any(),
    )
    joined = skus.join(counts, on="sku", how="left", maintain_order="left")
    known = pl.lit(len(told), pl.Int64()).alias("known")
    return joined.select("sku", pl.col("stocked").fill_null(0), known, pl.col("now").fill_null(value=False))


def _told(days: Days, found: Collection[date]) -> Mapping[date, date]:
    """Day of the range → the day whose snapshots tell of it: a day without one is like the last one before."""
    told: dict[date, date] = {}
    for day in (days.first + timedelta(days=n) for n in range(len(days))):
        before = (day - timedelta(days=gap) for gap in range(GAP_DAYS + 1))
        source = next((one for one in before if one in found), None)
        if source is not None:
            told[day] = source
    return told


def _snapshots(ctx: Context[Any], days: Days, *, merchant: bool) -> Iterator[tuple[date, pl.Series]]:
    """Day and the SKUs that could be bought on it, of every snapshot in the range that was read whole."""
    first = days.first - timedelta(days=GAP_DAYS)
    fba = {one: ("sku", NEAR[one][0]) for one in (PLANNING, MANAGE)}
    types = {_LISTINGS: ("seller_sku", "quantity")} if merchant else fba
    for type_, (sku, units) in types.items():
        current = ctx.table(type_)
        for table in (current, *ctx.history(type_)) if current else ():
            day = snapshot_day(table, ctx.marketplace)
            if first <= day <= days.last and not table.doubts:
                yield day, table.frame[sku].filter(table.frame[units] > 0)  # columns, no queries: there may be many
