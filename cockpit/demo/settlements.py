"""Settlements: what Amazon charges and pays for the orders of two weeks, line by line, and the total it states."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random

from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku

PERIOD = timedelta(days=14)
PERIODS = 2
SKIPPED = {"DE": 1}  # how many between the older one and the newest nobody downloaded
CLOSED_DAYS_AGO = {"US": 3, "DE": 5, "JP": 19}  # the newest one; JP's is older than the 16 days that it may be
COMMISSION = {"electronics_accessories": 8}  # percent of the price
USUAL_COMMISSION = 15
TAX = 0.0825  # sales tax that Amazon collects and withholds again (US)
SURCHARGE = {"US": 0.035}  # on fulfilment fees, since 17 April 2026
REFUNDED_SHARE = 0.03
ADS_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of a settlement, in minor units."""

    transaction: str  # Order, Refund, other-transaction
    kind: str  # ItemPrice, ItemFees, ItemWithheldTax, other-transaction
    description: str
    amount: int
    posted: datetime
    order: OrderLine | None = None


@dataclass(slots=True)
class Settlement:
    """One closed period."""

    id: str
    start: datetime
    end: datetime
    lines: list[Line] = field(default_factory=list)
    stated_off_by: int = 0  # what a situation adds to the stated total
    states_total: bool = True  # whether the first row has one
    received: int = 0  # what the bank got of it; 0: nobody wrote it down

    @property
    def deposit(self) -> datetime:
        """When the money leaves Amazon."""
        return self.end + timedelta(days=2)

    @property
    def total(self) -> int:
        """What the first row states."""
        return sum(line.amount for line in self.lines) + self.stated_off_by


def settle(shop: Shop) -> list[Settlement]:
    """The last closed settlements, oldest first; each starts where the one before ended or was skipped."""
    newest = shop.moments.day(CLOSED_DAYS_AGO[shop.marketplace])
    end = datetime.combine(newest, time(22, 7, 18), UTC)
    found = []
    for n in range(PERIODS - 1, -1, -1):
        rng = shop.rng(f"settlement/{n}")
        start = end - PERIOD * (n + 1 + (SKIPPED.get(shop.marketplace, 0) if n else 0))
        settlement = Settlement(f"{rng.randrange(24 * 10**9, 29 * 10**9)}", start, start + PERIOD)
        settlement.lines = list(_lines(shop, rng, settlement))
        found.append(settlement)
    return found


def _lines(shop: Shop, rng: Random, settlement: Settlement) -> Iterator[Line]:
    sold = 0
    for order in shop.orders:
        posted = order.placed + timedelta(hours=31)
        if order.status == "Shipped" and settlement.start <= posted < settlement.end:
            sold += order.value
            yield from _sale(shop, order, posted)
            if rng.random() < REFUNDED_SHARE and posted + timedelta(days=2) < settlement.end:
                yield from refund(order, posted + timedelta(days=2))
    yield from _account(settlement, sold)


def _sale(shop: Shop, order: OrderLine, posted: datetime) -> Iterator[Line]:
    yield Line("Order", "ItemPrice", "Principal", order.value, posted, order)
    if shop.marketplace == "US":
        tax = round(order.value * TAX)
        yield Line("Order", "ItemPrice", "Tax", tax, posted, order)
        yield Line("Order", "ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", -tax, posted, order)
    yield Line("Order", "ItemFees", "Commission", -_commission(order), posted, order)
    if not order.sku.merchant:
        fee = fulfilment_fee(shop, order.sku) * order.units
        yield Line("Order", "ItemFees", "FBAPerUnitFulfillmentFee", -fee, posted, order)


def fulfilment_fee(shop: Shop, sku: Sku) -> int:
    """What a unit pays: the preview's fee and, in the US, the surcharge that the preview does not hold."""
    return round(sku.preview_fee * (1 + SURCHARGE.get(shop.marketplace, 0)))


def refund(order: OrderLine, posted: datetime) -> Iterator[Line]:
    """The lines of a refund of the whole price."""
    referral = _commission(order)
    yield Line("Refund", "ItemPrice", "Principal", -order.value, posted, order)
    yield Line("Refund", "ItemFees", "Commission", referral, posted, order)
    yield Line("Refund", "ItemFees", "RefundCommission", -round(referral * 0.2), posted, order)


def _commission(order: OrderLine) -> int:
    return order.value * commission(order.sku) // 100


def commission(sku: Sku) -> int:
    """Amazon's referral fee, in percent of the price."""
    return COMMISSION.get(sku.family.category, USUAL_COMMISSION)


def _account(settlement: Settlement, sold: int) -> Iterator[Line]:
    """What is charged to the account: advertising each day, storage and the subscription once."""
    for day in range(PERIOD.days):
        at = settlement.start + timedelta(days=day, hours=9)
        share = round(sold * ADS_SHARE / PERIOD.days)
        yield Line("ServiceFee", "Cost of Advertising", "TransactionTotalAmount", -share, at)
    at = settlement.start + timedelta(days=6, hours=3)
    yield Line("other-transaction", "other-transaction", "Storage Fee", -round(sold * 0.011), at)
    yield Line("other-transaction", "other-transaction", "Subscription Fee", -round(sold * 0.004), at)
