"""The board on the stage: what waits first, what is asked before it is written, and who may not."""

import csv
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cockpit.board_desk import Seen
from cockpit.board_fold import Action
from cockpit.person import Person
from cockpit.problems import Problem
from cockpit.text import Language
from screens.board import Board
from screens.cells import width_of
from screens.side_place import SidePlace
from tests.screens import boards, pictures
from tests.screens.snapshots import same_as_kept
from tests.screens.stage import StageApp, StageDesk, stage, text_of
from tests.screens.test_places import type_text

SIZES = [(80, 24), (100, 30), (140, 40), (200, 50)]
PRICE, OWN, APPROVED, ALONE, DONE = (f"b1c2d3e4f5{n}" for n in ("09", "10", "08", "06", "07"))


async def opened(app: StageApp, pilot: Pilot[int], id_: str = "") -> Board:
    """The board, on an action."""
    app.open_board(id_)
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, Board)
    return screen


def action(app: StageApp, id_: str) -> Action:
    """An action as the desk has it."""
    return next(one for one in app.session.desk.board.seen.actions if one.id == id_)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_board_looks_as_kept(tmp_path: Path, size: tuple[int, int], language: Language) -> None:
    """What waits first, with the time that is left; the detail of what is under the cursor below."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=size) as pilot:
            await pilot.press("b")
            await pilot.pause()
            strips = app.screen._compositor.render_strips()
            assert [width_of(strip.text) for strip in strips] == [size[0]] * size[1]
            same_as_kept(f"board-{size[0]}x{size[1]}-{language}", text_of(app))


async def test_the_keys_of_the_dialog_are_whole_or_left_out(tmp_path: Path) -> None:
    """On a narrow screen how to leave stays, and no key is cut."""
    with stage(tmp_path, language="zh") as app:
        async with app.run_test(size=(60, 24)) as pilot:
            await pilot.press("d")
            assert next(line for line in text_of(app).splitlines() if "登记操作" in line).endswith("   esc 离开")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_recording_looks_as_kept(tmp_path: Path, language: Language) -> None:
    """Kind and value before are known; the last row says what is about to be written."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            app.go_to_number(139)
            await pilot.press("d", "enter", "enter")
            await type_text(app, "14.50")
            await pilot.pause()
            same_as_kept(f"record-100x30-{language}", text_of(app))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_empty_board_teaches(tmp_path: Path, language: Language) -> None:
    """What will appear here, and which key makes it."""
    desk = StageDesk()
    desk.board.seen = Seen()
    with stage(tmp_path, language=language, desk=desk) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot)
            same_as_kept(f"board-empty-80x24-{language}", text_of(app))


async def test_a_board_that_was_not_read_yet_is_not_called_empty(tmp_path: Path) -> None:
    """Until somebody has looked it says that it is being read."""
    desk = StageDesk()
    desk.board.seen = Seen(read=False)
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot)
            assert "Reading the board" in text_of(app)
            assert "Nothing is on the board" not in text_of(app)


async def test_a_low_screen_shows_the_board_as_well(tmp_path: Path) -> None:
    """At the smallest size that works the first proposal and its detail are there."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(40, 12)) as pilot:
            await opened(app, pilot)
            assert "KÜ" in text_of(app)


async def test_a_second_person_approves_exactly_what_is_shown(tmp_path: Path) -> None:
    """The question repeats the values; enter agrees, and the board says so when it is on disk."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            await opened(app, pilot, PRICE)
            await pilot.press("a")
            assert "Approve: price DE KÜ-SIEB-3er 1.99 → 14.50 · mei?" in text_of(app)
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            await pilot.pause()
            assert action(app, PRICE).approved
            assert f"{PRICE}: approved" in text_of(app)


async def test_what_is_not_on_disk_is_not_shown(tmp_path: Path) -> None:
    """A full disk leaves the proposal as it was, and the head says NOT SAVED."""
    desk = StageDesk()
    desk.refuses = Problem("not-saved", found="No space left on device")
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, PRICE)
            await pilot.press("a", "enter")
            while "NOT SAVED" not in text_of(app):
                await pilot.pause()
            assert action(app, PRICE).approved is None
            assert "Wait for a second person 2" in text_of(app)


