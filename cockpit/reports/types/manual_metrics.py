"""Metrics typed from pages that have no export: AHR, IPI, capacity, and rates where no performance report is there."""

from cockpit.reports.columns import count, day, number, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

MANUAL_METRICS = ReportType(
    id="manual-metrics",
    title=Words("Typed metrics", "手工录入指标"),
    menu=Words("Kept by hand, from Performance › Account Health and Inventory", "手工维护:绩效 › 账户状况、库存页面"),
    columns=(
        day("date", "date", "日期", required=True, filled=True),
        text("metric", "metric", "指标", required=True, filled=True),
        text("marketplace", "marketplace", "站点"),
        number("value", "value", "数值", "值"),
        number("numerator", "numerator", "分子"),
        number("denominator", "denominator", "分母"),
        number("limit", "limit", "上限", blanks=("No limit", "unlimited", "无限制", "不限")),  # empty: there is none
        text("category", "category", "类别"),
        count("window_days", "window_days", "天数"),
        text("note", "note", "备注"),
    ),
    marks=(("date", "metric", "value"), ("date", "metric", "numerator")),
    accumulates="log",
    key=("date", "metric", "category", "window_days"),
    period_columns=("date",),
    as_of_columns=("date",),
    marketplace_column="marketplace",
    max_age_hours=24,
    optional=True,
    by_hand=True,
)
