"""The watched folder on a real disk: every test waits for the change it made, none for time."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileModifiedEvent

from cockpit import watcher
from cockpit.inbox import Change, Inbox, Timing, at_rest
from cockpit.quiet import Identity, Listing

# Watchdog warns when a folder that appears while it is being watched is found twice; raised, that would end its thread.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")

TIMING = Timing(quiet=0.05, sweep=600.0, ceiling=1.0, poll=0.05)
PATIENCE = 30.0  # ends a test that would wait for ever; none comes near it


def listed(root: Path) -> Listing:
    """Every file below a folder; raises OSError when it is not there."""
    root.stat()
    return {str(path.relative_to(root)): identity(path) for path in root.rglob("*") if path.is_file()}


def identity(path: Path) -> Identity:
    """What tells this state of a file from another."""
    status = path.stat()
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with an empty reports folder."""
    (tmp_path / "reports").mkdir()
    return tmp_path


@pytest.fixture
def inbox(workspace: Path) -> Iterator[Inbox]:
    """An inbox that watches the workspace. It sweeps so seldom that only events can wake it."""
    with Inbox(workspace / "reports", workspace, listed, timing=TIMING) as started:
        yield started


def aged(path: Path, text: str = "x") -> Path:
    """A file that was written long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def names(change: Change) -> set[str]:
    """What lies in the folder, by name."""
    return set(change.files)


def until(inbox: Inbox, *wanted: str) -> Change:
    """Wait until exactly these files are there and quiet."""
    change = inbox.wait(PATIENCE)
    while change and names(change) != set(wanted):
        change = inbox.wait(PATIENCE)
    assert names(change) == set(wanted)
    return change


def test_the_first_look_gives_what_is_there(workspace: Path) -> None:
    """Starting gives every report at rest, as a change of everything."""
    aged(workspace / "reports" / "US" / "a.csv")
    with Inbox(workspace / "reports", workspace, listed, timing=TIMING) as inbox:
        first = inbox.start()
    assert first.reports
    assert first.settings
    assert names(first) == {"US/a.csv"}


def test_a_new_file_is_told_when_it_is_quiet(workspace: Path, inbox: Inbox) -> None:
    """Creating a file wakes the inbox through an event."""
    (workspace / "reports" / "a.csv").write_text("1")
    change = until(inbox, "a.csv")
    assert change.reports
    assert not change.settings


def test_a_file_in_a_new_folder_is_told(workspace: Path, inbox: Inbox) -> None:
    """Folders made while watching are watched too."""
    (workspace / "reports" / "shop" / "DE").mkdir(parents=True)
    (workspace / "reports" / "shop" / "DE" / "a.csv").write_text("1")
    until(inbox, "shop/DE/a.csv")


def test_a_rename_over_an_old_file_is_told(workspace: Path, inbox: Inbox) -> None:
    """Sync clients write aside and rename: the new identity is a change."""
    target = aged(workspace / "reports" / "a.csv")
    before = until(inbox, "a.csv").files["a.csv"]
    aside = workspace / "aside"
    aside.write_text("22")
    aside.replace(target)
    assert until(inbox, "a.csv").files["a.csv"] != before


def test_a_delete_is_told(workspace: Path, inbox: Inbox) -> None:
    """A file that goes away is a change."""
    path = aged(workspace / "reports" / "a.csv")
    until(inbox, "a.csv")
    path.unlink()
    until(inbox)


def test_a_burst_is_told_whole(workspace: Path, inbox: Inbox) -> None:
    """Many files at once end in one state that has them all."""
    wanted = [f"{number}.csv" for number in range(300)]
    for name in wanted:
        (workspace / "reports" / name).write_text(name)
    until(inbox, *wanted)


def test_reading_does_not_wake(workspace: Path, inbox: Inbox) -> None:
    """Our own reading of a report is no change: the next change is somebody's write."""
    path = workspace / "reports" / "a.csv"
    path.write_text("1")
    until(inbox, "a.csv")
    path.read_text()
    (workspace / "config.toml").write_text("")
    change = inbox.wait(PATIENCE)
    assert change.settings
    assert not change.reports


