"""Unshipped orders: what the team still has to send, as of the export."""

from cockpit.reports.columns import count, flag, instant, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

UNSHIPPED_ORDERS = ReportType(
    id="unshipped-orders",
    title=Words("Unshipped orders", "未发货订单"),
    menu=Words("Orders › Order Reports › Unshipped Orders", "订单 › 订单报告 › 未发货订单"),
    columns=(
        text("order_id", required=True, filled=True, id=True),
        text("order_item_id", id=True),
        instant("purchase_date"),
        instant("payments_date"),  # carries the local offset while its neighbours are UTC
        instant("reporting_date"),
        instant("promise_date", required=True),
        count("days_past_promise"),  # negative: days left, as of the export
        text("sku"),
        text("product_name"),
        count("quantity_purchased"),
        count("quantity_shipped"),
        count("quantity_to_ship", required=True),
        text("ship_service_level"),
        text("ship_country"),
        flag("is_business_order"),
        flag("is_prime"),
        flag("verge_of_cancellation"),
        flag("verge_of_late_shipment", "verge-of-lateShipment"),
        flag("is_buyer_requested_cancellation"),
        text("buyer_requested_cancel_reason"),
    ),
    marks=(("order_id", "promise_date", "days_past_promise", "quantity_to_ship"),),
    period_columns=("purchase_date",),
    as_of_columns=("reporting_date", "purchase_date", "payments_date"),
    quiet_hours=ANY_AGE,
    max_age_hours=6,
)
