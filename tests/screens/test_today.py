"""Today on the stage: layouts, cursor, saving, hostile text."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual import events

from cockpit.checklist import Step
from cockpit.issue import Pane, Severity
from cockpit.picture import Issue, Picture
from cockpit.problems import Problem
from cockpit.text import Language, Words, same
from cockpit.view.rows import IssueRow, Wording
from screens import whereabouts
from screens.cells import width_of
from screens.messages import EngineSaid
from tests.screens import pictures
from tests.screens.snapshots import same_as_kept
from tests.screens.stage import StageApp, StageDesk, stage, text_of

SIZES = [(80, 24), (100, 30), (140, 40)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_today_looks_as_kept(tmp_path: Path, size: tuple[int, int], language: Language) -> None:
    """The main screen at three widths in both languages is what somebody looked at and liked."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=size):
            text = text_of(app).replace(str(tmp_path.name), "shenzhen-home")
            same_as_kept(f"today-{size[0]}x{size[1]}-{language}", text)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [*SIZES, (40, 12), (200, 50), (121, 19)])
async def test_every_line_fills_the_screen_and_no_more(
    tmp_path: Path, size: tuple[int, int], language: Language
) -> None:
    """Chinese takes two cells everywhere: each line has exactly the cells of the terminal."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=size):
            strips = app.screen._compositor.render_strips()
            assert [width_of(strip.text) for strip in strips] == [size[0]] * size[1]


async def test_ascii_glyphs_and_no_colour_say_severity_in_signs(tmp_path: Path) -> None:
    """Without Unicode drawing and without colour a critical issue still looks critical."""
    with stage(tmp_path, ascii_glyphs=True, colour=False) as app:
        async with app.run_test(size=(100, 30)):
            text = text_of(app)
            assert ">*!! C-01 US T-9921" in text
            assert not set(text) & set("▲△▌│─○✓•↺…")
            styles = {segment.style for strip in app.today.current._strips for segment in strip}
            assert all(style is None or (style.color is None and style.bgcolor is None) for style in styles)


async def test_sixteen_colours_use_the_terminals_own(tmp_path: Path) -> None:
    """The theme for sixteen colours names no colour of its own making."""
    with stage(tmp_path, theme="ansi") as app:
        async with app.run_test(size=(100, 30)):
            styles = [segment.style for strip in app.today.current._strips for segment in strip]
            assert any(style and style.color for style in styles)
            assert all(style is None or style.color is None or style.color.is_system_defined for style in styles)


async def test_too_small_a_terminal_is_told_its_size(tmp_path: Path) -> None:
    """Under 40×12 one sentence stands there, and everything comes back with the room."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(20, 5)) as pilot:
            assert "Too small: 20×5" in text_of(app).replace("\n", "")
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert "F-01 US" in text_of(app)


