"""Unshipped orders: what the warehouse still has to send, now and as of the evening before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, moment, tab_file
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop

LAYOUTS: Mapping[str, Sequence[str]] = {
    "US": headers.UNSHIPPED_US,
    "DE": headers.UNSHIPPED,
    "JP": headers.UNSHIPPED,
}
EXPORTED_MINUTES = 12
SHIPPED_SINCE = {"JP": 4}  # rows of the evening before that have been shipped over night
FILE_NAME = "unshipped-orders.txt"


def write_unshipped_orders(shop: Shop, folder: Folder) -> None:
    """Write the open orders of now, and of the day before in its dated folder."""
    at = shop.moments.lately(EXPORTED_MINUTES)
    put_unshipped(shop, folder, open_orders(shop), at)
    before = shop.moments.ago(hours=20)
    earlier = [line for line in open_orders(shop) if line.placed < before]
    earlier += _shipped_since(shop, before)
    folder.put(
        f"reports/{shop.marketplace}/{shop.moments.day(1)}/{FILE_NAME}", unshipped_file(shop, earlier, before), before
    )


def put_unshipped(shop: Shop, folder: Folder, lines: Iterable[OrderLine], at: datetime) -> None:
    """Write the current report."""
    folder.put(f"reports/{shop.marketplace}/{FILE_NAME}", unshipped_file(shop, lines, at), at)


def open_orders(shop: Shop) -> list[OrderLine]:
    """Every order that the report lists: those that wait, and those just confirmed that are still on it."""
    return [line for line in shop.orders if line.promise and line.status in {"Unshipped", "PartiallyShipped"}]


def _shipped_since(shop: Shop, before: datetime) -> list[OrderLine]:
    """Orders that were on the report of the evening before and are not on today's."""
    count = SHIPPED_SINCE.get(shop.marketplace, 2)
    sent = [line for line in shop.orders if line.promise and line.status == "Shipped" and line.placed < before]
    return sent[-count:]


def unshipped_file(shop: Shop, lines: Iterable[OrderLine], at: datetime) -> bytes:
    """The report as of a moment."""
    header = LAYOUTS[shop.marketplace]
    rows = []
    for line in lines:
        cells = _cells(shop, line, at)
        rows.append([cells.get(name, "") for name in header])
    return tab_file(header, rows)


def _cells(shop: Shop, line: OrderLine, at: datetime) -> dict[str, str]:
    promise = line.promise or at
    to_ship = line.to_ship if line.status != "Shipped" else line.units
    return {
        "order-id": line.order_id,
        "order-item-id": line.item_id,
        "purchase-date": moment(line.placed),
        "payments-date": line.placed.astimezone(shop.moments.now.tzinfo).isoformat(timespec="seconds"),
        "reporting-date": moment(at),
        "promise-date": moment(promise),
        "days-past-promise": str((at - promise) // timedelta(days=1) + (1 if at > promise else 0)),
        "buyer-email": f"{line.item_id[:10]}@marketplace.amazon.example",
        "buyer-name": f"Buyer {line.item_id[-4:]}",
        "buyer-phone-number": "+0 000-000-0000",
        "payment-method-details": "Standard",
        "sku": line.sku.sku,
        "number-of-items": str(line.units),
        "product-name": line.sku.title,
        "quantity-purchased": str(line.units),
        "quantity-shipped": str(line.units - to_ship),
        "quantity-to-ship": str(to_ship),
        "ship-service-level": "Standard",
        "ship-service-name": "Std US D2D Dom",
        "recipient-name": f"Buyer {line.item_id[-4:]}",
        "ship-address-1": f"{int(line.item_id[-3:]) + 1} Example Street",
        "address-type": "Residential",
        "ship-city": line.city[0],
        "ship-state": line.city[1],
        "ship-postal-code": line.city[2],
        "ship-country": shop.marketplace,
        "is-business-order": "true" if line.business else "false",
        "is-prime": "false",
        "is-premium-order": "false",
        "is-replacement-order": "false",
        "is-exchange-order": "false",
        "is-transparency": "false",
        "is-ispu-order": "false",
        "is-buyer-requested-cancellation": "false",
        "tax-collection-model": "MarketplaceFacilitator",
        "tax-collection-responsible-party": "Amazon Services LLC",
        "verge-of-cancellation": "false",
        "verge-of-lateShipment": "true" if promise < at else "false",
        "signature-confirmation-recommended": "false",
    }
