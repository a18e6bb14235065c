"""Which SKUs are core: those flagged in the SKU master, else the best sellers of 30 days (domain §5)."""

from datetime import UTC, datetime, time, timedelta
from math import ceil
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.rates import exact

# What a check must declare to ask for core SKUs.
CORE_REPORTS = ("sku-master", "all-orders")
WINDOW_DAYS = 30


def core_skus(ctx: Context[Any], share: float) -> frozenset[str]:
    """The core SKUs of one marketplace.

    Where the master flags any SKU as core, exactly those. Where it flags none, the top `share` (a fraction, rounded up)
    of the SKUs that sold in the last 30 complete days, by what they sold for; SKUs that the master calls not core are
    left out. Empty where neither report tells.
    """
    return ctx.once(("core skus", share), lambda: _core(ctx, share))


def _core(ctx: Context[Any], share: float) -> frozenset[str]:
    master = ctx.frame("sku-master")
    flagged = master.filter(pl.col("core"))["sku"]
    if len(flagged):
        return frozenset(flagged)
    denied = master.filter(~pl.col("core"))["sku"]
    sold = _sold(ctx).filter(~pl.col("sku").is_in(denied.implode()))
    return frozenset(sold.head(ceil(exact(share) * sold.height))["sku"])


def _sold(ctx: Context[Any]) -> pl.DataFrame:
    """SKUs with sales in the window, best first; ties by units, then by SKU: the same files give the same core."""
    last = ctx.clock.last_complete_day(ctx.marketplace)
    first = datetime.combine(last - timedelta(days=WINDOW_DAYS - 1), time(), zone_of(ctx.marketplace)).astimezone(UTC)
    after = ctx.clock.end_of_day(last, ctx.marketplace).astimezone(UTC)
    return (
        ctx.frame("all-orders")
        .filter(
            pl.col("sku").is_not_null(),
            pl.col("purchase_date").is_between(first, after, closed="left"),
            pl.col("quantity") > 0,  # 0 on cancelled rows
        )
        .group_by("sku")
        .agg(pl.col("item_price").sum().alias("sales"), pl.col("quantity").sum().alias("units"))
        .sort("sales", "units", "sku", descending=[True, True, False])
    )
