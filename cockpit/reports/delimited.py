"""The rows of a delimited text file as text columns, each row with the line on which an editor shows it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl
from polars.exceptions import ComputeError

from cockpit.problems import Problem
from cockpit.reports.contents import ContentsError
from cockpit.reports.encoding import Text
from cockpit.reports.header import cut
from cockpit.reports.recognise import Header
from cockpit.tables import ROW

# Cells beyond the header: a row that has one filled is not the row it seems. Empty ones are trailing delimiters.
SPILL = "_spill"
# The first cell of a row, where a total row is told by it.
FIRST = "_first"

_SAMPLED = 61  # of so many bytes one is looked at
_MOST_CELLS, _CELLS_A_BYTE = 4_000_000, 3
_HEAD = 64 * 1024
_SEVERAL = 2  # rows that end too early are no accident
_NARROW = 0.75  # of the header's cells; a row with more may have lost its empty ones
_CELL_LIMIT = 8 * 1024 * 1024


class NotUtf8Error(Exception):
    """The parser met bytes that are no UTF-8, although the beginning of the file was."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Text columns by canonical name, with `_row`, `_spill` and, where it may tell something, `_first`."""

    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    only_spaces: bool = False  # of all blanks, none but a space can stand around a cell


def read_rows(text: Text, header: Header) -> Rows:
    """The declared columns of every row after the header. Raises NotUtf8Error."""
    wanted = wanted_of(header)
    try:
        frame = scan(text.data, header, wanted)
    except ComputeError as error:
        if "utf-8" in str(error):
            raise NotUtf8Error from error
        return _slowly(text, header, wanted)
    if header.quoted:
        frame = _numbered(frame, text.data, header)
    frame, problems = _without_cut_line(frame, text, header)
    problems = problems or narrow_rows(text.data, header)
    return Rows(frame, problems, header.type.by_hand and _only_spaces(text.data, header))


def _only_spaces(data: bytes, header: Header) -> bool:
    """Whether no other blank than a space can stand around a cell: the file has none, but to end cells and lines.

    Five looks at all bytes, which are still many times faster than to trim every cell.
    """
    others = {b"\t", b"\r", b"\v", b"\f", *([b'"'] if header.quoted else [])} - {header.delimiter.encode()}
    return data.isascii() and not any(mark in data for mark in others)


def wanted_of(header: Header) -> dict[str, int]:
    """The columns to read: those that are declared, and the first one where total rows and notes are told by it."""
    first = {FIRST: 0} if header.type.footer or 0 not in header.places.values() else {}
    return {**header.places, **first}


def scan(data: bytes, header: Header, wanted: dict[str, int]) -> pl.DataFrame:
    """The wanted columns by position, with `_spill` and `_row`. Raises polars' ComputeError.

    Positions, not names, find them: header cells may be blank, twice there, quoted, or folded differently.
    """
    width = len(header.cells)
    _guard(data, len(wanted))
    scan = pl.scan_csv(
        data,
        schema={str(position): pl.String for position in range(width + 1)},
        has_header=False,
        skip_lines=header.line,
        separator=header.delimiter,
        quote_char='"' if header.quoted else None,
        null_values="" if header.quoted else None,  # a quoted nothing is nothing
        truncate_ragged_lines=True,
        missing_columns="insert",
        extra_columns="ignore",
        raise_if_empty=False,
        row_index_name=ROW,
        row_index_offset=header.line + 1,
    )
    columns = {name: pl.col(str(position)) for name, position in wanted.items()}
    columns |= {SPILL: pl.col(str(width)), ROW: pl.col(ROW).cast(pl.UInt32)}
    return scan.select(**columns).collect()


def _guard(data: bytes, columns: int) -> None:
    """Raise ContentsError("too-large") for lines so short that most of their cells cannot be there.

    Every cell takes its place in memory whether or not it stands in the file: eight megabytes of blank lines took two
    gigabytes (measured). Lines are counted in a sample, which is enough to see that.
    """
    cells = data[::_SAMPLED].count(b"\n") * _SAMPLED * columns
    if cells > _MOST_CELLS and cells > _CELLS_A_BYTE * len(data):
        raise ContentsError("too-large")


def _numbered(frame: pl.DataFrame, data: bytes, header: Header) -> pl.DataFrame:
    """Right the line numbers where quoted cells hold line ends: a row then starts later than its index says."""
    if data.count(b"\n") + (not data.endswith(b"\n")) - header.line == frame.height:
        return frame
    lines = pl.scan_csv(
        data, schema={"line": pl.String}, has_header=False, skip_lines=header.line, separator="\x01", quote_char=None,
        truncate_ragged_lines=True, extra_columns="ignore", raise_if_empty=False,
        row_index_name=ROW, row_index_offset=header.line + 1,
    )  # fmt: skip
    # A line starts a row when all quotes before it are closed; a doubled quote counts twice and changes nothing.
    quotes = pl.col("line").str.count_matches('"', literal=True).fill_null(0).cum_sum().shift(1, fill_value=0)
    starts = lines.filter(quotes % 2 == 0).select(pl.col(ROW).cast(pl.UInt32)).collect()
    if starts.height < frame.height:
        return frame
    return frame.with_columns(starts[ROW].head(frame.height))


