"""Storage that was charged otherwise than the storage report states."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto

import polars as pl

from cockpit.api import (
    LINE_SHOWN,
    REPORT_SHOWN,
    SETTLEMENT,
    STORAGE,
    Context,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    charged_in,
    check,
    claim,
    group,
    money,
    same,
    setting,
    settlement_day,
    settlements,
    storage_lines,
    storage_report,
)


@dataclass(frozen=True)
class Storage:
    """[finance.storage]."""

    rel: float = setting(
        0.01, "charged and reported storage differ by more than this share of the report, and", unit="share"
    )
    abs: float = setting(1, "by more than so much", unit="money")


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    storage: Storage = group(Storage)


TITLE = Words(
    "Storage for {month}: charged {charged}, the report says {reported}, {x} apart",
    "{month} 仓储费:实收 {charged},报告 {reported},相差 {x}",
)
ACTION = Words("Open one case with the line ids listed.", "附行号清单开一个 case。")
NOT_YET = Words(
    "storage for {month} is charged until {day}: no settlement at hand reaches so far",
    "{month} 的仓储费最晚于 {day} 收取:现有结算尚未覆盖",
)
UNREAD = Words("the month of charge {text} is not readable", "无法读取费用月份 {text}")
OTHER_CURRENCY = Words(
    "storage for {month} is reported in {other}, the settlement is in {own}",
    "{month} 仓储费报告为 {other},结算为 {own}",
)
NOTHING = Words("no month of the storage report is paid by a settlement at hand", "仓储费报告的月份均不在现有结算中")
FEE = "estimated_monthly_storage_fee"
REASON = Words("storage of {month}", "{month} 仓储费")


@check(
    "P-14",
    Words("Storage fee differs", "仓储费不符"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT, STORAGE),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING,),
)
def storage_differs(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Storage that was charged otherwise than the storage report states.

    What it finds:
        Months whose storage lines in settlements and whose total in the storage report differ by more than 1% and more
        than 1.
    Why it matters:
        Storage is charged on measures and counts of Amazon's own; the report shows for which of them.
    Formula:
        abs(−Σ storage lines − Σ estimated_monthly_storage_fee) > 1% of the report and > 1, per month and currency, in
        exact decimals. The storage of a month is charged in the first half of the next one: a line belongs to the month
        before it was posted. The figure is the difference, of what was charged (numerator) and reported (denominator).
    Lines:
        storage.rel (1%) and storage.abs (1, local currency): both must be crossed, exactly is inside. Our own.
    Feeds:
        settlement: Storage Fee lines. storage-fees: month_of_charge, estimated_monthly_storage_fee, currency.
    Traps:
        Long-term, aged and overage charges are other lines with reports of their own. A spreadsheet writes 26-Feb for
        2026-02. A settlement in euros pays the storage of every country that has no settlement of its own. A month
        whose charge no settlement at hand can hold yet is not judged. Tax on storage is not in the report.
    What to do:
        Open one case with the line ids listed. More than 10 claims at once need a second person.

    中文

    发现什么:
        某月结算中的仓储费明细与仓储费报告总额相差超过 1% 且超过 1。
    为何重要:
        仓储费按亚马逊自己的测量和数量收取;报告说明收的是哪些。
    公式:
        按月和币种:|−Σ 仓储明细 − Σ estimated_monthly_storage_fee| 大于报告的 1% 且大于 1,按精确小数计算。某月仓储费在次
        月上半月收取:明细属于入账月的上一个月。数值为差额,分子为实收,分母为报告。
    界限:
        storage.rel(1%)与 storage.abs(1,当地币种):须同时超过,正好不算。自定。
    数据来源:
        settlement:Storage Fee 明细。storage-fees:month_of_charge、estimated_monthly_storage_fee、currency。
    陷阱:
        长期、超龄和超量费是另外的明细和报告。表格软件会把 2026-02 写成 26-Feb。欧元结算支付所有没有单独结算的国家的仓储
        费。结算尚未覆盖收费日的月份不判断。仓储费的税不在报告中。
    怎么做:
        附行号清单开一个 case。一次超过 10 个索赔须第二人审批。
    """
    lines, report = storage_lines(ctx), storage_report(ctx)
    found = settlements(ctx).filter(pl.col("start").is_not_null() & pl.col("end").is_not_null())
    months = [_month(ctx, month, lines, report, found) for month in report["month"].unique().drop_nulls().sort()]
    judged = [month for month in months if month.state is _State.JUDGED]
    yield from (_finding(ctx, month) for month in judged if _apart(ctx, month))
    yield from (_other_currency(month) for month in months if month.state is _State.OTHER_CURRENCY)
    waiting = [month for month in months if month.state is _State.NOT_YET]
    yield from (_not_yet(ctx, month, whole=not judged) for month in waiting)
    if months and not judged and not waiting:
        yield NotJudged(Verdict.NO_DATA, NOTHING)
    for text in report.filter(pl.col("month").is_null())["month_of_charge"].unique().sort():
        yield NotJudged(Verdict.NO_DATA, UNREAD.fill(text=text or "–"))


