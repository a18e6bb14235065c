"""Category listing report: three header rows, of which the third has the field names. Only its core is read."""

from cockpit.reports.columns import text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

CATEGORY_LISTINGS = ReportType(
    id="category-listings",
    title=Words("Category listing report", "分类商品报告"),
    menu=Words("On request from Seller Support: Reports › Inventory Reports", "向卖家支持申请:报告 › 库存报告"),
    columns=(
        text("item_sku", "item_sku", "contribution_sku#1.value", required=True, filled=True),
        text("item_name", "item_name"),
        text("brand_name", "brand_name"),
        text("product_type", "feed_product_type"),
        text("external_product_id", "external_product_id"),
        text("standard_price", "standard_price"),
        text("main_image_url", "main_image_url"),
        text("generic_keywords", "generic_keywords", "generic_keyword"),
        text("parent_sku", "parent_sku"),
        text("bullet_point1", "bullet_point1"),
        text("bullet_point2", "bullet_point2"),
        text("bullet_point3", "bullet_point3"),
        text("bullet_point4", "bullet_point4"),
        text("bullet_point5", "bullet_point5"),
    ),
    marks=(("item_sku", "product_type"), ("item_sku", "brand_name", "external_product_id")),
    optional=True,
)
