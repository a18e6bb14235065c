"""Reports that are missing, old, damaged, cut, doubled or of no known marketplace (D-01 … D-06)."""

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.issue import Severity


def plant_data(shop: Shop, plan: Plan) -> None:
    """Decide what is wrong with the exports of a marketplace; the writers and `cockpit.demo.strays` carry it out."""
    PLANTED[shop.marketplace](shop, plan)


def _us(shop: Shop, plan: Plan) -> None:
    plan.raises("D-05", "US", "report", "settlement", Severity.INFO)  # a second download of the same settlement


def _de(shop: Shop, plan: Plan) -> None:
    shop.partial_stock = True
    plan.raises("D-04", "DE", "report", "fba-inventory", Severity.WARNING)


def _jp(shop: Shop, plan: Plan) -> None:
    plan.raises("D-01", "JP", "report", "feedback", Severity.WARNING)
    plan.raises("D-02", "JP", "report", "settlement", Severity.WARNING)
    plan.spares("D-04", "JP", "report", "unshipped-orders", "four rows fewer, five count")


PLANTED = {"US": _us, "DE": _de, "JP": _jp}
