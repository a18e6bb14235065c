"""Shipment confirmations, from the ERP or kept by hand: what was sent with which carrier and number."""

from cockpit.reports.columns import flag, instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

SHIPMENT_CONFIRMATIONS = ReportType(
    id="shipment-confirmations",
    title=Words("Shipment confirmations", "发货确认"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text("order_id", "order_id", "订单号", required=True, filled=True, id=True),
        instant("ship_date", "ship_date", "发货时间", required=True, filled=True),
        text("carrier", "carrier", "物流公司"),
        text("tracking_number", "tracking_number", "运单号", id=True),
        text("order_item_id", "order_item_id", id=True),
        text("marketplace", "marketplace", "站点"),
        text("ship_method", "ship_method"),
        text("fulfillment_channel", "fulfillment_channel"),
        instant("confirmed_at", "confirmed_at"),
        instant("first_scan_at", "first_scan_at"),
        instant("ship_by", "ship_by"),
        flag("is_business", "is_business"),
        instant("invoice_at", "invoice_at"),
        text("recipient", "recipient"),
        text("postcode", "postcode"),
        money("order_value", "order_value"),
        text("currency", "currency", "币种"),
        text("category", "category"),
    ),
    marks=(
        ("order_id", "ship_date", "carrier"),
        ("order_id", "ship_date", "tracking_number"),
        ("order_id", "ship_date", "confirmed_at"),
        ("order_id", "ship_date", "ship_by"),
        ("order_id", "ship_date", "is_business"),
    ),
    accumulates="log",
    key=("order_id", "order_item_id"),
    period_columns=("ship_date",),
    as_of_columns=("ship_date",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    currency_column="currency",
    optional=True,
    by_hand=True,
)
