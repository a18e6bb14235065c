"""The board at the desk: one undo for marks and board, and who may only decide."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.board import Draft, Refused
from cockpit.issue import Severity, Subject
from tests.core.desk.workplace import BOSS, FP, WANG, OpenDesk, Wall

PRICE = Draft("price", "US", Subject("sku", "ZX-1"), "20.00", "20.50", "rounding", "L-04")


def test_a_supervisor_changes_nothing_but_decisions(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Every mark, tick, record and result is refused with a plain sentence, and nothing is written; a word is taken."""
    li, boss = open_desk(), open_desk(BOSS)
    proposed = li.board.record(replace(PRICE, after="30"), "proposed").id
    before = [path.read_bytes() for path in (tmp_path / "state" / "journal").iterdir()]
    for deed in (
        lambda: boss.acknowledge(FP, Severity.WARNING),
        lambda: boss.unacknowledge(FP),
        lambda: boss.snooze(FP, "worse", "later"),
        lambda: boss.wake(FP),
        lambda: boss.own(FP, "Li"),
        lambda: boss.note(FP, "hm"),
        lambda: boss.tick("M1"),
        lambda: boss.untick("M1"),
        lambda: boss.prove("N1", "A-10"),
        lambda: boss.board.record(PRICE, "done"),
        lambda: boss.board.carry_out(proposed),
        lambda: boss.board.verify(proposed, worked=True),
    ):
        with pytest.raises(Refused, match="Zhao is a supervisor"):
            deed()
    assert [path.read_bytes() for path in (tmp_path / "state" / "journal").iterdir()] == before
    assert boss.board.decide(proposed, "approved", "fine").approved
    assert boss.undo()


def test_undo_takes_the_newest_of_marks_and_board(open_desk: OpenDesk, wall: Wall) -> None:
    """An action recorded after a mark is taken back before it, and both come back in their order."""
    desk = open_desk()
    desk.own(FP, "Li")
    wall.now += timedelta(minutes=1)
    desk.board.record(PRICE, "done")
    assert desk.undo()
    assert (desk.board.seen.actions, desk.marks.of(FP).owner) == ((), "Li")
    assert desk.undo()
    assert desk.marks.of(FP).owner == ""
    assert desk.redo()
    assert desk.marks.of(FP).owner == "Li"
    assert desk.redo()
    assert [action.kind for action in desk.board.seen.actions] == ["price"]
    assert desk.redo() is None


def test_others_actions_are_seen(open_desk: OpenDesk) -> None:
    """What another writes on the board comes with a refresh; opening a desk reads no board yet."""
    li, wang = open_desk(), open_desk(WANG)
    li.board.record(PRICE, "done")
    assert wang.board.seen.actions == ()
    assert wang.refresh()
    assert not wang.refresh()
    assert wang.board.seen.actions == li.board.seen.actions


def test_ones_own_proposal_is_refused_and_seen(open_desk: OpenDesk) -> None:
    """The attempt is on the board of who made it, for R-02."""
    desk = open_desk()
    id_ = desk.board.record(replace(PRICE, after="30"), "proposed").id
    with pytest.raises(Refused, match="your own"):
        desk.board.decide(id_, "approved")
    [action] = desk.board.seen.actions
    assert action.self_tried
