"""Wakes somebody when the file system reports a change in a folder. It holds no truth: whoever is woken looks again.

Measured with watchdog 7.1: a folder given through a symlink reports nothing (so real paths are watched); one that was
moved, or deleted and made again, reports nothing while its emitter lives or dies silently (so identity and life are
compared at each look); an exception in a handler ends watchdog's thread without a word (so it catches everything).
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

# Opening, closing without a write and attributes are left out: our own reading would wake us for ever.
_TELLING: Final[list[type[FileSystemEvent]]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
# File systems whose changes by other machines never reach us as events.
_SILENT: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "vboxsf", "prl_fs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs",
     "fuse.glusterfs", "fuse.gcsfuse", "fuse.davfs", "davfs", "ceph", "lustre", "afs", "virtiofs", "drvfs"}
)  # fmt: skip
_MOUNTS: Final = Path("/proc/self/mountinfo")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to watch: with everything below it, or only for some names in it."""

    path: Path
    recursive: bool = False
    names: frozenset[str] | None = None  # None: any name wakes


class Source(Protocol):
    """What we use of a watchdog observer."""

    def start(self) -> None:
        """Begin to report."""

    def stop(self) -> None:
        """End reporting."""

    def is_alive(self) -> bool:
        """Whether it still reports."""

    def schedule(
        self,
        event_handler: FileSystemEventHandler,
        path: str,
        *,
        recursive: bool = False,
        event_filter: list[type[FileSystemEvent]] | None = None,
    ) -> ObservedWatch:
        """Watch a folder; raises OSError when the system allows no further watch."""

    def unschedule_all(self) -> None:
        """Forget every watch."""


@dataclass(frozen=True, slots=True)
class _Armed:
    """What is watched for one place: its real path and which folder stood there."""

    real: str
    folder: tuple[int, int] | None  # device, inode; None: it was not there


class Watcher:
    """Rings for each place whose folder reports a change; `arm` keeps it watching what is there now."""

    def __init__(
        self, places: Mapping[str, Place], ring: Callable[[str], None], source: Callable[[], Source] = Observer
    ) -> None:
        """`ring` gets the name of the place, from a thread of watchdog; it must only note it."""
        self._places = places
        self._ring = ring
        self._make = source
        self._source: Source | None = None
        self._armed: Mapping[str, _Armed] = {}
        self.trouble = ""  # why no events come, as the system says it; "" when they do

    def arm(self) -> bool:
        """Watch what stands at the places now; True when anything had to be armed again (look at all of it then)."""
        wanted = {name: _standing(place.path) for name, place in self._places.items()}
        if wanted == self._armed and self._alive():
            return False
        self.close()
        self._armed = wanted
        try:
            self._begin(wanted)
            self.trouble = _silent_system(wanted)
        except OSError as error:  # no inotify instance or watch left: the sweep goes on without
            self.close()
            self.trouble = error.strerror or str(error)
        return True

    def _begin(self, wanted: Mapping[str, _Armed]) -> None:
        self._source = self._make()
        for name, armed in wanted.items():
            place = self._places[name]
            if armed.folder is not None:
                bell = _Bell(partial(self._ring, name), place.names)
                self._source.schedule(bell, armed.real, recursive=place.recursive, event_filter=_TELLING)
        self._source.start()

    def _alive(self) -> bool:
        """Whether the threads that should ring are there. Without events there is nothing to keep alive."""
        if self._source is None or not self._source.is_alive():
            return bool(self.trouble)
        reading = getattr(self._source, "_inotify_fd", self._source)  # a thread of its own that nobody else looks after
        emitters = getattr(self._source, "emitters", ())
        return reading.is_alive() and all(emitter.is_alive() for emitter in emitters)

    def close(self) -> None:
        """Stop watching."""
        source, self._source = self._source, None
        if source is not None:
            source.unschedule_all()
            source.stop()


class _Bell(FileSystemEventHandler):
    def __init__(self, ring: Callable[[], None], names: frozenset[str] | None) -> None:
        self._ring = ring
        self._names = names

    def on_any_event(self, event: FileSystemEvent) -> None:
        try:
            if self._names is None or self._concerns(event):
                self._ring()
        except Exception:  # noqa: BLE001 - anything raised here would end watchdog's thread; a ring too many is harmless
            self._ring()

    def _concerns(self, event: FileSystemEvent) -> bool:
        ends = (Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path) if path)
        return any(name in (self._names or ()) for name in ends)


def _standing(path: Path) -> _Armed:
    real = Path(os.path.realpath(path))  # Path.resolve raises on a loop of links
    try:
        status = real.stat()
    except OSError:
        return _Armed(str(real), None)
    return _Armed(str(real), (status.st_dev, status.st_ino))


def _silent_system(wanted: Mapping[str, _Armed]) -> str:
    """The first file system among the places that reports no changes made elsewhere ("nfs4"); "" when all report."""
    try:
        mounts = _mounts(_MOUNTS.read_text("utf-8", "surrogateescape"))
    except OSError:
        return ""  # not Linux: its watchers cover what they can, and the sweep the rest
    kinds = (_system_of(armed.real, mounts) for armed in wanted.values() if armed.folder is not None)
    return next((kind for kind in kinds if kind in _SILENT), "")


def _mounts(text: str) -> dict[str, str]:
    """Mount point -> file system type, from the lines of mountinfo (spaces are written as octal escapes there)."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        if len(fields := before.split()) > 4 and after:  # noqa: PLR2004 - the fifth field is the mount point
            found[fields[4].replace("\\040", " ")] = after.split()[0]
    return found


def _system_of(real: str, mounts: Mapping[str, str]) -> str:
    path = Path(real)
    return next((mounts[str(place)] for place in (path, *path.parents) if str(place) in mounts), "")
