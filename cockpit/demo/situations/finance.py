"""Settlements: sums (P-01), deposits (P-02), fees twice (P-04), refunds (P-10, P-11), missing periods (P-13)."""

from dataclasses import replace
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
        _fee_too_high(newest, "US", plan, 110, Severity.INFO)
    elif shop.marketplace == "DE":
        newest.stated_off_by = 1
        plan.spares("P-01", "DE", "settlement", newest.id, "one cent of rounding")
        older.states_total = False
        plan.raises("P-01", "DE", "settlement", older.id, Severity.WARNING)
        plan.raises("P-13", "DE", "settlement", newest.id, Severity.WARNING)
        _fee_too_high(newest, "DE", plan, 560, Severity.WARNING)
        _refunded_too_much(newest, plan)
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


def _fee_too_high(settlement: Settlement, marketplace: str, plan: Plan, extra: int, severity: Severity) -> None:
    """Of one refund Amazon kept more than a fifth of the referral fee; of another a cent more, which is rounding."""
    kept = _lines_of(settlement, "Refund", "RefundCommission")
    _add(settlement, kept[0], -extra)
    _add(settlement, kept[1], -1)
    plan.raises("P-10", marketplace, "order", _order_of(kept[0]), severity)
    plan.spares("P-10", marketplace, "order", _order_of(kept[1]), "a cent of rounding")


def _refunded_too_much(settlement: Settlement, plan: Plan) -> None:
    """One buyer got back 3.00 more than the price; the others exactly the price."""
    back = _lines_of(settlement, "Refund", "Principal")
    _add(settlement, back[2], -300)
    plan.raises("P-11", "DE", "order", _order_of(back[2]), Severity.WARNING)
    plan.spares("P-11", "DE", "order", _order_of(back[1]), "the whole price, and no more")


def _lines_of(settlement: Settlement, transaction: str, description: str) -> list[Line]:
    return [one for one in settlement.lines if (one.transaction, one.description) == (transaction, description)]


def _add(settlement: Settlement, line: Line, amount: int) -> None:
    settlement.lines[settlement.lines.index(line)] = replace(line, amount=line.amount + amount)


def _order_of(line: Line) -> str:
    return line.order.order_id if line.order else ""
