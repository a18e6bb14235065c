"""The screens that lie upon Today, and the dialogs."""

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cockpit.actions import BY_ID
from cockpit.picture import EvidenceRow, Progress
from cockpit.problems import Problem
from cockpit.text import Language
from cockpit.wire import EngineDied, Evidence
from screens.clipboard import MOST_BYTES, sequence
from screens.evidence import EvidenceView
from screens.help import Help
from screens.messages import EngineSaid
from screens.opener import command
from screens.palette import matching
from tests.screens import pictures
from tests.screens.snapshots import same_as_kept
from tests.screens.stage import StageApp, stage, text_of


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_reports_look_as_kept(tmp_path: Path, language: Language) -> None:
    """Every file and every missing report, with what to do about the one under the cursor."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=(120, 36)) as pilot:
            app.open_reports("JP")
            await pilot.pause()
            same_as_kept(f"reports-120x36-{language}", text_of(app))


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_help_looks_as_kept(tmp_path: Path, language: Language) -> None:
    """The keys of the list, with the reason beside each that cannot run now."""
    with stage(tmp_path, language=language) as app:
        async with app.run_test(size=(100, 60)) as pilot:
            await pilot.press("question_mark")
            same_as_kept(f"help-100x60-{language}", text_of(app))


async def test_help_shows_the_keys_as_they_are_mapped(tmp_path: Path) -> None:
    """A remapped key is the one that is shown, here and in the footer."""
    (tmp_path / "config.toml").write_text('[keys]\nacknowledge = "X"\n', "utf-8")
    with stage(tmp_path, own_settings=True) as app:
        async with app.run_test(size=(140, 60)) as pilot:
            assert "X acknowledge" in text_of(app)
            app.push_screen(Help("today", app.situation))
            await pilot.pause()
            assert any(line.startswith(" X ") and "somebody knows" in line for line in text_of(app).splitlines())


async def test_an_action_that_cannot_run_says_why(tmp_path: Path) -> None:
    """An issue that is still looked at cannot be closed, and the screen says so."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            app.today.run(BY_ID["close"])
            assert "close: it is checked, and closes by itself" in text_of(app)


async def test_evidence_shows_the_rows_of_the_engine_and_the_cell_under_the_cursor(tmp_path: Path) -> None:
    """First the rows of the picture, then all of them; the cell that is copied is the one that is marked."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            issue = pictures.noon_issues()[0]
            app.open_evidence(issue)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, EvidenceView)
            assert "2 of 41" in text_of(app)
            rows = tuple(pictures.row("DE/sp.csv", n, Suchbegriff=f"wort {n}", Klicks=str(n)) for n in range(41))
            app.post_message(EngineSaid(Evidence(issue.fingerprint, rows)))
            await pilot.pause()
            assert "41 of 41" in text_of(app)
            screen.do_right()
            screen.do_down()
            assert screen.table.cell == "1"


async def test_evidence_that_has_gone_says_so(tmp_path: Path) -> None:
    """A file that changed since is told, the rows of the picture stay."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(100, 30)) as pilot:
            issue = pictures.noon_issues()[0]
            app.open_evidence(issue)
            await pilot.pause()
            problem = Problem("evidence-gone", "DE/sp-suchbegriffe.csv")
            app.post_message(EngineSaid(Evidence(issue.fingerprint, (), problem)))
            await pilot.pause()
            assert "lampe schreibtisch usb" in text_of(app)
            assert "cannot be shown" in text_of(app)


async def test_evidence_of_many_columns_scrolls_both_ways(tmp_path: Path) -> None:
    """The place in the file stays at the left while the columns move."""
    cells = tuple((f"column-{n}", f"value {n}") for n in range(40))
    wide = replace(pictures.noon_issues()[0], rows=(EvidenceRow("a.csv", 2, cells),), rows_total=1)
    with stage(tmp_path) as app:
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_evidence(wide)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, EvidenceView)
            for _ in range(39):
                screen.do_right()
            first = text_of(app).splitlines()[2]
            assert "a.csv:2" in first
            assert "value 39" in first


