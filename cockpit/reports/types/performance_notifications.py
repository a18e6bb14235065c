"""Performance notifications, kept by hand: what Amazon warned of, and when it was answered."""

from cockpit.reports.columns import instant, listed, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

PERFORMANCE_NOTIFICATIONS = ReportType(
    id="performance-notifications",
    title=Words("Performance notifications", "绩效通知"),
    menu=Words("Kept by hand or exported from a tool", "手工维护或由工具导出"),
    columns=(
        text("notification_id", "notification_id", "通知编号", required=True, filled=True, id=True),
        instant("received_at", "received_at", "收到时间", required=True, filled=True),
        text("subject", "subject", required=True, filled=True),
        text("marketplace", "marketplace", "站点"),
        text("kind", "kind"),
        listed("asins", "asins"),
        listed("skus", "skus"),
        listed("order_ids", "order_ids"),
        instant("deadline", "deadline", "截止时间"),
        instant("acknowledged_at", "acknowledged_at"),
        instant("appeal_sent_at", "appeal_sent_at"),
        text("body", "body"),
    ),
    marks=(("notification_id", "received_at"),),
    accumulates="log",
    key=("notification_id",),
    period_columns=("received_at",),
    as_of_columns=("received_at",),
    quiet_hours=ANY_AGE,
    marketplace_column="marketplace",
    optional=True,
    by_hand=True,
)
