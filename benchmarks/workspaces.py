"""The workspaces that the figures are taken on, written once and kept for the run."""

import atexit
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from benchmarks.large_workspace import write_large
from cockpit.demo import write_demo

SEED = 7


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="cockpit-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def scratch() -> Path:
    """A folder for single files."""
    place = _folder() / "files"
    place.mkdir()
    return place


@cache
def small() -> Path:
    """The demo, with a kept picture: what a user opens in the morning."""
    place = _folder() / "small"
    write_demo(place, datetime.now(UTC).astimezone(), SEED)
    record(place)
    return place


@cache
def large(scale: float) -> Path:
    """The large workspace at a scale."""
    place = _folder() / "large"
    write_large(place, scale, SEED)
    return place


def record(workspace: Path) -> None:
    """One recorded headless run: the journal and the kept state are there afterwards."""
    command = [sys.executable, "-m", "cockpit", "check", "-w", str(workspace), "--record", "--fail-on", "never"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=Path(__file__).parents[1])
