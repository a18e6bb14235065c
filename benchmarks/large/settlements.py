"""A year of settlements: two million amounts in files of two weeks, every total to the cent."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.large.files import write
from benchmarks.large.market import Market
from benchmarks.large.noise import money
from cockpit.demo.files import headers

PERIOD = timedelta(days=14)
PERIODS = 26
MOMENT = "%Y-%m-%d %H:%M:%S UTC"
# Kind, description, and the share of the price in percent. Tax comes in and goes out again.
KINDS = (
    ("ItemPrice", "Principal", 100),
    ("ItemFees", "Commission", -15),
    ("ItemFees", "FBAPerUnitFulfillmentFee", -17),
    ("ItemPrice", "Tax", 8),
    ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -8),
)


def write_settlements(reports: Path, market: Market, items: pl.DataFrame, count: int) -> None:
    """Write `count` amounts in all, from the newest orders back."""
    per_period = max(1, count // len(KINDS) // PERIODS)
    sold = items.tail(per_period * PERIODS)
    last = market.now.replace(hour=22, minute=7, second=18, microsecond=0) - timedelta(days=3)
    for number in range(PERIODS):
        end = last - PERIOD * (PERIODS - 1 - number)
        id_ = str(25_000_000_000 + market.seed * 1_000 + number)
        _write(
            reports / market.code / "payments" / f"{id_}.txt",
            market,
            id_,
            sold.slice(number * per_period, per_period),
            end,
        )


def _write(path: Path, market: Market, id_: str, items: pl.DataFrame, end: datetime) -> None:
    lines = pl.concat([_lines(market, items, kind) for kind in KINDS])
    posted = pl.lit(_text(end - timedelta(days=5)))
    rows = lines.with_columns(
        pl.lit(id_).alias("settlement-id"), posted.alias("posted-date"), posted.alias("posted-date-time")
    )
    whole = pl.concat([_total(market, id_, end, int(lines["minor"].sum())), rows], how="diagonal")
    write(path, whole, headers.SETTLEMENT_V2, end + timedelta(days=2))


def _lines(market: Market, items: pl.DataFrame, kind: tuple[str, str, int]) -> pl.DataFrame:
    name, description, share = kind
    minor = (pl.col("price") * pl.col("units") * share // 100).alias("minor")
    return items.select(
        pl.lit("Order").alias("transaction-type"),
        pl.col("order_id").alias("order-id"),
        pl.col("order_id").alias("merchant-order-id"),
        pl.format("D{}", pl.col("n")).alias("shipment-id"),
        pl.lit(market.site).alias("marketplace-name"),
        pl.lit(name).alias("amount-type"),
        pl.lit(description).alias("amount-description"),
        money(minor, market.currency).alias("amount"),
        pl.when("merchant").then(pl.lit("MFN")).otherwise(pl.lit("AFN")).alias("fulfillment-id"),
        pl.col("item_id").alias("order-item-code"),
        "sku",
        pl.col("units").cast(pl.String).alias("quantity-purchased"),
        minor,
    )


def _total(market: Market, id_: str, end: datetime, total: int) -> pl.DataFrame:
    amount = pl.DataFrame({"minor": [total]}).select(money(pl.col("minor"), market.currency)).item()
    return pl.DataFrame(
        {
            "settlement-id": [id_],
            "settlement-start-date": [_text(end - PERIOD)],
            "settlement-end-date": [_text(end)],
            "deposit-date": [_text(end + timedelta(days=2))],
            "total-amount": [amount],
            "currency": [market.currency],
        }
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(MOMENT)
