"""A sales break with its cause, and a bad week that is none (S-14)."""

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.demo.stock import balanced
from cockpit.issue import Severity

WEEK = slice(1, 8)  # the last 7 complete days, by days back
WEEKS = slice(8, 36)  # the four weeks before them
LEAST = 56  # units in the four weeks: 14 in the mean week
DAILY = 3  # units: 21 in the mean week
OUT_DAYS = 3


def plant_breaks(shop: Shop, plan: Plan) -> None:
    """Plant the breaks of a marketplace, and see that no other SKU's week halves by chance."""
    broken = (_was_out(shop, plan), _bad_week(shop, plan)) if shop.marketplace == "US" else ()
    for sku in shop.skus:
        week, weeks = sum(sku.sales[WEEK]), sum(sku.sales[WEEKS])
        if sku not in broken and sku.stock.near and weeks >= LEAST and week <= weeks // 8:
            sku.sales[4] += weeks // 8 - week + 1


def _steady(shop: Shop) -> Sku:
    """A SKU at Amazon, never advertised, that has sold so much on every day."""
    sku = shop.take(lambda sku: not sku.merchant and not sku.advertised and not sku.core)
    sku.lead_days = sku.safety_days = None
    sku.sales = [DAILY] * len(sku.sales)
    return sku


def _was_out(shop: Shop, plan: Plan) -> Sku:
    """Sold out for three days, on sale again since this morning: the week sold half."""
    sku = _steady(shop)
    half = sum(sku.sales[WEEKS]) // 8
    sku.sales[WEEK] = [0] * OUT_DAYS + _spread(half, 7 - OUT_DAYS)
    sku.stock = balanced(sku, 60, 110)
    sku.stock.sold_out_days = OUT_DAYS + 1
    plan.raises("S-14", shop.marketplace, "sku", sku.sku, Severity.INFO)
    return sku


def _bad_week(shop: Shop, plan: Plan) -> Sku:
    """One unit more than half of the mean week."""
    sku = _steady(shop)
    sku.sales[WEEK] = _spread(sum(sku.sales[WEEKS]) // 8 + 1, 7)
    sku.stock = balanced(sku, 60, 110)
    plan.spares("S-14", shop.marketplace, "sku", sku.sku, "a unit more than half of the mean week")
    return sku


def _spread(units: int, days: int) -> list[int]:
    return [units // days + (day < units % days) for day in range(days)]
