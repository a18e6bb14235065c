"""The same work on many things, a few of them at a time: polars works without the lock that Python holds."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AT_ONCE: Final = 3  # of two cores none is idle while one of three is in Python (measured: of 2 and 4 neither is faster)


def side_by_side(work: Callable[[T], R], things: Sequence[T], stop: Callable[[], bool]) -> Iterator[tuple[T, R]]:
    """Each thing with what came of it, in their order.

    Once `stop` says so nothing more is begun; what is in hand by then is still handed on. Raises what `work` raises.
    """
    left, in_hand = deque(things), deque[tuple[T, Future[R]]]()
    with ThreadPoolExecutor(AT_ONCE, "beside") as pool:
        while left or in_hand:
            while left and len(in_hand) < AT_ONCE:
                if stop():
                    left.clear()
                else:
                    in_hand.append((left[0], pool.submit(work, left.popleft())))
            if in_hand:
                thing, found = in_hand.popleft()
                yield thing, found.result()
