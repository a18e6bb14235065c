"""The board: who may say what about an action, what it then is, and that nothing written is ever lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from cockpit import kept
from cockpit.board import Board, Draft, Refused
from cockpit.board_fold import Action, newest_about, subject_of
from cockpit.issue import Subject
from cockpit.journal import Journal
from cockpit.person import Person
from cockpit.settings import load

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LI, WANG, ZHAO = Person(1000, "li", "Li"), Person(1001, "wang", "Wang"), Person(1002, "zhao", "Zhao")
BOSS = Person(1001, "wang", "Wang", "supervisor")
PRICE = Draft("price", "US", Subject("sku", "ZX-1"), "19.99", "24.99", "cost went up", "L-04")
PEOPLE = '[[people]]\nuser = "wang"\nname = "Wang"\nrole = "supervisor"\n'

OpenBoard = Callable[..., Board]


@pytest.fixture
def open_board(tmp_path: Path) -> OpenBoard:
    """Opens the board of the one workspace, with what config.toml says."""

    def opened(config: str = "") -> Board:
        (tmp_path / "config.toml").write_text(config, "utf-8")
        return Board(tmp_path, load(tmp_path))

    return opened


def line(board: Board, id_: str, now: datetime = NOW) -> Action:
    """An action of the board."""
    return next(action for action in board.actions(now) if action.id == id_)


def state(board: Board, id_: str, now: datetime = NOW) -> tuple[str, str]:
    """Where an action stands, and the second person's word."""
    action = line(board, id_, now)
    return action.state(now, board.limits), action.approval(now, board.limits)


def test_opening_writes_nothing(tmp_path: Path) -> None:
    """A board on an untouched workspace is empty and leaves the folder as it was."""
    assert Board(tmp_path, load(tmp_path)).actions(NOW) == ()
    assert list(tmp_path.iterdir()) == []


def test_an_action_goes_from_proposal_to_result(open_board: OpenBoard) -> None:
    """Proposed, approved by another, done, verified: one line with everybody's name."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    assert state(board, id_) == ("proposed", "requested")
    board.decide(id_, "approved", WANG, NOW, "fine")
    assert state(board, id_) == ("approved", "approved")
    assert board.done(replace(PRICE, before="", after=""), LI, NOW, id_) == id_
    assert state(board, id_) == ("done", "approved")
    board.verify(id_, ZHAO, NOW, "sells")
    action = line(board, id_)
    assert action.state(NOW, board.limits) == "verified"
    assert action.approved
    assert (action.begun.by, action.approved.by, action.verified and action.verified.why) == ("Li", "Wang", "sells")
    assert open_board().actions(NOW) == board.actions(NOW)


@pytest.mark.parametrize("how", ["approved", "refused"])
def test_nobody_decides_on_their_own(open_board: OpenBoard, how: Literal["approved", "refused"]) -> None:
    """It is refused, written down as an attempt, and changes nothing."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    with pytest.raises(Refused, match="another person"):
        board.decide(id_, how, LI, NOW)
    tried = line(board, id_).self_tried
    assert tried
    assert (tried.by, state(board, id_)) == ("Li", ("proposed", "requested"))


