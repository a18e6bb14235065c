"""Inbound performance: problems that Amazon found with shipments, and what it charges for them."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

INBOUND_PROBLEMS = ReportType(
    id="inbound-problems",
    title=Words("Inbound performance", "入库绩效"),
    menu=Words("Reports › Fulfilment › Inbound Performance", "报告 › 配送 › 入库绩效"),
    columns=(
        instant("issue_reported_date", required=True),
        instant("shipment_creation_date"),
        text("fba_shipment_id", required=True, id=True),
        text("fba_carton_id", id=True),
        text("fulfillment_center_id"),
        text("sku"),
        text("fnsku"),
        text("asin"),
        text("product_name"),
        text("problem_type", required=True),
        count("problem_quantity"),
        count("expected_quantity"),
        count("received_quantity"),
        text("performance_measurement_unit"),
        text("coaching_level"),
        text("fee_type"),
        text("currency"),
        money("fee_total"),
        text("problem_level"),
        text("alert_status"),
    ),
    marks=(("problem_type", "fba_shipment_id", "coaching_level"),),
    accumulates="log",
    key=("fba_shipment_id", "fba_carton_id", "sku", "problem_type"),
    period_columns=("issue_reported_date",),
    as_of_columns=("issue_reported_date",),
    quiet_hours=ANY_AGE,
    currency_column="currency",
    max_age_hours=168,
)
