"""Incidents: what people write down about them, the folder of each, and what it means for the board."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.acted import Acted
from cockpit.board import Board, Draft, Refused
from cockpit.desk import Desk
from cockpit.incident import IncidentBook, open_incidents
from cockpit.incident_facts import Incident, Item, pack_items
from cockpit.incident_folder import name_of
from cockpit.issue import Subject
from cockpit.journal import Journal
from cockpit.person import Person
from cockpit.plan_of_action import is_answered, skeleton
from cockpit.settings import Settings, defaults
from cockpit.store import NotSaved
from cockpit.text import words

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LI, WANG = Person(1000, "li", "Li"), Person(1001, "wang", "Wang")
WARNING = Incident(
    "PN-1", "US", "default", "Inauthentic complaint", "authenticity", ("B000000ZX1",), ("ZX-1",), ("111-1",),
    NOW - HOUR, NOW + 70 * HOUR,
)  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The shipped settings of a workspace."""
    return defaults(tmp_path)


@pytest.fixture
def book(tmp_path: Path, settings: Settings) -> IncidentBook:
    """A book with one incident that was taken up."""
    book = IncidentBook(tmp_path, settings)
    book.open(WARNING, LI, NOW)
    return book


def ids(items: tuple[Item, ...], *, missing: bool) -> list[str]:
    """The items of a pack that are missing, or there."""
    return [item.id for item in items if item.missing is missing]


# ── What is written down ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("book")
def test_what_is_opened_is_read_back_whole(tmp_path: Path, settings: Settings) -> None:
    """Another reader sees every fact, who opened it, and when."""
    [worked] = IncidentBook(tmp_path, settings).worked(NOW)
    assert replace(worked.incident, said=(), files=(), opened_at=None) == replace(WARNING)
    assert (worked.opened.by, worked.opened.at) == ("Li", NOW)


def test_steps_are_done_by_somebody_and_taken_back(book: IncidentBook) -> None:
    """A step keeps who did it; taking it back is one more event."""
    book.step("PN-1", "stop", LI, NOW + HOUR, "ads paused")
    book.step("PN-1", "screenshot", WANG, NOW + 2 * HOUR)
    book.unstep("PN-1", "stop", LI, NOW + 3 * HOUR)
    one = book.one("PN-1", NOW + 3 * HOUR)
    assert {step: word.by for step, word in one.steps.items()} == {"screenshot": "Wang"}
    assert one.next_step(None) == "stop"


def test_the_flow_ends_with_the_listing(book: IncidentBook) -> None:
    """The board's two steps are done when the appeal is approved and sent; then the listing comes."""
    for step in ("stop", "screenshot", "read", "pack"):
        book.step("PN-1", step, LI, NOW)
    one = book.one("PN-1", NOW)
    assert one.next_step(None) == "approval"
    assert one.next_step(None, approved=True) == "appeal"
    assert one.next_step(NOW) == "edit"


@pytest.mark.parametrize("step", ["approval", "appeal", "nonsense"])
def test_what_the_board_says_is_not_ticked(book: IncidentBook, step: str) -> None:
    """Approval and appeal come from the board; what is no step is refused."""
    with pytest.raises(Refused):
        book.step("PN-1", step, LI, NOW)


def test_a_moment_of_the_past_shows_what_was_known_then(book: IncidentBook) -> None:
    """What was written later is not there."""
    book.step("PN-1", "stop", LI, NOW + HOUR)
    book.close("PN-1", "accepted", LI, NOW + 5 * HOUR)
    assert not book.one("PN-1", NOW).steps
    assert book.one("PN-1", NOW + HOUR).closed is None
    assert book.one("PN-1", NOW + 5 * HOUR).outcome == "accepted"


def test_a_closed_incident_is_left_alone_until_it_is_opened_again(book: IncidentBook) -> None:
    """Nothing is ticked on it; opened again it keeps its steps and its beginning."""
    book.step("PN-1", "stop", LI, NOW)
    book.close("PN-1", "refused", LI, NOW + HOUR)
    with pytest.raises(Refused):
        book.step("PN-1", "read", LI, NOW + HOUR)
    book.open(WARNING, WANG, NOW + 2 * HOUR)
    one = book.one("PN-1", NOW + 2 * HOUR)
    assert (one.closed, one.opened.by, set(one.steps)) == (None, "Li", {"stop"})


