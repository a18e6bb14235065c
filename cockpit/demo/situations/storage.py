"""Storage situations: too much, too old, too little for the fee, stranded, received with problems (S-04, S-05, S-09 …).

What lies in the warehouses is changed before orders are taken; what Amazon reports of it is written down after.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.situations.stock import seller
from cockpit.demo.sku import Sku
from cockpit.demo.stock import balanced
from cockpit.issue import Severity

Situation = Callable[[Shop, Plan], None]

FEE_UNITS = 3  # a day: more than twenty a week
REMOVED_SOON = 7  # days, S-10's default


@dataclass(frozen=True, slots=True)
class Stranded:
    """Units that no listing sells."""

    sku: Sku
    reason: str
    since: int  # days back
    removal: int | None  # days ahead; None: the report has no date
    units: int
    gone_today: bool = False  # it was in yesterday's report alone


@dataclass(frozen=True, slots=True)
class InboundProblem:
    """One row of the inbound performance report."""

    sku: Sku
    shipment: str
    problem: str
    reported: int  # days back
    units: int
    fee: int = 0  # minor units
    new: bool = False  # it was not in yesterday's report


def plant_storage(shop: Shop, plan: Plan) -> None:
    """Plant what the planning report tells of a marketplace."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)


def _old(shop: Shop) -> Sku:
    """A slow SKU whose age may be written down."""
    return shop.take(lambda sku: not sku.merchant and not sku.advertised and not sku.core, slowest=True)


def _too_much(shop: Shop, plan: Plan) -> None:
    """Seven months of stock, half of them at sea."""
    sku = seller(shop)
    sku.stock = balanced(sku, 100, 215)
    sku.storage.monthly = 2400
    plan.raises("S-04", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _amazon_calls_it_excess(shop: Shop, plan: Plan) -> None:
    """Five months of stock, of which Amazon counts a part as excess."""
    sku = seller(shop)
    sku.stock = balanced(sku, 120, 150)
    sku.storage.excess = sku.stock.available // 4
    plan.raises("S-04", shop.marketplace, "sku", sku.sku, Severity.INFO)


def _just_enough(shop: Shop, plan: Plan) -> None:
    """A little less than half a year, with a plan for more that nobody has shipped."""
    sku = seller(shop)
    sku.stock = balanced(sku, 90, 176)
    sku.stock.working = 400
    plan.spares("S-04", shop.marketplace, "sku", sku.sku, "under 180 days; working inbound does not count")


def _charged(shop: Shop, plan: Plan) -> None:
    """Amazon itself counts six units for the next assessment."""
    sku = _old(shop)
    sku.storage.aged = {"181-to-270": 6}
    sku.storage.charged = {"181-210": 4, "211-240": 2}
    sku.storage.surcharge = {"181-210": 200, "211-240": 140}
    plan.raises("S-05", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _over_a_year(shop: Shop, plan: Plan) -> None:
    """Two units have lain there for more than a year."""
    sku = _old(shop)
    sku.storage.aged = {"271-to-365": 1, "366-to-455": 2, "365-plus": 2}
    plan.raises("S-05", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _being_removed(shop: Shop, plan: Plan) -> None:
    """Old units, all of them on a removal order."""
    sku = _old(shop)
    sku.storage.aged, sku.storage.pending_removal = {"181-to-270": 5}, 5
    plan.spares("S-05", shop.marketplace, "sku", sku.sku, "pending removals are excused")


def _nine_months(shop: Shop, plan: Plan) -> None:
    """Five units older than nine months: charged in Europe as well."""
    sku = _old(shop)
    sku.storage.aged = {"271-to-365": 5}
    plan.raises("S-05", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _seven_months(shop: Shop, plan: Plan) -> None:
    """Units of seven months: charged in the US only."""
    sku = _old(shop)
    sku.storage.aged = {"181-to-270": 8}
    plan.spares("S-05", shop.marketplace, "sku", sku.sku, "the first tier is later here")


def _fee_for_too_little(shop: Shop, plan: Plan) -> None:
    """Sells three a day, and both windows of supply are short."""
    sku = _brisk(shop)
    sku.storage.short_supply, sku.storage.long_supply = 19.5, 24.0
    plan.raises("S-09", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _one_window_holds(shop: Shop, plan: Plan) -> None:
    """Sells three a day; the long window is above the line."""
    sku = _brisk(shop)
    sku.storage.short_supply, sku.storage.long_supply = 12.0, 42.0
    plan.spares("S-09", shop.marketplace, "sku", sku.sku, "one window at 28 days is enough")


def _brisk(shop: Shop) -> Sku:
    sku = seller(shop)
    sku.sales = [max(FEE_UNITS, units) for units in sku.sales]
    sku.stock = balanced(sku, 40, 110)
    return sku


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _too_much, _amazon_calls_it_excess, _just_enough, _charged, _over_a_year, _being_removed, _fee_for_too_little,
        _one_window_holds,
    ),
    "DE": (_too_much, _nine_months, _seven_months),
    "JP": (_amazon_calls_it_excess, _over_a_year, _seven_months),
}  # fmt: skip


def plant_stranded(shop: Shop, plan: Plan) -> tuple[Stranded, ...]:
    """What lies stranded in a marketplace. Nothing in Germany any more: what was there is sold again."""
    first, second = _old(shop), _old(shop)
    rows = {
        "US": (Stranded(first, "Listing closed", 175, 5, 7), Stranded(second, "Listing error", 12, None, 3)),
        "DE": (Stranded(first, "Listing error", 9, None, 4, gone_today=True),),
        "JP": (Stranded(first, "Listing closed", 40, 140, 2),),
    }[shop.marketplace]
    for row in rows:
        if row.gone_today:
            plan.spares("S-10", shop.marketplace, "sku", row.sku.sku, "only in yesterday's report")
        else:
            near = row.removal is not None and row.removal <= REMOVED_SOON
            severity = Severity.CRITICAL if near else Severity.WARNING
            plan.raises("S-10", shop.marketplace, "sku", row.sku.sku, severity)
    return rows


def plant_inbound(shop: Shop, plan: Plan) -> tuple[InboundProblem, ...]:
    """What Amazon found with shipments: in the US something new, of the same kind as three weeks ago."""
    old = InboundProblem(_old(shop), f"FBA17{shop.marketplace}31A", "Barcode cannot be scanned", 21, 6)
    plan.spares("S-11", shop.marketplace, "shipment", old.shipment, "it stood in the report before")
    if shop.marketplace != "US":
        return (old,)
    new = InboundProblem(_old(shop), "FBA17US48C", "Barcode cannot be scanned", 1, 24, fee=720, new=True)
    plan.raises("S-11", "US", "shipment", new.shipment, Severity.WARNING)
    return old, new
