"""Detail page sales and traffic by child item: header in the interface's language, columns as the user ticked them.

The Spanish words (Spain and Mexico) and the German share are those by which public programs read what they download;
of the French header they show one word, of the Italian none, so neither is recognised.
"""

from cockpit.reports.columns import count, day, money, rate, text
from cockpit.reports.json_shapes import sales_and_traffic_by_asin
from cockpit.reports.report_type import JsonShape, ReportType
from cockpit.text import Words

BUSINESS_REPORT = ReportType(
    id="business-report",
    title=Words("Business report by child item", "业务报告(按子商品)"),
    menu=Words(
        "Reports › Business Reports › Detail Page Sales and Traffic By Child Item",
        "数据报告 › 业务报告 › 子商品详情页面上的销售量与访问量",
    ),
    columns=(
        text(
            "parent_asin",
            *("(Parent) ASIN", "（父）ASIN", "（親）ASIN", "(Übergeordnete) ASIN", "ASIN (principal)", "ASIN (parent)"),
        ),
        text(
            "child_asin",
            "(Child) ASIN",
            "（子）ASIN",
            "(Untergeordnete) ASIN",
            "ASIN (secundario)",
            "ASIN (child)",
            required=True,
            filled=True,
        ),
        text("title", "Title", "标题", "商品名称", "タイトル", "Titel", "Título", "Titre"),
        text("sku"),
        count(
            "sessions",
            "Sessions - Total",
            "Sessions",
            "会话数 - 总计",
            "会话次数 – 总计",
            "买家访问次数",
            "セッション数 - 合計",
            "セッション - 合計",
            "Sitzungen – Summe",
            "Sesiones: total",
            "세션 - 총계",
        ),
        count(
            "sessions_b2b",
            "Sessions - Total - B2B",
            "会话次数 – 总计 – B2B",
            "会话 - 总计 - B2B",
            "セッション数 - 合計 - B2B",
            "Sitzungen – Summe – B2B",
        ),
        rate(
            # 转化率 - 总计 is Amazon's label of this share, not of the conversion.
            "session_share",
            "Session Percentage - Total",
            "Session Percentage",
            "会话百分比 – 总计",
            "转化率 - 总计",
            "买家访问次数百分比",
            "セッション率 - 合計",
            percent="hundred",
        ),
        count(
            "page_views",
            "Page Views - Total",
            "Page Views",
            "页面浏览量 - 总计",
            "页面浏览次数",
            "ページビュー - 合計",
            "Seitenaufrufe – Summe",
            "Vistas de página: total",
        ),
        rate(
            "buy_box_share",
            "Featured Offer (Buy Box) Percentage",
            "Featured Offer Percentage",
            "Buy Box Percentage",
            "推荐报价（推荐报价展示位）百分比",
            "推荐报价（购买按钮）百分比",
            "购买按钮赢得率",
            "おすすめ出品（おすすめ商品）の獲得率",
            "カートボックス獲得率",
            "Porcentaje de ofertas destacadas (Buy Box)",
            percent="hundred",
        ),
        count(
            "units_ordered",
            "Units Ordered",
            "已订购商品数量",
            "注文された商品点数",
            "Bestellte Einheiten",
            "Unidades pedidas",
            "Unidades encargadas",
        ),
        count(
            "units_ordered_b2b",
            "Units Ordered - B2B",
            "已订购商品数量 - B2B",
            "注文点数 - B2B",
            "Bestellte Einheiten – B2B",
            "Unidades encargadas - B2B",
        ),
        rate(
            "unit_session_share",
            "Unit Session Percentage",
            "商品会话百分比",
            "订单商品数量转化率",
            "ユニットセッション率",
            "Prozentsatz an Einheiten pro Sitzung",
            percent="hundred",
        ),
        money(
            "ordered_sales",
            "Ordered Product Sales",
            "Gross Product Sales",
            "已订购商品销售额",
            "注文商品の売上額",
            "注文商品売上",
            "Durch bestellte Produkte erzielter Umsatz",
            "Ventas de productos pedidos",
            "Ventas de productos encargados",
        ),
        money(
            "ordered_sales_b2b",
            *("Ordered Product Sales - B2B", "已订购商品销售额 - B2B", "Bestellsumme – B2B"),
            "Ventas de productos encargados: B2B",
            "Ventas de productos pedidos - B2B",
            "Ventas de productos pedidos: entre empresas",
        ),
        count(
            "order_items",
            "Total Order Items",
            "Orders Placed",
            "订单商品总数",
            "订单商品种类数",
            "注文品目総数",
            "Zahl der Bestellposten",
            "Total de artículos del pedido",
        ),
        count("units_refunded"),
        text("currency"),  # from JSON, or from the sign of the money
        text("marketplace"),  # from JSON
        day("start_date"),  # from JSON
        day("end_date"),  # from JSON
    ),
    marks=(("parent_asin", "sessions"), ("child_asin", "sessions"), ("child_asin", "page_views", "units_ordered")),
    json=JsonShape(("reportSpecification", "salesAndTrafficByAsin"), sales_and_traffic_by_asin),
    accumulates="period",
    period_columns=("start_date", "end_date"),
    dated_by_name=True,
    marketplace_column="marketplace",
    currency_column="currency",
    max_age_hours=48,
    footer=("Total", "总计", "合计", "合計", "Summe", "Gesamt", "Totale"),
)
