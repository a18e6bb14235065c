"""When a folder is still: looks at a made-up folder, on a made-up clock."""

from cockpit.quiet import Identity, Quiet, Still

OLD_NS = 1_000


def entry(size: int, modified: int = 5_000, inode: int = 1) -> Identity:
    """One state of a file, young at the first look unless `modified` says otherwise."""
    return Identity(7, inode, size, modified)


def looked(quiet: Quiet, *looks: tuple[float, dict[str, Identity]]) -> list[tuple[float, Still]]:
    """Every hand-over of a series of looks, with its moment."""
    handed = []
    for moment, listing in looks:
        quiet.look(moment, listing)
        if quiet.ready:
            handed.append((moment, quiet.take()))
    return handed


def test_a_file_written_long_ago_is_still_at_the_first_look() -> None:
    """The start of the program waits only for files that were written just now."""
    quiet = Quiet(0.3)
    old, young = entry(10, modified=OLD_NS - 1), entry(20)
    assert quiet.start(0.0, {"old": old, "young": young}, OLD_NS) == Still({"old": old})
    assert quiet.due() == 0.3
    assert looked(quiet, (0.3, {"old": old, "young": young})) == [(0.3, Still({"old": old, "young": young}))]


def test_nothing_is_handed_over_before_two_looks_agree() -> None:
    """A file seen once, or seen twice too soon, is not still."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {}, OLD_NS)
    handed = looked(quiet, (1.0, {"a": entry(1)}), (1.2, {"a": entry(1)}), (1.31, {"a": entry(1)}))
    assert handed == [(1.31, Still({"a": entry(1)}))]


def test_time_alone_is_not_a_second_look() -> None:
    """Only a look can find a file still, however late it is taken."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {}, OLD_NS)
    quiet.look(1.0, {"a": entry(1)})
    assert not quiet.ready
    assert quiet.due() == 1.3


def test_a_slow_write_is_handed_over_once_and_whole() -> None:
    """While a file grows nothing is told; when it rests its last state is."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {}, OLD_NS)
    growing = [(1.0 + step / 5, {"a": entry(step + 1, modified=5_000 + step)}) for step in range(10)]
    rest = {"a": entry(10, modified=5_009)}
    assert looked(quiet, *growing, (3.2, rest)) == [(3.2, Still(rest))]


def test_a_burst_is_one_hand_over() -> None:
    """Files that arrive one after the other wait for the last of them."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {}, OLD_NS)
    looks = []
    listing: dict[str, Identity] = {}
    for step in range(8):
        listing = {**listing, f"f{step}": entry(1, inode=step)}
        looks.append((1.0 + step / 10, listing))
    assert looked(quiet, *looks, (2.1, listing)) == [(2.1, Still(listing))]


def test_a_drip_does_not_starve_the_others() -> None:
    """After the ceiling the still ones are handed over, and the one that never rests is named as growing."""
    quiet = Quiet(0.3, ceiling=2.0)
    quiet.start(0.0, {}, OLD_NS)
    still = entry(5, inode=2)
    drip = [(1.0 + step / 10, {"drip": entry(step + 1), "b": still}) for step in range(25)]
    assert looked(quiet, *drip) == [(3.0, Still({"b": still}, frozenset({"drip"})))]


def test_a_growing_file_is_handed_over_when_it_rests() -> None:
    """What was given up waiting for is still looked at, and no longer named when it has come to rest."""
    quiet = Quiet(0.3, ceiling=1.0)
    quiet.start(0.0, {}, OLD_NS)
    drip = [(1.0 + step / 10, {"drip": entry(step + 1)}) for step in range(14)]
    assert looked(quiet, *drip) == [(2.0, Still({}, frozenset({"drip"})))]
    due = quiet.due()
    assert due is not None
    assert looked(quiet, (due, {"drip": entry(14)})) == [(due, Still({"drip": entry(14)}))]


def test_a_growing_file_does_not_hold_up_the_next_one() -> None:
    """Once a file was given up waiting for, others are handed over as soon as they are still."""
    quiet = Quiet(0.3, ceiling=1.0)
    quiet.start(0.0, {}, OLD_NS)
    looked(quiet, *((1.0 + step / 10, {"drip": entry(step + 1)}) for step in range(12)))
    new = entry(3, inode=9)
    handed = looked(quiet, *((3.0 + step / 10, {"drip": entry(50 + step), "new": new}) for step in range(4)))
    assert handed == [(3.3, Still({"new": new}, frozenset({"drip"})))]


