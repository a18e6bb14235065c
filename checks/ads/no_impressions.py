"""Campaigns that are switched on and that nobody is shown any more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    SELLABLE_REPORTS,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    ad_rows,
    ads_bulk,
    check,
    number,
    rows_by_key,
    setting,
    state_of,
    with_skus,
)

REPORT = "sp-campaigns"
DAYS = 7  # before the silence, whose mean says that the campaign used to be shown


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    shown_before: float = setting(100, "impressions a day over the 7 days before, on average", unit="impressions")
    silent_days: int = setting(2, "complete days without an impression since then", unit="days")


TITLE = Words(
    "No impression for {n} {n|day|days}; {mean} a day before ({first} – {last})",
    "已 {n} 天零展示;此前({first} – {last})日均 {mean} 次",
)
ACTION = Words("Check eligibility, bid, budget, billing.", "检查资格、出价、预算与扣款。")
NAMED = Words("Campaign {name}.", "广告活动 {name}。")
NO_DAILY = Words(
    "{type} is a summary: the impressions of single days are not in it", "{type} 是汇总报表:没有单日展示量"
)
NO_DAY = Words("{type} has no row of {day}", "{type} 没有 {day} 的数据")
TOO_SHORT = Words("{type} starts {first}: too short to tell what was shown before", "{type} 从 {first} 开始:不足以对比")
EMPTY = Words("{campaign} has an empty cell among its impressions", "{campaign} 的展示量中有空单元格")
NO_STATE = Words("the status of {campaign} is not known", "{campaign} 的状态未知")
SHOWN = ("date", "campaign", "status", "budget", "impressions", "clicks", "spend", FILE, ROW)


@check(
    "A-11",
    Words("No impressions", "零展示"),
    pane=Pane.NOON,
    needs=(REPORT,),
    wants=(ADS_BULK, ADVERTISED, "sku-master", *SELLABLE_REPORTS),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING,),
    yields_to=("S-01", "L-02"),
)
def no_impressions(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Campaigns that are switched on and that nobody is shown any more.

    What it finds:
        Enabled campaigns without a single impression on the last 2 complete marketplace days (or longer) that had at
        least 100 impressions a day on average in the 7 days before.
    Why it matters:
        A campaign that fell silent looks like a cheap one: nothing in spend or ACoS shows that its sales are missing.
    Formula:
        The last day with an impression, and the mean of the 7 days that end with it. Days without a row count as zero.
    Lines:
        shown_before (100 a day; exactly 100 counts), silent_days (2). Our own; Amazon publishes none.
    Feeds:
        sp-campaigns by day: Date, Campaign Name, Campaign ID, Status, Impressions. ads-bulk: the state of a campaign
        without a row on the last day. sp-advertised-products or the campaign's name: its SKU.
    Traps:
        A paused, archived or ended campaign is meant to be silent (A-07 tells who stopped it). A single campaign SKU
        that is out of stock (S-01) or suppressed (L-02) explains the silence. The running day is not judged, and a day
        that no campaign has a row of is a gap in the export. The issue stays while the silence does.
    What to do:
        Check eligibility of the product, bid, budget, billing, in this order.

    中文

    发现什么:
        已启用、最近 2 个完整站点日(或更久)没有任何展示,而此前 7 天日均展示至少 100 次的广告活动。
    为何重要:
        悄悄停下的活动看起来很省钱:花费和 ACoS 都看不出少掉的销售。
    公式:
        最后一个有展示的日子,以及到该日为止 7 天的日均展示量。没有行的日子按零计。
    界限:
        shown_before(日均 100,正好 100 计入)、silent_days(2 天)。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-campaigns:日期、活动名称、Campaign ID、状态、展示量。ads-bulk:最近一天没有行的活动的状态。
        sp-advertised-products 或活动名称:其 SKU。
    陷阱:
        暂停、归档或到期的活动本就没有展示(由 A-07 查操作人)。只推一个 SKU 的活动,SKU 断货(S-01)或被抑制(L-02)即
        为原因。进行中的一天不判定;所有活动都没有行的日子是导出缺口。零展示期间问题一直保留。
    怎么做:
        依次检查商品资格、出价、预算、扣款。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    frame, daily = ad_rows(ctx, REPORT)
    if frame.is_empty():
        return
    last = ctx.clock.last_complete_day(ctx.marketplace)
    rows = frame.filter(pl.col("date") <= last).with_columns(state_of("status").alias("state"))
    blind = _blind(ctx, rows, last, daily=daily)
    if blind:
        yield blind
        return
    silent = _silent(rows, last, ctx.settings.silent_days)
    hits = silent.filter(pl.col("unread").not_(), pl.col("mean") >= ctx.settings.shown_before)
    yield from _unsure(silent, hits)
    scoped, _ = with_skus(ctx, _enabled(ctx, hits, last))
    kept = frame.filter(pl.col("date").is_between(last - timedelta(days=DAYS + ctx.settings.silent_days), last))
    evidence = rows_by_key(kept.select(CAMPAIGN, *SHOWN), CAMPAIGN, scoped[CAMPAIGN], keep_key=False, by="date")
    for row in scoped.iter_rows(named=True):
        yield _finding(ctx, row, last, evidence.get(row[CAMPAIGN]))


def _blind(ctx: Context[Settings], rows: pl.DataFrame, last: date, *, daily: bool) -> NotJudged | None:
    """Why the last days cannot be looked at: no single days, one of them missing, or nothing before them."""
    type_ = ctx.title_of(REPORT)
    if not daily:
        return NotJudged(Verdict.NO_DATA, NO_DAILY.fill(type=type_))
    known = set(rows["date"])
    for back in range(ctx.settings.silent_days):
        wanted = last - timedelta(days=back)
        if wanted not in known:
            return NotJudged(Verdict.NO_DATA, NO_DAY.fill(type=type_, day=ctx.day(wanted)))
    if min(known) > last - timedelta(days=ctx.settings.silent_days + DAYS - 1):
        return NotJudged(Verdict.NO_DATA, TOO_SHORT.fill(type=type_, first=ctx.day(min(known))))
    return None


def _silent(rows: pl.DataFrame, last: date, days: int) -> pl.DataFrame:
    """Campaigns whose last impression lies `days` complete days back: seen, mean of the week that ends then."""
    shown = pl.col("impressions") > 0
    found = rows.group_by(CAMPAIGN, maintain_order=True).agg(
        pl.col("campaign").last(),
        pl.col("date").filter(shown).max().alias("seen"),
        pl.col("state").filter(pl.col("date") == last).last(),
        (pl.col("date") == last).any().alias("there"),
        pl.col("ends_on").drop_nulls().last(),
        pl.col("impressions").filter(pl.col("date") > last - timedelta(days=days)).is_null().any().alias("unread"),
    )
    quiet = found.filter(pl.col("seen") <= last - timedelta(days=days))
    weeks = rows.join(quiet.select(CAMPAIGN, "seen"), on=CAMPAIGN).filter(
        pl.col("date") <= pl.col("seen"), pl.col("date") > pl.col("seen") - pl.duration(days=DAYS)
    )
    means = weeks.group_by(CAMPAIGN).agg((pl.col("impressions").sum() / DAYS).alias("mean"))
    return quiet.join(means, on=CAMPAIGN, how="left", maintain_order="left")


def _enabled(ctx: Context[Settings], hits: pl.DataFrame, last: date) -> pl.DataFrame:
    """Those that are meant to run: by their row of the last day, else by the bulk sheet; an ended one is not."""
    told = ads_bulk(ctx).states
    stated = hits.with_columns(
        pl.when("there").then("state").otherwise(pl.col("campaign").replace_strict(told, default=None)).alias("state")
    )
    return stated.filter(pl.col("state") == "running", pl.col("ends_on").is_null() | (pl.col("ends_on") > last))


def _unsure(silent: pl.DataFrame, hits: pl.DataFrame) -> Iterator[NotJudged]:
    for key, name in silent.filter("unread").select(CAMPAIGN, "campaign").iter_rows():
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(campaign=name), Subject("campaign", key))
    strange = hits.filter("there", pl.col("state").is_null())
    for key, name in strange.select(CAMPAIGN, "campaign").iter_rows():
        yield NotJudged(Verdict.NO_DATA, NO_STATE.fill(campaign=name), Subject("campaign", key))


def _finding(ctx: Context[Settings], row: Mapping[str, Any], last: date, rows: pl.DataFrame | None) -> Finding:
    seen: date = row["seen"]
    first = seen - timedelta(days=DAYS - 1)
    mean = number(row["mean"], 0)
    return Finding(
        Subject("campaign", row[CAMPAIGN]),
        Severity.WARNING,
        TITLE.fill(n=(last - seen).days, mean=mean, first=ctx.day(first), last=ctx.day(seen)),
        ACTION,
        figure=Figure("impressions", 0, 0, row["mean"], "count"),
        lines=(ctx.line("internal", "shown_before", crossed=True),),
        evidence=() if rows is None else (rows,),
        due_within=timedelta(),  # at once
        about=(Subject("sku", row["sku"]),) if row["sku"] else (),
        notes=(NAMED.fill(name=row["campaign"]),) if row[CAMPAIGN] != row["campaign"] else (),
    )
