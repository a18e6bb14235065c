"""Merchant orders whose ship-by limit has passed without a confirmed parcel."""

from collections.abc import Iterator
from datetime import UTC, timedelta

import polars as pl

from cockpit.api import (
    Context,
    Figure,
    Finding,
    Line,
    NoSettings,
    NotJudged,
    OpenOrder,
    OpenOrders,
    Pane,
    Severity,
    Words,
    both_clocks,
    check,
    elapsed,
    span,
)

TITLE = Words(
    "Order {order} is {late} past Amazon's ship-by, {units} to ship",
    "订单 {order} 已超亚马逊最晚发货时间 {late},待发 {units} 件",
)
ACTION = Words(
    "Ship and confirm now, or message the buyer and agree a cancellation request; do not confirm without a parcel.",
    "立即发货并确认;发不出时先与买家沟通由其发起取消,严禁虚假发货。",
)
WAS_DUE = Words("Ship-by was {time}", "最晚发货时间为 {time}")

# Past the limit means after it, and times are read to the microsecond.
JUST_AFTER = timedelta(microseconds=1)


@check(
    "F-01",
    Words("Past Amazon's ship-by", "已过最晚发货时间"),
    pane=Pane.MORNING,
    needs=("unshipped-orders",),
    severities=(Severity.CRITICAL,),
    yields_to=("F-06",),
)
def past_ship_by(ctx: Context[NoSettings]) -> Iterator[Finding | NotJudged]:
    """Merchant orders that should have been confirmed as shipped by now.

    What it finds:
        Every order with units still to ship whose promise date has passed; one issue an order, whatever it holds.
    Why it matters:
        An order confirmed after its expected ship date counts into the late shipment rate (Amazon's line: under 4% over
        10 and over 30 days), and left alone it is cancelled by Amazon and counts as a cancellation defect too.
    Formula:
        quantity-to-ship > 0 and now > promise-date, the earliest one of the order's open items. The figure is the hours
        since then on the clock: what counts is the moment, not the day.
    Lines:
        Amazon's: the promise date itself. Exactly at the promise date the order is still in time.
    Feeds:
        unshipped-orders: order-id, quantity-to-ship, promise-date, payments-date.
    Traps:
        days-past-promise was true only when the file was exported, so it is not read. A promise of 06:59:59 UTC is the
        end of the day before in Los Angeles. Partly shipped orders are judged by what is left. Orders without a payment
        date are pending and carry no duty yet. An order shipped after the export still stands here until the next one.
        Where the same order has come near Amazon's automatic cancellation, F-06 speaks for both.
    What to do:
        Ship and confirm now, or agree with the buyer that they ask for cancellation. Never confirm without a parcel. To
        cancel in bulk a second person has to agree.

    中文

    发现什么:
        仍有待发数量且承诺发货时间已过的自发货订单;一个订单无论有几件商品只算一个问题。
    为何重要:
        超过预计发货日才确认的订单计入迟发率(亚马逊红线:10 天和 30 天均低于 4%);一直不处理会被自动取消,还要计入
        取消率。
    公式:
        quantity-to-ship > 0 且现在 > promise-date(取该订单未发商品中最早的一个)。数值为已超过的小时数,按时刻而
        不是按天计算。
    界限:
        亚马逊红线即承诺发货时间本身;正好等于承诺时间仍算及时。
    数据来源:
        unshipped-orders:order-id、quantity-to-ship、promise-date、payments-date。
    陷阱:
        days-past-promise 只在导出那一刻正确,因此不读取。承诺时间 06:59:59 UTC 是洛杉矶前一天的末尾。部分发货的
        订单按剩余数量判断。没有付款时间的订单为待付款,暂无发货义务。导出之后才发货的订单,要到下一次导出才会消失。
        临近自动取消时由 F-06 统一提示。
    怎么做:
        立即发货并确认;发不出时先与买家沟通由其发起取消,没有包裹绝不确认发货。批量取消须第二人审批。
    """
    orders = OpenOrders.of(ctx)
    promise, now = pl.col("promise_date"), ctx.now.astimezone(UTC)
    ahead = orders.earliest("promise_date", promise >= now)
    if ahead is not None:
        ctx.changes_at(ahead + JUST_AFTER)
    for order in orders.where(promise < now):
        yield _finding(ctx, order)
    yield from orders.unreadable("promise_date", "promise-date")


def _finding(ctx: Context[NoSettings], order: OpenOrder) -> Finding:
    promise = order.promise or ctx.now
    late = elapsed(promise, ctx.now)
    return Finding(
        subject=order.subject,
        severity=Severity.CRITICAL,
        title=TITLE.fill(order=order.id, late=span(late), units=order.units),
        action=ACTION,
        figure=Figure("hours_past_ship_by", late / timedelta(hours=1), unit="hours"),
        lines=(Line("amazon", 0, crossed=True, source="Amazon help: Late shipment rate", as_of="2026-10-01"),),
        evidence=(order.rows,),
        due=promise,
        notes=(WAS_DUE.fill(time=both_clocks(promise, ctx.clock, ctx.marketplace)), *order.notes),
    )
