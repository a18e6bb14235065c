"""Writing big delimited files fast: polars puts the bytes, the columns stand in the real header's order."""

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import polars as pl

Quoting = Literal["never", "necessary"]


def write(path: Path, frame: pl.DataFrame, header: Sequence[str], at: datetime) -> None:
    """Write a tab file (.txt, unquoted) or a CSV. Columns that the frame lacks stay empty."""
    tab = path.suffix == ".txt"
    quoting: Quoting = "never" if tab else "necessary"
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = frame.select(pl.col(name) if name in frame.columns else pl.lit("").alias(name) for name in header)
    with path.open("wb") as file:
        whole.write_csv(file, separator="\t" if tab else ",", quote_style=quoting, null_value="")
    stamp(path, at)


def put(path: Path, content: bytes, at: datetime) -> None:
    """Write a small file as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    stamp(path, at)


def stamp(path: Path, at: datetime) -> None:
    """Give a file the time of its export."""
    os.utime(path, (at.timestamp(), at.timestamp()))
