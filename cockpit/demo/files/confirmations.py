"""Shipment confirmations as the team's ERP exports them: one file for all marketplaces."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cockpit.demo.amounts import plain
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.parcels import Parcel

COLUMNS = (
    "order_id", "order_item_id", "marketplace", "ship_date", "carrier", "tracking_number", "confirmed_at",
    "first_scan_at", "ship_by", "is_business", "invoice_at", "recipient", "postcode", "order_value", "currency",
    "category",
)  # fmt: skip
TEAM = ZoneInfo("Asia/Shanghai")


def put_confirmations(folder: Folder, parcels: Iterable[tuple[Shop, Parcel]], at: datetime) -> None:
    """A row for each parcel."""
    rows = [_row(shop, parcel) for shop, parcel in parcels]
    folder.put("reports/shipment-confirmations.csv", comma_file(COLUMNS, rows, bom=False), at)


def _row(shop: Shop, parcel: Parcel) -> list[str]:
    line, currency = parcel.line, shop.place.currency
    return [
        line.order_id, line.item_id, shop.marketplace, _team(parcel.shipped), parcel.carrier, parcel.number,
        _team(parcel.shipped), _team(parcel.scanned), _team(line.promise), "true" if line.business else "false",
        _team(parcel.shipped) if line.business else "", parcel.recipient, parcel.postcode, plain(line.value, currency),
        currency, line.sku.family.category,
    ]  # fmt: skip


def _team(moment: datetime | None) -> str:
    return moment.astimezone(TEAM).isoformat(timespec="seconds") if moment else ""
