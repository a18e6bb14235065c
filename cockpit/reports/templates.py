"""CSV templates of the reports that people keep by hand: our columns as the header, one realistic row each.

The rows are of settled business (answered, closed, won), so that a template left as it is raises nothing.
"""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Final

from cockpit.reports.types import load

# Report type → the cells of its sample row that are filled; the other columns are there and empty, which means unknown.
SAMPLES: Final[Mapping[str, Mapping[str, str]]] = {
    "manual-metrics": {
        "date": "2026-11-23", "metric": "ahr", "marketplace": "US", "value": "312", "note": "typed from Account Health",
    },
    "sku-master": {
        "sku": "ZX-LAMP-01", "asin": "B0EXAMPLE1", "marketplace": "US", "category": "home", "core": "yes",
        "brand_owned": "yes", "price": "24.99", "cost": "6.10", "fees": "8.40", "price_floor": "19.99",
        "price_ceiling": "34.99", "target_acos": "0.25", "lead_days": "45", "safety_days": "14", "carton_qty": "24",
        "first_live": "2025-07-11", "launch": "no", "discontinued": "no", "protected_terms": "my brand;mybrand",
    },
    "buyer-messages": {
        "thread_id": "T-1001", "received_at": "2026-11-22T21:15:00-08:00", "replied_at": "2026-11-22T23:40:00-08:00",
        "order_id": "111-0000001-0000001", "marketplace": "US", "sender": "buyer", "no_response_needed": "no",
        "subject": "Where is my parcel",
    },
    "atoz-claims": {
        "claim_id": "AZ-1001", "opened_at": "2026-11-10T09:00:00-08:00", "state": "withdrawn",
        "order_id": "111-0000001-0000001", "marketplace": "US", "updated_at": "2026-11-12T10:30:00-08:00",
        "decided_at": "2026-11-12T10:30:00-08:00", "amount": "24.99", "currency": "USD",
    },
    "chargebacks": {
        "chargeback_id": "CB-1001", "notified_at": "2026-10-28T08:00:00-07:00", "state": "won",
        "order_id": "111-0000001-0000001", "marketplace": "US", "deadline": "2026-11-08T23:59:00-08:00",
        "amount": "24.99", "currency": "USD",
    },
    "performance-notifications": {
        "notification_id": "PN-1001", "received_at": "2026-11-16T07:20:00-08:00", "subject": "Policy warning",
        "marketplace": "US", "kind": "policy", "asins": "B0EXAMPLE1;B0EXAMPLE2", "skus": "ZX-LAMP-01",
        "deadline": "2026-11-19T23:59:00-08:00", "acknowledged_at": "2026-11-16T18:00:00+08:00",
        "appeal_sent_at": "2026-11-17T15:30:00+08:00", "body": "Appeal accepted",
    },
    "shipment-confirmations": {
        "order_id": "111-0000001-0000001", "ship_date": "2026-11-20T14:00:00-08:00", "carrier": "UPS",
        "tracking_number": "1Z999AA10123456784", "marketplace": "US", "ship_method": "UPS Ground",
        "fulfillment_channel": "Merchant", "confirmed_at": "2026-11-20T14:05:00-08:00",
        "first_scan_at": "2026-11-20T19:30:00-08:00", "ship_by": "2026-11-21T23:59:00-08:00", "is_business": "no",
        "postcode": "90001", "order_value": "24.99", "currency": "USD", "category": "home",
    },
    "inbound-shipments": {
        "shipment_id": "FBA15DEMO001", "sku": "ZX-LAMP-01", "quantity_shipped": "240", "quantity_received": "240",
        "shipped_at": "2026-09-20T10:00:00+08:00", "mode": "sea", "eta": "2026-10-28T10:00:00-07:00",
        "status": "CLOSED", "first_received_at": "2026-10-30T09:00:00-07:00", "closed_at": "2026-11-08T09:00:00-08:00",
        "marketplace": "US",
    },
    "purchase-orders": {
        "po_id": "PO-2026-0101", "sku": "ZX-LAMP-01", "quantity": "480", "ordered_at": "2026-08-20T10:00:00+08:00",
        "eta": "2026-09-18T10:00:00+08:00", "mode": "sea", "status": "received", "shipment_id": "FBA15DEMO001",
        "marketplace": "US",
    },
    "listing-patrol": {
        "date": "2026-11-23", "asin": "B0EXAMPLE1", "sku": "ZX-LAMP-01", "marketplace": "US",
        "title": "Desk lamp, LED, 3 colours", "brand": "My brand", "category": "Home & Kitchen",
        "bullets": "Three colours;USB-C;2 year warranty", "price": "24.99", "currency": "USD", "rating": "4.6",
        "review_count": "312", "low_star_7d": "0", "offer_count": "1", "sellers": "My shop",
        "buy_box_seller": "My shop", "bsr": "1273",
    },
    "expected-sellers": {"asin": "B0EXAMPLE1", "seller": "My shop", "marketplace": "US"},
    "keyword-ranks": {
        "date": "2026-11-23", "asin": "B0EXAMPLE1", "keyword": "desk lamp", "marketplace": "US", "rank": "7",
        "search_volume": "48213",
    },
    "bank-receipts": {
        "received_on": "2026-11-18", "amount": "1834.22", "currency": "USD", "settlement_id": "20260001001",
        "marketplace": "US", "account": "Collection account 1",
    },
}  # fmt: skip


def templates() -> dict[str, str]:
    """The text of each template by its file name: UTF-8, comma, header in our own names, one row."""
    return {f"{id_}.csv": _text(id_, row) for id_, row in SAMPLES.items()}


def _text(id_: str, row: Mapping[str, str]) -> str:
    names = [column.name for column in load()[id_].columns]
    written = StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(names)
    writer.writerow(row.get(name, "") for name in names)
    return written.getvalue()
