"""The real program in a real pseudo-terminal: what it paints, what a person types, how it ends. Waits for events."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyte

# Makes the pseudo-terminal the program's own, so that closing it hangs the program up; then becomes the program.
TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)
PATIENCE = 40.0  # seconds until a test gives up; nothing waits that long when the program works


@dataclass(frozen=True)
class Cell:
    """One cell of the screen. The second half of a wide character is an empty text."""

    text: str
    fore: str  # "#rrggbb" or a name; "" is the terminal's own
    back: str
    bold: bool
    reverse: bool
    wide: bool


class Terminal:
    """A program in a pseudo-terminal of a given size, and its screen as text."""

    def __init__(
        self, *command: str, columns: int = 120, lines: int = 40, env: Mapping[str, str] | None = None, cwd: Path
    ) -> None:
        """Start the program; `env` is laid over a bare environment, never the developer's."""
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition()
        self._ended = False
        self._last_output = time.perf_counter()
        self.written = bytearray()
        self._leave, self._tell_to_leave = os.pipe()
        self._master, slave = pty.openpty()
        _set_size(slave, columns, lines)
        self.process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL, *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=_environment(env or {}),
            start_new_session=True,
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._leave], [], [])
            try:
                data = b"" if self._leave in ready else os.read(self._master, 65536)
            except OSError:
                data = b""
            with self._changed:
                if not data:
                    self._ended = True
                    self._changed.notify_all()
                    return
                self._last_output = time.perf_counter()
                self.written += data
                self._stream.feed(data)
                self._changed.notify_all()

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        with self._changed:
            return self._shown()

    def _shown(self) -> str:
        # Not pyte's own `display`: it fails on a wide character whose first half was overwritten.
        lines = (self._screen.buffer[number] for number in range(self._screen.lines))
        return "\n".join("".join(line[at].data for at in range(self._screen.columns)).rstrip() for line in lines)

    def wait_for(self, *texts: str, gone: str = "", patience: float = PATIENCE) -> str:
        """Wait until every text is on the screen (and `gone` is not); returns the screen."""
        self.wait_until(
            lambda screen: all(text in screen for text in texts) and not (gone and gone in screen), patience
        )
        return self.text

    def wait_until(self, holds: Callable[[str], bool], patience: float = PATIENCE) -> None:
        """Wait until the screen's text satisfies a condition; fails with the screen when it never does."""
        until = time.monotonic() + patience
        with self._changed:
            while not holds(self._shown()):
                left = until - time.monotonic()
                if left <= 0 or self._ended:
                    raise AssertionError(f"never seen (program ended: {self._ended}):\n{self._shown()}")
                self._changed.wait(left)

    def seconds_since_output(self) -> float:
        """How long the program has written nothing."""
        return time.perf_counter() - self._last_output

    def last_output_after(self, written: int, quiet: float) -> float:
        """When the program last wrote, once it wrote past `written` bytes and then nothing for `quiet` seconds."""
        until = time.monotonic() + PATIENCE
        with self._changed:
            while len(self.written) <= written or self.seconds_since_output() < quiet:
                if time.monotonic() > until:
                    raise AssertionError("the program wrote nothing")
                self._changed.wait(quiet if len(self.written) > written else PATIENCE)
            return self._last_output

    def wait_quiet(self, seconds: float) -> None:
        """Wait until the program has written nothing for so long."""
        with self._changed:
            while self.seconds_since_output() < seconds:
                self._changed.wait(seconds - self.seconds_since_output())

    def cells(self) -> list[list[Cell]]:
        """The screen cell by cell, for a picture of it."""
        with self._changed:
            return [
                [_cell(line[column], line[column + 1].data == "") for column in range(self._screen.columns)]
                for line in (self._screen.buffer[number] for number in range(self._screen.lines))
            ]

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window manager would."""
        with self._changed:
            self._screen.resize(lines, columns)
            _set_size(self._master, columns, lines)
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """Close the terminal, as a dropped SSH line does. The reader goes first: a read that waits keeps it open."""
        self._stop_reading()
        os.close(self._master)
        self._master = -1

    def _stop_reading(self) -> None:
        os.write(self._tell_to_leave, b"x")
        self._reader.join()

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended; returns its exit code."""
        return self.process.wait(patience)

    def close(self) -> None:
        """End whatever is left."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(PATIENCE)
        self._stop_reading()
        for descriptor in (self._master, self._leave, self._tell_to_leave):
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _cell(found: pyte.screens.Char, wide: bool) -> Cell:
    fore, back = (_colour(name) for name in (found.fg, found.bg))
    return Cell(found.data, fore, back, found.bold, found.reverse, wide)


def _colour(name: str) -> str:
    """A colour as pyte names it: "default", one of the sixteen, or six hex digits."""
    if name == "default":
        return ""
    return f"#{name}" if re.fullmatch("[0-9a-f]{6}", name) else name


def _set_size(fd: int, columns: int, lines: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV") if name in os.environ}
    root = str(Path(__file__).parents[2])
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": root, **extra}


# The program as another user of this machine would run it: who one is comes from the operating system alone.
AS_ANOTHER = (
    "import sys; from cockpit import person; uid, user = int(sys.argv[1]), sys.argv[2]; del sys.argv[1:3]; "
    "person.system_user = lambda: (uid, user); from cockpit.__main__ import main; sys.exit(main())"
)


@contextlib.contextmanager
def cockpit_as(
    uid: int, user: str, *arguments: str, columns: int = 120, lines: int = 40, cwd: Path
) -> Iterator[Terminal]:
    """`cockpit …` in a terminal, run by another user; ended when the block ends."""
    terminal = Terminal(
        sys.executable, "-c", AS_ANOTHER, str(uid), user, *arguments, columns=columns, lines=lines, cwd=cwd
    )
    try:
        yield terminal
    finally:
        terminal.close()


@contextlib.contextmanager
def cockpit(
    *arguments: str, columns: int = 120, lines: int = 40, env: Mapping[str, str] | None = None, cwd: Path
) -> Iterator[Terminal]:
    """`cockpit …` in a terminal; ended when the block ends."""
    terminal = Terminal(sys.executable, "-m", "cockpit", *arguments, columns=columns, lines=lines, env=env, cwd=cwd)
    try:
        yield terminal
    finally:
        terminal.close()
