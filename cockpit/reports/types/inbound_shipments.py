"""Shipments to Amazon, kept by hand or by an ERP: what was sent, when it should arrive, what was received."""

from cockpit.reports.columns import count, instant, text
from cockpit.reports.report_type import ReportType
from cockpit.reports.said import MODES, SHIPMENT_STATES, in_our_words
from cockpit.text import Words

INBOUND_SHIPMENTS = ReportType(
    id="inbound-shipments",
    title=Words("Inbound shipments", "入库货件"),
    menu=Words("Kept by hand or exported from the ERP", "手工维护或由 ERP 导出"),
    columns=(
        text("shipment_id", "shipment_id", "FBA单号", "货件单号", "货件编号", required=True, filled=True, id=True),
        text("sku", "sku", first=("MSKU",), required=True, filled=True),
        count("quantity_shipped", "quantity_shipped", "发货量", "发货数量", "申报量", required=True),
        count("quantity_received", "quantity_received", "签收量", "接收数量", "已签收量", "已接收数量"),
        instant("shipped_at", "shipped_at", "发货时间", "发货日期"),
        text("mode", "mode", "物流方式", "运输方式"),  # air, sea, domestic
        instant("eta", "eta", "预计到货时间", "预计到仓时间"),
        text("status", "status", "状态", "货件状态"),
        instant("first_received_at", "first_received_at", "首次接收时间"),
        instant("closed_at", "closed_at", "关闭时间"),
        text("marketplace", "marketplace", "站点"),
    ),
    prepare=in_our_words(mode=MODES, status=SHIPMENT_STATES),
    marks=(("shipment_id", "sku", "quantity_shipped"),),
    rejects=("shipment-item-id", "amazon-order-id", "tracking-number"),
    marketplace_column="marketplace",
    optional=True,
    by_hand=True,
)
