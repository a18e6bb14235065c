"""Merchant orders that were paid long ago and are still not confirmed as shipped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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
    add_operating,
    both_clocks,
    check,
    elapsed,
    lasted,
    operating,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[fulfilment], as far as this check needs it."""

    internal_hours: float = setting(
        24.0,
        "The team confirms an order within so many hours of its payment: a house target, not Amazon's line",
        source="article (daily work of an operations assistant)",
        unit="h",
    )
    clock: str = setting("operating", "How those hours are counted: operating (working days) or elapsed")
    weekend_operation: bool = setting(default=False, text="The team ships on Saturdays and Sundays as well")


TITLE = Words(
    "Order {order} waits {waited} since payment — over the team's {line}{still}",
    "订单 {order} 付款后已 {waited}未确认,高于团队目标 {line}{still}",
)
STILL = Words(", still within Amazon's ship-by", ",仍在亚马逊最晚发货时间以内")
ACTION = Words(
    "Past the team's {line} target; Amazon's ship-by is {date}.",
    "已超过团队 {line}目标;亚马逊最晚发货时间为 {date}。",
)
NO_DATE = Words("not in the report", "报表中没有")

JUST_AFTER = timedelta(microseconds=1)


@check(
    "F-03",
    Words("Not confirmed within 24 h", "24 小时未确认发货"),
    pane=Pane.MORNING,
    needs=("unshipped-orders",),
    settings=Settings,
    section="fulfilment",
    yields_to=("F-06", "F-01", "F-02"),
)
def unconfirmed_too_long(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Merchant orders that nobody has confirmed as shipped for longer than the team allows itself.

    What it finds:
        Orders with units to ship whose payment is more than 24 hours old on the operating clock.
    Why it matters:
        The article asks for confirmation within 24 hours. That is a house target: Amazon's line is the order's own
        ship-by date (F-01), and tracking that is missing hurts the valid tracking rate, not the late shipment rate.
    Formula:
        quantity-to-ship > 0 and hours(payments-date → now) > internal_hours. Operating hours are whole Monday–Friday
        days of the marketplace without its national holidays, 24 hours each: paid Friday 20:00 is due Monday 20:00.
    Lines:
        internal_hours (the article's, 24); exactly 24 hours is still inside. Amazon's: the ship-by date, shown as the
        hours from payment to it on the same clock. Past the house target is a warning, critical in strict article mode.
    Feeds:
        unshipped-orders: order-id, quantity-to-ship, payments-date, promise-date.
    Traps:
        payments-date carries the marketplace's own offset while the other dates of the row are UTC. Orders without a
        payment date are pending (Japanese convenience stores): no duty yet. weekend_operation = true counts Saturday
        and Sunday; clock = "elapsed" counts every hour. Where F-01, F-02 or F-06 is raised for the order, it speaks.
    What to do:
        Confirm today; the action line names Amazon's own limit, in team time and marketplace time.

    中文

    发现什么:
        付款后超过 24 小时(工作时钟)仍未确认发货的订单。
    为何重要:
        文章要求 24 小时内确认。这是团队目标:亚马逊红线是订单自己的最晚发货时间(F-01);缺少单号影响的是有效追踪率,
        而不是迟发率。
    公式:
        quantity-to-ship > 0 且 payments-date 到现在的小时数 > internal_hours。工作时钟只计站点的周一至周五并扣
        除当地法定节假日,每天 24 小时:周五 20:00 付款,周一 20:00 到期。
    界限:
        internal_hours(文章的 24);正好 24 小时仍在目标以内。亚马逊红线以同一时钟下从付款到最晚发货时间的小时数显
        示。超过团队目标为预警,严格文章模式下为紧急。
    数据来源:
        unshipped-orders:order-id、quantity-to-ship、payments-date、promise-date。
    陷阱:
        payments-date 带站点本地时差,而同一行其他时间是 UTC。没有付款时间的订单为待付款(如日本便利店付款),暂无义
        务。weekend_operation = true 时周六周日也计;clock = "elapsed" 时所有小时都计。同一订单已有 F-01、F-02 或
        F-06 时由它们提示。
    怎么做:
        今天内确认发货;操作提示中写有亚马逊的最晚时间(团队时间和站点时间)。
    """
    orders = OpenOrders.of(ctx)
    paid, now = pl.col("payments_date"), ctx.now.astimezone(UTC)
    # No clock runs faster than the wall's: younger orders are certainly inside, the earliest of them is next.
    reach = timedelta(hours=ctx.settings.internal_hours)
    ahead = orders.earliest("payments_date", paid >= now - reach)
    if ahead is not None:
        ctx.changes_at(_limit(ctx, ahead) + JUST_AFTER)
    for order in orders.where(paid < now - reach):
        if order.paid is not None:
            yield from _judge(ctx, order, order.paid)
    yield from orders.unreadable("payments_date", "payments-date")


def _judge(ctx: Context[Settings], order: OpenOrder, paid: datetime) -> Iterator[Finding]:
    waited = _hours(ctx, paid, ctx.now)
    if waited > timedelta(hours=ctx.settings.internal_hours):
        yield _finding(ctx, order, paid, waited)
    else:
        ctx.changes_at(_limit(ctx, paid) + JUST_AFTER)


def _hours(ctx: Context[Settings], start: datetime, end: datetime) -> timedelta:
    if ctx.settings.clock == "elapsed":
        return elapsed(start, end)
    return operating(start, end, ctx.marketplace, ctx.holidays, weekends=ctx.settings.weekend_operation)


def _limit(ctx: Context[Settings], paid: datetime) -> datetime:
    hours = ctx.settings.internal_hours
    if ctx.settings.clock == "elapsed":
        return paid + timedelta(hours=hours)
    return add_operating(paid, hours, ctx.marketplace, ctx.holidays, weekends=ctx.settings.weekend_operation)


def _finding(ctx: Context[Settings], order: OpenOrder, paid: datetime, waited: timedelta) -> Finding:
    inside = order.promise is not None and ctx.now <= order.promise
    hours = waited / timedelta(hours=1)
    date = NO_DATE if order.promise is None else both_clocks(order.promise, ctx.clock, ctx.marketplace)
    line = timedelta(hours=ctx.settings.internal_hours)
    title = TITLE.fill(order=order.id, waited=lasted(waited, line), line=span(line), still=STILL if inside else "")
    return Finding(
        subject=order.subject,
        severity=Severity.CRITICAL if ctx.strict_article_mode else Severity.WARNING,
        title=title,
        action=ACTION.fill(line=span(line), date=date),
        figure=Figure("hours_since_payment", hours, unit="hours"),
        lines=(*_amazon(ctx, order, paid), ctx.line("internal", "internal_hours", crossed=True)),
        evidence=(order.rows,),
        due=ctx.today(),
        tags=("over-target",) if inside else (),
        notes=order.notes,
    )


def _amazon(ctx: Context[Settings], order: OpenOrder, paid: datetime) -> Iterator[Line]:
    if order.promise is not None:
        hours = _hours(ctx, paid, order.promise) / timedelta(hours=1)
        source = "Amazon help: Late shipment rate"
        yield Line("amazon", hours, crossed=ctx.now > order.promise, source=source, as_of="2026-10-01")
