"""Purchase orders, kept by hand or by an ERP: what is ordered from the factory, and when it should be there."""

from cockpit.reports.columns import count, instant, text
from cockpit.reports.report_type import ReportType
from cockpit.reports.said import MODES, PURCHASE_STATES, in_our_words
from cockpit.text import Words

PURCHASE_ORDERS = ReportType(
    id="purchase-orders",
    title=Words("Purchase orders", "采购单"),
    menu=Words("Kept by hand or exported from the ERP", "手工维护或由 ERP 导出"),
    columns=(
        text("po_id", "po_id", "采购单号", "采购订单号", "采购单编号", required=True, filled=True, id=True),
        text("sku", "sku", "商品SKU", "库存SKU", first=("MSKU",), required=True, filled=True),
        count("quantity", "quantity", "采购量", "采购数量", "数量", required=True),
        instant("ordered_at", "ordered_at", "下单时间", "采购时间", "下单日期", "采购日期", "创建时间"),
        instant("eta", "eta", "预计到货时间", "预计到货日期", "预计交期"),
        text("mode", "mode", "物流方式", "运输方式"),
        text("status", "status", "状态", "采购单状态", "单据状态"),  # open, shipped, received, cancelled
        text("shipment_id", "shipment_id", "FBA单号", "货件单号", id=True),
        text("marketplace", "marketplace", "站点"),
    ),
    prepare=in_our_words(mode=MODES, status=PURCHASE_STATES),
    marks=(("po_id", "sku", "quantity"),),
    marketplace_column="marketplace",
    optional=True,
    by_hand=True,
)
