"""The least that a check of a folder needs: polars reading the declared columns of each text file, all as text."""

import csv
import sys
from functools import cache
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parents[2]))

from cockpit.reports import TYPES, ReportType
from cockpit.reports.folding import fold

PREAMBLE = 10  # lines before a header, at most
FEW = 3


@cache
def spellings(name: str) -> frozenset[str]:
    """Every header spelling of a report type, folded."""
    columns = (*TYPES[name].columns, *TYPES[name].sources)
    return frozenset(fold(spelling) for column in columns for spelling in column.names)


def kind_of(header: list[str]) -> ReportType | None:
    """The type with the most columns in a header; None when hardly any fits."""
    folded = {fold(cell) for cell in header}
    counted = {name: len(spellings(name) & folded) for name in TYPES}
    name = max(counted, key=lambda one: counted[one])
    return TYPES[name] if counted[name] >= FEW else None


def header_of(path: Path) -> tuple[int, str, list[str]]:
    """Line index, delimiter and cells of the line that looks most like a header."""
    with path.open("rb") as file:
        lines = [file.readline().decode("utf-8-sig", "replace").rstrip("\r\n") for _ in range(PREAMBLE)]
    mark = "\t" if any("\t" in line for line in lines) else ","
    cells = [next(csv.reader([line], delimiter=mark), []) for line in lines]  # amounts and days have commas in quotes
    index = max(range(len(lines)), key=lambda at: len(cells[at]))
    return index, mark, cells[index]


def read(path: Path) -> int:
    """Rows of one text file: only the declared columns, everything as text. Other files are read as bytes."""
    if path.suffix not in {".txt", ".csv", ".tsv"}:
        return len(path.read_bytes())
    skip, mark, cells = header_of(path)
    kind = kind_of(cells)
    if kind is None:
        return len(path.read_bytes())
    schema = dict.fromkeys((cell for cell in cells if fold(cell) in spellings(kind.id)), pl.String)
    frame = pl.scan_csv(
        path,
        schema=schema,
        separator=mark,
        quote_char=None if mark == "\t" else '"',
        extra_columns="ignore",
        missing_columns="insert",
        truncate_ragged_lines=True,
        glob=False,
        encoding="utf8-lossy",
        skip_lines=skip,
    )
    return frame.collect().height


if __name__ == "__main__":
    total = sum(read(path) for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file())
    sys.stdout.write(f"{total}\n")
