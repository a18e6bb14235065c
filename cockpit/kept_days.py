"""The pictures of past days, kept as they were: what `--as-of` and `cockpit diff` look at.

One file an hour in ``state/history/pictures/<day>/``, the last picture of that hour; after a week only the last one of
each day is left. They are written by whoever records, and read by anyone; nothing in them is trusted more than in a
message of the engine (`cockpit.wire`).
"""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from cockpit import wire
from cockpit.picture import Picture
from cockpit.store import NotSaved, Store

MAGIC: Final = b"cockpit past 1\n"
HOURLY_DAYS: Final = 7  # of these every hour is kept
DAILY_DAYS: Final = 400
_MOST: Final = 1 << 30  # bytes of a picture: a file that unpacks into more is none of ours


def folder_of(workspace: Path) -> Path:
    """``state/history/pictures``."""
    return workspace / "state" / "history" / "pictures"


def keep_picture(state: Store, picture: Picture, zone: tzinfo) -> None:
    """Keep a picture as its hour's last, and thin out what is old. Raises NotSaved."""
    moment = picture.as_of.astimezone(zone)
    folder = folder_of(state.workspace) / moment.date().isoformat()
    fresh = not folder.is_dir()
    state.save(folder / f"{moment:%H}.bin", MAGIC + zlib.compress(wire.dumps(picture), level=1))
    if fresh:
        _thin_out(state.workspace, moment.date())


def picture_at(workspace: Path, moment: datetime, zone: tzinfo) -> Picture | None:
    """The newest kept picture of that moment or before; None when there is none, or it cannot be read."""
    for path in _newest_first(workspace, moment.astimezone(zone)):
        picture = _read(path)
        if picture is not None and picture.as_of <= moment:
            return picture
    return None


def picture_after(workspace: Path, moment: datetime, zone: tzinfo) -> Picture | None:
    """The oldest kept picture of a later moment; None when there is none that can be read."""
    hour = _name(moment.astimezone(zone))
    for path in reversed(list(_newest_first(workspace, None))):
        if (path.parent.name, path.stem) >= hour:
            picture = _read(path)
            if picture is not None and picture.as_of > moment:
                return picture
    return None


def _name(moment: datetime) -> tuple[str, str]:
    """The folder and the file of an hour."""
    return moment.date().isoformat(), f"{moment:%H}"


def is_past(workspace: Path, moment: datetime, zone: tzinfo) -> bool:
    """Whether a later moment than this was kept: only then is this one the past, and not just another clock."""
    newest = next(_newest_first(workspace, None), None)
    if newest is None:
        return False
    picture = _read(newest)
    return picture is not None and picture.as_of > moment and picture_at(workspace, moment, zone) is not None


def _newest_first(workspace: Path, until: datetime | None) -> Iterator[Path]:
    """The files, newest first; with `until` none of a later hour (that hour's own file may end after it)."""
    limit = None if until is None else _name(until)
    for folder in sorted(_folders(workspace), reverse=True):
        for path in sorted(folder.glob("[0-2][0-9].bin"), reverse=True):
            if limit is None or (folder.name, path.stem) <= limit:
                yield path


def _folders(workspace: Path) -> list[Path]:
    try:
        return [folder for folder in folder_of(workspace).iterdir() if _day(folder.name) is not None]
    except OSError:
        return []


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _read(path: Path) -> Picture | None:
    try:
        packed = path.read_bytes()
        unpacker = zlib.decompressobj()
        body = unpacker.decompress(packed.removeprefix(MAGIC), _MOST) if packed.startswith(MAGIC) else b""
        picture = wire.loads(body)
    except (OSError, zlib.error, wire.Unreadable, TypeError, ValueError):
        return None
    return picture if isinstance(picture, Picture) else None


def _thin_out(workspace: Path, today: date) -> None:
    """Leave the last picture of each day that is older than a week, and none that is older than a year."""
    for folder in _folders(workspace):
        day = _day(folder.name)
        age = today - day if day else timedelta()
        files = sorted(folder.glob("[0-2][0-9].bin"))
        gone = files if age > timedelta(days=DAILY_DAYS) else files[:-1] if age > timedelta(days=HOURLY_DAYS) else []
        for path in gone:
            with suppress(OSError):
                path.unlink()
        if gone and len(gone) == len(files):
            with suppress(OSError):
                folder.rmdir()


def keep_quietly(state: Store, picture: Picture, zone: tzinfo) -> None:
    """As `keep_picture`, where losing it must not end a run."""
    with suppress(NotSaved):
        keep_picture(state, picture, zone)
