"""Orders of the last ninety days, made from what each SKU sold on each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cockpit.clock import nth_operating_day_after, operating

if TYPE_CHECKING:
    from random import Random

    from cockpit.demo.shop import Shop
    from cockpit.demo.sku import Sku

ORDER_DAYS = 90
HANDLING_DAYS = 3
UNCONFIRMED_HOURS = 18  # merchant orders younger than this, on the operating clock, still wait for a parcel
PAIR_SHARE = 0.08  # of orders that are for two units
CANCELLED_SHARE = 0.006
BUSINESS_SHARE = 0.05

CITIES = {
    "US": (
        ("AUSTIN", "TX", "78704"), ("Brooklyn", "NY", "11215"), ("SEATTLE", "WA", "98103"), ("Boise", "ID", "83702"),
        ("MIAMI", "FL", "33133"), ("Columbus", "OH", "43215"), ("Denver", "CO", "80203"), ("HOBOKEN", "NJ", "07030"),
        ("Savannah", "GA", "31401"), ("Portland", "OR", "97214"), ("CHICAGO", "IL", "60614"), ("Salem", "MA", "01970"),
    ),
    "DE": (
        ("Berlin", "", "10437"), ("München", "Bayern", "80331"), ("Köln", "", "50674"), ("Hamburg", "", "22765"),
        ("Düsseldorf", "NRW", "40215"), ("Leipzig", "Sachsen", "04109"), ("Nürnberg", "", "90402"),
        ("Göttingen", "", "37073"), ("Würzburg", "Bayern", "97070"), ("Dresden", "", "01067"),
    ),
    "JP": (
        ("世田谷区", "東京都", "154-0023"), ("大阪市北区", "大阪府", "530-0001"),
        ("名古屋市中区", "愛知県", "460-0008"), ("札幌市中央区", "北海道", "060-0061"),
        ("福岡市博多区", "福岡県", "812-0011"), ("横浜市西区", "神奈川県", "220-0012"),
        ("仙台市青葉区", "宮城県", "980-0811"), ("京都市左京区", "京都府", "606-8501"),
    ),
}  # fmt: skip


@dataclass(slots=True)
class OrderLine:
    """One item of one order."""

    order_id: str
    item_id: str
    sku: Sku
    placed: datetime  # UTC
    units: int
    status: str  # Pending, Unshipped, PartiallyShipped, Shipped, Cancelled
    city: tuple[str, str, str]
    business: bool
    promise: datetime | None = None  # of merchant orders: the last moment to ship
    shipped_units: int = 0

    @property
    def to_ship(self) -> int:
        """Units that wait for a parcel."""
        return self.units - self.shipped_units

    @property
    def value(self) -> int:
        """The line total, in minor units."""
        return self.units * self.sku.price


def take_orders(shop: Shop) -> None:
    """Turn the sales of the last ninety days, and of today so far, into orders, oldest first."""
    rng = shop.rng("orders")
    for back in range(ORDER_DAYS, -1, -1):
        for sku in shop.skus:
            left = sku.sales[back]
            while left > 0:
                units = 2 if left > 1 and rng.random() < PAIR_SHARE else 1
                shop.orders.append(_order(shop, rng, sku, back, units))
                left -= units
    shop.orders.sort(key=lambda line: line.placed)


def new_order_id(shop: Shop, rng: Random) -> str:
    """``113-3424671-9944803``."""
    return f"{rng.choice(shop.place.order_prefixes)}-{rng.randrange(10**7):07d}-{rng.randrange(10**7):07d}"


def order_at(shop: Shop, rng: Random, sku: Sku, placed: datetime, units: int = 1) -> OrderLine:
    """An order placed at a moment, in the state that such an order has by now."""
    line = OrderLine(
        order_id=new_order_id(shop, rng),
        item_id=f"{rng.randrange(10**14, 10**15)}",
        sku=sku,
        placed=placed,
        units=units,
        status="Shipped",
        city=rng.choice(CITIES[shop.marketplace]),
        business=rng.random() < BUSINESS_SHARE,
    )
    if rng.random() < CANCELLED_SHARE:
        line.status = "Cancelled"
    elif sku.merchant:
        _wait_for_a_parcel(shop, line)
    elif shop.moments.now - placed < timedelta(hours=9):
        line.status = "Pending"
    line.shipped_units = units if line.status == "Shipped" else 0
    return line


def _order(shop: Shop, rng: Random, sku: Sku, back: int, units: int) -> OrderLine:
    day = shop.moments.day(back)
    start = shop.moments.at(day, 0)
    end = shop.moments.ago(minutes=20) if back == 0 else shop.moments.at(day, 86_399)
    seconds = max(1, int((end - start).total_seconds()))
    return order_at(shop, rng, sku, start + timedelta(seconds=rng.randrange(seconds)), units)


def _wait_for_a_parcel(shop: Shop, line: OrderLine) -> None:
    """A merchant order: promised for the end of the third business day, shipped within one."""
    placed_on = line.placed.astimezone(shop.moments.now.tzinfo).date()
    line.promise = shop.moments.end_of_day(nth_operating_day_after(placed_on, HANDLING_DAYS))
    young = shop.moments.now - line.placed < timedelta(days=4)
    if young and operating(line.placed, shop.moments.now, shop.marketplace) < timedelta(hours=UNCONFIRMED_HOURS):
        line.status = "Unshipped"
