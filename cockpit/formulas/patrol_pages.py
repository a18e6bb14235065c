"""The newest look at each of our own product pages, as the team's patrol wrote it down."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.asin_skus import asin_skus

PATROL = "listing-patrol"
# What names our own products; a check reads those of them that it declares.
OWN_REPORTS = ("sku-master", "all-listings")
# An older look says nothing of the page as it is now: a weekly patrol is the slowest that counts.
MAX_AGE = timedelta(days=7)


@dataclass(frozen=True, eq=False)
class Pages:
    """The patrol, row by row, and the newest row of each product."""

    rows: pl.DataFrame  # all rows of our own products, with `skus`
    newest: pl.DataFrame  # one a product, by ASIN, not older than a week
    old: tuple[str, ...]  # ASINs whose newest row is older


def pages(ctx: Context[Any]) -> Pages:
    """Our own products in the patrol, with the column ``skus`` (sorted; empty where nobody names any).

    A patrol from a research tool holds competitors too. Ours are the ASINs that another report or a SKU in the patrol
    names; where nothing names any, all are taken for ours.
    """
    return ctx.once(("patrol pages", ctx.check.reads), lambda: _read(ctx))


def _read(ctx: Context[Any]) -> Pages:
    log = ctx.frame(PATROL)
    pairs = pl.concat([asin_skus(ctx), log.select("asin", "sku").drop_nulls()]).unique()
    skus = pairs.group_by("asin").agg(pl.col("sku").sort().alias("skus"))
    known = log.join(skus, on="asin", how="left", maintain_order="left")
    ours = known.filter(pl.col("skus").is_not_null()) if pairs.height else known
    rows = ours.with_columns(pl.col("skus").fill_null([]))
    newest = rows.sort("date").unique("asin", keep="last", maintain_order=True).sort("asin")
    fresh = pl.col("date") >= ctx.clock.today(ctx.marketplace) - MAX_AGE
    return Pages(rows, newest.filter(fresh), tuple(newest.filter(~fresh)["asin"]))


def week_ago(found: Pages) -> pl.DataFrame:
    """For each newest page, the oldest row of the 7 days before it: what a change within a week is measured from."""
    now = found.newest.select("asin", pl.col("date").alias("now"))
    earlier = found.rows.join(now, on="asin").filter(
        pl.col("date") < pl.col("now"), pl.col("date") >= pl.col("now") - MAX_AGE
    )
    return earlier.sort("date").unique("asin", keep="first", maintain_order=True).drop("now")
