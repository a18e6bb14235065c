"""Manage FBA Inventory: what is sellable, reserved and on its way, per SKU. There is no date inside."""

from cockpit.reports.columns import count, flag, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

FBA_INVENTORY = ReportType(
    id="fba-inventory",
    title=Words("Manage FBA inventory", "管理 FBA 库存"),
    menu=Words("Reports › Fulfilment › Manage FBA Inventory", "报告 › 配送 › 管理亚马逊库存"),
    columns=(
        # Lingxing (领星) calls the seller's SKU MSKU, and its own product's SKU.
        text("sku", "sku", "出品者SKU", first=("MSKU",), required=True, filled=True),
        text("fnsku"),
        text("asin"),
        text("product_name", "product-name", "商品名", "品名"),
        text("condition"),
        money("your_price"),
        flag("mfn_listing_exists"),
        count("mfn_fulfillable_quantity"),  # empty is not 0
        flag("afn_listing_exists"),
        count("afn_warehouse_quantity"),
        count(
            "afn_fulfillable_quantity",
            "afn-fulfillable-quantity",
            "販売できる数量",
            "FBA可售",
            "FBA-可售",
            required=True,
        ),
        count("afn_unsellable_quantity", "afn-unsellable-quantity", "FBA不可售", "不可售"),
        count("afn_reserved_quantity", "afn-reserved-quantity", "FBA预留", "预留"),
        count("afn_total_quantity", "afn-total-quantity", "FBA总库存", "总库存"),
        count("afn_inbound_working_quantity", "afn-inbound-working-quantity", "计划入库"),
        count("afn_inbound_shipped_quantity", "afn-inbound-shipped-quantity", "在途"),
        count("afn_inbound_receiving_quantity", "afn-inbound-receiving-quantity", "入库中"),
        count("afn_researching_quantity"),
        count("afn_reserved_future_supply"),
        count("afn_future_supply_buyable"),
        count("afn_fc_transfer_quantity"),
        text("store"),
    ),
    rejects=("Sessions-Total", "销量", "广告花费"),
    marks=(("afn_fulfillable_quantity", "afn_total_quantity"), ("sku", "asin", "afn_fulfillable_quantity")),
    row_key=("sku", "fnsku", "condition"),
    max_age_hours=24,
)
