"""Reading one risky file in a process of its own, under a memory and a time limit: what it does costs only itself.

Risky are spreadsheets (a workbook of two cells can ask for 550 GB and abort its reader; measured), files too large to
be held twice, and files that have ended an engine before.
"""

import pickle
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from cockpit.limits import limit_memory, physical_memory
from cockpit.wire import take_pipe

if TYPE_CHECKING:
    from cockpit.reports import Hints, Reading

LARGE_BYTES: Final = 1024**3
_SECONDS: Final = 60.0  # and what the size adds
_BYTES_A_SECOND: Final = 2_000_000
_PARTING_SECONDS: Final = 1.0
_MOST_MEMORY: Final = 8 * 1024**3
_LEAST_MEMORY: Final = 2 * 1024**3
_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LENGTH: Final = struct.Struct(">Q")


class ReaderDied(Exception):  # noqa: N818 - what happened, for whoever asked
    """The process that read a file has ended, by itself or because it took too long."""


def is_risky(path: Path, size: int) -> bool:
    """Whether a file is read apart: by what its bytes are, whatever its name says. Unreadable files are not risky."""
    if size >= LARGE_BYTES:
        return True
    with suppress(OSError), path.open("rb") as file:
        return file.read(4) in _SPREADSHEETS
    return False


class Reader:
    """A process that reads files one after the other; started when first needed, and again after it died."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """A file may take `seconds`, and more for its size."""
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, root: Path, hints: "Hints", size: int) -> "tuple[Reading, ...]":
        """What `reports.read_file` gives. Raises `ReaderDied` with how it ended."""
        child = self._child = self._child or _started()
        late = threading.Event()
        timer = threading.Timer(self._seconds + size / _BYTES_A_SECOND, _kill, (child, late))
        timer.start()
        try:
            _send(cast("BinaryIO", child.stdin), (path, root, hints))
            readings = _receive(cast("BinaryIO", child.stdout))
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            how = _end_of(child)
            self.close()
            raise ReaderDied("time limit" if late.is_set() else how) from error
        finally:
            timer.cancel()
        return cast("tuple[Reading, ...]", readings)

    def close(self) -> None:
        """End the process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


def _end_of(child: "subprocess.Popen[bytes]") -> str:
    """How a process whose pipe has ended did end; one that goes on all the same is ended."""
    try:
        code = child.wait(_PARTING_SECONDS)
    except subprocess.TimeoutExpired:
        return "broken pipe"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _kill(child: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    child.kill()


def _started() -> "subprocess.Popen[bytes]":
    home = str(Path(__file__).resolve().parent.parent)
    boot = "import sys; sys.path[:0] = [sys.argv[1]]; from cockpit.reader import serve; serve()"
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        (sys.executable, "-P", "-c", boot, home), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def serve() -> None:
    """Read what is asked for until nobody asks: the whole life of the reader's process."""
    given, told = take_pipe()
    limit_memory(min(_MOST_MEMORY, max(_LEAST_MEMORY, physical_memory() * 3 // 4)))
    from cockpit.reports import read_file  # noqa: PLC0415 - stdout must be safe, and the limit set, before polars starts

    with suppress(EOFError):
        while True:
            _send(told, read_file(*_receive(given)))


def _send(pipe: BinaryIO, value: object) -> None:
    data = pickle.dumps(value, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: BinaryIO) -> Any:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own child, over a pipe that nobody else has
