"""Buyers who wait: messages without an answer, negative feedback without a response (C-01, C-02)."""

from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

SUBJECTS = {
    "US": (
        "Where is my package?", "Item arrived damaged", "Can I change the colour?", "Missing a part",
        "How do I return this?", "Does it fit a 15 inch laptop?",
    ),
    "DE": (
        "Wo bleibt meine Bestellung?", "Artikel beschädigt angekommen", "Rechnung fehlt", "Rücksendung",
        "Passt das für Größe XL?", "Lieferung unvollständig",
    ),
    "JP": (
        "商品が届きません", "領収書をお願いします", "色を変更したい", "部品が足りません",
        "返品について", "サイズの確認",
    ),
}  # fmt: skip
COMMENTS = {
    "US": (
        "Arrived two days late and the box was crushed", 'Lamp arm is 20", not 24" as described',
        "Great seller, fast shipping", "As described", "Perfect, will buy again", "ok",
    ),
    "DE": (
        "Lieferung kam viel zu spät, Verpackung beschädigt", "Farbe nicht wie beschrieben, eher grün",
        "Alles bestens, schnelle Lieferung", "Gerne wieder", "Top Qualität für den Preis", "passt",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Message:
    """One buyer's message and its answer."""

    thread: str
    received: datetime
    replied: datetime | None
    order_id: str
    sender: str
    no_response_needed: bool
    subject: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """One rating of the seller."""

    day: date
    stars: int
    comment: str
    response: str
    order_id: str


# How long a message waits: hours, sender, flagged, what must come of it (None: nothing) and why not.
WAITING: Mapping[str, tuple[tuple[float, str, bool, Severity | None, str], ...]] = {
    "US": (
        (41.5, "buyer", False, Severity.CRITICAL, ""),
        (24.2, "buyer", False, Severity.CRITICAL, ""),
        (18.3, "buyer", False, Severity.WARNING, ""),
        (17.9, "buyer", False, None, "17.9 h, the line is 18 h"),
        (52.0, "buyer", True, None, "flagged no response needed"),
        (60.0, "amazon", False, None, "a notice of Amazon's"),
        (33.0, "auto", False, None, "an out-of-office reply"),
        (0.4, "buyer", False, None, "just arrived"),
    ),
    "DE": (
        (29.0, "buyer", False, Severity.CRITICAL, ""),
        (20.5, "buyer", False, Severity.WARNING, ""),
        (47.0, "buyer", True, None, "flagged no response needed"),
        (0.7, "buyer", False, None, "just arrived"),
    ),
    "JP": (
        (19.0, "buyer", False, Severity.WARNING, ""),
        (17.5, "buyer", False, None, "17.5 h, the line is 18 h"),
        (0.3, "buyer", False, None, "just arrived"),
    ),
}  # fmt: skip

# Feedback by days back: stars, answered, what must come of it.
RATED: Mapping[str, tuple[tuple[int, int, bool, Severity | None, str], ...]] = {
    "US": (
        (5, 1, False, Severity.CRITICAL, ""),
        (4, 2, False, Severity.CRITICAL, ""),
        (1, 2, False, Severity.WARNING, ""),
        (3, 3, False, None, "three stars are neutral"),
        (6, 1, True, None, "answered"),
    ),
    "DE": (
        (4, 2, False, Severity.CRITICAL, ""),
        (1, 1, False, Severity.WARNING, ""),
        (2, 3, False, None, "three stars are neutral"),
        (7, 2, True, None, "answered"),
    ),
}  # fmt: skip
ANSWERED_EVERY_HOURS = 9.5
MESSAGE_DAYS = 21
FEEDBACK_SHARE = 0.03
ANSWER = {"US": "Sorry about this, we have sent a replacement.", "DE": "Entschuldigung, Ersatz ist unterwegs."}


def plant_messages(shop: Shop, plan: Plan) -> list[Message]:
    """The last weeks' buyer messages, oldest first: answered within hours, but for the planted ones."""
    rng = shop.rng("messages")
    count = round(MESSAGE_DAYS * 24 / ANSWERED_EVERY_HOURS)
    found = [_answered(shop, 3 + (n + rng.random()) * ANSWERED_EVERY_HOURS) for n in range(count)]
    for hours, sender, flagged, severity, why in WAITING[shop.marketplace]:
        message = _message(shop, hours, sender=sender, flagged=flagged)
        found.append(message)
        if severity:
            plan.raises("C-01", shop.marketplace, "thread", message.thread, severity)
        else:
            plan.spares("C-01", shop.marketplace, "thread", message.thread, why)
    return sorted(found, key=lambda message: message.received)


def _answered(shop: Shop, hours: float) -> Message:
    message = _message(shop, hours)
    answered = message.received + timedelta(hours=min(hours - 0.5, 1 + hours % 7))
    return Message(message.thread, message.received, answered, message.order_id, "buyer", False, message.subject)


def _message(shop: Shop, hours: float, *, sender: str = "buyer", flagged: bool = False) -> Message:
    rng = shop.rng(f"message/{hours}")
    received = shop.moments.ago(hours=hours).replace(microsecond=0)
    order = _before(shop, received)
    thread = f"{shop.marketplace}-{received:%y%m%d}-{rng.randrange(10**5):05d}"
    subject = rng.choice(SUBJECTS[shop.marketplace])
    return Message(thread, received, None, order.order_id, sender, flagged, subject)


def _before(shop: Shop, moment: datetime) -> OrderLine:
    """An order that was placed some days before a moment."""
    rng = shop.rng(f"before/{moment}")
    first, last = (bisect(shop.orders, moment - timedelta(days=days), key=_placed) for days in (25, 2))
    return shop.orders[rng.randrange(first, last)]


def _placed(line: OrderLine) -> datetime:
    return line.placed


def plant_feedback(shop: Shop, plan: Plan) -> list[Feedback]:
    """Three months of ratings, oldest first: most of them good, the bad ones answered, but for the planted ones."""
    if shop.marketplace not in RATED:
        return []
    found = _usual(shop)
    for back, stars, answered, severity, why in RATED[shop.marketplace]:
        feedback = _feedback(shop, back, stars, answered=answered)
        found.append(feedback)
        if severity:
            plan.raises("C-02", shop.marketplace, "order", feedback.order_id, severity)
        else:
            plan.spares("C-02", shop.marketplace, "order", feedback.order_id, why)
    return sorted(found, key=lambda feedback: feedback.day)


def _usual(shop: Shop) -> list[Feedback]:
    rng = shop.rng("feedback")
    found = []
    for line in shop.orders:
        day = line.placed.date() + timedelta(days=rng.randrange(8, 20))
        if rng.random() < FEEDBACK_SHARE and line.status == "Shipped" and day < shop.moments.day(8):
            stars = rng.choices((5, 4, 3, 2, 1), (78, 14, 4, 2, 2))[0]
            found.append(_rating(shop, day, stars, line.order_id, answered=True))
    return found


def _feedback(shop: Shop, back: int, stars: int, *, answered: bool) -> Feedback:
    day = shop.moments.day(back)
    order = _before(shop, shop.moments.at(day, back))
    return _rating(shop, day, stars, order.order_id, answered=answered)


def _rating(shop: Shop, day: date, stars: int, order_id: str, *, answered: bool) -> Feedback:
    comments = COMMENTS[shop.marketplace]
    bad = stars <= 2  # noqa: PLR2004 - one and two stars are negative
    comment = comments[stars % 2] if bad else comments[2 + stars % 4]
    return Feedback(day, stars, comment, ANSWER[shop.marketplace] if bad and answered else "", order_id)
