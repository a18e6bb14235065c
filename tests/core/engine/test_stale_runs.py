"""Runs that are overtaken by a change, and files that end the reader."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cockpit import library
from cockpit.engine import Engine, Stale
from cockpit.issue import Verdict
from cockpit.library import identity_of
from cockpit.reader import Reader, ReaderDied
from cockpit.wire import FileId, SetAside
from tests.core.engine.shop import NOW, change, house_issues, verdict


def after(calls: int) -> Callable[[], bool]:
    """A run that becomes stale after so many questions."""
    asked = 0

    def stale() -> bool:
        nonlocal asked
        asked += 1
        return asked > calls

    return stale


def test_a_stale_run_is_given_up_between_files(
    workspace: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has read by then is not read again."""
    monkeypatch.setattr(library, "_TOGETHER_FILES", 1)
    engine = Engine(workspace, record=False)
    with pytest.raises(Stale):
        engine.look(NOW, change(workspace), after(1))
    assert len(read) == 1
    engine.look(NOW, change(workspace))
    assert sorted(read) == ["JP/messages.csv", "US/messages.csv"]


def test_a_stale_run_is_given_up_between_checks(workspace: Path) -> None:
    """No picture comes of it, and the next run has one."""
    engine = Engine(workspace, record=False)
    with pytest.raises(Stale):
        engine.look(NOW, change(workspace), after(4))
    assert "T1" in house_issues(engine.look(NOW, change(workspace)))


def test_a_fatal_file_is_read_apart(workspace: Path, read: list[str]) -> None:
    """A file that ended an engine is read by a process of its own, and counts like any other."""
    fatal = FileId("US/messages.csv", *identity_of(workspace / "reports" / "US" / "messages.csv"))
    picture = Engine(workspace, record=False, set_aside=SetAside((fatal,))).picture(NOW)
    assert read == ["JP/messages.csv"]
    assert "T1" in house_issues(picture)


def test_a_file_that_ends_its_reader_costs_one_file(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read and judged; the file says what it did."""

    def dies(*_: object) -> None:
        raise ReaderDied("signal 9")

    monkeypatch.setattr(Reader, "read", dies)
    fatal = FileId("US/messages.csv", *identity_of(workspace / "reports" / "US" / "messages.csv"))
    picture = Engine(workspace, record=False, set_aside=SetAside((fatal,))).picture(NOW)
    file = next(file for file in picture.files if file.path == "US/messages.csv")
    assert (file.status, [problem.code for problem in file.problems]) == ("unreadable", ["reader-died"])
    assert verdict(picture, "X-01", "JP") is Verdict.OK


def test_a_check_that_ended_an_engine_is_not_run(workspace: Path) -> None:
    """It is failed until the program is started again."""
    picture = Engine(workspace, record=False, set_aside=SetAside(checks=("X-01",))).picture(NOW)
    assert verdict(picture, "X-01") is Verdict.FAILED
