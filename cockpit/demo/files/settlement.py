"""Settlement flat files: V2 with the dates and decimals of each currency, and the wide V1 of Seller Central."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cockpit.demo.amounts import comma, plain
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, moment, tab_file
from cockpit.demo.settlements import Line, Settlement
from cockpit.demo.shop import Shop


@dataclass(frozen=True, slots=True)
class Form:
    """How one account writes moments and amounts."""

    written: Callable[[datetime], str]
    amount: Callable[[int, str], str]


FORMS: Mapping[str, Form] = {
    "US": Form(lambda at: f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC", plain),
    "DE": Form(lambda at: f"{at.astimezone(UTC):%d.%m.%Y %H:%M:%S} UTC", comma),
    "JP": Form(lambda at: f"{at.astimezone(ZoneInfo('Asia/Tokyo')):%Y/%m/%d %H:%M:%S} JST", plain),
}
DOWNLOADED = Form(moment, plain)  # the Seller Central download writes ISO moments


def write_settlements(shop: Shop, settlements: Sequence[Settlement], folder: Folder) -> None:
    """Write each settlement; the older US one comes from Seller Central in the wide layout."""
    for n, settlement in enumerate(settlements):
        wide = shop.marketplace == "US" and n == 0
        content = _wide(shop, settlement) if wide else _narrow(shop, settlement)
        folder.put(f"reports/{shop.marketplace}/payments/{settlement.id}.txt", content, settlement.deposit)


def _narrow(shop: Shop, settlement: Settlement) -> bytes:
    form, currency = FORMS[shop.marketplace], shop.place.currency
    rows = [_total(settlement, form, currency)]
    rows += [
        {
            **_common(shop, settlement, line),
            "amount-type": line.kind,
            "amount-description": line.description,
            "amount": form.amount(line.amount, currency),
            "posted-date": form.written(line.posted).replace(f"{line.posted.astimezone(UTC):%H:%M:%S}", "00:00:00"),
            "posted-date-time": form.written(line.posted),
            "quantity-purchased": str(line.order.units) if line.order and line.description == "Principal" else "",
        }
        for line in settlement.lines
    ]
    return _file(headers.SETTLEMENT_V2, rows)


def _wide(shop: Shop, settlement: Settlement) -> bytes:
    currency = shop.place.currency
    rows = [_total(settlement, DOWNLOADED, currency)]
    for line in settlement.lines:
        row = {**_common(shop, settlement, line), "posted-date": moment(line.posted)}
        if line.order and (line.transaction, line.description) == ("Order", "Principal"):
            rows.append({**row, "quantity-purchased": str(line.order.units)})  # a row of its own, without an amount
        rows.append({**row, **_wide_amount(line, plain(line.amount, currency))})
    return _file(headers.SETTLEMENT_V1, rows)


def _wide_amount(line: Line, amount: str) -> dict[str, str]:
    if line.kind == "ItemPrice":
        return {"price-type": line.description, "price-amount": amount}
    if line.order is not None:
        return {"item-related-fee-type": line.description, "item-related-fee-amount": amount}
    if line.kind == "Cost of Advertising":
        return {"item-related-fee-type": line.kind, "item-related-fee-amount": amount}
    return {"transaction-type": line.description, "other-amount": amount}


def _total(settlement: Settlement, form: Form, currency: str) -> dict[str, str]:
    """The first row holds the total and nothing else."""
    return {
        "settlement-id": settlement.id,
        "settlement-start-date": form.written(settlement.start),
        "settlement-end-date": form.written(settlement.end),
        "deposit-date": form.written(settlement.deposit),
        "total-amount": form.amount(settlement.total, currency) if settlement.states_total else "",
        "currency": currency,
    }


def _common(shop: Shop, settlement: Settlement, line: Line) -> dict[str, str]:
    cells = {"settlement-id": settlement.id, "transaction-type": line.transaction}
    if line.order is None:
        return cells
    return {
        **cells,
        "order-id": line.order.order_id,
        "merchant-order-id": line.order.order_id,
        "adjustment-id": f"A{line.order.item_id[:12]}" if line.transaction == "Refund" else "",
        "shipment-id": f"D{line.order.item_id[3:11]}",
        "marketplace-name": shop.place.sales_channel,
        "fulfillment-id": "MFN" if line.order.sku.merchant else "AFN",
        "order-item-code": line.order.item_id,
        "sku": line.order.sku.sku,
    }


def _file(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    return tab_file(header, [[row.get(name, "") for name in header] for row in rows])
