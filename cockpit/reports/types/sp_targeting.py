"""Sponsored Products targeting: keywords and product targets, without the terms that people searched."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import money
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SP_TARGETING = ReportType(
    id="sp-targeting",
    title=Words("SP targeting", "SP 投放"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Targeting",
        "广告 › 衡量和报告 › 广告报告 › 投放",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.AD_GROUP,
        ad.AD_GROUP_ID,
        ad.COUNTRY,
        ad.TARGETING,
        ad.MATCH_TYPE,
        money("bid", "Bid", "Target bid", "竞价"),
        *ad.FIGURES,
    ),
    marks=(("campaign", "targeting", "match_type", "clicks"),),
    rejects=(
        *(
            "Customer Search Term",
            "Search term",
            "客户搜索词",
            "カスタマーの検索キーワード",
            "Entity",
            "Placement Type",
            "Cost Type",
        ),
        *(
            "14 Day New-to-brand Orders (#)",
            "Bid Optimization",
            "Viewable Impressions",
            "Product Targeting Id (Read only)",
        ),
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
    footer=ad.TOTALS,
)
