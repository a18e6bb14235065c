"""Ads as cause of a sales break: did the clicks that ads bring fall with the sales (domain §6, S-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import ad_rows
from cockpit.formulas.advertised import ADVERTISED
from cockpit.formulas.cause_tree import Cause, missing
from cockpit.formulas.mature import Days
from cockpit.formulas.rows_by_key import rows_by_key
from cockpit.setting_note import setting
from cockpit.tables import FILE, ROW
from cockpit.text import Words, number

ADS = Words("Ads", "广告")
FELL = Words(
    "{now} ad {now|click|clicks} in 7 days, {before} in a week before", "7 天广告点击 {now} 次,此前每周 {before} 次"
)
NOT_ADVERTISED = Words("not advertised in these weeks", "这几周没有广告")
FEW = Words(
    "{before} ad {before|click|clicks} a week {before|is|are} too few to tell", "每周仅 {before} 次广告点击,无法判断"
)
NOT_DAILY = Words("the report has no row per day: export it by day", "报表没有按日数据:请按日导出")
SHORT = Words("its days do not reach from {first} to {last}", "报表未覆盖 {first} 至 {last}")
EMPTY = Words("a cell of its clicks is empty", "点击数单元格为空")
WEEK, WEEKS = 7, 28


@dataclass(frozen=True)
class AdLines:
    """From where on the ads are called the cause."""

    clicks_share: float = setting(0.5, "clicks from ads at or under this share of the weeks before", unit="share")
    min_clicks: int = setting(10, "fewer clicks from ads in a week before tell nothing", unit="clicks")


def ad_causes(ctx: Context[Any], skus: pl.Series, week: Days, weeks: Days, lines: AdLines) -> Mapping[str, Cause]:
    """By SKU, the branch ads. Clicks are whole once their day is; sales would still be attributed for days."""
    if not ctx.has(ADVERTISED):
        return dict.fromkeys(skus, Cause(ADS, "unknown", missing(ctx, ADVERTISED)))
    frame, daily = ad_rows(ctx, ADVERTISED)
    if not daily:
        return dict.fromkeys(skus, Cause(ADS, "unknown", NOT_DAILY))
    if not _covers(frame, week, weeks):
        said = SHORT.fill(first=ctx.day(weeks.first), last=ctx.day(week.last))
        return dict.fromkeys(skus, Cause(ADS, "unknown", said))
    inside = frame.filter(pl.col("date").is_between(weeks.first, week.last))
    shown = inside.select("date", "campaign", "sku", "clicks", "spend", FILE, ROW)
    rows = rows_by_key(shown, "sku", skus)
    return {sku: _clicks(rows.get(sku), week, lines) for sku in skus}


def _covers(frame: pl.DataFrame, week: Days, weeks: Days) -> bool:
    first, last = frame["date"].min(), frame["date"].max()
    return isinstance(first, date) and isinstance(last, date) and first <= weeks.first and last >= week.last


def _clicks(rows: pl.DataFrame | None, week: Days, lines: AdLines) -> Cause:
    if rows is None:
        return Cause(ADS, "clear", NOT_ADVERTISED)
    if rows["clicks"].null_count():
        return Cause(ADS, "unknown", EMPTY)
    now = int(rows.filter(pl.col("date") >= week.first)["clicks"].sum())
    before = (int(rows["clicks"].sum()) - now) * WEEK / WEEKS
    if before < lines.min_clicks:
        return Cause(ADS, "unknown", FEW.fill(before=number(before, 1)))
    said = FELL.fill(now=now, before=number(before, 1))
    return Cause(ADS, "found", said, (rows,)) if now <= lines.clicks_share * before else Cause(ADS, "clear", said)
