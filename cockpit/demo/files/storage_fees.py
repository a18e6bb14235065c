"""Monthly storage fees as Seller Central's CSV: per FNSKU and fulfilment centre, whose name stands in apostrophes."""

from collections.abc import Mapping
from datetime import date

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop

CENTRES = ("'ABE8'", "'ONT8'", "'MDW6'")
ITEMS = 12  # with stock all month; the fee is spread over them


def write_storage_fees(shop: Shop, months: Mapping[date, int], folder: Folder) -> None:
    """Write what the report states for each month, in minor units; nothing where it states nothing."""
    rows = [row for month, total in sorted(months.items()) for row in _month(shop, month, total)]
    if rows:
        content = comma_file(headers.STORAGE_US, rows)
        folder.put(f"reports/{shop.marketplace}/Monthly-Storage-Fees.csv", content, shop.moments.lately(minutes=45))


def _month(shop: Shop, month: date, total: int) -> list[list[str]]:
    held = [sku for sku in shop.skus if not sku.merchant][:ITEMS]
    each, rest = divmod(total, len(held))
    rows = []
    for number, sku in enumerate(held):
        cells = {
            "asin": sku.asin,
            "fnsku": sku.fnsku,
            "product_name": sku.title,
            "fulfillment_center": CENTRES[number % len(CENTRES)],
            "country_code": shop.marketplace,
            "month_of_charge": f"{month:%Y-%m}",
            "storage_utilization_ratio": "5.9",
            "storage_utilization_ratio_units": "weeks",
            "currency": shop.place.currency,
            "estimated_monthly_storage_fee": plain(each + (rest if not number else 0), shop.place.currency),
        }
        rows.append([cells.get(column, "--") for column in headers.STORAGE_US])
    return rows
