"""Rows that are not the report's: notes under the table, and lines that were cut at another delimiter."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from cockpit.reports.delimited import FIRST
from cockpit.reports.header import DELIMITERS
from cockpit.reports.recognise import Header
from cockpit.tables import ROW

_FEW = 3  # a header of fewer columns says nothing about a row with one cell
_SEVERAL = 3  # needed columns: when all are empty, it is no row of this report
_PIECES = 2  # into so many more cells such a line may fall, at a delimiter inside its texts
_ONE_BY_ONE = 50  # rows: an expression for each of twenty columns takes longer than their cells
_QUARTER = 0.25  # a first cell that falls into so many of the header's cells at a delimiter was a row


@dataclass(frozen=True, slots=True)
class Strays:
    """Rows to pass over, and rows to leave out and say so."""

    notes: pl.Series
    broken: pl.Series
    first: str  # the column of the first cell
    lacking: tuple[str, ...]  # canonical columns without which a row is none


def stray_rows(frame: pl.DataFrame, header: Header) -> Strays | None:
    """Which rows of a text frame without blank lines are none. In a clean file one column is asked for nulls.

    Where the report cannot do without other columns than the first, a row with its first cell alone is a note when it
    stands at the end, and broken elsewhere. Where it can, it is a row like any other, unless it looks like one that was
    cut at the wrong places, or like words under a blank line.
    """
    first = next((name for name, at in header.places.items() if at == 0), FIRST)
    rest = [name for name in header.places if name != first and name in frame.columns]
    needed = [column.name for column in header.type.columns if column.required and column.name in rest]
    if not header.line or len(header.cells) < _FEW or not rest or first not in frame.columns or not frame.height:
        return None
    if needed and not min(frame[name].null_count() for name in needed):
        return None
    if not _any_suspect(frame, header, first, rest, needed):
        return None
    filled = _filled(frame, rest)
    lone, cut = filled == 0, _cut(frame[first], len(header.cells))
    notes = _notes(frame.select(ROW, pl.col(first).alias("text")), lone, among=not needed) & ~cut
    broken = (lone & bool(needed)) | (cut & (filled <= _PIECES))
    if _hollow_is_broken(header, needed):
        broken |= _filled(frame, needed) == 0
    return Strays(notes, broken & ~notes, first, tuple(needed or rest[:1]))


def _any_suspect(frame: pl.DataFrame, header: Header, first: str, rest: Sequence[str], needed: Sequence[str]) -> bool:
    """Whether any row may be a stray, seen from the few that lack a cell in one of the columns that are filled best.

    A row with no more than so many cells lacks one in any of one more columns.
    """
    best = sorted(rest, key=lambda name: frame[name].null_count())[: _PIECES + 1]
    if len(best) <= _PIECES:
        return True
    best += sorted(needed, key=lambda name: frame[name].null_count())[:1]
    lacks = pl.any_horizontal((pl.col(name).is_null() | (pl.col(name) == "")) for name in best)
    rows = frame.filter(lacks)
    if rows.is_empty():
        return False
    filled = _filled(rows, rest)
    few = rows.filter(filled <= _PIECES)
    if not few.is_empty() and ((filled == 0).any() or _cut(few[first], len(header.cells)).any()):
        return True
    return _hollow_is_broken(header, needed) and bool((_filled(rows, needed) == 0).any())


def _filled(frame: pl.DataFrame, names: Sequence[str]) -> pl.Series:
    """How many of these columns each row fills."""
    if frame.height <= _ONE_BY_ONE:
        return pl.Series("filled", [sum(map(bool, row)) for row in frame[list(names)].rows()], dtype=pl.UInt32)
    there = (pl.col(name).fill_null("").ne("").cast(pl.UInt32) for name in names)
    return frame.select(pl.sum_horizontal(there).alias("filled"))["filled"]


def _cut(texts: pl.Series, cells: int) -> pl.Series:
    """Texts that some delimiter cuts into a good part of the cells that the header has."""
    counts = (pl.col("text").str.count_matches(delimiter, literal=True) for delimiter in DELIMITERS)
    found = texts.fill_null("").alias("text").to_frame().select(pl.max_horizontal(counts).alias("cut"))["cut"]
    return found + 1 >= max(_FEW, _QUARTER * cells)


def _notes(rows: pl.DataFrame, lone: pl.Series, *, among: bool) -> pl.Series:
    """Rows with one cell at the end of a table; `among` rows of one cell, only words after a blank line."""
    tail = int(lone.reverse().cast(pl.UInt8).cum_min().sum())
    if tail == rows.height or not tail:
        return pl.repeat(value=False, n=rows.height, dtype=pl.Boolean, eager=True)
    line, text = rows.row(rows.height - tail)
    if among and (line == rows[ROW][-tail - 1] + 1 or " " not in str(text)):
        tail = 0
    return pl.Series([False] * (rows.height - tail) + [True] * tail, dtype=pl.Boolean)


def _hollow_is_broken(header: Header, needed: Sequence[str]) -> bool:
    """Whether a row with nothing in any needed column is none: one column that must be filled has its own Problem."""
    return len(needed) >= _SEVERAL and not any(header.type.column(name).filled for name in needed)
