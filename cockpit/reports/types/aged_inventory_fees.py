"""Aged inventory surcharge, once long-term storage: what was charged around the 15th, per SKU and tier."""

from cockpit.reports.columns import count, day, money, number, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

AGED_INVENTORY_FEES = ReportType(
    id="aged-inventory-fees",
    title=Words("Aged inventory surcharge", "超龄库存附加费"),
    menu=Words("Reports › Fulfilment › Aged Inventory Surcharge", "报告 › 配送 › 超龄库存附加费"),
    columns=(
        day("snapshot_date", required=True),
        text("sku", required=True, filled=True),
        text("fnsku"),
        text("asin"),
        text("product_name"),
        text("condition"),
        number("per_unit_volume"),
        text("currency"),
        text("volume_unit"),
        text("country"),
        count("qty_charged", "qty-charged", "qty-charged-12-mo-long-term-storage-fee"),
        money("amount_charged", "amount-charged", "12-mo-long-terms-storage-fee"),
        text("surcharge_age_tier"),
        money("rate_surcharge"),
    ),
    marks=(
        ("snapshot_date", "qty_charged", "per_unit_volume"),
        ("qty_charged", "amount_charged", "surcharge_age_tier"),
    ),
    accumulates="log",
    key=("snapshot_date", "sku", "country", "surcharge_age_tier"),
    period_columns=("snapshot_date",),
    as_of_columns=("snapshot_date",),
    quiet_hours=ANY_AGE,
    marketplace_column="country",
    currency_column="currency",
    optional=True,
)
