"""Several people on one workspace, each with the real program or a process of their own."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cockpit.journal import Journal
from tests.ends.conftest import drop, unshipped
from tests.ends.terminal import cockpit

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "111-0001", "111-0002"
SECOND_SECONDS = 1.0  # within which a colleague's mark is seen

COLLEAGUE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from cockpit.desk import Desk
from cockpit.person import Person
from cockpit.settings import load
folder = Path(sys.argv[1])
desk = Desk(folder, load(folder), Person(60001, "wang", "Wang"), lambda: datetime.now(UTC))
desk.enter()
print("here", flush=True)
for line in sys.stdin:
    desk.tick(line.strip())
    print(time.time(), flush=True)
desk.leave()
"""


@contextmanager
def colleague(workspace: Path) -> Iterator["subprocess.Popen[str]"]:
    """Wang, at the same workspace, who ticks the steps that are written to the process."""
    process = subprocess.Popen(
        [sys.executable, "-c", COLLEAGUE, str(workspace)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_two_people_see_that_they_are_two(workspace: Path) -> None:
    """A colleague who comes is counted at once, and no longer when they have gone."""
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for(FIRST, "saved")
        with colleague(workspace) as other:
            terminal.wait_for("2 people here")
            other.communicate(timeout=30)
            terminal.wait_for(FIRST, gone="people here")


def test_a_colleagues_tick_is_seen_within_a_second(workspace: Path) -> None:
    """From the moment that a tick is on disk to the moment that it is on the other screen: the quickest of three."""
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal, colleague(workspace) as other:
        terminal.wait_for("M1", FIRST, "2 people here")
        terminal.press("1")
        took = []
        for step in ("M1", "M2", "M3"):
            assert other.stdin is not None
            assert other.stdout is not None
            other.stdin.write(f"{step}\n")
            other.stdin.flush()
            saved = float(other.stdout.readline())
            terminal.wait_for(f"✓ {step}")
            took.append(time.time() - saved)
        assert min(took) <= SECOND_SECONDS, took


def test_when_the_recorder_is_killed_the_other_cockpit_records(workspace: Path) -> None:
    """Of two cockpits one writes down what the machine sees; after its kill -9 the other does, and no line is lost."""
    with cockpit(str(workspace), cwd=workspace) as first:
        first.wait_for(FIRST)
        with cockpit(str(workspace), cwd=workspace) as second:
            second.wait_for(FIRST)
            first.process.send_signal(signal.SIGKILL)
            first.wait_end()
            drop(workspace / "reports" / "US" / "unshipped.txt", unshipped(SECOND))
            second.wait_for(SECOND, gone=FIRST)
            second.press("q")
            second.press("q")
            second.wait_end()
    journal = Journal(workspace, ("new",))
    subjects = [str(event) for batch in journal.new() for event in batch.events]
    assert any(SECOND in one for one in subjects)
    assert Journal(workspace).verify() == []
