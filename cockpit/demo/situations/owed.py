"""What Amazon owes: units refunded, returned, lost, paid for and taken back (P-05, P-06, P-08, P-09)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.orders import OrderLine
from cockpit.demo.settlements import Line, Settlement, refund
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO
DISPOSITIONS = ("SELLABLE", "SELLABLE", "CUSTOMER_DAMAGED", "DEFECTIVE")


@dataclass(frozen=True, slots=True)
class Return:
    """One row of the returns report."""

    order: OrderLine
    back: int  # days
    disposition: str


@dataclass(frozen=True, slots=True)
class Reimbursement:
    """One row of the reimbursements report; money in minor units."""

    id: str
    back: int  # days
    reason: str
    sku: Sku
    per_unit: int
    units: int = 1  # negative: taken back
    order_id: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One adjustment of the inventory ledger."""

    sku: Sku
    back: int  # days
    units: int
    reason: str
    disposition: str = "SELLABLE"


@dataclass(slots=True)
class Owed:
    """What the three reports of a marketplace say."""

    returns: list[Return] = field(default_factory=list)
    reimbursements: list[Reimbursement] = field(default_factory=list)
    ledger: list[Movement] = field(default_factory=list)


def plant_owed(shop: Shop, settlements: list[Settlement], plan: Plan) -> Owed:
    """What came back of what was refunded, and what Amazon lost and paid."""
    owed = Owed(returns=list(_organic(shop, settlements)))
    if shop.marketplace == "US":
        _damaged_on_the_way(shop, owed, plan)
        _lost(shop, owed, plan)
        _paid(shop, owed, plan)
    elif shop.marketplace == "DE":
        _never_returned(shop, settlements[0], owed, plan)
        _lost_long_ago(shop, owed, plan)
        _taken_back(shop, owed, plan)
    else:
        _found_again(shop, owed, plan)
    return owed


def _organic(shop: Shop, settlements: list[Settlement]) -> Iterator[Return]:
    """Every refund of what Amazon ships has its return, from the day before."""
    for settlement in settlements:
        for line in settlement.lines:
            if line.order and (line.transaction, line.description) == ("Refund", "Principal"):
                back = (shop.moments.today - line.posted.date()).days + 1
                if not line.order.sku.merchant:
                    yield Return(line.order, back, DISPOSITIONS[len(line.order.order_id + line.order.item_id) % 4])


def _old_orders(shop: Shop, back: int, count: int) -> list[OrderLine]:
    """Shipped orders that Amazon fulfilled, of about so many days ago."""
    fit = (
        line
        for line in shop.orders
        if not line.sku.merchant and line.sku.in_master and line.status == "Shipped" and line.units == 1
        and shop.moments.ago(days=back + 8) < line.placed < shop.moments.ago(days=back)
    )  # fmt: skip
    return [next(fit) for _ in range(count)]


