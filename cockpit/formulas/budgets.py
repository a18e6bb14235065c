"""How campaigns used their daily budgets: time in budget, and days that spent nearly all of it (domain §7, A-06)."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import CAMPAIGN, ad_rows
from cockpit.formulas.campaign_states import state_of
from cockpit.formulas.mature import Days
from cockpit.formulas.settled import settled

BUDGETS, CAMPAIGNS = "sp-budgets", "sp-campaigns"
_DIGITS = 9
_TIME = {
    CAMPAIGN: pl.String(), "campaign": pl.String(), "time": pl.Float64(), "time_days": pl.UInt32(),
    "time_of": pl.UInt32(),
}  # fmt: skip


@dataclass(frozen=True)
class BudgetUse:
    """One row per campaign, and what of the days the reports tell.

    `campaigns` has campaign_key, campaign, currency, budget (the last one known), state, ``time`` (mean share of the
    time in budget; null: not told), ``time_days`` (days under the line, null in a summary), ``time_of`` (days told),
    ``full_days`` (days that spent nearly the whole budget) and ``unread`` (an empty cell among spend and budget).
    """

    campaigns: pl.DataFrame
    spend_report: str  # the report by day whose spend was looked at; "" when there is none
    days: frozenset[Any]  # that this report has rows of
    too_wide: bool  # the budget report is a summary of more than these days


def budget_use(ctx: Context[Any], days: Days, time_line: float, spend_line: float) -> BudgetUse:
    """Read the budget report and the spend by day: the campaign report's, else the budget report's own."""
    time, too_wide = _time_in_budget(ctx, days, time_line)
    for type_ in (CAMPAIGNS, BUDGETS):
        frame, daily = ad_rows(ctx, type_)
        if daily and not frame.is_empty():
            rows = frame.filter(pl.col("date").is_between(days.first, days.last))
            spent = _spent(rows, spend_line, stated=type_ == CAMPAIGNS)
            return BudgetUse(_joined(spent, time), type_, frozenset(frame["date"]), too_wide)
    none = ctx.empty(CAMPAIGNS).with_columns(pl.lit("").alias(CAMPAIGN))
    return BudgetUse(_joined(_spent(none, spend_line, stated=True), time), "", frozenset(), too_wide)


def _time_in_budget(ctx: Context[Any], days: Days, line: float) -> tuple[pl.DataFrame, bool]:
    frame, daily = ad_rows(ctx, BUDGETS)
    told = frame.filter(pl.col("average_time_in_budget").is_not_null())
    if told.is_empty():
        return pl.DataFrame(schema=_TIME), False
    inside = (
        pl.col("date").is_between(days.first, days.last)
        if daily
        else (pl.col("start_date") >= days.first) & (pl.col("end_date") <= days.last)
    )
    share, rows = pl.col("average_time_in_budget").cast(pl.Float64), told.filter(inside)
    under = (share.round(_DIGITS) < line).sum().cast(pl.UInt32)
    found = rows.group_by(CAMPAIGN, maintain_order=True).agg(
        pl.col("campaign").last(),
        settled(share.mean()).alias("time"),
        (under if daily else pl.lit(None, pl.UInt32)).alias("time_days"),
        (pl.len() if daily else _length()).cast(pl.UInt32).alias("time_of"),
    )
    return found, not daily and rows.is_empty()


def _length() -> pl.Expr:
    """The days of a summary row."""
    return ((pl.col("end_date") - pl.col("start_date")).dt.total_days() + 1).max()


def _spent(rows: pl.DataFrame, line: float, *, stated: bool) -> pl.DataFrame:
    by_day = rows.group_by(CAMPAIGN, "date", maintain_order=True).agg(
        pl.col("campaign").last(),
        pl.col("currency").drop_nulls().last(),
        pl.col("budget").last(),
        (state_of("status") if stated else pl.lit(None, pl.String)).last().alias("state"),
        pl.when(pl.col("spend").is_null().any().not_()).then(pl.col("spend").sum()).alias("spend"),
    )
    spend, budget = pl.col("spend").cast(pl.Float64), pl.col("budget").cast(pl.Float64)
    full = (budget > 0) & ((spend - budget * line).round(6) >= 0)
    unread = spend.is_null() | (budget.is_null() & (spend > 0))
    return (
        by_day.sort("date", maintain_order=True)
        .group_by(CAMPAIGN, maintain_order=True)
        .agg(
            pl.col("campaign").last(),
            pl.col("currency").drop_nulls().last(),
            pl.col("budget").drop_nulls().last(),
            pl.col("state").last(),
            full.fill_null(value=False).sum().cast(pl.UInt32).alias("full_days"),
            unread.any().alias("unread"),
        )
    )


def _joined(spent: pl.DataFrame, time: pl.DataFrame) -> pl.DataFrame:
    """Both by the campaign's name: one console's report may have ids that the other's has not."""
    both = spent.join(time.drop(CAMPAIGN), on="campaign", how="left", maintain_order="left")
    alone = time.join(spent, on="campaign", how="anti", maintain_order="left")
    return pl.concat([both, alone], how="diagonal_relaxed").with_columns(
        pl.col("full_days").fill_null(0), pl.col("unread").fill_null(value=False)
    )
