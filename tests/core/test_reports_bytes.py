"""What a file's bytes are: encodings, packed files, and everything that is no report."""

import gzip
import os
from pathlib import Path

import pytest

from cockpit import reports
from cockpit.reports import Hints
from cockpit.reports.contents import Form, form_of
from tests.core.report_reading import US, codes, frame, only_problem, order, put, read, stock, tsv

JAPANESE = (
    "商品名\t出品ID\t出品者SKU\t価格\t数量\t出品日\tASIN 1\tステータス\n"
    "卓上ランプ\t0801EX\tZX-1\t2980\t3\t2025/07/11 17:34:18 JST\tB0EXAMPLE1\t出品中\n"
)
CHINESE = "SKU,ASIN,站点,类目,核心,采购成本\nZX-1,B0EXAMPLE1,US,台灯,是,12.50\n"


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_western_encodings(encoding: str, called: str, tmp_path: Path) -> None:
    """UTF-8 with and without its mark, UTF-16 with and without, and Windows-1252 are told apart and read."""
    text = tsv([stock(product_name="Tasse à café – 350 ml")])
    reading = read(tmp_path, "x.txt", text, encoding=encoding)
    assert reading.file.encoding == called
    assert frame(reading)["product_name"].to_list() == ["Tasse à café – 350 ml"]
    assert frame(reading)["sku"].to_list() == ["ZX-1"]


def test_utf16_big_endian(tmp_path: Path) -> None:
    """The other byte order of UTF-16 is read by its mark."""
    text = "\ufeff" + tsv([stock(product_name="Größe")])
    assert frame(read(tmp_path, "x.txt", text, encoding="utf-16-be"))["product_name"].to_list() == ["Größe"]


def test_shift_jis_is_known_by_its_header_words(tmp_path: Path) -> None:
    """A Japanese header decides for Shift-JIS without any hint."""
    reading = read(tmp_path, "x.txt", JAPANESE, encoding="cp932")
    assert (reading.file.encoding, reading.file.marketplace) == ("cp932", "JP")
    assert frame(reading)["item_name"].to_list() == ["卓上ランプ"]


def test_shift_jis_under_an_english_header_is_known_by_its_folder(tmp_path: Path) -> None:
    """In the folder of Japan, bytes that are no UTF-8 are Shift-JIS."""
    text = tsv([order(product_name="卓上ランプ", sales_channel="Amazon.co.jp")])
    reading = read(tmp_path, "JP/x.txt", text, encoding="cp932", hints=Hints())
    assert (reading.file.encoding, frame(reading)["product_name"].to_list()) == ("cp932", ["卓上ランプ"])


def test_gb18030_is_known_by_its_header_words(tmp_path: Path) -> None:
    """A Chinese ERP's table in GBK is read by the words of its header."""
    reading = read(tmp_path, "x.csv", CHINESE, encoding="gb18030")
    assert reading.file.encoding == "gb18030"
    assert frame(reading).select("category", "core").row(0) == ("台灯", True)


def test_a_table_kept_by_hand_under_an_english_header_is_tried_as_chinese(tmp_path: Path) -> None:
    """Excel on a Chinese desk writes GBK: yes and no, and names, must survive it."""
    reading = read(tmp_path, "x.csv", "sku,category,core\nZX-1,台灯,是\n", encoding="gbk")
    assert reading.file.encoding == "gb18030"
    assert frame(reading).select("category", "core").row(0) == ("台灯", True)


def test_a_table_kept_by_hand_with_accents_is_western(tmp_path: Path) -> None:
    """An accented letter stands alone between ASCII letters, as no Chinese character does."""
    reading = read(tmp_path, "x.csv", "sku,category,core\nZX-1,Küche,yes\n", encoding="cp1252")
    assert (reading.file.encoding, frame(reading)["category"].to_list()) == ("cp1252", ["Küche"])


def test_utf8_that_stops_being_utf8_far_down_is_read_whole(tmp_path: Path) -> None:
    """A file whose beginning is UTF-8 and whose end is not loses no row."""
    rows = [stock(sku=f"ZX-{i}", product_name="plain ä") for i in range(3000)]
    data = tsv(rows).encode() + tsv([stock(sku="LAST", product_name="é")]).encode("cp1252").split(b"\n", 1)[1]
    reading = read(tmp_path, "x.txt", data)
    assert reading.file.encoding == "cp1252"
    assert frame(reading).height == 3001


