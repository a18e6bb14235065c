"""The listing patrol, from Helium 10, Sorftime, Lingxing or by hand: what a product's page showed on a day.

Helium 10's X-ray and Black Box and Sorftime's product list have no day in their rows: it is that of the export.
"""

import polars as pl

from cockpit.reports.columns import count, day, listed, money, number, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

_UNRATED = ("0", "0.0", "0.00")  # a product without reviews has no rating; the lowest is one star
_SITE = r"(?i)^https?://(?:www\.)?(amazon\.[a-z.]+)"
_RANK = r"^(?:.*[:：])?\s*#?"  # Home & Kitchen：1273, #1,273


def _of_tools(frame: pl.DataFrame) -> pl.DataFrame:
    """The marketplace of a product's address, a rank without its category, no rating where nobody rated."""
    if "url" in frame.columns:
        site = pl.col("url").str.extract(_SITE)
        frame = frame.with_columns(pl.coalesce("marketplace", site).alias("marketplace"))
    bare = frame["bsr"].cast(pl.Int64, strict=False)
    if bare.null_count() > frame["bsr"].null_count():
        frame = frame.with_columns(pl.col("bsr").str.replace(_RANK, ""))
    unrated = pl.col("rating").is_in(_UNRATED)
    return frame.with_columns(rating=pl.when(~unrated).then(pl.col("rating")))


LISTING_PATROL = ReportType(
    id="listing-patrol",
    title=Words("Listing patrol", "Listing 巡检"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        day("date", "date", "日期", required=True, filled=True),
        text("asin", "asin", required=True, filled=True),
        text("sku", "sku", first=("MSKU",)),
        text("marketplace", "marketplace", "站点"),
        text("title", "title", "Product Details", "产品名称", "商品标题", "标题"),
        text("brand", "brand", first=("品牌",)),
        text("category", "category", "所在类目"),
        text("main_image_hash", "main_image_hash"),
        text("image_url", "image_url", "Image URL", "主图"),
        text("bullets", "bullets", "五点描述"),
        text("search_terms", "search_terms"),
        money("price", "price", "Price $", "Price €", "Price £", "Price ¥", "实际价格", "目前销售价"),
        text("currency", "currency", "币种"),
        number("rating", "rating", "Ratings", "Reviews Rating", "评分", "评分星级"),
        count("review_count", "review_count", "评论数", "评价数量"),
        count("low_star_7d", "low_star_7d"),
        count("offer_count", "offer_count", "Active Sellers", "Number of Active Sellers"),
        listed("sellers", "sellers"),
        money("lowest_foreign_price", "lowest_foreign_price"),
        text("buy_box_seller", "buy_box_seller", "Buy Box"),
        count("bsr", "bsr", "大类排名"),
    ),
    sources=(
        text("export", "Review velocity", "Sales to Reviews", "预计Listing月销量"),
        text("url", "URL"),
    ),
    prepare=_of_tools,
    own_day=("export", "date"),
    marks=(
        ("export", "asin", "rating", "review_count", "bsr"),
        ("date", "asin", "rating"),
        ("date", "asin", "main_image_hash"),
        ("date", "asin", "offer_count"),
        ("date", "asin", "sellers"),
        ("date", "asin", "bsr"),
        ("date", "asin", "title", "brand"),
        ("date", "asin", "buy_box_seller"),
    ),
    rejects=("Sessions", "SalesOrganic", "Spend", "FNSKU", "metric", "Verified Purchase", "Helpful"),
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
