"""Bank receipts, as the team keeps them: what arrived, and for which settlement."""

from cockpit.demo.amounts import plain
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.settlements import Settlement
from cockpit.demo.shop import Shop

HEADER = ("received_on", "amount", "currency", "settlement_id", "account")


def write_bank_receipts(shop: Shop, settlements: list[Settlement], folder: Folder) -> None:
    """Write the receipts of the settlements that have been paid."""
    currency = shop.place.currency
    rows = [
        (f"{paid.deposit.date()}", plain(paid.received, currency), currency, paid.id, "HSBC HK")
        for paid in settlements
        if paid.received
    ]
    if rows:
        content = comma_file(HEADER, rows)
        folder.put(f"reports/{shop.marketplace}/payments/bank-receipts.csv", content, shop.moments.lately(minutes=50))
