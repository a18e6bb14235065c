"""Which files are being read at this moment: told whenever that changes, so that a death then has few suspects."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from cockpit.wire import Doing, FileId


class InHand:
    """The files that any thread is reading."""

    def __init__(self, tell: Callable[[Doing], None]) -> None:
        """`tell` hears all of them, before a further one is touched and after some of them are done."""
        self._tell = tell
        self._lock = Lock()
        self._reading: list[tuple[FileId, ...]] = []

    @contextmanager
    def reading(self, files: Sequence[FileId]) -> Iterator[None]:
        """Within it, these files are being read as well."""
        mine = tuple(files)
        with self._lock:
            self._reading.append(mine)
            self._say()
        try:
            yield
        finally:
            with self._lock:
                self._reading.remove(mine)
                if self._reading:  # who reads the last ones says what comes next
                    self._say()

    def _say(self) -> None:
        files = tuple(file for mine in self._reading for file in mine)
        self._tell(Doing(files[0]) if len(files) == 1 else Doing(together=files))
