"""A snapshot tells each SKU once: what stands in it twice, and what is of an older day, is not added to the stock."""

import json
from pathlib import Path
from typing import Any

import pytest

from cockpit import reports
from tests.core.report_reading import US, codes, frame, only_problem, put, read, tsv
from tests.core.test_reports_assemble import states, tables
from tests.core.test_reports_excel import workbook

PLANNING = {
    "snapshot-date": "2026-11-22", "sku": "ZX-1", "fnsku": "X001", "asin": "B0EXAMPLE1", "product-name": "Lamp",
    "condition": "New", "available": 96, "units-shipped-t30": 30, "sales-price": "24.99", "inv-age-0-to-90-days": 96,
}  # fmt: skip
MANAGE = {
    "sku": "ZX-1", "fnsku": "X001", "asin": "B0EXAMPLE1", "product-name": "Lamp", "condition": "New",
    "afn-fulfillable-quantity": 96, "afn-total-quantity": 120, "afn-inbound-shipped-quantity": 24,
}  # fmt: skip
RESTOCK = {
    "Country": "US", "Merchant SKU": "ZX-1", "FNSKU": "X001", "Condition": "New", "Total Units": 120, "Available": 96,
    "Recommended replenishment qty": 40,
}  # fmt: skip
UNITS = {"available": "available", "afn-fulfillable-quantity": "afn_fulfillable_quantity", "Available": "available"}


def units_of(row: dict[str, Any]) -> str:
    """The column of a report that holds what can be sold."""
    return next(name for name in UNITS if name in row)


@pytest.mark.parametrize("row", [PLANNING, MANAGE, RESTOCK], ids=["planning", "manage", "restock"])
def test_a_row_that_is_there_twice_counts_once(tmp_path: Path, row: dict[str, Any]) -> None:
    """The second one is named, and is no damage: nothing is in doubt."""
    found = read(tmp_path, "stock.txt", tsv([row, {**row, "product-name": "Desk lamp"}]))
    assert frame(found)[UNITS[units_of(row)]].to_list() == [96]
    problem = only_problem(found)
    assert (problem.code, problem.row, problem.found, problem.count) == ("repeated-row", 3, "ZX-1", 1)
    assert found.file.rejected_rows == 0


@pytest.mark.parametrize("row", [PLANNING, MANAGE, RESTOCK], ids=["planning", "manage", "restock"])
def test_of_two_rows_with_other_figures_those_are_unknown(tmp_path: Path, row: dict[str, Any]) -> None:
    """They are neither added nor chosen from; what both say stands, and the file is in doubt."""
    found = read(
        tmp_path,
        "stock.txt",
        tsv([row, {**row, units_of(row): 7}, {**row, "fnsku" if "fnsku" in row else "FNSKU": "X2"}]),
    )
    first = frame(found).row(0, named=True)
    assert first[UNITS[units_of(row)]] is None
    assert first["fnsku"] == "X001"
    problem = only_problem(found)
    assert (problem.code, problem.row, problem.found) == ("contradicting-row", 3, "ZX-1")
    assert found.file.rejected_rows == 1


@pytest.mark.parametrize("other", [{"fnsku": "X002"}, {"condition": "Used - Good"}, {"sku": "ZX-2"}])
def test_another_label_or_condition_is_other_stock(tmp_path: Path, other: dict[str, Any]) -> None:
    """Both rows of such a SKU stand, and nothing is said."""
    found = read(tmp_path, "stock.txt", tsv([PLANNING, {**PLANNING, **other}]))
    assert frame(found)["available"].to_list() == [96, 96]
    assert codes(found) == []


def test_a_cell_that_could_not_be_read_contradicts_nothing(tmp_path: Path) -> None:
    """What one row says and the other does not stands; only the cell is in doubt."""
    found = read(tmp_path, "stock.txt", tsv([PLANNING, {**PLANNING, "units-shipped-t30": "n.v.t"}]))
    assert frame(found).select("available", "units_shipped_t30").rows() == [(96, 30)]
    assert codes(found) == ["bad-cell", "repeated-row"]


