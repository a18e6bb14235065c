"""What happens when a process is killed, a disk is full, a right is missing, a clock or a merge goes wrong."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.cli.init_command import make
from cockpit.desk import Desk
from cockpit.journal import Journal
from cockpit.person import Person
from cockpit.settings import load
from tests.ends.conftest import away_from_midnight, drop, unshipped
from tests.ends.faults import PEOPLE, broken_files, now
from tests.ends.terminal import Terminal, cockpit
from tests.ends.test_headless import cockpit as headless

ROOT = Path(__file__).parents[2]
FIRST, SECOND = "111-0001", "111-0002"


def figures(folder: Path, *arguments: str) -> Any:
    """What is left after processes were killed or wrote against each other."""
    command = [sys.executable, "-m", "tests.ends.faults", str(folder), *arguments]
    return json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)


def test_nothing_that_was_saved_is_lost_by_kill_9(tmp_path: Path) -> None:
    """24 processes killed in the middle of ticking, noting, acknowledging and recording; 500 by `benchmarks faults`."""
    found = figures(tmp_path / "shop", "12", "7")
    assert (found["faults"], found["kills"]) == ([], 24)
    assert found["saved"] >= 12


def test_two_writers_at_full_speed_lose_nothing(tmp_path: Path) -> None:
    """Every tick, note and acknowledgement of both is in the journal, whose chain is whole, and no file is torn."""
    found = figures(tmp_path / "shop", "0", "7", "2")
    assert (found["faults"], found["torn"]) == ([], 0)
    assert found["saved"] > 4


# ── A full disk ──────────────────────────────────────────────────────────────────────────────────────────────────────

# Where no file system can be mounted: the program as it is on a disk that is full while a file `full` lies there.
FULL = """
import errno, os, sys
from pathlib import Path
full, write, opened = Path(sys.argv.pop(1)), os.write, os.fdopen
def refuse(descriptor):
    name = os.readlink(f"/proc/self/fd/{descriptor}")
    if full.exists() and name.startswith(str(full.parent)):
        raise OSError(errno.ENOSPC, "No space left on device")
def refusing(descriptor, data):
    refuse(descriptor)
    return write(descriptor, data)
def refused(descriptor, *how, **more):
    refuse(descriptor)
    return opened(descriptor, *how, **more)
