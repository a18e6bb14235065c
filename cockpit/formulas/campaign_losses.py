"""Campaigns that are gone or stopped and nobody said why, in the campaign report and in bulk sheets (domain §7, A-07).

The campaign report has no row for a campaign without an impression; a bulk sheet lists every campaign with its state
and its end. So each is looked at where it has an earlier one beside it, and what the newest sheet still lists is not
gone because a report left it out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context, RecordedAction
from cockpit.clock import zone_of
from cockpit.formulas.ad_rows import CAMPAIGN
from cockpit.formulas.ads_bulk import ADS_BULK, bulk_campaigns
from cockpit.formulas.campaign_states import CAMPAIGNS, Campaigns, by_export, campaigns_seen, state_of
from cockpit.formulas.price_actions import AGREED, APPROVAL
from cockpit.setting_note import setting
from cockpit.tables import FILE, ROW, Table

CAMPAIGN_LISTS = (CAMPAIGNS, ADS_BULK)
KINDS = frozenset({"pause", "archive"})  # the actions that explain a loss
_FIGURES = ("impressions", "clicks", "spend", "sales")
_END_FORMS = ("%Y%m%d", "%Y-%m-%d", "%m/%d/%Y")


@dataclass(frozen=True)
class LossSettings:
    """The part of [ads] that tells a loss from a partial export."""

    vanished_share: float = setting(0.5, "more campaigns than this share gone at once, and", unit="share")
    vanished_min: int = setting(5, "at least so many: a partial export, not a loss")
    seen_days: int = setting(7, "a campaign that ran so recently is missed until its end is explained", unit="days")


@dataclass(frozen=True)
class CampaignLosses:
    """What one report says of the campaigns that ran before."""

    report: str
    seen: Campaigns
    gone: Sequence[Mapping[str, Any]]  # last sightings of those that are absent now
    stopped: Sequence[Mapping[str, Any]]  # of those that are paused or archived now

    def is_partial(self, settings: LossSettings) -> bool:
        """Whether so many are gone at once that the export is to be doubted, not the campaigns."""
        lost = len(self.gone)
        return lost >= settings.vanished_min and lost > settings.vanished_share * self.seen.before.height


def campaign_losses(ctx: Context[Any], seen_days: int) -> Sequence[CampaignLosses]:
    """The losses of each report that has an earlier one to be held against; once per run and marketplace."""
    return ctx.once(("campaign losses", seen_days), lambda: tuple(_read(ctx, seen_days)))


def _read(ctx: Context[Any], seen_days: int) -> Iterator[CampaignLosses]:
    listed = bulk_campaigns(ctx.frame(ADS_BULK))
    report = campaigns_seen(ctx, seen_days)
    if report is not None:
        yield _losses(ctx, CAMPAIGNS, report, listed)
    sheets = _sheets(ctx, seen_days)
    if sheets is not None:
        yield _losses(ctx, ADS_BULK, sheets, listed)


def _losses(ctx: Context[Any], type_: str, seen: Campaigns, listed: pl.DataFrame) -> CampaignLosses:
    known = seen.before.join(seen.shares, on="match", how="left", maintain_order="left")
    known = _with_end(known, listed)
    absent = known.join(seen.now, on="match", how="anti", maintain_order="left")
    if type_ == CAMPAIGNS:
        absent = _unlisted(absent, listed)
    halted = known.filter(pl.col("state") == "running").join(
        seen.now.filter(pl.col("state") == "stopped").select("match"), on="match", how="semi", maintain_order="left"
    )
    return CampaignLosses(type_, seen, _unexplained(ctx, absent, seen.day), _unexplained(ctx, halted, seen.day))


def _with_end(campaigns: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """The last day of a campaign, of the bulk sheet where the report does not tell it."""
    ends = listed.select("campaign", _end().alias("_ends")).drop_nulls().unique("campaign", keep="none")
    joined = campaigns.join(ends, on="campaign", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("ends_on", "_ends").alias("ends_on")).drop("_ends")


def _end() -> pl.Expr:
    return pl.coalesce(pl.col("end_date").str.to_date(form, strict=False) for form in _END_FORMS)


def _unlisted(absent: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """Those that the newest bulk sheet does not have either, under their ID or their name."""
    there = [*listed["campaign_id"].drop_nulls(), *listed["campaign"]]
    return absent.filter(pl.col(CAMPAIGN).is_in(there).not_(), pl.col("campaign").is_in(there).not_())


def _sheets(ctx: Context[Any], seen_days: int) -> Campaigns | None:
    current = ctx.table(ADS_BULK)
    if current is None:
        return None
    now = _sheet(ctx, current)
    return None if now.is_empty() else by_export(now, [_sheet(ctx, old) for old in ctx.history(ADS_BULK)], seen_days)


def _sheet(ctx: Context[Any], table: Table) -> pl.DataFrame:
    """The campaigns of a bulk sheet as rows of a campaign report of the day on which it was downloaded."""
    last = (table.as_of - timedelta(microseconds=1)).astimezone(zone_of(ctx.marketplace)).date()
    day = min(last, ctx.clock.today(ctx.marketplace))  # a folder of the team's day may be a day ahead
    none = pl.lit(None, pl.Date())
    return bulk_campaigns(table.frame).select(
        none.alias("date"), none.alias("start_date"), pl.lit(day).alias("end_date"), pl.lit(day).alias("day"),
        pl.coalesce("campaign_id", "campaign").alias(CAMPAIGN), "campaign_id", "campaign",
        pl.col("state").alias("status"), state_of("state").alias("state"), pl.col("daily_budget").alias("budget"),
        *_FIGURES, _end().alias("ends_on"), FILE, ROW,
    )  # fmt: skip


def _unexplained(ctx: Context[Any], campaigns: pl.DataFrame, now: date) -> list[Mapping[str, Any]]:
    """Those whose end date is not reached and whose end nobody agreed on."""
    ended = (pl.col("ends_on") <= now).fill_null(value=False)
    agreed = [action for action in ctx.actions if action.kind in KINDS and action.state in AGREED]
    rows = campaigns.filter(ended.not_()).iter_rows(named=True)
    return [row for row in rows if not any(_explains(ctx, action, row) for action in agreed)]


def _explains(ctx: Context[Any], action: RecordedAction, row: Mapping[str, Any]) -> bool:
    ran = datetime.combine(row["day"], time(), zone_of(ctx.marketplace))
    named = action.subject.kind == "campaign" and action.subject.id in {row[CAMPAIGN], row["campaign"]}
    return named and action.at >= ran - APPROVAL
