"""Which SKUs belong to which ASIN: the Featured Offer is the ASIN's, stock and suppression are the SKU's."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from cockpit.check import Context

# Report type → its columns for the ASIN and the SKU. A check reads those of them that it declares.
ASIN_SKU_COLUMNS = {
    "business-report": ("child_asin", "sku"),
    "all-listings": ("asin1", "seller_sku"),
    "fba-inventory": ("asin", "sku"),
    "inventory-planning": ("asin", "sku"),
    "suppressed-listings": ("asin", "sku"),
    "sku-master": ("asin", "sku"),
}


def asin_skus(ctx: Context[Any]) -> pl.DataFrame:
    """Every pair of ASIN and SKU that a declared, fresh report names: columns asin and sku, each pair once, sorted."""
    there = tuple(type_ for type_ in ASIN_SKU_COLUMNS if type_ in ctx.check.reads and ctx.has(type_))
    return ctx.once(("asin skus", there), lambda: _pairs(ctx, there))


def _pairs(ctx: Context[Any], types: Iterable[str]) -> pl.DataFrame:
    parts = [pl.DataFrame(schema={"asin": pl.String(), "sku": pl.String()})]
    for type_ in types:
        asin, sku = ASIN_SKU_COLUMNS[type_]
        parts.append(ctx.frame(type_).select(pl.col(asin).alias("asin"), pl.col(sku).alias("sku")))
    return pl.concat(parts).drop_nulls().unique().sort("asin", "sku")
