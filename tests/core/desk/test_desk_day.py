"""The desk's day: reasons, carried steps, time; and two people ticking at once."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from cockpit.checklist import Tick, path_of, read
from cockpit.issue import Pane
from cockpit.journal import Journal
from cockpit.store import Store
from tests.core.desk.workplace import WANG, OpenDesk, Wall, step

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)

TICKING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cockpit.desk import Desk
from cockpit.person import Person
from cockpit.settings import defaults
folder, uid, steps = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split()
now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
desk = Desk(folder, defaults(folder), Person(uid, f"u{uid}", f"U{uid}"), lambda: now)
print("ready", flush=True)
sys.stdin.readline()
for step in steps:
    desk.tick(step)
    desk.note("a" * 16, f"{uid} {step}")
"""


@pytest.fixture
def wall() -> Wall:
    """A clock that stands on a Monday."""
    return Wall(23)


def test_a_step_left_undone_is_there_the_next_day_with_its_reason(open_desk: OpenDesk, wall: Wall) -> None:
    """What Monday left undone stands in Tuesday's list, weekly steps too, until somebody ticks it."""
    desk = open_desk()
    for one in desk.checklist.steps:
        if one.id not in {"M3", "W2"}:
            desk.tick(one.id)
    desk.excuse("W2", "no access to the case log")
    wall.now += timedelta(days=1)
    desk.refresh()
    assert (step(desk, "W2").carried, step(desk, "W2").tick) == (MONDAY, Tick(note="no access to the case log"))
    assert (step(desk, "M3").carried, step(desk, "M1").carried) == (MONDAY, None)
    desk.tick("W2")
    assert step(desk, "W2").tick.note == "no access to the case log"
    wall.now += timedelta(days=1)
    assert open_desk().checklist.step("W2") is None


def test_a_reason_can_be_taken_back_and_given_again(open_desk: OpenDesk) -> None:
    """Undo puts the earlier reason back in the file, redo the later one."""
    desk = open_desk()
    desk.excuse("M3", "first")
    desk.excuse("M3", "second")
    assert desk.undo() is not None
    assert step(desk, "M3").tick.note == "first"
    assert desk.redo() is not None
    assert step(open_desk(), "M3").tick.note == "second"


def test_the_same_reason_again_writes_nothing(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Only what changes is an event."""
    desk = open_desk()
    desk.excuse("M3", "why")
    desk.excuse("M3", "why")
    assert [event["what"] for event in Journal(tmp_path).about("M3")] == ["excused"]


def test_a_note_on_a_step_that_is_done_stays_its_note(open_desk: OpenDesk) -> None:
    """Who did it keeps it; only the note changes."""
    open_desk().tick("M3")
    other = open_desk(WANG)
    other.excuse("M3", "two parcels")
    assert (step(other, "M3").tick.by, step(other, "M3").tick.note) == ("Li", "two parcels")


def test_the_time_of_a_pane_can_be_corrected_and_taken_back(open_desk: OpenDesk, tmp_path: Path) -> None:
    """A correction stands in the day's file; undone it is as measured, redone it is corrected again."""
    desk = open_desk()
    desk.spend(Pane.MORNING, 95)
    assert read(Store(tmp_path), MONDAY).data == {
        **(read(Store(tmp_path), MONDAY).data or {}),
        "minutes": {"morning": 95},
    }
    desk.undo()
    assert desk.checklist.minutes == {}
    desk.redo()
    desk.spend(Pane.MORNING, 95)
    assert open_desk(WANG).checklist.minutes == {Pane.MORNING: 95}
    desk.spend(Pane.MORNING, None)
    assert open_desk().checklist.spent(Pane.MORNING) is None


def test_the_journal_knows_reasons_and_times_of_a_lost_file(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Without its file the day is as the journal has it."""
    desk = open_desk()
    desk.excuse("M3", "why")
    desk.spend(Pane.NOON, 20)
    desk.tick("M1")
    path_of(Store(tmp_path), MONDAY).unlink()
    again = open_desk()
    assert (step(again, "M3").tick.note, step(again, "M1").tick.done) == ("why", True)
    assert again.checklist.minutes == {Pane.NOON: 20}


def test_a_file_broken_by_a_merge_is_set_aside_and_named(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Conflict marks in the day's file: it is moved to a dated name, told, and nothing of it is overwritten."""
    desk = open_desk()
    desk.tick("M1")
    path = path_of(Store(tmp_path), MONDAY)
    broken = b"<<<<<<< HEAD\n" + path.read_bytes()
    path.write_bytes(broken)
    desk.refresh()
    (aside,) = path.parent.glob("*.broken-*")
    assert aside.read_bytes() == broken
    assert [(one.code, one.found) for one in desk.problems] == [("state-set-aside", aside.name)]
    assert step(desk, "M1").tick.done
    desk.tick("M2")
    assert step(open_desk(), "M1").tick.done


def test_two_people_ticking_at_once_lose_nothing(tmp_path: Path, open_desk: OpenDesk, wall: Wall) -> None:
    """Two processes tick and write notes at the same time: every tick and note is there, by its person."""
    wall.now += timedelta(days=1)
    mine, theirs = "M1 M2 M3 N1 N2 N3 E1 E2", "M4 M5 M6 N4 N5 N6 E3 E4"
    others = [
        subprocess.Popen(
            [sys.executable, "-c", TICKING, str(tmp_path), uid, steps],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for uid, steps in (("2001", mine), ("2002", theirs))
    ]  # fmt: skip
    for process in others:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in others:
        assert process.communicate("go\n", timeout=60) is not None
        assert process.returncode == 0
    desk = open_desk()
    done = {one.id: one.tick.by for one in desk.checklist.steps if one.tick.done}
    assert done == {**dict.fromkeys(mine.split(), "U2001"), **dict.fromkeys(theirs.split(), "U2002")}
    assert len(desk.marks.of("a" * 16).notes) == 16
    assert Journal(tmp_path).verify() == []
