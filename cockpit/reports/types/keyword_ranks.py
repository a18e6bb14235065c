"""Keyword ranks, from a tool or by hand."""

from cockpit.reports.columns import count, day, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

KEYWORD_RANKS = ReportType(
    id="keyword-ranks",
    title=Words("Keyword ranks", "关键词排名"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        day("date", "date", "日期", required=True, filled=True),
        text("asin", "asin", required=True, filled=True),
        text("keyword", "keyword", "Keyword Phrase", "关键词", "搜索词", required=True, filled=True),
        text("marketplace", "marketplace", "站点"),
        count("rank", "rank", "Organic Rank", "排名", "自然排名", "自然位排名", blanks=("-", "N/R", ">306")),
        count("search_volume", "search_volume", "搜索量", "月搜索量"),
    ),
    marks=(("date", "asin", "keyword"),),
    rejects=("Spend", "Clicks"),
    accumulates="log",
    key=("date", "asin", "keyword"),
    period_columns=("date",),
    as_of_columns=("date",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    optional=True,
    by_hand=True,
)