def test_a_folder_deleted_and_made_again_is_watched_again(workspace: Path, inbox: Inbox) -> None:
    """The new folder reports its files although it is another inode."""
    root = workspace / "reports"
    (root / "a.csv").write_text("1")
    until(inbox, "a.csv")
    shutil.rmtree(root)
    gone = until(inbox)
    assert [problem.code for problem in gone.problems] == ["folder-missing"]
    root.mkdir()
    back = inbox.wait(PATIENCE)
    assert back.problems == ()
    (root / "b.csv").write_text("1")
    until(inbox, "b.csv")


def test_a_folder_moved_away_and_back_is_watched_again(workspace: Path, inbox: Inbox) -> None:
    """While it is away nothing is there; back, its files and its events are."""
    root, away = workspace / "reports", workspace / "away"
    (root / "a.csv").write_text("1")
    until(inbox, "a.csv")
    root.rename(away)
    until(inbox)
    (away / "b.csv").write_text("1")
    away.rename(root)
    until(inbox, "a.csv", "b.csv")
    (root / "c.csv").write_text("1")
    until(inbox, "a.csv", "b.csv", "c.csv")


def test_a_missing_folder_is_told_and_awaited(tmp_path: Path) -> None:
    """A workspace without the folder starts, says so, and sees the folder come."""
    with Inbox(tmp_path / "reports", tmp_path, listed, timing=TIMING) as inbox:
        assert [problem.code for problem in inbox.start().problems] == ["folder-missing"]
        (tmp_path / "reports").mkdir()
        (tmp_path / "reports" / "a.csv").write_text("1")
        assert until(inbox, "a.csv").problems == ()


def test_a_symlinked_folder_is_watched_through_its_target(tmp_path: Path) -> None:
    """A link reports no events of its own; turning it to another target is seen."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    aged(two / "b.csv")
    home = tmp_path / "home"
    home.mkdir()
    link = home / "reports"
    link.symlink_to(one)
    with Inbox(link, home, listed, timing=TIMING) as inbox:
        (one / "a.csv").write_text("1")
        until(inbox, "a.csv")
        link.unlink()
        link.symlink_to(two)
        until(inbox, "b.csv")
        (two / "c.csv").write_text("1")
        until(inbox, "b.csv", "c.csv")


def test_settings_checks_and_marks_are_changes_of_their_own(workspace: Path, inbox: Inbox) -> None:
    """Each part of the workspace tells that it changed, also when its folder did not exist before."""
    (workspace / "config.toml").write_text("[profile]\n")
    assert inbox.wait(PATIENCE).settings
    (workspace / "my_checks").mkdir()
    (workspace / "my_checks" / "own.py").write_text("")
    assert inbox.wait(PATIENCE).checks
    (workspace / "state" / "journal").mkdir(parents=True)
    (workspace / "state" / "journal" / "2026-11.jsonl").write_text("{}\n")
    assert inbox.wait(PATIENCE).marks


def test_our_own_cache_does_not_wake(workspace: Path, inbox: Inbox) -> None:
    """What is written to state/cache is no change: the next change is the one after it."""
    (workspace / "state" / "cache").mkdir(parents=True)
    (workspace / "state" / "cache" / "picture.bin").write_text("1")
    (workspace / "config.toml").write_text("")
    change = inbox.wait(PATIENCE)
    assert (change.reports, change.settings, change.checks, change.marks) == (False, True, False, False)


def test_wake_ends_a_wait_without_a_change(inbox: Inbox) -> None:
    """Somebody with other work for the waiting thread can have it."""
    inbox.wake()
    assert not inbox.wait(PATIENCE)


def test_a_wait_ends_in_time(inbox: Inbox) -> None:
    """A deadline passes without any event."""
    assert not inbox.wait(0.0)


def test_pending_tells_of_a_newer_state_without_taking_it(workspace: Path, inbox: Inbox) -> None:
    """A run can ask whether it is stale; the change is still there to be waited for."""
    assert not inbox.pending()
    (workspace / "reports" / "a.csv").write_text("1")
    while not inbox.pending():
        pass
    assert inbox.pending()
    until(inbox, "a.csv")


def test_without_events_the_folder_is_polled_and_that_is_said_once(workspace: Path) -> None:
    """No inotify instance left: a Problem says so, and changes are still found."""

    def none_left() -> watcher.Source:
        raise OSError(24, "Too many open files")

    with Inbox(workspace / "reports", workspace, listed, timing=TIMING, source=none_left) as inbox:
        assert [(p.code, p.found) for p in inbox.start().problems] == [("no-file-events", "Too many open files")]
        (workspace / "reports" / "a.csv").write_text("1")
        change = until(inbox, "a.csv")
        assert [problem.code for problem in change.problems] == ["no-file-events"]


def test_a_watcher_that_died_is_replaced(workspace: Path, inbox: Inbox) -> None:
    """The next look notices that the threads of the watcher have ended and starts them again."""
    source = inbox._watcher._source
    assert source is not None
    source.stop()
    inbox._ring("reports")
    while inbox._watcher._source is source:
        inbox.wait(0.0)
    (workspace / "reports" / "a.csv").write_text("1")
    until(inbox, "a.csv")


def test_a_handler_that_cannot_read_its_event_rings_all_the_same() -> None:
    """An exception inside the handler would end watchdog's thread: it rings instead."""
    rung: list[str] = []
    bell = watcher._Bell(lambda: rung.append("x"), frozenset({"a"}))
    bell.on_any_event(FileModifiedEvent(3))  # type: ignore[arg-type]  # what no watcher should ever send
    assert rung == ["x"]


