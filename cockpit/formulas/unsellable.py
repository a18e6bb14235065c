"""SKUs that nobody can buy, or that nobody buys from us: out of stock, suppressed, without the Featured Offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.asin_skus import asin_skus
from cockpit.formulas.settled import settled
from cockpit.formulas.stock_levels import MANAGE, PLANNING, stock_levels

STOCK = (PLANNING, MANAGE)
LISTINGS, SUPPRESSED, TRAFFIC = "all-listings", "suppressed-listings", "business-report"
UNSELLABLE_REPORTS = (*STOCK, LISTINGS, SUPPRESSED, TRAFFIC)
STOPPED = ("inactive", "incomplete", "停止中")  # as the listings report spells them


@dataclass(frozen=True)
class Unsellable:
    """What is wrong with which SKU, as far as the reports tell."""

    sold_out: frozenset[str]  # no unit sellable now or within days; a merchant listing with none
    suppressed: frozenset[str]  # suppressed, or a listing that is not on sale
    lost: Mapping[str, tuple[float, int]]  # share of the Featured Offer and page views, where there are enough views
    told: frozenset[str]  # the parts that a fresh report tells of: stock, listing, offer


def unsellable(ctx: Context[Any], views: int) -> Unsellable:
    """Read it once per run. `views`: with fewer page views a share of the Featured Offer is noise."""
    return ctx.once(("unsellable", ctx.check.reads, views), lambda: _read(ctx, views))


def _read(ctx: Context[Any], views: int) -> Unsellable:
    parts = {"stock": STOCK, "listing": (LISTINGS, SUPPRESSED), "offer": (TRAFFIC,)}
    told = frozenset(name for name, types in parts.items() if any(ctx.has(type_) for type_ in types))
    return Unsellable(_sold_out(ctx), _suppressed(ctx), _shares(ctx, views), told)


def _sold_out(ctx: Context[Any]) -> frozenset[str]:
    """By the planning report, else by the other stock report; merchant listings by their own quantity."""
    found: dict[str, int | None] = {}
    for type_ in reversed(STOCK):
        found |= dict(stock_levels(type_, ctx.frame(type_)).select("sku", "near").iter_rows())
    merchant = pl.col("fulfillment_channel").str.to_uppercase().str.starts_with("DEFAULT")
    empty = ctx.frame(LISTINGS).filter(merchant, pl.col("quantity") == 0)["seller_sku"]
    return frozenset(sku for sku, near in found.items() if near == 0) | frozenset(empty)


def _suppressed(ctx: Context[Any]) -> frozenset[str]:
    state = pl.col("status").str.strip_chars().str.to_lowercase()
    stopped = ctx.frame(LISTINGS).filter(state.is_in(STOPPED))["seller_sku"]
    return frozenset(stopped) | frozenset(ctx.frame(SUPPRESSED)["sku"].drop_nulls())


def _shares(ctx: Context[Any], views: int) -> Mapping[str, tuple[float, int]]:
    """By SKU, the Featured Offer's share of its ASIN's page views, several rows weighted by their views."""
    seen, share = pl.col("page_views"), pl.col("buy_box_share")
    asins = (
        ctx.frame(TRAFFIC)
        .drop_nulls(["page_views", "buy_box_share"])
        .group_by(pl.col("child_asin").alias("asin"))
        .agg(settled((share * seen).sum() / seen.sum()).alias("share"), seen.sum().alias("views"))
        .filter(pl.col("views") >= views)
    )
    rows = asin_skus(ctx).join(asins, on="asin").select("sku", "share", "views").iter_rows()
    return {sku: (share, seen) for sku, share, seen in rows}
