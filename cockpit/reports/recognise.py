"""Which report type a file is, by the words of its header; where the header stands; which column is where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cockpit.reports.folding import fold
from cockpit.reports.header import Layout, Line
from cockpit.reports.report_type import Column, ReportType

_POSITION_SAMPLE = 5
_NEAR = 3  # so many known columns make a type worth naming
_FEW = 4  # so many known columns, and
_KEPT = 0.8  # so much of the header of a table kept by hand
_MOST = 0.7  # so much of the header known: it is the type with a column missing, not another file


@dataclass(frozen=True)
class Header:
    """A recognised header: its type and where each of our columns stands."""

    type: ReportType
    cells: tuple[str, ...]
    line: int  # 1-based last line of the header; rows start on the next
    places: Mapping[str, int]  # canonical name → position
    delimiter: str = ","
    quoted: bool = True

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that the file lacks."""
        needed = (c for c in self.type.columns if c.required and c.name not in self.places)
        return tuple(c for c in needed if c.name != self.own_day)

    @property
    def own_day(self) -> str:
        """The DAY column that the file itself says, because its layout has none; "" in all other layouts."""
        mark, day = self.type.own_day
        return day if mark in self.places and day not in self.places else ""

    @property
    def twice(self) -> tuple[str, ...]:
        """Our columns whose header stands there a second time: which of the two is meant, nobody knows."""
        folded = [fold(cell) for cell in self.cells]
        again = {cell for cell in folded if cell and folded.count(cell) > 1}
        return tuple(name for name, at in self.places.items() if again and at < len(folded) and folded[at] in again)

    @property
    def spelled(self) -> dict[str, str]:
        """Canonical name → the file's own header cell."""
        return {name: self.cells[at] if at < len(self.cells) else "" for name, at in self.places.items()}


@dataclass(frozen=True)
class Nearest:
    """The type that an unknown header comes closest to, for the sentence that says why it is unknown."""

    type: ReportType | None
    cells: tuple[str, ...]
    missing: tuple[str, ...] = ()


