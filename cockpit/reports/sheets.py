"""A sheet of a workbook as lines of cells to recognise, and as text columns to read."""

import re
from collections.abc import Iterable
from datetime import date

import polars as pl

from cockpit.reports.dating import dates_in
from cockpit.reports.delimited import FIRST, wanted_of
from cockpit.reports.excel import Sheet
from cockpit.reports.header import SEARCHED_LINES, Layout, Line
from cockpit.reports.recognise import Header
from cockpit.tables import ROW

_STATED_ROWS = 3
_EXPORTED = re.compile(r"导出时间\s*[：:]\s*(20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2\d|3[01]))")


def sheet_layout(sheet: Sheet) -> Layout:
    """The first rows of a sheet that hold anything, as lines of cells."""
    lines = []
    for number, cells in enumerate(sheet.frame.head(10 * SEARCHED_LINES).iter_rows(), 1):
        if any(cell and cell.strip() for cell in cells):
            lines.append(Line(tuple(cell or "" for cell in cells), number))
        if len(lines) == SEARCHED_LINES:
            break
    return Layout("", quoted=False, lines=tuple(lines))


def exported_on(sheets: Iterable[Sheet]) -> date | None:
    """The day that a tool says, on any of its sheets, it wrote the workbook."""
    for sheet in sheets:
        for cells in sheet.frame.head(_STATED_ROWS).iter_rows():
            found = next((match for cell in cells if cell and (match := _EXPORTED.search(cell))), None)
            if found:
                return next(iter(dates_in(found[1])), None)
    return None


def sheet_rows(sheet: Sheet, header: Header) -> pl.DataFrame:
    """The declared columns of the rows after the header, with their spreadsheet rows."""
    columns = sheet.frame.columns
    wanted = {name: pl.col(columns[position]) for name, position in header.places.items()}
    if FIRST in wanted_of(header):
        wanted[FIRST] = pl.col(columns[0])
    rows = sheet.frame.slice(header.line).with_row_index(ROW, offset=header.line + 1)
    return rows.select(**wanted, **{ROW: pl.col(ROW).cast(pl.UInt32)})
