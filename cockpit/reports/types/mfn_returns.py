"""Return requests for merchant orders: API and download spell their columns differently."""

from cockpit.reports.columns import count, day, flag, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

MFN_RETURNS = ReportType(
    id="mfn-returns",
    title=Words("Merchant returns", "自发货退货"),
    menu=Words("Orders › Manage Returns › Return reports", "订单 › 管理退货 › 退货报告"),
    columns=(
        text("order_id", "Order ID", required=True, filled=True, id=True),
        day("order_date", "Order date"),
        day("return_request_date", "Return request date", required=True),
        text("return_request_status", "Return request status", required=True),
        text("amazon_rma_id", "Amazon RMA ID", id=True),
        text("merchant_rma_id", "Merchant RMA ID", "Seller RMA ID", id=True),
        text("label_type", "Label type"),
        money("label_cost", "Label cost"),
        text("currency", "Currency code"),
        text("return_carrier", "Return carrier"),
        text("tracking_id", "Tracking ID", id=True),
        flag("a_to_z_claim", "A-to-Z Claim"),
        flag("is_prime", "Is prime"),
        text("asin", "ASIN"),
        text("merchant_sku", "Merchant SKU"),
        text("item_name", "Item Name"),
        count("return_quantity", "Return quantity"),
        text("return_reason", "Return Reason"),
        flag("in_policy", "In policy"),
        text("return_type", "Return type"),
        text("resolution", "Resolution"),
        day("return_delivery_date", "Return delivery date"),
        money("order_amount", "Order Amount"),
        count("order_quantity", "Order quantity"),
        money("refunded_amount", "Refunded Amount"),
    ),
    marks=(("return_request_status", "amazon_rma_id"),),
    accumulates="log",
    key=("order_id", "amazon_rma_id"),
    period_columns=("return_request_date",),
    as_of_columns=("return_request_date",),
    quiet_hours=ANY_AGE,
    currency_column="currency",
    max_age_hours=168,
)
