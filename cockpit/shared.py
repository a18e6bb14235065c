"""What checks compute together within a run: each value made once, also when two of them ask at the same time."""

from collections.abc import Callable, Hashable
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

T = TypeVar("T")


class Shared:
    """The values of one store and marketplace, by key. Whoever asks while one is being made waits for it."""

    __slots__ = ("_locks", "_made", "_opening")

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._made: dict[Hashable, Any] = {}
        self._locks: dict[Hashable, AbstractContextManager[Any]] = {}
        self._opening = Lock()

    def value(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make()` said when this was first asked for.

        Raises what it raises; the next one to ask tries again.
        """
        if key not in self._made:
            with self._opening:
                lock = self._locks.setdefault(key, RLock())
            with lock:
                if key not in self._made:
                    self._made[key] = make()
        made: T = self._made[key]
        return made
