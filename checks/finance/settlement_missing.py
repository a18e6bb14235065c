"""Days that no settlement covers: one is missing between two others, or at the month's end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    SETTLEMENT,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    number,
    setting,
    settlement_day,
    settlements,
    settlements_in,
)

TRANSACTIONS = "date-range-transactions"


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    gap_days: float = setting(1, "the next settlement starts at most so long after the previous one's end", unit="days")


GAP = Words(
    "No settlement for {days} {days|day|days}: {before} ends {end}, {id} starts {start}",
    "{days} 天没有结算:{before} 止于 {end},{id} 始于 {start}",
)
OPEN_END = Words(
    "The end of {month} is not covered: the newest settlement ends {end}",
    "{month} 月末没有结算覆盖:最新一期止于 {end}",
)
ACTION = Words("Download the missing settlement.", "补下载缺失的结算报告。")
STILL_OPEN = Words(
    "If that settlement is still open at Amazon, export the date range transactions to the month's end for the close.",
    "若该期结算在亚马逊尚未关闭,结账时导出截至月末的日期范围交易报告。",
)
WRITE_OFF = Words("A write-off needs a second person", "核销差额须第二人审批")
OLD = Words("the newest settlement closed {end}", "最新一期结算止于 {end}")
NO_DATES = Words("settlement {id}: its start or end is not readable", "结算 {id}:起止日期无法读取")
MONTH = Words("{y}-{m}", "{y} 年 {m} 月")
SHOWN = {
    "start": "settlement_start_date",
    "end": "settlement_end_date",
    "deposit": "deposit_date",
    "total": "total_amount",
}


@check(
    "P-13",
    Words("Settlement missing", "结算缺失"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT,),
    wants=(TRANSACTIONS,),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING,),
    judges_stale=True,
)
def settlement_missing(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Days that no settlement covers: one is missing between two others, or at the month's end.

    What it finds:
        Two settlements of one currency that follow each other with more than a day between them; and, from day 3 of a
        month on, a month before it whose last day no settlement covers.
    Why it matters:
        The books of a month are wrong by everything that stands in the settlement nobody downloaded.
    Formula:
        Gap: next start − previous end, in days, per currency. Month's end: last day of the month − newest end.
    Lines:
        gap_days (1): a gap of exactly a day is none. profile.month_end_day (3): the month before is looked at from this
        day on.
    Feeds:
        settlement: settlement-start-date, settlement-end-date. date-range-transactions: may cover the month's end.
    Traps:
        An account in two currencies has two rows of settlements: they are not compared. Settlements that overlap have
        no gap. Amazon closes a settlement about every 14 days, so at the month's end one may honestly be open: the date
        range transactions cover it then. Where the newest settlement is stale only the month's end is judged: it is
        old because one is missing.
    What to do:
        Download the missing settlement; Amazon cannot be asked for it by report, only All Statements has it. A
        write-off needs a second person.

    中文

    发现什么:
        同一币种相邻两期结算之间相隔超过一天;以及从每月 3 日起,上月最后一天没有任何结算覆盖。
    为何重要:
        漏下载的那一期里的所有金额,都会让当月账目出错。
    公式:
        间隔:按币种,下一期开始 − 上一期结束(天)。月末:当月最后一天 − 最新一期结束日。
    界限:
        gap_days(1):正好一天不算。profile.month_end_day(3):从这一天起检查上个月。
    数据来源:
        settlement:settlement-start-date、settlement-end-date。date-range-transactions:可覆盖月末。
    陷阱:
        两种币种的账户有两列结算,互不比较。重叠的结算没有间隔。亚马逊约每 14 天关闭一期,月末那一期可能确实未关闭:此时由
        日期范围交易报告覆盖。最新一期已过期时只判断月末:过期正是因为缺了一期。
    怎么做:
        补下载缺失的结算(只能在“所有结算”中下载)。核销须第二人审批。
    """
    table = ctx.tables.get(SETTLEMENT, ctx.store, ctx.marketplace)
    found = settlements_in(table.frame) if table else settlements(ctx)
    dated = found.filter(pl.col("start").is_not_null() & pl.col("end").is_not_null())
    yield from _missing_at_the_end(ctx, dated)
    if table is not None and table.stale:
        yield NotJudged(Verdict.STALE, OLD.fill(end=ctx.day(_day(ctx, table.as_of))))
        return
    for gap in _gaps(dated, timedelta(days=ctx.settings.gap_days)):
        yield _missing_between(ctx, gap, found)
    undated = found.filter(pl.col("start").is_null() | pl.col("end").is_null())["settlement_id"]
    yield from (NotJudged(Verdict.NO_DATA, NO_DATES.fill(id=id_), Subject(SETTLEMENT, id_)) for id_ in undated)


