"""On how many days of a window a SKU could be bought, counted in the stored daily snapshots (domain §6.1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

import polars as pl

from cockpit.formulas.velocity import WINDOWS

# A weekend without an export does not make a window unknown: a day without a snapshot counts like the last one before
# it, for so many days.
GAP_DAYS = 3


@dataclass(frozen=True)
class InStockDays:
    """In-stock days per SKU, and for which windows the snapshots tell them at all."""

    frame: pl.DataFrame  # sku, days_7, days_30, days_90, history; a SKU that never had stock is not in it
    known: Mapping[int, bool]
    seen: int  # days of the longest window that the snapshots cover


def in_stock_days(snapshots: Mapping[date, pl.DataFrame], newest: date, without: Collection[date] = ()) -> InStockDays:
    """Count the days with sellable stock in the windows that end with the newest snapshot.

    Args:
        snapshots: by day, the SKUs that had sellable stock on it (a column ``sku``, each once). A SKU that is not in a
            snapshot had none.
        newest: the day of the newest snapshot.
        without: days that leave the count (declared events).
    """
    source = _sources(snapshots, newest)
    parts = [_counted(snapshots[day], day, source, newest, without) for day in sorted(set(source.values()))]
    columns = [f"days_{w}" for w in WINDOWS]
    empty = pl.DataFrame(schema={"sku": pl.String(), **dict.fromkeys([*columns, "history"], pl.Int32())})
    days = pl.concat([empty, *parts]).group_by("sku").agg(pl.col(columns).sum(), pl.col("history").sum())
    known = {w: all(newest - timedelta(days=back) in source for back in range(w)) for w in WINDOWS}
    return InStockDays(days, known, len(source))


def _sources(snapshots: Mapping[date, pl.DataFrame], newest: date) -> dict[date, date]:
    """Which snapshot speaks for each day of the longest window; days that none speaks for are missing."""
    source: dict[date, date] = {}
    for back in range(max(WINDOWS)):
        day = newest - timedelta(days=back)
        spoken = next((day - timedelta(days=gap) for gap in range(GAP_DAYS + 1) if _has(snapshots, day, gap)), None)
        if spoken is not None:
            source[day] = spoken
    return source


def _has(snapshots: Mapping[date, pl.DataFrame], day: date, gap: int) -> bool:
    return day - timedelta(days=gap) in snapshots


def _counted(
    skus: pl.DataFrame, snapshot: date, source: Mapping[date, date], newest: date, without: Collection[date]
) -> pl.DataFrame:
    """The SKUs of one snapshot, with how many days of each window it speaks for."""
    days = [day for day, spoken in source.items() if spoken == snapshot]
    counted = [day for day in days if day not in without]
    weights = {f"days_{w}": sum((newest - day).days < w for day in counted) for w in WINDOWS}
    return skus.select(
        "sku", **{name: pl.lit(weight, pl.Int32) for name, weight in {**weights, "history": len(days)}.items()}
    )


def union_days(*histories: Mapping[date, pl.DataFrame]) -> Mapping[date, pl.DataFrame]:
    """Snapshots of several report types as one history; of a day that more than one has, the first one's."""
    return reduce(lambda found, further: {**further, **found}, histories, {})
