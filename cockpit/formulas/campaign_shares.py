"""How much of the account's spend or sales a campaign has: whether its stop is urgent (domain §7, A-07)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import CAMPAIGN, best_of, sum_by, sums_in
from cockpit.formulas.mature import Days
from cockpit.formulas.settled import settled

# Spend and sales of so many days say how much a campaign matters.
SHARE_DAYS: Final = 30
SPEND_REPORTS: Final = ("sp-search-terms", "sp-advertised-products", "sp-targeting")


def campaign_shares(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Of all spend or all sales, whichever is more, the part of each campaign: `key`, ``share part whole``."""
    sums = rows.group_by(key, maintain_order=True).agg(pl.col("spend", "sales").sum())
    parts = [
        sums.select(key, pl.col(name).alias("part"), pl.col(name).sum().alias("whole")) for name in ("spend", "sales")
    ]
    share = pl.col("part").cast(pl.Float64) / pl.col("whole").cast(pl.Float64)
    both = pl.concat(parts).with_columns(
        pl.when(pl.col("whole") > 0).then(settled(share)).otherwise(0.0).alias("share")
    )
    return both.sort("share", descending=True, maintain_order=True).unique(key, keep="first", maintain_order=True)


def shares_by_reports(ctx: Context[Any]) -> Mapping[str, Mapping[str, Any]]:
    """`campaign_shares` of the last 30 complete days by any ads report, under each campaign's ID and name."""
    types = tuple(type_ for type_ in ("sp-campaigns", *SPEND_REPORTS) if ctx.has(type_))
    if not types:
        return {}
    last = ctx.clock.last_complete_day(ctx.marketplace)
    days = Days(last - timedelta(days=SHARE_DAYS - 1), last)
    sums = sum_by(sums_in(ctx, best_of(ctx, types, days)[0], days), [CAMPAIGN])
    shares = campaign_shares(sums, CAMPAIGN).join(sums.select(CAMPAIGN, "campaign"), on=CAMPAIGN)
    rows = shares.select(CAMPAIGN, "campaign", "share", "part", "whole").iter_rows()
    return {name: figures for key, called, *said in rows for figures in [_named(said)] for name in (key, called)}


def _named(said: list[Any]) -> Mapping[str, Any]:
    return dict(zip(("share", "part", "whole"), said, strict=True))
