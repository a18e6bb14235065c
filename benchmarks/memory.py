"""P9: resident memory with the small workspace open, and its growth over many reloads."""

import argparse
import os
import time
from pathlib import Path

from benchmarks.paired import Figure, report
from benchmarks.program import megabytes, running, settle
from benchmarks.workspaces import small

RELOADS = 30
WARM = 10
RELOAD_SECONDS = 2.0


def run(options: argparse.Namespace) -> None:
    """Replace the largest report again and again, and look at the memory after the tenth time and at the end."""
    del options
    with running("-m", "cockpit", str(small()), wait_for="F-01") as terminal:
        settle(terminal, quiet=4)
        own, everyone = megabytes(terminal.process.pid)
        after: list[float] = []
        path = _largest(small() / "reports")
        for _ in range(RELOADS):
            _replace(path)
            time.sleep(RELOAD_SECONDS)  # nothing is drawn when equal bytes come again
            settle(terminal)
            after.append(megabytes(terminal.process.pid)[1])
    with running("benchmarks/floors/minimal_app.py", wait_for="ready") as terminal:
        floor, _ = megabytes(terminal.process.pid)
    figures = [
        Figure("minimal Textual app", "MB", (floor,)),
        Figure("cockpit, the UI process", "MB", (own,)),
        Figure("cockpit, all processes, after a start", "MB", (everyone,)),
        Figure("after the first reload", "MB", (after[0],)),
        Figure(f"after {WARM} reloads of {path.stat().st_size / 2**20:.0f} MB", "MB", (after[WARM - 1],)),
        Figure(f"after {RELOADS} reloads", "MB", (after[-1],)),
    ]
    report("P9 memory", figures, "", "≤ 60 MB and ≤ 150 MB; ≤ 5 % after the tenth reload")


def _largest(folder: Path) -> Path:
    return max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)


def _replace(path: Path) -> None:
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes(path.read_bytes())
    os.replace(temporary, path)  # noqa: PTH105 - the rename is what is measured
