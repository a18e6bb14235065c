"""Sponsored Products search terms: csv and xlsx, 7 or 14 days of attribution, the old and the new console."""

from cockpit.reports import ad_columns as ad
from cockpit.reports.columns import money, text, windows
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SP_SEARCH_TERMS = ReportType(
    id="sp-search-terms",
    title=Words("SP search terms", "SP 搜索词"),
    menu=Words(
        "Advertising › Measurement & reporting › Sponsored ads reports › Search term",
        "广告 › 衡量和报告 › 广告报告 › 搜索词",
    ),
    columns=(
        *ad.WHEN,  # a row's start and end are the first and last day on which it had activity
        ad.PORTFOLIO,
        ad.CURRENCY,
        ad.CAMPAIGN,
        ad.CAMPAIGN_ID,
        ad.AD_GROUP,
        ad.AD_GROUP_ID,
        ad.COUNTRY,
        ad.TARGETING,
        ad.MATCH_TYPE,
        text(
            "search_term",
            "Customer Search Term",
            "Search term",
            "客户搜索词",
            "カスタマーの検索キーワード",
            "Suchbegriff des Kunden",
            "Kundensuchbegriff",
            "Suchbegriff eines Kunden",
            "Terme de recherche client",
            "Término de búsqueda de cliente",
            "Termine ricerca cliente",
            required=True,
        ),
        *ad.FIGURES,
        money(
            "advertised_sku_sales",
            *windows(
                "{} Day Advertised SKU Sales",
                "{} Day Advertised ASIN Sales",
                "{}天内广告SKU销售额",
                "{} Tage, Beworbene SKU-Umsätze",
                "Ventas SKU anunciadas {} días",
                "attributedSalesSameSku{}d",
            ),
        ),
        money(
            "other_sku_sales",
            *windows(
                "{} Day Other SKU Sales",
                "{} Day Brand Halo ASIN Sales",
                "{}天内其他SKU销售额",
                "{}-Tage, Andere SKU-Umsätze",
                "Otras ventas SKU de {} días",
                "salesOtherSku{}d",
            ),
        ),
    ),
    marks=(("campaign", "search_term", "targeting", "match_type"), ("campaign", "search_term", "spend", "orders")),
    rejects=(
        *("Product Targeting Id (Read only)", "Product Targeting ID", "Produkt-Targeting-ID"),
        "Cost Type",
        "Viewable Impressions",
        "Top-of-search Impression Share",
        *ad.NEW_TO_BRAND,
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
