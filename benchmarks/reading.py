"""P10: recognise + read + type + locate bad cells, one large file of each kind, beside polars reading it as text."""

import argparse
import time
from functools import partial
from pathlib import Path

from benchmarks.floors.polars_read import header_of, kind_of, read
from benchmarks.paired import interleaved, report
from benchmarks.workspaces import large
from cockpit import reports


def run(options: argparse.Namespace) -> None:
    """The largest file of each report type in the large workspace."""
    root = large(options.scale) / "reports"
    for name, path in sorted(_largest_of_each_type(root).items()):
        ways = {"polars, as text": partial(_floor, path), "cockpit, typed": partial(_ours, path, root)}
        figures = interleaved(ways, options.runs, "ms")
        size = path.stat().st_size / 2**20
        report(f"P10 {name} ({size:.1f} MB)", list(figures.values()), "polars, as text", "≤ 2 × polars")


def _largest_of_each_type(root: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in reports.list_folder(root):
        kind = kind_of(header_of(path)[2]) if path.suffix in {".txt", ".csv"} else None
        if kind and (kind.id not in found or path.stat().st_size > found[kind.id].stat().st_size):
            found[kind.id] = path
    return found


def _ours(path: Path, root: Path) -> float:
    start = time.perf_counter()
    reports.read_file(path, root, reports.Hints())
    return (time.perf_counter() - start) * 1000


def _floor(path: Path) -> float:
    start = time.perf_counter()
    read(path)
    return (time.perf_counter() - start) * 1000