async def test_ones_own_is_refused_with_the_reason(tmp_path: Path) -> None:
    """It is said before; who tries all the same is refused, and the attempt is kept for R-02."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, OWN)
            await pilot.press("a")
            assert "This is your own" in text_of(app)
            app.shown.clear()
            await pilot.press("down", "enter")
            await app.next_scene()
            await pilot.pause()
            assert (action(app, OWN).approved, bool(action(app, OWN).self_tried)) == (None, True)
            assert f"{OWN} is your own" in text_of(app)
            assert "tried on their own" in text_of(app)


async def test_a_stray_enter_reports_nobody(tmp_path: Path) -> None:
    """A question that warns begins at no; nothing is tried, nothing is noted."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, OWN)
            await pilot.press("a", "enter")
            assert "This is your own" not in text_of(app)
            assert not action(app, OWN).self_tried


async def test_a_refusal_needs_a_reason(tmp_path: Path) -> None:
    """Enter without one refuses nothing."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            await opened(app, pilot, PRICE)
            await pilot.press("x", "enter")
            assert action(app, PRICE).refused is None
            await pilot.press("x")
            await type_text(app, "成本没变")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            said = action(app, PRICE).refused
            assert said
            assert said.why == "成本没变"


async def test_what_was_approved_is_carried_out_and_looked_at(tmp_path: Path) -> None:
    """The key d says that it is done, v what came of it."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, APPROVED)
            await pilot.press("d")
            assert "reported" not in text_of(app)
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            assert action(app, APPROVED).done
            await pilot.press("v", "down", "enter")
            await type_text(app, "no change")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            verified = action(app, APPROVED).verified
            assert verified
            assert (verified.why, action(app, APPROVED).worked) == ("no change", False)


async def test_done_without_a_word_says_that_it_is_reported(tmp_path: Path) -> None:
    """Nobody agreed yet: the question names R-01 before anything is written."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, OWN)
            await pilot.press("d")
            assert "R-01" in text_of(app)
            await pilot.press("escape")
            assert action(app, OWN).done is None


async def test_enter_offers_only_what_can_be_done(tmp_path: Path) -> None:
    """Arrows, enter and esc alone are enough; its issue is one of the choices."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            await opened(app, pilot, PRICE)
            await pilot.press("enter")
            text = text_of(app)
            assert "Agree, as the second person" in text
            assert "Say whether the result" not in text
            await pilot.press("4")
            await pilot.pause()
            assert app.screen is app.today
            assert app.today.issue
            assert app.today.issue.number == 139


async def test_what_cannot_be_done_says_why(tmp_path: Path) -> None:
    """A done action cannot be approved; a proposal has no result yet."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, DONE)
            await pilot.press("a")
            assert "approve: it is decided already" in text_of(app)
            await pilot.press("d")
            assert "done: it is done already" in text_of(app)
            screen = app.screen
            assert isinstance(screen, Board)
            screen.rows.stand_on(PRICE)
            await pilot.press("v")
            assert "verify: it is not done yet" in text_of(app)


async def test_tab_groups_by_day_person_subject_and_check(tmp_path: Path) -> None:
    """What waits stays on top; the cursor stays on its action."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            screen = await opened(app, pilot, DONE)
            for heading in (
                "mei 2 ─",
                "US SKU ZX-MUG-便携 1 ─",
                "A-01 ACoS over target 2 ─",
                "Yesterday · Sun 22 Nov 2 ─",
            ):
                await pilot.press("tab")
                await pilot.pause()
                assert heading.split(" ")[0] in text_of(app)
                assert "Wait for a second person 2" in text_of(app)
                assert screen.rows.current
                assert screen.rows.current.id == DONE


