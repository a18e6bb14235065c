"""`cockpit bench`: how fast this machine reads and checks a workspace, in interleaved runs."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from cockpit import reports
from cockpit.cli.session import Session, session
from cockpit.engine import Engine


def run(arguments: argparse.Namespace) -> int:
    """Print the median and the extremes of reading every report as bytes, as tables, and of a whole run."""
    here = session(arguments)
    root = here.settings.reports_folder
    files = reports.list_folder(root)
    ways: Mapping[str, Callable[[], object]] = {
        "bytes of every report": lambda: [path.read_bytes() for path in files],
        "reports as typed tables": lambda: [reports.read_file(path, root, reports.Hints()) for path in files],
        "a whole run": lambda: _whole(here),
    }
    sys.stdout.write(f"{len(files)} files, {sum(_size(path) for path in files) / 2**20:.1f} MB\n")
    for name, times in _timed(ways, max(1, arguments.runs)).items():
        middle, low, high = statistics.median(times), min(times), max(times)
        sys.stdout.write(f"{name:<28} {middle:8.1f} ms  ({low:.1f} … {high:.1f})\n")
    return 0


def _whole(here: Session) -> object:
    return Engine(here.workspace, record=False).picture(here.clock.now)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # gone since it was listed


def _timed(ways: Mapping[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            taken[name].append((time.perf_counter() - start) * 1000)
    return taken
