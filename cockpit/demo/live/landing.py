"""How a file lands in a watched folder: renamed from a browser's partial download, or written slowly in place."""

import os
from dataclasses import dataclass
from pathlib import Path
from threading import Event

PARTIAL = ".crdownload"
PIECES = 6
PIECE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Drop:
    """One file that lands: where (relative to the reports folder), what, and how."""

    path: str
    content: bytes | None  # None: somebody deletes the file
    slowly: bool = False  # copied over a slow line, growing under everybody's eyes


def land(reports: Path, drop: Drop, stop: Event, speed: float = 1.0) -> None:
    """Let a file land. A slow one is still written to its end when `stop` is set meanwhile, only without waiting."""
    target = reports / drop.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if drop.content is None:
        target.unlink(missing_ok=True)
    elif drop.slowly:
        _copy(target, drop.content, stop, speed)
    else:
        partial = target.with_name(target.name + PARTIAL)
        partial.write_bytes(drop.content)
        partial.replace(target)


def _copy(target: Path, content: bytes, stop: Event, speed: float) -> None:
    size = max(1, len(content) // PIECES)
    with target.open("wb") as file:
        for start in range(0, len(content), size):
            file.write(content[start : start + size])
            file.flush()
            os.fsync(file.fileno())
            stop.wait(PIECE_SECONDS / speed)
