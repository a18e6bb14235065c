"""P1: process start → the panes with their issues on screen, against a minimal Textual app."""

import argparse
from functools import partial

from benchmarks.paired import interleaved, report
from benchmarks.program import first_paint
from benchmarks.workspaces import large, record, small

ISSUE_ON_SCREEN = "F-01"


def run(options: argparse.Namespace) -> None:
    """Take the figure on the small and the large workspace, from kept state."""
    record(large(options.scale))
    ways = {
        "minimal Textual app": partial(first_paint, "benchmarks/floors/minimal_app.py", wait_for="ready"),
        "cockpit, small": partial(first_paint, "-m", "cockpit", str(small()), wait_for=ISSUE_ON_SCREEN),
        "cockpit, large": partial(first_paint, "-m", "cockpit", str(large(options.scale)), wait_for=ISSUE_ON_SCREEN),
    }
    figures = interleaved(ways, options.runs, "ms")
    report("P1 first paint", list(figures.values()), "minimal Textual app", "≤ 1.6 × minimal")