async def test_a_resize_keeps_the_cursor_and_what_is_read(tmp_path: Path) -> None:
    """Another size is another layout of the same thing."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.current.move(3)
            before = app.today.issue
            await pilot.resize_terminal(80, 24)
            await pilot.pause()
            assert app.today.issue == before
            assert not app.today.detail.display
            await pilot.resize_terminal(200, 50)
            await pilot.pause()
            assert app.today.issue == before
            assert app.today.detail.display


def with_more_urgent(picture: Picture, count: int) -> Picture:
    """The same picture with some new critical issues on top, and every number changed."""
    first = pictures.morning_issues()[0]
    new = [
        replace(first, fingerprint=f"new{n}", subject=replace(first.subject, id=f"999-{n}"), title=same(f"new {n}"))
        for n in range(count)
    ]
    old = [replace(issue, title=same(f"again {issue.number}")) for issue in picture.issues]
    return replace(picture, number=picture.number + 1, issues=(*new, *old))


def line_of(app: StageApp, issue: Issue) -> int:
    """The line of the screen on which an issue stands."""
    lines = text_of(app).splitlines()
    return next(at for at, line in enumerate(lines) if f"{issue.check} {issue.marketplace} {issue.subject.id}" in line)


async def test_a_new_picture_leaves_the_cursor_on_its_issue_and_its_line(tmp_path: Path) -> None:
    """A rerun never moves the issue that is being read, however much comes above it."""
    many = replace(pictures.many(200), issues=(*pictures.many(200).issues, *pictures.morning_issues()))
    with stage(tmp_path, many) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.current.move(60)
            issue = app.today.issue
            assert issue is not None
            line = line_of(app, issue)
            app.shown.clear()
            app.post_message(EngineSaid(with_more_urgent(many, 7)))
            await app.next_scene()
            await pilot.pause()
            now = app.today.issue
            assert now is not None
            assert now.fingerprint == issue.fingerprint
            assert line_of(app, issue) == line


async def test_an_older_picture_is_dropped(tmp_path: Path) -> None:
    """What arrives late never replaces what is newer."""
    with stage(tmp_path, pictures.picture(5)) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.post_message(EngineSaid(replace(pictures.picture(4), issues=())))
            await pilot.pause()
            assert app.picture.number == 5


async def test_the_row_after_one_that_went_gets_the_cursor(tmp_path: Path) -> None:
    """When the issue under the cursor is resolved the next one is there, not the top of the list."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            here = app.today.current
            here.move(2)
            gone = app.today.issue
            following = here.view.items[here.cursor + 1] if here.view else None
            app.shown.clear()
            left = tuple(issue for issue in pictures.picture().issues if issue != gone)
            app.post_message(EngineSaid(replace(pictures.picture(2), issues=left)))
            await app.next_scene()
            assert app.today.issue == following


async def test_a_tick_shows_only_when_it_is_on_disk(tmp_path: Path) -> None:
    """While the disk is slow the step stays open on the screen."""
    desk = StageDesk()
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.current.go_to("step:M3")
            desk.gate.clear()
            app.shown.clear()
            await pilot.press("space")
            assert "○ M3" in text_of(app)
            desk.gate.set()
            await app.next_scene()
            await pilot.pause()
            assert "✓ M3" in text_of(app)
            assert "M3 ticked" in text_of(app)


async def test_what_cannot_be_saved_is_told_and_not_shown(tmp_path: Path) -> None:
    """A full disk leaves the step open and says NOT SAVED with the reason."""
    desk = StageDesk()
    desk.refuses = Problem("not-saved-disk-full", "state/journal/2026-11.jsonl", found="No space left on device")
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.current.go_to("step:M3")
            app.today.do_tick()
            app.saver.close(10)
            await pilot.pause()
            text = text_of(app)
            assert "○ M3" in text
            assert "NOT SAVED" in text


async def test_acknowledging_twice_takes_it_back(tmp_path: Path) -> None:
    """The same key says that somebody knows, and that nobody does."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            issue = app.today.issue
            assert issue is not None
            for expected in (True, False):
                app.shown.clear()
                app.today.do_acknowledge()
                await app.next_scene()
                assert bool(app.scene.marks.of(issue.fingerprint).acknowledged) is expected


async def test_the_most_urgent_issue_is_one_key_away(tmp_path: Path) -> None:
    """A full stop goes to the first issue that nobody has taken up; again, to the next, over all panes."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.do_evening()
            await pilot.press("full_stop")
            first = app.today.issue
            assert first is not None
            assert (first.check, app.today.pane) == ("C-01", Pane.EVENING)
            app.today.do_urgent()
            second = app.today.issue
            assert second is not None
            assert (second.check, app.today.pane) == ("F-01", Pane.MORNING)


async def test_a_full_width_key_does_what_its_twin_does(tmp_path: Path) -> None:
    """With a Chinese input method on, ２ and 。 work as 2 and the full stop do."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.today.post_message(events.Key("２", "２"))
            await pilot.pause()
            assert app.today.pane is Pane.NOON
            app.today.post_message(events.Key("ideographic_full_stop", "。"))
            await pilot.pause()
            assert app.today.issue is not None
            assert app.today.issue.check == "C-01"


async def test_arrows_enter_and_escape_are_enough_to_read(tmp_path: Path) -> None:
    """On a narrow screen: down, enter for the detail, escape for the list; escape never leaves."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("down", "enter")
            assert "Ship and confirm now" in text_of(app)
            await pilot.press("escape", "escape")
            assert "Ship and confirm now" not in text_of(app)
            assert app.is_running


