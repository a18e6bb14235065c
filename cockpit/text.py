"""Words for people: texts in every language, numbers, money and times as text, and cleaning what came from a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Final, Literal

import tomli

Language = Literal["en", "zh"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")

# C0, DEL, C1, soft hyphen, bidi and zero-width controls, tags, lone surrogates: none may reach a terminal
# (measured: Textual passes ESC, C1 and bidi overrides through, whatever the widget).
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


def clean(value: str) -> str:
    """Text from a file, a file name or an exception, made safe to draw: one line, no control characters."""
    return value if value.isprintable() else _HOSTILE.sub("\ufffd", value.translate(_SPACES))


@dataclass(frozen=True, slots=True)
class Words:
    """One text for people, in every language of the cockpit.

    ``Words("{n} {n|order waits|orders wait}", "{n} 个订单待处理").fill(n=3)`` puts values in: ``{n|one|many}`` is what
    stands with one of them, and with any other number. Values are data: they are never read as a format, and a value
    that is itself Words is put in per language.
    """

    en: str
    zh: str

    def fill(self, **values: "Words | str | float | Decimal") -> "Words":
        """The text with every ``{name}`` replaced by its value (numbers as `number` writes them).

        ``{name|one|many}`` becomes one of the two, by the value as it is read: "1" has one unit, "1.5" has many.
        """
        said = _as_said(values)
        return Words(_fill(self.en, "en", said), _fill(self.zh, "zh", said))

    def say(self, language: str) -> str:
        """The text in one language; English where the language is unknown."""
        return self.zh if language == "zh" else self.en


_SLOT = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
_TEMPLATES: Final = 4096  # a text that was filled once may hold data and be filled again: not all are kept


def _as_said(values: Mapping[str, "Words | str | float | Decimal | None"]) -> Mapping[str, "Words | str"]:
    """The values as texts: numbers written and data cleaned once for every language. None is no value."""
    return {
        name: value if isinstance(value, Words) else clean(value) if isinstance(value, str) else number(value)
        for name, value in values.items()
        if value is not None
    }


def _fill(template: str, language: Language, values: Mapping[str, "Words | str"]) -> str:
    texts = []
    for part in _cut(template):
        if isinstance(part, str):
            texts.append(part)
            continue
        whole, name, one, many = part
        value = values.get(name)
        if value is None:
            texts.append(whole)
            continue
        said = value if isinstance(value, str) else value.say(language)
        texts.append(said if one is None else one if said == "1" else many)
    return "".join(texts)


@lru_cache(_TEMPLATES)
def _cut(template: str) -> tuple[str | tuple[str, str, str | None, str], ...]:
    """A template's texts and slots by turns: a check may fill the same one for each of fifty thousand SKUs."""
    parts: list[str | tuple[str, str, str | None, str]] = []
    at = 0
    for slot in _SLOT.finditer(template):
        parts += [template[at : slot.start()], (slot[0], slot[1], slot[2], slot[3])]
        at = slot.end()
    return (*parts, template[at:])


def source_words(source: str) -> Words:
    """Where a line comes from: in every language where we know it, else the name as it is ("config.toml:12")."""
    return words(f"source.{source}") if has_words(f"source.{source}") else same(source)


def same(text: str) -> Words:
    """Data (an id, a name, an amount) as Words: the same in every language."""
    return Words(text, text)


def number(value: float | Decimal, digits: int = 2) -> str:
    """A plain number: thousands grouped, at most `digits` decimals, trailing zeros dropped (1,234.5)."""
    if isinstance(value, int):
        return f"{value:,}"
    text = f"{_rounded(value, digits):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(rate: float | Decimal, digits: int = 2) -> str:
    """A fraction as percent: 0.0125 → 1.25%."""
    return f"{number(Decimal(str(rate)) * 100, digits)}%"


def money(amount: float | Decimal, currency: str) -> str:
    """An amount with its currency code: 1,234.50 USD; no decimals in yen."""
    places = 0 if currency == "JPY" else 2
    return f"{_rounded(amount, places):,f} {clean(currency)}".strip()


