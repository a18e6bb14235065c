"""Tables in every spelling that a file may have: what a cell says, and the ways to write it."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
from hypothesis import strategies as st

from cockpit.reports import Column, Kind, ReportType
from tests.reports.declared import TABLES

CURRENCIES = {"US": "USD", "UK": "GBP", "DE": "EUR", "FR": "EUR", "JP": "JPY", "CA": "CAD"}
SIGNS = {"US": ("$", "US$"), "UK": ("£",), "DE": ("€",), "FR": ("€",), "JP": ("￥",), "CA": ("C$", "CA$")}
COMMA = frozenset({"DE", "FR"})
SLASHED = {"US": "%m/%d/%Y", "UK": "%d/%m/%Y", "DE": "%d.%m.%Y", "FR": "%d/%m/%Y", "JP": "%Y/%m/%d", "CA": "%d/%m/%Y"}
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the first day of spreadsheets has no zone
# Columns that others of the same row decide, or that decide the row's place.
DECIDED = {
    "start_date",
    "end_date",
    "ends_on",
    "currency",
    "country",
    "marketplace",
    "marketplace_name",
    "amazon_store",
}

LETTERS = {
    "ascii": "abcdefgXYZ0189 -_.'#&\"",
    "western": "abcXYZ019 äöüßéèñçÅ°£€-",
    "japanese": "abcXYZ0189デスクランプ白黒商品円の大小",
    "chinese": "abcXYZ0189台灯黑白商品的大小号护理",
}
ENCODINGS = {
    "ascii": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "western": ("utf-8", "utf-8-sig", "utf-16", "cp1252"),
    "japanese": ("utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"),
    "chinese": ("utf-8", "utf-8-sig", "utf-16", "gb18030"),
}


@dataclass(frozen=True)
class Way:
    """How one file is written."""

    letters: str
    encoding: str
    delimiter: str
    end: str
    marketplace: str
    comma: bool  # decimal comma in amounts
    comma_figures: bool  # and in other figures
    before: tuple[str, ...] = ()  # lines before the header
    after: tuple[str, ...] = ()  # notes after the table
    total: bool = False


@st.composite
def ways(draw: st.DrawFn) -> Way:
    """Any way to write a text file."""
    letters = draw(st.sampled_from(sorted(LETTERS)))
    encoding = draw(st.sampled_from(ENCODINGS[letters]))
    marketplace = "JP" if letters == "japanese" else draw(st.sampled_from(sorted(CURRENCIES)))
    marketplace = "US" if letters != "japanese" and marketplace == "JP" else marketplace
    comma = marketplace in COMMA and draw(st.booleans())
    return Way(
        letters,
        encoding,
        draw(st.sampled_from(["\t", ",", ";"])),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
        marketplace,
        comma,
        comma and draw(st.booleans()),
        tuple(draw(st.lists(st.sampled_from(["All amounts in local currency", "Definitions:", ""]), max_size=3))),
        draw(st.sampled_from([(), ("", "Note: data may change for 48 hours")])),
        draw(st.booleans()),
    )


def types_for(way: Way) -> list[ReportType]:
    """Types whose header can be known in this encoding, and whose rows do not decide each other."""
    types = [type_ for type_ in TABLES.values() if not type_.by_hand and not type_.whole]
    if way.encoding in {"cp932", "euc_jp", "gb18030"}:
        return [type_ for type_ in types if _foreign(type_, way)]
    return types


def _foreign(type_: ReportType, way: Way) -> bool:
    """Whether the columns that tell a type have names that the encoding can be known by."""
    told = [type_.column(name) for name in type_.marks[0]]
    return any(not _spelling(column, way.letters).isascii() for column in told)


def columns_of(type_: ReportType) -> list[Column]:
    """The columns that are written."""
    placed = {type_.marketplace_column, type_.currency_column}
    return [column for column in type_.columns if column.name not in DECIDED | placed]


def header(columns: Sequence[Column], way: Way) -> list[str]:
    """The header in the language of the letters, as far as the type has it."""
    return [_spelling(column, way.letters) for column in columns]


def _spelling(column: Column, letters: str) -> str:
    fits: Callable[[str], bool] | None = {"japanese": _japanese, "chinese": _chinese}.get(letters)
    return next((name for name in column.names if fits and fits(name)), column.names[0])


def _japanese(name: str) -> bool:
    return any("\u3041" <= letter <= "\u30ff" for letter in name) and _encodes(name, "cp932", "euc_jp")


def _chinese(name: str) -> bool:
    kana = any("\u3041" <= letter <= "\u30ff" for letter in name)
    return not name.isascii() and not kana and _encodes(name, "gb2312")


def _encodes(name: str, *encodings: str) -> bool:
    try:
        return all(name.encode(encoding) for encoding in encodings)
    except UnicodeEncodeError:
        return False


# ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(letters: str) -> st.SearchStrategy[str]:
    words = st.text(LETTERS[letters], min_size=1, max_size=12).map(str.strip)
    return words.filter(lambda word: word not in {"", "-", "--"} and word[0] not in "='\"#")


def values(kind: Kind, way: Way) -> st.SearchStrategy[Any]:
    """What a cell of a kind may say."""
    whole = Decimal(1) if way.marketplace == "JP" else Decimal("0.01")
    drawn: Mapping[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: _texts(way.letters),
        Kind.COUNT: st.integers(0, 2_000_000),
        Kind.NUMBER: st.integers(0, 500_000).map(lambda n: n / 100),
        Kind.MONEY: st.integers(-3_000_000, 3_000_000).map(lambda n: n * whole),
        Kind.RATE: st.integers(0, 12_000).map(lambda n: round(n / 10_000, 12)),
        Kind.INSTANT: st.integers(0, 60 * 86400).map(
            lambda n: datetime(2026, 9, 20, tzinfo=UTC) + timedelta(seconds=n)
        ),
        Kind.DAY: st.integers(0, 90).map(lambda n: date(2026, 8, 20) + timedelta(days=n)),
        Kind.FLAG: st.booleans(),
        Kind.LIST: st.lists(_texts(way.letters), min_size=1, max_size=3),
    }
    return drawn[kind]


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Speller = Callable[[Any], str]


def _grouped(number: Decimal | int, *, comma: bool) -> str:
    text = f"{number:,}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text


def _plain(number: Decimal, *, comma: bool) -> str:
    return f"{number}".replace(".", ",") if comma else f"{number}"


def _money(way: Way) -> list[Speller]:
    signs = SIGNS[way.marketplace]
    plain: list[Speller] = [lambda v: _plain(v, comma=way.comma), lambda v: _grouped(v, comma=way.comma)]

    def before(sign: str) -> Speller:
        return lambda v: ("-" if v < 0 else "") + sign + _grouped(abs(v), comma=way.comma)

    def behind(sign: str) -> Speller:
        return lambda v: f"{_grouped(v, comma=way.comma)} {sign}"

    def bracketed(sign: str) -> Speller:
        return lambda v: f"({before(sign)(-v)})" if v < 0 else before(sign)(v)

    forms = [form(sign) for sign in signs for form in (before, behind, bracketed)]
    return [*plain, *forms, lambda v: f"{_plain(abs(v), comma=way.comma)}{'-' if v < 0 else ''}"]


def _day(way: Way) -> list[Speller]:
    forms = ("%Y-%m-%d", SLASHED[way.marketplace], "%b %d, %Y", "%d %b %Y", "%d-%b-%Y")
    return [lambda v, form=form: f"{v:{form}}" for form in forms]  # type: ignore[misc]  # one parameter is bound


def _instant(way: Way) -> list[Speller]:
    moved: list[Speller] = [
        lambda v: f"{v:%Y-%m-%dT%H:%M:%S}+00:00",
        lambda v: f"{v:%Y-%m-%dT%H:%M:%S}Z",
        lambda v: f"{v - timedelta(hours=7):%Y-%m-%dT%H:%M:%S}-07:00",
        lambda v: f"{v:%Y-%m-%d %H:%M:%S} UTC",
        lambda v: f"{v:%d %b %Y %H:%M:%S} UTC",
        lambda v: f"{v - timedelta(hours=8):%b %d, %Y %I:%M:%S %p} PST",
        lambda v: f"{v + timedelta(hours=9):%Y/%m/%d %H:%M:%S} JST",
    ]
    if way.marketplace == "DE":
        moved.append(lambda v: f"{v:%d.%m.%Y %H:%M:%S} UTC")
    if way.marketplace == "CA":
        moved.append(lambda v: f"{v:%b %d, %Y %I:%M:%S} {'a.m.' if v.hour < 12 else 'p.m.'} UTC")
    return moved


def spellers(kind: Kind, way: Way) -> Sequence[Speller]:
    """The ways to write a cell of a kind."""
    comma = way.comma_figures
    forms: Mapping[Kind, Sequence[Speller]] = {
        Kind.TEXT: [str],
        Kind.COUNT: [str, lambda v: f"{v:,}", *([lambda v: _grouped(v, comma=True)] if way.comma else [])],
        Kind.NUMBER: [lambda v: _plain(Decimal(f"{v:.2f}"), comma=comma)],
        Kind.MONEY: _money(way),
        Kind.RATE: [lambda v, gap=gap: f"{_plain(Decimal(f'{v * 100:.2f}'), comma=comma)}{gap}%" for gap in ("", " ")],  # type: ignore[misc]  # as above
        Kind.INSTANT: _instant(way),
        Kind.DAY: _day(way),
        Kind.FLAG: [lambda v, yes=yes, no=no: yes if v else no for yes, no in FLAGS if _encodes(yes, way.encoding)],  # type: ignore[misc]  # as above
        Kind.LIST: [";".join],
    }
    return forms[kind]


FLAGS = (("true", "false"), ("Yes", "No"), ("Y", "N"), ("1", "0"), ("是", "否"), ("TRUE", "FALSE"))


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def cells(kind: Kind) -> Sequence[Callable[[Any], Any]]:
    """The ways to put a value into a cell of a workbook."""
    forms: Mapping[Kind, Sequence[Callable[[Any], Any]]] = {
        Kind.COUNT: [int, str, float],
        Kind.NUMBER: [float, lambda v: f"{v:.2f}"],
        Kind.MONEY: [float, str, lambda v: f"${v:,}"],
        Kind.RATE: [float, lambda v: f"{v * 100:.2f}%"],
        Kind.INSTANT: [lambda v: v.replace(tzinfo=None), lambda v: f"{v:%Y-%m-%dT%H:%M:%S}+00:00"],
        Kind.DAY: [lambda v: v, str, lambda v: (datetime.combine(v, datetime.min.time()) - EPOCH).days],
        Kind.FLAG: [bool, lambda v: "Yes" if v else "No", int],
        Kind.LIST: [";".join],
        Kind.TEXT: [str],
    }
    return forms[kind]


def workbook(rows: Sequence[Sequence[Any]], notes: Sequence[str]) -> bytes:
    """A workbook with the table on its first sheet and notes on another."""
    book = openpyxl.Workbook()
    sheet, other = book.active, book.create_sheet("Notes")
    for row in rows:
        sheet.append(list(row))
    for note in notes:
        other.append([note])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
