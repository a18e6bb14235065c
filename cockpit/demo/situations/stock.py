"""Stock situations: sold out, running out, to be reordered (S-01, S-02, S-03)."""

from collections.abc import Callable, Mapping
from math import ceil, floor

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku, Stock
from cockpit.demo.stock import balanced, velocity
from cockpit.issue import Severity

SELLS = 0.3  # units a day from which days of cover are fine enough to place a SKU beside a line

Situation = Callable[[Shop, Plan], None]


def plant_stock(shop: Shop, plan: Plan) -> None:
    """Plant the stock situations of a marketplace."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)


def seller(shop: Shop, *, core: bool = False) -> Sku:
    """A SKU at Amazon that sells well enough, without advertising, under the default lead time."""
    sku = shop.take(lambda sku: not sku.merchant and not sku.advertised and sku.core >= core and velocity(sku) >= SELLS)
    sku.lead_days = sku.safety_days = None
    return sku


def _week(sku: Sku) -> int:
    """Units that last for less than a week."""
    return max(1, floor(velocity(sku) * 6.5))


def _sold_out(shop: Shop, plan: Plan) -> None:
    """The last sellable unit of a core SKU went two days ago; more is at sea."""
    sku = seller(shop, core=True)
    sku.sales[:3] = [0, 0, 0]
    sku.stock = Stock(shipped=ceil(velocity(sku) * 90), sold_out_days=3, unfulfillable=2)
    plan.raises("S-01", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _only_sold_units_left(shop: Shop, plan: Plan) -> None:
    """The total reserve is not zero, but every reserved unit already belongs to a buyer."""
    sku = seller(shop)
    sku.stock = Stock(customer_orders=9, shipped=ceil(velocity(sku) * 90), sold_out_days=1)
    plan.raises("S-01", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _slow_mover_sold_out(shop: Shop, plan: Plan) -> None:
    """Four units in ninety days: out of stock, but no emergency."""
    sku = shop.take(lambda sku: not sku.merchant and not sku.advertised and not sku.core, slowest=True)
    sku.sales = [0] * len(sku.sales)
    for back in (4, 6, 20, 60):
        sku.sales[back] = 1
    sku.stock = Stock(shipped=min(sku.carton, 20), sold_out_days=3)
    plan.raises("S-01", shop.marketplace, "sku", sku.sku, Severity.INFO)


def _discontinued(shop: Shop, plan: Plan) -> None:
    """Sold out for good, as the SKU master says."""
    sku = seller(shop)
    sku.discontinued = True
    sku.stock = Stock(sold_out_days=1)
    plan.spares("S-01", shop.marketplace, "sku", sku.sku, "discontinued in the SKU master")


def _between_centres(shop: Shop, plan: Plan) -> None:
    """Nothing available this morning, but a month of units is moving between fulfilment centres."""
    sku = seller(shop)
    sku.stock = balanced(sku, 35, 95)
    sku.stock.available, sku.stock.transfer, sku.stock.sold_out_days = 0, sku.stock.available, 1
    plan.spares("S-01", shop.marketplace, "sku", sku.sku, "units in FC transfer are near stock")


def _runs_out(shop: Shop, plan: Plan) -> None:
    """Six days of stock at most, and nothing on its way."""
    sku = seller(shop, core=True)
    sku.stock = Stock(available=_week(sku))
    plan.raises("S-02", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _runs_out_with_a_plan(shop: Shop, plan: Plan) -> None:
    """Six days of stock at most; the inbound units are only a plan that nobody has shipped."""
    sku = seller(shop)
    sku.stock = Stock(available=_week(sku), working=300)
    plan.raises("S-02", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _runs_out_before_arrival(shop: Shop, plan: Plan) -> None:
    """Six days of stock at most, three months at sea, and no date of arrival known."""
    sku = seller(shop)
    sku.stock = Stock(available=_week(sku), shipped=ceil(velocity(sku) * 90))
    plan.raises("S-02", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _early_warning(shop: Shop, plan: Plan) -> None:
    """Ten days of stock and an empty pipeline."""
    sku = seller(shop)
    sku.stock = balanced(sku, 10, 10)
    plan.raises("S-02", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _new_and_nearly_out(shop: Shop, plan: Plan) -> None:
    """Launched nine days ago: too little history for more than a warning."""
    sku = seller(shop)
    sku.sales = [max(1, n) for n in sku.sales[:10]] + [0] * (len(sku.sales) - 10)
    sku.stock = Stock(available=ceil(sku.units(0, 7) / 2), known_days=9)
    sku.opened = shop.moments.day(10)
    plan.raises("S-02", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _just_over_a_week(shop: Shop, plan: Plan) -> None:
    """A little more than seven days of stock, and plenty being received."""
    sku = seller(shop)
    sku.stock = balanced(sku, 7.2, 95)
    sku.stock.receiving, sku.stock.shipped = sku.stock.shipped, 0
    plan.spares("S-02", shop.marketplace, "sku", sku.sku, "cover just above 7 days with a full pipeline")


def _order_now(shop: Shop, plan: Plan) -> None:
    """Enough to sell for weeks, but a new order placed today arrives too late."""
    sku = seller(shop)
    sku.stock = balanced(sku, 36, 58)
    plan.raises("S-03", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _long_lead(shop: Shop, plan: Plan) -> None:
    """Three months of stock do not suffice where production and sea freight take eighty days."""
    sku = seller(shop)
    sku.lead_days, sku.safety_days = 80, 14
    sku.stock = balanced(sku, 36, 94)
    plan.raises("S-03", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _order_next_week(shop: Shop, plan: Plan) -> None:
    """The order is due a day or more after the line."""
    sku = seller(shop)
    sku.stock = balanced(sku, 36, 67.05)
    plan.spares("S-03", shop.marketplace, "sku", sku.sku, "the order is due in more than 7 days")


def _short_lead(shop: Shop, plan: Plan) -> None:
    """Forty days of stock, but the supplier delivers in three weeks."""
    sku = seller(shop)
    sku.lead_days, sku.safety_days = 20, 7
    sku.stock = balanced(sku, 30, 40)
    plan.spares("S-03", shop.marketplace, "sku", sku.sku, "a lead time of 20 days in the SKU master")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _sold_out, _runs_out, _only_sold_units_left, _between_centres, _runs_out_with_a_plan, _early_warning,
        _just_over_a_week, _order_now, _long_lead, _order_next_week, _short_lead, _discontinued, _new_and_nearly_out,
        _slow_mover_sold_out,
    ),
    "DE": (_sold_out, _runs_out_before_arrival, _early_warning, _just_over_a_week, _order_now, _order_next_week),
    "JP": (_sold_out, _early_warning, _just_over_a_week, _order_now, _short_lead),
}  # fmt: skip
