"""From an unknown file's header, the mapping to our columns that fits best: what `cockpit reports --learn` proposes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import Final

from cockpit.reports import encoding
from cockpit.reports.archive import source_at
from cockpit.reports.contents import Form, form_of
from cockpit.reports.custom import catalog
from cockpit.reports.excel import visible_sheets
from cockpit.reports.folding import fold
from cockpit.reports.header import Layout, layouts, one_column
from cockpit.reports.hints import Hints
from cockpit.reports.looks import looks_like
from cockpit.reports.recognise import Header
from cockpit.reports.report_type import Column, ReportType
from cockpit.reports.sheets import sheet_layout
from cockpit.reports.source import Source
from cockpit.reports.synonyms import SYNONYMS
from cockpit.reports.types import load

# How sure a header cell is a column: a spelling of this very type, of the same column of any type or a synonym, or a
# word that contains one of these or is contained in one.
_OWN, _KNOWN, _PART = 3.0, 2.0, 0.8
_LEAST = 2  # columns that must be found for a type to be worth proposing
_SHORT_LATIN, _SHORT = 4, 2  # shorter words are part of anything
_MANY = 3  # columns whose words all begin alike: the beginning says nothing
_RESERVED: Final = "type"  # the key of a declared type that is no header
_NOT = re.compile("不|非|未|nicht|un|non|販売不可")
_NO_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A declared report type that has not been written yet."""

    name: str  # of the table [report_types.<name>]
    type: ReportType  # whose columns it fills
    names: Mapping[str, str]  # header as it stands → our column, in the order of the file
    unmapped: tuple[str, ...]  # headers that mean none of our columns
    missing: tuple[Column, ...]  # columns that the type cannot be used without

    @property
    def table(self) -> dict[str, str]:
        """What [report_types.<name>] holds."""
        return {_RESERVED: self.type.id, **self.names}


@dataclass(frozen=True, slots=True)
class _Columns:
    """A header and the cells under it."""

    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]  # per header cell


def propose(path: Path, hints: Hints, taken: Collection[str] = ()) -> Proposal | Header | None:
    """The mapping for a file; its header when it is known already; None when it is no table we could use.

    `taken` are names of declared types that are there. Raises OSError, ContentsError or what a parser of a stranger's
    bytes raises.
    """
    source = source_at(path, path.parent, hints)
    ways = list(_ways(source))
    known = source.catalog.find(ways) if ways else None
    if known is not None:
        return known
    tables = [table for way in ways for table in _tables(way)]
    types = {type_.id: type_ for type_ in load().values() if not (type_.json and not type_.marks)}
    found = [fitted for table in tables for type_ in types.values() if (fitted := _fitted(table, type_))]
    if not found:
        return None
    _, type_, table, names = max(found, key=lambda entry: entry[0])
    name = _named(path, type_.id, {*taken, *types})
    headers = tuple(cell for cell in dict.fromkeys(table.header) if cell and cell not in names)
    mapped = set(names.values())
    missing = tuple(column for column in type_.columns if column.required and column.name not in mapped)
    return Proposal(name, type_, names, headers, missing)


def _ways(source: Source) -> Iterator[Layout]:
    """Every way to read the beginning of the file as lines of cells."""
    data = source.contents.data
    match form_of(data):
        case Form.EXCEL:
            yield from (sheet_layout(sheet) for sheet in visible_sheets(data))
        case Form.TEXT:
            known = encoding.counts_known({*catalog({}).words, *_meanings()}, fold)
            text = encoding.as_text(data, known, japanese=source.japanese)
            if text.encoding == "cp1252":
                text = encoding.chinese(data) or text
            yield from list(layouts(text.data)) or [one_column(text.data)]


def _tables(way: Layout) -> Iterator[_Columns]:
    """Every line that may be the header, with the lines under it."""
    for at, line in enumerate(way.lines):
        header = tuple(" ".join(cell.split()) for cell in line.cells)
        if sum(map(bool, header)) >= _LEAST:
            rows = [below.cells for below in way.lines[at + 1 :]]
            yield _Columns(header, tuple(_under(rows, place) for place in range(len(header))))


