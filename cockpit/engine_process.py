"""The engine as the screens have it: a child process that sends pictures, answers, and is replaced when it dies.

Nothing here imports polars: the screens' process paints in 0.2 s because of that, and a report that aborts, hangs or
fills the memory of its reader costs that one file, not the session.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from cockpit import store, wire
from cockpit.kept_picture import cache_folder, own
from cockpit.picture import Picture, Progress
from cockpit.problems import Problem
from cockpit.store import Store
from cockpit.wire import Doing, EngineDied, Evidence, FileId, MarksChanged, Opening, PictureDelta, SetAside

# The package this process runs, before any other that is installed, and after the standard library.
_BOOT: Final = (
    "import sys; home = sys.argv.pop(1); "
    "sys.path.insert(next((i for i, p in enumerate(sys.path) if 'site-packages' in p), len(sys.path)), home); "
    "from cockpit.engine_child import main; main()"
)

Message = Picture | Progress | Evidence | MarksChanged | EngineDied

_BACKOFF_SECONDS: Final = (0.2, 1.0, 5.0, 15.0, 60.0)
_HEALTHY_SECONDS: Final = 30.0  # an engine that lived so long is replaced without a pause
_PARTING_SECONDS: Final = 1.0
_SET_ASIDE_LIMIT: Final = 200  # files remembered as fatal; the oldest go first
_LOG_BYTES: Final = 256 * 1024
_MOST_THREADS: Final = 4  # of polars, on a server that others use too


@dataclass
class _Fatal:
    """What has ended an engine: files are remembered over restarts of the program, the rest only while it runs."""

    workspace: Path
    files: list[FileId] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    suspects: set[FileId] = field(default_factory=set)

    @property
    def _path(self) -> Path:
        return cache_folder(self.workspace) / own("fatal.json")

    def load(self) -> None:
        """Read what earlier sessions met. A file that cannot be used is as good as none: it lies in the cache."""
        with suppress(OSError, ValueError, TypeError):
            self.files = [FileId(**row) for row in json.loads(self._path.read_text("utf-8"))]

    def add(self, doing: Doing) -> bool:
        """Remember what was being touched when the engine ended; whether that is news, so that the next one lives."""
        if doing.check and doing.check not in self.checks:
            self.checks.append(doing.check)
        elif doing.file is not None and doing.file not in self.files:
            self.files = [*self.files, doing.file][-_SET_ASIDE_LIMIT:]
            self._save()
        elif not self.suspects.issuperset(doing.together):
            self.suspects.update(doing.together)
        else:
            return False
        return True

    def told(self) -> SetAside:
        """What the next engine must know."""
        return SetAside(tuple(self.files), tuple(self.checks), tuple(self.suspects))

    def _save(self) -> None:
        rows = [{name: getattr(file, name) for name in file.__dataclass_fields__} for file in self.files]
        state = Store(self.workspace)
        with suppress(OSError):
            state.make_folder(self._path.parent)
            store.replace(self._path, json.dumps(rows).encode("utf-8", "replace"), 0o600)


class EngineProcess:
    """Starts the engine, keeps it running, and hands on what it says."""

    def __init__(
        self,
        workspace: Path,
        on_message: Callable[[Message], None],
        *,
        as_of: datetime | None = None,
        shown: Picture | None = None,
        command: Sequence[str] = (),
        backoff: Sequence[float] = _BACKOFF_SECONDS,
    ) -> None:
        """`on_message` is called from a thread of ours, one message at a time.

        With `as_of` a past moment is replayed: the clock stands still and nothing is recorded. `shown` is the kept
        picture that is on the screen: the first engine sends what differs. `command` replaces ours in tests.
        """
        self._workspace = workspace
        self._on_message = on_message
        self._command = tuple(command) or _command(workspace, as_of)
        self._pictures = 0
        self._shown = shown if shown and shown.kept else None
        self._backoff = backoff
        self._fatal = _Fatal(workspace)
        self._stopping = threading.Event()
        self._writing = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._supervise, name="engine", daemon=True)

    def start(self) -> None:
        """Start the engine; its first picture comes when it comes."""
        self._thread.start()

    def ask_evidence(self, fingerprint: str) -> None:
        """Ask for the rows behind an issue; an `Evidence` answers. Asked of a dead engine, nothing does."""
        self._send(wire.AskEvidence(fingerprint))

    def rerun(self) -> None:
        """Ask for everything to be read and judged anew; a Picture answers."""
        self._send(wire.Rerun())

    def stop(self, seconds: float = 1.0) -> None:
        """End the engine, by force when it has not gone by itself in time. Safe to call twice."""
        self._stopping.set()
        child = self._child
        if child is not None:
            _close(child.stdin)
            try:
                child.wait(seconds)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(seconds)

    def _send(self, command: object) -> None:
        child = self._child
        if child is not None and child.stdin is not None:
            with self._writing, suppress(OSError, ValueError):  # it is dying: its successor starts with everything anew
                wire.write(cast("BinaryIO", child.stdin), command)

    def _supervise(self) -> None:
        self._fatal.load()
        failures = 0
        while not self._stopping.is_set():
            born = time.monotonic()
            promising, problem = self._one_life()
            if self._stopping.is_set():
                return
            lived = time.monotonic() - born >= _HEALTHY_SECONDS
            failures = 0 if promising or lived else failures + 1
            pause = self._backoff[min(failures, len(self._backoff) - 1)]
            self._on_message(EngineDied(problem, pause))
            self._stopping.wait(pause)

    def _one_life(self) -> tuple[bool, Problem]:
        """Run one engine to its end: whether the next one will do better, and what to say about this one's end."""
        try:
            child = self._spawn()
        except OSError as error:
            return False, Problem("engine-not-started", found=error.strerror or str(error))
        shown, self._shown = self._shown, None  # by the next one's life it has been replaced
        self._send(Opening(self._fatal.told(), shown.kept if shown else ""))
        doing = self._listen(cast("BinaryIO", child.stdout), wire.Receiver(shown))
        code = self._reaped(child)
        if self._stopping.is_set():
            return False, Problem("engine-died")
        return self._fatal.add(doing), _epitaph(doing, code)

    def _reaped(self, child: "subprocess.Popen[bytes]") -> int:
        """Make sure that it has ended: its pipe has, and whatever it still does, nobody will hear of it."""
        _close(child.stdin)
        try:
            code = child.wait(_PARTING_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            code = child.wait()
        _close(child.stdout)
        return code

    def _spawn(self) -> "subprocess.Popen[bytes]":
        with _log(self._workspace) as log:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=_environment(),
                start_new_session=True,  # the terminal's signals are for the screens; the engine ends with its pipe
            )
        self._child = child
        return child

    def _listen(self, pipe: BinaryIO, receiver: wire.Receiver) -> Doing:
        """Hand on everything until the pipe ends; what the engine was touching then."""
        doing = Doing()
        while True:
            try:
                message = wire.read(pipe)
            except (EOFError, OSError, ValueError, wire.Unreadable):
                return doing
            if isinstance(message, Doing):
                doing = message
            elif isinstance(message, PictureDelta):
                self._pictures += 1  # over all lives: an older number is an older picture
                self._hand_on(replace(receiver.decode(message), number=self._pictures))
            else:
                self._hand_on(message)

    def _hand_on(self, message: Any) -> None:
        if not self._stopping.is_set():
            self._on_message(message)


