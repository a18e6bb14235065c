"""Keeping what people wrote: whole or not at all, one writer at a time, private, never overwritten when unreadable."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tomli

from cockpit.problems import CockpitError, Problem

if TYPE_CHECKING:
    from filelock import FileLock

STALE_TEMPORARY: Final = timedelta(minutes=10)  # no save takes so long; a younger one may belong to a running process
LOCK_SECONDS: Final = 10.0  # a save holds the lock for milliseconds; a disk that hangs longer is not saving
REPLACE_TRIES = 8 if os.name == "nt" else 1  # virus scanners and sync tools hold files open for a moment on Windows
REPLACE_PAUSE = 0.025  # seconds, doubled at each try
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})


class NotSaved(CockpitError):  # noqa: N818 - the words of the screen
    """Nothing was changed on disk. `problem` says why, for the screen that has to say NOT SAVED."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.file}: {problem.code}: {problem.found}")
        self.problem = problem

    @classmethod
    def of(cls, error: OSError, file: str) -> "NotSaved":
        """From what the operating system said."""
        code = "not-saved"
        if error.errno in _FULL:
            code = "not-saved-disk-full"
        elif error.errno in _READ_ONLY:
            code = "not-saved-read-only"
        return cls(Problem(code, file, found=(error.strerror or str(error))[:80]))


