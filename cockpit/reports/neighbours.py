"""Files that people drop in and that no check uses: known, so that the reason given for leaving them is a true one."""

from collections.abc import Sequence
from typing import Final

from cockpit.reports.folding import fold
from cockpit.reports.header import Layout

# Name (a catalog key under `expect.`) → headers that together tell it.
_TABLES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("vat-transactions", ("UNIQUE_ACCOUNT_IDENTIFIER", "ACTIVITY_PERIOD", "TRANSACTION_EVENT_ID")),
    ("reserved-inventory", ("reserved_qty", "reserved_customerorders")),
    ("inventory-by-country", ("seller-sku", "fulfillment-channel-sku", "quantity-for-local-fulfillment")),
    ("afn-inventory", ("seller-sku", "fulfillment-channel-sku", "Warehouse-Condition-code", "Quantity Available")),
    ("open-listings", ("sku", "asin", "price", "quantity")),
    ("customer-shipment-sales", ("shipment-date", "amazon-order-id", "item-price-per-unit")),
    ("replacements", ("replacement-reason-code", "replacement-amazon-order-id")),
    ("recommended-removals", ("snapshot-date", "sellable-removal-quantity")),
    ("order-report", ("order-id", "order-item-id", "quantity-purchased", "ship-address-1")),
    ("purchased-products", ("Campaign Name", "Purchased ASIN")),
    ("bulk-template", ("Campaign ID", "Keyword ID", "Product Targeting ID", "Keyword Text")),
    ("helium10-cerebro", ("Keyword Phrase", "Cerebro IQ Score")),
    ("helium10-xray", ("Product Details", "ASIN", "BSR", "Review Count")),
    ("helium10-xray", ("ASIN", "Brand", "BSR", "Sales to Reviews")),
    ("helium10-sales", ("Time", "Sales", "Trend Line", "7-Day Moving Average")),
    ("sorftime", ("序号", "ASIN", "预计Listing月销量")),
    ("sorftime", ("ParentASIN", "在榜ASIN", "变体ASIN")),
    ("lingxing", ("MSKU", "父ASIN", "广告花费", "广告销售额")),
    ("mabang", ("订单编号", "店铺名", "物流渠道", "货运单号")),
    ("sellerboard", ("SalesOrganic", "EstimatedPayout", "GrossProfit")),
    ("sellersprite-reviews", ("ASIN", "Content", "Verified Purchase", "Vine Voice", "Helpful")),
    ("datadive-keywords", ("Search Terms", "SV", "Relev.")),
)
_FOLDED: Final = tuple((name, frozenset(map(fold, cells))) for name, cells in _TABLES)

_SHAPES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("brand-analytics", ("reportSpecification", "dataByAsin")),
    ("brand-analytics", ("reportSpecification", "dataByDepartmentAndSearchTerm")),
    ("notification", ("NotificationType",)),
    ("notification", ("notificationType",)),
)

NAMES: Final = frozenset(name for name, _ in (*_TABLES, *_SHAPES))


def neighbour(layouts: Sequence[Layout]) -> str:
    """The name of a known file that no check uses; "" for one we do not know."""
    for layout in layouts:
        for line in layout.lines:
            folded = {fold(cell) for cell in line.cells}
            for name, cells in _FOLDED:
                if cells <= folded:
                    return name
    return ""


def neighbour_shape(keys: frozenset[str]) -> str:
    """The same for JSON, by the keys at its top."""
    return next((name for name, wanted in _SHAPES if set(wanted) <= keys), "")
