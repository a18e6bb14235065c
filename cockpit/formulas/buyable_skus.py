"""Which SKUs of an ASIN can be bought as new now: one of them is enough to hold the Featured Offer (domain §2.8)."""

from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.stock_levels import GRADED, MANAGE, PLANNING, near

# The listing's state, as the reports spell it; Amazon Japan writes its own word.
STOPPED = ("inactive", "incomplete", "停止中")
_NOT_NEW = r"(?i)^(?:used|collectible|refurbished|renewed|gebraucht|d'occasion|usato|usado|中古|コレクター|二手)"


def buyable_skus(ctx: Context[Any], skus: pl.Series) -> frozenset[str]:
    """Those of the SKUs that the declared, fresh reports show on sale: stock, and neither stopped nor suppressed.

    Used units count for nothing: they do not compete for the Featured Offer of the new product.
    """
    if skus.is_empty():
        return frozenset()
    ours = pl.col("sku").is_in(skus.implode())
    stocked = [
        ctx.frame(type_).filter(ours, near(type_) > 0, _new("condition"))["sku"]
        for type_ in (PLANNING, MANAGE)
        if ctx.has(type_)
    ]
    listed = ctx.frame("all-listings").rename({"seller_sku": "sku"}).filter(ours)
    merchant = pl.col("fulfillment_channel").str.to_uppercase().str.starts_with("DEFAULT") & (pl.col("quantity") > 0)
    stopped = listed.filter(pl.col("status").str.strip_chars().str.to_lowercase().is_in(STOPPED))["sku"]
    suppressed = ctx.frame("suppressed-listings").filter(ours)["sku"]
    on_sale = {sku for column in (*stocked, listed.filter(merchant)["sku"]) for sku in column}
    return frozenset(on_sale - set(stopped) - set(suppressed))


def _new(condition: str) -> pl.Expr:
    used = pl.col(condition).str.strip_chars().str.contains(_NOT_NEW).fill_null(value=False)
    return used.not_() & pl.col("sku").str.to_lowercase().str.starts_with(GRADED).not_()
