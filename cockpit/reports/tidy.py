"""Text rows without what is no row: blank lines, totals, repeated headers, and rows broken by a stray delimiter."""

from dataclasses import dataclass

import polars as pl

from cockpit.problems import Problem
from cockpit.reports import values
from cockpit.reports.delimited import FIRST, SPILL
from cockpit.reports.recognise import Header
from cockpit.reports.report_type import Kind, ReportType
from cockpit.tables import ROW

_FOOTER_ROWS = 5


@dataclass(frozen=True, slots=True)
class Tidied:
    """The rows that are rows, and those that had to be rejected."""

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    rejected: int


def real_rows(frame: pl.DataFrame, header: Header) -> Tidied:
    """Without blank lines, total rows and repeated headers; rows with more cells than the header are rejected."""
    frame = _without(frame, _blank_rows(frame, header.type))
    frame = _without(frame, _footer_rows(frame, header.type))
    frame = _without(frame, _header_rows(frame, header))
    spilled = _spilled_rows(frame)
    rest = _without(frame, spilled).drop(SPILL, FIRST, strict=False)
    if spilled is None or not spilled.any():
        return Tidied(rest, (), 0)
    first, count = frame.filter(spilled).row(0, named=True), int(spilled.sum())
    found, cells = str(first[SPILL])[: values.FOUND_LENGTH], str(len(header.cells))
    return Tidied(rest, (Problem("extra-cells", "", first[ROW], expected=cells, found=found, count=count),), count)


def odd_rows(frame: pl.DataFrame, header: Header) -> pl.Series | None:
    """Of rows of several files: those that `real_rows` may see as none. Files without any stay as they are."""
    found = (
        _blank_rows(frame, header.type),
        _spilled_rows(frame),
        _header_rows(frame, header),
        _total_rows(frame, header.type),
    )
    odd = [rows for rows in found if rows is not None and rows.any()]
    return pl.select(pl.any_horizontal(odd).alias("odd"))["odd"] if odd else None


def _spilled_rows(frame: pl.DataFrame) -> pl.Series | None:
    """Rows with a filled cell beyond the header. Empty ones are trailing delimiters, which are real."""
    if SPILL not in frame.columns or frame[SPILL].null_count() == frame.height:
        return None
    return frame[SPILL].str.strip_chars().fill_null("") != ""


def _without(frame: pl.DataFrame, rows: pl.Series | None) -> pl.DataFrame:
    return frame if rows is None or not rows.any() else frame.filter(~rows)


def _blank_rows(frame: pl.DataFrame, type_: ReportType) -> pl.Series | None:
    """Rows with nothing in them. Only rows without their key are looked at: in a clean file there are none."""
    names = [name for name in frame.columns if name not in {ROW, FIRST}]
    key = next((c.name for c in type_.columns if (c.filled or c.required) and c.name in names), names[0])
    bare = frame[key].is_null() | (frame[key] == "") | (frame[key] == " ")
    if not bare.any():
        return None
    nothing = pl.all_horizontal(pl.col(name).str.strip_chars().fill_null("") == "" for name in names)
    return bare.fill_null(value=False) & frame.select(nothing.alias("nothing"))["nothing"]


def _footer_rows(frame: pl.DataFrame, type_: ReportType) -> pl.Series | None:
    """Total rows: their first cell, or one that every real row fills with a name, is one of the words for a total.

    They stand at the end: a campaign or product elsewhere may well be called Total. The very last row may also be a
    total that nothing calls one, because it has no name at all.
    """
    names = _telling(frame, type_)
    if not frame.height or not names:
        return None
    last = frame.select(names).tail(_FOOTER_ROWS).rows()
    total = [any(cell in type_.footer for cell in row) for row in last]
    total[-1] = total[-1] or not any(last[-1])
    if not any(total):
        return None
    return pl.Series([False] * (frame.height - len(total)) + total)


def _total_rows(frame: pl.DataFrame, type_: ReportType) -> pl.Series | None:
    """The same of several files: what may be a total row wherever it stands."""
    names = _telling(frame, type_)
    if not names:
        return None
    named = (pl.col(name).is_in(type_.footer).fill_null(value=False) for name in names)
    nameless = pl.all_horizontal((pl.col(name).fill_null("") == "") for name in names)
    return frame.select(pl.any_horizontal(*named, nameless).alias("total"))["total"]


def _telling(frame: pl.DataFrame, type_: ReportType) -> list[str]:
    """The columns that tell a total row, where the report has such rows."""
    names = (FIRST, *(c.name for c in type_.columns if c.filled and c.kind is Kind.TEXT))
    return [name for name in names if type_.footer and name in frame.columns]


def _header_rows(frame: pl.DataFrame, header: Header) -> pl.Series | None:
    """The header once more, in files that were glued together."""
    key = next((c.name for c in header.type.columns if c.filled and c.name in header.places), None)
    if key is None or not header.line:
        return None
    return (frame[key] == header.spelled[key]).fill_null(value=False)
