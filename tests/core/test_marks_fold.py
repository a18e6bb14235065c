"""From events to marks, with undo and redo."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.checklist import Tick
from cockpit.issue import Severity
from cockpit.journal import Batch, Journal
from cockpit.marks import Acknowledged, Closed, Mark, Note, Snoozed
from cockpit.marks_fold import REMEMBERED, MarksFold, load_marks
from cockpit.person import Person

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FP, OTHER = "a" * 16, "b" * 16
LI, WANG = 1000, 1001


class Story:
    """Events told one after the other, a minute apart."""

    def __init__(self) -> None:
        self.fold = MarksFold()
        self.count = 0

    def add(self, what: str, uid: int = LI, issue: str = FP, **fields: object) -> str:
        """One event; its id."""
        self.count += 1
        event = {
            "what": what, "at": self.at().isoformat(), "by": f"u{uid}", "uid": uid, "id": f"e{self.count}",
            "issue": issue, **fields,
        }  # fmt: skip
        self.fold.take(event)
        return f"e{self.count}"

    def at(self) -> datetime:
        """The time of the last event."""
        return NOW + timedelta(minutes=self.count)

    def mark(self, issue: str = FP) -> Mark:
        """The mark of an issue now."""
        return self.fold.marks().of(issue)

    def undo(self, uid: int = LI) -> str:
        """What a person's undo does; the word of what was taken back."""
        deed = self.fold.undoable(uid, self.at())
        if deed is None:
            return ""
        self.add("undone", uid, event=deed.event)
        return deed.what

    def redo(self, uid: int = LI) -> str:
        """What a person's redo does; the word of what was done again."""
        deed = self.fold.redoable(uid)
        if deed is None:
            return ""
        self.add("undone", uid, event=deed.undo)
        return deed.what


@pytest.fixture
def story() -> Story:
    """A story that has not begun."""
    return Story()


def test_each_event_says_one_thing(story: Story) -> None:
    """Acknowledging, snoozing, owning and noting leave one mark that holds them all."""
    story.add("acknowledged", severity="warning", note="asked the carrier")
    story.add("snoozed", until="2026-11-25T10:00:00+08:00", reason="waits", severity="warning")
    story.add("owned", owner="Wang")
    story.add("noted", WANG, text="second call")
    until = datetime.fromisoformat("2026-11-25T10:00:00+08:00")
    assert story.mark() == Mark(
        Acknowledged("u1000", NOW + timedelta(minutes=1), Severity.WARNING, "asked the carrier"),
        Snoozed("u1000", NOW + timedelta(minutes=2), until, "waits", Severity.WARNING),
        "Wang",
        (Note("u1001", NOW + timedelta(minutes=4), "second call", "e4"),),
    )
    for what in ("unacknowledged", "woken"):
        story.add(what, WANG)
    story.add("owned", owner="")
    assert story.mark() == Mark(notes=story.mark().notes)


def test_marks_do_not_change_after_they_were_given(story: Story) -> None:
    """Marks that a screen holds stay as they were when more is said."""
    story.add("owned", owner="Li")
    before = story.fold.marks()
    story.add("owned", owner="Wang")
    assert (before.of(FP).owner, story.mark().owner) == ("Li", "Wang")


def test_undo_and_redo_walk_back_and_forth(story: Story) -> None:
    """Undo takes back one deed after the other, newest first; redo does them again in reverse, as often as wanted."""
    story.add("owned", owner="Li")
    story.add("owned", owner="Wang")
    story.add("acknowledged", severity="warning")
    for _ in range(2):
        assert [story.undo(), story.undo(), story.undo(), story.undo()] == ["acknowledged", "owned", "owned", ""]
        assert story.mark() == Mark()
        assert [story.redo(), story.redo(), story.redo(), story.redo()] == ["owned", "owned", "acknowledged", ""]
        assert story.mark().owner == "Wang"
        assert story.mark().acknowledged is not None


DEED = st.tuples(
    st.sampled_from(["acknowledged", "unacknowledged", "owned", "noted", "snoozed", "woken"]),
    st.sampled_from([FP, OTHER]),
    st.sampled_from(["Li", "Wang"]),
)


