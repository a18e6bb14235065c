"""Fulfilment fees above the preview (P-03) and items that Amazon measures otherwise (P-12)."""

from collections.abc import Callable
from dataclasses import replace

from cockpit.demo.expected import Plan
from cockpit.demo.files.fee_preview import WEEK
from cockpit.demo.settlements import Line, Settlement
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

FEE = "FBAPerUnitFulfillmentFee"
MUCH, SOME, ROUNDING = 260, 45, 8  # minor units a unit: far, a little, and not enough above the preview
A_FEW = range(4, 41)  # units: enough to be judged, too few to be critical
CRITICAL = 5_000  # minor units in all


def plant_fees(shop: Shop, settlements: list[Settlement], plan: Plan) -> None:
    """One SKU in the US and one in Germany pay too much; another pays a few cents more, which is rounding."""
    if shop.marketplace == "US":
        ranked = _by_units(settlements, bool)
        _overcharge(shop, settlements, ranked[0], MUCH, plan)
        _overcharge(shop, settlements, ranked[1], ROUNDING, plan)
    elif shop.marketplace == "DE":
        ranked = _by_units(settlements, A_FEW.__contains__)
        _overcharge(shop, settlements, ranked[0], SOME, plan)
        _measured_again(shop, plan)


def _by_units(settlements: list[Settlement], fits: Callable[[int], bool]) -> list[Sku]:
    """SKUs that were charged for fulfilment, those with the most units first."""
    units: dict[str, int] = {}
    skus: dict[str, Sku] = {}
    for line in _fees(settlements):
        if line.order:
            sku = line.order.sku
            skus[sku.sku] = sku
            units[sku.sku] = units.get(sku.sku, 0) + line.order.units
    return [skus[code] for code in sorted(units, key=lambda code: (-units[code], code)) if fits(units[code])]


def _fees(settlements: list[Settlement]) -> list[Line]:
    return [line for settlement in settlements for line in settlement.lines if line.description == FEE]


def _overcharge(shop: Shop, settlements: list[Settlement], sku: Sku, extra: int, plan: Plan) -> None:
    """Each unit of a SKU pays so much more than it should."""
    units = 0
    for settlement in settlements:
        for place, line in enumerate(settlement.lines):
            if line.description == FEE and line.order and line.order.sku is sku:
                settlement.lines[place] = replace(line, amount=line.amount - extra * line.order.units)
                units += line.order.units
    if extra == ROUNDING:
        plan.spares("P-03", shop.marketplace, "sku", sku.sku, "a few cents above the preview")
        return
    severity = Severity.CRITICAL if units * extra >= CRITICAL else Severity.WARNING
    plan.raises("P-03", shop.marketplace, "sku", sku.sku, severity)


def _measured_again(shop: Shop, plan: Plan) -> None:
    """Since last week Amazon weighs one item 30% heavier, another 4%."""
    heavier, slightly = [sku for sku in shop.skus if not sku.merchant][3:5]
    heavier.measured[WEEK] = 1 / 1.3
    slightly.measured[WEEK] = 1 / 1.04
    plan.raises("P-12", shop.marketplace, "sku", heavier.sku, Severity.WARNING)
    plan.spares("P-12", shop.marketplace, "sku", slightly.sku, "4% is within the measuring")
