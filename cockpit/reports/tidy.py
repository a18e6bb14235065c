"""Text rows without what is no row: blank lines, totals, repeated headers, and rows broken by a stray delimiter."""

from dataclasses import dataclass

import polars as pl

from cockpit.problems import Problem
from cockpit.reports import numbers, values
from cockpit.reports.delimited import FIRST, SPILL
from cockpit.reports.recognise import Header
from cockpit.reports.report_type import Kind, ReportType
from cockpit.reports.strays import stray_rows
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
    frame, stray = _without_strays(frame, header)
    spilled = _spilled_rows(frame)
    kept = _without(frame, spilled)
    rest = kept[[name for name in kept.columns if name not in {SPILL, FIRST}]]
    problems = stray
    if spilled is not None and spilled.any():
        first, count = frame.filter(spilled).row(0, named=True), int(spilled.sum())
        found, cells = str(first[SPILL])[: values.FOUND_LENGTH], str(len(header.cells))
        problems += (Problem("extra-cells", "", first[ROW], expected=cells, found=found, count=count),)
    return Tidied(rest, problems, sum(problem.count for problem in problems))


def _without_strays(frame: pl.DataFrame, header: Header) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Without notes under the table and rows that are none; these are said."""
    strays = stray_rows(frame, header)
    if strays is None or not (strays.notes | strays.broken).any():
        return frame, ()
    rest = frame.filter(~(strays.notes | strays.broken))
    if not strays.broken.any():
        return rest, ()
    first, count = frame.filter(strays.broken).row(0, named=True), int(strays.broken.sum())
    lacking = ", ".join(header.spelled[name] for name in strays.lacking)
    found = str(first[strays.first] or "")[: values.FOUND_LENGTH]
    return rest, (Problem("stray-row", "", first[ROW], column=lacking, found=found, count=count),)


def odd_rows(frame: pl.DataFrame, header: Header) -> pl.Series | None:
    """Of rows of several files: those that `real_rows` may see as none. Files without any stay as they are."""
    strays = stray_rows(frame, header)
    found = (
        _blank_rows(frame, header.type),
        _spilled_rows(frame),
        _header_rows(frame, header),
        _total_rows(frame, header.type),
        None if strays is None else strays.notes | strays.broken,
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
    names = [name for name in frame.columns if name != ROW]
    key = next((c.name for c in type_.columns if (c.filled or c.required) and c.name in names), names[0])
    cells = frame[key]
    if not (cells.null_count() or (cells == "").any() or (cells == " ").any()):
        return None
    bare = cells.is_null() | (cells == "") | (cells == " ")
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
    total[-1] = total[-1] or (not any(last[-1]) and _adds_up(frame, type_))
    if not any(total):
        return None
    return pl.Series([False] * (frame.height - len(total)) + total)


def _adds_up(frame: pl.DataFrame, type_: ReportType) -> bool:
    """Whether the last row holds the sum of the others, in one of the counts at least."""
    names = [c.name for c in type_.columns if c.kind is Kind.COUNT and c.name in frame.columns]
    figures = [numbers.whole(frame[name].fill_null("")) for name in names]
    sums = [(int(figure.head(-1).sum()), figure[-1]) for figure in figures]
    return not any(last for _, last in sums) or any(last and total == last for total, last in sums)


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
    names = [column.name for column in header.type.columns if column.name in header.places]
    filled = [name for name in names if header.type.column(name).filled]
    if not header.line or not names:
        return None
    first, *others = filled or names
    again = frame[first] == header.spelled[first]
    if not again.any():
        return None
    if others and not filled:
        again &= frame[others[0]] == header.spelled[others[0]]
    return again.fill_null(value=False)
