"""Merchant orders that must be confirmed within the next hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta

import polars as pl

from cockpit.api import (
    Context,
    Figure,
    Finding,
    Line,
    NotJudged,
    OpenOrder,
    OpenOrders,
    Pane,
    Severity,
    Words,
    both_clocks,
    check,
    elapsed,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[fulfilment], as far as this check needs it."""

    due_hours: float = setting(24.0, "Warn when an order's ship-by comes within so many hours", unit="h")


TITLE = Words(
    "Order {order} must ship within {left}, {units} to ship (warned {line} ahead)",
    "订单 {order} 须在 {left}内发货,待发 {units} 件(提前 {line}预警)",
)
ACTION = Words("Pack and confirm before {time}.", "请在 {time} 前打包并确认发货。")


@check(
    "F-02",
    Words("Ship-by within 24 h", "24 小时内须发货"),
    pane=Pane.MORNING,
    needs=("unshipped-orders",),
    settings=Settings,
    section="fulfilment",
    severities=(Severity.WARNING,),
    yields_to=("F-06", "F-01"),
)
def ship_by_near(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Merchant orders whose ship-by limit comes within the next 24 hours.

    What it finds:
        Orders with units to ship and a promise date from now to 24 hours ahead, both ends included.
    Why it matters:
        This is the last working day on which the order can still be confirmed in time (F-01 tells what lateness costs).
    Formula:
        quantity-to-ship > 0 and now <= promise-date <= now + due_hours, the earliest promise of the order's open items.
        The figure is the hours left.
    Lines:
        due_hours (our own, 24). Amazon's line is the promise date itself, not crossed here.
    Feeds:
        unshipped-orders: order-id, quantity-to-ship, promise-date, payments-date.
    Traps:
        The hours are counted on the clock, weekends included: the promise date already leaves out what Amazon leaves
        out. Pending orders (no payment date) carry no duty yet. days-past-promise is not read.
    What to do:
        Pack and confirm before the time named; the marketplace's own time stands beside it.

    中文

    发现什么:
        仍有待发数量、承诺发货时间在现在起 24 小时以内的订单,两端都算在内。
    为何重要:
        这是还能按时确认的最后一个工作日;迟发的代价见 F-01。
    公式:
        quantity-to-ship > 0 且 现在 <= promise-date <= 现在 + due_hours,取未发商品中最早的承诺时间。数值为剩余
        小时数。
    界限:
        due_hours(我们自己的设置,24)。亚马逊红线是承诺时间本身,此处尚未越过。
    数据来源:
        unshipped-orders:order-id、quantity-to-ship、promise-date、payments-date。
    陷阱:
        小时按自然时间计算,周末照算:承诺时间已经扣除了亚马逊允许扣除的日子。待付款订单(没有付款时间)暂无发货义务。
        不读取 days-past-promise。
    怎么做:
        在所示时间之前打包并确认发货;旁边同时写有站点当地时间。
    """
    orders = OpenOrders.of(ctx)
    promise, now = pl.col("promise_date"), ctx.now.astimezone(UTC)
    reach = timedelta(hours=ctx.settings.due_hours)
    ahead = orders.earliest("promise_date", promise > now + reach)
    if ahead is not None:
        ctx.changes_at(ahead - reach)
    for order in orders.where(promise.is_between(now, now + reach)):
        yield _finding(ctx, order)
    yield from orders.unreadable("promise_date", "promise-date")


def _finding(ctx: Context[Settings], order: OpenOrder) -> Finding:
    promise = order.promise or ctx.now
    left = elapsed(ctx.now, promise)
    ctx.changes_at(promise + timedelta(microseconds=1))  # then it is F-01's
    return Finding(
        subject=order.subject,
        severity=Severity.WARNING,
        title=TITLE.fill(
            order=order.id, left=span(left), units=order.units, line=span(timedelta(hours=ctx.settings.due_hours))
        ),
        action=ACTION.fill(time=both_clocks(promise, ctx.clock, ctx.marketplace)),
        figure=Figure("hours_left", left / timedelta(hours=1), unit="hours"),
        lines=(
            Line("amazon", 0, crossed=False, source="Amazon help: Late shipment rate", as_of="2026-10-01"),
            ctx.line("internal", "due_hours", crossed=True),
        ),
        evidence=(order.rows,),
        due=promise,
        notes=order.notes,
    )
