"""`python -m benchmarks [figure …]`: the figures of the project, each beside its floor or peer in the same run."""

import argparse
import sys

from benchmarks import (
    change,
    checks,
    cold_check,
    faults,
    first_paint,
    idle,
    journal,
    keys,
    memory,
    reading,
    reloads,
    restart,
)
from benchmarks.paired import machine
from benchmarks.program import environment

FIGURES = {
    "first-paint": first_paint.run,
    "cold-check": cold_check.run,
    "checks": checks.run,
    "restart": restart.run,
    "change": change.run,
    "keys": keys.run,
    "idle": idle.run,
    "memory": memory.run,
    "reloads": reloads.run,
    "journal": journal.run,
    "reading": reading.run,
    "faults": faults.run,
}


def main() -> None:
    """Take the figures asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("figure", nargs="*", choices=[*FIGURES, []], help="default: all")
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs of each (default: 5)")
    parser.add_argument("--scale", type=float, default=0.1, help="of the large workspace (1.0 is about 1 GB)")
    parser.add_argument("--reloads", type=int, default=40, help="of a large report (default: 40)")
    parser.add_argument("--megabytes", type=int, default=20, help="that this report has (default: 20)")
    parser.add_argument("--seconds", type=float, default=60, help="how long to look at an idle program")
    options = parser.parse_args()
    environment()
    sys.stdout.write(f"{machine()}\n")
    for name in options.figure or FIGURES:
        FIGURES[name](options)


if __name__ == "__main__":
    main()
