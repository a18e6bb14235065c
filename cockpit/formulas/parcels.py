"""The parcels of merchant orders that were confirmed lately: what F-04, F-05, F-07 and F-08 judge."""

from datetime import UTC, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.tracking_numbers import named_carrier, plain_number

CONFIRMATIONS = "shipment-confirmations"
AMAZON_CHANNELS = ("afn", "fba", "amazon", "亚马逊")
OTHER_SHOPS = r"^S\d\d-"
# Amazon's window of valid tracking: what lies before it can be corrected no more and counts no more.
WINDOW_DAYS = 30


def parcels(ctx: Context[Any], days: int = WINDOW_DAYS) -> pl.DataFrame:
    """The confirmed parcels of the last `days`: the report's columns, and named_carrier and number (null when empty).

    FBA rows are left out, by the confirmation's own channel or, where it has none, by that of all-orders (domain §2.7);
    so are multi-channel orders and those of other shops (S01-…), which no rate of Amazon knows.
    """
    return ctx.once(("parcels", days), lambda: _parcels(ctx, days))


def _parcels(ctx: Context[Any], days: int) -> pl.DataFrame:
    since = ctx.now.astimezone(UTC) - timedelta(days=days)
    elsewhere = pl.col("order_id").str.contains(OTHER_SHOPS)
    recent = ctx.frame(CONFIRMATIONS).filter(pl.col("ship_date") > since, ~elsewhere)
    return (
        recent.join(_channels(ctx), on="order_id", how="left", maintain_order="left")
        .filter(~_by_amazon(pl.coalesce("fulfillment_channel", "order_channel")).fill_null(value=False))
        .with_columns(named_carrier("carrier").alias("named_carrier"), plain_number("tracking_number").alias("number"))
        .drop("order_channel")
    )


def _by_amazon(channel: pl.Expr) -> pl.Expr:
    said = channel.str.to_lowercase()
    return pl.any_horizontal(said.str.starts_with(name) for name in AMAZON_CHANNELS)


def _channels(ctx: Context[Any]) -> pl.DataFrame:
    orders = ctx.frame("all-orders").select(
        pl.col("amazon_order_id").alias("order_id"), pl.col("fulfillment_channel").alias("order_channel")
    )
    return orders.unique("order_id", keep="first", maintain_order=True)
