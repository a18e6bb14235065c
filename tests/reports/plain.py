"""A plain reader of reports for the tests: csv, json and openpyxl, and nothing of the project's own."""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import openpyxl

ENCODINGS = ("utf-8-sig", "cp932", "euc_jp", "gb18030", "cp1252", "latin-1")
NOTHING = {"", "-", "--", "none", "n/a", "na", "null", "no limit", "n/r", ">306"}
TOTALS = {"Total", "Totals", "总计", "合计", "合計", "Gesamt", "Summe", "Totale"}
SEARCHED = 25
_COMMA, _DOT = re.compile(r"\d,\d{1,2}\D*$|\.\d{3},"), re.compile(r"\d\.\d{1,2}\D*$|,\d{3}\.")
_POWER = re.compile(r"-?\d+(\.\d+)?[eE]-\d+")
_DESTROYED = re.compile(r"\d(\.\d+)?E\+\d\d")


@dataclass
class Table:
    """A table as a plain reader finds it."""

    header: list[str]
    rows: list[list[Any]] = field(default_factory=list)

    def column(self, name: str) -> list[Any]:
        """The cells under a header."""
        at = self.header.index(name)
        return [cells[at] if at < len(cells) else None for cells in self.rows]


def text_tables(data: bytes, headers: Sequence[str]) -> Iterator[Table]:
    """The table under a line that has all these header cells, by the first encoding and delimiter that show one."""
    for text in _decoded(data):
        for delimiter in "\t,;|":
            found = _under(_cells(text, delimiter), headers)
            if found:
                yield found
                return


def _decoded(data: bytes) -> Iterator[str]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield data.decode("utf-16")
    for encoding in ENCODINGS:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _cells(text: str, delimiter: str) -> list[list[str]]:
    if delimiter == "\t" and not text.startswith('"'):
        return [line.rstrip("\r").split("\t") for line in text.split("\n")]
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def book_tables(data: bytes, headers: Sequence[str]) -> Iterator[Table]:
    """The tables of the visible sheets of a workbook that have some of these header cells in a line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            found = _under([list(row) for row in sheet.iter_rows(values_only=True)], headers)
            if found and sheet.sheet_state == "visible":
                yield found


def _under(rows: Sequence[Sequence[Any]], headers: Sequence[str]) -> Table | None:
    wanted = {name for name in headers if name.strip()}
    for number, row in enumerate(rows[:SEARCHED]):
        cells = ["" if cell is None else str(cell) for cell in row]
        if wanted <= set(cells):
            return Table(cells, [list(cells) for cells in rows[number + 1 :] if _is_row(cells)])
    return None


def _is_row(cells: Sequence[Any]) -> bool:
    filled = any(cell is not None and str(cell).strip() for cell in cells)
    return filled and str(cells[0]) not in TOTALS


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def figures(cells: Sequence[Any], *, comma: bool) -> tuple[list[Decimal], int]:
    """The numbers of some cells, percents as fractions; and how many cells hold something that is no number."""
    numbers, bad = [], 0
    for cell in cells:
        if cell is None or (isinstance(cell, str) and cell.strip().lower() in NOTHING):
            continue
        number = _number(cell, comma=comma)
        bad += number is None
        numbers += [] if number is None else [number]
    return numbers, bad


def _number(cell: Any, *, comma: bool) -> Decimal | None:
    text = str(cell).strip()
    if _POWER.fullmatch(text):
        return Decimal(text)
    percent, negative = text.endswith("%"), text.startswith("(") or "-" in text
    text = re.sub(r"^.*[:：]|[^\d.,E+]", "", text).strip("+")
    text = text.replace(".", "").replace(",", ".") if comma else text.replace(",", "")
    try:
        number = abs(Decimal(text))
    except InvalidOperation:
        return None
    return (-number if negative else number) / (100 if percent else 1)


def decimal_comma(columns: Sequence[Sequence[Any]]) -> bool:
    """Whether the texts of these columns show a decimal comma more often than a decimal dot."""
    texts = [cell for cells in columns for cell in cells if isinstance(cell, str)]
    return sum(bool(_COMMA.search(t)) for t in texts) > sum(bool(_DOT.search(t)) for t in texts)


def destroyed(cells: Sequence[Any]) -> int:
    """How many ids a spreadsheet made numbers of."""
    return sum(bool(isinstance(cell, str) and _DESTROYED.fullmatch(cell.strip())) for cell in cells)


# ── JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks(value: Any, key: str) -> int:
    """How many objects anywhere in a JSON have this key."""
    inner: list[Any] = []
    if isinstance(value, Mapping):
        inner = list(value.values())
    elif isinstance(value, list):
        inner = value
    return (isinstance(value, Mapping) and key in value) + sum(blocks(one, key) for one in inner)
