"""A-to-z claims, kept by hand: Amazon has no export of them."""

from cockpit.reports.columns import instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.reports.said import CLAIM_STATES, in_our_words
from cockpit.text import Words

ATOZ_CLAIMS = ReportType(
    id="atoz-claims",
    title=Words("A-to-z claims", "A-to-z 索赔"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text("claim_id", "claim_id", "索赔编号", required=True, filled=True, id=True),
        instant("opened_at", "opened_at", required=True, filled=True),
        text(
            "state", "state", "状态", required=True, filled=True
        ),  # action_required, under_review, granted, denied, withdrawn
        text("order_id", "order_id", "订单号", id=True),
        text("marketplace", "marketplace", "站点"),
        instant("updated_at", "updated_at"),
        instant("decided_at", "decided_at"),
        instant("appealed_at", "appealed_at"),
        instant("deadline", "deadline", "截止时间"),
        money("amount", "amount", "金额"),
        text("currency", "currency", "币种"),
    ),
    prepare=in_our_words(state=CLAIM_STATES),
    marks=(("claim_id", "opened_at"),),
    accumulates="log",
    key=("claim_id",),
    period_columns=("opened_at",),
    as_of_columns=("opened_at",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    currency_column="currency",
    optional=True,
    by_hand=True,
)
