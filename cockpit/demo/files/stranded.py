"""Stranded inventory: today's report, and yesterday's where something has left it since."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.fba_inventory import LAYOUTS
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.storage import Stranded

FILE_NAME = "Stranded-inventory.txt"


def write_stranded(shop: Shop, rows: Sequence[Stranded], folder: Folder) -> None:
    """Write the report; only its header where nothing is stranded."""
    place = f"reports/{shop.marketplace}"
    if any(row.gone_today for row in rows):
        day = shop.moments.day(1)
        folder.put(f"{place}/{day}/{FILE_NAME}", _file(shop, rows), shop.moments.ago(days=1, minutes=22))
    today = [row for row in rows if not row.gone_today]
    folder.put(f"{place}/{FILE_NAME}", _file(shop, today), shop.moments.lately(minutes=22))


def _file(shop: Shop, rows: Iterable[Stranded]) -> bytes:
    return tab_file(headers.STRANDED, (_cells(shop, row) for row in rows), LAYOUTS[shop.marketplace][1])


def _cells(shop: Shop, row: Stranded) -> list[str]:
    removal = "" if row.removal is None else str(shop.moments.today + timedelta(days=row.removal))
    return [
        "Relist",
        str(shop.moments.day(row.since)),
        removal,
        "Inactive",
        row.reason,
        "",
        row.reason,
        row.sku.asin,
        row.sku.sku,
        row.sku.fnsku,
        row.sku.title,
        "New",
        "Amazon",
        str(row.units),
        plain(row.sku.price, shop.place.currency),
        "0",
        "0",
        "0",
        "FBA",
    ]
