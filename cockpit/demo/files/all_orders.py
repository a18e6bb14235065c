"""All Orders: one row per order item, three files of thirty days each, as Amazon hands them out."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from cockpit.demo.amounts import plain
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, moment, tab_file
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop

LAYOUTS: Mapping[str, tuple[Sequence[str], str]] = {
    "US": (headers.ORDERS_US, "utf-8"),
    "DE": (headers.ORDERS_EU, "utf-8"),
    "JP": (headers.ORDERS_JP, "cp932"),
}
DAYS_PER_FILE = 30
FILES = 3
TAX = {"US": 0.0825, "DE": 0.19 / 1.19, "JP": 0.1 / 1.1}  # of the price; outside the US it is inside the price


def write_all_orders(shop: Shop, folder: Folder) -> None:
    """Write the orders of the last ninety days."""
    header, encoding = LAYOUTS[shop.marketplace]
    for n in range(FILES):
        first = shop.moments.day(DAYS_PER_FILE * (FILES - n) - 1)
        after = first + timedelta(days=DAYS_PER_FILE)
        start, end = shop.moments.at(first, 0), shop.moments.at(after, 0)
        rows = [_row(shop, header, line) for line in shop.orders if start <= line.placed < end]
        exported = shop.moments.ago(days=DAYS_PER_FILE * (FILES - 1 - n), minutes=35)
        name = f"AllOrders_{first:%Y%m%d}-{after - timedelta(days=1):%Y%m%d}.txt"
        folder.put(f"reports/{shop.marketplace}/orders/{name}", tab_file(header, rows, encoding), exported)


def _row(shop: Shop, header: Sequence[str], line: OrderLine) -> list[str]:
    cells = _cells(shop, line)
    return [cells.get(name, "") for name in header]


def _cells(shop: Shop, line: OrderLine) -> dict[str, str]:
    sku, place = line.sku, shop.place
    cancelled, pending = line.status == "Cancelled", line.status == "Pending"
    return {
        "amazon-order-id": line.order_id,
        "merchant-order-id": "" if sku.merchant else line.order_id,
        "purchase-date": moment(line.placed),
        "last-updated-date": moment(_updated(shop, line)),
        "order-status": line.status,
        "order-item-id": line.item_id,
        "fulfillment-channel": "Merchant" if sku.merchant else "Amazon",
        "sales-channel": place.sales_channel,
        "order-channel": "WebsiteOrderChannel" if sku.merchant else "",
        "ship-service-level": "Standard" if sku.merchant else "Expedited",
        "product-name": sku.title,
        "sku": sku.sku,
        "asin": sku.asin,
        "item-status": "" if cancelled else ("Unshipped" if pending else line.status),
        "quantity": "0" if cancelled else str(line.units),
        "currency": "" if cancelled else place.currency,
        "item-price": plain(line.value, place.currency),
        "item-tax": "" if pending else plain(round(line.value * TAX[shop.marketplace]), place.currency),
        "shipping-price": "0",
        "shipping-tax": "0",
        "gift-wrap-price": "0",
        "gift-wrap-tax": "0",
        "item-promotion-discount": "0",
        "ship-promotion-discount": "0",
        "ship-city": line.city[0],
        "ship-state": line.city[1],
        "ship-postal-code": line.city[2],
        "ship-country": shop.marketplace,
        "is-business-order": "true" if line.business else "false",
        "price-designation": "Business Price" if line.business else "",
    }


def _updated(shop: Shop, line: OrderLine) -> datetime:
    """When Amazon last touched the order: a day after it came, unless that lies ahead."""
    return min(line.placed + timedelta(hours=26), shop.moments.ago(minutes=40))
