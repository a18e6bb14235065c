"""Sponsored Products advertised products: which SKU a campaign and an ad group advertise, by day or summed."""

from dataclasses import replace

import polars as pl

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words


def named_by_id(frame: pl.DataFrame) -> pl.DataFrame:
    """The new console's report may name campaigns by their IDs alone; these are their names then."""
    nameless = pl.col("campaign").is_null().all()
    id_ = pl.when(nameless).then(pl.col("campaign_id").str.strip_chars('="'))
    return ad.split_range(frame.with_columns(campaign=pl.coalesce("campaign", id_)))


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
        replace(ad.CAMPAIGN, required=False),
        ad.CAMPAIGN_ID,
        ad.AD_GROUP,
        ad.AD_GROUP_ID,
        ad.COUNTRY,
        text("sku", "Advertised SKU", "Advertised product SKU", "广告SKU", "広告対象SKU", "Beworbene SKU"),
        text("asin", "Advertised ASIN", "Advertised product ID", "广告ASIN", "広告対象ASIN", "Beworbene ASIN"),
        *ad.FIGURES,
    ),
    marks=tuple((by, what, "clicks") for by in ("campaign", "campaign_id") for what in ("sku", "asin")),
    rejects=(
        *("Purchased ASIN", "Customer Search Term", "Placement", "Entity", "Cost Type", "已购买的ASIN"),
        *("Bid Optimization", "Viewable Impressions", *ad.NEW_TO_BRAND),
    ),
    sources=(ad.DATE_RANGE,),
    prepare=named_by_id,
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
