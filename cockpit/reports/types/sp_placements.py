"""Sponsored Products placements: top of search, product pages, rest of search."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SP_PLACEMENTS = ReportType(
    id="sp-placements",
    title=Words("SP placements", "SP 广告位"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Placement",
        "广告 › 衡量和报告 › 广告报告 › 广告位",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.COUNTRY,
        text("bidding_strategy", "Bidding strategy", "竞价策略", "入札戦略"),
        text("placement", "Placement", "Placement classification", "放置", "广告位", "掲載枠", required=True),
        *ad.FIGURES,
    ),
    marks=(("campaign", "placement", "clicks", "spend"),),
    rejects=(
        *("Placement Type", "Targeting", "投放", "Entity", "Customer Search Term", "实体层级"),
        *("Operation", "Keyword ID", "Product Targeting ID"),
    ),
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