def test_who_did_it_does_not_ratify_it(open_board: OpenBoard) -> None:
    """Neither who proposed nor who carried out may be the second person."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.done(PRICE, WANG, NOW, id_)
    assert state(board, id_) == ("done", "needed")
    for person in (LI, WANG):
        with pytest.raises(Refused):
            board.decide(id_, "approved", person, NOW)
    board.decide(id_, "approved", ZHAO, NOW)
    assert state(board, id_) == ("done", "approved")


def test_with_people_named_only_supervisors_approve(open_board: OpenBoard) -> None:
    """[[people]] gives the right; a user it does not name has none."""
    board = open_board(PEOPLE)
    id_ = board.propose(PRICE, LI, NOW)
    with pytest.raises(Refused, match="supervisors"):
        board.decide(id_, "approved", ZHAO, NOW)
    board.decide(id_, "approved", BOSS, NOW)
    assert state(board, id_) == ("approved", "approved")


def test_an_approval_holds_for_a_day(open_board: OpenBoard) -> None:
    """Used within exactly 24 h it counts; a moment later it is expired, and may be given again."""
    board = open_board()
    in_time, late = board.propose(PRICE, LI, NOW), board.propose(replace(PRICE, after="30"), LI, NOW)
    for id_ in (in_time, late):
        board.decide(id_, "approved", WANG, NOW)
    end = NOW + 24 * HOUR
    board.done(PRICE, LI, end, in_time)
    assert state(board, in_time, end) == ("done", "approved")
    after = end + timedelta(seconds=1)
    assert state(board, late, after) == ("expired", "expired")
    board.decide(late, "approved", WANG, after)
    assert state(board, late, after) == ("approved", "approved")


def test_a_proposal_waits_until_somebody_decides(open_board: OpenBoard) -> None:
    """Only an approval expires (domain §10.1): one untouched for a day is R-03's, and to decide is what R-03 asks."""
    board = open_board()
    first, second = (board.propose(replace(PRICE, after=after), LI, NOW) for after in ("29", "30"))
    late = NOW + 72 * HOUR
    assert state(board, first, late) == ("proposed", "requested")
    board.decide(first, "approved", WANG, late)
    board.decide(second, "refused", WANG, late)
    assert state(board, first, late + 24 * HOUR) == ("approved", "approved")
    assert state(board, first, late + 25 * HOUR) == ("expired", "expired")
    assert state(board, second, late) == ("refused", "refused")


def test_what_is_done_too_late_was_not_approved(open_board: OpenBoard) -> None:
    """An expired approval is none."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    late = NOW + 25 * HOUR
    board.done(PRICE, LI, late, id_)
    assert state(board, id_, late) == ("done", "expired")


def test_other_values_void_the_approval(open_board: OpenBoard) -> None:
    """What was done with another price is a line of its own that nobody approved; the proposal is void for good."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    other = board.done(replace(PRICE, before="", after="29.99"), LI, NOW)
    assert other != id_
    assert state(board, other) == ("done", "needed")
    assert line(board, other).before == "19.99"
    assert state(board, id_) == ("expired", "expired")
    with pytest.raises(Refused):
        board.decide(id_, "approved", WANG, NOW)


def test_done_finds_the_newest_approved_proposal(open_board: OpenBoard) -> None:
    """Without an id it is the newest approved one of the same kind, marketplace and subject, never another's."""
    board = open_board()
    older, newer = board.propose(PRICE, LI, NOW), board.propose(PRICE, LI, NOW)
    elsewhere = board.propose(replace(PRICE, marketplace="DE"), LI, NOW)
    for id_ in (older, newer, elsewhere):
        board.decide(id_, "approved", WANG, NOW)
    board.propose(PRICE, LI, NOW)
    assert board.done(replace(PRICE, after="$24.99"), LI, NOW) == newer
    assert (state(board, older)[0], state(board, elsewhere)[0]) == ("approved", "approved")


def test_what_was_decided_stays_decided(open_board: OpenBoard) -> None:
    """Twice approved, approved after a refusal, done twice, verified before it is done: each is refused."""
    board = open_board()
    id_, no = board.propose(PRICE, LI, NOW), board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    board.decide(no, "refused", WANG, NOW, "below cost")
    for tried in (
        lambda: board.decide(id_, "approved", ZHAO, NOW),
        lambda: board.decide(no, "approved", WANG, NOW),
        lambda: board.verify(id_, LI, NOW),
        lambda: board.decide("nope", "approved", WANG, NOW),
    ):
        with pytest.raises(Refused):
            tried()
    board.done(PRICE, LI, NOW, id_)
    with pytest.raises(Refused, match="already done"):
        board.done(PRICE, LI, NOW, id_)
    with pytest.raises(Refused):
        board.decide(id_, "refused", WANG, NOW)
    assert (state(board, id_), state(board, no)) == (("done", "approved"), ("refused", "refused"))


