"""Buyer messages, kept by hand or exported from an ERP: when each thread came and was answered."""

from cockpit.reports.columns import flag, instant, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.reports.said import SENDERS, in_our_words
from cockpit.text import Words

BUYER_MESSAGES = ReportType(
    id="buyer-messages",
    title=Words("Buyer messages", "买家消息"),
    menu=Words("Kept by hand or exported from the ERP", "手工维护或由 ERP 导出"),
    columns=(
        text("thread_id", "thread_id", "会话编号", "会话ID", "消息编号", required=True, filled=True, id=True),
        instant("received_at", "received_at", "收到时间", "接收时间", required=True, filled=True),
        instant("replied_at", "replied_at", "回复时间"),
        text("order_id", "order_id", "订单号", "订单编号", id=True),
        text("marketplace", "marketplace", "站点"),
        text("sender", "sender", "发件人类型"),
        flag("no_response_needed", "no_response_needed", "无需回复"),
        text("subject", "subject", "主题"),
    ),
    prepare=in_our_words(sender=SENDERS),
    marks=(("thread_id", "received_at"),),
    accumulates="log",
    key=("thread_id",),
    period_columns=("received_at",),
    as_of_columns=("received_at", "replied_at"),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    max_age_hours=4,
    optional=True,
    by_hand=True,
)
