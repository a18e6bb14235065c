"""How much there is to look after: active SKUs, marketplaces, monthly sales (T-05)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.team_month import Month, team_month
from cockpit.tables import FILE, ROW

LISTINGS = "all-listings"
ORDERS = "all-orders"
DAILY_SALES = "business-report-daily"
COMPLEXITY_REPORTS = (LISTINGS, ORDERS, DAILY_SALES)  # what a check must declare to ask for it
ACTIVE = ("active", "出品中", "在售", "aktiv", "actif", "activo", "attivo")
ACTIVE_SHOWN = ("seller_sku", "asin1", "status", FILE, ROW)


@dataclass(frozen=True)
class Complexity:
    """One marketplace's size, and in how many marketplaces the store sells."""

    active: pl.DataFrame | None  # one row per active SKU; None: no listings report says
    marketplaces: tuple[str, ...]
    sales: Mapping[str, Decimal]  # of the month, by currency; amounts of two currencies are never added


def complexity(ctx: Context[Any]) -> Complexity:
    """What the reports of this marketplace say, and which marketplaces the store has reports of."""
    places = {place for store, place in ctx.tables.scopes() if store == ctx.store and place}
    return Complexity(_active(ctx), tuple(sorted(places)), _sales(ctx, team_month(ctx)))


def _active(ctx: Context[Any]) -> pl.DataFrame | None:
    """A listings report without a status lists what is active: that is what Amazon's Active Listings report is."""
    if not ctx.has(LISTINGS):
        return None
    status = pl.col("status").str.strip_chars().str.to_lowercase()
    rows = ctx.frame(LISTINGS).select(ACTIVE_SHOWN).filter(status.is_null() | status.is_in(["", *ACTIVE]))
    return rows.unique("seller_sku", keep="first", maintain_order=True)


def _sales(ctx: Context[Any], month: Month) -> dict[str, Decimal]:
    """From the business report by date where it is there, else from the orders."""
    if ctx.has(DAILY_SALES):
        rows = ctx.frame(DAILY_SALES).filter(pl.col("date").is_between(month.first, month.last))
        return _by_currency(rows, "ordered_sales")
    zone = zone_of(ctx.marketplace)
    first = datetime.combine(month.first, time(), zone).astimezone(UTC)
    after = datetime.combine(month.last + timedelta(days=1), time(), zone).astimezone(UTC)
    inside = pl.col("purchase_date").is_between(first, after, closed="left")
    rows = ctx.frame(ORDERS).select("purchase_date", "quantity", "currency", "item_price")
    return _by_currency(rows.filter(inside & (pl.col("quantity") > 0)), "item_price")


def _by_currency(rows: pl.DataFrame, amount: str) -> dict[str, Decimal]:
    named = rows.filter(pl.col("currency").is_not_null() & pl.col(amount).is_not_null())
    return dict(named.group_by("currency").agg(pl.col(amount).sum()).sort("currency").iter_rows())
