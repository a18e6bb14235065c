"""Ad reports that were not read in time, and agreed ad changes that nobody made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Table,
    Verdict,
    Words,
    check,
    elapsed,
    lasted,
    setting,
    zone_of,
)

REPORTS = ("sp-search-terms", "sp-campaigns")
AGREED = {"approved", "expired"}  # an approval that nobody used was still agreed, and is late
AD_KINDS = {
    "bid": Words("bid", "出价"),
    "budget": Words("budget", "预算"),
    "negative": Words("negative", "否定"),
    "pause": Words("pause", "暂停"),
    "archive": Words("archive", "归档"),
}


@dataclass(frozen=True)
class Settings:
    """[team], as far as this check needs it."""

    ads_lag_h: float = setting(24, "an agreed ad change is made within so many hours", source="article", unit="hours")


TITLE = Words(
    "{report} ends {last}: {day} was to be read by {time}", "{report} 只到 {last}:{day} 的数据应在 {time} 前读完"
)
EMPTY = Words(
    "{report} has no rows: {day} was to be read by {time}", "{report} 没有数据:{day} 的数据应在 {time} 前读完"
)
ACTION = Words("Export the report for {day} and rerun.", "导出 {day} 报表并重跑。")
WAITING = Words("{report} ends {last}: {day} is not loaded", "{report} 只到 {last}:尚未导入 {day}")
NOT_DONE = Words("Agreed {kind} on {subject} not made for {waited}", "已批准的{kind}操作({subject})已 {waited}未执行")
MAKE = Words("Make the change and log it done, or withdraw it.", "执行并登记完成,或撤回该操作。")
CHANGE = Words("{before} → {after}, agreed on {day}", "{before} → {after},{day} 批准")
NOTHING = Words("no day", "无")
MISSING = Words("no {types} report for {place}", "{place} 缺少{types}报表")
UNDATED = Words(
    "{report} has no dates: nobody can tell which days it holds", "{report} 没有日期列:无法得知包含哪些日期"
)
SHOWN = ("date", "start_date", "end_date", "campaign", "spend", FILE, ROW)


@check(
    "A-10",
    Words("Ad report read late", "广告报表未及时读取"),
    pane=Pane.NOON,
    wants=REPORTS,
    settings=Settings,
    section="team",
    severities=(Severity.WARNING,),
    judges_stale=True,
)
def late_reading(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Ad reports that were not read in time, and agreed ad changes that nobody made.

    What it finds:
        From the reading time on (10:00, team time), an ads report whose days end before the marketplace day that was
        complete at that time; and ad changes on the board that were approved and not logged done within 24 hours.
    Why it matters:
        A runaway campaign that is read a day late costs another day's budget. The article names a lag of more than 24
        hours as a sign that the team is too small.
    Formula:
        The day to be read is the last marketplace day that had ended at the reading time: for the US at 10:00 Beijing
        two calendar days back, for Germany and Japan the day before.
    Lines:
        profile.ads_read (10:00, the article); ads_lag_h (24 hours, the article). Amazon publishes no line.
    Feeds:
        sp-search-terms and sp-campaigns, each where it is used: Date, or End Date of a summary. The board.
    Traps:
        The day still running in the marketplace is not missed. Before the reading time nothing is raised; a report that
        missed the reading before is called stale until then. A day without a single click has no row in the search
        term report: an export with later days proves that it was read. Agreed changes are looked at without any report.
    What to do:
        Export the report for the day and rerun. Make the agreed change and log it done.

    中文

    发现什么:
        读取时间(团队时间 10:00)起,数据没有到当时最近完整站点日的广告报表;以及看板上已批准、24 小时内未登记完成的广
        告改动。
    为何重要:
        跑飞的活动晚读一天就多花一天预算。文章把滞后超过 24 小时列为人手不足的信号。
    公式:
        应读日 = 读取时间时已结束的最近站点日:北京时间 10:00,美国站为两天前,德国、日本站为前一天。
    界限:
        profile.ads_read(10:00,文章);ads_lag_h(24 小时,文章)。亚马逊未公布标准。
    数据来源:
        sp-search-terms 与 sp-campaigns,用到哪个查哪个:Date,或汇总报表的 End Date。看板。
    陷阱:
        站点当天还没结束,不算缺失。读取时间之前不提示;错过上一次读取的报表在此之前称为过期。没有任何点击的日子在搜索
        词报表中没有行:含更晚日期的导出证明已读。已批准的改动无需报表也会核查。
    怎么做:
        导出该日报表并重跑。执行已批准的改动并登记完成。
    """
    deadline = ctx.clock.team_time(ctx.ads_read)
    passed = ctx.now >= deadline
    ctx.changes_at(deadline if not passed else deadline + timedelta(days=1))
    due_day = _to_be_read(ctx, deadline if passed else deadline - timedelta(days=1))
    yield from _not_done(ctx)
    if not any(ctx.tables.get(type_, ctx.store, ctx.marketplace) for type_ in REPORTS):
        titles = [ctx.title_of(type_).zh for type_ in REPORTS]
        named = Words(" or ".join(REPORTS), "或".join(f"“{title}”" for title in titles))
        yield NotJudged(Verdict.NO_DATA, MISSING.fill(types=named, place=ctx.marketplace))
    for type_ in REPORTS:
        table = ctx.tables.get(type_, ctx.store, ctx.marketplace)
        if table is None or _holds(ctx, table, due_day):
            continue
        if _undated(table):
            yield NotJudged(Verdict.NO_DATA, UNDATED.fill(report=ctx.title_of(type_)))
        else:
            yield _late(ctx, table, due_day) if passed else _waiting(ctx, table, due_day)


