"""Inbound performance: today's report, and yesterday's where something new stands in today's."""

from collections.abc import Iterable, Sequence

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.fba_inventory import LAYOUTS
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.storage import InboundProblem

FILE_NAME = "Inbound-performance.txt"
CARTON_UNITS = 80


def write_inbound_problems(shop: Shop, rows: Sequence[InboundProblem], folder: Folder) -> None:
    """Write the report as it grew since yesterday."""
    place = f"reports/{shop.marketplace}"
    known = [row for row in rows if not row.new]
    if len(known) < len(rows):
        day = shop.moments.day(1)
        folder.put(f"{place}/{day}/{FILE_NAME}", _file(shop, known), shop.moments.ago(days=1, minutes=21))
    folder.put(f"{place}/{FILE_NAME}", _file(shop, rows), shop.moments.lately(minutes=21))


def _file(shop: Shop, rows: Iterable[InboundProblem]) -> bytes:
    return tab_file(headers.INBOUND_PROBLEMS, (_cells(shop, row) for row in rows), LAYOUTS[shop.marketplace][1])


def _cells(shop: Shop, row: InboundProblem) -> list[str]:
    fee = ("Unplanned service", shop.place.currency, plain(row.fee, shop.place.currency)) if row.fee else ("", "", "")
    return [
        str(shop.moments.day(row.reported)),
        str(shop.moments.day(row.reported + 14)),
        row.shipment,
        f"{row.shipment}U000001",
        "ONT8",
        row.sku.sku,
        row.sku.fnsku,
        row.sku.asin,
        row.sku.title,
        row.problem,
        str(row.units),
        str(CARTON_UNITS),
        str(CARTON_UNITS - row.units),
        "Units",
        "Reminder",
        *fee,
        "Shipment",
        "Active",
    ]
