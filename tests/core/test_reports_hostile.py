"""No bytes make reading raise, and whatever is read has the type's columns."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit import reports
from cockpit.reports import TYPES
from tests.core.report_reading import US, order, put, stock, tsv
from tests.core.test_reports_excel import HEADER, ROW, workbook
from tests.core.test_reports_json import CHILD, traffic

SEEDS = [
    tsv([order(), order(product_name='5" lamp'), order(quantity="x")]).encode(),
    tsv([stock(), stock(your_price="1.234,56")]).encode("utf-16"),
    b'\xef\xbb\xbfsku,category,cost\r\nA,"two\r\nlines",1\r\n',
    traffic([CHILD], []).encode(),
    workbook(("a", [HEADER, ROW])),
]
SHARDS = [
    b"\x00", b'"', b"\n", b"\r", b"\t", b",", b"\xff", b"\xef\xbb\xbf", b"{", b"]", b"1e999", b"NaN", b"\xe4",
    b"\x1b[2J",
    b"9" * 40, b"9999-99-99", b"262143-12-31", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xf0\x9f", b"=1+1", b"\\", b"[/red]",
]  # fmt: skip


def check(root: Path, data: bytes) -> None:
    """Read a file of these bytes and look at what came out."""
    path = put(root, "US/x.txt", data)
    readings = reports.read_file(path, root, US)
    assert readings
    for reading in readings:
        assert reading.file.path == "US/x.txt"
        assert reading.parts or reading.file.problems
        for part in reading.parts:
            assert part.frame.schema == TYPES[reading.file.type or ""].empty().schema
    assert len(reports.raw_rows(path, [1, 2, 3], root, US)) == 3


@pytest.mark.parametrize("seed", range(60))
def test_damaged_reports_never_raise(seed: int, tmp_path: Path) -> None:
    """Real reports with bytes cut, swapped, doubled or put in are read or refused, and nothing raises."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data = data[:at]
            case 1:
                data[at:at] = chance.choice(SHARDS)
            case 2:
                del data[at : at + chance.randrange(40)]
            case _:
                data[at:at] = data[at : at + chance.randrange(200)]
    check(tmp_path, bytes(data))


@given(data=st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_never_raise(data: bytes, tmp_path: Path) -> None:
    """Arbitrary bytes are read or refused."""
    check(tmp_path, data)


@given(cells=st.lists(st.text(max_size=12), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_cell_never_raises(cells: list[str], tmp_path: Path) -> None:
    """Arbitrary text in the cells of a known report is typed, or located as bad."""
    names = TYPES["all-orders"].columns
    header = "\t".join(column.names[0] for column in names)
    rows = ["\t".join(cells[(at + start) % len(cells)] for at in range(len(names))) for start in range(3)]
    check(tmp_path, "\n".join([header, *rows, ""]).encode("utf-8", "surrogatepass"))
