"""Prepared incidents: one that nobody has read, one being worked, one answered, one closed."""

from dataclasses import replace
from datetime import timedelta

from cockpit.incident_facts import Incident
from cockpit.issue import Pane, Severity, Subject
from cockpit.picture import IncidentNote, Picture
from cockpit.text import Words
from tests.screens import pictures
from tests.screens.moment import NOW

HOUR = timedelta(hours=1)

NEW = Incident(
    "PN-US-1123-0801", "US", "default", "Orders reported as not received", "order",
    order_ids=("111-4417234-8812345", "113-0098812-5523411"), received_at=NOW - HOUR,
)  # fmt: skip
WORKED = Incident(
    "PN-DE-1122-0726", "DE", "default", "Richtlinienwarnung: Produktechtheit (inauthentic)", "authenticity",
    ("B00FKHSLV4",), ("KÜ-SIEB-3er",), received_at=NOW - 26 * HOUR, deadline=NOW + 46 * HOUR,
    acknowledged_at=NOW - 25 * HOUR,
)  # fmt: skip
ANSWERED = Incident(
    "PN-JP-1101-1200", "JP", "default", "商品の状態に関する警告", "condition", ("B0JP000001",),
    received_at=NOW - 500 * HOUR,
    acknowledged_at=NOW - 499 * HOUR, appeal_sent_at=NOW - 480 * HOUR,
)  # fmt: skip
SHOT = Words("screenshot of the notification", "通知截图")
INVOICES = Words("invoices of the last 365 days", "近 365 天发票")
LETTER = Words("letter of authorisation", "授权书")
PLAN = Words("plan of action", "行动计划")
LISTING = Words("listing as it was", "当时的 Listing")
ORDERS = Words("order ids", "订单号")


def notes() -> tuple[IncidentNote, ...]:
    """What the engine says of them."""
    return (
        IncidentNote(NEW, NOW + 23 * HOUR, (ORDERS,), (SHOT, PLAN)),
        IncidentNote(WORKED, NOW + 46 * HOUR, (LISTING,), (SHOT, INVOICES, LETTER, PLAN)),
        IncidentNote(ANSWERED, NOW - 476 * HOUR, (), (PLAN,)),
    )


def picture() -> Picture:
    """The morning with incidents; the listing of one was edited."""
    base = pictures.picture()
    edited = pictures.issue(
        "I-02", Pane.MORNING, "DE", Subject("asin", "B00FKHSLV4"), Severity.CRITICAL,
        Words("B00FKHSLV4: title changed", "B00FKHSLV4:标题已被改动"), Words("Do not edit.", "切勿修改。"), number=150,
    )  # fmt: skip
    return replace(base, incidents=notes(), issues=(*base.issues, edited))
