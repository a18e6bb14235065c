"""Merchant orders that Amazon is about to cancel by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import polars as pl

from cockpit.api import (
    Context,
    Figure,
    Finding,
    NotJudged,
    OpenOrder,
    OpenOrders,
    Pane,
    Severity,
    Words,
    both_clocks,
    check,
    nth_operating_day_after,
    setting,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[fulfilment], as far as this check needs it."""

    alarm_business_days: int = setting(
        3, "Alarm when so many Monday-Friday days after the ship-by have begun", unit="days"
    )
    autocancel_business_days: int = setting(
        7,
        "Amazon cancels an unconfirmed order so many Monday-Friday days after its ship-by",
        source="Amazon announcement: Auto cancellation timeline",
        as_of="2020-09-30",
        unit="days",
    )


TITLE = Words(
    "Order {order} is {past} business {past|day|days} past ship-by; Amazon cancels at {limit}",
    "订单 {order} 已超最晚发货 {past} 个工作日;满 {limit} 个工作日亚马逊自动取消",
)
ACTION = Words(
    "Will be auto-cancelled on {date} and count as a cancellation defect; decide with the supervisor today.",
    "将于 {date} 被自动取消并计入取消率,今天须与主管定夺。",
)
OVERDUE = Words(
    "Amazon's day to cancel it was {date}: look whether the order still stands; decide with the supervisor today.",
    "亚马逊自动取消日为 {date}:请核对订单是否仍有效,今天须与主管定夺。",
)
WAS_DUE = Words("Ship-by was {time}", "最晚发货时间为 {time}")
BULK = Words("Cancelling several at once needs a second person", "批量取消须第二人审批")

WEEK = 7


@check(
    "F-06",
    Words("Close to auto-cancel", "即将被自动取消"),
    pane=Pane.MORNING,
    needs=("unshipped-orders",),
    settings=Settings,
    section="fulfilment",
    severities=(Severity.CRITICAL,),
)
def auto_cancel_near(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Merchant orders that Amazon will soon cancel because nobody has confirmed them.

    What it finds:
        Orders with units to ship once the third Monday–Friday day after their promise day has begun.
    Why it matters:
        Amazon cancels unconfirmed orders 7 business days after the ship-by date. It counts as a cancellation defect
        (Amazon's line: under 2.5% in 7 days), on top of the late shipment.
    Formula:
        quantity-to-ship > 0 and the alarm_business_days-th Monday–Friday day after the promise day has begun in the
        marketplace. Promised on a Friday: Wednesday 00:00. The figure is the business days left until Amazon acts, made
        of those that have begun (numerator) and Amazon's number (denominator).
    Lines:
        Amazon's: autocancel_business_days (7; some stores 3). Ours: alarm_business_days (3).
    Feeds:
        unshipped-orders: order-id, quantity-to-ship, promise-date, payments-date.
    Traps:
        The promise day is the marketplace's: 06:59:59 UTC belongs to the day before in Los Angeles. Holidays are not
        taken out, so the date named is the earliest on which Amazon may act. Pending orders carry no duty.
    What to do:
        Ship today, or decide with the supervisor; cancelling in bulk needs a second person.

    中文

    发现什么:
        承诺发货日之后第三个周一至周五已经开始、仍有待发数量的订单。
    为何重要:
        超过最晚发货时间 7 个工作日仍未确认,亚马逊会自动取消,并计入取消率(红线:7 天内低于 2.5%),迟发另算。
    公式:
        quantity-to-ship > 0 且承诺日之后第 alarm_business_days 个周一至周五已在站点当地开始:周五承诺,下周三 00:
        00 报警。数值为距自动取消的剩余工作日,分子为已开始的天数,分母为亚马逊的天数。
    界限:
        亚马逊:autocancel_business_days(7,个别店铺为 3)。团队:alarm_business_days(3)。
    数据来源:
        unshipped-orders:order-id、quantity-to-ship、promise-date、payments-date。
    陷阱:
        承诺日按站点当地日期:06:59:59 UTC 属于洛杉矶的前一天。不扣除节假日,因此所示日期是亚马逊最早可能取消的日
        子。待付款订单暂无义务。
    怎么做:
        今天发货,或与主管定夺;批量取消须第二人审批。
    """
    orders = OpenOrders.of(ctx)
    promise = pl.col("promise_date")
    limit = _begun_before(ctx)
    ahead = orders.earliest("promise_date", promise >= limit)
    if ahead is not None:
        ctx.changes_at(_alarm(ctx, ahead))
    for order in orders.where(promise < limit):
        if order.promise is not None:
            yield _finding(ctx, order, order.promise)
    yield from orders.unreadable("promise_date", "promise-date")


def _begun_before(ctx: Context[Settings]) -> datetime:
    """Orders promised before this moment have reached the alarm: the end of the last marketplace day that has."""
    today = ctx.clock.today(ctx.marketplace)
    last = today
    while nth_operating_day_after(last, ctx.settings.alarm_business_days) > today:
        last -= timedelta(days=1)
    return ctx.clock.end_of_day(last, ctx.marketplace).astimezone(UTC)


def _alarm(ctx: Context[Settings], promise: datetime) -> datetime:
    third = nth_operating_day_after(_promise_day(ctx, promise), ctx.settings.alarm_business_days)
    return ctx.clock.end_of_day(third - timedelta(days=1), ctx.marketplace)


def _promise_day(ctx: Context[Settings], promise: datetime) -> date:
    return promise.astimezone(zone_of(ctx.marketplace)).date()


def _business_days(start: date, end: date) -> int:
    """Monday–Friday days after `start`, up to and with `end`."""
    weeks, rest = divmod((end - start).days, WEEK)
    extra = ((start + timedelta(days=n)).weekday() for n in range(1, rest + 1))
    return weeks * 5 + sum(weekday < 5 for weekday in extra)  # noqa: PLR2004 - five working days a week


def _finding(ctx: Context[Settings], order: OpenOrder, promise: datetime) -> Finding:
    promised = _promise_day(ctx, promise)
    past = _business_days(promised, ctx.clock.today(ctx.marketplace))
    limit = ctx.settings.autocancel_business_days
    due = both_clocks(promise, ctx.clock, ctx.marketplace)
    return Finding(
        subject=order.subject,
        severity=Severity.CRITICAL,
        title=TITLE.fill(order=order.id, past=past, limit=limit),
        action=(OVERDUE if past > limit else ACTION).fill(date=ctx.day(nth_operating_day_after(promised, limit))),
        figure=Figure("business_days_left", limit - past, past, limit, "days"),
        lines=(
            ctx.line("amazon", "autocancel_business_days", crossed=past >= limit),
            ctx.line("internal", "alarm_business_days", crossed=True),
        ),
        evidence=(order.rows,),
        due=ctx.today(),
        notes=(WAS_DUE.fill(time=due), BULK, *order.notes),
    )
