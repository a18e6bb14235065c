"""What checks compute together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from cockpit.shared import Shared

WAIT = 30.0  # seconds, for what comes at once when it comes


def test_who_asks_while_a_value_is_being_made_waits_for_it() -> None:
    """Two checks of one marketplace run at a time: the sums that both need are made once."""
    shared, made, begun, go_on = Shared(), list[int](), Event(), Event()

    def make() -> int:
        made.append(1)
        begun.set()
        assert go_on.wait(WAIT)
        return len(made)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(shared.value, "sums", make)
        assert begun.wait(WAIT)
        second = pool.submit(shared.value, "sums", make)
        go_on.set()
        assert (first.result(WAIT), second.result(WAIT), made) == (1, 1, [1])


def test_one_value_being_made_keeps_nobody_from_another() -> None:
    """A value may be made of another one, and other checks need others meanwhile."""
    shared = Shared()

    def outer() -> int:
        with ThreadPoolExecutor(1) as pool:
            return shared.value("inner", lambda: 1) + pool.submit(shared.value, "other", lambda: 2).result(WAIT)

    assert shared.value("outer", outer) == 3


def test_what_could_not_be_made_is_tried_again() -> None:
    """The next check to ask fails by itself, or succeeds."""
    shared = Shared()

    def fails() -> int:
        raise LookupError("not yet")

    with pytest.raises(LookupError):
        shared.value("key", fails)
    assert shared.value("key", lambda: 1) == 1
