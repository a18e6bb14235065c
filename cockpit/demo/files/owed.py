"""FBA customer returns, reimbursements and the detailed inventory ledger, as Seller Central writes them."""

from datetime import date, datetime

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.fba_inventory import LAYOUTS
from cockpit.demo.files.folder import Folder, moment, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.owed import Movement, Owed, Reimbursement, Return

CENTRES = {"US": "ONT8", "DE": "LEJ1", "JP": "NRT5"}
NOON = 12 * 3600


def write_owed(shop: Shop, owed: Owed, folder: Folder) -> None:
    """Write the three reports."""
    place, encoding, at = f"reports/{shop.marketplace}", LAYOUTS[shop.marketplace][1], shop.moments.ago(hours=20)
    returns = sorted(owed.returns, key=lambda one: (one.back, one.order.order_id))
    content = tab_file(headers.FBA_RETURNS, [_return(shop, one, n) for n, one in enumerate(returns)], encoding)
    folder.put(f"{place}/FBA-customer-returns.txt", content, at)
    paid = sorted(owed.reimbursements, key=lambda one: (one.back, one.id))
    content = tab_file((*headers.REIMBURSEMENTS, ""), [_reimbursement(shop, one) for one in paid], encoding)
    folder.put(f"{place}/Reimbursements.txt", content, at)
    moved = sorted(owed.ledger, key=lambda one: one.back)
    content = tab_file(headers.LEDGER_DETAIL, [_movement(shop, one, n) for n, one in enumerate(moved)], encoding)
    folder.put(f"{place}/Inventory-ledger-detail.txt", content, at)


def _noon(shop: Shop, back: int) -> datetime:
    return shop.moments.at(shop.moments.day(back), NOON)


def _return(shop: Shop, one: Return, number: int) -> list[str]:
    sku = one.order.sku
    lpn = f"LPN{'UDJ'.index(shop.marketplace[0])}{number:07d}"
    return [
        moment(_noon(shop, one.back)), one.order.order_id, sku.sku, sku.asin, sku.fnsku, sku.title,
        str(one.order.units), CENTRES[shop.marketplace], one.disposition, "NO_LONGER_NEEDED",
        "Unit returned to inventory", lpn, "",
    ]  # fmt: skip


def _reimbursement(shop: Shop, one: Reimbursement) -> list[str]:
    """The report ends each row with one more tab."""
    currency, sku = shop.place.currency, one.sku
    per_unit = plain(one.per_unit if one.units > 0 else -one.per_unit, currency)
    return [
        moment(_noon(shop, one.back)), one.id, "", one.order_id, one.reason, sku.sku, sku.fnsku, sku.asin, sku.title,
        "Sellable", currency, per_unit, plain(one.per_unit * one.units, currency), str(one.units), "0", str(one.units),
        one.original, "Lost_Warehouse" if one.original else "", "",
    ]  # fmt: skip


def _movement(shop: Shop, one: Movement, number: int) -> list[str]:
    day, sku, open_ = shop.moments.day(one.back), one.sku, one.units if one.reason == "M" else 0
    return [
        _written(shop, day), sku.fnsku, sku.asin, sku.sku, sku.title, "Adjustments", f"13895{number:06d}",
        str(one.units), CENTRES[shop.marketplace], one.disposition, one.reason, shop.marketplace, "0", str(open_),
        moment(shop.moments.at(day, 0)),
    ]  # fmt: skip


def _written(shop: Shop, day: date) -> str:
    return f"{day:%m/%d/%Y}" if shop.marketplace == "US" else str(day)
