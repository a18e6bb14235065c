"""Buyer messages as the team's ERP exports them, and Amazon's seller feedback."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cockpit.demo.files.folder import Cells, Folder, comma_file, tab_file
from cockpit.demo.shop import Shop
from cockpit.demo.situations.customers import Feedback, Message

MESSAGES = (
    "thread_id", "received_at", "replied_at", "order_id", "marketplace", "sender", "no_response_needed", "subject",
)  # fmt: skip
HEADERS = {
    "US": ("Date", "Rating", "Comments", "Your Response", "Order ID", "Rater Email"),
    "DE": ("Datum", "Bewertung", "Kommentare", "Ihre Antwort", "Bestellnummer", "E-Mail des Bewerters"),
}
TEAM = ZoneInfo("Asia/Shanghai")
FEEDBACK_AGE_HOURS = {"US": 0.6, "DE": 0.5}


def put_messages(folder: Folder, messages: Iterable[tuple[Shop, Message]], at: datetime) -> None:
    """One file for all marketplaces, times on the team's wall with their offset."""
    rows = [_message(shop, message) for shop, message in messages]
    folder.put("reports/buyer-messages.csv", comma_file(MESSAGES, rows, bom=False), at)


def _message(shop: Shop, message: Message) -> list[str]:
    return [
        message.thread,
        _team(message.received),
        _team(message.replied) if message.replied else "",
        message.order_id,
        shop.marketplace,
        message.sender,
        "true" if message.no_response_needed else "false",
        message.subject,
    ]


def _team(moment: datetime) -> str:
    return moment.astimezone(TEAM).isoformat(timespec="seconds")


def write_feedback(shop: Shop, feedback: Sequence[Feedback], folder: Folder) -> None:
    """The feedback of three months, in the encoding and date order of the marketplace."""
    rows: list[Cells] = [
        (_day(shop, one.day), one.stars, one.comment, one.response, one.order_id, "masked@marketplace.amazon.example")
        for one in feedback
    ]
    if shop.feedback_hole:
        rows.append((_day(shop, feedback[-1].day), "", "", "", feedback[0].order_id, ""))
    content = tab_file(HEADERS[shop.marketplace], rows, "cp1252")
    at = shop.moments.ago(hours=FEEDBACK_AGE_HOURS[shop.marketplace])
    folder.put(f"reports/{shop.marketplace}/feedback.txt", content, at)


def _day(shop: Shop, day: date) -> str:
    if shop.marketplace == "DE":
        return f"{day.day}.{day.month}.{day:%y}"
    return f"{day.month}/{day.day}/{day:%y}"
