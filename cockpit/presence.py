"""Who has a cockpit open on a workspace: a file for each, locked by its process, so that it ends when the process does.

Nothing is written while nobody comes or goes. The file's name says who it is, its lock that they are still there; what
a killed process left behind is removed by whoever comes next. Looking opens the files for reading alone: a look must
not wake the others, who would look in turn.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from cockpit.person import Person
from cockpit.store import NotSaved, Store

FOLDER: Final = "here"  # below state/locks
_SUFFIX: Final = ".here"
_WAIT_SECONDS: Final = 2.0


class Presence:
    """One cockpit among those that are open on a workspace."""

    def __init__(self, store: Store, person: Person) -> None:
        """Look only; `enter` tells the others."""
        self._store = store
        self._person = person
        self._path: Path | None = None
        self._lock: int | None = None

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._store.state / "locks" / FOLDER

    def enter(self) -> bool:
        """Tell the others that this person is here; False where nothing can be written, and then nobody is told."""
        if self._lock is not None:
            return True
        try:
            with self._store.locked(_WAIT_SECONDS):
                self._store.make_folder(self.folder)
                self._sweep()
                self._path = self.folder / f"{quote(self._person.user, safe='')}.{os.getpid()}{_SUFFIX}"
                self._lock = os.open(self._path, os.O_RDWR | os.O_CREAT, self._store.modes.file)
                if not _take(self._lock):
                    self.leave()
                else:  # with something in it: an empty file is waited for, it may be the beginning of a download
                    os.write(self._lock, f"{os.getpid()}\n".encode())
        except (NotSaved, OSError):
            self.leave()
        return self._lock is not None

    def leave(self) -> None:
        """Tell the others that this person has gone."""
        if self._lock is not None:
            with suppress(OSError):
                os.close(self._lock)
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()
        self._lock = self._path = None

    def users(self) -> tuple[str, ...]:
        """The users who are here, this one included, each once however many cockpits they have open."""
        found = {user for path, user in self._files() if path == self._path or _is_held(path)}
        return tuple(sorted(found | {self._person.user}))

    def _files(self) -> Iterator[tuple[Path, str]]:
        try:
            paths = sorted(path for path in self.folder.iterdir() if path.suffix == _SUFFIX)
        except OSError:
            return
        for path in paths:
            yield path, unquote(path.name.split(".", maxsplit=1)[0])

    def _sweep(self) -> None:
        """Remove what killed processes left. Under the state's lock: nobody is just coming in."""
        for path, _ in self._files():
            if not _is_held(path):
                with suppress(OSError):
                    path.unlink()


if sys.platform == "win32":  # pragma: no cover - the lock of an open file is Windows' own

    def _take(descriptor: int) -> bool:
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _is_held(path: Path) -> bool:
        """A file that is open cannot be removed there."""
        try:
            path.unlink()
        except PermissionError:
            return True
        except OSError:
            return False
        return False

else:

    def _take(descriptor: int) -> bool:
        import fcntl  # noqa: PLC0415 - exists on Unix only

        return _try(lambda: fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB))

    def _is_held(path: Path) -> bool:
        """Whether a living process holds the lock; one that may not be asked (another user's private file) counts."""
        import fcntl  # noqa: PLC0415 - exists on Unix only

        try:
            descriptor = os.open(path, os.O_RDONLY)
        except PermissionError:
            return True
        except OSError:
            return False
        try:
            return not _try(lambda: fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB))
        finally:
            os.close(descriptor)

    def _try(lock: Callable[[], None]) -> bool:
        try:
            lock()
        except OSError:
            return False
        return True
