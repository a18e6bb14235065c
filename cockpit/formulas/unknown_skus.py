"""SKUs that reports name and the SKU master does not know (D-07)."""

from collections.abc import Mapping
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
    empty = {"sku": pl.String(), "report": pl.String(), FILE: pl.String(), ROW: pl.UInt32()}
    there = {type_: column for type_, column in SKU_COLUMNS.items() if ctx.has(type_)}
    unknown = _spelled_unknown(ctx, there)
    parts = [_named(ctx, *one, unknown) for one in there.items()] if len(unknown) else []
    return pl.concat([pl.DataFrame(schema=empty), *parts])


def _spelled_unknown(ctx: Context[Any], columns: Mapping[str, str]) -> pl.Series:
    """The unknown SKUs as the reports spell them: a million orders name few SKUs, so these are judged first."""
    known = ctx.frame(MASTER)["sku"].str.strip_chars().unique()
    spelled = pl.concat([pl.Series("sku", [], pl.String()), *(_spelled(ctx, *one) for one in columns.items())])
    bare = pl.col("sku").str.strip_chars()
    unknown = spelled.unique().to_frame().filter(bare.is_in(known.implode()).not_())
    return unknown.filter(bare != "", bare.str.contains(AMAZONS_OWN).not_())["sku"]


def _spelled(ctx: Context[Any], type_: str, column: str) -> pl.Series:
    return ctx.frame(type_)[column].unique().alias("sku")


def _named(ctx: Context[Any], type_: str, column: str, unknown: pl.Series) -> pl.DataFrame:
    rows = ctx.frame(type_).filter(pl.col(column).is_in(unknown.implode()))
    named = rows.select(pl.col(column).str.strip_chars().alias("sku"), pl.lit(type_).alias("report"), FILE, ROW)
    return named.unique("sku", keep="first", maintain_order=True)


def damaged_twins(ctx: Context[Any], skus: pl.Series) -> dict[str, str]:
    """Of some SKUs the one in the master that differs by its leading zeros alone: Excel takes them away."""
    known = ctx.frame(MASTER).select(twin=pl.col("sku").str.strip_chars()).unique()
    bare = known.with_columns(key=pl.col("twin").str.strip_chars_start("0")).unique("key", keep="first")
    found = skus.unique().to_frame("sku").with_columns(key=pl.col("sku").str.strip_chars_start("0"))
    return dict(found.join(bare, on="key").select("sku", "twin").iter_rows())