@dataclass(frozen=True, slots=True)
class Modes:
    """[state]: who else may read what the team keeps. The default is its owner alone."""

    file: int = 0o600
    directory: int = 0o700

    @classmethod
    def of(cls, table: Mapping[str, object]) -> "Modes":
        """From the table [state] of the settings."""
        file, directory = table.get("mode"), table.get("directory_mode")
        return cls(
            file if isinstance(file, int) else cls().file, directory if isinstance(directory, int) else cls().directory
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """A state file as it was found. Without data: it is not there, or `problem` says what is wrong with it."""

    data: dict[str, Any] | None = None
    problem: Problem | None = None
    broken: bool = False  # the file is there and is no TOML: set it aside before writing
    frozen: bool = False  # the file is whole but not ours to write: a newer version's, or no permission


@dataclass
class Store:
    """The folder ``state/`` of one workspace. Creates nothing before the first save.

    With `until` it is the folder as it was at that moment: what was written later is not there, and nothing is written.
    """

    workspace: Path
    modes: Modes = field(default_factory=Modes)
    until: datetime | None = None
    _lock: "FileLock | None" = field(default=None, init=False, repr=False)
    _swept: set[Path] = field(default_factory=set, init=False, repr=False)

    @property
    def state(self) -> Path:
        """``state/`` of the workspace."""
        return self.workspace / "state"

    @property
    def read_only(self) -> bool:
        """Whether this process may not write into ``state/`` (asked of the system, nothing is tried)."""
        if self.until is not None:
            return True
        if os.access(self.state, os.W_OK | os.X_OK):  # asked at every key: most often nothing else need be asked
            return False
        return self.state.exists() or not os.access(self.workspace, os.W_OK | os.X_OK)

    def name(self, path: Path) -> str:
        """A path as people read it: relative to the workspace, with forward slashes."""
        inside = path.is_relative_to(self.workspace)
        return (path.relative_to(self.workspace) if inside else path).as_posix()

    @contextmanager
    def locked(self, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """One writer at a time over all processes and threads; the same thread may enter again.

        The lock is the operating system's and ends with its process. Raises `NotSaved` when others hold it too long.
        """
        path = self.state / "locks" / "state.lock"
        if self.until is not None:
            raise NotSaved(Problem("not-saved-past", self.name(self.state), found=f"{self.until:%Y-%m-%d %H:%M}"))
        try:
            lock = self._opened_lock(path)
            lock.acquire(timeout=seconds)
        except TimeoutError as error:
            raise NotSaved(Problem("not-saved-busy", self.name(path))) from error
        except OSError as error:
            raise NotSaved.of(error, self.name(path)) from error
        try:
            yield
        finally:
            lock.release()

    def _opened_lock(self, path: Path) -> "FileLock":
        self.make_folder(path.parent)
        if self._lock is None:
            self._lock = _file_lock(path, self.modes.file)
        return self._lock

    def save(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all, and only return when it is on the disk. Raises `NotSaved`."""
        try:
            self.make_folder(path.parent)
            self._sweep_once(path.parent)
            replace(path, data, self.modes.file)
        except OSError as error:
            raise NotSaved.of(error, self.name(path)) from error

    def _sweep_once(self, folder: Path) -> None:
        if folder not in self._swept:
            self._swept.add(folder)
            sweep(folder)

    def save_toml(self, path: Path, data: Mapping[str, Any]) -> None:
        """Write a TOML file as `save` does."""
        import tomli_w  # noqa: PLC0415 - only who saves pays for it

        # A lone surrogate (an odd file name) is no UTF-8 and must not make everything else unsaveable.
        self.save(path, tomli_w.dumps(data).encode("utf-8", "replace"))

    def load_toml(self, path: Path, steps: "Sequence[Upgrade]" = ()) -> Loaded:
        """Read a state file and bring it forward to the version that `steps` lead to.

        Never raises for what is in the file: what cannot be used comes back as the problem it is.
        """
        try:
            data = tomli.loads(path.read_text("utf-8-sig"))
        except FileNotFoundError:
            return Loaded()
        except (UnicodeDecodeError, tomli.TOMLDecodeError) as error:
            return Loaded(problem=Problem("state-broken", self.name(path), found=str(error)[:80]), broken=True)
        except OSError as error:
            return Loaded(problem=Problem("state-unreadable", self.name(path), found=str(error)[:80]), frozen=True)
        return self._brought_forward(path, data, steps)

    def _brought_forward(self, path: Path, data: dict[str, Any], steps: "Sequence[Upgrade]") -> Loaded:
        version, known = data.get("version", 1), len(steps) + 1
        if not isinstance(version, int) or version > known:
            problem = Problem("state-newer", self.name(path), expected=str(known), found=str(version)[:80])
            return Loaded(problem=problem, frozen=True)
        for step in steps[max(version, 1) - 1 :]:
            data = step(data)
        return Loaded({**data, "version": known})

    def set_aside(self, path: Path, now: datetime) -> Problem:
        """Move an unreadable file to a dated name beside it, so that nothing writes over it. Raises `NotSaved`."""
        aside = unused(path.with_name(f"{path.name}.broken-{now:%Y%m%d-%H%M%S}"))
        try:
            path.rename(aside)
            sync_folder(path.parent)
        except OSError as error:
            raise NotSaved.of(error, self.name(path)) from error
        return Problem("state-set-aside", self.name(path), found=aside.name)

    def make_folder(self, folder: Path) -> None:
        """Create a folder of the workspace with the configured mode; existing folders are left as they are."""
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir()
            # Not by mkdir's mode, which the umask cuts; the set-group bit that a shared folder hands down is kept.
            folder.chmod(self.modes.directory | (folder.stat().st_mode & stat.S_ISGID))


Upgrade = Callable[[dict[str, Any]], dict[str, Any]]  # brings the data of a state file one version forward


class RecorderLock:
    """Who may write down what the machine sees: one process of all on a workspace, until it ends or lets go."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock: FileLock | None = None

    @property
    def held(self) -> bool:
        """Whether this process is the recorder."""
        return self._lock is not None

    def take(self) -> bool:
        """Try to become the recorder, without waiting; False when another process is, or nothing may be written."""
        if self._lock is not None:
            return True
        path = self._store.state / "locks" / "recorder.lock"
        try:
            self._store.make_folder(path.parent)
            lock = _file_lock(path, self._store.modes.file, of_process=True)
            lock.acquire(timeout=0)
        except OSError:
            return False
        self._lock = lock
        return True

    def release(self) -> None:
        """Let another process take over."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def recorder_lock(workspace: Path, modes: Modes | None = None) -> RecorderLock:
    """The recorder lock of a workspace, not yet taken."""
    return RecorderLock(Store(workspace, modes or Modes()))


def _file_lock(path: Path, mode: int, *, of_process: bool = False) -> "FileLock":
    """A lock of one thread, or of the whole process: whichever thread takes it, any may release it.

    The latter has no fall-back to a lock that is only a file, which would outlive a killed process.
    """
    from filelock import FileLock  # noqa: PLC0415 - 50 ms that only a writer pays

    return FileLock(path, mode=mode, poll_interval=0.005, thread_local=not of_process, fallback_to_soft=not of_process)


def replace(path: Path, data: bytes, mode: int) -> None:
    """Put `data` in the place of a file so that a reader, a crash or a full disk never sees half of it.

    A symbolic link stays one: the file it points to is replaced. Raises OSError, with the old file untouched.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        _write(temporary, data, mode)
        _move(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)


def _move(temporary: Path, target: Path) -> None:
    for attempt in range(REPLACE_TRIES):
        try:
            os.replace(temporary, target)  # noqa: PTH105 - the one system call this module is about
        except PermissionError:
            if attempt == REPLACE_TRIES - 1:
                raise
            time.sleep(REPLACE_PAUSE * 2**attempt)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make a new or replaced name survive a power cut. Windows and some network folders have no call for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def unused(path: Path) -> Path:
    """The path itself, or with -2, -3 … behind it when it is taken."""
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.name}-{count}")
    return free


def sweep(folder: Path, older_than: timedelta = STALE_TEMPORARY) -> int:
    """Remove the temporary files that killed processes left in a folder; how many. What cannot go stays."""
    limit, removed = time.time() - older_than.total_seconds(), 0
    with suppress(OSError):
        for path in folder.glob(".*.tmp"):
            with suppress(OSError):
                if path.stat().st_mtime < limit:
                    path.unlink()
                    removed += 1
    return removed