def _rounded(value: float | Decimal, digits: int) -> Decimal:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return exact.quantize(_unit(digits), ROUND_HALF_UP)


@cache
def _unit(digits: int) -> Decimal:
    """The last of so many decimals: 0.01 of two."""
    return Decimal(1).scaleb(-digits)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, today: date | None = None) -> Words:
    """A calendar day: 23 Nov · 11月23日; with `today`, one of another year has its year: 7 Jan 2027 · 2027年1月7日."""
    said = Words(f"{value.day} {_MONTHS[value.month - 1]}", f"{value.month}月{value.day}日")
    if today is None or value.year == today.year:
        return said
    return Words(f"{said.en} {value.year}", f"{value.year}年{said.zh}")


def moment(value: datetime, today: date | None = None) -> Words:
    """A time with its zone: 23 Nov 09:12 CST · 11月23日 09:12 CST. `today` as in `day`.

    Convert to the wanted zone before.
    """
    at = f"{value:%H:%M} {value.tzname() or ''}".rstrip()
    spelled = day(value.date(), today)
    return Words(f"{spelled.en} {at}", f"{spelled.zh} {at}")


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_IN_DAYS = 3 * _DAY
_FINEST = 4  # decimals; more of them would be noise


def span(length: timedelta) -> Words:
    """A length of time, rounded for reading: 40 min, 5.5 h, 4.2 days. Never a basis for a decision."""
    return _said(length, 1, ROUND_HALF_UP)


def lasted(length: timedelta, over: timedelta | None = None) -> Words:
    """How long something has taken until now, rounded down: what has waited 23.98 h does not read as 24 h yet.

    With `over`, the line that it has passed: as many decimals as show that it has, so 24.0003 h against 24 h.
    """
    said = _said(length, 1, ROUND_DOWN)
    for digits in range(2, _FINEST + 1):
        if over is None or length <= over or said != span(over):
            break
        said = _said(length, digits, ROUND_DOWN)
    return said


def _said(length: timedelta, digits: int, rounding: str) -> Words:
    if length < _HOUR:
        return Words("{n} min", "{n} 分钟").fill(n=int(length.total_seconds() // 60))
    if length < _IN_DAYS:
        return Words("{n} h", "{n} 小时").fill(n=_units(length, _HOUR, digits, rounding))
    return Words("{n} {n|day|days}", "{n} 天").fill(n=_units(length, _DAY, digits, rounding))


def _units(length: timedelta, unit: timedelta, digits: int, rounding: str) -> str:
    exact = Decimal(length // timedelta.resolution) / Decimal(unit // timedelta.resolution)
    return number(exact.quantize(Decimal(1).scaleb(-digits), rounding), digits)


@cache
def catalog(language: Language) -> Mapping[str, str]:
    """All texts of one language, flattened to dotted keys, from ``locales/<language>.toml``."""
    source = resources.files("cockpit").joinpath("locales", f"{language}.toml").read_text("utf-8")
    return dict(_flatten(tomli.loads(source)))


@cache
def folded_name(text: str) -> str:
    """A name as people mean it: "Electronics accessories" is electronics_accessories."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


@cache
def threshold_notes() -> Mapping[str, str]:
    """What each threshold of a check means, in Chinese, by ``section.key``; the English note stands in the check."""
    source = resources.files("cockpit").joinpath("locales", "thresholds.toml").read_text("utf-8")
    return dict(_flatten(tomli.loads(source)))


def _flatten(tree: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in tree.items():
        name = f"{prefix}{key}"
        rows += _flatten(value, f"{name}.") if isinstance(value, Mapping) else [(name, str(value))]
    return rows


def words(key: str) -> Words:
    """The text of a catalog key in every language; raises KeyError for an unknown key (a test reads them all)."""
    return Words(catalog("en")[key], catalog("zh")[key])


def say(key: str, language: Language, **values: "Words | str | float | Decimal") -> str:
    """The text of a catalog key in one language, with its values put in; reads only that language's catalog."""
    return _fill(catalog(language)[key], language, _as_said(values))


def has_words(key: str) -> bool:
    """Whether the catalogs know a key."""
    return key in catalog("en")
