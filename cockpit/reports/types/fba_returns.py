"""FBA customer returns: one row for each returned unit, by its licence plate."""

from cockpit.reports.columns import count, instant, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

FBA_RETURNS = ReportType(
    id="fba-returns",
    title=Words("FBA customer returns", "FBA 买家退货"),
    menu=Words("Reports › Fulfilment › FBA Customer Returns", "报告 › 配送 › 亚马逊物流买家退货"),
    columns=(
        instant("return_date", required=True),
        text("order_id", required=True, id=True),
        text("sku", required=True),
        text("asin"),
        text("fnsku"),
        text("product_name"),
        count("quantity", required=True),
        text("fulfillment_center_id"),
        text("detailed_disposition", required=True),
        text("reason"),
        text("status"),
        text("license_plate_number", id=True),
        text("customer_comments"),
    ),
    marks=(("return_date", "detailed_disposition", "license_plate_number"),),
    accumulates="log",
    key=("order_id", "sku", "license_plate_number"),
    period_columns=("return_date",),
    as_of_columns=("return_date",),
    quiet_hours=ANY_AGE,
    max_age_hours=168,
)
