"""The desk: what people do is on disk before it is shown, and nobody's tick is lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cockpit import desk as desk_module
from cockpit import kept
from cockpit.checklist import Tick
from cockpit.desk import Desk
from cockpit.issue import Severity
from cockpit.journal import Journal
from cockpit.marks import Mark
from cockpit.marks_fold import load_marks
from cockpit.settings import defaults
from cockpit.store import NotSaved, Store
from cockpit.text import Words
from tests.core.desk.workplace import FP, LI, WANG, OpenDesk, Wall, day_file, step


def test_opening_writes_nothing(open_desk: OpenDesk, tmp_path: Path) -> None:
    """A desk on an untouched workspace shows the day's steps and leaves the folder as it was."""
    desk = open_desk()
    assert len(desk.checklist.steps) == 17
    assert (desk.board.seen.read, desk.refresh(), desk.board.seen.read) == (False, True, True)  # the board is read late
    assert (desk.marks.all, desk.problems, desk.read_only, desk.refresh()) == ({}, (), False, False)
    assert list(tmp_path.iterdir()) == []


def test_what_is_done_is_there_for_the_next_one(open_desk: OpenDesk, wall: Wall) -> None:
    """Everything that a person did is there when the cockpit is opened again."""
    desk = open_desk()
    desk.acknowledge(FP, Severity.WARNING, "asked")
    desk.snooze(FP, wall.now + timedelta(hours=2), "waits", Severity.WARNING, wall.now)
    desk.own(FP, "Wang")
    desk.note(FP, "快递已催")
    desk.tick("M1", "all fine")
    again = open_desk(WANG)
    assert (again.marks, again.checklist) == (desk.marks, desk.checklist)
    mark = again.marks.of(FP)
    assert mark.acknowledged is not None
    assert mark.snoozed is not None
    assert (mark.acknowledged.note, mark.snoozed.until, mark.owner) == ("asked", wall.now + timedelta(hours=2), "Wang")
    assert step(again, "M1").tick == Tick(True, "Li", wall.now, "all fine")
    again.unacknowledge(FP)
    again.wake(FP)
    again.untick("M1")
    assert open_desk().marks.of(FP) == Mark(owner="Wang", notes=mark.notes)
    assert step(open_desk(), "M1").tick == Tick(note="all fine")


def test_the_day_is_the_teams(open_desk: OpenDesk, wall: Wall, tmp_path: Path) -> None:
    """At midnight of the team's zone the list begins anew; the day before stays in its file."""
    desk = open_desk()
    desk.tick("M1")
    wall.now = datetime(2026, 11, 24, 16, 1, tzinfo=UTC)
    assert desk.refresh()
    assert desk.checklist.day == date(2026, 11, 25)
    assert not step(desk, "M1").tick.done
    desk.tick("M2")
    assert day_file(tmp_path).exists()
    assert day_file(tmp_path, date(2026, 11, 25)).exists()
    assert desk.undo() == Words("Taken back: M2 is open again", "已撤销:M2 恢复为未完成")
    assert desk.undo() is None
    assert 'id = "M1"\n' in day_file(tmp_path).read_text("utf-8")


def test_others_are_seen(open_desk: OpenDesk) -> None:
    """What a colleague did is there after a look, and a look without news says so."""
    mine, theirs = open_desk(), open_desk(WANG)
    theirs.tick("M1")
    theirs.own(FP, "Wang")
    assert mine.refresh()
    assert not mine.refresh()
    assert step(mine, "M1").tick.by == "Wang"
    assert mine.marks.of(FP).owner == "Wang"


def test_two_people_tick_at_once(open_desk: OpenDesk, wall: Wall) -> None:
    """Ticks of two people who saw the same list are both kept; on the same step the first one counts."""
    mine, theirs = open_desk(), open_desk(WANG)
    mine.tick("M1")
    wall.now += timedelta(seconds=1)
    theirs.tick("M2")
    theirs.tick("M1", "looked too")
    ticks = {one.id: one.tick.by for one in open_desk().checklist.steps if one.tick.done}
    assert ticks == {"M1": "Li", "M2": "Wang"}
    assert step(theirs, "M1").tick.note == "looked too"


