"""Sixty-five days of search terms, a million rows, and the campaigns they belong to."""

from datetime import timedelta
from pathlib import Path

import polars as pl

from benchmarks.large.files import write
from benchmarks.large.market import Market
from benchmarks.large.noise import money, noise, pick, rows
from cockpit.demo.files import headers

DAYS = 65
FILES = 3
ROWS_PER_CAMPAIGN_AND_DAY = 12
TERMS = 90
NOT_HARVESTED = 30  # one term in so many is no exact keyword
ADS_DAY = "%b %d, %Y"


def write_ads(reports: Path, market: Market, count: int) -> None:
    """Write `count` rows of search terms and the campaign report that goes with them."""
    terms = _terms(market, count)
    size = -(-terms.height // FILES)
    for number in range(FILES):
        part = terms.slice(number * size, size)
        if part.height:
            exported = market.now - timedelta(days=21 * (FILES - 1 - number), minutes=25)
            path = reports / market.code / "ads" / f"Search-terms-{number + 1}.csv"
            write(path, _term_rows(market, part), headers.TERMS_DAILY, exported)
    path = reports / market.code / "ads" / "Campaigns.csv"
    write(path, _campaign_rows(market, terms), headers.CAMPAIGNS, market.now - timedelta(minutes=24))


def _terms(market: Market, count: int) -> pl.DataFrame:
    """One row per term and day: every eighth click buys for 25.

    As in an account that is looked after, nearly every term that sells is an exact keyword already: of a manual
    campaign, or of the manual campaign beside the automatic one.
    """
    seed = market.seed
    campaigns = max(4, count // DAYS // ROWS_PER_CAMPAIGN_AND_DAY)
    first = market.day(DAYS)
    made = rows(count).with_columns(
        date=pl.lit(first) + pl.duration(days=pl.col("n") * DAYS // count),
        campaign=pl.col("n") % campaigns,
        term=pick(seed, 21, TERMS),
        clicks=pick(seed, 22, 5) + 1,
        impressions=pick(seed, 23, 900) + 200,
    )
    return made.with_columns(
        campaign_name=pl.format(
            "SP-{}-{}", pl.when(pl.col("campaign") % 3 == 0).then(pl.lit("Auto")).otherwise(pl.lit("KW")), "campaign"
        ),
        search_term=pl.format("desk lamp {} {}", pl.col("campaign") + (pl.col("campaign") % 3 == 0), "term"),
        exact=(pl.col("campaign") % 3 != 0) & (pl.col("term") % NOT_HARVESTED != 0),
        spend=pl.col("clicks") * 55,
        orders=(noise(seed, 24) % 1000 < pl.col("clicks") * 125).cast(pl.Int64),
    ).with_columns(sales=pl.col("orders") * 2_500)


def _term_rows(market: Market, terms: pl.DataFrame) -> pl.DataFrame:
    spend, sales = money(pl.col("spend"), "USD"), money(pl.col("sales"), "USD")
    return terms.select(
        pl.col("date").dt.strftime(ADS_DAY).alias("Date"),
        pl.lit("Lamps").alias("Portfolio name"),
        pl.lit(market.currency).alias("Currency"),
        pl.col("campaign_name").alias("Campaign Name"),
        pl.lit("AG 1").alias("Ad Group Name"),
        pl.when(pl.col("campaign") % 3 == 0)
        .then(pl.lit("close-match"))
        .when("exact")
        .then("search_term")
        .otherwise(pl.lit("desk lamp"))
        .alias("Targeting"),
        pl.when(pl.col("campaign") % 3 == 0)
        .then(pl.lit("-"))
        .when("exact")
        .then(pl.lit("EXACT"))
        .otherwise(pl.lit("BROAD"))
        .alias("Match Type"),
        pl.col("search_term").alias("Customer Search Term"),
        pl.col("impressions").alias("Impressions"),
        pl.col("clicks").alias("Clicks"),
        pl.format("{}%", (pl.col("clicks") * 100 / pl.col("impressions")).round(4)).alias("Click-Thru Rate (CTR)"),
        pl.lit("$0.55").alias("Cost Per Click (CPC)"),
        pl.format("${}", spend).alias("Spend"),
        pl.format("${}", sales).alias("7 Day Total Sales "),
        pl.col("orders").alias("7 Day Total Orders (#)"),
        pl.col("orders").alias("7 Day Total Units (#)"),
        pl.format("${}", sales).alias("7 Day Advertised SKU Sales "),
        pl.lit("$0.00").alias("7 Day Other SKU Sales "),
    )


def _campaign_rows(market: Market, terms: pl.DataFrame) -> pl.DataFrame:
    figures = ("impressions", "clicks", "spend", "orders", "sales")
    sums = terms.group_by("date", "campaign", "campaign_name").agg(pl.col(figures).sum()).sort("date", "campaign")
    auto = pl.col("campaign") % 3 == 0
    return sums.select(
        pl.col("date").dt.strftime(ADS_DAY).alias("Date"),
        pl.lit("Lamps").alias("Portfolio name"),
        pl.lit("Sponsored Products").alias("Program Type"),
        pl.col("campaign_name").alias("Campaign Name"),
        pl.lit(market.country).alias("Country"),
        pl.lit("ENABLED").alias("Status"),
        pl.lit(market.currency).alias("Currency"),
        pl.lit("$50.00").alias("Budget"),
        pl.when(auto).then(pl.lit("Automatic targeting")).otherwise(pl.lit("Manual targeting")).alias("Targeting Type"),
        pl.lit("Dynamic bids - down only").alias("Bidding strategy"),
        pl.col("impressions").alias("Impressions"),
        pl.col("clicks").alias("Clicks"),
        pl.format("${}", money(pl.col("spend"), "USD")).alias("Spend"),
        pl.col("orders").alias("7 Day Total Orders (#)"),
        pl.format("${}", money(pl.col("sales"), "USD")).alias("7 Day Total Sales"),
    )
