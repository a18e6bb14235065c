"""FBA fee preview: Amazon's measures, size tier and fees per SKU; may mix shops. There is no date inside."""

from cockpit.reports.columns import money, number, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

FEE_PREVIEW = ReportType(
    id="fee-preview",
    title=Words("FBA fee preview", "FBA 费用预览"),
    menu=Words("Reports › Fulfilment › Fee Preview", "报告 › 配送 › 费用预览"),
    columns=(
        text("sku", required=True, filled=True),
        text("fnsku"),
        text("asin"),
        text("amazon_store"),
        text("product_name"),
        text("product_group"),
        text("brand"),
        text("fulfilled_by"),
        money("your_price"),
        money("sales_price"),
        number("longest_side"),
        number("median_side"),
        number("shortest_side"),
        number("length_and_girth"),
        text("unit_of_dimension"),
        number("item_package_weight"),
        text("unit_of_weight"),
        text("product_size_tier", "product-size-tier", "product-size-weight-band"),
        text("currency"),
        money("estimated_fee_total", required=True),
        money("estimated_referral_fee_per_unit", required=True),
        money("estimated_variable_closing_fee"),
        money(
            "expected_fulfillment_fee_per_unit",
            *("expected-fulfillment-fee-per-unit", "expected-domestic-fulfilment-fee-per-unit"),
        ),
    ),
    marks=(("estimated_fee_total", "estimated_referral_fee_per_unit"),),
    marketplace_column="amazon_store",
    currency_column="currency",
    max_age_hours=168,
)
