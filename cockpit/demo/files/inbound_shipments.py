"""The list of shipments to Amazon, kept by hand: one file for all marketplaces."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.inbound import Shipment

COLUMNS = (
    "shipment_id", "sku", "quantity_shipped", "quantity_received", "shipped_at", "mode", "eta", "status",
    "first_received_at", "closed_at", "marketplace",
)  # fmt: skip
TEAM = ZoneInfo("Asia/Shanghai")


def put_shipments(folder: Folder, shipments: Iterable[tuple[Shop, Shipment]], at: datetime) -> None:
    """A row for each shipment."""
    rows = [_row(shop, one) for shop, one in shipments]
    folder.put("reports/inbound-shipments.csv", comma_file(COLUMNS, rows, bom=False), at)


def _row(shop: Shop, one: Shipment) -> list[str]:
    received = "" if one.received is None else str(one.received)
    days = (_day(shop, one.shipped), _day(shop, one.first_received), _day(shop, one.closed))
    return [
        one.id, one.sku.sku, str(one.units), received, days[0], one.mode, "", _status(one), *days[1:], shop.marketplace
    ]  # fmt: skip


def _day(shop: Shop, back: int | None) -> str:
    """A day of the team's calendar."""
    return "" if back is None else str(shop.moments.clock.now.astimezone(TEAM).date() - timedelta(days=back))


def _status(one: Shipment) -> str:
    if one.closed is not None:
        return "CLOSED"
    return "SHIPPED" if one.first_received is None else "RECEIVING"
