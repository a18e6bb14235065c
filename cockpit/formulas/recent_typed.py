"""Metrics that are typed once a week, and count for longer than those of every day."""

from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.check import Context, NotJudged
from cockpit.formulas.account_rates import TYPED, typed_rows
from cockpit.issue import Verdict
from cockpit.text import Words

OLD = Words("the typed {metric} of {day} is out of date", "手工录入的 {metric}({day})已过期")
NONE = Words("no {metric} typed into manual-metrics for {mp}", "manual-metrics 中没有 {mp} 的 {metric}")


def recent_typed(ctx: Context[Any], metric: str, days: float) -> pl.DataFrame:
    """The newest typed row of a metric with a value, no older than so many days of the marketplace; else no row."""
    oldest = ctx.clock.today(ctx.marketplace) - timedelta(days=days)
    newest = typed_rows(ctx, metric).filter(pl.col("value").is_not_null()).tail(1)
    return newest.filter(pl.col("date") >= oldest)


def none_typed(ctx: Context[Any], metric: str) -> NotJudged:
    """Why a typed metric cannot be judged: typed too long ago, or never."""
    old = typed_rows(ctx, metric).filter(pl.col("value").is_not_null()).tail(1)
    if old.height:
        return NotJudged(Verdict.STALE, OLD.fill(metric=metric, day=ctx.day(old["date"][0])))
    return NotJudged(Verdict.NO_DATA, NONE.fill(metric=metric, type=TYPED, mp=ctx.marketplace))
