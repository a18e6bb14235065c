"""Settlements: sums (P-01), deposits (P-02), fees that stand twice (P-04), periods that are missing (P-13)."""

from datetime import timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.settlements import Line, Settlement
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

CLOSE_DAY = 3  # profile.month_end_day
FEE = "FBAPerUnitFulfillmentFee"


def plant_settlements(shop: Shop, settlements: list[Settlement], plan: Plan) -> None:
    """A US settlement states more than its lines say; a German one a cent more, which is allowed, another no total."""
    older, newest = settlements
    if shop.marketplace == "US":
        newest.stated_off_by = 1_240
        plan.raises("P-01", "US", "settlement", newest.id, Severity.CRITICAL)
        _charged_twice(newest, plan)
        _paid_short(older, newest, plan)
    elif shop.marketplace == "DE":
        newest.stated_off_by = 1
        plan.spares("P-01", "DE", "settlement", newest.id, "one cent of rounding")
        older.states_total = False
        plan.raises("P-01", "DE", "settlement", older.id, Severity.WARNING)
        plan.raises("P-13", "DE", "settlement", newest.id, Severity.WARNING)
    if shop.marketplace in {"US", "DE"}:
        _month_end(shop, newest, plan)


def _charged_twice(settlement: Settlement, plan: Plan) -> None:
    """One order pays its fulfilment fee twice; another of the same fee in its own order pays it once."""
    fees = [line for line in settlement.lines if line.description == FEE]
    twice, once = fees[0], fees[1]
    settlement.lines.insert(settlement.lines.index(twice) + 1, twice)
    plan.raises("P-04", "US", "order", _order_of(twice), Severity.WARNING)
    plan.spares("P-04", "US", "order", _order_of(once), "one fee for each order")


def _paid_short(older: Settlement, newest: Settlement, plan: Plan) -> None:
    """The bank got less than the older settlement says; the newest was deposited yesterday."""
    older.received = older.total - 1_850
    plan.raises("P-02", "US", "settlement", older.id, Severity.WARNING)
    plan.spares("P-02", "US", "settlement", newest.id, "five business days have not passed")


def _month_end(shop: Shop, newest: Settlement, plan: Plan) -> None:
    """In the first days of a month Amazon may not have closed the settlement of the last one's end."""
    today = shop.moments.clock.team_now.date()
    last_day = today.replace(day=1) - timedelta(days=1)
    if today.day >= CLOSE_DAY and newest.end.date() < last_day:
        plan.raises("P-13", shop.marketplace, "report", "settlement", Severity.WARNING)


def _order_of(line: Line) -> str:
    return line.order.order_id if line.order else ""