def _never_returned(shop: Shop, older: Settlement, owed: Owed, plan: Plan) -> None:
    """Three refunds of 46 days ago: one never came back, one did, one paid back only half of the price."""
    posted = older.start + timedelta(hours=10)
    lost, came, half = _old_orders(shop, 52, 3)
    older.lines += [*refund(lost, posted), *refund(came, posted)]
    older.lines.append(Line("Refund", "ItemPrice", "Principal", -half.value // 2, posted, half))
    owed.returns.append(Return(came, 44, "CUSTOMER_DAMAGED"))
    plan.raises("P-05", "DE", "order", lost.order_id, WARNING)
    plan.spares("P-05", "DE", "order", came.order_id, "it came back, damaged by the buyer")
    plan.spares("P-05", "DE", "order", half.order_id, "a partial refund")


def _damaged_on_the_way(shop: Shop, owed: Owed, plan: Plan) -> None:
    """Two came back damaged five weeks ago, of which one was paid for; another came last week."""
    unpaid, paid, fresh = _old_orders(shop, 50, 3)
    owed.returns += [
        Return(unpaid, 35, "DAMAGED"), Return(paid, 34, "CARRIER_DAMAGED"), Return(fresh, 10, "DAMAGED")
    ]  # fmt: skip
    owed.reimbursements.append(_pay(shop, 1, 20, "CustomerReturn", paid.sku, paid.sku.price, order_id=paid.order_id))
    plan.raises("P-08", "US", "order", unpaid.order_id, WARNING)
    plan.spares("P-08", "US", "order", paid.order_id, "paid for")
    plan.spares("P-08", "US", "order", fresh.order_id, "Amazon has 30 days to pay by itself")


def _lost(shop: Shop, owed: Owed, plan: Plan) -> None:
    """Two units lost for good, one damaged, one found again, one that Amazon still searches."""
    gone, broken, found, searched = (_sku(shop) for _ in range(4))
    owed.ledger += [
        Movement(gone, 48, -2, "M"),
        Movement(broken, 33, -1, "E"),
        Movement(broken, 33, 1, "P", "WAREHOUSE_DAMAGED"),
        Movement(found, 36, -1, "M"),
        Movement(found, 21, 1, "F"),
        Movement(searched, 10, -1, "M"),
    ]
    plan.raises("P-06", "US", "sku", gone.sku, CRITICAL)
    plan.raises("P-06", "US", "sku", broken.sku, WARNING)
    plan.spares("P-06", "US", "sku", found.sku, "found again")
    plan.spares("P-06", "US", "sku", searched.sku, "lost ten days ago: Amazon still searches")


def _lost_long_ago(shop: Shop, owed: Owed, plan: Plan) -> None:
    """A loss of seventy days ago that nobody claimed in time."""
    sku = _sku(shop)
    owed.ledger.append(Movement(sku, 70, -1, "M"))
    plan.raises("P-06", "DE", "sku", sku.sku, INFO)


def _paid(shop: Shop, owed: Owed, plan: Plan) -> None:
    """Two lost units were paid for: one below its cost, one at it."""
    low, right = _sku(shop), _sku(shop)
    for at, (sku, off) in enumerate(((low, 120), (right, 0))):
        owed.ledger.append(Movement(sku, 40, -1, "M"))
        owed.reimbursements.append(_pay(shop, 2 + at, 12, "Lost_Warehouse", sku, max(1, sku.cost - off)))
    plan.raises("P-09", "US", "claim", owed.reimbursements[-2].id, WARNING)
    plan.spares("P-09", "US", "claim", owed.reimbursements[-1].id, "exactly the cost")


def _taken_back(shop: Shop, owed: Owed, plan: Plan) -> None:
    """Amazon took two payments back: one unit was found, of the other the ledger knows nothing."""
    found, unseen = _sku(shop), _sku(shop)
    for at, sku in enumerate((found, unseen)):
        first = _pay(shop, 5 + at, 40, "Lost_Warehouse", sku, sku.cost)
        owed.reimbursements += [
            first, _pay(shop, 8 + at, 9, "Reversal", sku, sku.cost, units=-1, original=first.id)
        ]  # fmt: skip
    owed.ledger.append(Movement(found, 15, 1, "F"))
    plan.spares("P-09", "DE", "claim", owed.reimbursements[-3].id, "the ledger shows the found unit")
    plan.raises("P-09", "DE", "claim", owed.reimbursements[-1].id, WARNING)


def _found_again(shop: Shop, owed: Owed, plan: Plan) -> None:
    """One unit lost and found; another paid for."""
    found, paid = _sku(shop), _sku(shop)
    owed.ledger += [Movement(found, 40, -1, "M"), Movement(found, 38, 1, "N"), Movement(paid, 45, -1, "M")]
    owed.reimbursements.append(_pay(shop, 1, 20, "Lost_Warehouse", paid, paid.cost))
    plan.spares("P-06", "JP", "sku", found.sku, "found again")
    plan.spares("P-06", "JP", "sku", paid.sku, "paid for")


def _sku(shop: Shop) -> Sku:
    """A slow SKU whose units Amazon may lose."""
    return shop.take(lambda sku: not sku.merchant and sku.in_master and not sku.advertised, slowest=True)


def _pay(
    shop: Shop, number: int, back: int, reason: str, sku: Sku, per_unit: int, *, units: int = 1, order_id: str = "",
    original: str = "",
) -> Reimbursement:  # fmt: skip
    id_ = f"91{'UDJ'.index(shop.marketplace[0])}{number:07d}"
    return Reimbursement(id_, back, reason, sku, per_unit, units, order_id, original)