def _gaps(dated: pl.DataFrame, allowed: timedelta) -> Iterator[Mapping[str, Any]]:
    """Each settlement that starts too long after all before it in its currency have ended."""
    last_end = pl.col("end").cum_max().shift(1).over(pl.col("currency").fill_null(""), order_by=["start", "end"])
    before = dated.with_columns(last_end.alias("last_end"))
    yield from before.filter(pl.col("start") - pl.col("last_end") > allowed).iter_rows(named=True)


def _missing_between(ctx: Context[Settings], gap: Mapping[str, Any], found: pl.DataFrame) -> Finding:
    """The issue stands at the settlement after the gap: it stays the same one when others come and go."""
    of_currency = pl.col("currency").eq_missing(pl.lit(gap["currency"], pl.String))
    before = found.filter(of_currency & (pl.col("end") == gap["last_end"])).tail(1)
    after = found.filter(pl.col("settlement_id") == gap["settlement_id"])
    days = (gap["start"] - gap["last_end"]) / timedelta(days=1)
    title = GAP.fill(
        days=number(days, 1),
        before=before["settlement_id"][0],
        end=ctx.day(_day(ctx, gap["last_end"])),
        id=gap["settlement_id"],
        start=ctx.day(_day(ctx, gap["start"])),
    )
    return Finding(
        Subject(SETTLEMENT, gap["settlement_id"]),
        Severity.WARNING,
        title,
        ACTION,
        figure=Figure("gap", days, unit="days"),
        lines=(ctx.line("internal", "gap_days", crossed=True),),
        evidence=(_shown(pl.concat([before, after])),),
        due=ctx.close(),
        notes=(WRITE_OFF,),
    )


def _missing_at_the_end(ctx: Context[Settings], dated: pl.DataFrame) -> Iterator[Finding]:
    newest = dated.sort("end").tail(1)
    if newest.is_empty():
        return
    last_day, end = _month_to_close(ctx), _day(ctx, newest["end"][0])
    if end >= last_day or _covered_by_transactions(ctx, end, last_day):
        return
    month = MONTH.fill(y=str(last_day.year), m=f"{last_day.month:02}")
    yield Finding(
        Subject("report", SETTLEMENT),
        Severity.WARNING,
        OPEN_END.fill(month=month, end=ctx.day(end)),
        ACTION,
        figure=Figure("gap", (last_day - end).days, unit="days"),
        evidence=(_shown(newest),),
        due=ctx.close(),
        notes=(STILL_OPEN, WRITE_OFF),
    )


def _month_to_close(ctx: Context[Settings]) -> date:
    """The last day of the newest month that is to be covered by now."""
    today = ctx.clock.team_now.date()
    first = today.replace(day=1)
    if today.day < min(max(ctx.month_end_day, 1), 28):  # as in Context.close
        first = (first - timedelta(days=1)).replace(day=1)
    return first - timedelta(days=1)


def _covered_by_transactions(ctx: Context[Settings], end: date, last_day: date) -> bool:
    table = ctx.table(TRANSACTIONS)
    if table is None or table.period_start is None or table.period_end is None:
        return False
    return table.period_start <= end + timedelta(days=1) and table.period_end >= last_day


def _day(ctx: Context[Settings], moment: datetime) -> date:
    return settlement_day(moment, ctx.marketplace)


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("settlement_id", "currency", *SHOWN, FILE, ROW).rename(SHOWN)
