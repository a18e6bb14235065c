"""Reports made up from their declaration: a header of first spellings, and rows with a plausible cell of every kind."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from cockpit import reports
from cockpit.reports import TYPES, Column, Hints, Kind, Reading, ReportType

US = Hints(default_marketplace="US")
TABLES = {id_: type_ for id_, type_ in TYPES.items() if type_.marks}
FOREIGN = "Shelf of mine"  # a header that no type has
ROWS = 4


@dataclass(frozen=True)
class Sheet:
    """A table as it is written, and the values that must come out of it."""

    type: ReportType
    names: tuple[str, ...]  # canonical
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Any, ...], ...]

    def lines(self) -> list[list[str]]:
        """Header and rows."""
        return [list(self.header), *map(list, self.rows)]

    def without(self, at: int) -> "Sheet":
        """The same without one column."""
        cut = {"names": self.names, "header": self.header}
        kept = {name: cells[:at] + cells[at + 1 :] for name, cells in cut.items()}
        rows = tuple(row[:at] + row[at + 1 :] for row in self.rows)
        values = tuple(row[:at] + row[at + 1 :] for row in self.values)
        return Sheet(self.type, kept["names"], kept["header"], rows, values)

    def ordered(self, order: Sequence[int]) -> "Sheet":
        """The same with its columns in another order."""
        turned = replace(self, names=_turn(self.names, order), header=_turn(self.header, order))
        rows, values = (tuple(_turn(row, order) for row in table) for table in (self.rows, self.values))
        return replace(turned, rows=rows, values=values)


def _turn(cells: Sequence[Any], order: Sequence[int]) -> tuple[Any, ...]:
    return tuple(cells[at] for at in order)


def sheet(type_: ReportType, rows: int = ROWS) -> Sheet:
    """A whole report of a type: every declared column, `rows` rows."""
    columns = type_.columns
    pairs = [[cell(type_, column, row) for column in columns] for row in range(rows)]
    names, header = tuple(c.name for c in columns), tuple(c.names[0] for c in columns)
    texts, values = (tuple(tuple(pair[part] for pair in row) for row in pairs) for part in (0, 1))
    return Sheet(type_, names, header, texts, values)


def cell(type_: ReportType, column: Column, row: int) -> tuple[str, Any]:
    """What stands in a cell, and what it means."""
    if column.name == type_.marketplace_column:
        return "US", "US"
    if column.name in {type_.currency_column, "currency"}:
        return "USD", "USD"
    if column.kind is Kind.TEXT:
        return f"{column.name[:12]}-{row}", f"{column.name[:12]}-{row}"
    return PLAUSIBLE[column.kind](row)


PLAUSIBLE: Mapping[Kind, Callable[[int], tuple[str, Any]]] = {
    Kind.COUNT: lambda row: (f"{1 + row}", 1 + row),
    Kind.NUMBER: lambda row: (f"{row}.5", row + 0.5),
    Kind.MONEY: lambda row: (f"{12 + row}.34", Decimal(f"{12 + row}.34")),
    Kind.RATE: lambda row: (f"{12 + row}.5%", round((12.5 + row) / 100, 12)),
    Kind.INSTANT: lambda row: (
        f"2026-11-0{1 + row}T03:12:44+00:00",
        datetime(2026, 11, 1 + row, 3, 12, 44, tzinfo=UTC),
    ),
    Kind.DAY: lambda row: (f"2026-11-0{1 + row}", date(2026, 11, 1 + row)),
    Kind.FLAG: lambda row: ("true", True) if row % 2 else ("false", False),
    Kind.LIST: lambda row: (f"a{row};b", [f"a{row}", "b"]),
}


def written(lines: Iterable[Sequence[str]], delimiter: str = "\t", end: str = "\n") -> str:
    """Lines of cells as a text; quoted as little as possible."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(lines)
    return out.getvalue()


def read(folder: Path, content: str | bytes, name: str = "x.txt", hints: Hints = US) -> Reading:
    """The one reading of a file of this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (reading,) = reports.read_file(path, folder, hints)
    return reading


def table(reading: Reading, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """The rows that were read, in the file's order, in these columns."""
    frames = [part.frame for part in reading.parts]
    return pl.concat(frames).sort("_row").select(names).rows() if frames else []


def codes(reading: Reading) -> list[str]:
    """What was said about the file."""
    return [problem.code for problem in reading.file.problems]
