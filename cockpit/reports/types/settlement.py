"""Settlement flat files: V2 as it is, the wide V1 brought into V2's shape, one amount a row."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ReportType
from cockpit.reports.settlement_v1 import V1, to_amount_lines
from cockpit.text import Words

SETTLEMENT = ReportType(
    id="settlement",
    title=Words("Settlement", "结算报告"),
    menu=Words(
        "Payments › Reports Repository › All Statements › Download Flat File V2",
        "付款 › 报告库 › 所有结算 › 下载平面文件 V2",
    ),
    columns=(
        text("settlement_id", required=True, filled=True, id=True),
        instant("settlement_start_date"),
        instant("settlement_end_date"),
        instant("deposit_date"),
        money("total_amount", required=True),  # on the first row of a settlement only; empty is not 0
        text("currency"),
        text("transaction_type", required=True),
        text("order_id", id=True),
        text("merchant_order_id", id=True),
        text("adjustment_id", id=True),
        text("shipment_id", id=True),
        text("marketplace_name"),
        text("amount_type"),
        text("amount_description"),
        money("amount"),
        text("fulfillment_id"),
        instant("posted_date_time", "posted-date-time", "posted-date"),
        text("order_item_code", id=True),
        text("merchant_adjustment_item_id", id=True),
        text("sku"),
        count("quantity_purchased"),
        text("promotion_id"),  # two vouchers of one amount differ in nothing else
    ),
    marks=(
        ("settlement_id", "amount_type", "amount_description", "amount"),
        ("settlement_id", "total_amount", "price_type"),
        ("settlement_id", "total_amount", "item_related_fee_type"),
    ),
    sources=V1,
    prepare=to_amount_lines,
    accumulates="log",
    key=("settlement_id",),
    period_columns=("settlement_start_date", "settlement_end_date"),
    as_of_columns=("settlement_end_date",),
    marketplace_column="marketplace_name",
    currency_column="currency",
    whole="settlement_id",
    max_age_hours=384,
)
