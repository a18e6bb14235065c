"""Which SKUs belong to which ASIN: the Featured Offer is the ASIN's, stock and suppression are the SKU's."""

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
    parts = [
        ctx.frame(type_).select(pl.col(asin).alias("asin"), pl.col(sku).alias("sku"))
        for type_, (asin, sku) in ASIN_SKU_COLUMNS.items()
        if type_ in ctx.check.reads
    ]
    empty = pl.DataFrame(schema={"asin": pl.String(), "sku": pl.String()})
    return pl.concat([empty, *parts]).drop_nulls().unique().sort("asin", "sku")
