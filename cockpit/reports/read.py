"""One file read: recognised, its rows typed, placed and dated, and what could not be read said. It never raises."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile
from zoneinfo import ZoneInfo

import polars as pl
from fastexcel import FastExcelError
from polars.exceptions import PanicException

from cockpit.problems import Problem
from cockpit.report_file import FileStatus, ReportFile
from cockpit.reports import encoding, json_shapes, place, values
from cockpit.reports.contents import ContentsError, Form, form_of, open_contents
from cockpit.reports.dates import Calendar
from cockpit.reports.dating import date_rows
from cockpit.reports.delimited import FIRST, NotUtf8Error, Rows, read_rows
from cockpit.reports.excel import Sheet, visible_sheets
from cockpit.reports.folding import fold
from cockpit.reports.header import SEARCHED_LINES, Layout, Line, layouts, one_column
from cockpit.reports.hints import Hints
from cockpit.reports.neighbours import neighbour, neighbour_shape
from cockpit.reports.quick import sample
from cockpit.reports.reading import Part, Reading, merged
from cockpit.reports.recognise import Catalog, Header, Nearest
from cockpit.reports.report_type import Kind, ReportType
from cockpit.reports.source import Source, by_path, name_of
from cockpit.reports.tidy import real_rows
from cockpit.tables import FILE, ROW

_SHOWN_CELLS = 8


def read_file(path: Path, root: Path, hints: Hints) -> tuple[Reading, ...]:
    """Everything in one file. Whatever its bytes are, the answer is a Reading that says what was found."""
    name = name_of(path, root)
    try:
        source = Source(name, open_contents(path), hints)
    except ContentsError as error:
        return (_unread(by_path(name, hints), str(error)),)
    except OSError as error:
        return (_unread(by_path(name, hints), "unreadable", found=error.strerror or type(error).__name__),)
    found = _readings(source)
    return tuple(replace(reading, file=replace(reading.file, digest=source.contents.digest)) for reading in found)


def _readings(source: Source) -> tuple[Reading, ...]:
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
    {"changing", "not-a-file", "zip", "pdf", "xml", "html", "binary", "unused-report", "unknown-report"}
)


def _read(source: Source) -> Iterator[Reading]:
    match form := form_of(source.contents.data):
        case Form.TEXT:
            yield _read_text(source)
        case Form.EXCEL:
            yield from _read_workbook(source)
        case Form.JSON:
            yield from _read_json(source)
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
    rows = read_rows(text, header, first=bool(header.type.footer))
    return _assemble(source, replace(file, encoding=text.encoding), header, rows)


def recognise(types: Catalog, ways: Sequence[Layout]) -> Header | Nearest | str:
    """The header; or the name of a file that no check uses; or what came closest."""
    return types.find(ways) or neighbour(ways) or types.almost(ways)


def _unknown(file: ReportFile, why: Nearest | str) -> Reading:
    """A table that is none of our types: what it is, or what it comes closest to and lacks."""
    if isinstance(why, str):
        problem = Problem("unused-report", file.path, expected=why)
    else:
        shown = ", ".join(cell.strip() for cell in why.cells[:_SHOWN_CELLS] if cell.strip())[: values.FOUND_LENGTH]
        near, missing = (why.type.id if why.type else ""), ", ".join(why.missing)
        code = "unknown-report" if near else "unknown-header"
        problem = Problem(code, file.path, column=missing, expected=near, found=shown)
    return Reading(replace(file, status="unknown", problems=(problem,)))


def _incomplete(file: ReportFile, header: Header) -> Reading:
    """A report without a column that it cannot be used without: the column is named, nothing is guessed."""
    problems = tuple(
        Problem("missing-column", file.path, header.line, column.name if header.type.by_hand else column.names[0])
        for column in header.missing
    )
    return Reading(replace(file, type=header.type.id, status="unreadable", problems=problems), headers=header.spelled)


# ── Workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_workbook(source: Source) -> Iterator[Reading]:
    """Every visible sheet that is a report; when none is, the reason for the first."""
    file = replace(source.file, encoding="xlsx")
    sheets = list(visible_sheets(source.contents.data))
    found = [(sheet, header) for sheet in sheets if (header := source.catalog.find([sheet_layout(sheet)]))]
    readings = [
        _incomplete(file, header)
        if header.missing
        else _assemble(source, file, header, Rows(sheet_rows(sheet, header)), fractions=True)
        for sheet, header in found
    ]
    yield from merged(readings)
    if not found and not sheets:
        yield _unread(file, "empty")
    elif not found:
        nearest = recognise(source.catalog, [sheet_layout(sheet) for sheet in sheets])
        yield _incomplete(file, nearest) if isinstance(nearest, Header) else _unknown(file, nearest)


def sheet_layout(sheet: Sheet) -> Layout:
    """The first rows of a sheet that hold anything, as lines of cells."""
    lines = []
    for number, cells in enumerate(sheet.frame.head(10 * SEARCHED_LINES).iter_rows(), 1):
        if any(cell and cell.strip() for cell in cells):
            lines.append(Line(tuple(cell or "" for cell in cells), number))
        if len(lines) == SEARCHED_LINES:
            break
    return Layout("", quoted=False, lines=tuple(lines))


def sheet_rows(sheet: Sheet, header: Header) -> pl.DataFrame:
    """The declared columns of the rows after the header, with their spreadsheet rows."""
    columns = sheet.frame.columns
    wanted = {name: pl.col(columns[position]) for name, position in header.places.items()}
    if header.type.footer:
        wanted[FIRST] = pl.col(columns[0])
    rows = sheet.frame.slice(header.line).with_row_index(ROW, offset=header.line + 1)
    return rows.select(**wanted, **{ROW: pl.col(ROW).cast(pl.UInt32)})


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_json(source: Source) -> Iterator[Reading]:
    """Every type whose keys stand at the top and that has rows; the first such type when none has any."""
    file = replace(source.file, encoding="utf-8")
    try:
        text = source.contents.data.decode("utf-8-sig")
        keys = frozenset(json_shapes.top(text))
        types = [type_ for type_ in source.catalog.types if type_.json and set(type_.json.keys) <= keys]
        rows = [(type_, type_.json.rows(text)) for type_ in types if type_.json]
    except (ValueError, RecursionError) as error:
        yield _unread(file, "bad-json", found=str(error))
        return
    filled = [entry for entry in rows if entry[1]] or rows[:1]
    for type_, cells in filled:
        yield _read_cells(source, file, type_, cells)
    if not filled:
        unused = neighbour_shape(keys)
        why = unused or Nearest(None, tuple(sorted(keys)))
        yield _unknown(file, why)


def _read_cells(source: Source, file: ReportFile, type_: ReportType, cells: Sequence[Mapping[str, Any]]) -> Reading:
    """The rows of one part of a JSON. A column that is nowhere filled is not there."""
    names = [c.name for c in type_.columns if not cells or any(row.get(c.name) is not None for row in cells)]
    header = Header(type_, tuple(names), 0, {name: at for at, name in enumerate(names)})
    if header.missing:
        return _incomplete(file, header)
    frame = pl.DataFrame(list(cells), schema={**dict.fromkeys(names, pl.String), ROW: pl.UInt32})
    return _assemble(source, file, header, Rows(frame))


# ── Rows of any form ─────────────────────────────────────────────────────────────────────────────────────────────────


def _assemble(source: Source, file: ReportFile, header: Header, rows: Rows, *, fractions: bool = False) -> Reading:
    """Text rows to typed parts by marketplace, and the file's finished line."""
    type_ = header.type
    tidied = real_rows(rows.frame, header)
    frame, count = tidied.frame, tidied.frame.height
    frame = _spread(_with_currency(frame, type_), type_)
    if type_.prepare:
        frame = type_.prepare(_with_absent(frame, type_))
    hints, folder = source.hints, source.folder
    columns = (type_.marketplace_column, type_.currency_column)
    placing = place.place(frame, columns, type_.whole, header.cells, folder, hints.default_marketplace)
    rules = values.Rules(_calendar(type_, placing.home, hints), fractions, type_.by_hand, header.spelled)
    cells = values.cast(frame, type_.columns, rules)
    each = placing.each if placing.each is None or cells.lost is None else placing.each.filter(~cells.lost)
    typed = cells.frame.with_columns(pl.lit(source.name).alias(FILE)).select(
        *(column.name for column in type_.columns), FILE, ROW
    )
    located = (*rows.problems, *tidied.problems, *cells.problems, *_undecided(typed, placing.only, each))
    rejected = tidied.rejected + cells.rejected + sum(problem.code == "cut-off" for problem in rows.problems)
    parts = tuple(_parts(source, type_, typed, replace(placing, each=each), rejected))
    done = _finished(file, type_, parts, tuple(replace(problem, file=source.name) for problem in located))
    return Reading(replace(done, rows=count, rejected_rows=rejected), parts, header.spelled)


