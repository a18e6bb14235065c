"""Charges that stand twice in a settlement."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from cockpit.api import (
    LINE_SHOWN,
    Context,
    Figure,
    Finding,
    Money,
    NoSettings,
    Pane,
    Severity,
    Subject,
    Words,
    bulk_claim,
    check,
    claim,
    line_marks,
    money,
    named_lines,
    rows_by_key,
    with_currency,
)

TITLE = Words("{what} twice: {x} too much", "{what} 重复:多收 {x}")
TITLE_CREDIT = Words("{what} posted twice: {x}", "{what} 重复入账:{x}")
ACTION = Words("Open one case with the line ids listed.", "附行号清单开一个 case。")

SAME = (
    "settlement_id", "transaction_type", "order_id", "adjustment_id", "amount_type", "amount_description", "sku",
    "order_item_code", "merchant_adjustment_item_id", "posted_date_time", "amount", "quantity_purchased",
    "promotion_id",
)  # fmt: skip
SHOWN = (*LINE_SHOWN[:6], "merchant_adjustment_item_id", "shipment_id", *LINE_SHOWN[6:])
NAMES_SHOWN = 2
_OWNER = "_owner"  # the order, else the settlement
_OWNER_OF = pl.coalesce("order_id", "settlement_id").alias(_OWNER)
# Of these few columns hardly two lines have the same; rows without an amount stand out by their moment. An order item
# is of one order: its id says no more, and takes as long as two of the others.
TELLING = ("order_item_code", "amount_description", "amount", "posted_date_time")
REASON = Words("charged twice", "重复扣费")


@check(
    "P-04",
    Words("Duplicate charge", "重复扣费"),
    pane=Pane.MONTH_END,
    needs=("settlement",),
    section="finance",
    severities=(Severity.WARNING,),
)
def duplicate_charge(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Charges that stand twice in a settlement.

    What it finds:
        Per order (or settlement, for charges without an order), two or more lines of one settlement that agree in
        every particular.
    Why it matters:
        A doubled fee is money that Amazon returns only when it is asked to.
    Formula:
        Lines are the same when they are equal in settlement-id, transaction-type, order-id, adjustment-id, amount-type,
        amount-description, sku, order-item-code, merchant-adjustment-item-id, posted-date-time, amount, quantity and
        promotion-id. The figure is what is charged too much: all of these lines (numerator) less each once
        (denominator).
    Lines:
        None: two equal lines are enough.
    Feeds:
        settlement, V1 or V2.
    Traps:
        An order of several units has a line for each order-item-code: these differ. Two vouchers of one amount differ
        in promotion-id. The same settlement delivered twice counts once. Reserves, rows without an amount and credits
        without an order (two lost units reimbursed in one second) are no charges.
    What to do:
        Open one case with the line ids listed. More than 10 claims at once need a second person.

    中文

    发现什么:
        每个订单(无订单号的按结算),同一结算中各项完全相同的两行或多行。
    为何重要:
        重复扣费须由卖家提出,亚马逊才会退还。
    公式:
        以下各项全部相同即为同一行:settlement-id、transaction-type、order-id、adjustment-id、amount-type、
        amount-description、sku、order-item-code、merchant-adjustment-item-id、posted-date-time、amount、数量、
        promotion-id。数值为多收金额:所有重复行合计(分子)减去各算一次(分母)。
    界限:
        无:两行相同即提示。
    数据来源:
        settlement(V1 或 V2)。
    陷阱:
        多件订单每个 order-item-code 各有一行,并不相同。金额相同的两张优惠券 promotion-id 不同。同一结算下载两次只算
        一次。预留金、无金额的行、无订单号的入账(同一秒赔付的两件丢失商品)不是扣费。
    怎么做:
        附行号清单开一个 case。一次超过 10 个索赔须第二人审批。
    """
    equal = with_currency(ctx, equal_lines(ctx.frame("settlement")))
    evidence = rows_by_key(equal.select(_OWNER, *SHOWN), _OWNER, equal[_OWNER].unique(), keep_key=False)
    hits = list(_hits(equal).iter_rows(named=True))
    bulk = bulk_claim(ctx, len(hits))
    for hit in hits:
        yield _finding(ctx, hit, evidence[hit[_OWNER]], bulk)


def equal_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines that have an equal one, with the order (else the settlement) that they belong to.

    A number for a few of their columns is compared first, sorted: of two million lines hardly any is left.
    """
    marks = line_marks(lines, TELLING)
    ordered = marks.sort(multithreaded=False)  # in parts, on several threads, it takes half as much again
    twice = ordered.filter(ordered == ordered.shift(1)).unique()
    if twice.is_empty():
        return lines.clear().with_columns(_OWNER_OF)
    likely = lines.filter(marks.is_in(twice.implode()))
    counted = likely.filter(
        pl.col("amount").is_not_null() & (pl.col("amount") != 0),
        (pl.col("amount") < 0) | pl.col("order_id").is_not_null(),
        named_lines(likely, "amount_description", lambda word: "reserveamount" in word).not_(),
    )
    return counted.filter(pl.struct(SAME).is_duplicated()).with_columns(_OWNER_OF)


def _hits(equal: pl.DataFrame) -> pl.DataFrame:
    """One row per order or settlement and currency: what stands there, and what it would be if it stood once."""
    groups = equal.group_by(*SAME, _OWNER, "currency", maintain_order=True).agg(pl.len().alias("times"))
    of = groups.group_by(_OWNER, "currency", maintain_order=True)
    return of.agg(
        (pl.col("amount") * pl.col("times")).sum().alias("all"),
        pl.col("amount").sum().alias("once"),
        pl.col("amount_description").unique(maintain_order=True).alias("names"),
        pl.col("order_id", "settlement_id", "sku").first(),
    )


def _finding(ctx: Context[NoSettings], hit: Mapping[str, Any], rows: pl.DataFrame, bulk: tuple[Words, ...]) -> Finding:
    currency, extra = hit["currency"] or "", hit["once"] - hit["all"]
    names = [name or "-" for name in hit["names"]]
    what = ", ".join(names[:NAMES_SHOWN]) + (", …" if len(names) > NAMES_SHOWN else "")
    subject = Subject("order" if hit["order_id"] else "settlement", hit[_OWNER])
    title = TITLE if extra > 0 else TITLE_CREDIT
    return Finding(
        subject,
        Severity.WARNING,
        title.fill(what=what, x=money(abs(extra), currency)),
        ACTION,
        figure=Figure("difference", abs(extra), abs(hit["all"]), abs(hit["once"]), "money"),
        evidence=(rows,),
        due=ctx.close(),
        impact=Money(extra, currency) if currency and extra > 0 else None,
        needs_approval=bool(bulk),
        about=(Subject("sku", hit["sku"]),) if hit["sku"] else (),
        notes=bulk,
        proposals=claim(
            extra,
            currency,
            REASON,
            order_id=hit["order_id"],
            settlement_id=hit["settlement_id"],
            sku=hit["sku"],
        ),
    )
