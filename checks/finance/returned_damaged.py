"""Returned units that Amazon or its carrier damaged and that nobody paid for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    CLAIM_CLOSED,
    CLAIM_RULES,
    FBA_RETURNS,
    REIMBURSEMENTS,
    RETURN_SHOWN,
    SETTLEMENT,
    ClaimWindow,
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
    bulk_claim,
    check,
    claim,
    dicts_by_key,
    expired_tag,
    fba_refunds,
    home_currency,
    named_lines,
    reimbursed_of_orders,
    reimbursements,
    rows_by_key,
    setting,
    unit_costs,
    with_windows,
    zone_of,
)

DISPOSITIONS = frozenset({"damaged", "carrierdamaged"})


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    returns_window: Mapping[str, Any] = setting(
        {"US": [60, 120], "default": [45, 105]},
        "a unit that came back damaged by Amazon is claimed from so many days after the refund until so many",
        source=CLAIM_RULES,
        as_of="2024-10-23",
    )
    fc_wait_days: int = setting(30, "so long Amazon pays by itself before you claim", unit="days")


TITLE = Words(
    "Came back {what} on {day}, {units} {units|unit|units}: not paid for in {age} d",
    "{day} 退回 {units} 件,{what}:{age} 天未获赔偿",
)
EXPIRED = Words(
    "Came back {what} on {day}, {units} {units|unit|units}: the claim window closed on {last}",
    "{day} 退回 {units} 件,{what}:索赔期已于 {last} 截止",
)
ACTION = Words("Ask for the disposition decision with photos from a removal.", "移除取证后申诉处置结果。")
WINDOW = Words("Claims are taken from {a} to {b}.", "索赔期为 {a} 至 {b}。")
FROM_RETURN = Words(
    "Its refund stands in no settlement at hand: the window is counted from the return.",
    "现有结算没有其退款:索赔期自退货日起算。",
)
EARLY = Words(
    "order {id}: came back damaged on {day}; Amazon has {wait} d to pay",
    "订单 {id}:{day} 损坏退回;亚马逊有 {wait} 天自行赔偿",
)
REASON = Words("returned, damaged by Amazon or its carrier", "退回时被亚马逊或其承运商损坏")
ATTACH = Words("photos of the unit from a removal", "移除后拍摄的实物照片")


@check(
    "P-08",
    Words("Returned damaged by Amazon or carrier", "退货被亚马逊或承运商损坏"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    needs=(FBA_RETURNS, REIMBURSEMENTS),
    wants=(SETTLEMENT, "all-orders", "sku-master"),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING, Severity.INFO),
)
def returned_damaged(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Returned units that Amazon or its carrier damaged and that nobody paid for.

    What it finds:
        Returns with the disposition DAMAGED or CARRIER_DAMAGED without a reimbursement within 30 days.
    Why it matters:
        What Amazon or its carrier broke Amazon pays for, not you; what it forgets has to be claimed in time.
    Formula:
        Returned units of these dispositions − reimbursed units > 0 for each order and SKU, 30 days or more after the
        return. The figure is the days since the return. Claim window: as in P-05, counted from the refund, else from
        the return.
    Lines:
        fc_wait_days (30, our own): exactly 30 is raised, younger returns are not judged. returns_window (Amazon's):
        after it the issue is information, with the tag expired.
    Feeds:
        fba-returns: detailed-disposition, quantity. reimbursements: amazon-order-id, sku. settlement: the day and the
        amount of the refund. SKU master: cost, where the refund is not at hand.
    Traps:
        CUSTOMER_DAMAGED and DEFECTIVE are not Amazon's doing. A reimbursement that was taken back does not count. A
        return whose row itself says Reimbursed is not raised.
    What to do:
        Ask for the disposition decision with photos from a removal. More than 10 claims at once need a second person.

    中文

    发现什么:
        处置状态为 DAMAGED 或 CARRIER_DAMAGED、30 天内未获赔偿的退货。
    为何重要:
        亚马逊或其承运商损坏的由亚马逊赔偿;遗漏的须在期限内提出。
    公式:
        按订单和 SKU:此类退货件数 − 已赔偿件数 > 0,且退货已满 30 天。数值为退货至今的天数。索赔期同 P-05,自退款日起
        算,没有退款时自退货日起算。
    界限:
        fc_wait_days(30,自定):正好 30 天即提示,更新的退货不判断。returns_window(亚马逊规定):过期后为提示,标签为已
        过期。
    数据来源:
        fba-returns:detailed-disposition、数量。reimbursements:amazon-order-id、sku。settlement:退款日期和金额。没有退款
        时取 SKU 主档的成本。
    陷阱:
        CUSTOMER_DAMAGED 和 DEFECTIVE 不是亚马逊造成的。被收回的赔偿不算。退货行自身标明 Reimbursed 的不提示。
    怎么做:
        移除取证后申诉处置结果。一次超过 10 个索赔须第二人审批。
    """
    today = ctx.clock.today(ctx.marketplace)
    ctx.changes_at(ctx.clock.end_of_day(today, ctx.marketplace))
    unpaid = with_windows(_unpaid(ctx), "since", ctx.settings.returns_window, ctx.marketplace)
    age = pl.lit(today) - pl.col("returned_day")
    waited = age >= pl.duration(days=ctx.settings.fc_wait_days)
    hits = unpaid.filter(waited)
    yield from _findings(ctx, hits, today)
    rest = unpaid.filter(~waited, pl.col("order_id").is_in(hits["order_id"].implode()).not_())
    for row in rest.unique("order_id", maintain_order=True).iter_rows(named=True):
        early = EARLY.fill(id=row["order_id"], day=ctx.day(row["returned_day"]), wait=ctx.settings.fc_wait_days)
        yield NotJudged(Verdict.IMMATURE, early, Subject("order", row["order_id"]))