def test_a_growing_file_that_falls_back_to_its_old_state_is_told_again() -> None:
    """A file named as growing was taken out; the same bytes at rest bring it back."""
    quiet = Quiet(0.3, ceiling=1.0)
    old = entry(9, modified=OLD_NS - 1)
    quiet.start(0.0, {"a": old}, OLD_NS)
    looked(quiet, *((1.0 + step / 10, {"a": entry(step + 1)}) for step in range(12)))
    assert looked(quiet, (3.0, {"a": old}), (3.3, {"a": old})) == [(3.3, Still({"a": old}))]


def test_a_deleted_growing_file_is_forgotten() -> None:
    """A file that vanishes while it grows is neither there nor growing."""
    quiet = Quiet(0.3, ceiling=1.0)
    quiet.start(0.0, {}, OLD_NS)
    looked(quiet, *((1.0 + step / 10, {"a": entry(step + 1)}) for step in range(12)))
    assert looked(quiet, (3.0, {}), (3.3, {})) == [(3.3, Still({}))]


def test_a_file_replaced_by_delete_and_create_is_never_missing() -> None:
    """Absence must last as long as presence to be believed."""
    quiet = Quiet(0.3)
    old, new = entry(9, modified=OLD_NS - 1), entry(11, inode=2)
    quiet.start(0.0, {"a": old}, OLD_NS)
    handed = looked(quiet, (1.0, {}), (1.1, {"a": new}), (1.45, {"a": new}))
    assert handed == [(1.45, Still({"a": new}))]


def test_a_deleted_file_is_handed_over_as_gone() -> None:
    """After the quiet time a file that is away is away."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {"a": entry(9, modified=OLD_NS - 1)}, OLD_NS)
    assert looked(quiet, (1.0, {}), (1.3, {})) == [(1.3, Still({}))]


def test_a_change_that_is_taken_back_is_no_change() -> None:
    """A file moved away and back between two looks leaves nothing to do."""
    quiet = Quiet(0.3)
    old = entry(9, modified=OLD_NS - 1)
    quiet.start(0.0, {"a": old}, OLD_NS)
    assert looked(quiet, (1.0, {}), (1.2, {"a": old})) == []
    assert quiet.due() is None


def test_an_empty_file_is_waited_for_longer_but_holds_nobody_up() -> None:
    """A browser makes the empty file first and renames the whole one over it."""
    quiet = Quiet(0.3, ceiling=2.0)
    quiet.start(0.0, {}, OLD_NS)
    other = entry(4, inode=5)
    listing = {"new.csv": entry(0), "other": other}
    assert looked(quiet, (1.0, listing), (1.3, listing)) == [(1.3, Still({"other": other}))]
    whole = {"new.csv": entry(800, inode=6), "other": other}
    assert looked(quiet, (1.6, whole), (1.95, whole)) == [(1.95, Still(whole))]


def test_an_empty_file_that_stays_empty_is_handed_over_in_the_end() -> None:
    """An export without a byte is reported, not waited for for ever."""
    quiet = Quiet(0.3, ceiling=2.0)
    quiet.start(0.0, {}, OLD_NS)
    listing = {"a": entry(0)}
    quiet.look(1.0, listing)
    assert quiet.due() == 3.0
    assert looked(quiet, (3.0, listing)) == [(3.0, Still(listing))]


def test_a_look_that_is_due_lies_ahead() -> None:
    """While one still file waits for a moving one, the next look is never in the past."""
    quiet = Quiet(0.3, ceiling=2.0)
    quiet.start(0.0, {}, OLD_NS)
    quiet.look(1.0, {"a": entry(1)})
    quiet.look(1.35, {"a": entry(1), "b": entry(1, inode=2)})
    assert not quiet.ready
    assert quiet.due() == 1.35 + 0.3


def test_what_has_not_moved_for_a_moment_is_likely_whole() -> None:
    """Work on such a file may begin; whether it is still is decided later, by another look."""
    quiet = Quiet(0.3)
    quiet.start(0.0, {}, OLD_NS)
    quiet.look(1.0, {"a": entry(1), "empty": entry(0)})
    assert quiet.likely(0.06) == {}
    assert quiet.next_likely(0.06) == 1.06
    quiet.look(1.07, {"a": entry(1), "b": entry(2), "empty": entry(0)})
    assert quiet.likely(0.06) == {"a": entry(1)}
    assert quiet.next_likely(0.06) == 1.07 + 0.06
    assert not quiet.ready
