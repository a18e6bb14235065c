"""Monthly storage fees per FNSKU and fulfilment centre; the shop's utilisation ratio stands on every row."""

from cockpit.reports.columns import money, number, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

STORAGE_FEES = ReportType(
    id="storage-fees",
    title=Words("Monthly storage fees", "月度仓储费"),
    menu=Words("Reports › Fulfilment › Monthly Storage Fees", "报告 › 配送 › 月度仓储费"),
    columns=(
        text("asin", "asin", required=True),
        text("fnsku", "fnsku", required=True),
        text("product_name", "product_name"),
        text("fulfillment_center", "fulfillment_center"),
        text("country_code", "country_code"),
        number("item_volume", "item_volume"),
        text("volume_units", "volume_units"),
        text("product_size_tier", "product_size_tier"),
        number("average_quantity_on_hand", "average_quantity_on_hand"),
        number("average_quantity_pending_removal", "average_quantity_pending_removal"),
        number("estimated_total_item_volume", "estimated_total_item_volume"),
        text("month_of_charge", "month_of_charge", required=True),  # 2026-02; Excel makes 25-Jan of it
        number("storage_utilization_ratio", "storage_utilization_ratio"),
        text("storage_utilization_ratio_units", "storage_utilization_ratio_units"),
        money("storage_rate", "storage_rate"),
        money("base_rate", "base_rate"),
        money("utilization_surcharge_rate", "utilization_surcharge_rate"),
        text("currency", "currency"),
        money("estimated_monthly_storage_fee", "estimated_monthly_storage_fee", required=True),
        money("total_incentive_fee_amount", "total_incentive_fee_amount"),
        number("average_quantity_customer_orders", "average_quantity_customer_orders"),
    ),
    marks=(("month_of_charge", "estimated_monthly_storage_fee"),),
    accumulates="log",
    key=("month_of_charge", "fnsku", "fulfillment_center", "country_code"),
    quiet_hours=ANY_AGE,
    marketplace_column="country_code",
    currency_column="currency",
    optional=True,
)
