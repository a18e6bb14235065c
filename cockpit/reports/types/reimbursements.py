"""Reimbursements, and what Amazon took back again. Header and rows end with one more tab."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

REIMBURSEMENTS = ReportType(
    id="reimbursements",
    title=Words("Reimbursements", "赔偿"),
    menu=Words("Reports › Fulfilment › Reimbursements", "报告 › 配送 › 赔偿"),
    columns=(
        instant("approval_date", required=True),
        text("reimbursement_id", required=True, filled=True, id=True),
        text("case_id", id=True),
        text("amazon_order_id", id=True),
        text("reason", required=True),
        text("sku"),
        text("fnsku"),
        text("asin"),
        text("product_name"),
        text("condition"),
        text("currency", "currency-unit"),
        money("amount_per_unit"),
        money("amount_total", required=True),
        count("quantity_reimbursed_cash"),
        count("quantity_reimbursed_inventory"),
        count("quantity_reimbursed_total"),
        text("original_reimbursement_id", id=True),
        text("original_reimbursement_type"),
    ),
    marks=(("reimbursement_id", "approval_date", "amount_total"),),
    accumulates="log",
    key=("reimbursement_id",),
    period_columns=("approval_date",),
    as_of_columns=("approval_date",),
    quiet_hours=ANY_AGE,
    currency_column="currency",
    max_age_hours=168,
)
