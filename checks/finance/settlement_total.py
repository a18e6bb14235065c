"""Settlements whose lines do not add up to their total."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
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
    check,
    exact_value,
    money,
    rows_by_key,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    tolerance: float = setting(0.01, "So much may the lines of a settlement differ from its total", unit="money")


TITLE = Words(
    "Settlement {id}: lines {sum}, total {total}, {x} apart (line {line})",
    "结算 {id}:明细合计 {sum},总额 {total},相差 {x}(界限 {line})",
)
NO_TOTAL = Words(
    "Settlement {id}: no readable total in the file, its lines add up to {sum}",
    "结算 {id}:文件中没有可读的总额,明细合计 {sum}",
)
ACTION = Words(
    "Stop the close: lines and deposit differ by {x}; re-download, then list the unexplained transaction types.",
    "暂停结账:明细与到账相差 {x};重新下载后按交易类型列出差异。",
)
ACTION_NO_TOTAL = Words(
    "Stop the close: the total is missing, so nothing can be compared; re-download the settlement.",
    "暂停结账:缺少总额,无法核对;请重新下载结算报告。",
)
BY_TYPE = Words("By transaction type: {parts}", "按交易类型:{parts}")
WRITE_OFF = Words("A write-off needs a second person", "核销差额须第二人审批")
UNREADABLE = Words(
    "settlement {id}: {n} {n|amount is|amounts are} empty or unreadable", "结算 {id}:{n} 个金额为空或无法读取"
)

TYPES_SHOWN = 6
RUN = ("settlement_id", FILE, "currency")
SHOWN = (
    "settlement_id", "currency", "total_amount", "transaction_type", "order_id", "sku", "amount_type",
    "amount_description", "amount", "posted_date_time", FILE, ROW,
)  # fmt: skip


@check(
    "P-01",
    Words("Settlement does not add up", "结算明细与总额不符"),
    pane=Pane.MONTH_END,
    needs=("settlement",),
    settings=Settings,
    section="finance",
)
def settlement_total(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Settlements whose lines do not add up to the total that Amazon pays.

    What it finds:
        Per settlement and currency, a sum of all lines that differs from total-amount by more than 0.01 (critical), and
        settlements whose file has no total to compare with (warning: an empty total is not 0).
    Why it matters:
        A sum that is off means lines are missing or doubled: every figure made from this file is wrong, and the month
        must not be closed on it.
    Formula:
        abs(Σ amount − total-amount) > tolerance, in exact decimals. In the wide V1 layout Σ goes over every amount
        column but the total. The figure is the difference, of the sum (numerator) and the total (denominator).
    Lines:
        tolerance (0.01, in the settlement's own currency); a difference of exactly 0.01 is inside.
    Feeds:
        settlement, V1 or V2: settlement-id, total-amount, currency, amount, transaction-type.
    Traps:
        Only the first row of a settlement carries its total and, in V1, its currency. Current Reserve Amount and
        Previous Reserve Amount Balance are lines like any other. A negative total is payable to Amazon. The same
        settlement delivered twice counts once, the newer file. Currencies are never added. A settlement with an amount
        that cannot be read is not judged.
    What to do:
        Stop the close and download the settlement again. If the difference stays, list what the transaction types add
        up to and look for one that explains it. A write-off needs a second person.

    中文

    发现什么:
        每个结算编号和币种,明细合计与总额相差超过 0.01(紧急);以及文件中没有总额、无法核对的结算(预警:空的总额不
        等于 0)。
    为何重要:
        对不上说明明细缺失或重复:由此得出的数字都不可信,不能据此结账。
    公式:
        |Σ amount − total-amount| > tolerance,按精确小数计算。宽版 V1 中 Σ 为除总额外所有金额列之和。数值为差额,
        分子为明细合计,分母为总额。
    界限:
        tolerance(0.01,按结算自身币种);正好相差 0.01 不算。
    数据来源:
        settlement(V1 或 V2):settlement-id、total-amount、currency、amount、transaction-type。
    陷阱:
        只有每个结算的第一行带总额,V1 中币种也只在第一行。Current Reserve Amount 和 Previous Reserve Amount
        Balance 也是普通明细。负的总额表示应付亚马逊。同一结算下载两次只算一次,以较新的文件为准。不同币种绝不相
        加。有金额无法读取的结算不作判定。
    怎么做:
        暂停结账并重新下载。仍有差额时,按交易类型列出合计,找出能解释差额的类型。核销须第二人审批。
    """
    lines = ctx.frame("settlement")
    sums = _sums(_with_currency(_runs(lines)))
    whole = pl.col("unreadable") == 0
    tolerance = exact_value(ctx.settings.tolerance)
    off = whole & (pl.col("total").is_null() | ((pl.col("sum") - pl.col("total")).abs() > tolerance))
    hits = sums.filter(off)
    of_hits = lines.filter(pl.col("settlement_id").is_in(hits["id"].implode()))
    evidence = rows_by_key(_with_currency(of_hits).select(SHOWN), "settlement_id", hits["id"])
    for hit in hits.iter_rows(named=True):
        rows = evidence[hit["id"]]
        yield _missing_total(ctx, hit, rows) if hit["total"] is None else _apart(ctx, hit, rows)
    for id_, unreadable in sums.filter(~whole).select("id", "unreadable").iter_rows():
        yield NotJudged(Verdict.NO_DATA, UNREADABLE.fill(id=id_, n=unreadable), Subject("settlement", id_))


