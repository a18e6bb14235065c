"""Shipments to Amazon: short, whole, late, on their way (S-12, S-13)."""

from dataclasses import dataclass

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment of one SKU; days back, None: not yet."""

    id: str
    sku: Sku
    units: int
    mode: str
    shipped: int
    received: int | None = None
    first_received: int | None = None
    closed: int | None = None


# Mode, units, days since shipped, units received, days since the first receipt, since it was closed; what comes of it.
Row = tuple[str, int, int, int | None, int | None, int | None, str, str]
SHIPMENTS: dict[str, tuple[Row, ...]] = {
    "US": (
        ("sea", 240, 92, 233, 40, 12, "S-12", ""),
        ("sea", 180, 88, 180, 41, 15, "", "S-12: all of it arrived"),
        ("air", 60, 30, 52, 9, None, "", "S-12: Amazon may still be receiving"),
        ("sea", 300, 51, None, None, None, "S-13", ""),
        ("sea", 300, 45, None, None, None, "", "S-13: on the limit of its lane"),
    ),
    "DE": (
        ("air", 80, 22, None, None, None, "S-13", ""),
        ("sea", 160, 120, 150, 176, 160, "S-12 critical", ""),
    ),
    "JP": (("air", 40, 6, None, None, None, "", "S-13: on its way"),),
}


def plant_shipments(shop: Shop, plan: Plan) -> list[Shipment]:
    """The shipments of a marketplace; without an ETA, so that no stock waits for them."""
    found = []
    for at, (mode, units, shipped, received, first, closed, check, why) in enumerate(SHIPMENTS[shop.marketplace]):
        sku = shop.take(lambda sku: not sku.merchant and sku.in_master and not sku.advertised, slowest=True)
        id_ = f"FBA18{shop.marketplace}{60 + at}"
        found.append(Shipment(id_, sku, units, mode, shipped, received, first, closed))
        severity = Severity.CRITICAL if check.endswith("critical") else Severity.WARNING
        if check:
            plan.raises(check.split()[0], shop.marketplace, "shipment", id_, severity)
        else:
            spared, _, reason = why.partition(": ")
            plan.spares(spared, shop.marketplace, "shipment", id_, reason)
    return found
