"""Work on several things at a time."""

from threading import Barrier, Event

import pytest

from cockpit.in_hand import InHand
from cockpit.side_by_side import AT_ONCE, side_by_side
from cockpit.wire import Doing, FileId

WAIT = 30.0  # seconds, for what comes at once when it comes


def never() -> bool:
    """Nobody stops it."""
    return False


def test_each_thing_comes_with_what_came_of_it() -> None:
    """However the work is spread, nothing is left out and nothing comes twice."""
    assert sorted(side_by_side(lambda n: n * n, range(20), never)) == [(n, n * n) for n in range(20)]


def test_a_slow_thing_keeps_no_other_waiting() -> None:
    """What is done is handed on, and the next thing begun, while the first one is still being worked on."""
    handed_on, others = Event(), list[int]()

    def work(number: int) -> bool:
        return number > 0 or handed_on.wait(WAIT)

    for number, waited in side_by_side(work, range(10), never):
        assert waited
        others.append(number)
        if len(others) == AT_ONCE:
            handed_on.set()
    assert 0 not in others[:AT_ONCE]


def test_several_things_are_worked_on_at_a_time() -> None:
    """As many as are meant meet each other in the middle of their work."""
    meeting = Barrier(AT_ONCE)
    found = list(side_by_side(lambda n: meeting.wait(WAIT) >= 0 and n, range(AT_ONCE * 2), never))
    assert sorted(n for n, _ in found) == list(range(AT_ONCE * 2))


def test_once_stopped_nothing_more_is_begun_and_what_is_in_hand_is_handed_on() -> None:
    """What has been worked on is never lost."""
    asked = iter([False, False, True])
    assert sorted(side_by_side(lambda n: n, range(9), lambda: next(asked, True))) == [(0, 0), (1, 1)]


def test_what_the_work_raises_comes_out() -> None:
    """It is the caller's, like that of a plain loop."""

    def fails(_: int) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        list(side_by_side(fails, [1], never))


def test_all_files_in_hand_are_told_together() -> None:
    """A death while two threads read has the files of both as suspects, and afterwards only the one that is left."""
    heard: list[Doing] = []
    in_hand = InHand(heard.append)
    one, two = FileId("a.txt", 1, 1, 1, 1), FileId("b.txt", 1, 2, 1, 1)
    with in_hand.reading([one]), in_hand.reading([two]):
        pass
    assert heard == [Doing(one), Doing(together=(one, two)), Doing(one)]


def test_the_same_file_may_be_in_hand_twice() -> None:
    """Two checks may ask for the rows of one file; it is told until the last of them has them."""
    heard: list[Doing] = []
    in_hand = InHand(heard.append)
    file = FileId("a.txt", 1, 1, 1, 1)
    with in_hand.reading([file]), in_hand.reading([file]):
        pass
    assert heard[-1] == Doing(file)
