"""Stranded inventory: stock in the warehouses that no listing sells. There is no date inside."""

from cockpit.reports.columns import count, day, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

STRANDED = ReportType(
    id="stranded",
    title=Words("Stranded inventory", "无在售信息库存"),
    menu=Words("Inventory › Fix Stranded Inventory › Download report", "库存 › 修复无在售信息的库存 › 下载报告"),
    columns=(
        text("primary_action", required=True),
        day("date_stranded"),
        day("date_to_take_auto_removal", "Date-to-take-auto-removal"),
        text("status_primary"),
        text("status_secondary"),
        text("error_message"),
        text("stranded_reason", required=True),
        text("asin"),
        text("sku", required=True, filled=True),
        text("fnsku"),
        text("product_name"),
        text("condition"),
        text("fulfilled_by"),
        count("fulfillable_qty"),
        money("your_price"),
        count("unfulfillable_qty"),
        count("reserved_quantity"),
        count("inbound_shipped_qty"),
        text("program"),
    ),
    marks=(("stranded_reason", "primary_action"),),
    max_age_hours=24,
)