def _to_be_read(ctx: Context[Settings], deadline: datetime) -> date:
    """The marketplace day that was the last complete one at a reading time."""
    return deadline.astimezone(zone_of(ctx.marketplace)).date() - timedelta(days=1)


def _last_day(table: Table) -> date | None:
    last: date | None = table.frame.select(pl.col("end_date").max()).item()
    return last


def _holds(ctx: Context[Settings], table: Table, wanted: date) -> bool:
    """Whether a report reaches a day. One without rows does when it was exported after the day had ended."""
    last = _last_day(table)
    if last is None and not table.frame.is_empty():
        return False
    return last >= wanted if last else table.as_of >= ctx.clock.end_of_day(wanted, ctx.marketplace)


def _undated(table: Table) -> bool:
    """Whether the rows say nothing of their days."""
    return not table.frame.is_empty() and _last_day(table) is None


def _late(ctx: Context[Settings], table: Table, wanted: date) -> Finding:
    last, report = _last_day(table), ctx.title_of(table.type)
    text = TITLE.fill(last=ctx.day(last)) if last else EMPTY
    return Finding(
        Subject("report", table.type),
        Severity.WARNING,
        text.fill(report=report, day=ctx.day(wanted), time=ctx.ads_read),
        ACTION.fill(day=ctx.day(wanted)),
        figure=Figure("days_behind", (wanted - last).days if last else None, unit="days"),
        evidence=(table.frame.filter(pl.col("end_date") == pl.col("end_date").max()).select(SHOWN),),
        due=ctx.clock.team_time(ctx.ads_read),  # passed
    )


def _waiting(ctx: Context[Settings], table: Table, wanted: date) -> NotJudged:
    last = _last_day(table)
    said = WAITING.fill(report=ctx.title_of(table.type), last=ctx.day(last) if last else NOTHING, day=ctx.day(wanted))
    return NotJudged(Verdict.STALE, said)


def _not_done(ctx: Context[Settings]) -> Iterator[Finding]:
    """Ad changes that were agreed and are not done."""
    agreed = [action for action in ctx.actions if action.kind in AD_KINDS and action.state in AGREED]
    lag = timedelta(hours=ctx.settings.ads_lag_h)
    for action in agreed:
        if _is_done(ctx, action):
            continue
        if elapsed(action.at, ctx.now) > lag:
            yield _undone(ctx, action)
        else:
            ctx.changes_at(action.at + lag + timedelta(seconds=1))


def _is_done(ctx: Context[Settings], agreed: RecordedAction) -> bool:
    """Whether somebody logged the same change as done since."""
    return any(
        action.state in {"done", "verified"}
        and (action.kind, action.subject) == (agreed.kind, agreed.subject)
        and action.at >= agreed.at
        for action in ctx.actions
    )


def _undone(ctx: Context[Settings], action: RecordedAction) -> Finding:
    waited = elapsed(action.at, ctx.now)
    subject = f"{action.subject.kind}:{action.subject.id}"
    at = action.at.astimezone(ctx.clock.team_zone)
    return Finding(
        Subject("action", action.id),
        Severity.WARNING,
        NOT_DONE.fill(kind=AD_KINDS[action.kind], subject=subject, waited=lasted(waited)),
        MAKE,
        figure=Figure("hours", waited / timedelta(hours=1), unit="hours"),
        lines=(ctx.line("internal", "ads_lag_h", crossed=True),),
        due=action.at + timedelta(hours=ctx.settings.ads_lag_h),
        about=(action.subject,),
        notes=(CHANGE.fill(before=action.before, after=action.after, day=ctx.day(at.date())),) if action.after else (),
    )
