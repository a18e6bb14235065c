"""Short ways for tests to write a report into a folder and read it."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from cockpit import reports
from cockpit.problems import Problem
from cockpit.reports import Hints, Reading

US = Hints(default_marketplace="US")


def put(root: Path, name: str, content: bytes | str, *, encoding: str = "utf-8", modified: str = "") -> Path:
    """A file of the reports folder, with its time when that matters."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    if modified:
        moment = datetime.fromisoformat(modified).timestamp()
        os.utime(path, (moment, moment))
    return path


def read(root: Path, name: str, content: bytes | str, *, encoding: str = "utf-8", hints: Hints = US) -> Reading:
    """The one reading of a file."""
    (reading,) = reports.read_file(put(root, name, content, encoding=encoding), root, hints)
    return reading


def frame(reading: Reading) -> pl.DataFrame:
    """The rows of a reading that has one part."""
    (part,) = reading.parts
    return part.frame


def tsv(rows: Sequence[Mapping[str, Any]]) -> str:
    """A tab file under a header of all keys, as Amazon writes them."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [header, *([str(row.get(name, "")) for name in header] for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)


def codes(reading: Reading) -> list[str]:
    """The codes of a file's problems."""
    return [problem.code for problem in reading.file.problems]


def only_problem(reading: Reading) -> Problem:
    """The one problem of a file."""
    (problem,) = reading.file.problems
    return problem


def order(**cells: Any) -> dict[str, Any]:
    """One row of All Orders that is whole, with some cells of one's own (``order_status`` for ``order-status``)."""
    row = {
        "amazon-order-id": "111-0000001-0000001", "purchase-date": "2026-11-20T03:12:44+00:00",
        "last-updated-date": "2026-11-21T03:12:44+00:00", "order-status": "Shipped", "fulfillment-channel": "Merchant",
        "sales-channel": "Amazon.com", "sku": "00123", "item-status": "Shipped", "quantity": "1", "currency": "USD",
        "item-price": "24.99",
    }  # fmt: skip
    return row | {name.replace("_", "-"): value for name, value in cells.items()}


def stock(**cells: Any) -> dict[str, Any]:
    """One row of Manage FBA Inventory."""
    row = {
        "sku": "ZX-1", "fnsku": "X001", "asin": "B0EXAMPLE1", "product-name": "Lamp", "condition": "New",
        "your-price": "24.99", "afn-fulfillable-quantity": "5", "afn-total-quantity": "7",
    }  # fmt: skip
    return row | {name.replace("_", "-"): value for name, value in cells.items()}
