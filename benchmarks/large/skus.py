"""Fifty thousand SKUs: SKU master, listings, stock, planning, fee preview, the business report of the last day."""

from datetime import timedelta
from pathlib import Path

import polars as pl

from benchmarks.large.files import write
from benchmarks.large.market import Market
from benchmarks.large.noise import digits, money, noise, pick, rows
from cockpit.demo.files import headers
from cockpit.demo.files.sku_master import COLUMNS as MASTER

NAMES = ('Desk Lamp, 12" arm', 'Shower Curtain 72" x 72"', "USB C Cable 6.6 ft", "Bamboo Cutting Board", "Yoga Mat")
CATEGORIES = ("home", "electronics_accessories", "kitchen", "sports", "office")
FEE_PREVIEW = (
    "sku", "fnsku", "asin", "amazon-store", "product-name", "product-group", "brand", "fulfilled-by", "your-price",
    "sales-price", "longest-side", "median-side", "shortest-side", "length-and-girth", "unit-of-dimension",
    "item-package-weight", "unit-of-weight", "product-size-tier", "currency", "estimated-fee-total",
    "estimated-referral-fee-per-unit", "estimated-variable-closing-fee", "estimated-order-handling-fee-per-order",
    "estimated-pick-pack-fee-per-unit", "estimated-weight-handling-fee-per-unit", "expected-fulfillment-fee-per-unit",
)  # fmt: skip


def skus(market: Market, count: int) -> pl.DataFrame:
    """One row per SKU: what every report says of it, as numbers and texts still without their headers."""
    seed = market.seed
    number = pl.col("n")
    family = number % len(NAMES)
    named = pl.format("{} No {}", family.replace_strict(dict(enumerate(NAMES))), number)
    base = rows(count).with_columns(
        sku=pl.format("{}-SKU-{}", pl.lit(market.code), digits(number, 6)),
        asin=pl.format("B0{}{}", pl.lit(market.code[0]), digits(number, 7)),
        fnsku=pl.format("X00{}", digits(number, 7)),
        title=named,
        category=family.replace_strict(dict(enumerate(CATEGORIES))),
        merchant=number % 5 == 3,
        price=pick(seed, 1, 4_000) + 990,
        rate=(pl.lit(4_000.0) / (number + 30)).sqrt(),
    )
    return base.with_columns(
        units_7=(pl.col("rate") * 7).round().cast(pl.Int64),
        units_30=(pl.col("rate") * 30).round().cast(pl.Int64),
        units_90=(pl.col("rate") * 90).round().cast(pl.Int64),
        days=(noise(seed, 2) % 30 + 30).cast(pl.Int64),
    ).with_columns(
        available=pl.when(noise(seed, 3) % 400 == 0)
        .then(0)
        .otherwise((pl.col("rate") * pl.col("days")).ceil())
        .cast(pl.Int64),
        inbound=(pl.col("rate") * 60).ceil().cast(pl.Int64),
    )


def write_skus(reports: Path, market: Market, frame: pl.DataFrame) -> None:
    """Write every report that lists SKUs, as of now."""
    at = market.now - timedelta(minutes=20)
    place = reports / market.code
    write(place / "sku-master.csv", _master(market, frame), MASTER, at)
    write(place / "All-Listings-Report.txt", listings(market, frame), headers.LISTINGS, at)
    stock = frame.filter(~pl.col("merchant"))
    write(place / "FBA-inventory-planning.txt", _planning(market, stock), headers.PLANNING_US, at)
    write(place / "FBA-inventory.txt", _inventory(market, stock), headers.FBA_US, at)
    write(place / "Fee-preview.txt", _fees(market, stock), FEE_PREVIEW, at)
    name = f"BusinessReport-{market.day(1)}.csv"
    write(place / "business" / name, business(frame), headers.BUSINESS_US, at)


