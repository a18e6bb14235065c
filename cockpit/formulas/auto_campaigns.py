"""Auto campaigns: which ones they are, and what they spend on search terms that never sold (domain §7, A-04)."""

from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import CAMPAIGN, AdRows

CAMPAIGNS = "sp-campaigns"

# What an auto campaign targets, in the words of both consoles; "*" in older exports.
AUTO_TARGETS = ("close-match", "loose-match", "substitutes", "complements", "*")
AUTO_WORDS = r"(?i)auto|自动|自動|オート"
NO_QUERY = "*"  # the term of rows without a query


def auto_terms(ctx: Context[Any], rows: AdRows, sums: pl.DataFrame) -> pl.DataFrame:
    """The figures of every search term of the auto campaigns; rows without a query are nobody's term."""
    mixed = rows.mixed.select(CAMPAIGN).unique()
    auto = auto_campaigns(ctx, rows)
    kept = sums.filter(pl.col("search_term") != NO_QUERY, pl.col("campaign").is_in(auto.implode()))
    return kept.join(mixed, on=CAMPAIGN, how="anti", maintain_order="left")


def auto_campaigns(ctx: Context[Any], rows: AdRows) -> pl.Series:
    """Names of the auto campaigns: by their targeting type, else by what their search terms target."""
    told = CAMPAIGNS in ctx.check.reads
    return ctx.once(("auto campaigns", told, id(rows)), lambda: _auto_campaigns(ctx, rows.lazy, told=told))


def _auto_campaigns(ctx: Context[Any], terms: pl.LazyFrame, *, told: bool) -> pl.Series:
    campaigns = ctx.frame(CAMPAIGNS) if told else ctx.empty(CAMPAIGNS)
    typed = campaigns.filter(pl.col("targeting_type").is_not_null())
    named = typed.filter(pl.col("targeting_type").str.contains(AUTO_WORDS))["campaign"].unique()
    rest = terms.filter(pl.col("campaign").is_in(typed["campaign"].unique().implode()).not_())
    only = rest.group_by("campaign").agg(pl.col("targeting").str.to_lowercase().is_in(AUTO_TARGETS).all().alias("auto"))
    return pl.concat([named, only.filter(pl.col("auto")).collect()["campaign"]])


def wasted(terms: pl.DataFrame) -> pl.DataFrame:
    """Per campaign: clicks, spend, and how much of it went to terms without an order."""
    return terms.group_by(CAMPAIGN, maintain_order=True).agg(
        pl.col("campaign").last(),
        pl.col("currency").drop_nulls().last(),
        pl.col("clicks").sum(),
        pl.col("spend").sum(),
        pl.col("spend").filter(pl.col("orders") == 0).sum().alias("wasted"),
    )
