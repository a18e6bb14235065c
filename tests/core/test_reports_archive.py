"""Reports in a .zip are read one by one, as if they lay beside it; a hostile archive costs only itself."""

import gzip
import io
import random
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from cockpit import reports
from cockpit.clock import Clock
from cockpit.problems import Problem
from cockpit.reports import Hints, Reading, assemble
from tests.core.report_reading import US, frame, order, put, stock, tsv

ORDERS = tsv([order(), order(quantity=2)])
STOCK = tsv([stock()])


def packed(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip with these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def readings(root: Path, name: str, data: bytes, hints: Hints = US) -> dict[str, Reading]:
    """What a file holds, by path."""
    return {one.file.path: one for one in reports.read_file(put(root, name, data), root, hints)}


def problems(root: Path, data: bytes) -> list[Problem]:
    """Everything that is said of an archive."""
    return [problem for one in readings(root, "x.zip", data).values() for problem in one.file.problems]


def test_every_file_of_an_archive_is_a_report_of_its_own(tmp_path: Path) -> None:
    """Two reports in one .zip give two readings, named by archive and file, with rows and digests of their own."""
    found = readings(tmp_path, "US/week.zip", packed({"orders.txt": ORDERS, "stock.txt": STOCK}))
    assert {path: one.file.type for path, one in found.items()} == {
        "US/week.zip/orders.txt": "all-orders",
        "US/week.zip/stock.txt": "fba-inventory",
    }
    assert frame(found["US/week.zip/orders.txt"])["_file"].unique().to_list() == ["US/week.zip/orders.txt"]
    assert len({one.file.digest for one in found.values()}) == 2


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_usual_packing_is_read(method: int, tmp_path: Path) -> None:
    """Stored, deflated, bzip2 and LZMA entries give the same rows."""
    (one,) = readings(tmp_path, "x.zip", packed({"orders.txt": ORDERS}, method)).values()
    assert frame(one)["quantity"].to_list() == [1, 2]


def test_folder_and_folders_inside_say_the_marketplace(tmp_path: Path) -> None:
    """The archive's folder counts, else a folder in it; the archive itself is no store."""
    data = packed({"DE/stock.txt": STOCK, "shop/JP/stock.txt": STOCK, "stock.txt": STOCK})
    found = readings(tmp_path, "x.zip", data)
    places = {path: (one.file.store, one.file.marketplace) for path, one in found.items()}
    assert places == {
        "x.zip/DE/stock.txt": ("default", "DE"),
        "x.zip/shop/JP/stock.txt": ("shop", "JP"),
        "x.zip/stock.txt": ("default", "US"),
    }


def test_the_same_report_packed_and_unpacked_counts_once(tmp_path: Path) -> None:
    """A report that also lies in an archive is a duplicate, by its bytes."""
    packed_one = readings(tmp_path, "x.zip", packed({"orders.txt": ORDERS}))
    plain = readings(tmp_path, "orders.txt", ORDERS.encode())
    clock = Clock(datetime.fromisoformat("2026-11-22T10:00:00+08:00"))
    tables = assemble([*packed_one.values(), *plain.values()], clock, US)
    assert sorted(file.status for file in tables.files) == ["duplicate", "fresh"]


def test_a_workbook_and_a_gz_inside_are_read(tmp_path: Path) -> None:
    """What lies in an archive may be packed itself, as reports are: .csv.gz."""
    (one,) = readings(tmp_path, "x.zip", packed({"orders.txt.gz": gzip.compress(ORDERS.encode())})).values()
    assert one.file.rows == 2


def test_rows_in_an_archive_can_be_looked_up(tmp_path: Path) -> None:
    """The raw cells of a row are found under the path of the inner file."""
    put(tmp_path, "US/week.zip", packed({"a/orders.txt": ORDERS}))
    (cells,) = reports.raw_rows(tmp_path / "US/week.zip/a/orders.txt", [3], tmp_path, US)
    assert dict(cells)["quantity"] == "2"
    assert reports.raw_rows(tmp_path / "US/week.zip/b.txt", [3], tmp_path, US) == [[]]


@pytest.mark.parametrize(
    "name", ["../../etc/orders.txt", "/etc/orders.txt", "C:\\etc\\..\\..\\orders.txt", "..\\o.txt"]
)
def test_a_name_that_climbs_is_only_a_name(name: str, tmp_path: Path) -> None:
    """No step of an inner name leads out of the archive's own path."""
    (path,) = readings(tmp_path, "x.zip", packed({name: ORDERS}))
    assert path.startswith("x.zip/")
    assert ".." not in path.split("/")
    assert reports.raw_rows(tmp_path / path, [2], tmp_path, US) != [[]]


def test_chinese_names_in_gbk_are_read(tmp_path: Path) -> None:
    """A Chinese Windows packs names in GBK without saying so."""
    info = zipfile.ZipInfo("abcd.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, ORDERS)
    data = out.getvalue().replace(b"abcd", "订单".encode("gbk"))
    assert list(readings(tmp_path, "x.zip", data)) == ["x.zip/订单.txt"]


def test_two_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    """Every inner file has a path of its own."""
    assert list(readings(tmp_path, "x.zip", packed({"a.txt": ORDERS, "./a.txt": STOCK}))) == [
        "x.zip/a.txt",
        "x.zip/a.txt (2)",
    ]


def test_litter_and_folders_are_passed_over(tmp_path: Path) -> None:
    """What a Mac adds to an archive is no report."""
    data = packed({"__MACOSX/._orders.txt": b"x", ".DS_Store": b"x", "a/": b"", "orders.txt": ORDERS})
    assert list(readings(tmp_path, "x.zip", data)) == ["x.zip/orders.txt"]


def test_one_damaged_file_costs_only_itself(tmp_path: Path) -> None:
    """An entry whose bytes do not match its checksum is said to be damaged; the others are read."""
    data = packed({"bad.txt": "qqqqqqqqqqqqqqqq", "orders.txt": ORDERS}, zipfile.ZIP_STORED)
    found = readings(tmp_path, "x.zip", data.replace(b"qqqqqqqqqqqqqqqq", b"qqqqqqqqqqqqqqqx"))
    assert [problem.code for problem in found["x.zip/bad.txt"].file.problems] == ["cut-archive"]
    assert found["x.zip/orders.txt"].file.rows == 2


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    """Encrypted, nested, empty, cut and foreign archives are each named."""
    locked = bytearray(packed({"orders.txt": ORDERS}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    cases = {
        "encrypted": bytes(locked),
        "nested-archive": packed({"inner.zip": packed({"orders.txt": ORDERS})}),
        "empty": packed({}),
        "zip": packed({"orders.txt": ORDERS})[:-30],
        "binary": packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
    }
    assert {code: [one.code for one in problems(tmp_path, data)] for code, data in cases.items()} == {
        code: [code] for code in cases
    }


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """Neither much of one thing, nor many things, nor a bomb of gz in it is unpacked."""
    zeros = packed({"a.txt": bytes(64 * 1024 * 1024)})
    many = packed({f"{number}.txt": b"" for number in range(1001)})
    inner = packed({"a.txt.gz": gzip.compress(bytes(64 * 1024 * 1024))})
    assert [one.code for data in (zeros, many, inner) for one in problems(tmp_path, data)] == ["too-large"] * 3


@pytest.mark.parametrize("seed", range(80))
def test_damaged_archives_never_raise(seed: int, tmp_path: Path) -> None:
    """Archives with bytes cut, swapped or put in are read or refused, file by file, and rows in them looked up."""
    chance = random.Random(seed)  # noqa: S311 - a test that can be repeated
    nested = packed({"inner.zip": packed({"orders.txt": ORDERS})})
    data = bytearray(chance.choice([packed({"orders.txt": ORDERS, "a/stock.txt": STOCK}), nested]))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                del data[max(at, 8) :]
            case 1:
                data[at:at] = bytes(chance.randrange(256) for _ in range(4))
            case 2:
                del data[at : at + chance.randrange(1, 8)]
            case _:
                data[at] = chance.randrange(256)
    for path, one in readings(tmp_path, "x.zip", bytes(data)).items():
        assert one.parts or one.file.problems
        assert len(reports.raw_rows(tmp_path / path, [1, 2], tmp_path, US)) == 2