def _damaged(ctx: Context[Settings]) -> pl.DataFrame:
    rows = ctx.frame(FBA_RETURNS)
    settled = named_lines(rows, "status", {"reimbursed"}.__contains__)
    return rows.filter(named_lines(rows, "detailed_disposition", DISPOSITIONS.__contains__), ~settled)


def _unpaid(ctx: Context[Settings]) -> pl.DataFrame:
    """Per order and SKU ``missing`` units, ``returned_day``, the refund's ``amount`` a unit, ``since`` its day."""
    returned = pl.col("return_date").dt.convert_time_zone(str(zone_of(ctx.marketplace))).dt.date()
    sums = (
        _damaged(ctx)
        .group_by("order_id", "sku", maintain_order=True)
        .agg(
            pl.col("quantity").fill_null(1).sum().alias("came"),
            returned.min().alias("returned_day"),
            pl.col("detailed_disposition").first().alias("what"),
            pl.when(pl.col("fnsku").drop_nulls().n_unique() == 1).then(pl.col("fnsku").drop_nulls().first()),
        )
    )
    paid = reimbursed_of_orders(reimbursements(ctx))
    known = fba_refunds(ctx).unique(["order_id", "sku"], keep="first", maintain_order=True)
    refunds = known.select("order_id", "sku", "currency", "refunded", "units", pl.col("day").alias("refund_day"))
    for more in (paid, refunds):
        sums = sums.join(more, on=["order_id", "sku"], how="left", maintain_order="left")
    missing = pl.col("came") - pl.col("reimbursed").fill_null(0)
    return sums.with_columns(missing=missing, since=pl.coalesce("refund_day", "returned_day")).filter(
        pl.col("missing") > 0, pl.col("returned_day").is_not_null()
    )


