"""Which report type a file is, by the words of its header; where the header stands; which column is where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cockpit.reports.folding import fold, fold_line
from cockpit.reports.header import Layout, Line
from cockpit.reports.report_type import Column, ReportType

_POSITION_SAMPLE = 5
_NEAR = 3  # so many known columns make a type worth naming
_FEW = 4  # so many known columns, and
_KEPT = 0.8  # so much of the header of a table kept by hand
_TIED = 3  # types as near as each other that are named
_MANY = 8  # so many known columns and a single one lacking are no accident
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
    lacking: tuple[str, ...] = ()  # columns that tell the type and are not there: which type it is, the others say

    @property
    def missing(self) -> tuple[Column, ...]:
        """Columns that the file lacks and cannot do without."""
        needed = (c for c in self.type.columns if c.required or c.name in self.lacking)
        return tuple(c for c in needed if c.name not in self.places and c.name != self.own_day)

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
    """The types that an unknown header comes closest to, for the sentence that says why it is unknown."""

    cells: tuple[str, ...]
    headers: tuple[Header, ...] = ()

    @property
    def types(self) -> str:
        """Their ids; several where the header is as near to each."""
        return " / ".join(header.type.id for header in self.headers)

    @property
    def missing(self) -> str:
        """What the header lacks to be that; for each of several types."""
        return " / ".join(", ".join(column.names[0] for column in header.missing) for header in self.headers)


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
        folded = fold_line(line.cells)
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
        marked = _marked(type_, names) or _by_hand(type_, names, folded)
        return marked and not self._rejects[index] & set(folded) and (not type_.proven or type_.proven(folded))

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
        near = [header for layout in layouts for line in layout.lines for header in self._near(line, layout)]
        clear = [header for header in near if _clear(header)]
        best = max(map(_nearness, clear), default=None)
        found = [header for header in clear if _nearness(header) == best]
        if len({header.type.id for header in found}) == 1:
            return found[0]
        if found:
            tied = {header.type.id: header for header in sorted(found, key=lambda header: header.type.optional)}
            return Nearest(found[0].cells, tuple(tied.values())[:_TIED])
        nearest = max(near, key=_worth, default=None)
        if nearest is None:
            return Nearest(_widest(layouts))
        return Nearest(nearest.cells, (nearest,) if len(nearest.places) >= _NEAR else ())

    def _near(self, line: Line, layout: Layout) -> Iterator[Header]:
        """Each type that a line holds columns of, and not all that it needs."""
        folded = [fold(cell) for cell in line.cells]
        for index, names in self._present(folded).items():
            type_ = self.types[index]
            lacking = _lacking(type_, names)
            if lacking and not self._rejects[index] & set(folded):
                yield replace(self._header(type_, folded, line, layout), lacking=lacking)


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
    if not type_.by_hand:
        return False
    needed = {column.name for column in type_.columns if column.required}
    kept, cells = len(names), sum(map(bool, folded))
    enough = (kept >= _NEAR and kept >= _KEPT * cells) or 1 < kept == cells
    return needed <= names and enough


def _marked(type_: ReportType, names: set[str]) -> bool:
    return any(set(marks) <= names for marks in type_.marks)


def _lacking(type_: ReportType, names: set[str]) -> tuple[str, ...]:
    """What a header lacks to be this type: required columns, and the marks of the set that is nearest."""
    marks = min((set(marks) - names for marks in type_.marks), key=len, default=set())
    return tuple(c.name for c in type_.columns if c.name not in names and (c.required or c.name in marks))


def _nearness(header: Header) -> tuple[int, int]:
    """Of two types the nearer one lacks fewer columns, or else knows more of the header."""
    return -len(header.lacking), len(header.places)


def _worth(header: Header) -> tuple[bool, int]:
    """How near a type is that it clearly is not: what is known of it, less what it lacks."""
    return len(header.places) >= _NEAR, len(header.places) - 2 * len(header.lacking)


def _widest(layouts: Sequence[Layout]) -> tuple[str, ...]:
    """The line that looks most like a header; the first one where nothing looks like a table."""
    lines = [line.cells for layout in layouts for line in layout.lines]
    widest = max(lines, key=len, default=())
    return widest if len(widest) >= _NEAR else next(iter(lines), ())


def _clear(header: Header) -> bool:
    """Whether it is this type with a column missing, not another file: most of it is known, or all but one column is.

    Amazon's reports have many columns that we do not read; a table kept by hand has hardly any.
    """
    known, filled = len(header.places), sum(bool(cell.strip()) for cell in header.cells)
    sure = len(header.lacking) == 1 and known >= _MANY and not header.type.by_hand
    return sure or (known >= _FEW and known >= _MOST * filled)
