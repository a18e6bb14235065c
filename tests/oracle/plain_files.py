"""Report files as tables of text in a database: csv and openpyxl, and nothing of the project's own."""

import contextlib
import csv
import io
import re
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

ENCODINGS = ("utf-8-sig", "cp932", "cp1252")
NARROWEST = 3  # a line with fewer cells stands before the table
_CURRENCY = re.compile(r"\s*\([^\w#%)]+\)$")


def load(database: duckdb.DuckDBPyConnection, name: str, path: Path, copies: Path, *, empty: bool = False) -> None:
    """The rows of a file as table `name`: every cell text, headers in lower case without a currency behind them.

    A JSON is the one cell of the table `content`.
    """
    if path.suffix == ".json":
        database.execute("create table content as select cast(? as json) as content", [path.read_text("utf-8")])
        return
    rows = _book(path) if path.suffix == ".xlsx" else _text(path.read_bytes())
    start = next(at for at, row in enumerate(rows) if len([cell for cell in row if cell != ""]) >= NARROWEST)
    header = _named(rows[start])
    copy = copies / f"{name}.csv"
    with copy.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in [] if empty else rows[start + 1 :]:
            if any(cell.strip() for cell in row):
                writer.writerow([*row, *[""] * len(header)][: len(header)])
    text = duckdb.sqltypes.VARCHAR
    database.read_csv(
        str(copy), header=True, delimiter=",", quotechar='"', escapechar='"', dtype=[text] * len(header),
        parallel=False, names=header,
    ).create(name)  # fmt: skip


def _named(cells: Sequence[str]) -> list[str]:
    names: list[str] = []
    for at, cell in enumerate(cells):
        name = _CURRENCY.sub("", cell.strip()).lower().replace("–", "-")
        names.append(f"column {at}" if not name or name in names else name)
    return names


def _text(data: bytes) -> list[list[str]]:
    text = _decoded(data)
    if "\t" in text.partition("\n")[0]:
        return [line.rstrip("\r").split("\t") for line in text.split("\n")]
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


@cache
def _book(path: Path) -> list[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, read_only=True)
        with contextlib.closing(book):
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def numbered(table: Sequence[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Rows by their first cell; two of one name would hide a difference."""
    found = {str(name): tuple(rest) for name, *rest in table}
    assert len(found) == len(table)
    return found
