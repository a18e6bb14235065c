"""Settlements that do not add up (P-01) and fees that stand twice (P-04)."""

from cockpit.demo.expected import Plan
from cockpit.demo.settlements import Line, Settlement
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

FEE = "FBAPerUnitFulfillmentFee"


def plant_settlements(shop: Shop, settlements: list[Settlement], plan: Plan) -> None:
    """A US settlement states more than its lines say; a German one a cent more, which is allowed, another no total."""
    older, newest = settlements
    if shop.marketplace == "US":
        newest.stated_off_by = 1_240
        plan.raises("P-01", "US", "settlement", newest.id, Severity.CRITICAL)
        _charged_twice(newest, plan)
    elif shop.marketplace == "DE":
        newest.stated_off_by = 1
        plan.spares("P-01", "DE", "settlement", newest.id, "one cent of rounding")
        older.states_total = False
        plan.raises("P-01", "DE", "settlement", older.id, Severity.WARNING)


def _charged_twice(settlement: Settlement, plan: Plan) -> None:
    """One order pays its fulfilment fee twice; another of the same fee in its own order pays it once."""
    fees = [line for line in settlement.lines if line.description == FEE]
    twice, once = fees[0], fees[1]
    settlement.lines.insert(settlement.lines.index(twice) + 1, twice)
    plan.raises("P-04", "US", "order", _order_of(twice), Severity.WARNING)
    plan.spares("P-04", "US", "order", _order_of(once), "one fee for each order")


def _order_of(line: Line) -> str:
    return line.order.order_id if line.order else ""