@given(st.lists(DEED, max_size=12), st.lists(st.sampled_from(["undo", "redo"]), max_size=30))
def test_undo_and_redo_lose_nothing(deeds: list[tuple[str, str, str]], keys: list[str]) -> None:
    """However one walks back and forth, undoing everything leaves nothing and redoing everything brings all back."""
    story = Story()
    for what, issue, text in deeds:
        story.add(what, issue=issue, severity="warning", owner=text, text=text, until="worse")
    before = story.fold.marks()
    for key in keys:
        (story.undo if key == "undo" else story.redo)()
    while story.undo():
        pass
    assert all(mark == Mark() for mark in story.fold.marks().all.values())
    while story.redo():
        pass
    assert story.fold.marks() == before
    assert MarksFold.from_data(story.fold.as_data()).marks() == before


def test_a_new_deed_ends_the_redo(story: Story) -> None:
    """After doing something else there is nothing to do again."""
    story.add("owned", owner="Li")
    story.undo()
    story.add("noted", text="x")
    assert story.redo() == ""
    assert story.undo() == "noted"


def test_one_takes_back_only_ones_own(story: Story) -> None:
    """Undo leaves alone what others did, also when it is newer or on the same issue."""
    story.add("acknowledged", LI, severity="warning")
    story.add("owned", WANG, owner="Wang")
    assert story.undo(LI) == "acknowledged"
    assert story.mark() == Mark(owner="Wang")
    assert story.undo(LI) == ""
    story.add("undone", LI, event="e2")
    assert story.mark().owner == "Wang"


def test_what_somebody_else_changed_since_is_passed_over(story: Story) -> None:
    """A deed that was overtaken cannot be taken back; the one before it on something else can."""
    story.add("noted", LI, text="x")
    story.add("owned", LI, owner="Li")
    story.add("owned", WANG, owner="Wang")
    assert story.undo(LI) == "noted"
    assert story.mark().owner == "Wang"
    story.add("owned", LI, owner="Li")
    story.undo(LI)
    story.add("owned", WANG, owner="Zhao")
    assert story.redo(LI) == ""


def test_what_was_done_in_one_go_is_taken_back_in_one_go(story: Story) -> None:
    """Deeds of one group are one undo and one redo, as often as wanted; the deed before them is another one."""
    story.add("owned", owner="Li")
    for issue in (FP, OTHER):
        story.add("acknowledged", issue=issue, severity="warning", group="g1")
    before = story.fold.marks()
    for _ in range(2):
        assert story.undo() == "acknowledged"
        assert (story.mark(), story.mark(OTHER)) == (Mark(owner="Li"), Mark())
        assert story.redo() == "acknowledged"
        assert story.fold.marks() == before
    kept = MarksFold.from_data(story.fold.as_data())
    deed = kept.undoable(LI, story.at())
    assert deed is not None
    assert kept.together(LI, deed) == 2
    assert [story.undo(), story.undo(), story.undo()] == ["acknowledged", "owned", ""]


def test_of_what_was_done_in_one_go_only_what_still_stands_is_taken_back(story: Story) -> None:
    """What somebody else changed since stays theirs; the rest of the group goes back."""
    for issue in (FP, OTHER):
        story.add("owned", issue=issue, owner="Li", group="g1")
    story.add("owned", WANG, owner="Wang")
    assert story.undo() == "owned"
    assert (story.mark().owner, story.mark(OTHER).owner) == ("Wang", "")
    assert story.redo() == "owned"
    assert (story.mark().owner, story.mark(OTHER).owner) == ("Wang", "Li")


def test_a_closed_issue_says_who_closed_it_and_why(story: Story) -> None:
    """Closing is a mark like any other: it can be taken back, and ends when the machine sees the issue go."""
    story.add("closed", reason="we left JP")
    assert story.mark().closed == Closed("u1000", NOW + timedelta(minutes=1), "we left JP")
    assert MarksFold.from_data(story.fold.as_data()).marks() == story.fold.marks()
    assert (story.undo(), story.mark().closed) == ("closed", None)
    story.redo()
    story.add("resolved")
    assert story.mark().closed is None