def test_file_systems_that_report_nothing_are_known_by_their_mount() -> None:
    """The type of the nearest mount point above a folder decides."""
    text = (
        "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 21 0:40 / /srv/team\\040share rw,relatime shared:5 - nfs4 server:/x rw\n"
    )
    mounts = watcher._mounts(text)
    assert watcher._system_of("/srv/team share/reports", mounts) == "nfs4"
    assert watcher._system_of("/home/li", mounts) == "ext4"


def test_a_run_without_watching_waits_for_a_file_just_written(workspace: Path) -> None:
    """A headless run takes old files at once and young ones when two looks agree."""
    aged(workspace / "reports" / "old.csv")
    (workspace / "reports" / "young.csv").write_text("1")
    still = at_rest(workspace / "reports", listed, TIMING)
    assert set(still.entries) == {"old.csv", "young.csv"}
    assert still.growing == frozenset()


def test_a_run_without_watching_names_a_file_that_keeps_growing(workspace: Path) -> None:
    """A file that changes at every look is named after the ceiling, not waited for for ever."""
    path = aged(workspace / "reports" / "drip.csv")

    def dripping(root: Path) -> Listing:
        with path.open("a") as file:
            file.write("more")
        return listed(root)

    still = at_rest(workspace / "reports", dripping, Timing(quiet=0.02, ceiling=0.1))
    assert still.growing == {"drip.csv"}
    assert dict(still.entries) == {}


def test_a_file_that_is_probably_whole_is_handed_on_before_it_is_still(workspace: Path) -> None:
    """Reading it overlaps the waiting; it is handed on once, whatever else happens meanwhile."""
    ahead: list[set[str]] = []
    timing = Timing(quiet=0.4, sweep=600.0)

    def noting(files: Listing) -> None:
        ahead.append(set(files))

    with Inbox(workspace / "reports", workspace, listed, timing=timing, ahead=noting) as inbox:
        (workspace / "reports" / "a.csv").write_text("1")
        until(inbox, "a.csv")
    assert ahead == [{"a.csv"}]
