"""A year of orders: a million items in files of a month, and the merchant orders that still wait."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.large.files import write
from benchmarks.large.market import Market
from benchmarks.large.noise import digits, money, noise, pick, skewed
from cockpit.demo.files import headers

DAYS, FILES = 360, 12
MOMENT = "%Y-%m-%dT%H:%M:%S+00:00"


def orders(market: Market, skus: pl.DataFrame, count: int) -> pl.DataFrame:
    """Order items, oldest first, evenly over the year up to an hour ago; with their SKU's columns."""
    start, span = market.now - timedelta(days=DAYS), timedelta(days=DAYS) - timedelta(hours=1)
    step = span.total_seconds() / count
    seed = market.seed
    items = pl.DataFrame({"n": pl.int_range(count, eager=True)}).with_columns(
        row=skewed(seed, 11, skus.height),
        placed=pl.lit(_naive(start)) + pl.duration(microseconds=(pl.col("n") * int(step * 1_000_000))),
        order_id=pl.format(
            "{}-{}-{}", pl.lit(market.prefix), digits(pick(seed, 12, 10**7), 7), digits(pl.col("n") % 10**7, 7)
        ),
        item_id=pl.format("{}", pl.lit(10**14) + pl.col("n")),
        units=pl.when(noise(seed, 13) % 12 == 0).then(2).otherwise(1),
        cancelled=noise(seed, 14) % 300 == 0,
    )
    about = skus.select(pl.col("n").alias("row"), "sku", "asin", "title", "merchant", "price")
    return items.join(about, on="row", how="left", maintain_order="left")


def _naive(moment: datetime) -> datetime:
    """A moment in UTC without its zone: how polars takes it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def write_orders(reports: Path, market: Market, items: pl.DataFrame) -> None:
    """Write the orders in files of thirty days, and today's unshipped orders."""
    size = -(-items.height // FILES)
    for number in range(FILES):
        part = items.slice(number * size, size)
        if part.height:
            exported = market.now - timedelta(days=30 * (FILES - 1 - number), minutes=30)
            name = f"AllOrders-{number + 1:02d}.txt"
            write(reports / market.code / "orders" / name, _rows(market, part), headers.ORDERS_US, exported)
    write_unshipped(reports / market.code / "unshipped-orders.txt", market, items)


def _rows(market: Market, items: pl.DataFrame) -> pl.DataFrame:
    cancelled, merchant = pl.col("cancelled"), pl.col("merchant")
    status = pl.when(cancelled).then(pl.lit("Cancelled")).otherwise(pl.lit("Shipped"))
    value = pl.col("price") * pl.col("units")
    zero = pl.lit("0")
    return items.select(
        pl.col("order_id").alias("amazon-order-id"),
        pl.when(~merchant).then("order_id").alias("merchant-order-id"),
        pl.col("placed").dt.strftime(MOMENT).alias("purchase-date"),
        (pl.col("placed") + pl.duration(minutes=50)).dt.strftime(MOMENT).alias("last-updated-date"),
        status.alias("order-status"),
        pl.when(merchant).then(pl.lit("Merchant")).otherwise(pl.lit("Amazon")).alias("fulfillment-channel"),
        pl.lit(market.site).alias("sales-channel"),
        pl.lit("Standard").alias("ship-service-level"),
        pl.col("title").alias("product-name"),
        "sku",
        "asin",
        status.alias("item-status"),
        pl.when(cancelled).then(0).otherwise("units").alias("quantity"),
        pl.lit(market.currency).alias("currency"),
        money(value, market.currency).alias("item-price"),
        money(value // 12, market.currency).alias("item-tax"),
        zero.alias("shipping-price"),
        zero.alias("shipping-tax"),
        zero.alias("gift-wrap-price"),
        zero.alias("gift-wrap-tax"),
        zero.alias("item-promotion-discount"),
        zero.alias("ship-promotion-discount"),
        pl.lit("AUSTIN").alias("ship-city"),
        pl.lit("TX").alias("ship-state"),
        digits(pick(market.seed, 15, 99_999), 5).alias("ship-postal-code"),
        pl.lit(market.code).alias("ship-country"),
        pl.lit("false").alias("is-business-order"),
        pl.col("item_id").alias("order-item-id"),
    )


def write_unshipped(path: Path, market: Market, items: pl.DataFrame) -> None:
    """Write the newest merchant orders as open ones; a few of them are past their promise."""
    at = market.now - timedelta(minutes=10)
    waiting = items.filter("merchant", ~pl.col("cancelled")).tail(200)
    promise = pl.lit(_naive(market.now)) + pl.duration(hours=(pl.col("n") % 90) - 3)
    rows = waiting.select(
        pl.col("order_id").alias("order-id"),
        pl.col("item_id").alias("order-item-id"),
        pl.col("placed").dt.strftime(MOMENT).alias("purchase-date"),
        pl.col("placed").dt.strftime(MOMENT).alias("payments-date"),
        pl.lit(_naive(at).strftime(MOMENT)).alias("reporting-date"),
        promise.dt.strftime(MOMENT).alias("promise-date"),
        pl.lit("-1").alias("days-past-promise"),
        "sku",
        pl.col("title").alias("product-name"),
        pl.col("units").alias("quantity-purchased"),
        pl.lit("0").alias("quantity-shipped"),
        pl.col("units").alias("quantity-to-ship"),
        pl.lit("Standard").alias("ship-service-level"),
        pl.lit(market.code).alias("ship-country"),
    )
    write(path, rows, headers.UNSHIPPED, at)
