"""Category listing report: three header rows, of which the third has the field names. Only its core is read.

The names of the second generation (since 2024) say marketplace and language in square brackets, which folding drops.
"""

from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

CATEGORY_LISTINGS = ReportType(
    id="category-listings",
    title=Words("Category listing report", "分类商品报告"),
    menu=Words("On request from Seller Support: Reports › Inventory Reports", "向卖家支持申请:报告 › 库存报告"),
    columns=(
        text("item_sku", "item_sku", "contribution_sku#1.value", required=True, filled=True),
        text("item_name", "item_name", "item_name#1.value"),
        text("brand_name", "brand_name", "brand#1.value"),
        text("product_type", "feed_product_type", "product_type#1.value"),
        text("external_product_id", "external_product_id", "merchant_suggested_asin#1.value"),
        text("standard_price", "standard_price"),
        text("main_image_url", "main_image_url", "main_product_image_locator#1.media_location"),
        text("generic_keywords", "generic_keywords", "generic_keyword", "generic_keyword#1.value"),
        text("parent_sku", "parent_sku", "child_parent_sku_relationship#1.parent_sku"),
        *(text(f"bullet_point{n}", f"bullet_point{n}", f"bullet_point#{n}.value") for n in range(1, 6)),
    ),
    marks=(("item_sku", "product_type"), ("item_sku", "brand_name", "external_product_id")),
    optional=True,
)