async def type_text(app: StageApp, text: str) -> None:
    """Put a text into the field that has the focus."""
    field = app.screen.focused
    assert field is not None
    field.insert_text_at_cursor(text)  # type: ignore[attr-defined]  # an Input


async def test_snoozing_asks_until_when_and_why(tmp_path: Path) -> None:
    """A digit takes a time, a reason ends it; without a reason nothing is put off."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            issue = app.today.issue
            assert issue is not None
            await pilot.press("s", "2", "enter")
            assert not app.scene.marks.of(issue.fingerprint).snoozed
            await type_text(app, "等新品图")
            app.shown.clear()
            await pilot.press("enter")
            await app.next_scene()
            snoozed = app.scene.marks.of(issue.fingerprint).snoozed
            assert snoozed is not None
            assert (snoozed.until, snoozed.reason) == (pictures.EVENING, "等新品图")
            assert app.today.issue != issue


async def test_escape_leaves_a_dialog_and_changes_nothing(tmp_path: Path) -> None:
    """Esc at any question takes everything back."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            before = app.scene.marks
            await pilot.press("s", "escape")
            assert app.screen is app.today
            assert app.scene.marks is before


async def test_an_owner_is_chosen_from_people(tmp_path: Path) -> None:
    """Oneself first."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            issue = app.today.issue
            assert issue is not None
            app.shown.clear()
            await pilot.press("o", "1")
            await app.next_scene()
            assert app.scene.marks.of(issue.fingerprint).owner == "li"
            assert "#138 belongs to li" in text_of(app)


async def test_the_palette_runs_a_command_by_name_and_goes_to_a_number(tmp_path: Path) -> None:
    """Both languages are understood; a number goes to its issue wherever it is."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("colon")
            await type_text(app, "报表")
            await pilot.press("enter")
            await pilot.pause()
            assert app.top.place == "reports"
            app.open_palette(app.top)
            await pilot.pause()
            await type_text(app, "#119")
            await pilot.press("enter")
            await pilot.pause()
            assert app.screen is app.today
            assert app.today.issue is not None
            assert app.today.issue.check == "P-01"


def test_the_palette_finds_words_in_either_language() -> None:
    """A name that begins with what was typed comes first."""
    actions = list(BY_ID.values())
    assert matching(actions, "snoo")[0].id == "snooze"
    assert matching(actions, "暂缓")[0].id == "snooze"
    assert matching(actions, "#12") == []
    assert len(matching(actions, "")) == len(actions)


async def test_the_copy_goes_to_the_clipboard_and_into_a_file(tmp_path: Path) -> None:
    """One key for the question, one for the answer; the file is named."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            sent: list[str] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(app, "write_raw", sent.append)
                await pilot.press("y", "s")
            assert base64.b64decode(sent[0].removeprefix("\x1b]52;c;").removesuffix("\a")) == b"T-9921"
            (file,) = (tmp_path / "state" / "cache").glob("copied*")
            assert file.read_text("utf-8") == "T-9921"
            assert file.name in text_of(app)


def test_the_clipboard_sequence_is_wrapped_for_tmux_and_screen() -> None:
    """Both swallow a bare one; too long a text is not sent at all."""
    assert sequence("a", {}) == "\x1b]52;c;YQ==\a"
    assert sequence("a", {"TMUX": "1"}) == "\x1bPtmux;\x1b\x1b]52;c;YQ==\a\x1b\\"
    assert sequence("a", {"TERM": "screen-256color"}) == "\x1bP\x1b]52;c;YQ==\a\x1b\\"
    assert sequence("a", {"TERM_PROGRAM": "Apple_Terminal"}) == ""
    assert sequence("a" * MOST_BYTES, {}) == ""


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PAGER": "less"}, ["less", "+812", "/ws/reports/-x.txt"]),
        ({"EDITOR": "nvim -R"}, ["nvim", "-R", "+812", "/ws/reports/-x.txt"]),
        ({"PAGER": "bat --paging=always"}, ["bat", "--paging=always", "/ws/reports/-x.txt"]),
    ],
)
def test_a_file_opens_at_its_row_in_the_persons_own_program(environment: dict[str, str], words: list[str]) -> None:
    """$PAGER before $EDITOR, a line only where it is understood, and no file name that could be an option."""
    assert command(Path("/ws/reports/-x.txt"), 812, environment) == words


async def test_a_file_outside_the_reports_folder_is_not_opened(tmp_path: Path) -> None:
    """A path that leads out of the folder is refused, and told."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            from screens.opener import open_file  # noqa: PLC0415 - beside what it is about

            open_file(app, "../secret.txt", 1)
            assert "could not be opened" in text_of(app)


