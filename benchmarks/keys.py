"""P6 and P7: key → last byte on screen and bytes per key press, against a minimal Textual list."""

import argparse
import statistics
from itertools import cycle, islice
from pathlib import Path

from benchmarks.paired import Figure, report
from benchmarks.program import presses, running, settle
from benchmarks.workspaces import small

ROOT = Path(__file__).parents[1]
PRESSES = 40
ARROWS = {"down": "\x1b[B", "up": "\x1b[A"}
# Over five issues and back: between two of them every detail would have been seen before.
WALK = [ARROWS["down"]] * 5 + [ARROWS["up"]] * 5


def run(options: argparse.Namespace) -> None:
    """Walk down and up in the list, with the detail open below it."""
    rounds = max(2, options.runs // 2)
    taken: dict[str, tuple[list[float], list[int]]] = {}
    for _ in range(rounds):
        for name, arguments, wait_for in (
            ("minimal Textual list", ("benchmarks/floors/minimal_list.py",), "line 3"),
            ("cockpit, 100,000 issues", ("-m", "benchmarks.many_issues", "100000"), "ZX-"),
            ("cockpit, 10 issues", ("-m", "benchmarks.many_issues", "10"), "ZX-"),
            ("cockpit, the demo with its engine", ("-m", "cockpit", str(small())), "F-01"),
        ):
            times, sizes = taken.setdefault(name, ([], []))
            with running(*arguments, wait_for=wait_for) as terminal:
                settle(terminal)
                terminal.press("1.")  # the morning pane, whatever the time of day; then its first issue
                settle(terminal)
                keys = [ARROWS["down"]] * 4 + list(islice(cycle(WALK), PRESSES))
                more_times, more_sizes = presses(terminal, keys)
                times += more_times[4:]
                sizes += more_sizes[4:]
    figures = [Figure(f"{name}: key → last byte, p95", "ms", (_p95(times),)) for name, (times, _) in taken.items()]
    report("P6 key latency, 120×40", figures, figures[0].name, "≤ 2 × the minimal list")
    sizes_of = [
        Figure(f"{name}: bytes per key", "bytes", tuple(map(float, sizes))) for name, (_, sizes) in taken.items()
    ]
    report("P7 bytes per key", sizes_of, "", "≤ 1,500 with the detail open")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
