"""The raw text of single rows, under the file's own headers: what a person sees when a number is opened."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

from polars.exceptions import PanicException

from cockpit.reports import encoding
from cockpit.reports.archive import source_at
from cockpit.reports.contents import ContentsError, Form, form_of
from cockpit.reports.excel import visible_sheets
from cockpit.reports.folding import fold
from cockpit.reports.header import layouts, one_column
from cockpit.reports.hints import Hints
from cockpit.reports.json_tables import bare_table, inner_table
from cockpit.reports.json_walk import top
from cockpit.reports.recognise import Header
from cockpit.reports.sheets import sheet_layout
from cockpit.reports.source import Source
from cockpit.tables import ROW

Cells = list[tuple[str, str]]  # header, text

_CHUNK = 1024 * 1024
_MOST_LINES = 1000  # of one quoted row


def raw_rows(
    path: Path, rows: Sequence[int], root: Path, hints: Hints, type_: str = "", sheet: str = ""
) -> list[Cells]:
    """The cells of each line (or spreadsheet row) in `rows`, in that order; no cells where the row is not there.

    `type_` or `sheet` says which part of a file that holds several reports is meant. Reads the file anew; never raises.
    """
    try:
        source = source_at(path, root, hints)
        found = dict(_found(source, sorted(set(rows)), type_, sheet))
    except (OSError, ContentsError):
        return [[] for _ in rows]
    except (Exception, PanicException):  # noqa: BLE001 - as in read_file: a stranger's bytes
        return [[] for _ in rows]
    return [found.get(row, []) for row in rows]


def _found(source: Source, rows: Sequence[int], type_: str, sheet: str) -> Iterator[tuple[int, Cells]]:
    match form_of(source.contents.data):
        case Form.TEXT:
            yield from _text_rows(source, rows)
        case Form.EXCEL:
            yield from _sheet_rows(source, rows, type_, sheet)
        case Form.JSON:
            yield from _json_rows(source, rows, type_)


def _text_rows(source: Source, rows: Sequence[int]) -> Iterator[tuple[int, Cells]]:
    known = encoding.counts_known(source.catalog.words, fold)
    data = encoding.as_text(source.contents.data, known, japanese=source.japanese).data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data = encoding.surely(source.contents.data, known, japanese=source.japanese).data
    ways = list(layouts(data)) or [one_column(data)]
    header = source.catalog.find(ways) or Header(source.catalog.types[0], (), 0, {}, ways[0].delimiter, ways[0].quoted)
    for row, start in _starts(data, rows):
        yield row, _paired(header.cells, _cut(data[start:], header))


def _starts(data: bytes, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each of some lines (ascending) begins."""
    line, at = 1, 0
    for row in rows:
        while line < row:
            end = min(at + _CHUNK, len(data))
            inside = data.count(b"\n", at, end)
            if line + inside < row:
                if end == len(data):
                    return
                line, at = line + inside, end
                continue
            for _ in range(row - line):
                at = data.index(b"\n", at) + 1
            line = row
        if at < len(data):
            yield row, at


def _cut(data: bytes, header: Header) -> list[str]:
    """The cells of the row that begins here."""
    lines = (line.decode("utf-8", "replace") for line in islice(_lines(data), _MOST_LINES))
    if not header.quoted:
        return next(lines).rstrip("\r\n").split(header.delimiter)
    return next(csv.reader(lines, delimiter=header.delimiter), [])


def _lines(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        end = data.find(b"\n", at) + 1 or len(data)
        yield data[at:end]
        at = end


def _paired(headers: Sequence[str], cells: Sequence[str]) -> Cells:
    """Every cell under its header, both as they stand; a row longer than the header keeps its cells."""
    return [(header, cell) for header, cell in zip_longest(headers, cells, fillvalue="") if header or cell]


def _sheet_rows(source: Source, rows: Sequence[int], type_: str, name: str) -> Iterator[tuple[int, Cells]]:
    for sheet in visible_sheets(source.contents.data):
        if name and sheet.name != name:
            continue
        header = source.catalog.find([sheet_layout(sheet)])
        if header and (name or type_ in {"", header.type.id}):
            for row in rows:
                if row <= sheet.frame.height:
                    yield row, _paired(header.cells, [cell or "" for cell in sheet.frame.row(row - 1)])
            return


def _json_rows(source: Source, rows: Sequence[int], type_: str) -> Iterator[tuple[int, Cells]]:
    text = source.contents.data.decode("utf-8-sig")
    for known in source.catalog.types:
        if known.json and type_ in {"", known.id} and all(f'"{key}"' in text for key in known.json.keys):
            found = [cells for cells in known.json.rows(text) if cells[ROW] in rows]
            for cells in reversed(found):
                yield cells[ROW], [(k, str(v)) for k, v in cells.items() if k != ROW and v is not None]
            return
    table = bare_table(text) if top(text) is None else inner_table(text)
    for line, row in table.rows if table else ():
        if line in rows:
            yield line, [(key, str(value)) for key, value in row.items() if value is not None]