def test_the_five_bytes_that_windows_leaves_undefined(tmp_path: Path) -> None:
    """Windows-1252 never fails: 0x81, 0x8d, 0x8f, 0x90 and 0x9d stand for themselves."""
    data = tsv([stock(product_name="X")]).encode().replace(b"X\t", b"\xe9\x81\x8d\x8f\x90\x9d\t", 1)
    assert read(tmp_path, "x.txt", data).file.rows == 1


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    """A .gz is read like the file in it, also when it was packed in two pieces."""
    text = tsv([order(), order(quantity=2)]).encode()
    data = gzip.compress(text[:200]) + gzip.compress(text[200:])
    assert frame(read(tmp_path, "orders.gz", data))["quantity"].to_list() == [1, 2]


def test_a_cut_packed_file_is_said(tmp_path: Path) -> None:
    """Half a .gz is damaged, not empty."""
    data = gzip.compress(tsv([order()] * 50).encode())
    assert only_problem(read(tmp_path, "orders.gz", data[: len(data) // 2])).code == "cut-archive"


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    """A file that unpacks to a thousand times its size is not unpacked."""
    assert only_problem(read(tmp_path, "x.gz", gzip.compress(bytes(64 * 1024 * 1024)))).code == "too-large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"PK\x03\x04 no workbook", "zip"),
        (b"<?xml version='1.0'?><Orders/>", "xml"),
        (b"<!DOCTYPE html><html><title>Sign in</title>", "html"),
        (b"\x00\x01\x02\x03 binary \x00", "binary"),
        (b"sku\tfnsku\n" + b"\x00" * 5000, "binary"),
        (b"{'single': quotes}", "bad-json"),
        (b'{"accountStatuses": [', "bad-json"),
        (b"[" * 100_000, "bad-json"),
    ],
)
def test_what_is_no_report_is_called_what_it_is(data: bytes, code: str, tmp_path: Path) -> None:
    """Every other form of file has its own reason, and gives no rows."""
    reading = read(tmp_path, "x.txt", data)
    assert (codes(reading), reading.parts, reading.file.rows) == ([code], (), 0)


def test_an_old_workbook_and_a_new_one_are_excel() -> None:
    """The magic numbers decide, not the names."""
    assert form_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)) is Form.EXCEL
    assert form_of(b"PK\x03\x04" + bytes(64) + b"xl/workbook.xml") is Form.EXCEL


def test_a_file_that_is_gone_or_a_folder_is_said(tmp_path: Path) -> None:
    """What cannot be opened is a Reading with the reason."""
    (gone,) = reports.read_file(tmp_path / "gone.txt", tmp_path, US)
    assert (gone.file.path, gone.file.status, codes(gone)) == ("gone.txt", "unreadable", ["unreadable"])
    (tmp_path / "folder").mkdir()
    (folder,) = reports.read_file(tmp_path / "folder", tmp_path, US)
    assert codes(folder) == ["closed-folder"]  # only a folder that may not be looked into is handed on as a file


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    """Equal bytes under two names have one digest, and size and time are those of the file."""
    text = tsv([order()])
    first, second = read(tmp_path, "a.txt", text), read(tmp_path, "b.txt", text)
    assert first.file.digest == second.file.digest != read(tmp_path, "c.txt", text + "\n").file.digest
    assert first.file.size == len(text)
    assert first.file.modified


def test_a_file_outside_the_folder_is_called_by_its_name(tmp_path: Path) -> None:
    """A path that is not below the root still reads."""
    path = put(tmp_path / "elsewhere", "x.txt", tsv([order()]))
    (reading,) = reports.read_file(path, tmp_path / "reports", US)
    assert (reading.file.path, reading.file.type) == ("x.txt", "all-orders")


def test_a_name_that_is_no_utf8_is_a_name(tmp_path: Path) -> None:
    """A file name of any bytes is read, and said in characters that can be written."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/orders-\xff.txt"))
    path.write_bytes(tsv([order()]).encode())
    (reading,) = reports.read_file(path, tmp_path, US)
    assert (reading.file.path, reading.file.type) == ("orders-\ufffd.txt", "all-orders")
