"""Removal orders and removal shipments. The order id is free text, not an Amazon order."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

REMOVALS = ReportType(
    id="removals",
    title=Words("Removals", "移除订单"),
    menu=Words("Reports › Fulfilment › Removal Order Detail", "报告 › 配送 › 移除订单详情"),
    columns=(
        instant("request_date", required=True),
        text("order_id", required=True, filled=True),
        text("order_source"),
        text("order_type", "order-type", "removal-order-type"),
        text("order_status"),
        instant("last_updated_date"),
        instant("shipment_date"),
        text("sku", required=True),
        text("fnsku"),
        text("disposition"),
        count("requested_quantity"),
        count("cancelled_quantity"),
        count("disposed_quantity"),
        count("shipped_quantity"),
        count("in_process_quantity"),
        money("removal_fee"),
        text("currency"),
        text("carrier"),
        text("tracking_number", id=True),
    ),
    marks=(("request_date", "requested_quantity", "disposition"), ("request_date", "tracking_number", "disposition")),
    accumulates="log",
    key=("order_id", "sku", "disposition", "tracking_number"),
    period_columns=("request_date",),
    as_of_columns=("last_updated_date", "request_date", "shipment_date"),
    quiet_hours=ANY_AGE,
    currency_column="currency",
    max_age_hours=168,
    optional=True,
)
