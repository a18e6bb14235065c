"""Storage overage fees: what stock beyond the capacity limit cost, per storage type and charge."""

from cockpit.reports.columns import day, money, number, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

OVERAGE_FEES = ReportType(
    id="overage-fees",
    title=Words("Storage overage fees", "仓储超量费"),
    menu=Words("Reports › Fulfilment › Inventory Storage Overage Fees", "报告 › 配送 › 库存仓储超量费"),
    columns=(
        day("charged_date", "charged_date", required=True, filled=True),
        text("country_code", "country_code"),
        text("storage_type", "storage_type", required=True),
        money("charge_rate", "charge_rate"),
        number("storage_usage_volume", "storage_usage_volume"),
        number("storage_limit_volume", "storage_limit_volume"),
        number("overage_volume", "overage_volume", required=True),
        text("volume_unit", "volume_unit"),
        money("charged_fee_amount", "charged_fee_amount", required=True),
        text("currency", "currency_code"),
    ),
    marks=(("charged_date", "storage_type", "overage_volume"),),
    accumulates="log",
    key=("charged_date", "country_code", "storage_type"),
    period_columns=("charged_date",),
    as_of_columns=("charged_date",),
    quiet_hours=ANY_AGE,
    marketplace_column="country_code",
    currency_column="currency",
    optional=True,
)
