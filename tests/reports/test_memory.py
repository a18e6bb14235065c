"""Whatever a file is made of, reading it takes no more memory than a bound that is proportional to it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports.bombs import BOMBS, MIB

FREE, TIMES = 48 * MIB, 128  # a start, and so many bytes of memory for each byte of the file
LIMIT = 2048 * MIB  # of the address space, should a bound not hold
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", BOMBS)
def test_memory_is_bounded_by_the_size_of_the_file(name: str, tmp_path: Path) -> None:
    """A bomb of any kind costs one file, and neither the memory nor the program."""
    path = tmp_path / "x.dat"
    path.write_bytes(BOMBS[name]())
    script = Path(__file__).with_name("reading_alone.py")
    command = [sys.executable, str(script), str(path), str(LIMIT)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["codes"] or answer["rows"]
    assert answer["grown"] <= FREE + TIMES * path.stat().st_size, answer
