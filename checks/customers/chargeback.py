"""Chargebacks that wait for our side of the story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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
    both_clocks,
    check,
    over_refund_limit,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[customers], as far as chargebacks go."""

    chargeback_d: float = setting(
        7, "answer within so many calendar days of Amazon's e-mail", source="Amazon help: Chargebacks",
        as_of="2026-10-01", unit="days",
    )  # fmt: skip
    chargeback_crit_d: float = setting(2, "so few days left are critical", unit="days")


ANSWER = Words("Chargeback {id} on order {order}: answer by {when}", "订单 {order} 的拒付 {id}:请在 {when} 前回复")
LATE = Words(
    "Chargeback {id} on order {order}: the answer was due {when}", "订单 {order} 的拒付 {id}:{when} 前就该回复"
)
ACTION = Words(
    "Represent with ship date, method, tracking, correspondence; or refund.",
    "提交发货日期、方式、单号、沟通记录抗辩,或退款。",
)
NO_STATE = Words("chargeback {id}: “{state}” is no state of a chargeback", "拒付 {id}:“{state}” 不是拒付状态")
OPEN = "action_required"
SETTLED = ("submitted", "won", "lost")
SHOWN = ("chargeback_id", "notified_at", "state", "order_id", "deadline", "amount", "currency", FILE, ROW)


@check(
    "C-04",
    Words("Chargeback", "拒付"),
    pane=Pane.EVENING,
    also_in=(Pane.MORNING,),
    needs=("chargebacks",),
    settings=Settings,
    section="customers",
)
def chargeback(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Chargebacks that wait for our side of the story.

    What it finds:
        Chargebacks that require an action: a warning, critical with 2 days or less to answer, and after the deadline.
    Why it matters:
        A chargeback without an answer in time is lost, and counts as an order defect.
    Formula:
        Due: the deadline where the list has one, else Amazon's e-mail + 7 calendar days, on the elapsed clock.
    Lines:
        chargeback_d (7 days, Amazon). chargeback_crit_d (2 days, our own); exactly 2 days left are critical.
    Feeds:
        chargebacks, kept by hand or from an ERP: id, notified, state, deadline, order, amount.
    Traps:
        Weekends and holidays count. What is submitted, won or lost needs nothing now. A state that is none of these
        leaves the chargeback unsure.
    What to do:
        Represent with ship date, method, tracking and correspondence, or refund. A refund above the limit needs a
        second person.

    中文

    发现什么:
        需要回复的拒付:预警;剩余 2 天及以内以及逾期为紧急。
    为何重要:
        逾期未回复的拒付即告败诉,并计入订单缺陷。
    公式:
        截止:列表中有截止时间则按其计,否则为亚马逊邮件时间 + 7 个自然日。
    界限:
        chargeback_d(7 天,亚马逊)。chargeback_crit_d(2 天,自定);正好剩 2 天为紧急。
    数据来源:
        chargebacks,手工或 ERP:编号、通知时间、状态、截止时间、订单、金额。
    陷阱:
        周末和节假日照计。已提交、已胜诉、已败诉的暂无需处理。状态不属于这些词时不作判定。
    怎么做:
        提交发货日期、方式、单号和沟通记录抗辩,或退款。超过限额的退款须第二人审批。
    """
    rows = ctx.frame("chargebacks")
    for row in rows.filter(~pl.col("state").is_in(SETTLED)).iter_rows(named=True):
        if row["state"] == OPEN:
            of_row = rows.filter(pl.col(FILE) == row[FILE], pl.col(ROW) == row[ROW]).select(SHOWN)
            yield _finding(ctx, row, of_row)
        else:
            reason = NO_STATE.fill(id=row["chargeback_id"], state=row["state"])
            yield NotJudged(Verdict.NO_DATA, reason, Subject("claim", row["chargeback_id"]))


def _finding(ctx: Context[Settings], row: Mapping[str, Any], evidence: pl.DataFrame) -> Finding:
    due = _due(ctx, row)
    last = due - timedelta(days=ctx.settings.chargeback_crit_d)
    ctx.changes_at(last)
    ctx.changes_at(due)
    critical, late = ctx.now >= last, ctx.now > due
    return Finding(
        Subject("claim", row["chargeback_id"]),
        Severity.CRITICAL if critical else Severity.WARNING,
        (LATE if late else ANSWER).fill(
            id=row["chargeback_id"], order=row["order_id"] or "–", when=both_clocks(due, ctx.clock, ctx.marketplace)
        ),
        ACTION,
        figure=Figure("days_left", (due - ctx.now) / timedelta(days=1), unit="days"),
        lines=(
            ctx.line("amazon", "chargeback_d", crossed=late),
            ctx.line("internal", "chargeback_crit_d", crossed=critical),
        ),
        evidence=(evidence,),
        due=due,
        impact=Money(row["amount"], row["currency"]) if row["amount"] is not None and row["currency"] else None,
        needs_approval=over_refund_limit(ctx, row["amount"]),
        also_in=(Pane.MORNING,),
        about=(Subject("order", row["order_id"]),) if row["order_id"] else (),
    )


def _due(ctx: Context[Settings], row: Mapping[str, Any]) -> datetime:
    told: datetime = row["deadline"] or row["notified_at"] + timedelta(days=ctx.settings.chargeback_d)
    return told.astimezone(UTC)
