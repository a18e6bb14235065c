"""A run kept over restarts: when nothing has changed since, its picture is the answer and no report is read again.

Kept are results, not data: the picture, and where its evidence stands. The key names every file by its identity, every
setting, and all code that judged.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from cockpit import wire
from cockpit.kept_picture import PICTURE_MAGIC, cache_folder, own, read_cache, write_cache
from cockpit.picture import ROWS_SHOWN, Picture
from cockpit.quiet import Listing
from cockpit.store import Store

_ROWS_MAGIC: Final = b"cockpit rows\n"

Places = Mapping[str, tuple[tuple[str, int], ...]]  # issue -> file and row of its evidence


def run_key(files: Listing, rules: str) -> str:
    """Names everything a run rests on, beside the clock."""
    found = sorted((name, *identity[1:]) for name, identity in files.items())  # a device's number is for one uptime
    return sha256(repr((found, rules)).encode("utf-8", "surrogatepass")).hexdigest()


def brief(picture: Picture) -> Picture:
    """The picture with as many rows of evidence as screens show: a command may have asked for more."""
    long = any(len(issue.rows) > ROWS_SHOWN for issue in picture.issues)
    issues = (replace(issue, rows=issue.rows[:ROWS_SHOWN]) for issue in picture.issues)
    return replace(picture, issues=tuple(issues)) if long else picture


def keep_run(state: Store, key: str, until: datetime, picture: Picture, places: Places) -> None:
    """Keep a run for the next start. A folder that cannot be written keeps none."""
    write_cache(state, "picture.bin", PICTURE_MAGIC, wire.dumps((picture, key, until)))
    write_cache(state, "rows.bin", _ROWS_MAGIC, wire.dumps((key, dict(places))))


def kept_places(workspace: Path, key: str) -> Places:
    """Where the evidence of the kept run stands; nothing when it is not that run's."""
    body = read_cache(cache_folder(workspace) / own("rows.bin"), _ROWS_MAGIC)
    try:
        its_key, places = wire.loads(body) if body is not None else ("", {})
    except (wire.Unreadable, TypeError, ValueError):
        return {}
    return places if its_key == key and isinstance(places, dict) else {}
