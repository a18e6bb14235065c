"""A date range report written as a settlement: the same money, in the file that the finance checks read."""

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal

HEADER = (
    "settlement-id", "settlement-start-date", "settlement-end-date", "deposit-date", "total-amount", "currency",
    "transaction-type", "order-id", "merchant-order-id", "adjustment-id", "shipment-id", "marketplace-name",
    "amount-type", "amount-description", "amount", "fulfillment-id", "posted-date", "posted-date-time",
    "order-item-code", "merchant-order-item-id", "merchant-adjustment-item-id", "sku", "quantity-purchased",
    "promotion-id",
)  # fmt: skip
PARTS = {
    "product sales": ("ItemPrice", "Principal"),
    "product sales tax": ("ItemPrice", "Tax"),
    "shipping credits": ("ItemPrice", "Shipping"),
    "shipping credits tax": ("ItemPrice", "ShippingTax"),
    "gift wrap credits": ("ItemPrice", "GiftWrap"),
    "giftwrap credits tax": ("ItemPrice", "GiftWrapTax"),
    "promotional rebates": ("Promotion", "Principal"),
    "promotional rebates tax": ("Promotion", "TaxDiscount"),
    "marketplace withheld tax": ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal"),
    "selling fees": ("ItemFees", "Commission"),
    "fba fees": ("ItemFees", "FBAPerUnitFulfillmentFee"),
    "other transaction fees": ("ItemFees", "Other"),
    "other": ("other-transaction", "Other"),
}
OFFSETS = {"PST": 8, "PDT": 7}


def without_items(data: bytes) -> bytes:
    """`as_settlement` without order item codes: rows of one order and SKU look alike."""
    return as_settlement(data, items=False)


def as_settlement(data: bytes, *, items: bool = True) -> bytes:
    """All rows as one settlement of their month; transfers to the bank are no lines of it."""
    text = data.decode("utf-8-sig")
    start = next(at for at, line in enumerate(text.splitlines()) if line.count(",") > len(PARTS))
    rows = list(csv.DictReader(io.StringIO("\n".join(text.splitlines()[start:]))))
    days = [_posted(row["date/time"]) for row in rows]
    head = ["S-1", *(f"{moment:%Y-%m-%d %H:%M:%S} UTC" for moment in (min(days), max(days), max(days)))]
    codes = _items(rows) if items else [""] * len(rows)
    lines = [line for each in zip(rows, days, codes, strict=True) for line in _lines(*each)]
    total = sum((Decimal(line[10]) for line in lines), Decimal())
    out = io.StringIO(newline="")
    out.write("\t".join(HEADER) + "\n")
    out.write("\t".join([*head, str(total), "USD", *[""] * 18]) + "\n")
    out.writelines("\t".join(["S-1", "", "", "", *line]) + "\n" for line in lines)
    return out.getvalue().encode()


def _posted(said: str) -> datetime:
    clock, _, zone = said.rpartition(" ")
    local = datetime.strptime(f"{clock} +0000", "%b %d, %Y %I:%M:%S %p %z")
    return local + timedelta(hours=OFFSETS[zone])


def _items(rows: list[dict[str, str]]) -> list[str]:
    """A code for every row of a type, order and SKU: its place among those that are alike."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for row in rows:
        alike = row["type"], row["order id"], row["sku"]
        seen[alike] += 1
        found.append(f"{row['order id']}-{row['sku']}-{seen[alike]}" if row["order id"] else "")
    return found


def _lines(row: dict[str, str], moment: datetime, item: str) -> list[list[str]]:
    """The columns of a row that hold money, from total-amount on."""
    by = {"Amazon": "AFN", "Seller": "MFN"}.get(row["fulfillment"], "")
    posted = f"{moment:%Y-%m-%d}"
    return [
        ["", "USD", row["type"], row["order id"], "", "", "", row["marketplace"], kind, what, amount, by, posted,
         f"{moment:%Y-%m-%d %H:%M:%S} UTC", item, "", "", row["sku"], row["quantity"], ""]
        for name, (kind, what) in PARTS.items()
        if row["type"] != "Transfer" and Decimal(amount := row[name].replace(",", ""))
    ]  # fmt: skip
