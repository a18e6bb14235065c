"""Manage FBA Inventory: what is sellable, reserved and on its way, per SKU. There is no date inside."""

from cockpit.reports.columns import count, flag, money, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

FBA_INVENTORY = ReportType(
    id="fba-inventory",
    title=Words("Manage FBA inventory", "管理 FBA 库存"),
    menu=Words("Reports › Fulfilment › Manage FBA Inventory", "报告 › 配送 › 管理亚马逊库存"),
    columns=(
        text("sku", "sku", "出品者SKU", required=True, filled=True),
        text("fnsku"),
        text("asin"),
        text("product_name", "product-name", "商品名"),
        text("condition"),
        money("your_price"),
        flag("mfn_listing_exists"),
        count("mfn_fulfillable_quantity"),  # empty is not 0
        flag("afn_listing_exists"),
        count("afn_warehouse_quantity"),
        count("afn_fulfillable_quantity", "afn-fulfillable-quantity", "販売できる数量", required=True),
        count("afn_unsellable_quantity"),
        count("afn_reserved_quantity"),
        count("afn_total_quantity"),
        count("afn_inbound_working_quantity"),
        count("afn_inbound_shipped_quantity"),
        count("afn_inbound_receiving_quantity"),
        count("afn_researching_quantity"),
        count("afn_reserved_future_supply"),
        count("afn_future_supply_buyable"),
        count("afn_fc_transfer_quantity"),
        text("store"),
    ),
    marks=(("afn_fulfillable_quantity", "afn_total_quantity"), ("sku", "asin", "afn_fulfillable_quantity")),
    max_age_hours=24,
)
