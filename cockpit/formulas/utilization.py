"""The storage utilization ratio in weeks, counted from daily stock snapshots (domain §6, S-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.stock_levels import PLANNING, snapshot_day

WINDOW_DAYS = 91  # 13 weeks
SHIPPED_DAYS = 90  # the report counts shipped units of 90 days
WEEK = 7


@dataclass(frozen=True)
class Utilization:
    """A ratio as it was counted: weeks, from a mean volume and a weekly shipped volume in the report's unit."""

    weeks: float | None  # None: nothing was shipped
    volume: float
    shipped: float
    days: int  # daily snapshots it rests on


def utilization(frames: Sequence[pl.DataFrame]) -> Utilization:
    """Mean daily volume ÷ mean weekly shipped volume.

    Args:
        frames: daily snapshots of inventory-planning (``available storage_volume item_volume units_shipped_t90``), the
            newest first. Shipped units are those of the newest; rows without a volume leave both sides.
    """
    volumes = [float(frame.select(volume().sum()).item() or 0) for frame in frames]
    sold = pl.col("units_shipped_t90").cast(pl.Float64) * unit_volume()
    shipped = float(frames[0].select(sold.sum()).item() or 0) / SHIPPED_DAYS * WEEK
    mean = sum(volumes) / len(volumes)
    return Utilization(mean / shipped if shipped > 0 else None, mean, shipped, len(volumes))


def volume() -> pl.Expr:
    """What a row's units take up: as the report says, else item by item."""
    return pl.coalesce(pl.col("storage_volume"), pl.col("item_volume") * pl.col("available")).cast(pl.Float64)


def unit_volume() -> pl.Expr:
    """What one unit takes up; null where nobody knows."""
    of_all = pl.when(pl.col("available") > 0).then(pl.col("storage_volume") / pl.col("available"))
    return pl.coalesce(pl.col("item_volume"), of_all).cast(pl.Float64)


def snapshots_of(ctx: Context[Any]) -> list[pl.DataFrame]:
    """One snapshot a day of the 13 weeks that end with the newest, newest first; the last of a day counts."""
    current = ctx.table(PLANNING)
    if current is None:
        return []
    newest = snapshot_day(current, ctx.marketplace)
    found: dict[date, pl.DataFrame] = {}
    for table in (current, *ctx.history(PLANNING)):
        day = snapshot_day(table, ctx.marketplace)
        if newest - timedelta(days=WINDOW_DAYS) < day and day not in found and (table is current or not table.doubts):
            found[day] = table.frame
    return list(found.values())
