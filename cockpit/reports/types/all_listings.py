"""All Listings (and the active or inactive ones): price, merchant stock and status per SKU. There is no date inside."""

from cockpit.reports.columns import count, instant, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

ALL_LISTINGS = ReportType(
    id="all-listings",
    title=Words("All listings", "所有商品"),
    menu=Words("Reports › Inventory Reports › All Listings Report", "报告 › 库存报告 › 全部商品报告"),
    columns=(
        text("item_name", "item-name", "商品名"),
        text("listing_id", "listing-id", "出品ID"),
        text("seller_sku", "seller-sku", "出品者SKU", required=True, filled=True),
        money("price", "price", "価格", required=True),
        count("quantity", "quantity", "数量"),  # empty for FBA SKUs
        instant("open_date", "open-date", "出品日"),
        text("product_id_type", "product-id-type", "商品IDタイプ"),
        text("item_condition", "item-condition", "コンディション"),
        text("asin1", "asin1", "ASIN 1"),
        text("product_id", "product-id", "商品ID"),
        count("pending_quantity", "pending-quantity", "在庫数"),
        text("fulfillment_channel", "fulfillment-channel", "フルフィルメント・チャンネル"),
        text("merchant_shipping_group"),
        text("status", "status", "ステータス"),  # only in All Listings; 出品中 / 停止中 in Japan
    ),
    marks=(("listing_id", "seller_sku", "asin1", "open_date"), ("listing_id", "seller_sku", "price", "open_date")),
    max_age_hours=24,
)
