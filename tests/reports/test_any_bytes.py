"""Any bytes give a report or a Problem, never an exception: random ones, and our own files damaged everywhere."""

import io
import random
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit import reports
from cockpit.problems import Problem
from cockpit.reports import TYPES, Hints

OURS = sorted(Path(__file__).with_name("files").iterdir())
US = Hints(default_marketplace="US")
EDGES = (b"\n", b"\t", b",", b'"', b"}", b"PK", b">")  # a file cut here looks most like a whole one
SHARDS = (
    b"\x00", b'"', b'""', b"\r", b"\n\n", b"\t\t\t", b";", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81", b"{", b"]", b"1e999",
    b"NaN", b"-", b"%", b"\xe2\x80", b"9" * 60, b"0000-00-00", b"99/99/9999", b"31.02.2026", b"=1+1", b"Total", b"PK",
)  # fmt: skip


def check(data: bytes, suffix: str = ".txt") -> None:
    """Read a file of these bytes, alone and together with others, and look at what came out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "US" / f"x{suffix}"
        path.parent.mkdir()
        path.write_bytes(data)
        found = reports.read_file(path, Path(folder), US)
        assert reports.read_together([path], Path(folder), US)[0]
        assert len(reports.raw_rows(path, [1, 2, 9], Path(folder), US)) == 3
    assert found
    for reading in found:
        assert reading.parts or reading.file.problems
        assert all(isinstance(problem, Problem) for problem in reading.file.problems)
        for part in reading.parts:
            assert part.frame.schema == TYPES[str(reading.file.type)].empty().schema


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_file_cut_off_anywhere_is_read_or_refused(path: Path) -> None:
    """Cut at the end of a line, a cell, a quote, a part of an archive, and within a character."""
    data, dice = path.read_bytes(), random.Random(path.name)  # noqa: S311 - a test that can be repeated
    ends = [at + dice.randrange(2) for edge in EDGES if (at := data.rfind(edge, 0, dice.randrange(1, len(data)))) > 0]
    for end in {1, len(data) // 2, len(data) - 1, *ends}:
        check(data[:end], path.suffix)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_a_damaged_file_is_read_or_refused(path: Path) -> None:
    """Bits turned over, bytes put in, taken out and doubled, and another file's end under this one's beginning."""
    dice = random.Random(f"damage {path.name}")  # noqa: S311 - as above
    for _ in range(4):
        data = bytearray(path.read_bytes())
        for _ in range(dice.randrange(1, 8)):
            at = dice.randrange(len(data))
            match dice.randrange(5):
                case 0:
                    data[at] ^= 1 << dice.randrange(8)
                case 1:
                    data[at:at] = dice.choice(SHARDS)
                case 2 if len(data) > 100:
                    del data[at : at + dice.randrange(60)]
                case 3:
                    data[at:at] = data[at : at + dice.randrange(300)]
                case _:
                    data[at:] = dice.choice(OURS).read_bytes()[-200:]
        check(bytes(data), path.suffix)


@given(data=st.binary(max_size=600))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    """Arbitrary bytes, and arbitrary bytes behind what a file of each kind begins with."""
    for start in (b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"\xff\xfe", b"{", b"sku,cost,category\n"):
        check(start + data)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_archive_is_read_or_refused(seed: int) -> None:
    """Several of our files packed into one, with bits of it turned over."""
    dice, out = random.Random(seed), io.BytesIO()  # noqa: S311 - as above
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in dice.sample(OURS, 3):
            archive.write(path, path.name)
    data = bytearray(out.getvalue())
    for _ in range(dice.randrange(4)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    check(bytes(data), ".zip")
