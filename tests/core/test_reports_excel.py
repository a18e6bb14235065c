"""Workbooks are read like text, and those that would fill the memory are refused."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cockpit import reports
from tests.core.report_reading import US, codes, frame, only_problem, put, read

TERMS = (
    "Customer Search Term",
    "Impressions",
    "Clicks",
    "Spend",
    "7 Day Total Sales ",
    "7 Day Total Orders (#)",
    "Currency",
)
HEADER: list[Any] = ["Start Date", "End Date", "Campaign Name", "Targeting", "Match Type", *TERMS]
START, END = datetime(2026, 8, 1), datetime(2026, 8, 19)  # noqa: DTZ001 - Excel has no zones
ROW: list[Any] = [START, END, "A", "x", "-", "desk lamp", 100, 7, 10.98, 42.98, 2, "USD"]


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook of sheets with rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with something in one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            target.writestr(info, content.replace(old, new) if info.filename == part else content)
    return out.getvalue()


def test_a_workbook_is_read_with_its_rows(tmp_path: Path) -> None:
    """Dates, amounts and counts of a sheet are typed, and rows are those of the spreadsheet."""
    reading = read(
        tmp_path, "x.xlsx", workbook(("Sponsored Product Search Term R", [[], ["preamble"], HEADER, ROW, ROW]))
    )
    rows = frame(reading)
    assert (reading.file.type, reading.file.marketplace, codes(reading)) == ("sp-search-terms", "US", [])
    assert rows["_row"].to_list() == [4, 5]
    assert rows.select("start_date", "end_date", "clicks", "spend").row(0) == (
        date(2026, 8, 1),
        date(2026, 8, 19),
        7,
        Decimal("10.98"),
    )


def test_ids_in_number_cells_keep_their_digits(tmp_path: Path) -> None:
    """A 15-digit id in a number cell is not rounded."""
    rows: list[list[Any]] = [["thread_id", "received_at"], [468170906203317, "2026-11-20T09:00+08:00"]]
    assert frame(read(tmp_path, "x.xlsx", workbook(("a", rows))))["thread_id"].to_list() == ["468170906203317"]


def test_percent_cells_are_fractions(tmp_path: Path) -> None:
    """A percent cell of a spreadsheet holds 0.1234, although the text form of the report says 12.34%."""
    rows: list[list[Any]] = [
        ["(Parent) ASIN", "(Child) ASIN", "Sessions", "Page Views", "Unit Session Percentage"],
        ["P", "A", 5, 5, 0.1234],
    ]
    assert frame(read(tmp_path, "x.xlsx", workbook(("a", rows))))["unit_session_share"].to_list() == [0.1234]


def test_every_visible_sheet_counts_and_no_hidden_one(tmp_path: Path) -> None:
    """Two reports in one workbook are two readings; a hidden sheet is none; a sheet of notes does not disturb."""
    master: list[list[Any]] = [["sku", "cost"], ["A", 1]]
    data = workbook(
        ("terms", [HEADER, ROW]), ("Note", [["Support"]]), ("master", master), ("old", master), hidden=("old",)
    )
    found = reports.read_file(put(tmp_path, "x.xlsx", data), tmp_path, US)
    assert [reading.file.type for reading in found] == ["sp-search-terms", "sku-master"]


def test_a_false_dimension_does_not_hide_rows(tmp_path: Path) -> None:
    """The ads console declares A1 for a sheet of thousands of rows."""
    data = workbook(("a", [HEADER, ROW, ROW, ROW]))
    lied = repacked(data, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:L4" />', b'<dimension ref="A1" />')
    assert lied != data
    assert frame(read(tmp_path, "x.xlsx", lied)).height == 3


def test_two_cells_in_far_corners_are_refused(tmp_path: Path) -> None:
    """A sheet whose cells span the whole grid would ask for half a terabyte, whatever it declares."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["XFD1048576"] = "sku", "x"
    out = io.BytesIO()
    book.save(out)
    data = repacked(
        out.getvalue(), "xl/worksheets/sheet1.xml", b'<dimension ref="A1:XFD1048576" />', b'<dimension ref="A1" />'
    )
    assert only_problem(read(tmp_path, "x.xlsx", data)).code == "too-large"