def test_an_edit_by_hand_counts(open_desk: OpenDesk, tmp_path: Path) -> None:
    """A step that somebody marked as done in an editor is done, and undoing a later tick keeps it."""
    desk = open_desk()
    desk.tick("M1")
    text = day_file(tmp_path).read_text("utf-8")
    head, _, tail = text.partition('id = "M2"')
    day_file(tmp_path).write_text(f'{head}id = "M2"{tail.replace("done = false", "done = true", 1)}', "utf-8")
    desk.untick("M2")
    desk.undo()
    assert step(desk, "M2").tick.done
    assert step(open_desk(), "M2").tick.done


def test_undo_and_redo_say_what_they_did(open_desk: OpenDesk) -> None:
    """Undo and redo are told in both languages, name what they touched, and are kept like everything else."""
    desk = open_desk()
    desk.tick("M1")
    desk.acknowledge(FP, Severity.WARNING)
    assert desk.undo() == Words("Taken back: your acknowledgement", "已撤销:您的认领")
    assert desk.touched == FP
    assert desk.undo() == Words("Taken back: M1 is open again", "已撤销:M1 恢复为未完成")
    assert desk.touched == "M1"
    assert desk.undo() is None
    assert not step(open_desk(), "M1").tick.done
    assert desk.redo() == Words("Done again: M1 is done", "已重做:M1 已完成")
    assert desk.redo() == Words("Done again: acknowledged", "已重做:认领")
    assert desk.redo() is None
    again = open_desk()
    assert step(again, "M1").tick.by == "Li"
    assert again.marks.of(FP).acknowledged is not None
    assert again.undo() is not None


def test_many_at_once_are_one_write_and_one_undo(open_desk: OpenDesk, tmp_path: Path) -> None:
    """What is done to several issues together is written at once, told with their number, and undone at once."""
    desk, others = open_desk(), ["a" * 16, "b" * 16, "c" * 16]
    with desk.together():
        for issue in others:
            desk.acknowledge(issue, Severity.WARNING)
            assert not (tmp_path / "state" / "journal").exists()
    lines = next((tmp_path / "state" / "journal").iterdir()).read_text("utf-8").splitlines()
    assert len(lines) == 3
    assert len({line.partition('"group":')[2][:10] for line in lines}) == 1
    assert all(open_desk(WANG).marks.of(issue).acknowledged for issue in others)
    assert desk.undo() == Words("Taken back: your acknowledgement (3 issues)", "已撤销:您的认领(3 个问题)")
    assert not any(open_desk(WANG).marks.of(issue).acknowledged for issue in others)
    assert desk.redo() == Words("Done again: acknowledged (3 issues)", "已重做:认领(3 个问题)")
    assert all(open_desk(WANG).marks.of(issue).acknowledged for issue in others)


def own_both(desk: Desk) -> None:
    """Give two issues to Wang in one go."""
    with desk.together():
        for issue in (FP, "b" * 16):
            desk.own(issue, "Wang")


