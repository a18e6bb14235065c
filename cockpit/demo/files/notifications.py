"""Performance notifications: our own template, kept by the team for all marketplaces; Amazon has no export of them."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.incidents import Notification

HEADER = (
    "notification_id", "received_at", "subject", "marketplace", "kind", "asins", "skus", "order_ids", "deadline",
    "acknowledged_at", "appeal_sent_at", "body",
)  # fmt: skip
TEAM = ZoneInfo("Asia/Shanghai")


def put_notifications(folder: Folder, notifications: Iterable[tuple[Shop, Notification]], at: datetime) -> None:
    """One file, times on the team's wall with their offset, lists separated by semicolons."""
    rows = [_row(shop, one) for shop, one in notifications]
    folder.put("reports/performance-notifications.csv", comma_file(HEADER, rows, bom=False), at)


def _row(shop: Shop, one: Notification) -> list[str]:
    return [
        one.id,
        _team(one.received),
        one.subject,
        shop.marketplace,
        one.kind,
        ";".join(one.asins),
        ";".join(one.skus),
        ";".join(one.orders),
        _team(one.deadline),
        _team(one.acknowledged),
        _team(one.appeal_sent),
        one.body,
    ]


def _team(moment: datetime | None) -> str:
    return moment.astimezone(TEAM).isoformat(timespec="seconds") if moment else ""