def _with_absent(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """All columns of the type, so that its `prepare` need not ask which are there."""
    absent = {c.name: pl.lit(None, pl.String) for c in type_.columns if c.name not in frame.columns}
    return frame.with_columns(**absent)


def _with_currency(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """The currency by the sign of the first amount, where the report has no column for it."""
    name = type_.currency_column
    if not name or (name in frame.columns and frame[name].null_count() < frame.height):
        return frame
    amounts = [c.name for c in type_.columns if c.kind is Kind.MONEY and c.name in frame.columns]
    found = (place.currency_of(sample(frame[amount])) for amount in amounts)
    currency = next((code for code in found if code), None)
    return frame.with_columns(pl.lit(currency, pl.String).alias(name)) if currency else frame


def _spread(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """A row kept by hand for several marketplaces (US;DE) as one row for each."""
    name = type_.marketplace_column
    if not type_.by_hand or name not in frame.columns or not frame[name].str.contains(";", literal=True).any():
        return frame
    return frame.with_columns(pl.col(name).str.split(";")).explode(name)


def _calendar(type_: ReportType, home: str | None, hints: Hints) -> Calendar:
    """Times without a zone are the team's where the team typed them, Japan's in Japanese files, else UTC."""
    if type_.by_hand:
        return Calendar(home, hints.team_zone)
    return Calendar(home, ZoneInfo("Asia/Tokyo") if home == "JP" else ZoneInfo("UTC"))


def _undecided(frame: pl.DataFrame, only: str | None, each: pl.Series | None) -> tuple[Problem, ...]:
    """Rows of which nothing says to which marketplace they belong."""
    if only or not frame.height:
        return () if only else (Problem("undecided-marketplace"),)
    if each is None or each.null_count() == each.len():
        return (Problem("undecided-marketplace", count=frame.height),)
    if not each.null_count():
        return ()
    first = each.is_null().arg_true()[0]
    return (Problem("undecided-rows", row=int(frame[ROW][first]), count=each.null_count()),)


def _parts(
    source: Source, type_: ReportType, frame: pl.DataFrame, placing: place.Placing, rejected: int
) -> Iterator[Part]:
    if placing.only or placing.each is None:
        yield _part(source, type_, frame, placing.only, rejected)
        return
    for marketplace in placing.each.unique().sort(nulls_last=True):
        mine = placing.each.is_null() if marketplace is None else placing.each == marketplace
        yield _part(source, type_, frame.filter(mine.fill_null(value=False)), marketplace, rejected)


def _part(source: Source, type_: ReportType, frame: pl.DataFrame, marketplace: str | None, rejected: int) -> Part:
    frame = frame.rechunk()  # every check filters it: a filter over a hundred chunks takes three times as long
    dated = date_rows(frame, type_, marketplace, source.name, source.contents.modified)
    return Part(marketplace, frame, dated.as_of, dated.period_start, dated.period_end, dated.inside, rejected)


def _finished(
    file: ReportFile, type_: ReportType, parts: tuple[Part, ...], problems: tuple[Problem, ...]
) -> ReportFile:
    decided = tuple(part.marketplace for part in parts if part.marketplace)
    return replace(
        file,
        type=type_.id,
        marketplace=decided[0] if len(decided) == 1 else None,
        marketplaces=decided,
        period_start=min((part.period_start for part in parts if part.period_start), default=None),
        period_end=max((part.period_end for part in parts if part.period_end), default=None),
        as_of=max(part.as_of for part in parts),
        status="fresh" if decided else "undecided",
        problems=problems,
    )