def _slowly(text: Text, header: Header, wanted: dict[str, int]) -> Rows:
    """The same for files that polars refuses: somebody wrote quotes that are no quoting.

    Where every line, cut at the delimiters alone, has the header's cells, that is how it was meant. Otherwise quotes
    are taken as they come, and the table is doubtful from the first one that cannot be right: a row may have run into
    the next.
    """
    lines = text.data.decode("utf-8-sig", "replace").split("\n")[header.line :]
    plain = [line.removesuffix("\r").split(header.delimiter) for line in lines]
    if all(len(cells) == len(header.cells) for cells in plain if any(cells)):
        numbered = enumerate((list(map(_unquoted, cells)) for cells in plain), header.line + 1)
        return Rows(_frame(numbered, header, wanted))
    rows, problems = _as_they_come(lines, header)
    return Rows(_frame(rows, header, wanted), problems)


def _unquoted(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _as_they_come(lines: Sequence[str], header: Header) -> tuple[list[tuple[int, list[str]]], tuple[Problem, ...]]:
    """Rows with their lines, by Python's csv; without the last one when its quotes never close."""
    rows: list[tuple[int, list[str]]] = []
    before = 0
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=header.delimiter)
    csv.field_size_limit(_CELL_LIMIT)
    try:
        for cells in reader:
            rows.append((header.line + before + 1, cells))
            before = reader.line_num
    except csv.Error:  # a cell without end
        pass
    stray = _stray_quote(lines, header)
    if stray is None:
        return rows, ()
    if rows and stray >= rows[-1][0]:
        return rows[:-1], (Problem("cut-off", row=rows[-1][0]),)
    return rows, (Problem("stray-quote", row=stray),)


def _stray_quote(lines: Sequence[str], header: Header) -> int | None:
    """The line of the first row whose quotes cannot be right; None when all are."""
    before = 0
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=header.delimiter, strict=True)
    try:
        for _ in reader:
            before = reader.line_num
    except csv.Error:
        return header.line + before + 1
    return None


def _frame(rows: Iterable[tuple[int, Sequence[str]]], header: Header, wanted: dict[str, int]) -> pl.DataFrame:
    """Cells as text columns."""
    columns: dict[str, list[str | None]] = {name: [] for name in (*wanted, SPILL)}
    places = {**wanted, SPILL: len(header.cells)}
    numbers = []
    for number, cells in rows:
        numbers.append(number)
        for name, position in places.items():
            columns[name].append(_cell(cells, position))
    return pl.DataFrame({**columns, ROW: numbers}, schema=dict.fromkeys(columns, pl.String) | {ROW: pl.UInt32})


def _cell(cells: Sequence[str], position: int) -> str | None:
    return (cells[position] or None) if position < len(cells) else None


def _without_cut_line(frame: pl.DataFrame, text: Text, header: Header) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Drop a last line that the writer has not finished, and say so.

    A file that does not end with a line end may still be whole (Business Reports never do): its last line counts as
    cut when it has fewer cells than the header while the line before it has them all.
    Whether the very last cell lost characters no byte tells, and nothing is said of it: half a number is a number, and
    a warning at every file without a line end would be wrong nearly always.
    """
    if text.data.endswith((b"\n", b"\r")) and not text.cut:
        return frame, ()
    if not frame.height:
        return frame, (Problem("cut-header", row=header.line or None),) if text.cut or _cut_header(header) else ()
    if not (text.cut or is_short(text.data, header)):
        return frame, ()
    row = int(frame[ROW][-1])
    return frame.head(frame.height - 1), (Problem("cut-off", row=row),)


def narrow_rows(data: bytes, header: Header) -> tuple[Problem, ...]:
    """Say so when the first rows end well before the header does, every one of them: they may be another report's.

    Spreadsheets drop some empty cells at the end of rows, and people leave out what they do not need; a program that
    writes a header fills it.
    """
    if header.type.by_hand:
        return ()
    width = max((at for at, cell in enumerate(header.cells, 1) if cell.strip()), default=0)
    narrow = []
    for number, cells in cut(_lines(data[:_HEAD], header.line), header.delimiter, quoted=header.quoted):
        if len(cells) > _NARROW * width:  # the first row tells it, nearly always
            return ()
        if len(cells) > 1:
            narrow.append((number, cells))
    if len(narrow) < _SEVERAL:
        return ()
    number, cells = narrow[0]
    return (Problem("narrow-rows", row=header.line + number, expected=f"{width}", found=f"{len(cells)}"),)


def _lines(data: bytes, skipped: int) -> Iterator[str]:
    """The whole lines of some bytes without the first ones, each decoded when it is asked for."""
    start, number = 0, 0
    while (end := data.find(b"\n", start)) >= 0:
        if number >= skipped:
            yield data[start:end].decode("utf-8", "replace")
        start, number = end + 1, number + 1


def _cut_header(header: Header) -> bool:
    """Whether a header without a row and without a line end is the beginning of a file and not an empty report.

    Amazon's tab files end every line; elsewhere the last name tells, by being one we know in full. Taken for an empty
    report, the first kilobyte of a download would be a false all-clear.
    """
    return header.delimiter == "\t" or len(header.cells) - 1 not in header.places.values()


def is_short(data: bytes, header: Header) -> bool:
    """Whether the last line has fewer cells than the header, and the line before it has them all."""
    tail = data[-64 * 1024 :].rsplit(b"\n", 3)
    if header.quoted and tail[-1].count(b'"') % 2:
        return False  # the end of a cell that began on an earlier line
    separator = header.delimiter.encode()
    counts = [line.count(separator) for line in tail[-3:]]
    return len(counts) > 1 and counts[-1] < len(header.cells) - 1 <= counts[-2]
