"""FBA units that were refunded and that neither came back nor were paid for."""

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
    LINE_SHOWN,
    REIMBURSEMENTS,
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
    money,
    not_returned,
    refund_lines,
    rows_by_key,
    setting,
    standing,
    with_windows,
)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    returns_window: Mapping[str, Any] = setting(
        {"US": [60, 120], "default": [45, 105]},
        "a unit that was refunded and not returned is claimed from so many days after the refund until so many",
        source=CLAIM_RULES,
        as_of="2024-10-23",
    )
    claim_crit_days: int = setting(14, "so many days before a claim window ends it is critical", unit="days")
    returnless_below: float = setting(
        0, "you refund up to this price a unit without asking for a return (local currency)", unit="money"
    )


TITLE = Words(
    "Refunded {day}, not returned: {units} {units|unit|units}, {x}; {left} d left to claim",
    "{day} 退款未退货:{units} 件,{x};索赔还剩 {left} 天",
)
EXPIRED = Words(
    "Refunded {day}, not returned: {units} {units|unit|units}, {x}; the claim window closed on {last}",
    "{day} 退款未退货:{units} 件,{x};索赔期已于 {last} 截止",
)
ACTION = Words("Claim order {id} between {a} and {b}.", "订单 {id} 可在 {a} 至 {b} 之间索赔。")
EARLY = Words("order {id}: refunded {day}, may still come back until {a}", "订单 {id}:{day} 退款,{a} 之前仍可能退回")
UNKNOWN = Words("order {id}: no report at hand says who fulfilled it", "订单 {id}:现有报表未说明由谁配送")
NO_SALE = Words(
    "Its sale stands in no report at hand: check that the whole price was refunded.",
    "现有报表没有其销售记录:请核对是否为全额退款。",
)
SINCE = Words(
    "The returns at hand begin on {day}: export those since the refund before you claim.",
    "现有退货报表从 {day} 开始:索赔前请导出退款以来的退货。",
)
REASON = Words("refunded, not returned", "已退款未退货")
ATTACH = Words(
    "the refund's line in the settlement; the returns report without the order", "结算中的退款行;没有该订单的退货报表"
)


