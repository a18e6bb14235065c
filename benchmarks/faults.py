"""`python -m benchmarks faults`: 500 times kill -9 in the middle of saving, and two writers at full speed."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

KILLS, SEED = 500, 2026


def figures(*arguments: str) -> dict[str, Any]:
    """What `tests.ends.faults` counts, in a process of its own: it forks, and must have no threads."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.ends.faults", str(Path(folder) / "shop"), *arguments]
        found = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[1]).stdout
    counted: dict[str, Any] = json.loads(found)
    return counted


def run(options: argparse.Namespace) -> None:
    """Each round kills a desk and an engine; then two desks write for `--seconds`."""
    killed = figures(str(KILLS // 2), str(SEED))
    both = figures("0", str(SEED), str(options.seconds))
    sys.stdout.write(
        f"\nFaults\n  {killed['kills']} × kill -9, seed {SEED}, {killed['seconds']} s: {killed['saved']} saves said, "
        f"{killed['numbers']} issues numbered, {killed['torn']} torn lines; wrong: {killed['faults'] or 'nothing'}\n"
        f"  two writers, {both['seconds']} s: {both['saved']} saves; wrong: {both['faults'] or 'nothing'}\n"
    )