def test_rows_on_one_line_are_told_apart(tmp_path: Path) -> None:
    """JSON may be a single line."""
    found = read(tmp_path, "stock.json", json.dumps([PLANNING, PLANNING, {**PLANNING, "fnsku": "X2", "available": 7}]))
    assert frame(found)["available"].to_list() == [96, 7]


def test_a_sku_in_two_marketplaces_is_two_rows(tmp_path: Path) -> None:
    """A European file holds it once for each."""
    rows = [{**PLANNING, "marketplace": place} for place in ("DE", "FR")]
    found = read(tmp_path, "stock.txt", tsv(rows))
    assert [(part.marketplace, part.height) for part in found.parts] == [("DE", 1), ("FR", 1)]
    assert codes(found) == []


def test_rows_of_an_erp_are_left_as_they_are(tmp_path: Path) -> None:
    """Without a condition and a day it may hold a SKU once for each warehouse."""
    bare = {name: value for name, value in MANAGE.items() if name != "condition"}
    found = read(tmp_path, "stock.txt", tsv([bare, bare]))
    assert frame(found).height == 2
    assert codes(found) == []


DAYS = [PLANNING, {**PLANNING, "snapshot-date": "2026-11-20", "available": 50}, {**PLANNING, "sku": "ZX-2"}]
PLACE = ("inventory-planning", "default", "US")


def test_of_several_days_the_newest_is_the_snapshot_and_the_others_are_history(tmp_path: Path) -> None:
    """One file is then as good as one for each day."""
    put(tmp_path, "stock.txt", tsv(DAYS))
    found = tables(tmp_path)
    assert found.current[PLACE].frame["available"].to_list() == [96, 96]
    assert [(str(table.period_end), table.frame["available"].to_list()) for table in found.older[PLACE]] == [
        ("2026-11-20", [50])
    ]
    assert states(found) == {"stock.txt": "fresh"}
    assert (found.files[0].marketplace, found.files[0].marketplaces) == ("US", ("US",))


def test_the_same_file_once_more_is_still_a_copy(tmp_path: Path) -> None:
    """Its days are not another file's."""
    put(tmp_path, "stock.txt", tsv(DAYS))
    put(tmp_path, "stock (1).txt", tsv(DAYS))
    found = tables(tmp_path)
    assert sorted(states(found).values()) == ["duplicate", "fresh"]
    assert len(found.older[PLACE]) == 1


def test_sheets_of_several_days_are_as_many_snapshots(tmp_path: Path) -> None:
    """Each day stands on a sheet of its own."""
    sheets: list[tuple[str, list[list[Any]]]] = [
        (day, [[*PLANNING], [*{**PLANNING, "snapshot-date": day}.values()]]) for day in ("2026-11-22", "2026-11-21")
    ]
    found = read(tmp_path, "stock.xlsx", workbook(*sheets))
    assert [(str(part.period_end), part.height) for part in found.parts] == [("2026-11-22", 1), ("2026-11-21", 1)]


@pytest.mark.parametrize("odd", [[PLANNING, PLANNING], DAYS], ids=["twice", "two days"])
def test_files_that_are_read_together_are_told_apart_alike(tmp_path: Path, odd: list[dict[str, Any]]) -> None:
    """One of them with a repeated row or a second day gives what it gives alone."""
    contents = [
        tsv([PLANNING, {**PLANNING, "sku": "ZX-3"}]),
        tsv(odd),
        tsv([{**PLANNING, "snapshot-date": "2026-11-19"}]),
    ]
    paths = [put(tmp_path, f"US/{number}.txt", content) for number, content in enumerate(contents)]
    for path, (together,) in zip(paths, reports.read_together(paths, tmp_path, US), strict=True):
        (alone,) = reports.read_file(path, tmp_path, US)
        assert together.file == alone.file
        assert [part.frame.rows() for part in together.parts] == [part.frame.rows() for part in alone.parts]