def test_many_at_once_are_all_saved_or_none(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails leaves every one of the issues as it was, and the desk goes on."""
    desk = open_desk()
    desk.own(FP, "Li")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("cockpit.journal._write_or_undo", full)
        with pytest.raises(NotSaved):
            own_both(desk)
    assert {issue: mark.owner for issue, mark in desk.marks.all.items()} == {FP: "Li"}
    with desk.together():
        desk.own(FP, "Zhao")
    assert "group" not in next((tmp_path / "state" / "journal").iterdir()).read_text("utf-8")
    assert desk.undo() == Words("Taken back: your change of the owner", "已撤销:您对负责人的更改")


DEEDS: dict[str, Callable[[Desk], None]] = {
    "acknowledge": lambda desk: desk.acknowledge(FP, Severity.INFO),
    "unacknowledge": lambda desk: desk.unacknowledge(FP),
    "snooze": lambda desk: desk.snooze(FP, "worse", ""),
    "wake": lambda desk: desk.wake(FP),
    "own": lambda desk: desk.own(FP, "Li"),
    "note": lambda desk: desk.note(FP, "x"),
    "close": lambda desk: desk.close_unchecked(FP, "x"),
    "tick": lambda desk: desk.tick("M1"),
    "untick": lambda desk: desk.untick("M2"),
}


@pytest.mark.parametrize("name", DEEDS)
def test_every_deed_has_words_for_undo_and_redo(open_desk: OpenDesk, name: str) -> None:
    """Whatever a person can do can be taken back and done again, in words."""
    desk = open_desk()
    desk.tick("M2")
    DEEDS[name](desk)
    marks, checklist = desk.marks, desk.checklist
    undone, redone = desk.undo(), desk.redo()
    assert undone is not None
    assert redone is not None
    assert undone.en.startswith("Taken back: ")
    assert redone.zh.startswith("已重做:")
    assert (desk.marks, desk.checklist) == (marks, checklist)


def test_a_report_proves_a_step_once(open_desk: OpenDesk) -> None:
    """A step proved by a report names it; a step that a person ticked stays theirs."""
    desk = open_desk()
    desk.prove("N1", "US/ads.csv")
    assert step(open_desk(), "N1").tick.proof == "US/ads.csv"
    desk.tick("M1")
    before = desk.checklist
    desk.prove("M1", "US/health.json")
    desk.tick("M1")
    desk.untick("M2")
    assert desk.checklist == before


def test_a_step_of_another_day_cannot_be_ticked(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Ticking what is not on today's list is the caller's mistake and writes nothing."""
    with pytest.raises(KeyError):
        open_desk().tick("W1")
    assert not day_file(tmp_path).exists()


@pytest.mark.parametrize("call", ["fsync", "replace", "write", "open"])
@pytest.mark.parametrize("deed", ["tick", "own"])
def test_what_could_not_be_saved_is_not_shown(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, call: str, deed: str
) -> None:
    """When the disk is full a deed is refused with that reason and nothing looks done, here or for others."""
    desk = open_desk()
    desk.tick("M2")
    if call == "replace" and deed == "own":
        return  # adding to the journal replaces nothing
    before = (desk.marks, desk.checklist)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(NotSaved) as caught:
            DEEDS[deed](desk)
    assert caught.value.problem.code == "not-saved-disk-full"
    desk.refresh()
    other = open_desk()
    assert (desk.marks, desk.checklist) == before == (other.marks, other.checklist)
    DEEDS[deed](desk)
    assert (desk.marks, desk.checklist) != before


def test_a_tick_that_the_journal_refuses_is_taken_out_of_the_file(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """When the day's file was written and the journal cannot be, the file is put back."""
    desk = open_desk()
    desk.tick("M2")
    before = day_file(tmp_path).read_bytes()

    def refuse(*_: object) -> None:
        raise NotSaved.of(OSError(errno.ENOSPC, "full"), "journal")

    monkeypatch.setattr(Journal, "append", refuse)
    with pytest.raises(NotSaved):
        desk.tick("M1")
    assert day_file(tmp_path).read_bytes() == before
    assert not step(desk, "M1").tick.done


def test_a_broken_file_is_set_aside_and_the_journal_remembers(open_desk: OpenDesk, tmp_path: Path) -> None:
    """A file that a merge broke is kept under another name and told; the ticks come from the journal."""
    desk = open_desk()
    desk.tick("M1", "fine")
    broken = b"<<<<<<< ours\n" + day_file(tmp_path).read_bytes()
    day_file(tmp_path).write_bytes(broken)
    assert desk.refresh()
    again = open_desk()
    for one in (desk, again):
        assert step(one, "M1").tick.note == "fine"
    aside = next(path for path in day_file(tmp_path).parent.iterdir() if ".broken-20261124-090000" in path.name)
    assert aside.read_bytes() == broken
    assert [(problem.code, problem.found) for problem in desk.problems] == [("state-set-aside", aside.name)]
    desk.tick("M2")
    assert {one.id for one in open_desk().checklist.steps if one.tick.done} == {"M1", "M2"}


def test_a_file_of_a_newer_cockpit_is_shown_as_a_problem_and_not_written(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Ticking into a file that a newer version wrote is refused; the file stays; a mended one works at once."""
    path = day_file(tmp_path)
    Store(tmp_path).save(path, b"version = 9\n")
    desk = open_desk()
    assert [problem.code for problem in desk.problems] == ["state-newer"]
    with pytest.raises(NotSaved) as caught:
        desk.tick("M1")
    assert caught.value.problem.code == "state-newer"
    assert path.read_bytes() == b"version = 9\n"
    path.write_bytes(b"version = 1\n")
    desk.tick("M1")
    assert step(open_desk(), "M1").tick.done


def test_a_read_only_workspace_is_shown_and_refuses(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be written everything can be read, broken files included, and a deed says why not."""
    open_desk().own(FP, "Li")
    day_file(tmp_path).parent.mkdir()
    day_file(tmp_path).write_bytes(b"<<<<<<<")

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Store, "make_folder", refused)
    monkeypatch.setattr(Store, "read_only", True)
    desk = open_desk(WANG)
    assert desk.read_only
    assert desk.marks.of(FP).owner == "Li"
    assert [problem.code for problem in desk.problems] == ["state-broken"]
    for deed in (lambda: desk.own(FP, "Wang"), lambda: desk.tick("M1"), desk.undo):
        with pytest.raises(NotSaved) as caught:
            deed()
        assert caught.value.problem.code == "not-saved-read-only"


def test_a_torn_journal_is_told_and_the_rest_counts(open_desk: OpenDesk, tmp_path: Path) -> None:
    """A torn and an odd line are problems of the desk; what stands around them counts."""
    open_desk().own(FP, "Li")
    month = next((tmp_path / "state" / "journal").iterdir())
    with month.open("ab") as file:
        file.write(b'{"what":"owned","issue":"x"}\n{"what":"noted"')
    desk = open_desk()
    assert [(problem.code, problem.row) for problem in desk.problems] == [("journal-odd", 2), ("journal-torn", 3)]
    desk.note(FP, "still works")
    assert [note.text for note in open_desk().marks.of(FP).notes] == ["still works"]


def test_a_rewritten_journal_is_folded_again(open_desk: OpenDesk, tmp_path: Path) -> None:
    """After a restored backup the marks are those of the backup."""
    desk = open_desk()
    desk.own(FP, "Li")
    month = next((tmp_path / "state" / "journal").iterdir())
    backup = month.read_bytes()
    desk.own(FP, "Wang")
    month.write_bytes(backup)
    assert desk.refresh()
    assert desk.marks.of(FP).owner == "Li"


def test_the_history_of_an_issue(open_desk: OpenDesk) -> None:
    """Everything that happened to one issue is told in its order, and nothing of another."""
    desk = open_desk()
    desk.own(FP, "Li")
    desk.note("b" * 16, f"see {FP}")
    desk.acknowledge(FP, Severity.WARNING)
    assert [event["what"] for event in desk.history(FP)] == ["owned", "acknowledged"]


def test_edited_settings_change_the_list(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Steps that are added to the settings while the cockpit runs appear, with the ticks that are there."""
    desk = open_desk()
    desk.tick("M1")
    edited = defaults(tmp_path)
    edited.tree = {**edited.tree, "checklist": {"M1": {"en": "Read", "zh": "读"}, "Z1": {"en": "New", "zh": "新"}}}
    desk.use(edited)
    assert [one.id for one in desk.checklist.steps][:2] == ["M1", "Z1"]
    assert step(desk, "M1").tick.done


TICK_ON = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from cockpit.desk import Desk
from cockpit.person import Person
from cockpit.settings import defaults
workspace, name = Path(sys.argv[1]), sys.argv[2]
now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
desk = Desk(workspace, defaults(workspace), Person(int(sys.argv[3]), name, name), lambda: now)
for number in range(int(sys.argv[4])):
    for step in [step.id for step in desk.checklist.steps]:
        if step[0] in sys.argv[5]:
            desk.note(f"{name}-{number}", step)
            (desk.untick if number % 2 else desk.tick)(step)
            print(f"{number} {step}", flush=True)
"""


def ticking(workspace: Path, name: str, uid: int, rounds: int, panes: str) -> "subprocess.Popen[str]":
    """A process in which somebody ticks and unticks the steps of some panes."""
    return subprocess.Popen(
        [sys.executable, "-c", TICK_ON, str(workspace), name, str(uid), str(rounds), panes],
        stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(desk_module.__file__).parents[1])},
    )  # fmt: skip


def test_two_desks_at_full_speed_lose_nothing(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Two processes that tick different steps of one day at full speed end with every tick of both."""
    both = [ticking(tmp_path, "Li", 1000, 3, "M"), ticking(tmp_path, "Wang", 1001, 3, "NE")]
    for one in both:
        one.communicate()
    desk = open_desk()
    ticks = {one.id: one.tick.by for one in desk.checklist.steps if one.tick.done}
    assert ticks == {one.id: "Li" if one.id[0] == "M" else "Wang" for one in desk.checklist.steps}
    assert {name: len(mark.notes) for name, mark in desk.marks.all.items()} == {
        **{f"Li-{number}": 6 for number in range(3)},
        **{f"Wang-{number}": 11 for number in range(3)},
    }
    assert Journal(tmp_path).verify() == []


def test_a_tick_that_was_shown_survives_a_kill(open_desk: OpenDesk, tmp_path: Path) -> None:
    """After kill -9 in the middle of ticking, every tick that was shown as saved is there and no file is broken."""
    for round_ in range(4):
        with ticking(tmp_path, f"r{round_}", 1000, 100000, "MNE") as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(9 + 3 * round_)]
            process.send_signal(signal.SIGKILL)
            lines += [line for line in process.stdout if line.endswith("\n")]
        number, last = lines[-1].split()
        desk = open_desk()
        assert [problem for problem in desk.problems if problem.code != "journal-torn"] == []
        shown = {note.text for note in desk.marks.of(f"r{round_}-{number}").notes}
        assert last in shown
        later = len(desk.marks.of(f"r{round_}-{number}").notes) > sum(line.split()[0] == number for line in lines)
        assert later or step(desk, last).tick.done is (int(number) % 2 == 0)


def test_marks_that_were_kept_are_the_same(
    open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wall: Wall
) -> None:
    """A desk that starts from the kept fold has the marks, ticks and undo of one that read the whole journal."""
    monkeypatch.setattr(kept, "WORTH", 1)
    desk = open_desk()
    for deed in DEEDS.values():
        deed(desk)
    desk.snooze("b" * 16, wall.now, "x", Severity.WARNING, wall.now)
    desk.snooze("c" * 16, "next-report", "x")
    desk.acknowledge("c" * 16, Severity.CRITICAL)
    desk.tick("M3")
    desk.undo()
    desk.note(FP, "快递")
    desk.undo()
    monkeypatch.setattr(kept, "WORTH", 10**6)
    shutil.copytree(tmp_path / "state", tmp_path / "other" / "state")
    (tmp_path / "other" / "state" / "cache" / "marks.json").unlink()
    found = []
    for workspace in (tmp_path, tmp_path / "other"):
        one = Desk(workspace, defaults(workspace), LI, wall)
        before = (one._journal.lines_read, one.marks, one.checklist, load_marks(workspace))
        said = [one.redo(), one.undo(), one.undo(), one.undo(), one.redo(), one.redo(), one.redo()]
        found.append((*before, said, one.marks, one.checklist))
    assert [lines for lines, *_ in found] == [0, found[1][0]]
    assert found[0][1:] == found[1][1:]
    assert found[0][1] == found[0][3]
    assert None not in found[0][4]


@pytest.mark.parametrize("text", ["", "[]", '{"version":1}', '{"version":1,"cells":{},"deeds":{"x":[[],[]]}}'])
def test_a_broken_cache_is_no_cache(open_desk: OpenDesk, tmp_path: Path, text: str) -> None:
    """A cache that is no use changes nothing."""
    open_desk().own(FP, "Li")
    cache = tmp_path / "state" / "cache" / "marks.json"
    cache.parent.mkdir()
    cache.write_text(text)
    assert open_desk().marks.of(FP).owner == "Li"
    assert open_desk().problems == ()
