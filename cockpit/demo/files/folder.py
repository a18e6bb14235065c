"""Putting files into the demo workspace: exact bytes, and the file time of the export."""

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that files are put into."""

    root: Path
    written: list[str] = field(default_factory=list)  # every path, in order

    def put(self, path: str, content: bytes, at: datetime) -> None:
        """Write a file (`path` with "/" between parts) whose time is the moment of its export."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        stamp = int(at.timestamp() * 1_000_000) * 1_000
        os.utime(target, ns=(stamp, stamp))
        self.written.append(path)


def tab_file(header: Sequence[str], rows: Iterable[Cells], encoding: str = "utf-8") -> bytes:
    """A flat file as Amazon writes it: tabs, no quoting at all, LF, a newline at the end."""
    lines = ["\t".join(header)]
    lines += ["\t".join([cell if isinstance(cell, str) else _plain(cell) for cell in row]) for row in rows]
    return ("\n".join(lines) + "\n").encode(encoding)


def comma_file(
    header: Sequence[str], rows: Iterable[Cells], *, newline: str = "\n", bom: bool = True, final: bool = True
) -> bytes:
    """A CSV: cells quoted only where they must be; `final` is the newline after the last row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    written = text.getvalue()
    content = (written if final else written.removesuffix(newline)).encode("utf-8")
    return b"\xef\xbb\xbf" + content if bom else content


def json_file(value: object) -> bytes:
    """JSON as the API sends it."""
    return json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8")


def moment(value: datetime) -> str:
    """``2026-08-18T09:12:44+00:00``: a moment of the order, FBA and settlement files, in UTC."""
    return value.astimezone(UTC).isoformat(timespec="seconds")


def _plain(cell: object) -> str:
    return "" if cell is None else str(cell)
