"""Settlements whose money did not reach the bank as stated."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    SETTLEMENT,
    Context,
    Figure,
    Finding,
    How,
    Match,
    Money,
    NotJudged,
    Pane,
    Payout,
    Receipt,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    match_receipts,
    money,
    nth_operating_day_after,
    setting,
    settlement_day,
    settlements,
)

BANK = "bank-receipts"
# A sheet that begins so long after a deposit was not kept then: it says nothing about it.
BEFORE_THE_SHEET = timedelta(days=31)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    tolerance: float = setting(0.01, "So much may the lines of a settlement differ from its total", unit="money")
    deposit_business_days: int = setting(
        5, "the money is there so many Mon–Fri days after the deposit date", unit="days"
    )
    fx_accounts: tuple[str, ...] = setting(
        ("fx", "外汇", "结汇"), "bank accounts whose name holds such a word receive exchanged money"
    )


TITLE = Words(
    "Settlement {id}: the bank got {got}, total {total}, {x} apart", "结算 {id}:银行到账 {got},总额 {total},相差 {x}"
)
NOTHING = Words("Settlement {id}: {total} has not arrived, deposited {day}", "结算 {id}:{total} 尚未到账,打款日 {day}")
ACTION = Words("Check FX provider, reserve, failed disbursement.", "核对收款渠道、预留金与转账失败。")
WRITE_OFF = Words("A write-off needs a second person", "核销差额须第二人审批")
NEAREST = Words(
    "No receipt names this settlement: the nearest amount was taken", "没有到账注明此结算:按最接近的金额匹配"
)
EXCHANGED = Words("settlement {id} was paid out in another currency", "结算 {id} 以其他币种到账")
NO_TOTAL = Words("settlement {id}: no readable total or deposit date", "结算 {id}:总额或打款日期无法读取")
OLD_SHEET = Words("the bank receipts were written before settlement {id} was due", "银行到账表早于结算 {id} 的应到账日")
YOUNG_SHEET = Words(
    "the bank receipts begin {day}, settlement {id} was paid before", "银行到账表始于 {day},结算 {id} 在此之前打款"
)
RENAMED = {
    "start": "settlement_start_date",
    "end": "settlement_end_date",
    "deposit": "deposit_date",
    "total": "total_amount",
}
SHOWN = ("received_on", "amount", "currency", "settlement_id", "account", FILE, ROW)


@check(
    "P-02",
    Words("Deposit differs from the settlement", "到账与结算不符"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT, BANK),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING,),
)
def deposit_differs(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Settlements whose money did not reach the bank as stated.

    What it finds:
        Settlements with a positive total of which, 5 business days after the deposit date, the bank has received
        nothing or another amount.
    Why it matters:
        A failed disbursement stays with Amazon until somebody asks; a fee of the provider is a cost nobody booked.
    Formula:
        abs(receipts − total-amount) > tolerance, in exact decimals. The figure is the difference, of what was received
        (numerator) and the total (denominator). Receipts belong to a settlement by its id; without one by an equal
        amount in the same currency from the deposit date on, then by the nearest within 20% and 20 days.
    Lines:
        tolerance (0.01): exactly 0.01 is inside. deposit_business_days (5): Mon–Fri without the marketplace's national
        holidays.
    Feeds:
        settlement: deposit-date, total-amount, currency. bank-receipts: received_on, amount, currency, settlement_id,
        account.
    Traps:
        A total of zero or less pays nothing out: no receipt is expected. Money that was exchanged (another currency, or
        an account whose name says fx) cannot be compared. A receipt sheet older than the due day, or one that begins
        more than a month after the deposit, says nothing. A settlement without a total is P-01's.
    What to do:
        Look at the FX provider's statement, the reserve, and whether the disbursement failed. A write-off needs a
        second person.

    中文

    发现什么:
        总额为正的结算,在打款日后 5 个工作日银行仍未到账,或到账金额不同。
    为何重要:
        转账失败的款项会一直留在亚马逊,直到有人询问;渠道手续费则是无人入账的成本。
    公式:
        |到账合计 − total-amount| > tolerance,按精确小数计算。数值为差额,分子为到账,分母为总额。到账按结算编号归
        属;没有编号时,按打款日起同币种的相同金额,再按 20 天内相差 20% 以内最接近的金额。
    界限:
        tolerance(0.01):正好 0.01 不算。deposit_business_days(5):周一至周五,扣除站点法定节假日。
    数据来源:
        settlement:deposit-date、total-amount、currency。bank-receipts:received_on、amount、currency、settlement_id、
        account。
    陷阱:
        总额为零或负数时不打款,不应有到账。已兑换的款项(其他币种,或账户名含 fx)无法比较。早于应到账日的到账表,或在打款
        一个多月之后才开始的到账表,不能说明问题。没有总额的结算由 P-01 处理。
    怎么做:
        核对收款渠道对账单、预留金,以及转账是否失败。核销须第二人审批。
    """
    found = settlements(ctx)
    whole = found.filter(pl.col("total").is_not_null() & pl.col("deposit").is_not_null())
    bank = ctx.frame(BANK)
    payouts = [
        Payout(
            row["settlement_id"], settlement_day(row["deposit"], ctx.marketplace), row["total"], row["currency"] or ""
        )
        for row in whole.iter_rows(named=True)
    ]
    tolerance = Decimal(str(ctx.settings.tolerance))
    for match in match_receipts(payouts, _receipts(ctx, bank), tolerance):
        yield from _judged(ctx, match, tolerance, found, bank)
    for id_ in found.filter(pl.col("total").is_null() | pl.col("deposit").is_null())["settlement_id"]:
        yield NotJudged(Verdict.NO_DATA, NO_TOTAL.fill(id=id_), Subject(SETTLEMENT, id_))


