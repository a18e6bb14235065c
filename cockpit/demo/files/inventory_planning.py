"""Inventory planning: two weeks of daily snapshots, 99 columns in the US, 77 elsewhere."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from cockpit.demo.amounts import MINOR_DIGITS, plain
from cockpit.demo.files import headers
from cockpit.demo.files.fba_inventory import write_snapshots
from cockpit.demo.files.folder import Folder, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku, Storage
from cockpit.demo.stock import SNAPSHOT_DAYS, on_day

LAYOUTS: Mapping[str, tuple[Sequence[str], str]] = {
    "US": (headers.PLANNING_US, "US"),
    "DE": (headers.PLANNING, "Amazon.de"),
    "JP": (headers.PLANNING, "JP"),
}
FILE_NAME = "FBA-inventory-planning.txt"
BUCKETS = ("181-to-270", "271-to-365", "366-to-455", "456-plus", "365-plus")


def write_inventory_planning(shop: Shop, folder: Folder) -> None:
    """Write today's snapshot and those of the two weeks before."""
    write_snapshots(shop, folder, FILE_NAME, SNAPSHOT_DAYS, planning_file)


def planning_file(shop: Shop, back: int) -> bytes:
    """One day's snapshot."""
    header, _ = LAYOUTS[shop.marketplace]
    rows = []
    for sku in shop.skus:
        if not sku.merchant and sku.stock.known_days >= back:
            cells = _cells(shop, sku, back)
            rows.append([cells.get(column, "") for column in header])
    encoding = "cp932" if shop.marketplace == "JP" else "utf-8"
    return tab_file(header, rows, encoding)


def _cells(shop: Shop, sku: Sku, back: int) -> dict[str, str]:
    stock = on_day(sku, back)
    units = {days: sku.units(back, days) for days in (7, 30, 60, 90)}
    supply = round(stock.available / units[30] * 30) if units[30] else ""
    price = plain(sku.price_at(back), shop.place.currency)
    old = stock.available // 10
    storage = sku.storage if not back else Storage()
    minor = 10 ** MINOR_DIGITS[shop.place.currency]
    return {
        "snapshot-date": str(shop.moments.today - timedelta(days=back)),
        "sku": sku.sku,
        "fnsku": sku.fnsku,
        "asin": sku.asin,
        "product-name": sku.title,
        "condition": "New",
        "available": str(stock.available),
        "fc-transfer": str(stock.transfer),
        "pending-removal-quantity": str(storage.pending_removal),
        "inv-age-0-to-90-days": str(stock.available - old),
        "inv-age-91-to-180-days": str(old),
        **{f"inv-age-{bucket}-days": str(storage.aged.get(bucket, 0)) for bucket in BUCKETS},
        **{f"quantity-to-be-charged-ais-{tier}-days": str(units) for tier, units in storage.charged.items()},
        **{f"estimated-ais-{tier}-days": f"{amount / minor:g}" for tier, amount in storage.surcharge.items()},
        "currency": shop.place.currency,
        **{f"units-shipped-t{days}": str(count) for days, count in units.items()},
        "your-price": price,
        "sales-price": price,
        "recommended-action": "No excess inventory",
        "sell-through": f"{units[90] / (stock.available + 1):.1f}",
        "item-volume": "0.12",
        "volume-unit-measurement": "cubic feet" if shop.marketplace == "US" else "cubic meters",
        "storage-type": "Standard",
        "storage-volume": f"{stock.available * 0.12:.2f}",
        "marketplace": LAYOUTS[shop.marketplace][1],
        "product-group": f"gl_{sku.family.category}",
        "sales-rank": str(round(40_000 / (sku.rate + 0.05))),
        "days-of-supply": str(supply),
        "estimated-excess-quantity": str(storage.excess),
        "estimated-storage-cost-next-month": f"{storage.monthly / minor:g}",
        "weeks-of-cover-t30": f"{stock.available / units[30] * 30 / 7:.0f}" if units[30] else "",
        "inbound-quantity": str(stock.working + stock.shipped + stock.receiving),
        "inbound-working": str(stock.working),
        "inbound-shipped": str(stock.shipped),
        "inbound-received": str(stock.receiving),
        "Total Reserved Quantity": str(stock.reserved),
        "reserved-quantity": str(stock.reserved),
        "unfulfillable-quantity": str(stock.unfulfillable),
        "Exempted from Low-Inventory-Level fee?": "No",
        "Low-Inventory-Level fee applied in current week?": "No",
        "Short term historical days of supply": str(storage.short_supply),
        "Long term historical days of supply": str(storage.long_supply),
        "Inventory age snapshot date": str(shop.moments.today - timedelta(days=back + 1)),
        "Inventory Supply at FBA": str(stock.near + stock.shipped + stock.receiving),
        "Reserved FC Processing": str(stock.processing),
        "Reserved Customer Order": str(stock.customer_orders),
        "Fulfillment Service and Programs": "FBA",
    }
