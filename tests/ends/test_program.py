"""The real program in a real terminal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ends.conftest import drop, unshipped
from tests.ends.terminal import Terminal, cockpit

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "111-0001", "111-0002"


def ticks(workspace: Path) -> str:
    """All checklists on disk, as text."""
    return "\n".join(path.read_text("utf-8") for path in (workspace / "state" / "checklist").glob("*.toml"))


def clean_end(terminal: Terminal) -> None:
    """The terminal is left as it was found: main screen, cursor shown, no mouse."""
    written = bytes(terminal.written)
    assert written.rfind(b"\x1b[?1049l") > written.rfind(b"\x1b[?1049h")
    assert written.rfind(b"\x1b[?25h") > written.rfind(b"\x1b[?25l")


def test_it_paints_the_issues_of_the_folder(workspace: Path) -> None:
    """A late order in the folder is on the screen, with the check that found it."""
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for("F-01", FIRST)


def test_a_dropped_file_changes_the_panes_by_itself(workspace: Path) -> None:
    """No key is pressed: the new order appears, the shipped one goes."""
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for(FIRST)
        drop(workspace / "reports" / "US" / "unshipped.txt", unshipped("111-0002"))
        terminal.wait_for(SECOND, gone=FIRST)


def test_a_tick_survives_kill_9(workspace: Path) -> None:
    """What the screen shows as ticked is on disk, and is shown again after the crash."""
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for("M1", FIRST)
        terminal.press("1\x1b[H")
        before = ticks(workspace)
        terminal.press(" ")
        terminal.wait_for("✓ M1")
        terminal.process.send_signal(signal.SIGKILL)
        terminal.wait_end()
    assert before != ticks(workspace)
    assert 'id = "M1"' in ticks(workspace)
    assert "done = true" in ticks(workspace)
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for("✓ M1")


def test_a_closed_terminal_ends_the_process_with_everything_saved(workspace: Path) -> None:
    """A dropped SSH line leaves no process behind and loses no tick."""
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for("M1", FIRST)
        terminal.press("1\x1b[H ")
        terminal.wait_for("✓ M1")
        terminal.hang_up()
        terminal.wait_end(patience=15)
    assert "done = true" in ticks(workspace)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(workspace: Path, number: signal.Signals) -> None:
    """A kill and a hang-up unmount cleanly."""
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for(FIRST)
        terminal.process.send_signal(number)
        terminal.wait_end(patience=15)
        clean_end(terminal)


def test_quitting_leaves_no_process_behind(workspace: Path) -> None:
    """`q` ends the screen and its engine."""
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for(FIRST)
        terminal.press("q")
        assert terminal.wait_end(patience=15) == 0
        clean_end(terminal)
        with pytest.raises(ProcessLookupError):
            os.killpg(terminal.process.pid, 0)


def test_it_is_resized_to_nearly_nothing_and_back(workspace: Path) -> None:
    """Under 40×12 it says so; afterwards everything is there again."""
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for(FIRST)
        terminal.resize(20, 5)
        terminal.wait_for("20×5")
        terminal.resize(120, 40)
        terminal.wait_for("F-01", FIRST)


def test_a_report_cannot_write_to_the_terminal(workspace: Path) -> None:
    """An escape sequence in an order id reaches the screen as a mark, not as a command."""
    drop(workspace / "reports" / "US" / "unshipped.txt", unshipped("\x1b]0;owned\x07111-9", "[red]111-8[/red]"))
    with cockpit(str(workspace), cwd=workspace) as terminal:
        terminal.wait_for("[red]111-8")
        assert b"\x1b]0;owned" not in terminal.written


def test_a_dumb_terminal_is_told(workspace: Path) -> None:
    """TERM=dumb gets a sentence and exit code 2, not a garbled screen."""
    with cockpit(str(workspace), cwd=workspace, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_end() == 2
        assert b"TERM" in terminal.written
        assert b"\x1b[?1049h" not in terminal.written


def test_no_terminal_is_told(workspace: Path) -> None:
    """In a pipe it says what to use instead, on stderr, with exit code 2."""
    command = [sys.executable, "-m", "cockpit", str(workspace)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, capture_output=True, text=True, stdin=subprocess.DEVNULL, env=environment, check=False
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "cockpit check" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_two_cockpits_see_each_others_ticks(workspace: Path) -> None:
    """What one ticks, the other shows, and neither loses anything."""
    with (
        cockpit(str(workspace), cwd=workspace, columns=140) as one,
        cockpit(str(workspace), cwd=workspace, columns=140) as two,
    ):
        one.wait_for("M1", FIRST)
        two.wait_for("M1", FIRST)
        one.press("1\x1b[H ")
        one.wait_for("✓ M1")
        two.wait_for("✓ M1")


def test_the_first_run_screen_ends_cleanly_too(tmp_path: Path) -> None:
    """Without a workspace there are three choices, and a kill leaves the terminal as it was."""
    with cockpit(cwd=tmp_path) as terminal:
        terminal.wait_for("see the demo")
        terminal.wait_quiet(0.3)
        terminal.process.send_signal(signal.SIGTERM)
        terminal.wait_end(patience=15)
        clean_end(terminal)


def test_a_dialog_without_colours_leaves_the_list_readable(workspace: Path) -> None:
    """With NO_COLOR no cell has a colour, so that none can be the colour of its ground."""
    with cockpit(str(workspace), cwd=workspace, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("F-01", FIRST)
        terminal.press(".s")
        terminal.wait_for("Snooze", "F-01", FIRST)
        assert {(cell.fore, cell.back) for row in terminal.cells() for cell in row} == {("", "")}
