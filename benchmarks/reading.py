"""P10: recognise + read + type + locate bad cells, 100,000 rows of each report type, beside polars reading it as text.

Then the same report packed and as a workbook, beside what polars and fastexcel themselves need for these.
"""

import argparse
import gzip
import io
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import fastexcel
import polars as pl

from benchmarks.floors.polars_read import read
from benchmarks.large.tables import write_table
from benchmarks.paired import interleaved, report
from benchmarks.workspaces import scratch
from cockpit import reports
from cockpit.reports import TYPES

ROWS = 100_000
SHEET_ROWS = 10_000
PACKED = "sp-search-terms"
US = reports.Hints(default_marketplace="US")


def run(options: argparse.Namespace) -> None:
    """Every type that comes as a table, then one of them packed."""
    for name, type_ in TYPES.items():
        if type_.marks:
            path = write_table(scratch() / f"{name}.txt", type_, ROWS)
            _beside(name, path, "polars, as text", partial(read, path), options.runs)
            path.unlink()
    _packed(options.runs)


def _packed(runs: int) -> None:
    """The same rows as .gz, as .zip, and fewer of them as .xlsx."""
    plain = write_table(scratch() / f"{PACKED}.csv", TYPES[PACKED], ROWS)
    content = plain.read_bytes()
    squeezed, archive = plain.with_suffix(".csv.gz"), plain.with_suffix(".zip")
    squeezed.write_bytes(gzip.compress(content))
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(plain.name, content)
    _beside("in .csv.gz", squeezed, "polars, unpacked bytes as text", partial(_unpacked, squeezed), runs)
    _beside("in .zip", archive, "polars, unpacked bytes as text", partial(_unpacked, archive), runs)
    book = plain.with_suffix(".xlsx")
    write_table(plain, TYPES[PACKED], SHEET_ROWS)
    pl.read_csv(plain, infer_schema=False).write_excel(book)
    _beside("in .xlsx, 10,000 rows", book, "fastexcel, as text", partial(_sheet, book), runs)


def _unpacked(path: Path) -> int:
    if path.suffix == ".gz":
        content = gzip.decompress(path.read_bytes())
    else:
        with zipfile.ZipFile(path) as file:
            content = file.read(file.namelist()[0])
    return pl.read_csv(io.BytesIO(content), infer_schema=False).height


def _sheet(path: Path) -> int:
    return fastexcel.read_excel(path).load_sheet(0, dtypes="string").to_polars().height


def _beside(name: str, path: Path, floor: str, least: Callable[[], int], runs: int) -> None:
    ways = {floor: partial(_timed, least), "cockpit, typed": partial(_timed, partial(_ours, path))}
    figures = interleaved(ways, runs, "ms")
    size = path.stat().st_size / 2**20
    report(f"P10 {name} ({size:.1f} MB)", list(figures.values()), floor, "≤ 2 × polars")


def _ours(path: Path) -> int:
    return sum(part.frame.height for reading in reports.read_file(path, path.parent, US) for part in reading.parts)


def _timed(work: Callable[[], int]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
