"""Stock at Amazon that suits what sells, and what each of the last days' stock reports said of it."""

from math import ceil

from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku, Stock

SNAPSHOT_DAYS = 16  # daily inventory-planning reports, today's included
WEIGHTS = {7: 0.5, 30: 0.3, 90: 0.2}  # domain §6.1
LEAD_DAYS, SAFETY_DAYS, REORDER_DAYS = 45, 14, 7  # defaults of domain §6.2, where the SKU master says nothing
SPIKE = 2.0
SPARE_UNITS = 4  # on top, so that the slowest have some as well
PLENTY_DAYS = 165  # no healthy SKU has stock for longer
SLOWEST = 0.06  # units a day; whatever sold less is given a sale this week, or one unit would last for a year


def velocity(sku: Sku) -> float:
    """Units a day as domain §6.1 reckons them for a SKU that was always in stock."""
    rates = {days: sku.units(0, days) / days for days in WEIGHTS}
    rates[7] = min(rates[7], SPIKE * rates[30])
    return sum(WEIGHTS[days] * rate for days, rate in rates.items())


def fill_warehouses(shop: Shop) -> None:
    """Give every SKU that Amazon ships a month or more of stock, and enough on its way."""
    rng = shop.rng("stock")
    for sku in shop.skus:
        if not sku.merchant:
            sku.sales[4] += velocity(sku) < SLOWEST
            sku.stock = balanced(sku, rng.uniform(30, 48), rng.uniform(86, 130))
            sku.stock.available += SPARE_UNITS
            _trim(sku)
            sku.stock.transfer = sku.stock.available // 20
            sku.stock.processing = sku.stock.available // 40
            sku.stock.available -= sku.stock.transfer + sku.stock.processing
            sku.stock.customer_orders = sku.sales[0] + sku.sales[1]
            sku.stock.working = rng.choice((0, 0, 2 * sku.carton))
            sku.stock.unfulfillable = rng.choice((0, 0, 0, 1, 2, 3))


def balanced(sku: Sku, days_now: float, days_in_all: float) -> Stock:
    """Stock that lasts so many days, and so many with what is on its way. Never less than the days asked for."""
    pace = max(velocity(sku), 0.1)
    near = ceil(pace * days_now)
    return Stock(available=near, shipped=max(0, ceil(pace * days_in_all) - near))


def _trim(sku: Sku) -> None:
    """Take away what lasts too long: first what is on its way, then what is there, but for one unit."""
    surplus = max(0, sku.stock.near + sku.stock.shipped - int(velocity(sku) * PLENTY_DAYS))
    from_sea = min(surplus, sku.stock.shipped)
    sku.stock.shipped -= from_sea
    sku.stock.available = max(1, sku.stock.available - (surplus - from_sea))


def on_day(sku: Sku, back: int) -> Stock:
    """The stock as the report of an earlier day showed it: what was sold since then was still there."""
    now = sku.stock
    if not back:
        return now
    sold = sku.units(0, back)
    available = now.available + sold if back >= now.sold_out_days else 0
    return Stock(
        available, now.transfer, now.processing, sku.sales[back], now.working, now.shipped, 0, now.unfulfillable
    )
