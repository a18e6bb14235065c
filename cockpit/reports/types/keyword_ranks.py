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
        text("keyword", "keyword", "关键词", required=True, filled=True),
        text("marketplace", "marketplace", "站点"),
        count("rank", "rank", "排名"),
        count("search_volume", "search_volume"),
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
