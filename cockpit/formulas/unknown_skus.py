"""SKUs that reports name and the SKU master does not know (D-07)."""

from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.tables import FILE, ROW

MASTER = "sku-master"
# Where each report has the SKU. Settlements and returns are left out: they name SKUs of years ago.
SKU_COLUMNS = {
    "all-listings": "seller_sku",
    "fba-inventory": "sku",
    "inventory-planning": "sku",
    "all-orders": "sku",
    "unshipped-orders": "sku",
    "business-report": "sku",
    "sp-advertised-products": "sku",
}
# SKUs that Amazon makes by itself: graded returns that it resells, and stock that it found.
AMAZONS_OWN = r"(?i)^amzn\.gr\.|^amazon\.found\."


def unknown_skus(ctx: Context[Any]) -> pl.DataFrame:
    """The rows that name a SKU without a row in the master: sku, report, file, row; the first row of each report."""
    known = ctx.frame(MASTER).select(pl.col("sku").str.strip_chars()).unique()
    empty = {"sku": pl.String(), "report": pl.String(), FILE: pl.String(), ROW: pl.UInt32()}
    parts = [_named(ctx, type_, column) for type_, column in SKU_COLUMNS.items() if ctx.has(type_)]
    named = pl.concat([pl.DataFrame(schema=empty), *parts])
    return named.join(known, on="sku", how="anti", maintain_order="left")


def _named(ctx: Context[Any], type_: str, column: str) -> pl.DataFrame:
    return (
        ctx.frame(type_)
        .select(pl.col(column).str.strip_chars().alias("sku"), pl.lit(type_).alias("report"), FILE, ROW)
        .filter((pl.col("sku") != "") & pl.col("sku").str.contains(AMAZONS_OWN).not_())
        .unique("sku", keep="first", maintain_order=True)
    )


def damaged_twins(ctx: Context[Any], skus: pl.Series) -> dict[str, str]:
    """Of some SKUs the one in the master that differs by its leading zeros alone: Excel takes them away."""
    known = ctx.frame(MASTER).select(twin=pl.col("sku").str.strip_chars()).unique()
    bare = known.with_columns(key=pl.col("twin").str.strip_chars_start("0")).unique("key", keep="first")
    found = skus.unique().to_frame("sku").with_columns(key=pl.col("sku").str.strip_chars_start("0"))
    return dict(found.join(bare, on="key").select("sku", "twin").iter_rows())
