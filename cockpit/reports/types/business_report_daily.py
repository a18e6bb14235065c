"""Sales and traffic by date: the shop's days, in the interface's language."""

from cockpit.reports.columns import count, day, money, rate, text
from cockpit.reports.json_shapes import sales_and_traffic_by_date
from cockpit.reports.report_type import JsonShape, ReportType
from cockpit.text import Words

BUSINESS_REPORT_DAILY = ReportType(
    id="business-report-daily",
    title=Words("Business report by date", "业务报告(按日期)"),
    menu=Words("Reports › Business Reports › Sales and Traffic", "数据报告 › 业务报告 › 销售量与访问量"),
    columns=(
        day("date", "Date", "日期", "日付", "Datum", "Fecha", "Data", required=True, filled=True),
        money(
            "ordered_sales",
            *(
                "Ordered Product Sales",
                "已订购商品销售额",
                "注文商品の売上額",
                "Durch bestellte Produkte erzielter Umsatz",
            ),
            required=True,
        ),
        count("units_ordered", "Units Ordered", "已订购商品数量", "注文された商品点数", "Bestellte Einheiten"),
        count(
            "order_items",
            "Total Order Items",
            "订单商品种类数",
            "订单商品总数",
            "注文品目総数",
            "Zahl der Bestellposten",
        ),
        count("units_refunded"),
        count(
            "page_views",
            "Page Views - Total",
            "Page Views",
            "页面浏览次数",
            "页面浏览量 - 总计",
            "ページビュー - 合計",
            "Seitenaufrufe – Summe",
        ),
        count(
            "sessions",
            "Sessions - Total",
            "Sessions",
            "买家访问次数",
            "会话数 - 总计",
            "セッション数 - 合計",
            "Sitzungen – Summe",
        ),
        rate(
            "buy_box_share",
            *("Featured Offer (Buy Box) Percentage", "Buy Box Percentage", "购买按钮赢得率"),
            percent="hundred",
        ),
        rate("unit_session_share", "Unit Session Percentage", "订单商品数量转化率", "商品转化率", percent="hundred"),
        text("currency"),  # from JSON, or from the sign of the money
        text("marketplace"),  # from JSON
    ),
    marks=(("date", "ordered_sales", "units_ordered"), ("date", "ordered_sales", "order_items")),
    rejects=(
        "(Child) ASIN",
        "（子）ASIN",
        "(Parent) ASIN",
        "（父）ASIN",
        "（親）ASIN",
        "SalesOrganic",
        "MSKU",
        "(Untergeordnete) ASIN",
        "(Übergeordnete) ASIN",
        "ASIN (child)",
        "ASIN (parent)",
        "ASIN (secundario)",
    ),
    json=JsonShape(("reportSpecification", "salesAndTrafficByDate"), sales_and_traffic_by_date),
    accumulates="log",
    key=("date",),
    period_columns=("date",),
    as_of_columns=("date",),
    marketplace_column="marketplace",
    currency_column="currency",
    max_age_hours=48,
    optional=True,
    footer=("Total", "总计", "合计", "合計", "Summe"),
)
