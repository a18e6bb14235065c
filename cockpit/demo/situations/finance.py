"""Settlements that do not add up (P-01)."""

from cockpit.demo.expected import Plan
from cockpit.demo.settlements import Settlement
from cockpit.demo.shop import Shop
from cockpit.issue import Severity


def plant_settlements(shop: Shop, settlements: list[Settlement], plan: Plan) -> None:
    """A US settlement states more than its lines say; a German one a cent more, which is allowed, another no total."""
    older, newest = settlements
    if shop.marketplace == "US":
        newest.stated_off_by = 1_240
        plan.raises("P-01", "US", "settlement", newest.id, Severity.CRITICAL)
    elif shop.marketplace == "DE":
        newest.stated_off_by = 1
        plan.spares("P-01", "DE", "settlement", newest.id, "one cent of rounding")
        older.states_total = False
        plan.raises("P-01", "DE", "settlement", older.id, Severity.WARNING)
