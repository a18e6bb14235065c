"""Shipment confirmations, from the ERP or kept by hand: what was sent with which carrier and number."""

import polars as pl

from cockpit.reports.columns import flag, instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.reports.said import NAMELESS
from cockpit.text import Words


def _with_carrier(frame: pl.DataFrame) -> pl.DataFrame:
    """Amazon's upload template has the carrier in two columns: a code and, where that says "Other", a name."""
    spelled = [name for name in ("carrier", "carrier_code", "carrier_name") if name in frame.columns]
    named = [pl.when(~_nameless(name)).then(pl.col(name)) for name in spelled]
    return frame.with_columns(pl.coalesce(*named, *spelled).alias("carrier")) if len(spelled) > 1 else frame


def _nameless(column: str) -> pl.Expr:
    folded = pl.col(column).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]", "")
    return folded.fill_null("").is_in(("", *NAMELESS))


SHIPMENT_CONFIRMATIONS = ReportType(
    id="shipment-confirmations",
    title=Words("Shipment confirmations", "发货确认"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text(
            "order_id", "order_id", "平台订单号", "平台单号", "订单号", "订单编号", required=True, filled=True, id=True
        ),
        instant("ship_date", "ship_date", "发货时间", "发货日期", "出库时间", required=True, filled=True),
        text("carrier", "carrier", "物流公司", "物流商", "承运商"),
        text(
            "tracking_number",
            "tracking_number",
            "运单号",
            "货运单号",
            "物流单号",
            "跟踪号",
            "追踪号",
            "快递单号",
            id=True,
        ),
        text("order_item_id", "order_item_id", id=True),
        text("marketplace", "marketplace", "站点"),
        text("ship_method", "ship_method", "物流渠道", "物流方式"),
        text("fulfillment_channel", "fulfillment_channel"),
        instant("confirmed_at", "confirmed_at", "标记发货时间", "标发时间"),
        instant("first_scan_at", "first_scan_at"),
        instant("ship_by", "ship_by", "最晚发货时间", "发货截止时间"),
        flag("is_business", "is_business"),
        instant("invoice_at", "invoice_at"),
        text("recipient", "recipient", "收件人", "收件人姓名"),
        text("postcode", "postcode", "邮编", "邮政编码"),
        money("order_value", "order_value", "订单金额", "订单总金额"),
        text("currency", "currency", "币种"),
        text("category", "category"),
    ),
    sources=(text("carrier_code"), text("carrier_name")),
    prepare=_with_carrier,
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