def test_a_part_that_unpacks_too_far_is_refused(tmp_path: Path) -> None:
    """A workbook of zeros is a bomb."""
    data = repacked(
        workbook(("a", [["sku"]])), "xl/styles.xml", b"<styleSheet", b"<!--" + b"0" * 50_000_000 + b"--><styleSheet"
    )
    assert only_problem(read(tmp_path, "x.xlsx", data)).code == "too-large"


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_half_a_workbook_is_damaged(share: float, tmp_path: Path) -> None:
    """A workbook that was cut off is said to be damaged."""
    data = workbook(("a", [HEADER, *[ROW] * 500]))
    assert codes(read(tmp_path, "x.xlsx", data[: int(len(data) * share)])) in (["bad-workbook"], ["zip"])


def test_an_empty_workbook_is_empty(tmp_path: Path) -> None:
    """Sheets without a cell hold nothing."""
    assert codes(read(tmp_path, "x.xlsx", workbook(("a", []), ("b", [])))) == ["empty"]


def test_a_workbook_without_a_column_it_needs(tmp_path: Path) -> None:
    """The missing column of a sheet is named as in a text file."""
    data = workbook(("a", [[cell for cell in HEADER if cell != "Spend"]]))
    problem = only_problem(read(tmp_path, "x.xlsx", data))
    assert (problem.code, problem.column) == ("missing-column", "Spend")


def test_sheets_of_one_type_are_one_report(tmp_path: Path) -> None:
    """A bulk workbook has a sheet for each kind of campaign: they are read together and are not each other's copy."""
    header: list[Any] = ["Product", "Entity", "Operation", "Campaign ID", "Spend"]
    products, brands = ([header, [name, "Campaign", "", 1, 2.5]] for name in ("Sponsored Products", "Sponsored Brands"))
    reading = read(tmp_path, "x.xlsx", workbook(("Products", products), ("Brands", brands)))
    assert (reading.file.type, reading.file.rows, reading.file.marketplaces) == ("ads-bulk", 2, ("US",))
    assert frame(reading)["product"].to_list() == ["Sponsored Products", "Sponsored Brands"]


PURCHASES: list[Any] = ["po_id", "sku", "quantity", "ordered_at", "eta"]
OCTOBER = datetime(2026, 10, 1)  # noqa: DTZ001 - Excel has no zones


@pytest.mark.parametrize("day", [OCTOBER, 46296, "2026-10-01"])
def test_a_day_of_a_workbook_kept_by_hand_needs_no_offset(day: Any, tmp_path: Path) -> None:
    """A date cell, its number of days and a typed day are the same day, and none of them is a time without a zone."""
    rows: list[list[Any]] = [PURCHASES, ["P-1", "A", 5, day, day], ["P-2", "A", 5, "2026-10-01", OCTOBER]]
    found = read(tmp_path, "po.xlsx", workbook(("A", rows)))
    assert (found.file.type, codes(found), frame(found)["ordered_at"].n_unique()) == ("purchase-orders", [], 1)


def test_a_time_as_a_number_of_days_is_told_to_lack_a_zone(tmp_path: Path) -> None:
    """46296.5 is noon somewhere: it is read as the team's, and said in the words of the file."""
    found = read(tmp_path, "po.xlsx", workbook(("A", [PURCHASES, ["P-1", "A", 5, "2026-10-01", 46296.5]])))
    problem = only_problem(found)
    assert (problem.code, problem.row, problem.column, problem.found) == ("no-zone", 2, "eta", "46296.5")


def test_a_problem_names_the_sheet_when_several_are_read(tmp_path: Path) -> None:
    """Each sheet has a row 2; of one sheet the row alone says it."""
    good: list[list[Any]] = [PURCHASES, ["P-1", "A", 5, OCTOBER, OCTOBER]]
    bad: list[list[Any]] = [PURCHASES, ["P-2", "A", "many", OCTOBER, OCTOBER]]
    several = only_problem(read(tmp_path, "po.xlsx", workbook(("Air", good), ("Sea", bad))))
    assert (several.file, several.row, several.column) == ("po.xlsx › Sea", 2, "quantity")
    assert only_problem(read(tmp_path, "one.xlsx", workbook(("Sea", bad)))).file == "one.xlsx"
