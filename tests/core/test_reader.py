"""Risky files are read apart: what they do there costs only themselves."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest

from cockpit.limits import physical_memory
from cockpit.reader import LARGE_BYTES, Reader, ReaderDied, is_risky
from cockpit.reports import Hints, read_file

HOME = Path(__file__).parents[2]
MESSAGES = "thread_id,received_at,replied_at,subject\nT1,2026-11-23T01:00:00+08:00,,late\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report of buyer messages."""
    path = tmp_path / "US" / "messages.csv"
    path.parent.mkdir()
    path.write_text(MESSAGES)
    return path


def workbook(path: Path, far: str = "B2") -> Path:
    """A workbook with a cell at A1 and one somewhere else."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet[far] = 1, 1
    book.save(path)
    return path


def test_spreadsheets_are_risky_whatever_they_are_called(tmp_path: Path, report: Path) -> None:
    """The bytes decide, and the size; a file that cannot be opened is somebody else's problem."""
    assert is_risky(workbook(tmp_path / "orders.txt"), 10)
    assert not is_risky(report, 10)
    assert is_risky(report, LARGE_BYTES)
    assert not is_risky(tmp_path / "missing.csv", 0)


def test_a_file_read_apart_is_read_the_same(tmp_path: Path, report: Path) -> None:
    """Everything of the reading comes back, its rows too."""
    reader = Reader()
    (apart,) = reader.read(report, tmp_path, Hints(), 10)
    (here,) = read_file(report, tmp_path, Hints())
    reader.close()
    assert apart.file == here.file
    assert apart.headers == here.headers
    assert apart.parts[0].frame.equals(here.parts[0].frame)


def test_a_workbook_that_asks_for_everything_costs_one_file(tmp_path: Path, report: Path) -> None:
    """Two cells at the ends of a sheet ask for 550 GB: the file has no rows, and the next one is read."""
    bomb = workbook(tmp_path / "bomb.xlsx", "XFD1048576")
    reader = Reader()
    with suppress(ReaderDied):
        (reading,) = reader.read(bomb, tmp_path, Hints(), 1000)
        assert reading.parts == ()
    (after,) = reader.read(report, tmp_path, Hints(), 10)
    reader.close()
    assert after.file.rows == 1


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, report: Path) -> None:
    """The process is ended after its time, and the next file has one of its own."""
    reader = Reader(seconds=0.0)
    with pytest.raises(ReaderDied, match="time limit"):
        reader.read(report, tmp_path, Hints(), 0)
    reader.close()


def test_memory_beyond_the_limit_is_refused() -> None:
    """An allocation that would take it from everybody else fails in the process that asked."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from cockpit.limits import limit_memory\n"
        "limit_memory(512 * 1024**2)\n"
        "try: bytearray(1024**3)\n"
        "except MemoryError: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(HOME)], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


def test_the_memory_of_the_machine_is_known() -> None:
    """On the systems that say."""
    assert physical_memory() > 64 * 1024**2
