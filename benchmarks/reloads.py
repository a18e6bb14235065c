"""P9: what the engine holds on to when a very large report is exported again and again."""

import argparse
import itertools
import os
import queue
import shutil
from pathlib import Path
from typing import Any

import psutil

from benchmarks.paired import Figure, report
from benchmarks.program import family
from benchmarks.workspaces import scratch, small
from cockpit.engine_process import EngineProcess
from cockpit.picture import Picture

WARM = 10
PATIENCE = 300.0
ORDERS = "AllOrders"  # in the name of the report that is made large


def run(options: argparse.Namespace) -> None:
    """Replace a report of so many megabytes so many times, each time with one other row, and look at the memory."""
    workspace = scratch() / "reloads"
    shutil.copytree(small(), workspace)
    path = _orders(workspace / "reports")
    header, *rows = path.read_bytes().splitlines(keepends=True)
    held: list[float] = []
    messages: queue.Queue[Any] = queue.Queue()
    engine = EngineProcess(workspace, messages.put)
    engine.start()
    try:
        _next_picture(messages)
        for number in range(options.reloads):
            _replace(path, header, rows, options.megabytes * 2**20, number)
            _next_picture(messages)
            held.append(sum(one.memory_info().rss for one in family(psutil.Process().pid)[1:]) / 2**20)
    finally:
        engine.stop()
    after = [index for index in (0, WARM - 1, len(held) // 2, len(held) - 1) if index < len(held)]
    figures = [Figure(f"the engine after reload {index + 1}", "MB", (held[index],)) for index in after]
    size = path.stat().st_size / 2**20
    report(f"P9 growth, a report of {size:.0f} MB", figures, figures[1].name, "≤ 1.05 x the tenth reload")


def _orders(folder: Path) -> Path:
    """The largest report of orders."""
    return max((path for path in folder.rglob(f"*{ORDERS}*")), key=lambda path: path.stat().st_size)


def _replace(path: Path, header: bytes, rows: list[bytes], size: int, number: int) -> None:
    """The same orders under ever new ids until the report is large enough; the first id is another each time."""
    temporary = path.with_name(f".{path.name}.part")
    with temporary.open("wb") as file:
        file.write(header)
        for count, row in enumerate(itertools.cycle(rows)):
            if file.tell() >= size:
                break
            id_, rest = row.split(b"\t", 1)
            file.write(b"%s%06d\t%s" % (id_[:13], count or number + 900_000, rest))
    os.replace(temporary, path)  # noqa: PTH105 - as a browser does


def _next_picture(messages: "queue.Queue[Any]") -> None:
    """Wait for what came of the change."""
    while True:
        message = messages.get(timeout=PATIENCE)
        if isinstance(message, Picture) and not message.from_last_run:
            return