def test_an_approval_may_be_taken_back_before_it_is_used(open_board: OpenBoard) -> None:
    """Refusing an approved action withdraws the approval."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    board.decide(id_, "refused", WANG, NOW)
    assert state(board, id_) == ("refused", "refused")


def test_small_changes_need_nobody(open_board: OpenBoard) -> None:
    """A step within the limits is done without a second person."""
    board = open_board()
    id_ = board.done(replace(PRICE, after="20.99"), LI, NOW)
    assert state(board, id_) == ("done", "not_needed")


def test_the_board_shows_any_past_moment(open_board: OpenBoard) -> None:
    """What was written later is not there yet."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW + HOUR)
    assert state(board, id_) == ("proposed", "requested")
    assert board.actions(NOW - HOUR) == ()
    assert state(board, id_, NOW + HOUR) == ("approved", "approved")


def test_others_lines_come_with_a_refresh(open_board: OpenBoard) -> None:
    """Two cockpits on one workspace see each other's actions."""
    one, other = open_board(), open_board()
    id_ = one.propose(PRICE, LI, NOW)
    assert other.refresh()
    assert not other.refresh()
    other.decide(id_, "approved", WANG, NOW)
    one.refresh()
    assert state(one, id_) == ("approved", "approved")


def test_a_kept_board_is_the_board(open_board: OpenBoard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A start from the kept fold gives what reading the whole journal gives."""
    monkeypatch.setattr(kept, "WORTH", 1)
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    assert (tmp_path / "state" / "cache" / "board.json").exists()
    again = open_board()
    assert (again.actions(NOW), again.version) == (board.actions(NOW), board.version)


def test_lines_that_are_no_action_are_told_and_passed_over(open_board: OpenBoard, tmp_path: Path) -> None:
    """A line that somebody broke stops nothing."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    journal = Journal(tmp_path)
    journal.append([{"what": "action", "kind": "price"}, {"what": "approved", "action": "gone"}], WANG, NOW)
    board.refresh()
    assert [problem.code for problem in board.problems] == ["journal-odd"]
    assert [action.id for action in board.actions(NOW)] == [id_]


def test_the_newest_action_about_a_subject_answers_an_issue(open_board: OpenBoard) -> None:
    """One of another check, subject or marketplace does not."""
    board = open_board()
    board.propose(PRICE, LI, NOW)
    newest = board.propose(PRICE, LI, NOW)
    board.propose(replace(PRICE, check="P-01"), LI, NOW)
    found = newest_about(board.actions(NOW), "US", PRICE.subject, "L-04")
    assert found
    assert found.id == newest
    assert newest_about(board.actions(NOW), "DE", PRICE.subject, "L-04") is None


@pytest.mark.parametrize("text", ["ZX-1", "sku:", "shelf:3", ""])
def test_a_subject_has_a_kind_that_exists(text: str) -> None:
    """A subject that no issue can have is refused."""
    with pytest.raises(ValueError, match=text or "^$"):
        subject_of(text)
    assert subject_of("campaign:Summer: 2026") == Subject("campaign", "Summer: 2026")


# ── Taking back ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ones_own_newest_word_can_be_taken_back_and_said_again(open_board: OpenBoard) -> None:
    """A recorded line goes and returns; what stands in the journal stays there."""
    board = open_board()
    id_ = board.done(replace(PRICE, after="20.50"), LI, NOW)
    assert board.undo(LI, NOW)
    assert board.actions(NOW) == open_board().actions(NOW) == ()
    assert board.redo(LI, NOW)
    assert board.redo(LI, NOW) is None
    assert state(board, id_) == ("done", "not_needed")
    assert open_board().actions(NOW) == board.actions(NOW)


def test_each_word_is_taken_back_by_itself(open_board: OpenBoard) -> None:
    """The result first, then that it was done, then nothing: the approval is another's, and built on the proposal."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    board.done(PRICE, LI, NOW, id_)
    board.verify(id_, LI, NOW, worked=False)
    assert board.undo(LI, NOW)
    assert state(board, id_)[0] == "done"
    assert board.undo(LI, NOW)
    assert state(board, id_)[0] == "approved"
    assert board.undo(LI, NOW) is None
    assert board.undo(WANG, NOW)
    assert state(board, id_) == ("proposed", "requested")


def test_nobody_takes_back_what_is_anothers_or_old(open_board: OpenBoard) -> None:
    """A day later, and by somebody else, nothing is undone."""
    board = open_board()
    id_ = board.propose(PRICE, LI, NOW)
    assert board.undo(WANG, NOW) is None
    assert board.undo(LI, NOW + 24 * HOUR + timedelta(seconds=1)) is None
    assert board.undo(LI, NOW + 24 * HOUR)
    assert all(action.id != id_ for action in board.actions(NOW + 24 * HOUR))


def test_what_must_be_seen_cannot_be_taken_back(open_board: OpenBoard) -> None:
    """Done without its second person (R-01), or tried on one's own (R-02): undo hides neither."""
    board = open_board()
    alone = board.done(PRICE, LI, NOW)
    assert board.undo(LI, NOW) is None
    tried = board.propose(PRICE, LI, NOW)
    with pytest.raises(Refused):
        board.decide(tried, "approved", LI, NOW)
    assert board.undo(LI, NOW) is None
    assert {action.id for action in board.actions(NOW)} == {alone, tried}


def test_taking_back_the_departure_gives_the_proposal_back(open_board: OpenBoard) -> None:
    """Other values voided it; when those are taken back as a mistyped line, it stands as before."""
    board = open_board()
    id_ = board.propose(replace(PRICE, before="19.99", after="20.00"), LI, NOW)
    board.decide(id_, "approved", WANG, NOW)
    board.done(replace(PRICE, before="19.99", after="20.01"), LI, NOW)
    assert state(board, id_)[0] == "expired"
    assert board.undo(LI, NOW)
    assert state(board, id_)[0] == "approved"


# ── Incidents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_anything_on_a_subject_with_an_open_incident_needs_a_second_person(tmp_path: Path) -> None:
    """A cent of price, too; the line keeps the incident, so that it counts when the incident is closed."""
    (tmp_path / "config.toml").write_text("", "utf-8")
    board = Board(tmp_path, load(tmp_path), lambda _, subject, __: "I-7" if subject.id == "ZX-1" else "")
    small = replace(PRICE, before="20.00", after="20.01")
    assert board.needs_approval(small, NOW)
    assert not board.needs_approval(replace(small, subject=Subject("sku", "ZX-2")), NOW)
    id_ = board.done(small, LI, NOW)
    assert state(Board(tmp_path, load(tmp_path)), id_) == ("done", "needed")


def test_an_incident_that_opens_before_it_is_done_counts(open_board: OpenBoard, tmp_path: Path) -> None:
    """What was small when it was proposed is a key operation once there is an incident."""
    id_ = open_board().propose(replace(PRICE, before="20.00", after="20.01"), LI, NOW)
    board = Board(tmp_path, load(tmp_path), lambda *_: "I-7")
    board.done(PRICE.__class__("price", "US", PRICE.subject), LI, NOW, id_)
    assert (line(board, id_).incident, state(board, id_)) == ("I-7", ("done", "needed"))


def test_a_known_floor_counts(open_board: OpenBoard) -> None:
    """A price below the floor that the issue named needs one, however small the step."""
    board = open_board()
    small = replace(PRICE, before="12.10", after="11.99", floor="12.00")
    assert board.needs_approval(small, NOW)
    assert state(board, board.propose(small, LI, NOW)) == ("proposed", "requested")
    assert not board.needs_approval(replace(small, after="12.00"), NOW)


def test_an_incident_that_only_the_reports_know_counts(open_board: OpenBoard) -> None:
    """Who writes the line down says which one; nobody need have taken it up."""
    board = open_board()
    small = replace(PRICE, before="20.00", after="20.01", incident="PN-1")
    assert board.needs_approval(small, NOW)
    assert state(board, board.done(small, LI, NOW)) == ("done", "needed")
