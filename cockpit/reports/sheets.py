"""A sheet of a workbook as lines of cells to recognise, and as text columns to read."""

import polars as pl

from cockpit.reports.delimited import FIRST
from cockpit.reports.excel import Sheet
from cockpit.reports.header import SEARCHED_LINES, Layout, Line
from cockpit.reports.recognise import Header
from cockpit.tables import ROW


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
