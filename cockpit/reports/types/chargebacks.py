"""Chargebacks, kept by hand: Amazon has no export of them."""

from cockpit.reports.columns import instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.reports.said import CHARGEBACK_STATES, in_our_words
from cockpit.text import Words

CHARGEBACKS = ReportType(
    id="chargebacks",
    title=Words("Chargebacks", "拒付"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text("chargeback_id", "chargeback_id", "拒付编号", required=True, filled=True, id=True),
        instant("notified_at", "notified_at", required=True, filled=True),
        text("state", "state", "状态", required=True, filled=True),  # action_required, submitted, won, lost
        text("order_id", "order_id", "订单号", id=True),
        text("marketplace", "marketplace", "站点"),
        instant("deadline", "deadline", "截止时间"),
        money("amount", "amount", "金额"),
        text("currency", "currency", "币种"),
    ),
    prepare=in_our_words(state=CHARGEBACK_STATES),
    marks=(("chargeback_id", "notified_at"),),
    accumulates="log",
    key=("chargeback_id",),
    period_columns=("notified_at",),
    as_of_columns=("notified_at",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    currency_column="currency",
    optional=True,
    by_hand=True,
)