class Catalog:
    """Report types with their spellings folded once. Earlier types win where two fit equally."""

    def __init__(self, types: Iterable[ReportType]) -> None:
        self.types = tuple(types)
        self._columns: dict[str, list[tuple[int, str]]] = {}
        for index, type_ in enumerate(self.types):
            for column in (*type_.columns, *type_.sources):
                for name in (*column.first, *column.names):
                    entries = self._columns.setdefault(fold(name), [])
                    if (index, column.name) not in entries:
                        entries.append((index, column.name))
        self._rejects = [frozenset(map(fold, type_.rejects)) for type_ in self.types]

    @cached_property
    def words(self) -> frozenset[str]:
        """Every folded spelling of every type."""
        return frozenset(self._columns)

    def find(self, layouts: Sequence[Layout]) -> Header | None:
        """The header of a table: of all lines that are some type's, the one of which most is known."""
        found = [
            (score, -number, header)
            for number, (layout, line) in enumerate((layout, line) for layout in layouts for line in layout.lines)
            if (header := self.match(line, layout)) and (score := self._score(header))
        ]
        if found:
            return max(found, key=lambda entry: entry[:2])[2]
        return self._by_position(layouts)

    def match(self, line: Line, layout: Layout) -> Header | None:
        """The best type of which one set of marks is whole in this line."""
        folded = [fold(cell) for cell in line.cells]
        present = self._present(folded)
        headers = [
            self._header(self.types[index], folded, line, layout)
            for index, names in present.items()
            if self._fits(index, names, folded)
        ]
        return max(headers, key=self._score, default=None)

    def _fits(self, index: int, names: set[str], folded: Sequence[str]) -> bool:
        """Whether a line that holds these of a type's columns is that type's header."""
        type_ = self.types[index]
        marked = any(set(marks) <= names for marks in type_.marks) or _by_hand(type_, names, folded)
        return marked and not self._rejects[index] & set(folded)

    def _present(self, folded: Sequence[str]) -> dict[int, set[str]]:
        """Per type (by index): the canonical columns whose spelling is in the line."""
        present: dict[int, set[str]] = {}
        for cell in filter(None, folded):
            for index, name in self._columns.get(cell, ()):
                present.setdefault(index, set()).add(name)
        return present

    def _score(self, header: Header) -> tuple[int, int]:
        """How sure a recognition is: the columns of the longest whole set of marks, then all known columns."""
        names = set(header.places)
        marks = max((len(marks) for marks in header.type.marks if set(marks) <= names), default=0)
        return marks, len(names)

    def _header(self, type_: ReportType, folded: Sequence[str], line: Line, layout: Layout) -> Header:
        return Header(type_, line.cells, line.number, places(type_, folded), layout.delimiter, layout.quoted)

    def _by_position(self, layouts: Sequence[Layout]) -> Header | None:
        """A type whose header is in any language: its first line is the header, the next ones tell."""
        for layout in layouts:
            for type_ in self.types:
                rows = [line.cells for line in layout.lines[1 : 1 + _POSITION_SAMPLE]]
                if type_.positions and layout.lines and type_.positions.fits(rows):
                    names = type_.positions.columns
                    where = {name: at for at, name in enumerate(names) if name}
                    first = layout.lines[0]
                    return Header(type_, first.cells, first.number, where, layout.delimiter, layout.quoted)
        return None

    def almost(self, layouts: Sequence[Layout]) -> Header | Nearest:
        """A header that is clearly one type's with a needed column missing; else the nearest type, for the reason."""
        best, nearest = 0, Nearest(None, ())
        for layout in layouts:
            for line in layout.lines:
                folded = [fold(cell) for cell in line.cells]
                for index, names in self._present(folded).items():
                    type_ = self.types[index]
                    if len(names) > best and not self._rejects[index] & set(folded):
                        best, missing = len(names), _missing(type_, names)
                        near = type_ if best >= _NEAR else None
                        nearest = Nearest(near, line.cells, tuple(column.names[0] for column in missing))
                        header = self._header(type_, folded, line, layout)
                        if _clear(header) and missing:
                            return self._clearest(layout, header)
        return nearest if nearest.cells else Nearest(None, _widest(layouts))

    def _clearest(self, layout: Layout, first: Header) -> Header:
        """Of the types that a line almost is, the one that knows most of it."""
        line = Line(first.cells, first.line)
        folded = [fold(cell) for cell in line.cells]
        headers = [
            self._header(self.types[index], folded, line, layout)
            for index in self._present(folded)
            if not self._rejects[index] & set(folded)
        ]
        return max((header for header in headers if _clear(header)), key=lambda header: len(header.places))


def places(type_: ReportType, folded: Sequence[str]) -> dict[str, int]:
    """Where each column of a type stands: its first spelling that is there, at its first position not yet taken."""
    at: dict[str, int] = {}
    for position, cell in enumerate(folded):
        at.setdefault(cell, position)
    where: dict[str, int] = {}
    for column in (*type_.columns, *type_.sources):
        for name in (*column.first, *column.names):
            position = at.get(fold(name), -1)
            if position >= 0 and position not in where.values():
                where[column.name] = position
                break
    return where


def _by_hand(type_: ReportType, names: set[str], folded: Sequence[str]) -> bool:
    """A table that people keep may leave out any column it does not need: nearly all of its header is ours."""
    needed = {column.name for column in type_.columns if column.required}
    return type_.by_hand and needed <= names and len(names) >= _NEAR and len(names) >= _KEPT * sum(map(bool, folded))


def _missing(type_: ReportType, names: set[str]) -> list[Column]:
    """What a header lacks to be this type: required columns, and the marks of the set that is nearest."""
    marks = min((set(marks) - names for marks in type_.marks), key=len, default=set())
    return [c for c in type_.columns if c.name not in names and (c.required or c.name in marks)]


def _widest(layouts: Sequence[Layout]) -> tuple[str, ...]:
    """The line that looks most like a header; the first one where nothing looks like a table."""
    lines = [line.cells for layout in layouts for line in layout.lines]
    widest = max(lines, key=len, default=())
    return widest if len(widest) >= _NEAR else next(iter(lines), ())


def _clear(header: Header) -> bool:
    filled = [cell for cell in header.cells if cell.strip()]
    return len(header.places) >= _FEW and len(header.places) >= _MOST * len(filled)
