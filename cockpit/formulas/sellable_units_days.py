"""On how many days a listing could be bought: sellable FBA units, or a merchant quantity (domain §5, L-09)."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.in_stock_days import GAP_DAYS
from cockpit.formulas.mature import Days
from cockpit.formulas.stock_levels import MANAGE, NEAR, PLANNING, snapshot_day

_LISTINGS = "all-listings"
_SCHEMA = {"sku": pl.String(), "stocked": pl.Int64(), "known": pl.Int64(), "now": pl.Boolean()}
_NOBODY = pl.DataFrame(schema={"sku": pl.String()})


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
    told = _told(ctx, days, merchant=merchant)
    counts = pl.concat([_NOBODY, *(stocked.join(skus, on="sku", how="semi") for stocked in told.values())])
    stocked = counts.group_by("sku").agg(pl.len().cast(pl.Int64).alias("stocked"))
    now = told[max(told)]["sku"] if told else _NOBODY["sku"]
    return (
        skus.join(stocked, on="sku", how="left", maintain_order="left")
        .with_columns(
            pl.col("stocked").fill_null(0),
            known=pl.lit(len(told), pl.Int64()),
            now=pl.col("sku").is_in(now.implode()),
        )
        .select(list(_SCHEMA))
    )


def _told(ctx: Context[Any], days: Days, *, merchant: bool) -> Mapping[date, pl.DataFrame]:
    """Day of the range → the SKUs that could be bought on it; a day without a snapshot is like the last one before."""
    found: dict[date, pl.DataFrame] = {}
    for day, stocked in _snapshots(ctx, days, merchant=merchant):
        found[day] = pl.concat([found[day], stocked]).unique() if day in found else stocked
    told: dict[date, pl.DataFrame] = {}
    for day in (days.first + timedelta(days=n) for n in range(len(days))):
        source = next(
            (day - timedelta(days=gap) for gap in range(GAP_DAYS + 1) if day - timedelta(days=gap) in found), None
        )
        if source is not None:
            told[day] = found[source]
    return told


def _snapshots(ctx: Context[Any], days: Days, *, merchant: bool) -> Iterator[tuple[date, pl.DataFrame]]:
    """Day and the SKUs that could be bought on it, of every snapshot in the range that was read whole."""
    first = days.first - timedelta(days=GAP_DAYS)
    fba = {one: ("sku", NEAR[one][0]) for one in (PLANNING, MANAGE)}
    types = {_LISTINGS: ("seller_sku", "quantity")} if merchant else fba
    for type_, (sku, units) in types.items():
        current = ctx.table(type_)
        for table in (current, *ctx.history(type_)) if current else ():
            day = snapshot_day(table, ctx.marketplace)
            if first <= day <= days.last and not table.doubts:
                yield day, table.frame.filter(pl.col(units) > 0).select(pl.col(sku).alias("sku").unique())
