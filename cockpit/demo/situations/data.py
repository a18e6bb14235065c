"""Reports that are missing, old, damaged, cut, doubled or of no known marketplace (D-01 … D-06)."""

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

ADS_READ = "10:00"  # [profile] ads_read


def plant_data(shop: Shop, plan: Plan) -> None:
    """Decide what is wrong with the exports of a marketplace; writers and `cockpit.demo.strays` carry it out."""
    mp = shop.marketplace
    if mp == "US":
        plan.raises("D-03", mp, "report", "unknown", Severity.INFO)  # a picture and a cut download
        plan.raises("D-05", mp, "report", "settlement", Severity.INFO)  # downloaded twice
    elif mp == "DE":
        shop.partial_stock, shop.feedback_hole, shop.campaigns_until = True, True, 3
        plan.raises("D-02", mp, "report", "sp-campaigns", Severity.WARNING)  # two days behind
        _late_reading(shop, plan)
        plan.raises("D-03", mp, "report", "feedback", Severity.WARNING)  # a rating is missing
        plan.raises("D-03", mp, "report", "all-listings", Severity.WARNING)  # a column is missing
        plan.raises("D-04", mp, "report", "fba-inventory", Severity.WARNING)
    else:
        plan.raises("D-01", mp, "report", "feedback", Severity.WARNING)
        plan.raises("D-02", mp, "report", "settlement", Severity.WARNING)
        plan.spares("D-04", mp, "report", "unshipped-orders", "four rows fewer, five count")


def _late_reading(shop: Shop, plan: Plan) -> None:
    """The same two days are late to be read (A-10), but only once the team's reading time of the day has come."""
    clock = shop.moments.clock
    if clock.team_now >= clock.team_time(ADS_READ):
        plan.raises("A-10", shop.marketplace, "report", "sp-campaigns", Severity.WARNING)
    else:
        plan.spares("A-10", shop.marketplace, "report", "sp-campaigns", "before 10:00 nothing is late yet")
