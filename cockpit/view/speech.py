"""In which language and on whose clock the screens talk: catalog texts, amounts, times, as plain words."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import NamedTuple

from cockpit.clock import zone_of
from cockpit.issue import Figure, Money, Number, Subject
from cockpit.text import Language, Words, catalog, clean, day, money, number, percent, say

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LATE_IN_DAYS = 2 * DAY  # from here on lateness is told in days
IN_DAYS = 72  # hours of a figure, from here on told in days
THIS_WEEK = 6 * DAY  # within it a weekday says more than a date


class Span(NamedTuple):
    """A piece of a line and what it is: "", "dim", "strong", "accent", "critical", "warning", "info", "unknown"."""

    text: str
    role: str = ""


Spans = Sequence[Span]


class Speech(NamedTuple):
    """One language, one team clock."""

    language: Language
    zone: tzinfo

    def say(self, key: str, **values: Words | str | float | Decimal) -> str:
        """A text of the catalogs with its values put in."""
        return say(key, self.language, **values)

    def counted(self, key: str, n: int, **values: Words | str | float | Decimal) -> str:
        """A text that counts: `key`.one where there is one of them, else `key`.many."""
        return self.say(f"{key}.{'one' if n == 1 else 'many'}", n=number(n), **values)

    def has(self, key: str) -> bool:
        """Whether the catalogs know a key. Asks this language alone: the other one is not read for it."""
        return key in catalog(self.language)

    def words(self, words: Words | None) -> str:
        """A text that came with the picture, safe to draw."""
        return "" if words is None else clean(words.say(self.language))

    def local(self, moment: datetime) -> datetime:
        """A moment on the team's wall."""
        return moment.astimezone(self.zone)

    def weekday(self, moment: datetime) -> str:
        """Mon · 周一."""
        return self.say(f"view.weekday.d{moment.weekday()}")

    def date(self, moment: datetime, now: datetime | None = None) -> str:
        """23 Nov · 11月23日, on the team's wall; with `now`, a day of another year has its year."""
        return day(self.local(moment).date(), self.local(now).date() if now else None).say(self.language)

    def at(self, moment: datetime, now: datetime) -> str:
        """When something was or will be, as short as it can be said: 09:11 today, else 23 Nov 09:11."""
        local = self.local(moment)
        clock = f"{local:%H:%M}"
        return clock if local.date() == self.local(now).date() else f"{self.date(moment, now)} {clock}"

    def moment(self, moment: datetime) -> str:
        """A moment with its day, whatever day it is now: Mon 23 Nov 09:11."""
        return f"{self.weekday(self.local(moment))} {self.date(moment)} {self.local(moment):%H:%M}"

    def span(self, span: timedelta) -> str:
        """How long: 18 min · 2 h 05 min · 3 d."""
        minutes = max(0, int(span / MINUTE))
        hours, rest = divmod(minutes, 60)
        if span >= LATE_IN_DAYS:
            return self.say("view.span.days", n=span // DAY)
        if hours:
            return self.say("view.span.hours", h=str(hours), m=f"{rest:02d}")
        return self.say("view.span.minutes", n=str(minutes))


def due_short(due: datetime | None, now: datetime, speech: Speech) -> str:
    """A deadline in at most eight cells: ``now``, ``26h late``, ``18 min``, ``12:00``, ``Fri``, ``9 Dec``."""
    if due is None:
        return ""
    left = due - now
    if left <= -HOUR:
        unit, n = ("days", -left // DAY) if -left >= LATE_IN_DAYS else ("hours", -left // HOUR)
        return speech.say(f"view.late.{unit}", n=str(n))
    if left <= MINUTE:
        return speech.say("view.now")
    if left < HOUR:
        return speech.say("view.span.minutes", n=str(int(left / MINUTE)))
    local = speech.local(due)
    if local.date() == speech.local(now).date() or left < HOUR * 12:
        return f"{local:%H:%M}"
    return speech.weekday(local) if left < THIS_WEEK else speech.date(due)


def due_role(due: datetime | None, now: datetime) -> str:
    """How a deadline is written: past or within the hour it takes the colour of what is critical."""
    if due is None:
        return "dim"
    return "critical" if due - now < HOUR else "dim"


def due_long(due: datetime, now: datetime, marketplace: str, speech: Speech) -> str:
    """A deadline in full: team time, the marketplace's own beside it, how long from now."""
    left = due - now
    if left <= MINUTE and left > -HOUR:
        return speech.say("view.due.now")
    local = speech.local(due)
    team = f"{speech.at(due, now)} {local.tzname() or ''}".rstrip()
    there = due.astimezone(zone_of(marketplace)) if marketplace else local
    beside = "" if there.utcoffset() == local.utcoffset() else f" ({there:%H:%M} {there.tzname() or marketplace})"
    key = "view.due.late" if left < timedelta() else "view.due.at"
    return speech.say(key, when=f"{team}{beside}", span=speech.span(abs(left)))


def subject_words(subject: Subject, speech: Speech) -> str:
    """What an issue is about, in a list: its id; the account and a report by their word."""
    if subject.kind == "account":
        return speech.say("view.subject.account")
    return clean(subject.id)


def subject_kind(subject: Subject, speech: Speech) -> str:
    """The kind of a subject as a word: order, SKU, campaign."""
    return speech.say(f"view.subject.{subject.kind}")


def amount(money_: Money | None) -> str:
    """Money at risk, or nothing."""
    return "" if money_ is None else money(money_.amount, money_.currency)


def value_words(value: Number | None, unit: str, speech: Speech, currency: str = "") -> str:
    """A figure's or a line's value in its unit: 1.25%, 6.2 days, 25 h, 3.2×; from 72 h on in days, as in the texts."""
    if value is None:
        return speech.say("view.no_value")
    if unit in {"rate", "probability"}:
        return percent(value)
    if unit == "money":
        return money(value, currency) if currency else number(value)
    if unit == "hours" and abs(Decimal(str(value))) >= IN_DAYS:
        value, unit = Decimal(str(value)) / 24, "days"
    key = f"view.unit.{unit}"
    return speech.say(key, n=number(value)) if speech.has(key) else number(value)


def dotted(parts: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with a dot between them, which looks as what is before it: a style of its own costs 40 bytes each time."""
    shown = [part for part in parts if part.text]
    return tuple(
        Span(f"{part.text} · " if at + 1 < len(shown) else part.text, part.role) for at, part in enumerate(shown)
    )


def figure_name(name: str, speech: Speech) -> str:
    """What a figure is called: its word, else the name that the check gave it."""
    key = f"figure.{name}"
    return speech.say(key) if speech.has(key) else clean(name).replace("_", " ")


def parts_words(figure: Figure, speech: Speech) -> str:
    """What a figure was made of: ``5 of 400``, ``48.00 ÷ 100.00``; "" when it was not divided."""
    if figure.numerator is None or figure.denominator is None:
        return ""
    key = "view.parts.of" if figure.unit == "rate" and _whole(figure) else "view.parts.divided"
    return speech.say(key, a=number(figure.numerator), b=number(figure.denominator))


def _whole(figure: Figure) -> bool:
    return all(value is not None and value == int(value) for value in (figure.numerator, figure.denominator))
