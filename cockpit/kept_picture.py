"""The last picture, kept for the first paint of the next start. Losing it loses nothing; reading it trusts nothing.

`cockpit.kept_run` writes it; this half needs no polars.
"""

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final
from zlib import crc32

from cockpit import store, wire
from cockpit.picture import Picture
from cockpit.store import Store

PICTURE_MAGIC: Final = b"cockpit picture\n"
_CHECKSUM_BYTES: Final = 4


def cache_folder(workspace: Path) -> Path:
    """``state/cache``, which may be deleted at any time."""
    return workspace / "state" / "cache"


def own(name: str) -> str:
    """A file name for this user alone: two users of one workspace must not read each other's cache."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{os.getuid()}{dot}{suffix}" if hasattr(os, "getuid") else name


@dataclass(frozen=True, slots=True)
class KeptState:
    """The picture of a run as it was kept, and what that rests on."""

    picture: Picture
    key: str  # names every file, setting and piece of code (`kept_run.run_key`)
    until: datetime  # the first moment at which some verdict may be another
    mark: str  # tells this kept state from any other

    def holds(self, key: str, now: datetime) -> bool:
        """Whether it rests on just this and is the answer at this moment."""
        return self.key == key and self.picture.as_of <= now < self.until


def kept_state(workspace: Path) -> KeptState | None:
    """What the last run has kept; None when there is nothing that this version and user wrote."""
    body = read_cache(cache_folder(workspace) / own("picture.bin"), PICTURE_MAGIC)
    if body is None:
        return None
    try:
        picture, key, until = wire.loads(body)
    except (wire.Unreadable, TypeError, ValueError):
        return None
    if not isinstance(picture, Picture):
        return None
    return KeptState(picture, key, until, f"{key} {picture.as_of.isoformat()} {len(body)} {crc32(body)}")


def kept_picture(workspace: Path) -> Picture | None:
    """The picture of the last run, marked as such; None when there is none that this version and user wrote."""
    state = kept_state(workspace)
    # Numbered before the first of this session, which begins at 1.
    return replace(state.picture, from_last_run=True, number=0, kept=state.mark) if state else None


def write_cache(state: Store, name: str, magic: bytes, body: bytes) -> None:
    """Write a cache file of this user: whole or not at all, and nobody is told when not."""
    path = cache_folder(state.workspace) / own(name)
    head = magic + wire.format_digest() + crc32(body).to_bytes(_CHECKSUM_BYTES, "big")
    with suppress(OSError):
        state.make_folder(path.parent)
        store.replace(path, head + body, 0o600)


def read_cache(path: Path, magic: bytes) -> bytes | None:
    """What a cache file holds; None when it is absent, torn, of another version, or may be somebody else's work."""
    head = magic + wire.format_digest()
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, so that what is checked is what is read
            if not _ours(os.fstat(descriptor)) or file.read(len(head)) != head:
                return None
            checksum, body = file.read(_CHECKSUM_BYTES), file.read()
    except OSError:
        return None
    return body if crc32(body).to_bytes(_CHECKSUM_BYTES, "big") == checksum else None


def _ours(status: os.stat_result) -> bool:
    """Whether only this user (or the system's) can have written the file."""
    if not hasattr(os, "getuid"):
        return stat.S_ISREG(status.st_mode)
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & others
