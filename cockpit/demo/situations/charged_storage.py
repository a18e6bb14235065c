"""Storage that is charged otherwise than the storage report states (P-14)."""

from datetime import date, timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.settlements import Line, Settlement
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

STORAGE = "Storage Fee"
REPORTED = 0.94  # of what was charged: in one month the report says less


def plant_charged_storage(shop: Shop, settlements: list[Settlement], plan: Plan) -> dict[date, int]:
    """What the US report states for each month: less than was charged for the newest, the charge to the cent before."""
    if shop.marketplace != "US":
        return {}
    charged: dict[date, list[tuple[Settlement, Line]]] = {}
    for settlement in settlements:
        for line in settlement.lines:
            if line.description == STORAGE:
                charged.setdefault(_month_before(line.posted.date()), []).append((settlement, line))
    reported = {month: -sum(line.amount for _, line in lines) for month, lines in charged.items()}
    newest = max(charged)
    for month, lines in charged.items():
        if month != newest:
            plan.spares("P-14", "US", "settlement", lines[0][0].id, "charged as the report says")
    plan.raises("P-14", "US", "settlement", charged[newest][0][0].id, Severity.WARNING)
    return {**reported, newest: round(reported[newest] * REPORTED)}


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