@pytest.mark.parametrize(
    ("words", "left"),
    [("2026-11-20", 2), ("wang", 4), ("auto-lampe", 1), ("L-04", 1), ("proposed", 2), ("refund", 1), ("nothing", 0)],
)
async def test_the_filter_finds_day_person_subject_check_and_state(tmp_path: Path, words: str, left: int) -> None:
    """Every word must be in it somewhere; what is shown is what is exported."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            screen = await opened(app, pilot)
            screen._filter(words)
            assert sum(isinstance(one, Action) for one in screen.rows.items) == left
            if not left:
                await pilot.pause()
                assert "No action holds" in text_of(app)


async def test_what_is_shown_is_exported(tmp_path: Path) -> None:
    """A form, then a file; the CSV begins as Excel needs it and holds only what the filter left."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            screen = await opened(app, pilot)
            screen._filter("A-01")
            await pilot.press("w", "3", "enter")
            path = tmp_path / "exports" / "board-2026-11-23.csv"
            while "written to" not in text_of(app):
                await pilot.pause()
            rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
            assert [row["subject"] for row in rows] == ["campaign:Exact-Lamp", "campaign:Auto-Lampe"]


async def test_an_export_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in the way ends nothing."""
    (tmp_path / "exports").write_text("in the way", "utf-8")
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot)
            await pilot.press("w", "1", "enter")
            while "could not be written" not in text_of(app):
                await pilot.pause()


# ── The issue's own detail ───────────────────────────────────────────────────────────────────────────────────────────


async def test_the_detail_of_an_issue_has_its_actions_and_their_approval(tmp_path: Path) -> None:
    """A second person is asked, by whom, since when, with the exact values."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.go_to_number(139)
            await pilot.pause()
            text = text_of(app)
            assert "a second person is asked" in text
            assert "price 1.99 → 14.50 · proposed · mei 23 h left" in text


# ── The supervisor ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_supervisor_is_told_that_the_view_is_read_only(tmp_path: Path) -> None:
    """Acknowledging, ticking and recording say why not; approving works."""
    config = '[[people]]\nuser = "wang"\nname = "wang"\nrole = "supervisor"\n'
    (tmp_path / "config.toml").write_text(config, "utf-8")
    desk = StageDesk()
    desk.person = Person(1002, "wang", "wang", "supervisor")
    with stage(tmp_path, own_settings=True, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            before = app.scene.marks
            for key in ("a", "s", "o", "i", "d"):
                await pilot.press(key)
                assert "a supervisor only approves here" in text_of(app)
            assert app.scene.marks is before
            await opened(app, pilot, PRICE)
            app.shown.clear()
            await pilot.press("a", "enter")
            await app.next_scene()
            assert action(app, PRICE).approved


async def test_an_assistant_does_not_approve_where_people_are_named(tmp_path: Path) -> None:
    """With [[people]] only a supervisor's word is the second one."""
    (tmp_path / "config.toml").write_text('[[people]]\nuser = "wang"\nrole = "supervisor"\n', "utf-8")
    with stage(tmp_path, own_settings=True) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await opened(app, pilot, PRICE)
            await pilot.press("a")
            assert "only supervisors approve here" in text_of(app)


async def test_hostile_actions_are_only_words(tmp_path: Path) -> None:
    """Whatever somebody typed: no control character reaches the terminal, no markup is read."""
    bad = pictures.HOSTILE
    said = boards.word((bad, 1001), boards.HOUR, bad)
    one = boards.line(bad, said, bad, bad, boards.sku(bad), (bad, bad), bad)
    desk = StageDesk()
    desk.board.seen = Seen((one,))
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            await opened(app, pilot)
            text = text_of(app)
            assert all(line.isprintable() for line in text.splitlines())
            assert "[red]bold" in text


async def test_what_arrives_while_the_board_opens_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The board is read by another thread: when that ends just as the screen has drawn the empty one, it is shown."""
    with stage(tmp_path) as app:
        desk, drawn = app.session.desk, SidePlace.on_mount
        whole = desk.board.seen
        desk.board.seen = Seen(limits=whole.limits, waits=whole.waits, read=False)

        def mount(screen: SidePlace) -> None:
            drawn(screen)
            desk.board.seen = whole
            app.rebuild()

        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.pause()
            monkeypatch.setattr(SidePlace, "on_mount", mount)  # the last that a mounting screen does
            screen = await opened(app, pilot)
            await pilot.pause()
            assert screen.rows.current is not None
            assert "Reading the board" not in text_of(app)
