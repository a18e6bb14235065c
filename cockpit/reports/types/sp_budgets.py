"""Sponsored Products budgets: how long each lasted in the day, and what was missed."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import money, rate
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SP_BUDGETS = ReportType(
    id="sp-budgets",
    title=Words("SP budgets", "SP 预算"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Budget",
        "广告 › 衡量和报告 › 广告报告 › 预算",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.COUNTRY,
        money("budget", "Budget", "Budget Amount", "预算", "予算"),
        money("recommended_budget", "Recommended Budget", "建议预算"),
        rate(
            "average_time_in_budget", "Average Time in Budget", "预算范围内的平均时间", "予算内に収まっていた平均時間"
        ),
        money("missed_sales_min", "Estimated Missed Sales Range Min", "预计错失的销售额范围（最小值）"),
        money("missed_sales_max", "Estimated Missed Sales Range Max", "预计错失的销售额范围（最大值）"),
        *ad.FIGURES,
    ),
    marks=(("campaign", "recommended_budget"), ("campaign", "average_time_in_budget")),
    sources=(ad.DATE_RANGE,),
    prepare=ad.split_range,
    accumulates="log",
    key=("date", "campaign"),
    day_column="date",
    period_columns=("start_date", "end_date"),
    as_of_columns=("end_date",),
    marketplace_column="country",
    currency_column="currency",
    max_age_hours=24,
    optional=True,
    footer=ad.TOTALS,
)
