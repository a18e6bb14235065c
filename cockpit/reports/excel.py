"""Workbooks: every visible sheet as text, guarded against those that would fill the memory."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import fastexcel
import polars as pl

from cockpit.reports.contents import ContentsError
from cockpit.reports.shared_texts import shared_bytes

# Measured: 4.2 MB unpack to 3 GB and 8.6 GB of memory; two far cells ask for 550 GB and abort the process.
_MAX_UNPACKED = 1024**3
_MAX_GROWTH = 200
_SMALL = 16 * 1024 * 1024
_MAX_CELLS = 20_000_000
_CHUNK = 1024 * 1024

_NUMBER = re.compile(rb'<row[^>]*? r="(\d+)"')
_FAR = re.compile(rb' r="([A-Z]{3})\d')  # column AAA or beyond
_WIDE = 702  # columns up to ZZ


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet: row n of the frame is row n + 1 of the spreadsheet; all cells are text."""

    number: int
    name: str
    frame: pl.DataFrame


def visible_sheets(data: bytes) -> Iterator[Sheet]:
    """The visible sheets with anything in them. Raises ContentsError("too-large") before anything large is unpacked."""
    if data.startswith(b"PK"):
        guard(data)
    reader = fastexcel.read_excel(data)
    for number, name in enumerate(reader.sheet_names):
        sheet = reader.load_sheet(number, header_row=None, skip_rows=0, dtypes="string")
        if sheet.visible == "visible" and sheet.width:
            yield Sheet(number, name, sheet.to_polars())


def guard(data: bytes) -> None:
    """Refuse a workbook whose parts unpack too far, or whose cells lie too far apart (declared sizes are lies)."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if unpacked > _MAX_UNPACKED or (unpacked > _SMALL and unpacked > _MAX_GROWTH * len(data)):
            raise ContentsError("too-large")
        for part in parts:
            if not part.filename.startswith("xl/worksheets/sheet"):
                continue
            most = max(_SMALL, _MAX_GROWTH * len(data))
            if _cells(archive, part) > _MAX_CELLS or shared_bytes(archive, part, most) > most:
                raise ContentsError("too-large")


def _cells(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many cells the rectangle around all cells of a sheet has at most, from the cells themselves."""
    rows, width, read, tail = 0, 1, 0, b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            read += len(piece)
            if read > _MAX_UNPACKED:
                raise ContentsError("too-large")
            piece = tail + piece
            last = _NUMBER.match(piece, max(piece.rfind(b"<row "), 0))
            rows = max(rows, int(last[1]) if last else 0)
            far = _FAR.search(piece)
            width = max(width, _column(far[1]) if far else 0)
            tail = piece[-256:]
    return rows * (width if width > _WIDE else 1)


def _column(letters: bytes) -> int:
    """A column's number: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