def _under(rows: Sequence[Sequence[str]], place: int) -> tuple[str, ...]:
    return tuple(row[place] for row in rows if place < len(row))


@cache
def _meanings() -> Mapping[str, frozenset[str]]:
    """Folded word → our columns that it may stand for: the spellings of all types, and the synonyms."""
    found: dict[str, set[str]] = {}
    for type_ in load().values():
        for column in type_.columns:
            for word in (*column.names, column.name):
                found.setdefault(fold(word), set()).add(column.name)
    for name, words in SYNONYMS.items():
        for word in words.split("|"):
            found.setdefault(fold(word), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _weight(name: str) -> float:
    """What a column says of its type: one that many types have says little."""
    return 1 / sqrt(max(1, sum(any(column.name == name for column in type_.columns) for type_ in load().values())))


_Fit = tuple[tuple[float, ...], ReportType, _Columns, dict[str, str]]


def _fitted(table: _Columns, type_: ReportType) -> _Fit | None:
    """How well a type fits a table, and by which mapping."""
    pairs = sorted(_pairs(table, type_), key=lambda pair: -pair[0])
    names: dict[str, str] = {}
    used: set[str] = set()
    total = 0.0
    for sure, header, name in pairs:
        if header not in names and name not in used:
            names[header] = name
            used.add(name)
            total += sure * _weight(name)
    lacking = sum(column.required and column.name not in used for column in type_.columns)
    if len(names) < (_LEAST + 1 if lacking else _LEAST):
        return None
    marked = any(set(marks) <= used for marks in type_.marks)
    ordered = {header: names[header] for header in table.header if header in names}
    return (total + 2 * marked - 2 * lacking, -float(lacking), float(len(names))), type_, table, ordered


def _pairs(table: _Columns, type_: ReportType) -> Iterator[tuple[float, str, str]]:
    """How sure each header cell is each column of the type."""
    for header, cells in zip(table.header, table.cells, strict=True):
        word = fold(header)
        if not word or header == _RESERVED:
            continue
        for column in type_.columns:
            sure = _sureness(word, column)
            if sure and (sure == _OWN or looks_like(column, cells)):
                yield sure, header, column.name


@lru_cache(maxsize=16384)
def _sureness(word: str, column: Column) -> float:
    if any(word == fold(name) for name in (*column.first, *column.names, column.name)):
        return _OWN
    meanings = _meanings()
    if column.name in meanings.get(word, ()):
        return _KNOWN
    parts = [len(known) for known in _words_of(column.name) if _overlaps(word, known) and not _only_opens(word, known)]
    return _PART + max(parts) / 100 if parts else 0.0


@cache
def _words_of(name: str) -> tuple[str, ...]:
    return tuple(word for word, names in _meanings().items() if name in names)


def _overlaps(word: str, known: str) -> bool:
    """Whether one word contains the other, and the shorter one is long enough to mean something. Never its opposite."""
    short, long = sorted((word, known), key=len)
    least = _SHORT_LATIN if short.isascii() else _SHORT
    return len(short) >= least and short in long and bool(_NOT.match(word)) == bool(_NOT.match(known))


def _only_opens(word: str, known: str) -> bool:
    """Whether a header is just the beginning that words of many columns share: 平台 is the platform, no 平台SKU."""
    return known.startswith(word) and not known.endswith(word) and _opened_by(word) >= _MANY


@lru_cache(maxsize=4096)
def _opened_by(word: str) -> int:
    """How many of our columns have a word that begins so."""
    return len({name for known, names in _meanings().items() if known.startswith(word) for name in names})


def _named(path: Path, type_: str, taken: Collection[str]) -> str:
    """A name for the table, after the file: free, and no report type's own."""
    stem = _NO_NAME.sub("-", path.name.split(".")[0].casefold()).strip("-").strip("-0123456789")
    wanted = f"my-{stem}" if stem else f"my-{type_}"
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)