async def test_the_filter_shows_what_holds_its_words_and_says_so(tmp_path: Path) -> None:
    """A filtered list never looks like a calm one."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.filter("auto-lampe")
            await pilot.pause()
            text = text_of(app)
            assert "filter: auto-lampe" in text
            assert "1 of 18" in text
            await pilot.press("escape")
            assert app.filter_text == ""


async def test_the_language_changes_while_running(tmp_path: Path) -> None:
    """One key, and everything is Chinese."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("L")
            assert "早班" in text_of(app)
            assert "Morning" not in text_of(app)


async def test_an_empty_workspace_teaches_what_to_export(tmp_path: Path) -> None:
    """Without reports nothing looks fine: each pane names what is missing and the menu that gives it."""
    with stage(tmp_path, pictures.empty_picture()) as app:
        async with app.run_test(size=(140, 40)):
            text = text_of(app)
            assert "Nothing could be checked yet" in text
            assert "Performance › Account Health" in text.replace("\n", " ")
            assert "found nothing" not in text


async def test_hostile_text_reaches_no_terminal(tmp_path: Path) -> None:
    """Escape sequences, markup, bidi and zero-width characters from reports are inert on every screen."""
    with stage(tmp_path, pictures.hostile_picture()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            seen = [text_of(app)]
            issue = app.today.issue
            assert issue is not None
            for opening in (partial(app.open_evidence, issue), app.open_reports, app.open_checks):
                opening()
                await pilot.pause()
                seen.append(text_of(app))
                await pilot.press("escape")
            app.today.do_copy()
            seen.append(text_of(app))
            text = "\n".join(seen)
            assert text.replace("\n", "").isprintable()
            assert "[red]bold[/red]" in text
            assert "${HOME}" in text


async def test_a_hundred_thousand_issues_move_like_ten(tmp_path: Path) -> None:
    """Only the rows on the screen are ever worded, whatever the length of the list."""
    with stage(tmp_path, pictures.many(100_000)) as app:
        async with app.run_test(size=(120, 40)):
            assert app.today.current.count() > 100_000
            worded: list[Issue] = []
            original = Wording.issue

            def counted(wording: Wording, issue: Issue) -> IssueRow:
                worded.append(issue)
                return original(wording, issue)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Wording, "issue", counted)
                app.today.do_bottom()
                app.today.do_page_up()
            assert len(worded) < 200


async def test_critical_news_ring_only_when_nobody_looks(tmp_path: Path) -> None:
    """The bell is for a window in the background, and for something new and critical."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            rung: list[bool] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(app, "bell", lambda: rung.append(True))
                app.post_message(EngineSaid(with_more_urgent(pictures.picture(1), 1)))
                await pilot.pause()
                assert not rung
                app.app_focus = False
                app.post_message(EngineSaid(with_more_urgent(pictures.picture(2), 2)))
                await pilot.pause()
                assert rung == [True]
            assert any(issue.severity is Severity.CRITICAL for issue in app.picture.issues)


async def test_the_first_picture_of_all_puts_the_cursor_on_its_most_urgent_issue(tmp_path: Path) -> None:
    """Somebody who has not moved yet is led to what must be done first, not left on a step."""
    nothing = Picture(0, pictures.NOW, "new", (), (), (), (), (), (), from_last_run=True)
    with stage(tmp_path, nothing) as app:
        async with app.run_test(size=(140, 40)):
            app.shown.clear()
            app.post_message(EngineSaid(pictures.picture()))
            await app.next_scene()
            assert app.today.issue is not None
            assert app.today.issue.check == "C-01"


async def test_the_next_session_begins_where_the_last_one_ended(tmp_path: Path) -> None:
    """Pane, row and filter come back, as after a dropped line."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            app.today.do_noon()
            app.today.current.move(2)
            before = app.today.issue
            app.filter("auto")
    with stage(tmp_path) as again:
        async with again.run_test(size=(140, 40)):
            assert again.today.pane is Pane.NOON
            assert again.today.issue == before
            assert again.filter_text == "auto"


