"""Many issues at once, and issues of one thing together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from cockpit.issue import Pane
from cockpit.picture import Issue, Picture
from cockpit.problems import Problem
from cockpit.view.grouping import Group
from screens.app import CockpitApp
from tests.screens import pictures
from tests.screens.stage import StageApp, StageDesk, stage, text_of


@contextmanager
def empty_stage(tmp_path: Path, picture: Picture | None = None) -> Iterator[tuple[StageApp, StageDesk]]:
    """The app with a desk on which nobody has said anything."""
    desk = StageDesk()
    desk.marks = type(desk.marks)()
    with stage(tmp_path, picture, desk=desk) as app:
        yield app, desk


def morning(app: CockpitApp) -> list[Issue]:
    """The open issues of the morning, in order."""
    return list(app.scene.panes[Pane.MORNING].open_issues)


async def test_one_key_acknowledges_all_that_are_selected_in_one_write(tmp_path: Path) -> None:
    """Selected by x, v, space or shift and arrow, issues are acknowledged together; nothing stays selected."""
    with empty_stage(tmp_path) as (app, desk):
        async with app.run_test(size=(100, 30)) as pilot:
            first, second, third, fourth, *_ = morning(app)
            await pilot.press("x", "space", "shift+down")
            assert app.today.selected == {one.fingerprint for one in (first, second, third, fourth)}
            assert "4 selected" in text_of(app)
            assert text_of(app).count("●") == 4
            app.shown.clear()
            await pilot.press("a")
            await app.next_scene()
            assert (desk.writes, len(desk.marks.all)) == (1, 4)
            await pilot.pause()
            assert "4 acknowledged" in text_of(app)
            assert "selected" not in text_of(app)
            await pilot.press("up", "shift+up", "v")
            assert app.today.selected == {second.fingerprint, third.fingerprint} ^ {second.fingerprint}


async def test_escape_selects_nothing_and_then_shows_everything(tmp_path: Path) -> None:
    """All that a filter shows can be selected at once; esc lets go of it first, then of the filter."""
    with empty_stage(tmp_path) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            app.filter("critical")
            await pilot.press("V")
            shown = morning(app)
            assert app.today.selected == {one.fingerprint for one in shown}
            assert len(shown) > 2
            await pilot.press("asterisk")
            assert app.today.selected == frozenset()
            await pilot.press("V", "escape")
            assert (app.today.selected, app.filter_text) == (frozenset(), "critical")
            await pilot.press("escape")
            assert app.filter_text == ""


async def test_acknowledging_all_again_takes_it_back(tmp_path: Path) -> None:
    """Of a selection that is acknowledged in part the rest is acknowledged; of one that is wholly, none is any more."""
    with empty_stage(tmp_path) as (app, desk):
        async with app.run_test(size=(140, 40)) as pilot:
            for keys, known in ((("a",), 1), (("g", "j", "V", "a"), len(morning(app))), (("V", "a"), 0)):
                app.shown.clear()
                await pilot.press(*keys)
                await app.next_scene()
                await pilot.pause()
                assert sum(mark.acknowledged is not None for mark in desk.marks.all.values()) == known
            assert desk.writes == 3


async def test_snooze_owner_and_note_are_asked_once_for_all(tmp_path: Path) -> None:
    """The question names how many issues it is about, and the answer goes to each of them."""
    with empty_stage(tmp_path) as (app, desk):
        async with app.run_test(size=(140, 40)) as pilot:
            for keys, title in (("s", "Snooze 2 issues"), ("o", "Whose are the 2 issues?"), ("i", "Note on 2 issues")):
                await pilot.press("x", "x", keys)
                await pilot.pause()
                assert title in text_of(app)
                app.shown.clear()
                await pilot.press(*{"s": ("1", "w", "enter"), "o": ("1",), "i": ("c", "enter")}[keys])
                await app.next_scene()
                await pilot.pause()
            marks = list(desk.marks.all.values())
            assert sum(mark.snoozed is not None and mark.snoozed.reason == "w" for mark in marks) == 2
            assert sum(mark.owner == "li" for mark in marks) == 2
            assert sum(len(mark.notes) for mark in marks) == 2
            assert desk.writes == 3


async def test_what_could_not_be_saved_stays_selected(tmp_path: Path) -> None:
    """A write that fails changes nothing on the screen and keeps the selection, to try again."""
    with empty_stage(tmp_path) as (app, desk):
        async with app.run_test(size=(140, 40)) as pilot:
            desk.refuses = Problem("not-saved-disk-full")
            await pilot.press("x", "x", "a")
            while app.status.not_saved is None:
                await pilot.pause()
            assert "NOT SAVED" in text_of(app)
            assert (len(app.today.selected), desk.marks.all) == (2, {})


async def test_in_the_detail_a_key_is_for_the_issue_that_is_read(tmp_path: Path) -> None:
    """Who reads one issue acts on that one, whatever is selected in the list."""
    with empty_stage(tmp_path) as (app, desk):
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("x", "x", "enter")
            read = app.today.issue
            assert read is not None
            app.shown.clear()
            await pilot.press("a")
            await app.next_scene()
            assert set(desk.marks.all) == {read.fingerprint}


async def test_issues_that_have_gone_are_no_longer_selected(tmp_path: Path) -> None:
    """A new picture without a selected issue leaves the others selected."""
    with empty_stage(tmp_path) as (app, _):
        async with app.run_test(size=(140, 40)) as pilot:
            gone, stays = morning(app)[:2]
            await pilot.press("x", "x")
            left = tuple(one for one in app.picture.issues if one is not gone)
            app._take_picture(replace(app.picture, issues=left, number=app.picture.number + 1))
            await pilot.pause()
            assert app.today.selected == {stays.fingerprint}


async def test_issues_of_one_thing_stand_together_and_the_cursor_stays(tmp_path: Path) -> None:
    """One key puts the issues of a SKU below a row that names it, what explains others first; again: by urgency."""
    lamp = next(one for one in pictures.picture().issues if one.check == "S-02")
    worse = replace(lamp, check="L-99", fingerprint="b" * 16, number=900, due=pictures.NOW, effects=())
    picture = replace(pictures.picture(), issues=(*pictures.picture().issues, worse))
    with empty_stage(tmp_path, picture) as (app, _):
        async with app.run_test(size=(100, 30)) as pilot:
            here = app.today.issue
            await pilot.press("t")
            items = app.scene.panes[Pane.MORNING].items
            at = next(at for at, item in enumerate(items) if isinstance(item, Group))
            group, *members = items[at : at + 3]
            assert isinstance(group, Group)
            assert (group.subject, group.issues) == (lamp.subject, 2)
            assert [one.check for one in members if isinstance(one, Issue)] == ["S-02", "L-99"]
            assert app.today.issue == here
            shown = text_of(app)
            assert "US SKU ZX-LAMP-01  ▲2" in shown
            assert shown.count("ZX-LAMP-01") == 1
            assert {one.fingerprint for one in morning(app)} == {
                item.fingerprint for item in items if isinstance(item, Issue)
            }
            place = app.today.whereabouts("", together=app.together)
            assert place.together
            await pilot.press("t")
            assert not any(isinstance(item, Group) for item in app.scene.panes[Pane.MORNING].items)
            assert app.today.issue == here


async def test_the_cursor_passes_the_rows_that_name_a_group(tmp_path: Path) -> None:
    """Moving down and up through groups stands on steps and issues only."""
    twins = [replace(one, check="L-99", fingerprint=f"{at:016x}") for at, one in enumerate(pictures.picture().issues)]
    picture = replace(pictures.picture(), issues=(*pictures.picture().issues, *twins))
    with empty_stage(tmp_path, picture) as (app, _):
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("t", "g")
            for key in ("j", "k"):
                for _ in range(app.today.current.count()):
                    await pilot.press(key)
                    assert not isinstance(app.today.current.item, Group)


async def test_a_person_closes_what_nobody_looks_at(tmp_path: Path) -> None:
    """An unsure issue of a missing marketplace is closed with a reason; one of a check that is on is not."""
    issues = [replace(one, unchecked="absent") if one.state == "unsure" else one for one in pictures.picture().issues]
    gone = next(one for one in issues if one.unchecked)
    with empty_stage(tmp_path, replace(pictures.picture(), issues=tuple(issues))) as (app, desk):
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.go_to(gone)
            await pilot.press("X")
            await pilot.pause()
            assert f"Close #{gone.number}, because" in text_of(app)
            app.shown.clear()
            await pilot.press("n", "o", "enter")
            await app.next_scene()
            await pilot.pause()
            closed = desk.marks.of(gone.fingerprint).closed
            assert closed is not None
            assert closed.reason == "no"
            assert gone not in morning(app)
            assert f"#{gone.number} closed" in text_of(app)
