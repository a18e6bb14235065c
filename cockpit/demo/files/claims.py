"""A-to-z claims and chargebacks as the team keeps them, and Amazon's report of merchant returns."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cockpit.demo.amounts import plain
from cockpit.demo.files.folder import Cells, Folder, comma_file, tab_file
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop
from cockpit.demo.situations.claims import AtozClaim, Chargeback, ReturnRequest

ATOZ = (
    "claim_id", "opened_at", "state", "order_id", "marketplace", "decided_at", "appealed_at", "amount", "currency",
)  # fmt: skip
CHARGEBACKS = ("chargeback_id", "notified_at", "state", "order_id", "marketplace", "amount", "currency")
RETURNS = (
    "Order ID", "Order date", "Return request date", "Return request status", "Amazon RMA ID", "Merchant RMA ID",
    "Label type", "Label cost", "Currency code", "Return carrier", "Tracking ID", "Label to be paid by",
    "A-to-Z Claim", "Is prime", "ASIN", "Merchant SKU", "Item Name", "Return quantity", "Return Reason", "In policy",
    "Return type", "Resolution", "Invoice number", "Return delivery date", "Order Amount", "Order quantity",
    "SafeT Action reason", "SafeT claim id", "SafeT claim state", "SafeT claim creation time",
    "SafeT claim reimbursement amount", "Refunded Amount",
)  # fmt: skip
TEAM = ZoneInfo("Asia/Shanghai")


def put_claims(folder: Folder, claims: Iterable[tuple[Shop, AtozClaim]], at: datetime) -> None:
    """One list for all marketplaces."""
    rows = [
        (one.id, _team(one.opened), one.state, one.order.order_id, shop.marketplace, _team(one.decided),
         _team(one.appealed), _amount(shop, one.order), shop.place.currency)
        for shop, one in claims
    ]  # fmt: skip
    folder.put("reports/atoz-claims.csv", comma_file(ATOZ, rows, bom=False), at)


def put_chargebacks(folder: Folder, chargebacks: Iterable[tuple[Shop, Chargeback]], at: datetime) -> None:
    """One list for all marketplaces."""
    rows = [
        (one.id, _team(one.notified), one.state, one.order.order_id, shop.marketplace,
         _amount(shop, one.order), shop.place.currency)
        for shop, one in chargebacks
    ]  # fmt: skip
    folder.put("reports/chargebacks.csv", comma_file(CHARGEBACKS, rows, bom=False), at)


def _team(moment: datetime | None) -> str:
    return moment.astimezone(TEAM).isoformat(timespec="seconds") if moment else ""


def _amount(shop: Shop, line: OrderLine) -> str:
    return plain(line.sku.price * line.units, shop.place.currency)


def write_returns(shop: Shop, requests: Iterable[ReturnRequest], folder: Folder) -> None:
    """The report of the API: 32 columns, days as 18-Aug-2026."""
    rows = [_return(shop, request) for request in requests]
    at = shop.moments.ago(hours=20)
    folder.put(f"reports/{shop.marketplace}/mfn-returns.txt", tab_file(RETURNS, rows), at)


def _return(shop: Shop, request: ReturnRequest) -> Cells:
    line, moments = request.order, shop.moments
    asked = moments.day(request.days_back)
    done = request.status == "Completed"
    return (
        line.order_id, f"{line.placed:%d-%b-%Y}", f"{asked:%d-%b-%Y}", request.status, f"D{line.order_id[-7:]}RRMA", "",
        "AmazonUnPaidLabel", "", shop.place.currency, "", "", "Seller", "N", "N", line.sku.asin, line.sku.sku,
        line.sku.title, line.units, request.reason, "Y", "C-Returns", "StandardRefund" if done else "", "", "",
        _amount(shop, line), line.units, "", "", "", "", "", _amount(shop, line) if done else "",
    )  # fmt: skip
