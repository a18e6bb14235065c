"""A table that comes as JSON: an array of flat objects, one object a line, or an object that holds one such array."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.problems import Problem
from cockpit.reports.contents import ContentsError
from cockpit.reports.delimited import wanted_of
from cockpit.reports.header import Layout, Line
from cockpit.reports.json_walk import Lines, elements, follow, members
from cockpit.reports.recognise import Header
from cockpit.tables import ROW

_MOST_CELLS, _CELLS_A_BYTE = 4_000_000, 3


@dataclass(frozen=True)
class JsonTable:
    """The keys of all rows in the order in which they come, and each row with the line on which it starts."""

    keys: tuple[str, ...]
    rows: Sequence[tuple[int, dict[str, Any]]]
    problems: tuple[Problem, ...] = ()

    @property
    def layout(self) -> Layout:
        """The keys as a header to recognise."""
        return Layout("", quoted=False, lines=(Line(self.keys, 1),))

    def frame(self, header: Header) -> pl.DataFrame:
        """The columns of a header as text; a nested value is no cell."""
        places = wanted_of(header)
        columns = {name: [_cell(row.get(self.keys[at])) for _, row in self.rows] for name, at in places.items()}
        lines = [line for line, _ in self.rows]
        return pl.DataFrame({**columns, ROW: lines}, schema={**dict.fromkeys(places, pl.String), ROW: pl.UInt32})


def bare_table(text: str) -> JsonTable | None:
    """The table of a text that is an array, or one object a line. Raises ValueError for broken JSON."""
    if text.lstrip()[:1] != "[":
        return _table(text, follow(text))
    if not text.rstrip().endswith("]"):
        raise ValueError("the array is not closed")
    return _table(text, elements(text, 0))


def inner_table(text: str) -> JsonTable | None:
    """The table of a text that is an object: its only array."""
    arrays = [at for _, at, value in members(text) if isinstance(value, list)]
    return _table(text, elements(text, arrays[0])) if len(arrays) == 1 else None


def _table(text: str, values: Iterable[tuple[int, Any]]) -> JsonTable | None:
    lines = Lines(text)
    rows = [(lines.of(at), value) for at, value in values]
    cut: tuple[Problem, ...] = ()
    if len(rows) > 1 and rows[-1][1] is None:
        cut = (Problem("cut-off", row=rows.pop()[0]),)
    if not rows or not all(isinstance(value, dict) for _, value in rows):
        return None
    keys = tuple(dict.fromkeys(key for _, row in rows for key in row))
    if len(keys) * len(rows) > max(_MOST_CELLS, _CELLS_A_BYTE * len(text)):
        raise ContentsError("too-large")
    return JsonTable(keys, rows, cut) if keys else None


def _cell(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None or isinstance(value, dict | list) else str(value)
