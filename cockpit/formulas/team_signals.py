"""The article's four hiring signals of a month, so that each can say how many there are (domain §9.3)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_lag import carried_out
from cockpit.formulas.feedback_answers import feedback_answers
from cockpit.formulas.ops_hours import OpsHours, measured_hours, typed_hours
from cockpit.formulas.rates import exact
from cockpit.formulas.stock_levels import MANAGE, PLANNING
from cockpit.formulas.stock_out_events import stock_out_events
from cockpit.formulas.team_month import team_month
from cockpit.formulas.team_settings import TeamSettings
from cockpit.text import Words

# What a check must declare in `wants` to count the signals.
SIGNAL_REPORTS = ("manual-metrics", "feedback", PLANNING, MANAGE, "sku-master")
OF_FOUR = Words("{n} of 4 signals this month: {which}", "本月 4 项信号中有 {n} 项:{which}")
HIRE = Words("Consider a dedicated assistant.", "建议增设专职运营助理。")


@dataclass(frozen=True)
class Signals:
    """Which of T-01 to T-04 are raised in a month. T-05 is context and never one of them."""

    raised: tuple[str, ...]

    def said(self) -> Words:
        """2 of 4 signals this month: T-01, T-04."""
        return OF_FOUR.fill(n=len(self.raised), which=", ".join(self.raised) or "–")


def signals(ctx: Context[TeamSettings]) -> Signals:
    """The signals of this store and marketplace; hours that nobody typed are the team's measured ones."""
    lines = ctx.settings
    hours = typed_hours(ctx) or measured_hours(ctx)
    found = {
        "T-01": hours is not None and too_long(hours, lines),
        "T-02": any(one.lag > timedelta(hours=lines.ads_lag_h) for one in carried_out(ctx)),
        "T-03": not feedback_answers(ctx).over(timedelta(hours=lines.feedback_h)).is_empty(),
        "T-04": stock_outs(ctx).height > lines.stockouts,
    }
    return Signals(tuple(name for name, is_raised in found.items() if is_raised))


def too_long(hours: OpsHours, lines: TeamSettings) -> bool:
    """Whether the mean is over the line; exactly on it is not."""
    return hours.mean > exact(lines.ops_h)


def stock_outs(ctx: Context[Any]) -> pl.DataFrame:
    """The month's stock-outs; computed once, they are asked for by every team check."""
    return ctx.once("stock-out events", lambda: stock_out_events(ctx, team_month(ctx)))
