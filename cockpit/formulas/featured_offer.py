"""Who holds the Featured Offer now, as the newest business report counts it."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.asin_skus import asin_skus


def featured_shares(ctx: Context[Any]) -> Mapping[str, float]:
    """By SKU, the share of page views with its Featured Offer; SKUs that no fresh report tells about are not in it."""
    return ctx.once(("featured shares", ctx.check.reads), lambda: _shares(ctx))


def _shares(ctx: Context[Any]) -> Mapping[str, float]:
    if not ctx.has("business-report"):
        return {}
    shares = ctx.frame("business-report").select(pl.col("child_asin").alias("asin"), "buy_box_share").drop_nulls()
    pairs = asin_skus(ctx).join(shares, on="asin").group_by("sku").agg(pl.col("buy_box_share").max())
    return dict(zip(pairs["sku"].to_list(), pairs["buy_box_share"].to_list(), strict=True))