def _master(market: Market, frame: pl.DataFrame) -> pl.DataFrame:
    price = pl.col("price")
    return frame.select(
        "sku",
        "asin",
        "category",
        marketplace=pl.lit(market.code),
        core=(pl.col("n") < frame.height // 20).cast(pl.String),
        brand_owned=(pl.col("n") % 2 == 0).cast(pl.String),
        price=money(price, market.currency),
        cost=money(price // 5, market.currency),
        fees=money(price // 3, market.currency),
        price_floor=money(price * 7 // 10, market.currency),
        price_ceiling=money(price * 3 // 2, market.currency),
        carton_qty=pl.lit("24"),
        first_live=pl.lit("2024-03-01"),
    )


def listings(market: Market, frame: pl.DataFrame, *, cheaper: int = 0) -> pl.DataFrame:
    """All Listings. `cheaper` minor units less than today's price: yesterday's are not byte for byte today's."""
    return frame.select(
        pl.col("title").alias("item-name"),
        pl.format("0801{}", pl.col("n")).alias("listing-id"),
        pl.col("sku").alias("seller-sku"),
        money(pl.col("price") - cheaper, market.currency).alias("price"),
        pl.when("merchant").then(pl.lit("40")).alias("quantity"),
        pl.lit("2025-07-11 01:34:18 UTC").alias("open-date"),
        pl.lit("y").alias("item-is-marketplace"),
        pl.lit("1").alias("product-id-type"),
        pl.lit("11").alias("item-condition"),
        pl.col("asin").alias("asin1"),
        pl.col("asin").alias("product-id"),
        pl.lit("0").alias("pending-quantity"),
        pl.when("merchant").then(pl.lit("DEFAULT")).otherwise(pl.lit(market.channel)).alias("fulfillment-channel"),
        pl.lit("Migrated Template").alias("merchant-shipping-group"),
        pl.when(noise(market.seed, 4) % 500 == 0).then(pl.lit("Inactive")).otherwise(pl.lit("Active")).alias("status"),
    )


def _planning(market: Market, frame: pl.DataFrame) -> pl.DataFrame:
    price = money(pl.col("price"), market.currency)
    return frame.select(
        pl.lit(str(market.day(0))).alias("snapshot-date"),
        "sku",
        "fnsku",
        "asin",
        pl.col("title").alias("product-name"),
        pl.lit("New").alias("condition"),
        "available",
        (pl.col("available") // 20).alias("fc-transfer"),
        pl.lit("0").alias("pending-removal-quantity"),
        pl.col("available").alias("inv-age-0-to-90-days"),
        pl.lit("0").alias("inv-age-91-to-180-days"),
        pl.lit(market.currency).alias("currency"),
        pl.col("units_7").alias("units-shipped-t7"),
        pl.col("units_30").alias("units-shipped-t30"),
        (pl.col("units_30") * 2).alias("units-shipped-t60"),
        pl.col("units_90").alias("units-shipped-t90"),
        price.alias("your-price"),
        price.alias("sales-price"),
        pl.lit("No excess inventory").alias("recommended-action"),
        pl.lit("Standard").alias("storage-type"),
        pl.lit(market.code).alias("marketplace"),
        pl.col("days").alias("days-of-supply"),
        pl.lit("0").alias("estimated-excess-quantity"),
        pl.col("inbound").alias("inbound-quantity"),
        pl.lit("0").alias("inbound-working"),
        pl.col("inbound").alias("inbound-shipped"),
        pl.lit("0").alias("inbound-received"),
        pl.lit("3").alias("Total Reserved Quantity"),
        pl.lit("0").alias("unfulfillable-quantity"),
        pl.lit("0").alias("Reserved FC Processing"),
        pl.lit("3").alias("Reserved Customer Order"),
    )


def _inventory(market: Market, frame: pl.DataFrame) -> pl.DataFrame:
    available, inbound = pl.col("available"), pl.col("inbound")
    return frame.select(
        "sku",
        "fnsku",
        "asin",
        pl.col("title").alias("product-name"),
        pl.lit("New").alias("condition"),
        money(pl.col("price"), market.currency).alias("your-price"),
        pl.lit("No").alias("mfn-listing-exists"),
        pl.lit("Yes").alias("afn-listing-exists"),
        (available + available // 20 + 3).alias("afn-warehouse-quantity"),
        available.alias("afn-fulfillable-quantity"),
        pl.lit("0").alias("afn-unsellable-quantity"),
        (available // 20 + 3).alias("afn-reserved-quantity"),
        (available + available // 20 + 3 + inbound).alias("afn-total-quantity"),
        pl.lit("0.12").alias("per-unit-volume"),
        pl.lit("0").alias("afn-inbound-working-quantity"),
        inbound.alias("afn-inbound-shipped-quantity"),
        pl.lit("0").alias("afn-inbound-receiving-quantity"),
        (available // 20).alias("afn-fc-transfer-quantity"),
    )


def _fees(market: Market, frame: pl.DataFrame) -> pl.DataFrame:
    price = pl.col("price")
    return frame.select(
        "sku",
        "fnsku",
        "asin",
        pl.lit(market.code).alias("amazon-store"),
        pl.col("title").alias("product-name"),
        pl.lit("Home").alias("product-group"),
        pl.lit("Lumoria").alias("brand"),
        pl.lit("Amazon").alias("fulfilled-by"),
        money(price, market.currency).alias("your-price"),
        money(price, market.currency).alias("sales-price"),
        pl.lit("30.0").alias("longest-side"),
        pl.lit("20.0").alias("median-side"),
        pl.lit("10.0").alias("shortest-side"),
        pl.lit("0.80").alias("item-package-weight"),
        pl.lit("Large standard-size").alias("product-size-tier"),
        pl.lit(market.currency).alias("currency"),
        money(price // 3, market.currency).alias("estimated-fee-total"),
        money(price * 15 // 100, market.currency).alias("estimated-referral-fee-per-unit"),
        money(price // 3 - price * 15 // 100, market.currency).alias("expected-fulfillment-fee-per-unit"),
    )


def business(frame: pl.DataFrame) -> pl.DataFrame:
    """A day's detail page sales and traffic by child item, in English."""
    units = (pl.col("units_7") / 7).round().cast(pl.Int64)
    sessions = units * 8 + 3
    views = sessions * 13 // 10
    zero = pl.lit("0.00%")
    return frame.select(
        pl.col("asin").alias("(Parent) ASIN"),
        pl.col("asin").alias("(Child) ASIN"),
        pl.col("title").alias("Title"),
        pl.col("sku").alias("SKU"),
        sessions.alias("Sessions - Total"),
        zero.alias("Session Percentage - Total"),
        views.alias("Page Views - Total"),
        zero.alias("Page Views Percentage - Total"),
        pl.format("{}.50%", 96 + pl.col("n") % 4).alias("Featured Offer (Buy Box) Percentage"),
        units.alias("Units Ordered"),
        pl.format("{}%", (units * 100 / sessions).round(2)).alias("Unit Session Percentage"),
        pl.format("${}", money(units * pl.col("price"), "USD")).alias("Ordered Product Sales"),
        units.alias("Total Order Items"),
    )