@pytest.mark.parametrize("what", ["step", "note", "close"])
def test_an_unknown_incident_is_refused(book: IncidentBook, what: str) -> None:
    """Nothing is written about one that nobody took up."""
    with pytest.raises(Refused):
        getattr(book, what)("PN-9", "stop", LI, NOW)


@pytest.mark.usefixtures("book")
def test_an_odd_line_of_the_journal_stops_nothing(tmp_path: Path, settings: Settings) -> None:
    """It is told with its file and row; the incident stands."""
    Journal(tmp_path).append([{"what": "incident-step", "incident": "PN-1", "step": "nonsense"}], LI, NOW)
    again = IncidentBook(tmp_path, settings)
    assert [problem.code for problem in again.problems] == ["journal-odd"]
    assert again.one("PN-1", NOW).steps == {}


def test_the_history_holds_what_the_board_says(book: IncidentBook, tmp_path: Path, settings: Settings) -> None:
    """Its own events and those of the appeal's line, in the order of time, nothing of another incident."""
    board = Board(tmp_path, settings)
    id_ = board.propose(Draft("appeal", "US", Subject("incident", "PN-1")), LI, NOW + HOUR)
    board.decide(id_, "approved", WANG, NOW + 2 * HOUR)
    board.propose(Draft("appeal", "US", Subject("incident", "PN-10")), LI, NOW + HOUR)
    book.note("PN-1", "called", LI, NOW + 3 * HOUR)
    Journal(tmp_path).append([{"what": "seen", "action": {"en": "Collect the pack of PN-1"}}], LI, NOW)
    told = [event["what"] for event in book.history("PN-1", NOW + 9 * HOUR)]
    assert told == ["incident-opened", "action", "approved", "incident-noted"]


# ── The folder ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_opening_makes_the_folder(book: IncidentBook) -> None:
    """The list of what is needed, the plan with Amazon's three questions, and a place for each kind of file."""
    folder = book.folder_of("PN-1")
    names = {path.name for path in folder.iterdir()}
    assert names == {"incident.toml", "plan-of-action.md", "screenshots", "messages", "invoices", "authorisations"}
    assert 'id = "track:111-1"' in (folder / "incident.toml").read_text("utf-8")


def test_files_fill_the_pack_by_their_names(book: IncidentBook) -> None:
    """A name that begins with the order id belongs to it; an empty file is a slot."""
    folder = book.folder_of("PN-1")
    (folder / "screenshots" / "111-1 dhl.png").write_bytes(b"x")
    (folder / "screenshots" / "notification.png").write_bytes(b"")
    (folder / "messages" / "111-12.txt").write_bytes(b"x")
    assert book.refresh()
    items = pack_items(book.one("PN-1", NOW).incident)
    assert ids(items, missing=False) == ["order_ids", "track:111-1", "messages:111-1"]
    assert "notification" in ids(items, missing=True)


def test_what_people_edit_in_the_list_is_kept(book: IncidentBook) -> None:
    """Their word counts, and the app writes around it."""
    path = book.folder_of("PN-1") / "incident.toml"
    text = path.read_text("utf-8")
    path.write_text(text + '\n[[item]]\nid = "test report"\nwho = "Mei"\n', "utf-8")
    book.packed("PN-1", "digest", pack_items(book.one("PN-1", NOW).incident), LI, NOW)
    book.refresh()
    assert "test report" in ids(pack_items(book.one("PN-1", NOW).incident), missing=True)
    assert 'id = "test report"\nwho = "Mei"' in path.read_text("utf-8")


