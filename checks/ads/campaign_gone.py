"""Campaigns that vanished or were stopped, and nobody wrote why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    AGREED,
    APPROVAL,
    CAMPAIGN,
    FILE,
    ROW,
    Campaigns,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Verdict,
    Words,
    campaigns_seen,
    check,
    day,
    percent,
    rows_by_key,
    setting,
    zone_of,
)

REPORT = "sp-campaigns"
KINDS = frozenset({"pause", "archive"})


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    stopped_share: float = setting(
        0.05, "of 30-day spend or sales: a stopped campaign with so much is critical", unit="share"
    )
    vanished_share: float = setting(0.5, "more campaigns than this share gone at once, and", unit="share")
    vanished_min: int = setting(5, "at least so many: a partial export, not a loss")
    seen_days: int = setting(7, "a campaign that ran so recently is missed until its end is explained", unit="days")


GONE = Words("Vanished: last seen {last}, not in the report of {day}", "消失:最后出现于 {last},{day} 的报表中已没有")
STOPPED = Words(
    "Stopped since {last}: {share} of 30-day spend or sales", "{last} 后被停止:占 30 天花费或销售的 {share}"
)
ACTION = Words(
    "Find who stopped it in the change history; restore or recreate; screenshot.",
    "查变更历史确认操作人,恢复或重建并截图。",
)
NAMED = Words(
    "Campaign {name}; its share of 30-day spend or sales was {share}.", "广告活动 {name};占 30 天花费或销售 {share}。"
)
FIRST = Words("no earlier sp-campaigns report to compare with", "没有更早的 sp-campaigns 报表可对比")
MANY = Words(
    "{n} of {all} campaigns are missing at once: probably a partial export",
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
    needs=(REPORT,),
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
        By day: the newest complete marketplace day against the days before it and the older exports. Summaries: the
        newest against the ones before. Campaigns are matched by Campaign ID, by name where a report has none. Share =
        the campaign's part of 30-day spend or of 30-day sales, the larger one.
    Lines:
        A vanished campaign is critical. A stopped one is critical from stopped_share (5%) on, else a warning.
        seen_days (7): so long after it last ran it stays an issue. vanished_share (50%) and vanished_min (5): more than
        that gone at once is a partial export. All our own; Amazon publishes none.
    Feeds:
        sp-campaigns: Date, Campaign Name, Campaign ID, Status, Spend, Sales, and the campaign's end date where the
        export has it. The board: actions of kind pause or archive on the campaign.
    Traps:
        Days without an impression have no row: a campaign that was missing now and then is not missed. A rename is no
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
        按日报表:最近完整站点日与此前各日及更早的导出相比;汇总报表:最新一份与此前各份相比。按 Campaign ID 匹配,报表
        没有 ID 时按名称。占比 = 占 30 天花费或 30 天销售的份额,取较大者。
    界限:
        消失为紧急。被停止:占比达到 stopped_share(5%)为紧急,否则为预警。seen_days(7):最后运行后这么多天内一直提示。
        同时消失超过 vanished_share(50%)且达到 vanished_min(5)个,视为导出不完整。均为自定,亚马逊未公布。
    数据来源:
        sp-campaigns:日期、活动名称、Campaign ID、状态、花费、销售额,以及报表中的活动结束日期。看板:针对该活动的
        pause 或 archive 操作。
    陷阱:
        没有展示的日子没有行:时有时无的活动不算消失。有 ID 时改名不算消失,没有 ID 时看起来会像消失。广告组合的结束日
        期不在任何报表中。进行中的站点日不判定。操作须在活动最后运行前一天之内或之后批准,才算解释。
    怎么做:
        在变更历史中查操作人,恢复或重建,保留截图。如属有意,请登记暂停或归档:归档须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    if ctx.frame(REPORT).is_empty():
        yield from (NotJudged(Verdict.NO_DATA, EMPTY) for _ in ctx.history(REPORT)[:1])
        return
    found = campaigns_seen(ctx, ctx.settings.seen_days)
    if found is None:
        yield NotJudged(Verdict.NO_DATA, FIRST)
        return
    known = found.before.join(found.shares, on="match", how="left", maintain_order="left")
    gone = _unexplained(ctx, known.join(found.now, on="match", how="anti", maintain_order="left"), found.day)
    doubt = _doubt(ctx, found, len(gone))
    if doubt:
        yield doubt
    stopped = known.filter(pl.col("state") == "running").join(
        found.now.filter(pl.col("state") == "stopped").select("match"), on="match", how="semi", maintain_order="left"
    )
    halted = _unexplained(ctx, stopped, found.day)
    raised = [*(_Lost(row, gone=True) for row in ([] if doubt else gone)), *(_Lost(row, gone=False) for row in halted)]
    keys = [lost.row["match"] for lost in raised]
    evidence = rows_by_key(found.rows.select("match", *SHOWN), "match", keys, keep_key=False, by="end_date")
    for lost in raised:
        yield lost.finding(ctx, found.day, evidence[lost.row["match"]])


def _unexplained(ctx: Context[Settings], campaigns: pl.DataFrame, now: date) -> list[Mapping[str, Any]]:
    """Those whose end date is not reached and whose end nobody agreed on."""
    ended = (pl.col("ends_on") <= now).fill_null(value=False)
    agreed = [action for action in ctx.actions if action.kind in KINDS and action.state in AGREED]
    rows = campaigns.filter(ended.not_()).iter_rows(named=True)
    return [row for row in rows if not any(_explains(ctx, action, row) for action in agreed)]


def _explains(ctx: Context[Settings], action: RecordedAction, row: Mapping[str, Any]) -> bool:
    ran = datetime.combine(row["day"], time(), zone_of(ctx.marketplace))
    named = action.subject.kind == "campaign" and action.subject.id in {row[CAMPAIGN], row["campaign"]}
    return named and action.at >= ran - APPROVAL


def _doubt(ctx: Context[Settings], found: Campaigns, gone: int) -> NotJudged | None:
    """Why what is missing may not be gone."""
    settings, everything = ctx.settings, found.before.height
    if gone >= settings.vanished_min and gone > settings.vanished_share * everything:
        return NotJudged(Verdict.NO_DATA, MANY.fill(n=gone, all=everything))
    if gone and not found.proves_absence:
        return NotJudged(Verdict.NO_DATA, SHORTER)
    return None


@dataclass(frozen=True)
class _Lost:
    """A campaign that ran and does not any more."""

    row: Mapping[str, Any]
    gone: bool

    @property
    def share(self) -> float:
        return float(self.row["share"] or 0.0)

    def finding(self, ctx: Context[Settings], now: date, rows: pl.DataFrame) -> Finding:
        row, big = self.row, self.share >= ctx.settings.stopped_share
        share = percent(self.share)
        return Finding(
            Subject("campaign", row[CAMPAIGN]),
            Severity.CRITICAL if self.gone or big else Severity.WARNING,
            (GONE if self.gone else STOPPED).fill(last=day(row["day"]), day=day(now), share=share),
            ACTION,
            figure=Figure("share", self.share, row["part"], row["whole"], "rate"),
            lines=(ctx.line("internal", "stopped_share", crossed=big),),
            evidence=(rows,),
            due_within=URGENT,
            about=(Subject("report", REPORT),) if self.gone else (),
            notes=(NAMED.fill(name=row["campaign"], share=share),),
        )
