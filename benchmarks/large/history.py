"""A year of small daily snapshots: listings, business reports and the account's performance, a folder a day."""

from datetime import timedelta
from pathlib import Path

import polars as pl

from benchmarks.large.files import put, write
from benchmarks.large.market import Market
from benchmarks.large.skus import business, listings
from cockpit.demo.files import headers

DAYS = 364
SKUS = 300


def write_history(reports: Path, market: Market, skus: pl.DataFrame, days: int) -> None:
    """Write `days` days of the first few hundred SKUs; each day's prices differ by a cent."""
    few = skus.head(SKUS)
    sold = business(few)
    for back in range(2, days + 2):
        day = market.day(back)
        at = market.now - timedelta(days=back, minutes=20)
        place = reports / market.code / str(day)
        rows = listings(market, few, cheaper=back % 7)
        write(place / "All-Listings-Report.txt", rows, headers.LISTINGS, at)
        write(place / f"BusinessReport-{day}.csv", sold, headers.BUSINESS_US, at)


def write_feedback(reports: Path, market: Market, items: pl.DataFrame) -> None:
    """Write a year of good ratings, so that the report is not missing."""
    some = items.gather_every(40)
    day = market.day(9)
    form = {"US": f"{day.month}/{day.day}/{day:%y}", "DE": f"{day.day}.{day.month}.{day:%y}"}
    rows = some.select(
        pl.lit(form.get(market.code, f"{day:%y}/{day.month}/{day.day}")).alias("Date"),
        pl.lit("5").alias("Rating"),
        pl.lit("As described").alias("Comments"),
        pl.lit("").alias("Your Response"),
        pl.col("order_id").alias("Order ID"),
        pl.lit("").alias("Rater Email"),
    )
    header = ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email")
    write(reports / market.code / "feedback.txt", rows, header, market.now - timedelta(minutes=30))


def write_config(workspace: Path, market: Market) -> None:
    """A workspace is a folder with a config.toml."""
    put(workspace / "config.toml", b'[profile]\nname = "Large"\n', market.now - timedelta(days=30))
