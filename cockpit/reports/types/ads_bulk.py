"""Bulk operations workbook: one row for each entity of the advertising account. Sum one entity level only."""

from cockpit.reports.columns import count, money, rate, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

ADS_BULK = ReportType(
    id="ads-bulk",
    title=Words("Bulk operations", "批量操作"),
    menu=Words("Advertising › Bulk operations › Download", "广告 › 批量操作 › 下载"),
    columns=(
        text("product", "Product", "产品", required=True),
        text("entity", "Entity", "实体层级", required=True),
        text("operation", "Operation", "操作"),
        text("campaign_id", "Campaign ID", "广告活动编号", id=True),
        text("ad_group_id", "Ad Group ID", "广告组编号", id=True),
        text("portfolio_id", "Portfolio ID", "广告组合编号", id=True),
        text("ad_id", "Ad ID", "广告编号", id=True),
        text("keyword_id", "Keyword ID", "关键词编号", id=True),
        text("product_targeting_id", "Product Targeting ID", "商品投放 ID", id=True),
        text("campaign", "Campaign Name", "Campaign Name (Informational only)", "广告活动名称"),
        text("ad_group", "Ad Group Name", "Ad Group Name (Informational only)", "广告组名称"),
        text("start_date", "Start Date", "开始日期"),
        text("end_date", "End Date", "结束日期"),
        text("targeting_type", "Targeting Type", "投放类型"),
        text("state", "State", "状态"),
        money("daily_budget", "Daily Budget", "每日预算"),
        text("sku", "SKU"),
        money("bid", "Bid", "竞价"),
        money("ad_group_default_bid", "Ad Group Default Bid", "广告组默认竞价"),
        text("keyword_text", "Keyword Text", "关键词文本"),
        text("match_type", "Match Type", "匹配类型"),
        text("bidding_strategy", "Bidding Strategy", "竞价方案"),
        text("placement", "Placement", "广告位"),
        rate("percentage", "Percentage", "百分比", percent="hundred"),
        text("product_targeting_expression", "Product Targeting Expression", "拓展商品投放"),
        count("impressions", "Impressions", "展示量"),
        count("clicks", "Clicks", "点击量"),
        money("spend", "Spend", "花费"),
        money("sales", "Sales", "销售额"),
        count("orders", "Orders", "订单数量"),
        count("units", "Units", "商品数量"),
    ),
    marks=(("product", "entity", "operation"),),
    max_age_hours=24,
    optional=True,
)