def _runs(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines in stretches of one settlement, file and currency: a settlement has tens of thousands in a few.

    The numbers of the stretches rise, and are said to: so they are cut at their borders instead of hashing each line.
    """
    amount = pl.col("amount")
    run = pl.sum_horizontal(pl.col(name).rle_id() for name in RUN).set_sorted()
    return (
        lines.lazy()
        .with_columns(run=run)
        .group_by("run", maintain_order=True)
        .agg(
            pl.col(*RUN, ROW).first(),
            amount.sum().alias("sum"),
            pl.col("total_amount").drop_nulls().first().alias("total"),
            (amount.is_null() & pl.col("amount_type").is_not_null()).sum().alias("unreadable"),
        )
        .collect()
    )


def _with_currency(rows: pl.DataFrame) -> pl.DataFrame:
    """Every row with its settlement's currency, which only the first one may name."""
    named = pl.col("currency").forward_fill().backward_fill().over("settlement_id", FILE, order_by=ROW)
    return rows.with_columns(named)


def _sums(runs: pl.DataFrame) -> pl.DataFrame:
    """One row per settlement and currency: id, currency, sum, total (None: the file has none), unreadable amounts."""
    return (
        runs.group_by("settlement_id", "currency", maintain_order=True)
        .agg(pl.col("sum").sum(), pl.col("total").drop_nulls().first(), pl.col("unreadable").sum())
        .rename({"settlement_id": "id"})
    )


def _apart(ctx: Context[Settings], hit: Mapping[str, Any], rows: pl.DataFrame) -> Finding:
    currency = hit["currency"] or ""
    apart = abs(hit["sum"] - hit["total"])
    x = money(apart, currency)
    title = TITLE.fill(
        id=hit["id"], sum=money(hit["sum"], currency), total=money(hit["total"], currency), x=x,
        line=str(ctx.settings.tolerance),
    )  # fmt: skip
    return Finding(
        subject=Subject("settlement", hit["id"]),
        severity=Severity.CRITICAL,
        title=title,
        action=ACTION.fill(x=x),
        figure=Figure("difference", apart, hit["sum"], hit["total"], "money"),
        lines=(ctx.line("internal", "tolerance", crossed=True),),
        evidence=(rows,),
        due=ctx.close(),
        impact=Money(apart, currency) if currency else None,
        notes=(_by_type(rows, currency), WRITE_OFF),
    )


def _missing_total(ctx: Context[Settings], hit: Mapping[str, Any], rows: pl.DataFrame) -> Finding:
    currency = hit["currency"] or ""
    return Finding(
        subject=Subject("settlement", hit["id"]),
        severity=Severity.WARNING,
        title=NO_TOTAL.fill(id=hit["id"], sum=money(hit["sum"], currency)),
        action=ACTION_NO_TOTAL,
        figure=Figure("difference", None, hit["sum"], None, "money"),
        lines=(ctx.line("internal", "tolerance", crossed=False),),
        evidence=(rows,),
        due=ctx.close(),
        notes=(_by_type(rows, currency),),
    )


def _by_type(rows: pl.DataFrame, currency: str) -> Words:
    """What each transaction type adds up to, the largest first: where a difference is looked for."""
    typed = rows.filter(pl.col("amount").is_not_null()).group_by("transaction_type").agg(pl.col("amount").sum())
    ordered = typed.sort(pl.col("amount").abs(), "transaction_type", descending=[True, False])
    parts = [f"{name or '-'} {money(amount, currency)}" for name, amount in ordered.head(TYPES_SHOWN).iter_rows()]
    more = " · …" if ordered.height > TYPES_SHOWN else ""
    return BY_TYPE.fill(parts=" · ".join(parts) + more)
