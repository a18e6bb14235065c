"""P3 and P5: a start with everything kept, and the first small change after it, in the large workspace."""

import argparse
import os
import queue
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.change import HEADER
from benchmarks.paired import interleaved, report
from benchmarks.program import first_paint
from benchmarks.workspaces import large, record, small
from cockpit.engine_process import EngineProcess
from cockpit.picture import Picture

CHECKING = "checking now"  # beside a picture of the last session
ISSUE = "F-01"
PATIENCE = 120.0
_numbers = count(1)


def run(options: argparse.Namespace) -> None:
    """Take both figures. Every start finds the state that the one before has left."""
    workspace = large(options.scale)
    record(workspace)
    cold, warm = partial(_start, workspace, forget=True), partial(_start, workspace)
    ways: dict[str, Callable[[], float]] = {
        "reading the cache files' bytes": partial(_floor, workspace),
        "warm start → up-to-date picture": warm,
        "cold start → the same picture": cold,
    }
    figures = interleaved(ways, options.runs, "ms")
    limit = min(3000.0, 0.15 * figures["cold start → the same picture"].median)
    report(
        "P3 warm start, large workspace", list(figures.values()), "", f"≤ 3 s and ≤ 0.15 × cold: {limit:.0f} ms here"
    )
    changes = {
        "the small workspace": partial(_first_change, small()),
        "the large workspace": partial(_first_change, workspace),
    }
    found = list(interleaved(changes, options.runs, "ms").values())
    report("P5 first small change after a restart → picture", found, "the small workspace", "≤ 1.2 × the small one")


def _start(workspace: Path, *, forget: bool = False) -> float:
    """From the start of the process until the screen shows issues and no longer says that it is checking."""
    if forget:
        shutil.rmtree(workspace / "state" / "cache", ignore_errors=True)
    taken = first_paint("-m", "cockpit", str(workspace), wait_for=ISSUE, gone=CHECKING)
    if forget:
        record(workspace)  # the program was closed before it could keep anything
    return taken


def _floor(workspace: Path) -> float:
    start = time.perf_counter()
    for path in (workspace / "state" / "cache").glob("*.bin"):
        path.read_bytes()
    return (time.perf_counter() - start) * 1000


def _first_change(workspace: Path) -> float:
    """From closing a report of one row until the picture with its order, in an engine that has read nothing yet."""
    with _engine(workspace) as pictures:
        _until(pictures, lambda _: True)
        time.sleep(2)  # as a person does; what the engine unpacks meanwhile is no part of the change
        order = f"P5-{next(_numbers):04d}"
        _write(workspace / "reports" / "US" / "unshipped-one.txt", order)
        start = time.perf_counter()
        _until(pictures, lambda picture: any(one.subject.id == order for one in picture.issues))
        return (time.perf_counter() - start) * 1000


@contextmanager
def _engine(workspace: Path) -> Iterator["queue.Queue[Any]"]:
    messages: queue.Queue[Any] = queue.Queue()
    process = EngineProcess(workspace, messages.put)
    process.start()
    try:
        yield messages
    finally:
        process.stop()


def _until(messages: "queue.Queue[Any]", wanted: Callable[[Picture], bool]) -> None:
    while True:
        message = messages.get(timeout=PATIENCE)
        if isinstance(message, Picture) and not message.from_last_run and wanted(message):
            return


def _write(path: Path, order: str) -> None:
    now = datetime.now(UTC)
    old = (now - timedelta(days=2)).isoformat(timespec="seconds")
    past = (now - timedelta(hours=3)).isoformat(timespec="seconds")
    line = f"{order}\t1\t{old}\t{old}\t{old}\t{past}\t1\tZX-1\t1\t0\t1\tStandard\tfalse"
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(f"{HEADER}\n{line}\n", "utf-8")
    os.replace(temporary, path)  # noqa: PTH105 - as a browser does