async def test_a_file_in_an_archive_is_not_opened_and_why_is_told(tmp_path: Path) -> None:
    """No program can open it; it is not said to be gone."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "week.zip").write_bytes(b"PK")
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            from screens.opener import open_file  # noqa: PLC0415 - beside what it is about

            open_file(app, "week.zip/orders.txt", 1)
            assert "packed in an archive" in text_of(app)


async def test_progress_and_the_engines_end_are_told_in_the_head(tmp_path: Path) -> None:
    """What is going on, and that what is seen is no longer fresh."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            app.post_message(EngineSaid(Progress(3, 12)))
            await pilot.pause()
            assert "checking 3/12" in text_of(app)
            app.post_message(EngineSaid(EngineDied(Problem("engine-not-started", found="no memory"), 1.0)))
            await pilot.pause()
            assert "The engine stopped" in text_of(app)
            app.post_message(EngineSaid(pictures.picture(9)))
            await pilot.pause()
            assert "The engine stopped" not in text_of(app)


async def test_a_picture_of_the_last_run_says_so(tmp_path: Path) -> None:
    """Kept state is shown at once, and never taken for fresh."""
    with stage(tmp_path, replace(pictures.picture(), from_last_run=True)) as app:
        async with app.run_test(size=(140, 40)):
            assert "as of 09:12, checking now" in text_of(app)


async def test_leaving_asks_when_steps_are_open(tmp_path: Path) -> None:
    """The first q asks, another key stays, a second q leaves."""
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            await pilot.press("q")
            assert "4 steps are still open" in text_of(app)
            await pilot.press("j")
            assert "still open" not in text_of(app)
            await pilot.press("q", "q")
            assert app.return_code == 0


async def test_the_clock_turns_with_the_minute_and_writes_little(tmp_path: Path) -> None:
    """A minute later the countdown is one less; nothing is sorted anew, and only few cells are drawn."""
    times = [pictures.NOW]

    def now() -> datetime:
        return times[-1]

    with stage(tmp_path, now=now) as app:
        async with app.run_test(size=(140, 40)) as pilot:
            panes = app.scene.panes
            times.append(pictures.NOW + timedelta(minutes=1))
            app._minute()
            await pilot.pause()
            assert "Morning is due in 17 min" in text_of(app)
            assert app.scene.panes is panes


async def test_edited_settings_are_used_and_a_bad_edit_is_not(tmp_path: Path) -> None:
    """Pane times and keys change with the minute; what is no TOML changes nothing."""
    config = tmp_path / "config.toml"
    with stage(tmp_path) as app:
        async with app.run_test(size=(140, 40)):
            config.write_text('[profile]\nmorning = "10:00"\n[keys]\nacknowledge = "X"\n', "utf-8")
            app.shown.clear()
            app._minute()
            await app.next_scene()
            assert "due in 48 min" in text_of(app)
            assert app.keymap.shown("acknowledge") == "X"
            config.write_text("[profile\n", "utf-8")
            app._minute()
            assert app.keymap.shown("acknowledge") == "X"
