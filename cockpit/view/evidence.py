"""The rows behind an issue as a table: the file's own column names, in the file's order."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from cockpit.picture import EvidenceRow
from cockpit.text import clean
from cockpit.view.detail import Detail
from cockpit.view.facts import Fact
from cockpit.view.speech import Span

_NUMBER = re.compile(r"[-+]?[\d.,]*\d%?")


class EvidenceGrid(NamedTuple):
    """Rows and columns, clean; a row that lacks a column has "" there."""

    columns: tuple[str, ...]
    rows: tuple[EvidenceRow, ...]
    cells: tuple[tuple[str, ...], ...]

    def place(self, index: int) -> str:
        """``US/unshipped.txt:12``."""
        return clean(self.rows[index].place)

    def numeric(self, column: int) -> bool:
        """Whether every cell of a column that is not empty is a number: those stand at the right."""
        found = [cells[column] for cells in self.cells if cells[column]]
        return bool(found) and all(_is_number(text) for text in found)

    def as_csv(self) -> str:
        """Everything, as a spreadsheet reads it."""
        lines = [("file", "row", *self.columns)]
        lines += [(row.where, str(row.row), *cells) for row, cells in zip(self.rows, self.cells, strict=True)]
        return "\n".join(",".join(_quoted(text) for text in line) for line in lines)


def _quoted(text: str) -> str:
    """A CSV cell. One that a spreadsheet would run as a formula is kept as text."""
    if text[:1] in {"=", "+", "-", "@"} and not _is_number(text):
        text = f"'{text}"
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n') else text


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def grid(rows: Sequence[EvidenceRow]) -> EvidenceGrid:
    """Put rows of one or several files into one table; columns in the order in which they are first met."""
    names = tuple(dict.fromkeys(name for row in rows for name, _ in row.cells))
    cells = []
    for row in rows:
        values = dict(row.cells)
        cells.append(tuple(clean(values.get(name, "")) for name in names))
    return EvidenceGrid(tuple(clean(name) for name in names), tuple(rows), tuple(cells))


def row_detail(table: EvidenceGrid, index: int) -> Detail:
    """One row in full, a column a line."""
    facts = tuple(
        Fact(name, (Span(value),)) for name, value in zip(table.columns, table.cells[index], strict=True) if value
    )
    return Detail((Span(table.place(index), "accent"),), "", facts)
