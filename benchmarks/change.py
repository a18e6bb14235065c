"""P4: closing a replaced 100,000-row report → its new issue on screen, beside polars reading that file."""

import argparse
import os
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.paired import interleaved, report
from benchmarks.program import running, settle
from benchmarks.workspaces import _folder
from cockpit.cli.init_command import make

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = (
    "order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\tdays-past-promise\tsku\t"
    "quantity-purchased\tquantity-shipped\tquantity-to-ship\tship-service-level\tis-business-order"
)
ROWS = 100_000
QUIET_MS = 300


def run(options: argparse.Namespace) -> None:
    """Drop a new version of a large unshipped report whose only open order has a new id each time."""
    workspace = _folder() / "change"
    for _ in make(workspace):
        pass
    path = workspace / "reports" / "US" / "unshipped.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, 0)
    counter = iter(range(1, 10_000))
    with running("-m", "cockpit", str(workspace), wait_for=_order(0)) as terminal:
        settle(terminal, quiet=2)

        def change() -> float:
            number = next(counter)
            _write(path, number)
            start = time.perf_counter()
            terminal.wait_for(_order(number))
            taken = (time.perf_counter() - start) * 1000
            settle(terminal, quiet=1)
            return taken

        ways: dict[str, Callable[[], float]] = {
            "polars reads the file": partial(_floor, path),
            "change → pixels": change,
        }
        figures = interleaved(ways, options.runs, "ms")
    limit = QUIET_MS + 1.5 * figures["polars reads the file"].median
    report(
        f"P4 change → pixels, {ROWS:,} rows",
        list(figures.values()),
        "",
        f"≤ {limit:.0f} ms here (0.3 s + 1.5 × polars)",
    )


def _order(number: int) -> str:
    return f"O-{number:04d}"  # short: a list cuts what is long, and the benchmark waits for the whole


def _write(path: Path, number: int) -> None:
    now = datetime.now(UTC)
    old = (now - timedelta(days=2)).isoformat(timespec="seconds")
    far = (now + timedelta(days=5)).isoformat(timespec="seconds")
    past = (now - timedelta(hours=3)).isoformat(timespec="seconds")
    lines = [HEADER]
    lines += [
        f"112-{row:07d}-0000000\t{row}\t{old}\t{old}\t{old}\t{far}\t-5\tZX-{row % 500}\t1\t1\t0\tStandard\tfalse"
        for row in range(ROWS - 1)
    ]
    lines.append(f"{_order(number)}\t1\t{old}\t{old}\t{old}\t{past}\t1\tZX-1\t1\t0\t1\tStandard\tfalse")
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text("\n".join(lines) + "\n", "utf-8")
    os.replace(temporary, path)  # noqa: PTH105 - as a browser does


def _floor(path: Path) -> float:
    schema = dict.fromkeys(HEADER.split("\t"), pl.String)
    start = time.perf_counter()
    pl.scan_csv(path, schema=schema, separator="\t", quote_char=None, glob=False).collect()
    return (time.perf_counter() - start) * 1000
