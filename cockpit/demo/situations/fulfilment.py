"""Merchant orders: past their ship-by, near it, long unconfirmed, near auto-cancel (F-01, F-02, F-03, F-06)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from cockpit.clock import nth_operating_day_after
from cockpit.demo.expected import Plan
from cockpit.demo.orders import OrderLine, order_at
from cockpit.demo.shop import Shop
from cockpit.issue import Severity
from cockpit.settings import defaults

ODD_SECOND = 37_514  # of a day: people order at any time
ALARM_DAYS = 3  # [fulfilment] alarm_business_days

Situation = Callable[[Shop, Plan], None]


def plant_fulfilment(shop: Shop, plan: Plan) -> None:
    """Plant the merchant orders of a marketplace."""
    if shop.marketplace == "JP":
        _ship_everything(shop)
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)
    shop.orders.sort(key=lambda line: line.placed)


def _ship_everything(shop: Shop) -> None:
    """The Japanese warehouse ships the same day: its unshipped report holds little else than what is planted."""
    for line in shop.orders:
        if line.status == "Unshipped":
            line.status, line.shipped_units = "Shipped", line.units


def _open_order(shop: Shop, placed: datetime, promise: datetime, units: int = 1) -> OrderLine:
    """A merchant order that waits for its parcel."""
    rng = shop.rng(f"fulfilment/{len(shop.orders)}")
    sku = rng.choice([sku for sku in shop.skus if sku.merchant and sku.status == "Active"])
    line = order_at(shop, rng, sku, placed, units)
    line.status, line.promise, line.shipped_units = "Unshipped", promise, 0
    shop.orders.append(line)
    return line


def _holidays(shop: Shop) -> frozenset[date]:
    return defaults().holidays(shop.marketplace)


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _past(shop: Shop, plan: Plan) -> None:
    """Three hours past its ship-by."""
    line = _open_order(shop, shop.moments.ago(days=4, seconds=417), _whole_minute(shop.moments.ago(hours=3)))
    plan.raises("F-01", shop.marketplace, "order", line.order_id, Severity.CRITICAL)


def _past_in_part(shop: Shop, plan: Plan) -> None:
    """One of two units was sent in time."""
    line = _open_order(shop, shop.moments.ago(days=4, seconds=9_331), _whole_minute(shop.moments.ago(hours=9)), units=2)
    line.status, line.shipped_units = "PartiallyShipped", 1
    plan.raises("F-01", shop.marketplace, "order", line.order_id, Severity.CRITICAL)


def _past_but_sent(shop: Shop, plan: Plan) -> None:
    """Past its ship-by, but nothing is left to ship."""
    line = _open_order(shop, shop.moments.ago(days=4, seconds=5_113), _whole_minute(shop.moments.ago(hours=5)))
    line.shipped_units = line.units
    plan.spares("F-01", shop.marketplace, "order", line.order_id, "quantity-to-ship is 0")


def _near_auto_cancel(shop: Shop, plan: Plan) -> None:
    """The third business day after its promise has begun."""
    day = shop.moments.today
    while nth_operating_day_after(day, ALARM_DAYS, _holidays(shop)) > shop.moments.today:
        day -= timedelta(days=1)
    line = _open_order(shop, shop.moments.at(day, ODD_SECOND) - timedelta(days=4), shop.moments.end_of_day(day))
    plan.raises("F-06", shop.marketplace, "order", line.order_id, Severity.CRITICAL)


def _not_yet_auto_cancel(shop: Shop, plan: Plan) -> None:
    """Past its promise, but the third business day after it has not begun."""
    day = shop.moments.day(1)
    while nth_operating_day_after(day - timedelta(days=1), ALARM_DAYS) > shop.moments.today:
        day -= timedelta(days=1)
    line = _open_order(shop, shop.moments.at(day, ODD_SECOND) - timedelta(days=4), shop.moments.end_of_day(day))
    plan.raises("F-01", shop.marketplace, "order", line.order_id, Severity.CRITICAL)
    plan.spares("F-06", shop.marketplace, "order", line.order_id, "the third business day has not begun")


def _due_today(shop: Shop, plan: Plan) -> None:
    """Promised for the end of today; too close to midnight, for eight hours from now."""
    promise = shop.moments.end_of_day(shop.moments.today)
    if promise - shop.moments.now < timedelta(hours=1):
        promise = _whole_minute(shop.moments.ago(hours=-8))
    line = _open_order(shop, shop.moments.ago(days=3, seconds=2_209), promise)
    plan.raises("F-02", shop.marketplace, "order", line.order_id, Severity.WARNING)


def _due_in_a_day_and_a_minute(shop: Shop, plan: Plan) -> None:
    """One minute more than a day is left, and it was paid a moment ago."""
    line = _open_order(shop, shop.moments.ago(minutes=40), shop.moments.ago(days=-1, minutes=-1))
    plan.spares("F-02", shop.marketplace, "order", line.order_id, "24 h and one minute left")


def _unconfirmed(shop: Shop, plan: Plan) -> None:
    """Paid more than a working day ago, with days left until Amazon's line."""
    placed = shop.moments.operating_ago(26, _holidays(shop))
    promise = shop.moments.end_of_day(nth_operating_day_after(shop.moments.today, 2))
    line = _open_order(shop, placed, promise)
    plan.raises("F-03", shop.marketplace, "order", line.order_id, Severity.WARNING)


def _nearly_unconfirmed(shop: Shop, plan: Plan) -> None:
    """Paid twenty-three working hours ago."""
    placed = shop.moments.operating_ago(23, frozenset())
    promise = shop.moments.end_of_day(nth_operating_day_after(shop.moments.today, 2))
    line = _open_order(shop, placed, promise)
    plan.spares("F-03", shop.marketplace, "order", line.order_id, "23 operating hours since payment")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _near_auto_cancel, _past, _past_in_part, _past_but_sent, _not_yet_auto_cancel, _due_today, _due_today,
        _due_in_a_day_and_a_minute, _unconfirmed, _nearly_unconfirmed,
    ),
    "DE": (
        _near_auto_cancel, _past, _past_but_sent, _due_today, _due_in_a_day_and_a_minute, _unconfirmed,
        _nearly_unconfirmed,
    ),
    "JP": (_past, _due_today, _unconfirmed),
}  # fmt: skip
