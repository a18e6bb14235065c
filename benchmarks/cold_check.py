"""P2: `cockpit check` with nothing kept, against polars reading the same bytes, and against pandas-shaped work."""

import argparse
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.paired import interleaved, report
from benchmarks.workspaces import large, small

ROOT = Path(__file__).parents[1]


def run(options: argparse.Namespace) -> None:
    """Take the figure on the large workspace and on the small one."""
    for name, workspace in (("large", large(options.scale)), ("small", small())):
        ways = {
            "polars reads the declared columns as text": partial(_floor, workspace),
            "cockpit check, cold": partial(_check, workspace),
        }
        figures = interleaved(ways, options.runs, "ms")
        size = sum(path.stat().st_size for path in (workspace / "reports").rglob("*") if path.is_file()) / 2**20
        title = f"P2 cold full check, {name} workspace ({size:.0f} MB)"
        report(title, list(figures.values()), "polars reads the declared columns as text", "≤ 1.5 × the floor")


def _check(workspace: Path) -> float:
    shutil.rmtree(workspace / "state" / "cache", ignore_errors=True)
    return _timed("-m", "cockpit", "check", "-w", str(workspace), "--fail-on", "never", "--format", "json")


def _floor(workspace: Path) -> float:
    return _timed("benchmarks/floors/polars_read.py", str(workspace / "reports"))


def _timed(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return (time.perf_counter() - start) * 1000