def test_a_broken_list_is_set_aside_and_named(book: IncidentBook, tmp_path: Path, settings: Settings) -> None:
    """A merge left marks in it: it is told, kept under another name, and a new one is written."""
    path = book.folder_of("PN-1") / "incident.toml"
    path.write_text("<<<<<<< ours\n", "utf-8")
    reader = IncidentBook(tmp_path, settings)
    assert [problem.code for problem in reader.problems] == ["state-broken"]
    assert path.read_text("utf-8") == "<<<<<<< ours\n"
    desk = Desk(tmp_path, settings, LI, lambda: NOW)
    desk.refresh()
    assert [problem.code for problem in desk.problems] == ["state-set-aside"]
    [aside] = path.parent.glob("incident.toml.broken-*")
    assert aside.read_text("utf-8") == "<<<<<<< ours\n"
    assert 'id = "PN-1"' in path.read_text("utf-8")


def test_a_list_of_a_newer_version_is_left_alone(book: IncidentBook) -> None:
    """It is not ours to write: the pack is not recorded, and nothing is lost."""
    path = book.folder_of("PN-1") / "incident.toml"
    path.write_text("version = 99\n", "utf-8")
    with pytest.raises(NotSaved):
        book.packed("PN-1", "digest", (), LI, NOW)
    assert path.read_text("utf-8") == "version = 99\n"


@pytest.mark.parametrize("id_", ["../../etc", ".", "..", "a/b\\c", "CON\x00", "警告 1", "x" * 300, "a:b*?"])
def test_any_id_is_one_folder_of_its_own(id_: str) -> None:
    """Whatever a report says, the folder lies below state/incidents, and no two ids share it."""
    name = name_of(id_)
    assert Path(name).name == name
    assert name not in {".", ".."}
    assert len(name.encode()) < 200
    assert name != name_of(f"{id_}!")


def test_a_plan_is_answered_when_each_question_is() -> None:
    """In one language; hints, titles and the sentence above are no answers."""
    text = skeleton(WARNING)
    assert not is_answered(text)
    for number in (1, 2, 3):
        before = text
        heading = next(line for line in text.splitlines() if line.startswith(f"## {number}."))
        text = text.replace(heading, f"{heading}\n\nAnswer {number}.", 1)
        assert text != before
        assert is_answered(text) is (number == 3)


def test_amazons_three_questions_stand_in_both_languages() -> None:
    """Root cause, actions taken, prevention."""
    text = skeleton(WARNING)
    for question in ("Root cause", "Actions taken", "Prevention", "根本原因", "已采取的措施", "预防措施"):
        assert f". {question}\n" in text


# ── What it means elsewhere ──────────────────────────────────────────────────────────────────────────────────────────


def test_any_change_on_its_products_needs_a_second_person(
    book: IncidentBook, tmp_path: Path, settings: Settings
) -> None:
    """A cent on its SKU too, in its marketplace, until it is closed."""
    board = Board(tmp_path, settings, book.open_on)
    small = Draft("price", "US", Subject("sku", "ZX-1"), "10.00", "10.01")
    assert board.needs_approval(small, NOW)
    assert not board.needs_approval(replace(small, marketplace="DE"), NOW)
    assert not board.needs_approval(replace(small, subject=Subject("sku", "ZX-2")), NOW)
    board.done(small, LI, NOW)
    assert board.actions(NOW)[0].approval(NOW, board.limits) == "needed"
    book.close("PN-1", "accepted", LI, NOW + HOUR)
    assert not board.needs_approval(small, NOW + HOUR)


@pytest.mark.usefixtures("book")
def test_the_desk_asks_for_incidents(tmp_path: Path, settings: Settings) -> None:
    """What is recorded at the screen knows of the incident."""
    desk = Desk(tmp_path, settings, LI, lambda: NOW)
    action = desk.board.record(Draft("price", "US", Subject("sku", "ZX-1"), "10.00", "10.01"), "proposed")
    assert (action.incident, action.approval(NOW, desk.board.seen.limits)) == ("PN-1", "requested")


def test_a_supervisor_only_looks(tmp_path: Path, settings: Settings) -> None:
    """Below the screen nothing is written for them."""
    desk = Desk(tmp_path, settings, Person(1, "boss", "Boss", "supervisor"), lambda: NOW)
    with pytest.raises(Refused):
        desk.incidents.open(WARNING)
    assert not (tmp_path / "state" / "incidents").exists()


