"""Bank receipts, kept by hand: what arrived, and for which settlement."""

from cockpit.reports.columns import day, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

BANK_RECEIPTS = ReportType(
    id="bank-receipts",
    title=Words("Bank receipts", "银行到账"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        day("received_on", "received_on", "到账日期", required=True, filled=True),
        money("amount", "amount", "金额", required=True, filled=True),
        text("currency", "currency", "币种", required=True, filled=True),
        text("settlement_id", "settlement_id", id=True),
        text("marketplace", "marketplace", "站点"),
        text("account", "account"),
    ),
    marks=(("received_on", "amount", "currency"),),
    accumulates="log",
    key=("received_on", "amount", "currency", "account"),
    period_columns=("received_on",),
    as_of_columns=("received_on",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    currency_column="currency",
    optional=True,
    by_hand=True,
)
