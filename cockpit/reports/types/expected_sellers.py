"""Expected sellers, kept by hand: who may sell on an ASIN."""

from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

EXPECTED_SELLERS = ReportType(
    id="expected-sellers",
    title=Words("Expected sellers", "授权卖家"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text("asin", "asin", required=True, filled=True),
        text("seller", "seller", "卖家", required=True, filled=True),
        text("marketplace", "marketplace", "站点"),
    ),
    marks=(("asin", "seller"),),
    rejects=("sku", "price", "rating", "URL", "BSR"),
    marketplace_column="marketplace",
    optional=True,
    by_hand=True,
)
