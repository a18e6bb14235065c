"""Order lines of which more was refunded than the buyer was charged."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from cockpit.api import (
    LINE_SHOWN,
    SETTLEMENT,
    Context,
    Figure,
    Finding,
    Money,
    NoSettings,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    bulk_claim,
    check,
    claim,
    money,
    refund_lines,
    refunded_lines,
    rows_by_key,
    sale_lines,
)

TITLE = Words("Refunded {back}, charged {paid}: {x} too much", "已退 {back},收款 {paid}:多退 {x}")
ACTION = Words("Open one case with the line ids listed.", "附行号清单开一个 case。")
NO_SALE = Words("order {id}: its sale stands in no settlement at hand", "订单 {id}:现有结算中没有其销售记录")
REASON = Words("refund larger than the sale", "退款大于销售额")


@check(
    "P-11",
    Words("Refund larger than the sale", "退款大于销售额"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT,),
    section="finance",
    severities=(Severity.WARNING,),
)
def refund_larger(ctx: Context[NoSettings]) -> Iterator[Finding | NotJudged]:
    """Order lines of which more was refunded than the buyer was charged.

    What it finds:
        Orders in which the refunds of a line, over all settlements at hand, are more than the buyer paid for it.
    Why it matters:
        Nobody owes a buyer more than was paid: the rest is a mistake of Amazon's or of a colleague, and comes back only
        when it is claimed.
    Formula:
        Σ refunds > Σ charges of an order line (order-item-code, else SKU), in exact decimals and without tax: goods,
        shipping, gift wrap and promotions. The figure is the difference, of refunds (numerator) and charges
        (denominator).
    Lines:
        None: equal is allowed.
    Feeds:
        settlement: transaction-type Order and Refund, amount-type ItemPrice and Promotion.
    Traps:
        Tax is collected and given back by Amazon and is left out. A promotion lowers both sides. Several partial
        refunds are added. Goodwill beyond the price counts as refund. A refund whose sale stands in an older settlement
        that is not at hand cannot be judged.
    What to do:
        Open one case with the line ids listed. More than 10 claims at once need a second person.

    中文

    发现什么:
        同一订单行的退款(现有全部结算合计)超过买家为其支付的金额。
    为何重要:
        没有理由退给买家超过其支付的金额:多退的部分是亚马逊或同事的差错,只有提出才能追回。
    公式:
        按订单行(order-item-code,没有时按 SKU):Σ 退款 > Σ 收款,按精确小数计算,不含税;包括商品、运费、礼品包装和促销。
        数值为差额,分子为退款,分母为收款。
    界限:
        无:相等不算。
    数据来源:
        settlement:transaction-type 为 Order 和 Refund,amount-type 为 ItemPrice 和 Promotion。
    陷阱:
        税由亚马逊代收代退,不计入。促销同时减少两边。多次部分退款相加。超出售价的善意补偿(Goodwill)计入退款。销售记录在
        更早、手头没有的结算中的退款无法判断。
    怎么做:
        附行号清单开一个 case。一次超过 10 个索赔须第二人审批。
    """
    lines = refunded_lines(ctx)
    over = lines.filter(pl.col("refunded") > pl.col("charges"))
    hits = list(_by_order(over).iter_rows(named=True))
    bulk = bulk_claim(ctx, len(hits))
    evidence = _evidence(ctx, over["order_id"].unique()) if hits else {}
    for hit in hits:
        yield _finding(ctx, hit, evidence[hit["order_id"]], bulk)
    yield from _without_sale(lines)


def _by_order(over: pl.DataFrame) -> pl.DataFrame:
    of = over.group_by("order_id", "currency", maintain_order=True)
    return of.agg(pl.col("refunded").sum(), pl.col("charges").sum(), pl.col("sku").drop_nulls().first())


def _evidence(ctx: Context[NoSettings], orders: pl.Series) -> Mapping[str, pl.DataFrame]:
    rows = pl.concat([sale_lines(ctx), refund_lines(ctx)]).select(LINE_SHOWN)
    return rows_by_key(rows, "order_id", orders)


def _finding(ctx: Context[NoSettings], hit: Mapping[str, Any], rows: pl.DataFrame, bulk: tuple[Words, ...]) -> Finding:
    currency, over = hit["currency"] or "", hit["refunded"] - hit["charges"]
    return Finding(
        Subject("order", hit["order_id"]),
        Severity.WARNING,
        TITLE.fill(
            back=money(hit["refunded"], currency), paid=money(hit["charges"], currency), x=money(over, currency)
        ),
        ACTION,
        figure=Figure("difference", over, hit["refunded"], hit["charges"], "money"),
        evidence=(rows,),
        due=ctx.close(),
        impact=Money(over, currency) if currency else None,
        needs_approval=bool(bulk),
        about=(Subject("sku", hit["sku"]),) if hit["sku"] else (),
        notes=bulk,
        proposals=claim(over, currency, REASON, order_id=hit["order_id"], sku=hit["sku"]),
    )


def _without_sale(lines: pl.DataFrame) -> Iterator[NotJudged]:
    """Orders sold before the oldest settlement at hand. Where that is every one of them, nothing was judged."""
    unsold = lines.filter(pl.col("charges").is_null(), pl.col("refunded") > 0)["order_id"].unique(maintain_order=True)
    blind = len(unsold) > 0 and lines["charges"].null_count() == lines.height
    verdict = Verdict.NO_DATA if blind else Verdict.NOT_APPLICABLE
    for id_ in unsold:
        yield NotJudged(verdict, NO_SALE.fill(id=id_), Subject("order", id_))
