"""Merchant orders confirmed after their ship-by, from our own files: the late shipment rate without Amazon's report."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.account_rates import Measure
from cockpit.formulas.open_orders import REPORT as UNSHIPPED
from cockpit.formulas.open_orders import OpenOrders
from cockpit.formulas.parcels import CONFIRMATIONS, parcels
from cockpit.formulas.rates import Rate
from cockpit.tables import FILE, ROW

# So long before its ship-by an order may have left: the longest handling time that Amazon lets a seller set.
EARLIEST_DAYS = 30
CONFIRMED_SHOWN = ("order_id", "ship_date", "confirmed_at", "ship_by", FILE, ROW)
OPEN_SHOWN = ("order_id", "promise_date", "quantity_to_ship", FILE, ROW)


def confirmed_late(ctx: Context[Any], days: int) -> Measure | None:
    """The orders whose ship-by fell in the last `days` complete marketplace days, and those of them that were late.

    Late: the last parcel of the order was confirmed after its ship-by, or the order is still open. The ship-by is the
    confirmation's own, else the promise date of the newest unshipped file that had the order: it is gone from the file
    once the order has left. An order of neither file, or without any ship-by, is left out. Source: domain §3, H-02.

    Returns:
        None without a single confirmation that has a ship-by: open orders alone would all be late.
    """
    if not ctx.has(CONFIRMATIONS):
        return None
    first, last = _window(ctx, days)
    start = datetime.combine(first, time(), zone_of(ctx.marketplace)).astimezone(UTC)
    end = ctx.clock.end_of_day(last, ctx.marketplace).astimezone(UTC)
    every = _orders(ctx, days)
    dated = every.filter(pl.col("ship_by").is_not_null())
    if dated["confirmed"].null_count() == dated.height:
        return None
    orders = dated.filter(pl.col("ship_by").is_between(start, end, closed="left"))
    late = orders.filter(pl.col("confirmed").is_null() | (pl.col("confirmed") > pl.col("ship_by")))["order_id"]
    rate = Rate(late.len(), orders.height) if orders.height else None
    unknown = every.filter(pl.col("ship_by").is_null(), pl.col("confirmed") >= start)
    whole = ctx.has(UNSHIPPED) and unknown.is_empty()
    rows = _rows(ctx, days, late)
    return Measure("counted", rate, orders.height, rows, first=first, last=last, days=days, whole=whole)


def _window(ctx: Context[Any], days: int) -> tuple[date, date]:
    last = ctx.clock.last_complete_day(ctx.marketplace)
    return last - timedelta(days=days - 1), last


def _orders(ctx: Context[Any], days: int) -> pl.DataFrame:
    """One row per order: `ship_by`, and `confirmed`, null while units of it are still to ship."""
    confirmed = (
        parcels(ctx, days + EARLIEST_DAYS)
        .group_by("order_id")
        .agg(pl.coalesce("confirmed_at", "ship_date").max().alias("confirmed"), pl.col("ship_by").min())
        .join(_promised(ctx), on="order_id", how="left")
        .select("order_id", "confirmed", ship_by=pl.coalesce("ship_by", "promise_date"))
    )
    waiting = OpenOrders.of(ctx).orders.select(
        "order_id", pl.lit(None, confirmed.schema["confirmed"]).alias("confirmed"), ship_by="promise_date"
    )
    sent = confirmed.join(waiting, on="order_id", how="anti")
    return pl.concat([sent, waiting], how="vertical_relaxed")


def _promised(ctx: Context[Any]) -> pl.DataFrame:
    """The promise date of every order that any unshipped file has had: the newest file's word."""
    frames = [ctx.frame(UNSHIPPED), *(table.frame for table in ctx.history(UNSHIPPED))]
    rows = pl.concat([frame.select("order_id", "promise_date") for frame in frames], how="vertical_relaxed")
    known = rows.filter(pl.col("promise_date").is_not_null(), pl.col("order_id").is_not_null())
    return known.unique("order_id", keep="first", maintain_order=True)


def _rows(ctx: Context[Any], days: int, late: pl.Series) -> tuple[pl.DataFrame, ...]:
    of_late = pl.col("order_id").is_in(late.implode())
    sent = parcels(ctx, days + EARLIEST_DAYS).filter(of_late).select(CONFIRMED_SHOWN)
    return sent, ctx.frame(UNSHIPPED).filter(of_late).select(OPEN_SHOWN)
