"""All Listings: a few days of snapshots, cp1252 in Germany, Shift-JIS with ten blank header cells in Japan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.fba_inventory import write_snapshots
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku

DAYS = 5
# Older ones that were kept, days back: the smallest marketplace's tell its merchant stock of a month.
EARLIER: Mapping[str, Sequence[int]] = {"US": (), "DE": (), "JP": (8, 12, 16, 20, 24, 28, 32)}
FILE_NAME = "All-Listings-Report.txt"
ENCODINGS = {"US": "utf-8", "DE": "cp1252", "JP": "cp932"}
ACTIVE = {"US": "Active", "DE": "Active", "JP": "出品中"}
OPENED: Mapping[str, Callable[[datetime], str]] = {
    "US": lambda moment: f"{moment:%Y-%m-%d %H:%M:%S %Z}",
    "DE": lambda moment: f"{moment:%d/%m/%Y %H:%M:%S} {'CEST' if moment.dst() else 'CET'}",
    "JP": lambda moment: f"{moment:%Y/%m/%d %H:%M:%S} JST",
}
# Where the figures stand in the Japanese file, by position: its header is blank there.
JP_NAMES = {
    "item-name": 0, "listing-id": 2, "seller-sku": 3, "price": 4, "quantity": 5, "open-date": 6, "product-id-type": 9,
    "item-condition": 12, "asin1": 16, "product-id": 22, "pending-quantity": 25, "fulfillment-channel": 26,
    "merchant-shipping-group": 27, "status": 28,
}  # fmt: skip
TEMPLATES = {"US": "Migrated Template", "DE": "Standardvorlage für den Versand", "JP": "移行されたテンプレート"}


def write_all_listings(shop: Shop, folder: Folder) -> None:
    """Write today's listings and those of the days before."""
    write_snapshots(shop, folder, FILE_NAME, DAYS, listings_file)
    for back in EARLIER[shop.marketplace]:
        exported = shop.moments.ago(days=back, minutes=25)
        content = listings_file(shop, back)
        folder.put(f"reports/{shop.marketplace}/{shop.moments.day(back)}/{FILE_NAME}", content, exported)


def listings_file(shop: Shop, back: int) -> bytes:
    """One day's listings."""
    header = headers.LISTINGS_JP if shop.marketplace == "JP" else headers.LISTINGS
    rows = [_row(shop, header, sku, back) for sku in shop.skus]
    return tab_file(header, rows, ENCODINGS[shop.marketplace])


def _row(shop: Shop, header: Sequence[str], sku: Sku, back: int) -> list[str]:
    cells = _cells(shop, sku, back)
    if shop.marketplace != "JP":
        return [cells.get(name, "") for name in header]
    row = [""] * len(header)
    for name, position in JP_NAMES.items():
        row[position] = cells[name]
    return row


def _cells(shop: Shop, sku: Sku, back: int) -> dict[str, str]:
    active = ACTIVE[shop.marketplace]
    opened = shop.moments.at(sku.opened, 5_658).astimezone(shop.moments.now.tzinfo)
    return {
        "item-name": sku.title_at(back),
        "listing-id": sku.listing_id,
        "seller-sku": sku.sku,
        "price": plain(sku.price_at(back), shop.place.currency),
        "quantity": str(sku.quantity) if sku.merchant else "",
        "open-date": OPENED[shop.marketplace](opened),
        "item-is-marketplace": "y",
        "product-id-type": "1",
        "item-condition": "11",
        "asin1": sku.asin,
        "product-id": sku.asin,
        "pending-quantity": "0",
        "fulfillment-channel": "DEFAULT" if sku.merchant else shop.place.fba_channel,
        "merchant-shipping-group": TEMPLATES[shop.marketplace],
        "status": active if sku.status == "Active" else sku.status,
    }