def test_a_place_that_cannot_be_read_is_no_place(tmp_path: Path) -> None:
    """The file lies in the cache: whatever is in it, the session begins."""
    whereabouts.save(tmp_path, whereabouts.Whereabouts(Pane.NOON, ((Pane.NOON, "x"),), "f", zoomed=True))
    assert whereabouts.load(tmp_path).pane is Pane.NOON
    (path,) = (tmp_path / "state" / "cache").iterdir()
    for text in ("", "{}", '{"rows": 3}', '{"rows": {"lunch": "x"}, "pane": "noon"}', "[[[["):
        path.write_text(text, "utf-8")
        assert whereabouts.load(tmp_path) == whereabouts.Whereabouts()


async def shown_once(app: StageApp) -> None:
    """Show the app and end it."""
    async with app.run_test(size=(140, 40)):
        pass


async def test_an_error_of_ours_puts_no_row_of_a_report_into_the_log(tmp_path: Path) -> None:
    """The log gets the place of the error, not the values that were at hand."""
    secret = replace(pictures.morning_issues()[0], title=same("SECRET-ROW"), fingerprint="s")
    with stage(tmp_path, replace(pictures.picture(), issues=(secret,))) as app:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app.today.detail, "draw", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                await shown_once(app)
        text = "\n".join(str(renderable) for renderable in app._exit_renderables)
        assert "SECRET-ROW" not in text


async def test_panes_survive_any_turn_of_layout_and_data(tmp_path: Path) -> None:
    """Widgets that were hidden, shown, resized and given other data in between draw what is true at last."""
    with stage(tmp_path, pictures.empty_picture()) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            for number, size in enumerate([(100, 30), (20, 5), (200, 50), (80, 24), (140, 40)], start=2):
                app.post_message(EngineSaid(pictures.picture(number) if number % 2 else pictures.empty_picture()))
                app.today.do_zoom()
                await pilot.resize_terminal(*size)
                app.today.do_weekly()
                app.today.do_noon()
                app.post_message(EngineSaid(pictures.picture(number)))
                await pilot.pause()
            assert "A-01 DE Auto-Lampe" in text_of(app)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_figures_of_a_panes_head_are_named_where_there_is_room(tmp_path: Path, language: Language) -> None:
    """Steps and deadline in words; missing reports are not dropped for a word."""
    words = {"en": ("steps 2/6", "due 09:30", "rep 2/3"), "zh": ("步骤 2/6", "截止 09:30", "表 2/3")}
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=(140, 40)):
            assert all(word in text_of(app) for word in words[language])


async def test_a_narrow_pane_says_that_reports_lack_before_how_many_steps_are_done(tmp_path: Path) -> None:
    """Three panes in 124 columns leave 25 cells: what nobody could look at is not what is left out."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(124, 40)):
            head = text_of(app).splitlines()[2]
            assert "rep 2/3  12:00" in head


async def test_a_morning_of_many_steps_opens_at_its_first(tmp_path: Path) -> None:
    """With fifteen steps above the first issue, and both on the screen, nothing is scrolled away."""
    desk = StageDesk()
    more = tuple(Step(f"M{n}", Pane.MORNING, Words(f"Step {n}", f"步骤 {n}")) for n in range(7, 16))
    desk.checklist = replace(desk.checklist, steps=(*desk.checklist.steps, *more))
    with stage(tmp_path, desk=desk) as app:
        async with app.run_test(size=(80, 24)):
            shown = text_of(app)
            assert "M1 " in shown
            assert "M15 " in shown
            assert "F-01" in shown
