"""All Orders: one row per order item, several marketplaces of a unified account in one file."""

from cockpit.reports.columns import count, flag, instant, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

ALL_ORDERS = ReportType(
    id="all-orders",
    title=Words("All orders", "所有订单"),
    menu=Words("Reports › Fulfilment › All Orders", "报告 › 配送 › 所有订单"),
    columns=(
        text("amazon_order_id", required=True, filled=True, id=True),
        text("merchant_order_id", id=True),
        text("order_item_id", id=True),
        instant("purchase_date", required=True),
        instant("last_updated_date"),
        text("order_status", required=True),
        text("item_status"),
        text("fulfillment_channel", required=True),  # Amazon / Merchant
        text("sales_channel"),
        text("product_name"),
        text("sku", required=True),
        text("asin"),
        count("quantity", required=True),  # 0 on cancelled rows
        text("currency"),  # empty on some cancelled and pending rows
        money("item_price"),  # the line's total, not the unit's
        money("item_promotion_discount"),
        text("ship_country"),
        flag("is_business_order"),
        flag("is_buyer_requested_cancellation"),
        text("buyer_requested_cancel_reason"),
    ),
    marks=(("amazon_order_id", "purchase_date", "order_status", "item_status"),),
    rejects=("shipment-item-id",),
    accumulates="log",
    key=("amazon_order_id",),
    period_columns=("purchase_date",),
    as_of_columns=("last_updated_date", "purchase_date"),
    quiet_hours=216,  # seven complete days without any order are an answer (S-14), and must not look like an old file
    marketplace_column="sales_channel",
    currency_column="currency",
    max_age_hours=24,
)