def _epitaph(doing: Doing, code: int) -> Problem:
    """What to say of an engine that ended: on what, and how the system says it ended."""
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    if doing.file is not None:
        return Problem("engine-died-on-file", doing.file.path, found=how)
    if doing.check:
        return Problem("engine-died-in-check", column=doing.check, found=how)
    return Problem("engine-died", found=how)


def _command(workspace: Path, as_of: datetime | None) -> tuple[str, ...]:
    """Our interpreter with our package. Not from the current folder: a `polars.py` lying there must not be imported."""
    home = str(Path(__file__).resolve().parent.parent)
    moment = (as_of.isoformat(),) if as_of else ()
    return (sys.executable, "-P", "-c", _BOOT, home, str(workspace), *moment)


def _environment() -> dict[str, str]:
    """Ours, with what must be set before polars and the C library start.

    Few threads, and fixed limits above which freed memory goes back to the system: left to itself, the C library raises
    them to the size of the largest report it has seen (measured: 170 MB instead of 152 after forty reloads of 16 MB).
    """
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    limits = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
    return {"POLARS_MAX_THREADS": str(threads), **limits, **os.environ}


def _log(workspace: Path) -> BinaryIO:
    """Where the engine's stderr goes: a file in the cache, begun anew when it has grown; nowhere when that fails."""
    path = cache_folder(workspace) / own("engine.log")
    try:
        Store(workspace).make_folder(path.parent)
        if path.exists() and path.stat().st_size > _LOG_BYTES:
            path.replace(path.with_suffix(".old.log"))
        return cast("BinaryIO", os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "wb"))
    except OSError:
        return Path(os.devnull).open("wb")


def _close(pipe: Any) -> None:
    if pipe is not None:
        with suppress(OSError, ValueError):
            pipe.close()
