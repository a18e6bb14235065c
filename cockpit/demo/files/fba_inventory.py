"""Manage FBA Inventory: five daily snapshots; there is no date inside, so the folder carries it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.demo.stock import on_day

LAYOUTS: Mapping[str, tuple[Sequence[str], str]] = {
    "US": (headers.FBA_US, "utf-8"),
    "DE": (headers.FBA_EU, "cp1252"),
    "JP": (headers.FBA, "cp932"),
}
DAYS = 5
FILE_NAME = "FBA-inventory.txt"


class Snapshot(Protocol):
    """Writes one day's rows."""

    def __call__(self, shop: Shop, back: int) -> bytes:
        """The file of the day `back` days ago."""


def write_fba_inventory(shop: Shop, folder: Folder) -> None:
    """Write today's snapshot and those of the days before."""
    write_snapshots(shop, folder, FILE_NAME, DAYS, fba_inventory_file)


def write_snapshots(shop: Shop, folder: Folder, name: str, days: int, content: Snapshot) -> None:
    """Write a daily report: today's in the marketplace's folder, older ones in folders named by their day."""
    for back in range(days):
        place = name if not back else f"{shop.moments.day(back)}/{name}"
        exported = shop.moments.ago(days=back, minutes=25) if back else shop.moments.lately(minutes=25)
        folder.put(f"reports/{shop.marketplace}/{place}", content(shop, back), exported)


def fba_inventory_file(shop: Shop, back: int) -> bytes:
    """One day's snapshot."""
    header, encoding = LAYOUTS[shop.marketplace]
    held = [sku for sku in shop.skus if not sku.merchant and sku.stock.known_days >= back]
    if not back and shop.partial_stock:
        held = held[-len(held) * 2 // 5 :]  # a filter was left on: only the end of the list came
    rows = []
    for sku in held:
        cells = _cells(shop, sku, back)
        rows.append([cells.get(column, "") for column in header])
    return tab_file(header, rows, encoding)


def _cells(shop: Shop, sku: Sku, back: int) -> dict[str, str]:
    stock = on_day(sku, back)
    inside = stock.available + stock.reserved + stock.unfulfillable
    inbound = stock.working + stock.shipped + stock.receiving
    return {
        "sku": sku.sku,
        "fnsku": sku.fnsku,
        "asin": sku.asin,
        "product-name": sku.title,
        "condition": "New",
        "your-price": plain(sku.price_at(back), shop.place.currency),
        "mfn-listing-exists": "No",
        "afn-listing-exists": "Yes",
        "afn-warehouse-quantity": str(inside),
        "afn-fulfillable-quantity": str(stock.available),
        "afn-unsellable-quantity": str(stock.unfulfillable),
        "afn-reserved-quantity": str(stock.reserved),
        "afn-total-quantity": str(inside + inbound),
        "per-unit-volume": "0.12",
        "afn-inbound-working-quantity": str(stock.working),
        "afn-inbound-shipped-quantity": str(stock.shipped),
        "afn-inbound-receiving-quantity": str(stock.receiving),
        "afn-researching-quantity": "0",
        "afn-reserved-future-supply": "0",
        "afn-future-supply-buyable": "0",
        "afn-fc-transfer-quantity": str(stock.transfer),
        "afn-onhand-buyable-quantity": str(stock.available),
        "afn-fulfillable-quantity-local": str(stock.available),
        "afn-fulfillable-quantity-remote": "0",
    }
