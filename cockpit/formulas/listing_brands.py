"""Which brand a listing is of, and every brand that the reports name: the patrol's pages, the category listings."""

from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.listing_text import is_brand
from cockpit.formulas.protected_terms import fold_term

# Report type → its columns for ASIN, SKU and brand. A check reads those of them that it declares.
_COLUMNS = {
    "category-listings": ("external_product_id", "item_sku", "brand_name"),
    "listing-patrol": ("asin", "sku", "brand"),
}
BRAND_REPORTS = tuple(_COLUMNS)


def brands(ctx: Context[Any]) -> pl.DataFrame:
    """Every brand that a declared report names: asin, sku (either may be empty), brand; no rows of unbranded goods."""
    parts = [
        ctx.frame(type_).select(pl.col(asin).alias("asin"), pl.col(sku).alias("sku"), pl.col(brand).alias("brand"))
        for type_, (asin, sku, brand) in _COLUMNS.items()
        if type_ in ctx.check.reads
    ]
    empty = pl.DataFrame(schema={"asin": pl.String(), "sku": pl.String(), "brand": pl.String()})
    found = pl.concat([empty, *parts]).unique(maintain_order=True)
    named = [name for name in found["brand"].drop_nulls().unique() if is_brand(name)]
    return found.filter(pl.col("brand").is_in(named))


def with_brand(ctx: Context[Any], rows: pl.DataFrame) -> pl.DataFrame:
    """The rows (columns ``asin`` and ``sku``) with the `brand` of the SKU, else of the ASIN; empty: nobody says."""
    known = brands(ctx)
    for key, name in (("sku", "_of_sku"), ("asin", "_of_asin")):
        by = known.filter(pl.col(key).is_not_null()).unique(key, keep="last", maintain_order=True)
        rows = rows.join(by.select(key, pl.col("brand").alias(name)), on=key, how="left", maintain_order="left")
    return rows.with_columns(brand=pl.coalesce("_of_sku", "_of_asin")).drop("_of_sku", "_of_asin")


def known_brands(ctx: Context[Any]) -> frozenset[str]:
    """Every brand that a declared report names, folded."""
    return frozenset(map(fold_term, brands(ctx)["brand"]))