class _State(Enum):
    JUDGED = auto()
    NOT_YET = auto()  # it is charged after the newest settlement's end
    BEFORE = auto()  # it was charged before the oldest settlement's start
    OTHER_CURRENCY = auto()


@dataclass(frozen=True)
class _Month:
    """One month of storage: what was charged, what is reported, in the settlement's currency."""

    first: date
    currency: str
    lines: pl.DataFrame
    report: pl.DataFrame
    state: _State

    @property
    def charged(self) -> Decimal:
        return -Decimal(self.lines["amount"].sum())

    @property
    def reported(self) -> Decimal:
        return Decimal(self.report[FEE].sum())

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"


def _month(
    ctx: Context[Settings], first: date, lines: pl.DataFrame, report: pl.DataFrame, found: pl.DataFrame
) -> _Month:
    own, said = lines.filter(pl.col("month") == first), report.filter(pl.col("month") == first)
    source = own if own.height else found
    currency = str(source["currency"].drop_nulls().first() or "")
    in_currency = pl.col("currency").is_null() | (pl.col("currency") == currency)
    month = _Month(first, currency, own.filter(in_currency), said.filter(in_currency), _State.JUDGED)
    if own.is_empty():
        month = replace(month, state=_reach(ctx, first, found))
    if month.state is _State.JUDGED and month.report.is_empty():
        month = replace(month, report=said, state=_State.OTHER_CURRENCY)
    return month


def _reach(ctx: Context[Settings], month: date, found: pl.DataFrame) -> _State:
    """Whether the settlements at hand would hold the charge of a month that has none."""
    first, last = charged_in(month)
    start, end = found["start"].min(), found["end"].max()
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return _State.NOT_YET
    if settlement_day(end, ctx.marketplace) < last:
        return _State.NOT_YET
    return _State.BEFORE if settlement_day(start, ctx.marketplace) > first else _State.JUDGED


def _apart(ctx: Context[Settings], month: _Month) -> bool:
    line, apart = ctx.settings.storage, abs(month.charged - month.reported)
    return apart > Decimal(str(line.rel)) * month.reported and apart > Decimal(str(line.abs))


def _finding(ctx: Context[Settings], month: _Month) -> Finding:
    apart = abs(month.charged - month.reported)
    amounts = {"charged": month.charged, "reported": month.reported, "x": apart}
    ids = month.lines["settlement_id"]
    return Finding(
        Subject(SETTLEMENT, str(ids[0])) if len(ids) else Subject("account", ctx.marketplace),
        Severity.WARNING,
        TITLE.fill(month=same(month.name), **{key: money(amount, month.currency) for key, amount in amounts.items()}),
        ACTION,
        figure=Figure("difference", apart, month.charged, month.reported, "money"),
        lines=(ctx.line("internal", "storage.rel", crossed=True), ctx.line("internal", "storage.abs", crossed=True)),
        evidence=(month.lines.select(LINE_SHOWN), month.report.sort(FEE, descending=True).select(REPORT_SHOWN)),
        due=ctx.close(),
        impact=Money(apart, month.currency) if month.currency else None,
        proposals=claim(
            month.charged - month.reported,
            month.currency,
            REASON.fill(month=month.name),
            settlement_id=str(ids[0]) if len(ids) else None,
        ),
    )


def _other_currency(month: _Month) -> NotJudged:
    other = same(", ".join(month.report["currency"].unique().drop_nulls().sort()))
    return NotJudged(
        Verdict.NO_DATA,
        OTHER_CURRENCY.fill(month=month.name, other=other, own=month.currency),
        Subject("report", STORAGE),
    )


def _not_yet(ctx: Context[Settings], month: _Month, *, whole: bool) -> NotJudged:
    """Of the whole check where no other month could be judged."""
    reason = NOT_YET.fill(month=month.name, day=ctx.day(charged_in(month.first)[1]))
    return NotJudged(Verdict.IMMATURE, reason, None if whole else Subject("report", STORAGE))
