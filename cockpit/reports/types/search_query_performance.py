"""Search query performance: how often the brand's or an ASIN's products are seen, clicked and bought per query."""

from cockpit.reports.columns import count, day, money, rate, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

SEARCH_QUERY_PERFORMANCE = ReportType(
    id="search-query-performance",
    title=Words("Search query performance", "搜索查询绩效"),
    menu=Words(
        "Brands › Brand Analytics › Search Analytics › Search Query Performance",
        "品牌 › 品牌分析 › 搜索分析 › 搜索查询绩效",
    ),
    columns=(
        text("search_query", "Search Query", "Suchabfrage", required=True, filled=True),
        count("search_query_score", "Search Query Score"),
        count("search_query_volume", "Search Query Volume", "Volumen der Suchabfrage", required=True),
        count("impressions_total", "Impressions: Total Count"),
        count("impressions_own", "Impressions: ASIN Count", "Impressions: Brand Count"),
        rate("impressions_share", "Impressions: ASIN Share %", "Impressions: Brand Share %", percent="hundred"),
        count("clicks_total", "Clicks: Total Count"),
        count("clicks_own", "Clicks: ASIN Count", "Clicks: Brand Count"),
        rate("clicks_share", "Clicks: ASIN Share %", "Clicks: Brand Share %", percent="hundred"),
        money("clicks_price_median", "Clicks: Price (Median)"),
        count("cart_adds_total", "Cart Adds: Total Count"),
        count("cart_adds_own", "Cart Adds: ASIN Count", "Cart Adds: Brand Count"),
        count("purchases_total", "Purchases: Total Count"),
        count("purchases_own", "Purchases: ASIN Count", "Purchases: Brand Count"),
        rate("purchases_share", "Purchases: ASIN Share %", "Purchases: Brand Share %", percent="hundred"),
        day("reporting_date", "Reporting Date"),
    ),
    marks=(("search_query", "search_query_volume"),),
    accumulates="period",
    period_columns=("reporting_date",),
    as_of_columns=("reporting_date",),
    optional=True,
)