def test_a_supervisor_only_looks_on_the_command_line_too(book: IncidentBook) -> None:
    """The rule stands below screens and commands: no step, note or end is written in their name."""
    boss = Person(1, "boss", "Boss", "supervisor")
    with pytest.raises(Refused):
        book.step("PN-1", "stop", boss, NOW)
    with pytest.raises(Refused):
        book.note("PN-1", "seen", boss, NOW)
    with pytest.raises(Refused):
        book.close("PN-1", "accepted", boss, NOW)
    assert [event["what"] for event in book.history("PN-1", NOW)] == ["incident-opened"]


def test_checks_hear_of_a_file_that_is_put_there(book: IncidentBook, tmp_path: Path, settings: Settings) -> None:
    """A screenshot is news; nothing is none."""
    acted = Acted(tmp_path, settings)
    acted.look(settings)
    before = acted.news
    (book.folder_of("PN-1") / "screenshots" / "notification.png").write_bytes(b"x")
    assert (before, acted.news) == (False, True)
    acted.look(settings)
    assert acted.incidents(NOW)[0].files == ("screenshots/notification.png",)


def test_open_incidents_are_those_not_closed(book: IncidentBook, tmp_path: Path, settings: Settings) -> None:
    """As the journal tells them at a moment."""
    book.close("PN-1", "withdrawn", LI, NOW + HOUR)
    assert [one.id for one in open_incidents(tmp_path, settings, NOW)] == ["PN-1"]
    assert open_incidents(tmp_path, settings, NOW + HOUR) == ()


def test_a_failed_try_changes_nothing(tmp_path: Path, settings: Settings) -> None:
    """It needs nobody's yes, cannot be approved or carried out, and explains nothing."""
    board = Board(tmp_path, settings)
    id_ = board.failed(Draft("price", "US", Subject("sku", "ZX-1"), "1", "9", error="8541"), LI, NOW)
    [action] = board.actions(NOW)
    assert (action.state(NOW, board.limits), action.approval(NOW, board.limits)) == ("failed", "not_needed")
    with pytest.raises(Refused):
        board.decide(id_, "approved", WANG, NOW)
    with pytest.raises(Refused):
        board.done(Draft("price", "US", Subject("sku", "ZX-1")), LI, NOW, id_)


def test_undo_takes_the_newest_step_back(book: IncidentBook, tmp_path: Path, settings: Settings) -> None:
    """Ticking a step is taken back by undo and done again by redo; an older note waits its turn."""
    times = iter(NOW + timedelta(minutes=n) for n in range(1000))
    desk = Desk(tmp_path, settings, LI, lambda: next(times))
    desk.note("f", "seen")
    desk.incidents.step(book.worked(NOW)[0].incident.id, "stop", done=True)
    assert "stop" not in str(desk.undo())
    assert not desk.incidents.seen[0].steps
    assert desk.redo() is not None
    assert set(desk.incidents.seen[0].steps) == {"stop"}
    assert (desk.undo() is not None, set(desk.incidents.seen[0].steps)) == (True, set())
    assert desk.undo() == words("desk.undone.noted")


def test_a_step_opened_by_mistake_is_its_first_doers_again(book: IncidentBook) -> None:
    """Undo of a tick that was taken away gives it back to who had done it, and when."""
    id_ = book.worked(NOW)[0].incident.id
    book.step(id_, "stop", LI, NOW)
    book.unstep(id_, "stop", WANG, NOW + timedelta(minutes=5))
    assert book.undo(LI, NOW + timedelta(minutes=6)) is None  # it is Wang's word now
    assert book.undo(WANG, NOW + timedelta(minutes=7)) is not None
    done = book.worked(NOW + timedelta(minutes=8))[0].steps["stop"]
    assert (done.by, done.at) == (LI.name, NOW)


def test_a_step_of_the_day_before_yesterday_stays(book: IncidentBook) -> None:
    """A key press takes nothing back that is older than a day, nor in an incident that is closed."""
    id_ = book.worked(NOW)[0].incident.id
    book.step(id_, "stop", LI, NOW)
    assert book.undo(LI, NOW + timedelta(hours=25)) is None
    book.close(id_, "withdrawn", LI, NOW + timedelta(minutes=1))
    assert book.undo(LI, NOW + timedelta(minutes=2)) is None
