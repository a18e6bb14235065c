"""Sponsored Brands reports of every kind: 14 days of attribution, new-to-brand figures."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import count, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SB_CAMPAIGNS = ReportType(
    id="sb-campaigns",
    title=Words("Sponsored Brands", "品牌推广"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Sponsored Brands",
        "广告 › 衡量和报告 › 广告报告 › 品牌推广",
    ),
    columns=(
        *ad.WHEN,
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.AD_GROUP,
        ad.COUNTRY,
        text("cost_type", "Cost Type"),
        ad.TARGETING,
        ad.MATCH_TYPE,
        text("search_term", "Customer Search Term"),
        text("placement", "Placement Type"),
        *ad.FIGURES,
        count("viewable_impressions", "Viewable Impressions"),
        count("new_to_brand_orders", "14 Day New-to-brand Orders (#)", "newToBrandPurchases"),
    ),
    marks=(
        ("campaign", "new_to_brand_orders", "clicks"),
        ("campaign", "viewable_impressions", "cost_type", "search_term"),
        ("campaign", "viewable_impressions", "cost_type", "country"),
    ),
    rejects=("Bid Optimization", "Advertised SKU", "14 Day New-to-brand Orders (#) - (Click)", "impressionsViews"),
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
