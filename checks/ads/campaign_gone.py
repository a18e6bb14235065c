"""Campaigns that vanished or were stopped, and nobody wrote why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    CAMPAIGN,
    CAMPAIGN_LISTS,
    FILE,
    ROW,
    SPEND_REPORTS,
    CampaignLosses,
    Context,
    Figure,
    Finding,
    LossSettings,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    campaign_losses,
    check,
    percent,
    rows_by_key,
    setting,
    shares_by_reports,
)

REPORT = "sp-campaigns"


@dataclass(frozen=True)
class Settings(LossSettings):
    """[ads], as far as this check needs it."""

    stopped_share: float = setting(
        0.05, "of 30-day spend or sales: a stopped campaign with so much is critical", unit="share"
    )


GONE = Words("Vanished: last seen {last}, not in the report of {day}", "消失:最后出现于 {last},{day} 的报表中已没有")
STOPPED = Words(
    "Stopped after {last}: {share} of 30-day spend or sales", "{last} 后被停止:占 30 天花费或销售的 {share}"
)
ACTION = Words(
    "Find who stopped it in the change history; restore or recreate; screenshot.",
    "查变更历史确认操作人,恢复或重建并截图。",
)
NAMED = Words(
    "Campaign {name}; its share of 30-day spend or sales was {share}.", "广告活动 {name};占 30 天花费或销售 {share}。"
)
FIRST = Words(
    "no earlier sp-campaigns report or bulk sheet to compare with", "没有更早的 sp-campaigns 报表或批量表可对比"
)
MANY = Words(
    "{n} of {all} {all|campaign|campaigns} {n|is|are} missing at once: probably a partial export",
    "{all} 个广告活动中有 {n} 个同时缺失:可能导出不完整",
)
EMPTY = Words(
    "the newest sp-campaigns report has no rows: probably a partial export",
    "最新的 sp-campaigns 报表没有数据:可能导出不完整",
)
SHORTER = Words(
    "the newest sp-campaigns summary covers fewer days than the one before: what is missing from it proves nothing",
    "最新的 sp-campaigns 汇总报表天数少于上一份:其中缺失的广告活动不能说明问题",
)
URGENT = timedelta(hours=1)
SHOWN = (
    "date", "start_date", "end_date", "campaign", "status", "budget", "impressions", "clicks", "spend", "sales", FILE,
    ROW,
)  # fmt: skip


@check(
    "A-07",
    Words("Campaign vanished or stopped", "广告活动消失或被停"),
    pane=Pane.NOON,
    any_of=CAMPAIGN_LISTS,
    wants=SPEND_REPORTS,
    settings=Settings,
    section="ads",
    severities=(Severity.CRITICAL, Severity.WARNING),
    yields_to=("D-04",),
)
def campaign_gone(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Campaigns that vanished or were stopped, and nobody wrote why.

    What it finds:
        Campaigns that were in an earlier report and are not in the newest, and campaigns that went from enabled to
        paused or archived, without an agreed pause or archive on the board and before their end date.
    Why it matters:
        Deleting a campaign by mistake is the classic error of the job; its history and rank are lost with every day
        that nobody notices.
    Formula:
        By day: the newest complete marketplace day against the days before it and the older exports. Summaries and bulk
        sheets: the newest against the ones before. Campaigns are matched by Campaign ID, by name where a report has
        none. Share = the campaign's part of 30-day spend or of 30-day sales, the larger one; of a list without figures
        by the campaign, search term, advertised product or targeting report.
    Lines:
        A vanished campaign is critical. A stopped one is critical from stopped_share (5%) on, else a warning.
        seen_days (7): so long after it last ran it stays an issue. vanished_share (50%) and vanished_min (5): more than
        that gone at once is a partial export. All our own; Amazon publishes none.
    Feeds:
        sp-campaigns: Date, Campaign Name, Campaign ID, Status, Spend, Sales, and the campaign's end date where the
        export has it. ads-bulk: the campaigns of two sheets, with ID, State and End Date. The board: actions of kind
        pause or archive on the campaign.
    Traps:
        Days without an impression have no row: a campaign that was missing now and then is not missed, nor is one that
        the newest bulk sheet lists. A rename is no
        loss where the report has IDs; without them it looks like one. A portfolio's end date is in no report. The
        running marketplace day is not judged. An action explains when it was agreed at most a day before the campaign
        last ran.
    What to do:
        Find in the change history who stopped it, restore or recreate it, keep a screenshot. If it was meant, log the
        pause or the archive: archiving needs a second person.

    中文

    发现什么:
        较早报表中有、最新报表中没有的广告活动;以及状态由启用变为暂停或归档的广告活动。看板上没有已批准的暂停或归档,
        且未到结束日期。
    为何重要:
        误删广告活动是最典型的失误;没人发现的每一天,历史数据和排名都在流失。
    公式:
        按日报表:最近完整站点日与此前各日及更早的导出相比;汇总报表和批量表:最新一份与此前各份相比。按 Campaign ID 匹
        配,报表没有 ID 时按名称。占比 = 占 30 天花费或 30 天销售的份额,取较大者;名单没有数据
        时取自广告活动、搜索词、推广商品或投放报表。
    界限:
        消失为紧急。被停止:占比达到 stopped_share(5%)为紧急,否则为预警。seen_days(7):最后运行后这么多天内一直提示。
        同时消失超过 vanished_share(50%)且达到 vanished_min(5)个,视为导出不完整(D-04)。均为自定,亚马逊未公布。
    数据来源:
        sp-campaigns:日期、活动名称、Campaign ID、状态、花费、销售额,以及报表中的活动结束日期。ads-bulk:两份批量表
        中的活动编号、状态与结束日期。看板:针对该活动的 pause 或 archive 操作。
    陷阱:
        没有展示的日子没有行:时有时无的活动不算消失,最新批量表中仍有的也不算。有 ID 时改名不算消失,没有 ID 时看起来会
        像消失。广告组合的结束日期不在任何报表中。进行中的站点日不判定。操作须在活动最后运行前一天之内或之后批准,才算
        解释。
    怎么做:
        在变更历史中查操作人,恢复或重建,保留截图。如属有意,请登记暂停或归档:归档须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    emptied = ctx.has(REPORT) and ctx.frame(REPORT).is_empty()
    if emptied and ctx.history(REPORT):
        yield NotJudged(Verdict.NO_DATA, EMPTY)
    losses = campaign_losses(ctx, ctx.settings.seen_days)
    if not losses and not emptied:
        yield NotJudged(Verdict.NO_DATA, FIRST)
    named: set[str] = set()  # what the campaign report says of a campaign is not said again by the bulk sheet
    for found in losses:
        doubt = _doubt(ctx, found)
        if doubt:
            yield doubt
        raised = [*(_Lost(row, found.report, gone=True) for row in ([] if doubt else found.gone))]
        raised += (_Lost(row, found.report, gone=False) for row in found.stopped)
        yield from _findings(ctx, found, [lost for lost in raised if named.isdisjoint(lost.names)])
        named.update(name for lost in raised for name in lost.names)


def _findings(ctx: Context[Settings], found: CampaignLosses, raised: list["_Lost"]) -> Iterator[Finding]:
    if raised and not found.seen.shares["whole"].sum():  # a list of campaigns without a figure
        shares = shares_by_reports(ctx)
        raised = [lost.weighed(shares) for lost in raised]
    keys = [lost.row["match"] for lost in raised]
    evidence = rows_by_key(found.seen.rows.select("match", *SHOWN), "match", keys, keep_key=False, by="end_date")
    for lost in raised:
        yield lost.finding(ctx, found.seen.day, evidence[lost.row["match"]])


def _doubt(ctx: Context[Settings], found: CampaignLosses) -> NotJudged | None:
    """Why what is missing may not be gone."""
    if found.is_partial(ctx.settings):
        return NotJudged(Verdict.NO_DATA, MANY.fill(n=len(found.gone), all=found.seen.before.height))
    if found.gone and not found.seen.proves_absence:
        return NotJudged(Verdict.NO_DATA, SHORTER)
    return None


@dataclass(frozen=True)
class _Lost:
    """A campaign that ran and does not any more."""

    row: Mapping[str, Any]
    report: str
    gone: bool

    @property
    def names(self) -> frozenset[str]:
        """Every text that means it: its ID, where there is one, and its name."""
        return frozenset({self.row[CAMPAIGN], self.row["campaign"]})

    @property
    def share(self) -> float:
        return float(self.row["share"] or 0.0)

    def weighed(self, shares: Mapping[str, Mapping[str, Any]]) -> "_Lost":
        """With the share that other reports tell of it, under its ID or its name."""
        said = next((shares[name] for name in (self.row[CAMPAIGN], self.row["campaign"]) if name in shares), {})
        return replace(self, row={**self.row, **said})

    def finding(self, ctx: Context[Settings], now: date, rows: pl.DataFrame) -> Finding:
        row, big = self.row, self.share >= ctx.settings.stopped_share
        share = percent(self.share)
        return Finding(
            Subject("campaign", row[CAMPAIGN]),
            Severity.CRITICAL if self.gone or big else Severity.WARNING,
            (GONE if self.gone else STOPPED).fill(last=ctx.day(row["day"]), day=ctx.day(now), share=share),
            ACTION,
            figure=Figure("share", self.share, row["part"], row["whole"], "rate"),
            lines=(ctx.line("internal", "stopped_share", crossed=big),),
            evidence=(rows,),
            due_within=URGENT,
            about=(Subject("report", self.report),) if self.gone else (),
            notes=(NAMED.fill(name=row["campaign"], share=share),),
        )
