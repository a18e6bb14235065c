"""Sponsored Products advertised products: which SKU a campaign and an ad group advertise, by day or summed."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SP_ADVERTISED_PRODUCTS = ReportType(
    id="sp-advertised-products",
    title=Words("SP advertised products", "SP 推广商品"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Advertised product",
        "广告 › 衡量和报告 › 广告报告 › 推广的商品",
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
        text("sku", "Advertised SKU", "Advertised product SKU", "广告SKU", "広告対象SKU", "Beworbene SKU"),
        text("asin", "Advertised ASIN", "Advertised product ID", "广告ASIN", "広告対象ASIN", "Beworbene ASIN"),
        *ad.FIGURES,
    ),
    marks=(("campaign", "sku", "clicks"), ("campaign", "asin", "clicks")),
    rejects=(
        *("Purchased ASIN", "Customer Search Term", "Placement", "Entity", "Cost Type", "已购买的ASIN"),
        *("Bid Optimization", "Viewable Impressions", *ad.NEW_TO_BRAND),
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
