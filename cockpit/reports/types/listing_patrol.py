"""The listing patrol, from Helium 10, Sorftime or by hand: what a product's page showed on a day."""

from cockpit.reports.columns import count, day, listed, money, number, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

LISTING_PATROL = ReportType(
    id="listing-patrol",
    title=Words("Listing patrol", "Listing 巡检"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        day("date", "date", "日期", required=True, filled=True),
        text("asin", "asin", required=True, filled=True),
        text("sku", "sku"),
        text("marketplace", "marketplace", "站点"),
        text("title", "title"),
        text("brand", "brand"),
        text("category", "category"),
        text("main_image_hash", "main_image_hash"),
        text("image_url", "image_url"),
        text("bullets", "bullets"),
        text("search_terms", "search_terms"),
        money("price", "price"),
        text("currency", "currency", "币种"),
        number("rating", "rating", "评分"),
        count("review_count", "review_count"),
        count("low_star_7d", "low_star_7d"),
        count("offer_count", "offer_count"),
        listed("sellers", "sellers"),
        money("lowest_foreign_price", "lowest_foreign_price"),
        text("buy_box_seller", "buy_box_seller"),
        count("bsr", "bsr"),
    ),
    marks=(
        ("date", "asin", "rating"),
        ("date", "asin", "main_image_hash"),
        ("date", "asin", "offer_count"),
        ("date", "asin", "sellers"),
        ("date", "asin", "bsr"),
        ("date", "asin", "title", "brand"),
        ("date", "asin", "buy_box_seller"),
    ),
    rejects=("Sessions", "SalesOrganic", "Spend", "MSKU", "FNSKU", "metric", "Verified Purchase", "Helpful"),
    accumulates="log",
    key=("date", "asin"),
    period_columns=("date",),
    as_of_columns=("date",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    currency_column="currency",
    optional=True,
    by_hand=True,
)
