"""The Featured Offer share of each ASIN now, and its mean over the week before (domain §5, L-06 and L-07)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.settled import settled
from cockpit.tables import Table

REPORT = "business-report"
WEEK = timedelta(days=7)
# Fewer days than this are no mean of a week.
MEAN_DAYS = 3


def offer_shares(frame: pl.DataFrame) -> pl.DataFrame:
    """One row an ASIN: views and the share weighted by them, unknown without a view or where a viewed row has none."""
    views, share = pl.col("page_views"), pl.col("buy_box_share")
    weighted = (share * views).sum() / views.sum()
    blind = (share.is_null() & (views.fill_null(1) > 0)).any() | views.is_null().any() | (views.sum() == 0)
    return (
        frame.rename({"child_asin": "asin"})
        .group_by("asin", maintain_order=True)
        .agg(views.sum().alias("views"), pl.when(~blind).then(settled(weighted)).alias("share"))
    )


def shares_before(ctx: Context[Any], min_views: int) -> pl.DataFrame:
    """The mean share of each ASIN over the 7 days before the report's period, where it had the views: asin, mean."""
    tables = tables_of_week(ctx)
    days = sum(
        (table.period_end - table.period_start).days + 1 for table in tables if table.period_start and table.period_end
    )
    frames = [table.frame.select("child_asin", "page_views", "buy_box_share") for table in tables]
    if days < MEAN_DAYS:
        return pl.DataFrame(schema={"asin": pl.String(), "mean": pl.Float64()})
    week = offer_shares(pl.concat(frames).drop_nulls())
    return week.filter(pl.col("views") >= min_views).select("asin", pl.col("share").alias("mean"))


def tables_of_week(ctx: Context[Any]) -> Sequence[Table]:
    """The newest table of each period that lies wholly in the 7 days before the current one."""
    table = ctx.table(REPORT)
    if table is None or table.period_start is None:
        return ()
    first, after = table.period_start - WEEK, table.period_start
    found: dict[tuple[object, object], Table] = {}
    for older in ctx.history(REPORT):
        start, end = older.period_start, older.period_end
        if start is not None and end is not None and first <= start and end < after:
            found.setdefault((start, end), older)
    return tuple(found.values())
