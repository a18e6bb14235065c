"""Seller feedback: six columns that never move, under a header in the marketplace's language."""

from cockpit.reports.columns import count, day, text
from cockpit.reports.positions import looks_like_feedback
from cockpit.reports.report_type import ANY_AGE, Positions, ReportType
from cockpit.text import Words

FEEDBACK = ReportType(
    id="feedback",
    title=Words("Seller feedback", "卖家反馈"),
    menu=Words("Performance › Feedback › Download feedback report", "绩效 › 反馈 › 下载反馈报告"),
    columns=(
        day("date", "Date", "日期", "日付", "Datum", required=True),
        count("rating", "Rating", "评级", "评分", "評価", "Bewertung", required=True, filled=True),
        text("comments", "Comments", "评论", "评价", "コメント", "Kommentare"),
        text("your_response", "Your Response", "您的回复", "你的回复", "返答", "Ihre Antwort"),
        text("order_id", "Order ID", "订单编号", "注文番号", "Bestellnummer", required=True, id=True),
        # The sixth, the rater's e-mail, is never read: it is nobody's business here.
    ),
    marks=(("date", "rating", "comments", "your_response", "order_id"),),
    positions=Positions(("date", "rating", "comments", "your_response", "order_id", ""), looks_like_feedback),
    accumulates="log",
    key=("order_id",),
    whole_periods=True,  # Amazon removes feedback on request
    period_columns=("date",),
    as_of_columns=("date",),
    quiet_hours=ANY_AGE,
    max_age_hours=24,
)
