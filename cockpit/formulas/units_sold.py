"""Units sold per SKU over the last 7, 30 and 90 days: Amazon's own count, or counted in the orders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.velocity import WINDOWS

COLUMNS = [f"units_{w}" for w in WINDOWS]
SHIPPED_UNITS = {f"units_{w}": f"units_shipped_t{w}" for w in WINDOWS}  # Amazon's own count in the planning report


def shipped_units(planning: pl.DataFrame) -> pl.DataFrame:
    """One row per SKU with Amazon's count of shipped units in each window; null where a cell is empty."""
    units = [pl.col(column).alias(name) for name, column in SHIPPED_UNITS.items()]
    whole = [pl.when(pl.col(name).is_null().any().not_()).then(pl.col(name).sum()).alias(name) for name in COLUMNS]
    return planning.select("sku", *units).group_by("sku", maintain_order=True).agg(whole)


@dataclass(frozen=True)
class DailyUnits:
    """Units that Amazon fulfilled, by SKU and marketplace day, and from which day on the orders are there."""

    frame: pl.DataFrame  # sku, day, units
    since: date | None  # None: there are no orders

    def cover(self, day: date) -> bool:
        """Whether the orders of a day are there."""
        return self.since is not None and day >= self.since

    def windows(self, last: date) -> pl.DataFrame:
        """Units by SKU in the windows that end with `last`; a window that the orders do not cover is null."""
        return self.frame.filter(pl.col("day") <= last).group_by("sku").agg(_sums(last, self._covered(last)))

    def covered(self, last: date) -> list[str]:
        """The columns of the windows that end with `last` and whose orders are all there."""
        return [f"units_{w}" for w, there in self._covered(last).items() if there]

    def on(self, days: Collection[date], last: date) -> pl.DataFrame:
        """Units by SKU that were sold on the given days, for each window that ends with `last`."""
        chosen = self.frame.filter(pl.col("day").is_in(list(days)))
        return chosen.group_by("sku").agg(_sums(last, dict.fromkeys(WINDOWS, True)))

    def _covered(self, last: date) -> dict[int, bool]:
        return {w: self.cover(last - timedelta(days=w - 1)) for w in WINDOWS}


def _sums(last: date, covered: dict[int, bool]) -> list[pl.Expr]:
    inside = {w: pl.col("day") > last - timedelta(days=w) for w in WINDOWS}
    sums = {w: pl.col("units").filter(inside[w]).sum() if covered[w] else pl.lit(None, pl.Int64) for w in WINDOWS}
    return [sums[w].alias(f"units_{w}") for w in WINDOWS]


NO_ORDERS = DailyUnits(pl.DataFrame(schema={"sku": pl.String(), "day": pl.Date(), "units": pl.Int64()}), None)


def daily_units(ctx: Context[Any], skus: pl.Series | None = None) -> DailyUnits:
    """Count what Amazon fulfilled in the All Orders report. Cancelled orders and merchant orders are left out."""
    table = ctx.table("all-orders")
    if table is None:
        return NO_ORDERS
    day = pl.col("purchase_date").dt.convert_time_zone(str(zone_of(ctx.marketplace))).dt.date()
    oldest = ctx.clock.today(ctx.marketplace) - timedelta(days=2 * max(WINDOWS))
    wanted = pl.col("sku").is_not_null() if skus is None else pl.col("sku").is_in(skus.implode())
    counted = table.frame.filter(
        wanted,
        pl.col("purchase_date").dt.date() >= oldest,
        pl.col("fulfillment_channel").str.to_lowercase().is_in(["amazon", "afn"]),
        pl.col("order_status").str.to_lowercase().str.contains("cancel").not_(),
    )
    units = counted.group_by("sku", day.alias("day")).agg(units=pl.col("quantity").sum())
    return DailyUnits(units, table.period_start)
