"""The time machine: a past day as it was, headless and on the screen, and what changed since."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit import settings
from cockpit.text import moment
from tests.ends.conftest import drop, unshipped
from tests.ends.terminal import cockpit as opened
from tests.ends.test_headless import cockpit

NOW = datetime.now().astimezone()
YESTERDAY, TODAY = NOW - timedelta(days=1), NOW
NUMBER = "1"


def at(moment: datetime) -> tuple[str, str]:
    """An option of the command line."""
    return ("--as-of", moment.isoformat(timespec="seconds"))


def listed(workspace: Path, *options: str) -> dict[str, str]:
    """Subject and state of every F-01."""
    told = cockpit("check", "-w", str(workspace), "--check", "F-01", "--format", "json", *options)
    return {issue["subject"]["id"]: issue["state"] for issue in json.loads(told.stdout)["issues"]}


@pytest.fixture
def two_days(workspace: Path) -> Path:
    """Yesterday one order was late; then it was acknowledged, and today another one is late instead."""
    target = workspace / "reports" / "US" / "unshipped.txt"
    drop(target, unshipped("111-0001", hours_late=48))
    cockpit("check", "-w", str(workspace), "--record", *at(YESTERDAY))
    cockpit("ack", NUMBER, "-w", str(workspace), *at(YESTERDAY + timedelta(hours=2)))
    drop(target, unshipped("111-0002"))
    cockpit("check", "-w", str(workspace), "--record", *at(TODAY))
    return workspace


def test_a_past_day_is_shown_as_it_was(two_days: Path) -> None:
    """Yesterday's order stands, although its file is gone; today's is not there; nobody had acknowledged it yet."""
    assert listed(two_days, *at(YESTERDAY + timedelta(hours=1))) == {"111-0001": "new"}
    assert listed(two_days, *at(TODAY)) == {"111-0002": "open"}


def test_marks_are_those_of_the_moment(two_days: Path) -> None:
    """Three hours later it was acknowledged."""
    assert listed(two_days, *at(YESTERDAY + timedelta(hours=3))) == {"111-0001": "acknowledged"}


def test_looking_back_writes_nothing(two_days: Path) -> None:
    """Not a byte of the state changes."""
    before = {path: path.read_bytes() for path in (two_days / "state").rglob("*") if path.is_file()}
    listed(two_days, *at(YESTERDAY + timedelta(hours=1)))
    assert {path: path.read_bytes() for path in (two_days / "state").rglob("*") if path.is_file()} == before


def changed(workspace: Path, *arguments: str) -> dict[str, Any]:
    """`cockpit diff` as JSON: what became of each subject."""
    told = cockpit("diff", "-w", str(workspace), "--format", "json", *arguments)
    assert told.returncode == 0, told.stderr
    return {one["subject"]["id"]: one["change"] for one in json.loads(told.stdout)["changes"]}


def test_the_difference_of_two_moments_names_what_came_and_went(two_days: Path) -> None:
    """One check between two dates: an order gone, another one new."""
    since, until = (moment.isoformat() for moment in (YESTERDAY + timedelta(hours=1), TODAY))
    assert changed(two_days, since, until, "--check", "F-01") == {"111-0001": "gone", "111-0002": "new"}
    assert changed(two_days, since, "--check", "F-01") == {"111-0001": "gone", "111-0002": "new"}
    assert changed(two_days, until, until, "--check", "F-01") == {}


def said(workspace: Path, when: datetime) -> str:
    """A moment in the team's zone, as people are told it."""
    zone = settings.load(workspace).profile.zone
    return moment(when.astimezone(zone), NOW.astimezone(zone).date()).en


def test_a_moment_of_which_nothing_is_kept_is_a_clear_answer(two_days: Path, tmp_path: Path) -> None:
    """Exit code 2, and the first moment that is kept; where nothing ever was, what keeps pictures."""
    told = cockpit("diff", "2020-01-01", "-w", str(two_days))
    assert told.returncode == 2
    first = said(two_days, YESTERDAY)
    assert f"nothing is kept of 2020-01-01 or before: the first moment that is kept is {first}" in told.stderr
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "config.toml").touch()
    told = cockpit("diff", "2020-01-01", "-w", str(tmp_path / "bare"))
    assert (told.returncode, "cockpit check --record" in told.stderr) == (2, True)


def test_a_difference_says_when_it_is_not_from_the_moment_that_was_asked(two_days: Path) -> None:
    """Which one it takes, and the next one that there is; of the hour that was asked nothing needs to be said."""
    asked = (YESTERDAY + timedelta(hours=3)).isoformat(timespec="seconds")
    told = cockpit("diff", asked, "-w", str(two_days), "--format", "json")
    kept, later = said(two_days, YESTERDAY), said(two_days, TODAY)
    assert f"nothing was kept at {asked}: compared is {kept}" in told.stderr
    assert f"the next one kept is {later}" in told.stderr
    exact = cockpit("diff", YESTERDAY.isoformat(timespec="seconds"), "-w", str(two_days), "--format", "json")
    assert "nothing was kept" not in exact.stderr


def test_the_screen_shows_the_past_and_takes_no_mark(two_days: Path) -> None:
    """Opened at yesterday's moment it shows yesterday's order, says that it is the past, and saves nothing."""
    moment = YESTERDAY + timedelta(hours=1)
    journal = b"".join(path.read_bytes() for path in sorted((two_days / "state" / "journal").iterdir()))
    with opened(str(two_days), *at(moment), cwd=two_days) as terminal:
        terminal.wait_for("111-0001")
        terminal.wait_for("THE PAST", "read only")
        assert "111-0002" not in terminal.text
        terminal.press("q")
        terminal.wait_end()
    assert b"".join(path.read_bytes() for path in sorted((two_days / "state" / "journal").iterdir())) == journal