def _findings(ctx: Context[Settings], hits: pl.DataFrame, today: date) -> Iterator[Finding]:
    if hits.is_empty():
        return
    live = hits.filter((pl.col("claim_until") >= today).fill_null(value=True))
    bulk = bulk_claim(ctx, live["order_id"].n_unique())
    evidence = rows_by_key(_damaged(ctx).select(RETURN_SHOWN), "order_id", hits["order_id"].unique())
    costs = unit_costs(ctx, hits["sku"].drop_nulls())
    for order, rows in dicts_by_key(hits, "order_id", by="claim_until").items():
        yield _finding(ctx, rows, evidence[order], costs, bulk)


def _finding(
    ctx: Context[Settings],
    rows: Sequence[Mapping[str, Any]],
    evidence: pl.DataFrame,
    costs: Mapping[str, Decimal],
    bulk: tuple[Words, ...],
) -> Finding:
    today, order = ctx.clock.today(ctx.marketplace), rows[0]["order_id"]
    live = [row for row in rows if row["claim_until"] is None or row["claim_until"] >= today]
    shown = live or rows
    first, severity = shown[0], Severity.WARNING if live else Severity.INFO
    age = max((today - row["returned_day"]).days for row in shown)
    said = {
        "what": first["what"], "day": ctx.day(first["returned_day"]), "units": sum(row["missing"] for row in shown),
        "age": age,
    }  # fmt: skip
    worth = [_worth(ctx, row, costs) for row in shown]
    title = (
        TITLE.fill(**said)
        if live or first["claim_until"] is None
        else EXPIRED.fill(**said, last=ctx.day(first["claim_until"]))
    )
    return Finding(
        Subject("order", order),
        severity,
        title,
        ACTION if live else CLAIM_CLOSED,
        figure=Figure("age", age, unit="days"),
        lines=(ctx.line("internal", "fc_wait_days", crossed=True),),
        evidence=(evidence,),
        due=ctx.clock.end_of_day(first["claim_until"], ctx.marketplace) if first["claim_until"] else None,
        tags=expired_tag(severity),
        impact=_impact(worth) if live else None,
        needs_approval=bool(bulk) and bool(live),
        also_in=(Pane.MONTH_END,),
        about=tuple(Subject("sku", row["sku"]) for row in shown if row["sku"]),
        notes=(*_notes(ctx, first), *(bulk if live else ())),
        proposals=tuple(
            one for row, (x, currency) in zip(live, worth, strict=False) for one in _claim(row, x, currency)
        ),
    )


def _worth(ctx: Context[Settings], row: Mapping[str, Any], costs: Mapping[str, Decimal]) -> tuple[Decimal | None, str]:
    """What the units are worth: what was refunded for them, else what they cost."""
    if row["refunded"] is not None:
        refunded: Decimal = row["refunded"]
        return refunded * min(row["missing"], row["units"]) / row["units"], row["currency"] or ""
    cost = costs.get(row["sku"])
    return None if cost is None else cost * row["missing"], home_currency(ctx)


def _impact(worth: Sequence[tuple[Decimal | None, str]]) -> Money | None:
    currencies = {currency for _, currency in worth}
    amounts = [x for x, _ in worth if x is not None]
    if len(currencies) > 1 or len(amounts) < len(worth) or not all(currencies):
        return None
    return Money(sum(amounts, Decimal(0)), currencies.pop())


def _claim(row: Mapping[str, Any], amount: Decimal | None, currency: str) -> Any:
    window = {"since": row["claim_from"], "until": row["claim_until"]}
    what = {"order_id": row["order_id"], "sku": row["sku"], "fnsku": row["fnsku"], "quantity": row["missing"]}
    return claim(amount, currency, REASON, **what, **window, attach=ATTACH)


def _notes(ctx: Context[Any], row: Mapping[str, Any]) -> Iterator[Words]:
    if row["claim_from"] is not None:
        window = ClaimWindow(row["claim_from"], row["claim_until"])
        yield WINDOW.fill(a=ctx.day(window.first), b=ctx.day(window.last))
    if row["refund_day"] is None:
        yield FROM_RETURN