def _receipts(ctx: Context[Settings], bank: pl.DataFrame) -> Iterator[Receipt]:
    marks = [word.casefold() for word in ctx.settings.fx_accounts]
    for number, row in enumerate(bank.iter_rows(named=True)):
        account = (row["account"] or "").casefold()
        exchanged = any(mark in account for mark in marks)
        id_ = row["settlement_id"] or ""
        yield Receipt(number, row["received_on"], row["amount"], row["currency"].strip().upper(), id_, exchanged)


def _judged(
    ctx: Context[Settings], match: Match, tolerance: Decimal, found: pl.DataFrame, bank: pl.DataFrame
) -> Iterator[Finding | NotJudged]:
    payout = match.payout
    expected = max(payout.amount, Decimal(0))
    if match.how is How.EXCHANGED:
        yield _unjudged(Verdict.NOT_APPLICABLE, EXCHANGED, match)
    elif abs(match.received - expected) > tolerance:
        due = _due_day(ctx, payout.day)
        begins = bank["received_on"].min()
        if ctx.clock.team_now.date() < due:
            return
        if not _written_since(ctx, due):
            yield _unjudged(Verdict.STALE, OLD_SHEET, match)
        elif isinstance(begins, date) and payout.day < begins - BEFORE_THE_SHEET:
            yield _unjudged(Verdict.NOT_APPLICABLE, YOUNG_SHEET.fill(day=ctx.day(begins)), match)
        else:
            yield _finding(ctx, match, expected, found, bank)


def _unjudged(verdict: Verdict, reason: Words, match: Match) -> NotJudged:
    id_ = match.payout.settlement
    return NotJudged(verdict, reason.fill(id=id_), Subject(SETTLEMENT, id_))


def _due_day(ctx: Context[Settings], deposited: date) -> date:
    return nth_operating_day_after(deposited, ctx.settings.deposit_business_days, ctx.holidays)


def _written_since(ctx: Context[Settings], due: date) -> bool:
    """Whether the sheet could know: it was written on the due day or later."""
    table = ctx.table(BANK)
    return table is not None and table.as_of >= datetime.combine(due, time(), ctx.clock.team_zone)


def _finding(
    ctx: Context[Settings], match: Match, expected: Decimal, found: pl.DataFrame, bank: pl.DataFrame
) -> Finding:
    payout, apart = match.payout, abs(match.received - expected)
    title = TITLE if match.receipts else NOTHING
    stated = found.filter(pl.col("settlement_id") == payout.settlement).rename(RENAMED)
    received = bank[[receipt.number for receipt in match.receipts]].select(SHOWN)
    return Finding(
        Subject(SETTLEMENT, payout.settlement),
        Severity.WARNING,
        title.fill(
            id=payout.settlement,
            got=money(match.received, payout.currency),
            total=money(payout.amount, payout.currency),
            x=money(apart, payout.currency),
            day=ctx.day(payout.day),
        ),
        ACTION,
        figure=Figure("difference", apart, match.received, payout.amount, "money"),
        lines=(ctx.line("internal", "tolerance", crossed=True),),
        evidence=(stated, received) if match.receipts else (stated,),
        due=ctx.close(),
        impact=Money(apart, payout.currency) if payout.currency else None,
        notes=(*((NEAREST,) if match.how is How.NEAR else ()), WRITE_OFF),
    )
