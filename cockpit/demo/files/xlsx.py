"""A spreadsheet as Amazon's ads console writes it (Apache POI): every text inline, real dates, rates as fractions.

Written with the standard library alone: the demo is the only place that makes spreadsheets.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

Cell = str | int | float | date | None

SHEET_NAME_LIMIT = 31
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
_OLDEST = (1980, 1, 1, 0, 0, 0)  # of zip entries
_DATE_STYLE, _RATE_STYLE = 1, 2
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="xl/workbook.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        '<Relationship Id="rId2" Target="styles.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="mmm dd, yyyy"/>'
        '<numFmt numFmtId="165" formatCode="#,##0.0000%"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="darkGray"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}  # fmt: skip


def workbook(sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], rates: Sequence[str] = ()) -> bytes:
    """One sheet with a header row. `rates` names the columns that are shown as percent.

    The declared dimension is A1, as in the real files, whatever the sheet holds.
    """
    styles = [_RATE_STYLE if name in rates else 0 for name in header]
    name = escape(sheet[:SHEET_NAME_LIMIT])
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    columns = [_letters(number) for number in range(len(header))]
    lines = [_row(1, columns, header, [0] * len(header))]
    lines += [_row(number, columns, row, styles) for number, row in enumerate(rows, 2)]
    body = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/><sheetData>' + "".join(lines) + "</sheetData></worksheet>"
    return _zipped({**_PARTS, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": body})


def _letters(number: int) -> str:
    """The name of a column: A to Z, then AA."""
    high, low = divmod(number, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)


def _row(number: int, columns: Sequence[str], cells: Sequence[Cell], styles: Sequence[int]) -> str:
    found = [
        _cell(f"{column}{number}", value, style)
        for column, value, style in zip(columns, cells, styles, strict=True)
        if value is not None
    ]
    return f'<row r="{number}">' + "".join(found) + "</row>"


def _cell(place: str, value: Cell, style: int) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{_DATE_STYLE}"><v>{(value - _EPOCH).days}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _zipped(parts: dict[str, str]) -> bytes:
    """The parts as a zip with fixed times: equal content is equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), _HEAD + text, zipfile.ZIP_DEFLATED)
    return content.getvalue()
