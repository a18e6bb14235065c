"""P8: what it costs to leave it open: CPU, wake-ups and bytes while nothing happens, against a minimal app."""

import argparse
import time

from benchmarks.paired import Figure, report
from benchmarks.program import counted, running, settle
from benchmarks.workspaces import small


def run(options: argparse.Namespace) -> None:
    """Leave both alone for as long as asked, one after the other, in one run."""
    figures: dict[str, list[Figure]] = {"cpu_percent": [], "wakeups_per_second": [], "bytes_per_minute": []}
    for name, arguments, wait_for in (
        ("minimal Textual app", ("benchmarks/floors/minimal_app.py",), "ready"),
        ("cockpit with its engine", ("-m", "cockpit", str(small())), "F-01"),
    ):
        with running(*arguments, wait_for=wait_for) as terminal:
            settle(terminal, quiet=4)
            with counted(terminal) as found:
                time.sleep(options.seconds)
        for key, value in found.items():
            figures[key].append(Figure(name, key.split("_")[0], (value,)))
    targets = {
        "cpu_percent": "≤ 0.3 %",
        "wakeups_per_second": "≤ 1.2 × the minimal app",
        "bytes_per_minute": "≤ 300 a minute",
    }
    for key, rows in figures.items():
        report(f"P8 idle for {options.seconds:.0f} s: {key}", rows, "minimal Textual app", targets[key])
