"""One file read: recognised, its rows typed, placed and dated, and what could not be read said. It never raises."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import polars as pl
from fastexcel import FastExcelError
from polars.exceptions import PanicException

from cockpit.problems import Problem
from cockpit.report_file import SHEET, FileStatus, ReportFile
from cockpit.reports import archive, encoding, json_walk, values
from cockpit.reports.contents import ContentsError, Form, form_of, open_contents
from cockpit.reports.delimited import NotUtf8Error, Rows, read_rows
from cockpit.reports.excel import visible_sheets
from cockpit.reports.folding import fold
from cockpit.reports.header import Layout, layouts, one_column
from cockpit.reports.hints import Hints
from cockpit.reports.json_tables import JsonTable, bare_table, inner_table
from cockpit.reports.neighbours import neighbour, neighbour_shape
from cockpit.reports.reading import Reading, merged
from cockpit.reports.recognise import Catalog, Header, Nearest
from cockpit.reports.report_type import ReportType
from cockpit.reports.sheets import exported_on, sheet_layout, sheet_rows
from cockpit.reports.source import Source, by_path, name_of
from cockpit.reports.typed import typed
from cockpit.tables import FILE, ROW

_SHOWN_CELLS = 8


def read_file(path: Path, root: Path, hints: Hints) -> tuple[Reading, ...]:
    """Everything in one file. Whatever its bytes are, the answer is a Reading that says what was found."""
    source = opened(path, root, hints)
    return (source,) if isinstance(source, Reading) else readings_of(source)


def opened(path: Path, root: Path, hints: Hints) -> Source | Reading:
    """A file with its bytes, or why they cannot be had."""
    name = name_of(path, root)
    try:
        return Source(name, open_contents(path), hints)
    except ContentsError as error:
        return _unread(by_path(name, hints), "closed-folder" if path.is_dir() else str(error))
    except OSError as error:
        return _unread(by_path(name, hints), "unreadable", found=error.strerror or type(error).__name__)


def readings_of(source: Source) -> tuple[Reading, ...]:
    """Everything in an opened file."""
    try:
        return tuple(_read(source))
    except ContentsError as error:
        return (_unread(source.file, str(error)),)
    except (BadZipFile, FastExcelError, zlib.error) as error:
        return (_unread(source.file, "bad-workbook", found=str(error)),)
    except (Exception, PanicException) as error:  # noqa: BLE001 - bytes of a stranger: any parser may fail on them
        return (_unread(source.file, "unreadable", found=f"{type(error).__name__}: {error}"),)


def _unread(file: ReportFile, code: str, *, found: str = "", status: FileStatus = "unreadable") -> Reading:
    """A file of which nothing could be used, with the reason."""
    problem = Problem(code, file.path, found=found[: values.FOUND_LENGTH])
    return Reading(replace(file, status="unknown" if code in _UNKNOWN else status, problems=(problem,)))


# Reasons that say "this is no report of ours (yet)", not "a report of ours is broken".
_UNKNOWN = frozenset(
    {
        *("changing", "not-a-file", "zip", "encrypted", "nested-archive", "pdf", "xml", "html", "binary"),
        *("unused-report", "unknown-report"),
    }
)


def _read(source: Source) -> Iterator[Reading]:
    match form := form_of(source.contents.data):
        case Form.TEXT:
            yield _read_text(source)
        case Form.EXCEL:
            yield from _read_workbook(source)
        case Form.JSON:
            yield from _read_json(source)
        case Form.ZIP if source.placed_by:
            yield _unread(source.file, "nested-archive")
        case Form.ZIP:
            yield from _read_archive(source)
        case _:
            yield _unread(source.file, form.value)


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_text(source: Source) -> Reading:
    data, known = source.contents.data, encoding.counts_known(source.catalog.words, fold)
    text = encoding.as_text(data, known, japanese=source.japanese)
    try:
        return _read_rows(source, text)
    except NotUtf8Error:
        return _read_rows(source, encoding.surely(data, known, japanese=source.japanese))


def _read_rows(source: Source, text: encoding.Text) -> Reading:
    ways = list(layouts(text.data)) or [one_column(text.data)]
    header = recognise(source.catalog, ways)
    file = replace(source.file, encoding=text.encoding)
    if not isinstance(header, Header):
        return _unknown(file, header)
    if header.missing:
        return _incomplete(file, header)
    if header.type.by_hand and text.encoding == "cp1252":
        text = encoding.chinese(source.contents.data) or text
    rows = read_rows(text, header)
    return typed(source, replace(file, encoding=text.encoding), header, rows)


def recognise(types: Catalog, ways: Sequence[Layout]) -> Header | Nearest | str:
    """The header; or the name of a file that no check uses; or what came closest."""
    found = types.find(ways)
    if found:
        return found
    near, unused = types.almost(ways), _unused(types, ways)
    # A report that lost a column may hold all the columns of one that no check uses.
    told = isinstance(near, Header) and len(near.lacking) == 1 and not near.type.optional
    return near if told else unused or near


def _unused(types: Catalog, ways: Sequence[Layout]) -> str:
    """The name of a known file that no check uses; "" when it has become a report type since."""
    name = neighbour(ways)
    return "" if any(type_.id == name for type_ in types.types) else name


def _unknown(file: ReportFile, why: Nearest | str) -> Reading:
    """A table that is none of our types: what it is, or what it comes closest to and lacks."""
    if isinstance(why, str):
        problem = Problem("unused-report", file.path, expected=why)
    else:
        shown = ", ".join(cell.strip() for cell in why.cells[:_SHOWN_CELLS] if cell.strip())[: values.FOUND_LENGTH]
        code = "unknown-report" if why.headers else "unknown-header"
        problem = Problem(code, file.path, column=why.missing, expected=why.types, found=shown)
    return Reading(replace(file, status="unknown", problems=(problem,)))


def _incomplete(file: ReportFile, header: Header) -> Reading:
    """A report without a column that it cannot be used without: the column is named, nothing is guessed."""
    line, ours = header.line or None, header.type.by_hand
    problems = tuple(
        Problem("missing-column", file.path, line, column.name if ours else column.names[0])
        for column in header.missing
    )
    return Reading(replace(file, type=header.type.id, status="unreadable", problems=problems), headers=header.spelled)


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_workbook(source: Source) -> Iterator[Reading]:
    """Every visible sheet that is a report; when none is, the reason for the first."""
    file = replace(source.file, encoding="xlsx")
    sheets = list(visible_sheets(source.contents.data))
    source = replace(source, exported=exported_on(sheets))
    found = [(sheet, header) for sheet in sheets if (header := source.catalog.find([sheet_layout(sheet)]))]
    readings = [
        _incomplete(file, header)
        if header.missing
        else typed(source, file, header, Rows(sheet_rows(sheet, header)), fractions=True)
        for sheet, header in found
    ]
    if len(found) > 1:
        readings = [_of_sheet(reading, sheet.name) for reading, (sheet, _) in zip(readings, found, strict=True)]
    yield from merged(readings, {header.type.id for _, header in found if header.type.snapshot_column})
    if not found and not sheets:
        yield _unread(file, "empty")
    elif not found:
        nearest = recognise(source.catalog, [sheet_layout(sheet) for sheet in sheets])
        yield _incomplete(file, nearest) if isinstance(nearest, Header) else _unknown(file, nearest)


def _of_sheet(reading: Reading, sheet: str) -> Reading:
    """Say on which of several sheets a row, and that of a problem, stands: each of them has a row 2."""
    located = tuple(replace(problem, file=f"{problem.file}{SHEET}{sheet}") for problem in reading.file.problems)
    place = pl.lit(f"{reading.file.path}{SHEET}{sheet}").alias(FILE)
    parts = tuple(replace(part, rows=part.frame.with_columns(place)) for part in reading.parts)
    return replace(reading, file=replace(reading.file, problems=located), parts=parts)


# ── Archives ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_archive(source: Source) -> Iterator[Reading]:
    """Every file of an archive as if it lay beside it."""
    number = -1
    for number, (inner, code) in enumerate(archive.sources(source)):  # noqa: B007 - whether there was any
        yield from (_unread(inner.file, code),) if code else readings_of(inner)
    if number < 0:
        yield _unread(source.file, "empty")


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_json(source: Source) -> Iterator[Reading]:
    """The report of a known shape, or the table, that a JSON holds."""
    file = replace(source.file, encoding="utf-8")
    try:
        text = source.contents.data.decode("utf-8-sig")
        top = json_walk.top(text)
        yield from (
            _read_object(source, file, text, frozenset(top)) if top is not None else _read_bare(source, file, text)
        )
    except (ValueError, RecursionError) as error:
        yield _unread(file, "bad-json", found=str(error))


def _read_object(source: Source, file: ReportFile, text: str, keys: frozenset[str]) -> list[Reading]:
    """Every type whose keys stand at the top and that has rows; the first such type when none has any; else a table."""
    types = [type_ for type_ in source.catalog.types if type_.json and set(type_.json.keys) <= keys]
    rows = [(type_, type_.json.rows(text)) for type_ in types if type_.json]
    filled = [entry for entry in rows if entry[1]] or rows[:1]
    if filled:
        return [_read_cells(source, file, type_, cells) for type_, cells in filled]
    if unused := neighbour_shape(keys):
        return [_unknown(file, unused)]
    table = inner_table(text)
    return [_read_table(source, file, table) if table else _unknown(file, Nearest(tuple(sorted(keys))))]


def _read_bare(source: Source, file: ReportFile, text: str) -> list[Reading]:
    """An array of rows, or a row a line."""
    table = bare_table(text)
    if table is None:
        raise ValueError("neither an object nor rows")
    unused = neighbour_shape(frozenset(table.keys))
    return [_unknown(file, unused) if unused else _read_table(source, file, table)]


def _read_table(source: Source, file: ReportFile, table: JsonTable) -> Reading:
    """A report whose rows are objects with its columns as keys, as the ads interface sends them."""
    header = recognise(source.catalog, [table.layout])
    if not isinstance(header, Header):
        return _unknown(file, header)
    header = replace(header, line=0)  # there is no line of a header in the file
    if header.missing:
        return _incomplete(file, header)
    return typed(source, file, header, Rows(table.frame(header), table.problems))


def _read_cells(source: Source, file: ReportFile, type_: ReportType, cells: Sequence[Mapping[str, Any]]) -> Reading:
    """The rows of one part of a JSON. A column that is nowhere filled is not there."""
    names = [c.name for c in type_.columns if not cells or any(row.get(c.name) is not None for row in cells)]
    header = Header(type_, tuple(names), 0, {name: at for at, name in enumerate(names)})
    if header.missing:
        return _incomplete(file, header)
    frame = pl.DataFrame(list(cells), schema={**dict.fromkeys(names, pl.String), ROW: pl.UInt32})
    return typed(source, file, header, Rows(frame))
