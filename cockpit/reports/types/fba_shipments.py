"""Amazon fulfilled shipments: one row for each shipped item; an order may be split over several."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

FBA_SHIPMENTS = ReportType(
    id="fba-shipments",
    title=Words("FBA shipments", "亚马逊配送货件"),
    menu=Words("Reports › Fulfilment › Amazon Fulfilled Shipments", "报告 › 配送 › 亚马逊配送货件"),
    columns=(
        text("amazon_order_id", required=True, filled=True, id=True),
        text("shipment_id", id=True),
        text("shipment_item_id", id=True),
        text("amazon_order_item_id", id=True),
        instant("purchase_date"),
        instant("payments_date"),
        instant("shipment_date", required=True),
        instant("reporting_date"),
        text("sku", required=True),
        text("product_name"),
        count("quantity_shipped", required=True),
        text("currency"),
        money("item_price"),
        money("item_promotion_discount"),
        text("ship_country"),
        text("carrier"),
        text("tracking_number", id=True),
        instant("estimated_arrival_date"),
        text("fulfillment_center_id"),
        text("fulfillment_channel"),
        text("sales_channel"),
    ),
    marks=(("amazon_order_id", "shipment_id", "shipment_item_id", "quantity_shipped"),),
    accumulates="log",
    key=("shipment_item_id",),
    period_columns=("shipment_date",),
    as_of_columns=("shipment_date",),
    quiet_hours=168,
    marketplace_column="sales_channel",
    currency_column="currency",
    max_age_hours=168,
)
