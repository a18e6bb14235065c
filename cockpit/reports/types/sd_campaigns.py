"""Sponsored Display reports: clicks and views, 14 days; names end without a space here."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import count, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SD_CAMPAIGNS = ReportType(
    id="sd-campaigns",
    title=Words("Sponsored Display", "展示型推广"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Sponsored Display",
        "广告 › 衡量和报告 › 广告报告 › 展示型推广",
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
        text("bid_optimization", "Bid Optimization"),
        text("sku", "Advertised SKU"),
        text("asin", "Advertised ASIN"),
        *ad.FIGURES,
        count("viewable_impressions", "Viewable Impressions"),
        count("impressions_views", "impressionsViews"),  # the API's word for them, which it has of Display alone
        count("new_to_brand_orders", "14 Day New-to-brand Orders (#)", "newToBrandPurchases"),
        count("new_to_brand_orders_clicks", "14 Day New-to-brand Orders (#) - (Click)"),
    ),
    marks=(
        ("campaign", "cost_type", "bid_optimization"),
        ("campaign", "cost_type", "new_to_brand_orders_clicks"),
        ("campaign", "impressions_views", "clicks"),
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
