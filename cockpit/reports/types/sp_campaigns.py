"""Sponsored Products campaigns: budget, state and figures; by day or summed."""

from cockpit.reports.columns import money, text
from cockpit.reports.report_type import ReportType
from cockpit.reports import ad_columns as ad
from cockpit.text import Words

SP_CAMPAIGNS = ReportType(
    id="sp-campaigns",
    title=Words("SP campaigns", "SP 广告活动"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Campaign",
        "广告 › 衡量和报告 › 广告报告 › 广告活动",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.COUNTRY,
        text(
            "status",
            "Status",
            "State",
            "Campaign status",
            "状态",
            "ステータス",
            "Statut",
            "Estado",
            "Stato",
        ),  # fmt: skip
        money(
            "budget",
            "Budget",
            "Budget Amount",
            "Campaign budget amount",
            "Daily Budget",
            "预算",
            "每日预算",
            "予算",
            "Tagesbudget",
            required=True,
        ),  # fmt: skip
        text(
            "targeting_type",
            "Targeting Type",
            "Targeting",
            "定位类型",
            "投放类型",
            "ターゲティングタイプ",
            "Targeting-Typ",
        ),
        text(
            "bidding_strategy",
            "Bidding strategy",
            "Campaign bid strategy",
            "竞价策略",
            "竞价方案",
            "入札戦略",
            "Gebotsstrategie",
        ),  # fmt: skip
        *ad.FIGURES,
    ),
    marks=(("campaign", "budget", "bidding_strategy", "spend"), ("campaign", "budget", "targeting_type", "spend")),
    rejects=(
        "Placement",
        "Placement Type",
        "Recommended Budget",
        "Average Time in Budget",
        "Entity",
        "Cost Type",
        "Customer Search Term",
        "Match Type",
        "放置",
        "广告位",
        "建议预算",
        "预算范围内的平均时间",
        "实体层级",
        "予算内に収まっていた平均時間",
        "Keyword Text",
    ),  # fmt: skip
    sources=(ad.DATE_RANGE,),
    prepare=ad.split_range,
    accumulates="log",
    key=("date", "campaign"),
    period_columns=("start_date", "end_date"),
    as_of_columns=("end_date",),
    marketplace_column="country",
    currency_column="currency",
    max_age_hours=24,
    footer=ad.TOTALS,
)
