"""Who has a cockpit open: known from locks that end with their process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cockpit.person import Person
from cockpit.presence import Presence
from cockpit.store import NotSaved, Store

LI, WANG = Person(1000, "li", "Li"), Person(1001, "wang lei", "Wang")

HERE = """
import sys
from pathlib import Path
from cockpit.person import Person
from cockpit.presence import Presence
from cockpit.store import Store
presence = Presence(Store(Path(sys.argv[1])), Person(1001, sys.argv[2], "Wang"))
print(presence.enter(), flush=True)
sys.stdin.readline()
presence.leave()
"""


@pytest.fixture
def colleague(tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[str]"]]:
    """Opens a cockpit for somebody else, in a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def comes(user: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", HERE, str(tmp_path), user], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        return process

    yield comes
    for process in started:
        process.kill()
        process.communicate()


def files(workspace: Path) -> list[str]:
    """The names in the folder of those who are here."""
    folder = Presence(Store(workspace), LI).folder
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_who_looks_is_here_alone_and_writes_nothing(tmp_path: Path) -> None:
    """Before anybody has come in, one is alone, and the folder is as it was."""
    assert Presence(Store(tmp_path), LI).users() == ("li",)
    assert list(tmp_path.iterdir()) == []


def test_a_colleague_is_seen_until_they_leave(
    tmp_path: Path, colleague: Callable[[str], "subprocess.Popen[str]"]
) -> None:
    """Another process that came in is counted; when it leaves, its file goes with it."""
    mine = Presence(Store(tmp_path), LI)
    assert mine.enter()
    other = colleague("wang lei")
    assert mine.users() == ("li", "wang lei")
    other.communicate("leave\n", timeout=30)
    assert mine.users() == ("li",)
    assert files(tmp_path) == [f"li.{os.getpid()}.here"]
    assert (mine.folder / files(tmp_path)[0]).read_text() == f"{os.getpid()}\n"  # empty files are waited for
    mine.leave()
    assert files(tmp_path) == []


def test_a_killed_cockpit_is_gone_and_swept_away(
    tmp_path: Path, colleague: Callable[[str], "subprocess.Popen[str]"]
) -> None:
    """Its lock ended with it: nobody counts it, and the next who comes in removes its file."""
    other = colleague("wang")
    other.send_signal(signal.SIGKILL)
    other.wait(30)
    assert len(files(tmp_path)) == 1
    mine = Presence(Store(tmp_path), LI)
    assert mine.users() == ("li",)
    mine.enter()
    assert files(tmp_path) == [f"li.{os.getpid()}.here"]
    mine.leave()


def test_one_person_in_two_windows_is_one(tmp_path: Path, colleague: Callable[[str], "subprocess.Popen[str]"]) -> None:
    """People are counted, not windows."""
    mine = Presence(Store(tmp_path), LI)
    mine.enter()
    colleague("li")
    assert mine.users() == ("li",)
    assert len(files(tmp_path)) == 2
    mine.leave()


def test_looking_changes_no_file(tmp_path: Path, colleague: Callable[[str], "subprocess.Popen[str]"]) -> None:
    """A look at the others leaves their files as they are: else two cockpits would wake each other for ever."""
    colleague("wang")
    (path,) = Presence(Store(tmp_path), LI).folder.iterdir()
    before = path.stat().st_mtime_ns
    Presence(Store(tmp_path), LI).users()
    assert path.stat().st_mtime_ns == before


def test_where_nothing_can_be_written_nobody_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only workspace one comes in unseen, and sees the others all the same."""
    other = Presence(Store(tmp_path), WANG)
    other.enter()

    def refuse(_: Store, __: float = 0) -> None:
        raise NotSaved.of(PermissionError(13, "Permission denied"), "state/locks/state.lock")

    monkeypatch.setattr(Store, "locked", refuse)
    mine = Presence(Store(tmp_path), LI)
    assert not mine.enter()
    assert mine.users() == ("li", "wang lei")
    other.leave()