@check(
    "P-05",
    Words("Refunded, never returned (FBA)", "退款未退货(FBA)"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    needs=(SETTLEMENT, FBA_RETURNS, REIMBURSEMENTS),
    wants=("all-orders",),
    settings=Settings,
    section="finance",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def refund_not_returned(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """FBA units that were refunded and that neither came back nor were paid for.

    What it finds:
        Orders fulfilled by Amazon of which a unit was refunded in full, with no return and no reimbursement for it.
    Why it matters:
        Amazon refunds before the parcel is back. When it never comes Amazon owes you the unit, but only on request and
        only inside the window: after it the money is lost.
    Formula:
        Refunded whole units − returned units − reimbursed units > 0, for each order and SKU. The figure is the days
        until the last day of the window. Window: from 60 to 120 days after the refund in the US, from 45 to 105
        elsewhere, both days included; the rule of the refund's day holds.
    Lines:
        returns_window (Amazon's). claim_crit_days (14, our own): exactly 14 days left is critical. After the window:
        information, with the tag expired.
    Feeds:
        settlement: Refund lines with fulfillment-id AFN. fba-returns and reimbursements: order-id, sku, quantity. All
        orders: who fulfilled, how many units, the price, where the settlement with the sale is not at hand.
    Traps:
        Left out: merchant orders, partial refunds (less than the price of a unit), goodwill, refunds that the board
        says a colleague made, refunds up to returnless_below, replacements (nothing is refunded). A unit that came back
        damaged by the customer did come back. A reimbursement that was taken back does not count. Refunds younger than
        the window are not judged: the parcel may still come. Export returns back to the oldest refund.
    What to do:
        Claim each order between the two days. More than 10 claims at once need a second person.

    中文

    发现什么:
        亚马逊配送的订单中,已全额退款、却既没有退货也没有赔偿的商品。
    为何重要:
        亚马逊先退款后收货。货一直没回来时亚马逊应赔偿,但须主动提出,且只在索赔期内:过期即损失。
    公式:
        按订单和 SKU:全额退款件数 − 退货件数 − 已赔偿件数 > 0。数值为距索赔期最后一天的天数。索赔期:美国为退款后 60
        至 120 天,其他站点 45 至 105 天,首尾两天均含;按退款当日的规则。
    界限:
        returns_window(亚马逊规定)。claim_crit_days(14,自定):正好剩 14 天即紧急。过期后为提示,标签为已过期。
    数据来源:
        settlement:fulfillment-id 为 AFN 的 Refund 行。fba-returns 和 reimbursements:order-id、sku、数量。手头没有
        销售所在结算时,由所有订单报表提供配送方、件数和价格。
    陷阱:
        不计:自发货订单、部分退款(低于一件的价格)、善意补偿、看板记录为同事操作的退款、不超过 returnless_below 的退
        款、换货(没有退款)。客户损坏的退货也算已退回。被收回的赔偿不算。未到索赔期的退款不判断:货可能仍在途。请导出
        自最早退款以来的退货。
    怎么做:
        在两个日期之间逐单索赔。一次超过 10 个索赔须第二人审批。
    """
    today = ctx.clock.today(ctx.marketplace)
    ctx.changes_at(ctx.clock.end_of_day(today, ctx.marketplace))
    cheap = pl.col("refunded") <= Decimal(str(ctx.settings.returnless_below)) * pl.col("units")
    rows = with_windows(not_returned(ctx).filter(~cheap), "day", ctx.settings.returns_window, ctx.marketplace)
    known = rows.filter(pl.col("fba").is_not_null(), pl.col("claim_from").is_not_null())
    begun = known.filter(pl.col("claim_from") <= today)
    yield from _findings(ctx, begun, today)
    for row in known.filter(pl.col("claim_from") > today).unique("order_id", maintain_order=True).iter_rows(named=True):
        early = EARLY.fill(id=row["order_id"], day=ctx.day(row["day"]), a=ctx.day(row["claim_from"]))
        yield NotJudged(Verdict.IMMATURE, early, Subject("order", row["order_id"]))
    for id_ in rows.filter(pl.col("fba").is_null())["order_id"].unique(maintain_order=True):
        yield NotJudged(Verdict.NO_DATA, UNKNOWN.fill(id=id_), Subject("order", id_))


def _findings(ctx: Context[Settings], begun: pl.DataFrame, today: date) -> Iterator[Finding]:
    """One for each order: of its units those that can still be claimed, else those that no longer can."""
    open_ = begun.filter(pl.col("claim_until") >= today)
    closed = begun.filter(pl.col("claim_until") < today, pl.col("order_id").is_in(open_["order_id"].implode()).not_())
    shown = pl.concat([open_, closed])
    if shown.is_empty():
        return
    bulk = bulk_claim(ctx, open_["order_id"].n_unique())
    evidence = rows_by_key(refund_lines(ctx).select(LINE_SHOWN), "order_id", shown["order_id"].unique())
    first_return = ctx.frame(FBA_RETURNS)["return_date"].min()
    for order, rows in dicts_by_key(shown, "order_id", by="claim_until").items():
        yield _finding(ctx, rows, evidence[order], bulk, first_return)


def _finding(
    ctx: Context[Settings],
    rows: Sequence[Mapping[str, Any]],
    evidence: pl.DataFrame,
    bulk: tuple[Words, ...],
    since: Any,
) -> Finding:
    first, today = rows[0], ctx.clock.today(ctx.marketplace)
    window = ClaimWindow(first["claim_from"], first["claim_until"])
    severity = standing(window, today, ctx.settings.claim_crit_days)
    late, left, currency = severity is Severity.INFO, window.left(today), first["currency"] or ""
    amount = sum((_worth(row) for row in rows if row["currency"] == first["currency"]), Decimal(0))
    shown = {"day": ctx.day(first["day"]), "units": sum(row["missing"] for row in rows), "x": money(amount, currency)}
    title = EXPIRED.fill(**shown, last=ctx.day(window.last)) if late else TITLE.fill(**shown, left=left)
    notes = (*_notes(ctx, rows, since), *(() if late else bulk))
    return Finding(
        Subject("order", first["order_id"]),
        severity,
        title,
        CLAIM_CLOSED if late else ACTION.fill(id=first["order_id"], a=ctx.day(window.first), b=ctx.day(window.last)),
        figure=Figure("days_left", left, unit="days"),
        lines=_lines(ctx, first, severity),
        evidence=(evidence,),
        due=ctx.clock.end_of_day(window.last, ctx.marketplace),
        tags=expired_tag(severity),
        impact=Money(amount, currency) if currency and not late else None,
        needs_approval=bool(bulk) and not late,
        also_in=(Pane.MONTH_END,),
        about=tuple(Subject("sku", row["sku"]) for row in rows if row["sku"]),
        notes=notes,
        proposals=() if late else tuple(one for row in rows for one in _claim(row)),
    )


def _worth(row: Mapping[str, Any]) -> Decimal:
    """What was refunded for the units that are missing."""
    refunded: Decimal = row["refunded"]
    missing, units = int(row["missing"]), int(row["units"])
    return refunded * missing / units


def _claim(row: Mapping[str, Any]) -> Any:
    return claim(
        _worth(row),
        row["currency"] or "",
        REASON,
        order_id=row["order_id"],
        sku=row["sku"],
        quantity=row["missing"],
        since=row["claim_from"],
        until=row["claim_until"],
        attach=ATTACH,
    )


def _lines(ctx: Context[Settings], row: Mapping[str, Any], severity: Severity) -> Any:
    whole = (row["claim_until"] - row["day"]).days
    return (
        ctx.line("amazon", "returns_window", crossed=severity is Severity.INFO, value=whole),
        ctx.line("internal", "claim_crit_days", crossed=severity is not Severity.WARNING),
    )


def _notes(ctx: Context[Any], rows: Sequence[Mapping[str, Any]], since: Any) -> Iterator[Words]:
    if not all(row["sure"] for row in rows):
        yield NO_SALE
    if since is not None and since.date() > rows[0]["day"]:
        yield SINCE.fill(day=ctx.day(since.date()))