os.write, os.fdopen = refusing, refused
from cockpit.__main__ import main
sys.exit(main())
"""


class Disk:
    """A small disk with a workspace on it."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.mounted = mounted
        self.filler = folder / "full"
        self.workspace = folder / "shop"

    def fill(self) -> None:
        """Leave no room."""
        with self.filler.open("wb") as file:
            try:
                while self.mounted:
                    os.write(file.fileno(), b"x" * 4096)
            except OSError:
                os.truncate(self.filler, self.filler.stat().st_size // 4096 * 4096)

    def empty(self) -> None:
        """Make room."""
        self.filler.unlink()

    def command(self) -> tuple[str, ...]:
        """The program on it."""
        if self.mounted:
            return (sys.executable, "-m", "cockpit", str(self.workspace))
        return (sys.executable, "-c", FULL, str(self.filler), str(self.workspace))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A file system of 4 MB where one may be mounted, else a disk that only says that it is full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    can = sys.platform == "linux" and shutil.which("mount") is not None
    mounted = can and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    small = Disk(folder, mounted=mounted)
    for _ in make(small.workspace):
        pass
    away_from_midnight(small.workspace)
    drop(small.workspace / "reports" / "US" / "unshipped.txt", unshipped(FIRST))
    try:
        yield small
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def notes(workspace: Path) -> list[str]:
    """The ids of steps that the journal says were ticked."""
    return [event["step"] for batch in Journal(workspace, ("ticked",)).new() for event in batch.events]


def test_a_full_disk_is_said_and_nothing_is_torn(disk: Disk) -> None:
    """The tick is NOT SAVED, with the reason; when there is room again the same key saves it."""
    terminal = Terminal(*disk.command(), columns=140, cwd=disk.workspace)
    try:
        terminal.wait_for("M1", FIRST, "saved")
        terminal.press("1\x1b[H ")
        terminal.wait_for("✓ M1")
        disk.fill()
        terminal.press("j ")
        terminal.wait_for("NOT SAVED", "the disk is full")
        assert "✓ M2" not in terminal.text
        assert (broken_files(disk.workspace), Journal(disk.workspace).verify()) == ([], [])
        disk.empty()
        terminal.press(" ")
        terminal.wait_for("✓ M2", gone="NOT SAVED")
    finally:
        terminal.close()
    assert notes(disk.workspace) == ["M1", "M2"]
    assert Journal(disk.workspace).verify() == []


# ── No rights ────────────────────────────────────────────────────────────────────────────────────────────────────────

# Root may write everywhere; without these three capabilities it may what the mode of a file says, as everybody else.
WITHOUT_RIGHTS = """
import ctypes, os, sys
for capability in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, "-m", "cockpit", *sys.argv[1:]])
"""


def test_a_workspace_without_rights_is_shown_and_says_so(workspace: Path) -> None:
    """Somebody who may only read sees what comes and goes, and is told that a tick cannot be written."""
    headless("check", "-w", str(workspace), "--record", "--fail-on", "never")
    state = [path for path in (workspace / "state").rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in state}
    folders = [path for path in (workspace, *workspace.rglob("*")) if path.is_dir() and "reports" not in path.parts]
    for path in (*state, *folders):
        path.chmod(0o555 if path.is_dir() else 0o444)
    terminal = Terminal(sys.executable, "-c", WITHOUT_RIGHTS, str(workspace), columns=140, cwd=workspace)
    try:
        terminal.wait_for("M1", FIRST, "read only")
        terminal.press("1\x1b[H ")
        terminal.wait_for("tick: the workspace cannot be written")
        assert "✓ M1" not in terminal.text
        drop(workspace / "reports" / "US" / "unshipped.txt", unshipped(SECOND))
        terminal.wait_for(SECOND, gone=FIRST)
    finally:
        terminal.close()
        for path in folders:
            path.chmod(0o755)
    assert {path: path.read_bytes() for path in (workspace / "state").rglob("*") if path.is_file()} == before


# ── Clocks and merges ────────────────────────────────────────────────────────────────────────────────────────────────


def desk_at(workspace: Path, moment: datetime, person: Person = PEOPLE[0]) -> Desk:
    """A desk whose clock stands still."""
    return Desk(workspace, load(workspace), person, lambda: moment)


def test_a_clock_that_was_set_back_breaks_nothing(workspace: Path) -> None:
    """Lines go on in their order, in the newest month; what was done before is there, what is done now as well."""
    later = now()
    earlier = later - timedelta(days=40)
    desk_at(workspace, later).note("0" * 16, "before")
    desk_at(workspace, earlier).note("0" * 16, "set back")
    desk_at(workspace, later).note("0" * 16, "right again")
    assert [event["text"] for event in desk_at(workspace, later).history("0" * 16)] == [
        "before", "set back", "right again",
    ]  # fmt: skip
    assert len(Journal(workspace).files()) == 1
    assert Journal(workspace).verify() == []
    done = headless("check", "-w", str(workspace), "--record", "--fail-on", "never", "--as-of", earlier.isoformat())
    assert done.returncode == 0
    assert Journal(workspace).verify() == []


def test_a_torn_last_line_costs_that_line_alone(workspace: Path) -> None:
    """The screen comes up and saves; the torn line is named by doctor with its place and stays in the file."""
    headless("check", "-w", str(workspace), "--record", "--fail-on", "never")
    [path] = Journal(workspace).files()
    rows = path.read_bytes().count(b"\n")
    with path.open("ab") as file:
        file.write(b'{"what":"noted","at":"2026-')
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for("M1", FIRST, "saved")
        terminal.press("1\x1b[H ")
        terminal.wait_for("✓ M1")
    assert notes(workspace) == ["M1"]
    assert [(one.code, one.row) for one in Journal(workspace).verify()] == [("journal-torn", rows + 1)]
    assert f"{path.name}:{rows + 1}" in headless("doctor", "-w", str(workspace)).stdout


def test_files_left_broken_by_a_merge_are_set_aside_and_named(workspace: Path) -> None:
    """Conflict markers in the day's file and in the journal: the first is moved aside, the second passed over."""
    desk = desk_at(workspace, now())
    step = desk.checklist.steps[0].id
    desk.tick(step, "mine")
    [day] = (workspace / "state" / "checklist").glob("*.toml")
    conflict = b"<<<<<<< HEAD\n" + day.read_bytes() + b"=======\n" + day.read_bytes() + b">>>>>>> theirs\n"
    day.write_bytes(conflict)
    [path] = Journal(workspace).files()
    path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes() + b"=======\n>>>>>>> theirs\n")
    with cockpit(str(workspace), cwd=workspace, columns=140) as terminal:
        terminal.wait_for("✓ M1", FIRST)  # the journal knows who ticked it
        terminal.press("1\x1b[Hj ")
        terminal.wait_for("✓ M2")
    [aside] = day.parent.glob("*.broken-*")
    assert aside.read_bytes() == conflict
    assert (notes(workspace), b"M2" in day.read_bytes()) == (["M1", "M2"], True)
    assert [one.row for one in Journal(workspace).verify() if one.code == "journal-torn"] == [1, 3, 4]
    assert path.read_bytes().startswith(b"<<<<<<< HEAD\n")
