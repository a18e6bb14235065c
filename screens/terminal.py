"""The terminal around the app: is there one, what happens when it goes, and what else may write on it."""

import asyncio
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cockpit.text import Language, say

LOG_BYTES = 256 * 1024
HANGUP_STATUS = 129
FORCED_EXIT_SECONDS = 3.0


def refusal(language: Language, environment: Mapping[str, str]) -> str:
    """Why no screen can be drawn here, as a sentence; "" when one can."""
    if sys.__stdin__ is None or sys.__stderr__ is None or not (sys.__stdin__.isatty() and sys.__stderr__.isatty()):
        return say("screen.needs_terminal", language)
    term = environment.get("TERM", "")
    if term in {"", "dumb"} and sys.platform != "win32":
        return say("screen.needs_better_terminal", language, term=term)
    return ""


@contextmanager
def quiet_stderr(log: Path) -> Iterator[None]:
    """Keep file descriptor 2 off the terminal: a library's message would land in the picture (measured, tech notes §2).

    Textual itself draws on `sys.__stderr__`, which goes on pointing to the terminal.
    """
    drawing, descriptor = sys.__stderr__, _opened(log)
    if drawing is None or descriptor is None:
        yield
        return
    kept = os.dup(2)
    encoding = drawing.encoding
    sys.stderr.flush()
    os.dup2(descriptor, 2)
    os.close(descriptor)
    terminal = os.fdopen(os.dup(kept), "w", encoding=encoding, errors="replace")
    sys.__stderr__ = terminal  # type: ignore[misc]  # Textual's driver draws on whatever stands here
    try:
        yield
    finally:
        sys.__stderr__ = drawing  # type: ignore[misc]  # as it was
        with suppress(OSError, ValueError):
            terminal.close()
        os.dup2(kept, 2)
        os.close(kept)


def _opened(log: Path) -> int | None:
    """The log, emptied when it has grown; /dev/null where it cannot be written; None where not even that is there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(log, flags, 0o600)
        if os.fstat(descriptor).st_size > LOG_BYTES:
            os.ftruncate(descriptor, 0)
        return descriptor
    with suppress(OSError):
        return os.open(os.devnull, os.O_WRONLY)
    return None


class Exits:
    """Ends the app when it is told to by a signal, or when its terminal has gone; by force when the loop is stuck."""

    def __init__(self, loop: asyncio.AbstractEventLoop, leave: Callable[[], None]) -> None:
        """`leave` is called on the loop; if the process still lives some seconds later it is ended."""
        self._loop = loop
        self._leave = leave
        self._asked = threading.Event()

    def install(self) -> None:
        """Handle the signals that end a process, and watch the terminal for its end."""
        for name in ("SIGTERM", "SIGHUP"):
            # Python's own handlers run between two byte codes of the main thread, also when the loop is blocked.
            if number := getattr(signal, name, None):
                signal.signal(number, lambda signum, _: self.ask(128 + signum))
        threading.Thread(target=self._watch, name="hang-up", daemon=True).start()

    def ask(self, status: int = HANGUP_STATUS) -> None:
        """Ask the app to leave. From any thread, and from a signal handler."""
        if self._asked.is_set():
            return
        self._asked.set()
        threading.Thread(target=self._force, args=(status,), name="forced-exit", daemon=True).start()
        with suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._leave)

    def _watch(self) -> None:
        """Sleep until the terminal hangs up. Costs nothing: a poll for no event reports only the end."""
        if not hasattr(select, "poll"):  # Windows: a closed console ends its processes itself
            return
        poll = select.poll()
        with suppress(OSError, ValueError):
            poll.register(0, 0)
            gone = {flags & (select.POLLHUP | select.POLLERR) for _, flags in poll.poll()}
            if any(gone):
                self.ask()

    @staticmethod
    def _force(status: int) -> None:
        """A stalled terminal blocks the loop for good: only a plain thread can end the process then."""
        time.sleep(FORCED_EXIT_SECONDS)
        os._exit(status)
