"""Suppressed listings: one row for each thing Amazon wants fixed, so a SKU repeats. There is no date inside."""

from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SUPPRESSED_LISTINGS = ReportType(
    id="suppressed-listings",
    title=Words("Suppressed listings", "被抑制商品"),
    menu=Words("Inventory › Manage All Inventory › Fix suppressed", "库存 › 管理所有库存 › 修复被抑制商品"),
    columns=(
        text("status", "Status"),
        text("reason", "Reason"),
        text("sku", "SKU", required=True),
        text("asin", "ASIN", required=True),
        text("product_name", "Product name"),
        text("condition", "Condition"),
        text("status_change_date", "Status Change Date"),  # Aug 14, 2026: when it began, not when it was exported
        text("issue_description", "Issue Description"),
    ),
    marks=(("sku", "status_change_date", "issue_description"),),
    max_age_hours=24,
)