def test_notes_are_taken_back_one_by_one(story: Story) -> None:
    """Taking back a note removes that note alone, and doing it again puts it back in its place."""
    story.add("noted", text="first")
    story.add("noted", WANG, text="second")
    assert story.undo(LI) == "noted"
    assert [note.text for note in story.mark().notes] == ["second"]
    story.redo(LI)
    assert [note.text for note in story.mark().notes] == ["first", "second"]


def test_old_deeds_are_not_taken_back(story: Story) -> None:
    """A key press takes back nothing that is older than a day."""
    story.add("owned", owner="Li")
    assert story.fold.undoable(LI, NOW + timedelta(hours=25)) is None
    assert story.fold.undoable(LI, NOW + timedelta(hours=23)) is not None


def test_the_list_of_deeds_does_not_grow(story: Story) -> None:
    """Of a person's deeds the newest are remembered, so that memory stays flat over months."""
    for number in range(3 * REMEMBERED):
        story.add("noted", text=str(number))
    undone = 0
    while story.undo():
        undone += 1
    assert REMEMBERED <= undone <= 2 * REMEMBERED


def test_what_is_resolved_has_to_be_looked_at_again(story: Story) -> None:
    """A recorded end takes the acknowledgement and the open snooze away; owner, notes and a timed snooze stay."""
    for issue, until in ((FP, "worse"), (OTHER, "2026-11-25T10:00:00+08:00")):
        story.add("acknowledged", issue=issue, severity="warning")
        story.add("snoozed", issue=issue, until=until)
        story.add("owned", issue=issue, owner="Li")
        story.add("resolved", issue=issue)
    assert story.mark() == Mark(owner="Li")
    assert story.mark(OTHER).acknowledged is None
    assert story.mark(OTHER).snoozed is not None
    assert [story.undo(), story.undo(), story.undo(), story.undo()] == ["owned", "snoozed", "owned", ""]


def test_ticks_are_kept_by_day(story: Story) -> None:
    """The fold knows the ticks of a day, with what the day's file held before."""
    story.add("ticked", day="2026-11-24", step="M1", note="all fine")
    story.add("ticked", WANG, day="2026-11-24", step="M2", proof="US/a.txt")
    was = {"done": True, "by": "hand", "note": "", "proof": ""}
    story.add("unticked", day="2026-11-24", step="M3", was=was)
    assert story.fold.ticks("2026-11-24") == {
        "M1": Tick(True, "u1000", NOW + timedelta(minutes=1), "all fine"),
        "M2": Tick(True, "u1001", NOW + timedelta(minutes=2), "", "US/a.txt"),
    }
    assert story.fold.ticks("2026-11-25") == {}
    deed = story.fold.undoable(LI, NOW)
    assert deed is not None
    assert (deed.step, deed.before.value) == ("M3", Tick(True, "hand"))


@pytest.mark.parametrize(
    "event",
    [
        {"what": "acknowledged"},
        {"what": "acknowledged", "issue": FP, "severity": "huge"},
        {"what": "snoozed", "issue": FP, "until": "tomorrow"},
        {"what": "snoozed", "issue": FP, "until": "2026-11-25T10:00:00"},
        {"what": "noted", "issue": FP},
        {"what": "ticked", "day": "2026-11-24"},
        {"what": "undone"},
        {"what": "owned", "issue": ["x"], "owner": "Li"},
        {"what": "unheard-of", "issue": FP},
    ],
)
def test_an_event_that_lacks_something_is_told_and_changes_nothing(event: Mapping[str, Any]) -> None:
    """A line that is JSON but no event of ours is a problem with its place."""
    fold = MarksFold()
    whole = {"at": NOW.isoformat(), "by": "x", "uid": 1, "id": "e", **event}
    problems = fold.take_all(Batch("state/journal/2026-11.jsonl", [whole], [7]))
    assert [(problem.code, problem.row, problem.found) for problem in problems] == [("journal-odd", 7, event["what"])]
    assert fold.marks().all == {}


def test_the_marks_of_a_workspace(tmp_path: Path) -> None:
    """A headless command reads the marks from the journal and writes nothing."""
    assert load_marks(tmp_path).all == {}
    assert list(tmp_path.iterdir()) == []
    Journal(tmp_path).append([{"what": "owned", "issue": FP, "owner": "Li"}], Person(LI, "li", "Li"), NOW)
    assert load_marks(tmp_path).of(FP) == Mark(owner="Li")
