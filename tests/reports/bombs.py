"""Files made to fill the memory: small on disk, or small in what they say and large in how it is laid out."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping

from tests.reports.declared import TABLES, sheet, written
from tests.reports.spelled import workbook

MIB = 1024 * 1024
SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _orders(rows: int) -> str:
    return written(sheet(TABLES["all-orders"], rows=1).lines()[:1]) + "\n" * rows


def _packed(name: str, content: bytes, times: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(times):
            archive.writestr(f"{number}{name}", content)
    return out.getvalue()


def _with_part(part: str, content: bytes) -> bytes:
    """A workbook of one cell with another part in the place of its own."""
    out = io.BytesIO()
    source = io.BytesIO(workbook([["sku", "cost", "category"], ["A", 1, "x"]], []))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
    return out.getvalue()


def _cells(count: int) -> bytes:
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>sku</t></is></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, count + 1))
    return b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (SPACE, rows)


def _far() -> bytes:
    return _cells(1).replace(b"</row>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _shared() -> bytes:
    """Twenty thousand cells that all point to one text of a hundred thousand letters."""
    cells = _cells(20_000).replace(b't="inlineStr"><is><t>sku</t></is>', b't="s"><v>0</v>')
    texts = b"<sst %s><si><t>%s</t></si></sst>" % (SPACE, b"x" * 100_000)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    out = io.BytesIO()
    source = io.BytesIO(_with_part("xl/worksheets/sheet1.xml", cells))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            linked = content.replace(b"</Relationships>", relation)
            new.writestr(entry.filename, linked if "workbook.xml.rels" in entry.filename else content)
        new.writestr("xl/sharedStrings.xml", texts)
    return out.getvalue()


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a workbook with gigabytes of style": lambda: _with_part("xl/styles.xml", b" " * (100 * MIB)),
    "a workbook with shared strings without end": lambda: _with_part("xl/worksheets/sheet1.xml", b"<t>" * (30 * MIB)),
    "a workbook with two far cells": lambda: _with_part("xl/worksheets/sheet1.xml", _far()),
    "a workbook of one long text again and again": _shared,
    "a workbook of repeated rows": lambda: _with_part("xl/worksheets/sheet1.xml", _cells(50_000)),
    "an archive of zeros": lambda: _packed("x.txt", b"0" * (100 * MIB)),
    "an archive of many files": lambda: _packed("x.txt", b"sku\tcost\n" * MIB, times=20),
    "an archive in an archive": lambda: _packed("x.zip", _packed("y.zip", _packed("z.txt", b"0" * (50 * MIB)), 20), 20),
    "a packed file of zeros": lambda: gzip.compress(b"0" * (100 * MIB)),
    "a packed file of blank lines": lambda: gzip.compress(_orders(30 * MIB).encode()),
    "a JSON that never closes": lambda: b"[" * (4 * MIB),
    "a JSON of one long text": lambda: json.dumps({"reportSpecification": "x" * (8 * MIB)}).encode(),
    "a JSON of empty rows": lambda: (
        b'{"reportSpecification":{},"salesAndTrafficByAsin":[{}' + b",{}" * (MIB // 4) + b"]}"
    ),
    "one line without an end": lambda: b"sku,cost,category" + b",x" * (4 * MIB),
    "a quote that never closes": lambda: b'sku,cost,category\nA,1,"' + b"x,\n" * (MIB // 4),
    "blank lines only": lambda: _orders(8 * MIB).encode(),
    "zeros": lambda: bytes(16 * MIB),
    "quotes only": lambda: b'"' * (8 * MIB),
    "delimiters only": lambda: written(sheet(TABLES["all-orders"]).lines()).encode() + b"\t" * (8 * MIB),
}
