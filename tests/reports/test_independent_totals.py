"""Rows and sums as a plain reader counts them are those that the cockpit reads, in our own files and in the samples."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cockpit import reports
from cockpit.reports import TYPES, Hints, Kind, Reading
from tests.reports.plain import Table, blocks, book_tables, decimal_comma, destroyed, figures, text_tables

OURS = Path(__file__).with_name("files")
# Kept beside the checkout, never in it: as many public samples as somebody has gathered there.
SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
FILES = sorted(path for root in (OURS, SAMPLES) for path in root.rglob("*.*") if path.is_file())
HINTS = Hints(default_marketplace="US")

# Amounts of the wide settlement: each becomes a row of its own.
WIDE = (
    "price-amount", "item-related-fee-amount", "promotion-amount", "shipment-fee-amount", "order-fee-amount",
    "direct-payment-amount", "misc-fee-amount", "other-fee-amount", "other-amount",
)  # fmt: skip
# A bare number in these columns is percent points.
POINTS = {"click_share", "conversion_share", "impressions_share", "clicks_share", "purchases_share"}
# Tools write 0 for a product that nobody has rated.
UNRATED = {"rating"}
BY_ASIN: Mapping[str, str] = {
    "sessions": "trafficByAsin.sessions",
    "page_views": "trafficByAsin.pageViews",
    "units_ordered": "salesByAsin.unitsOrdered",
    "ordered_sales": "salesByAsin.orderedProductSales.amount",
}
BY_DATE = {ours: path.replace("Asin", "Date") for ours, path in BY_ASIN.items()}


def readings(path: Path) -> list[Reading]:
    """What the cockpit reads of a file."""
    return list(reports.read_file(path, path.parent, HINTS))


def frame(reading: Reading) -> pl.DataFrame:
    """All rows of a reading."""
    return pl.concat([part.frame for part in reading.parts])


def test_there_is_a_file_of_our_own_for_every_type() -> None:
    """Every report type is read from at least one file in its real format."""
    found = {reading.file.type for path in FILES if path.is_relative_to(OURS) for reading in readings(path)}
    assert found == set(TYPES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_rows_and_sums_are_those_of_a_plain_reader(path: Path) -> None:
    """Every row is there once, every numeric column adds up to the same, and a cell that is no number is said."""
    data = path.read_bytes()
    for reading in readings(path):
        assert reading.parts or reading.file.problems
        if not reading.parts:
            continue
        if path.suffix == ".json":
            compare_json(json.loads(data), reading)
            continue
        spelled = list(reading.headers.values())
        find = book_tables if data.startswith(b"PK") else text_tables
        wanted = [] if find is book_tables else spelled
        tables = [table for table in find(data, wanted or spelled[:1]) if set(spelled[:3]) <= set(table.header)]
        assert reading.file.rows == sum(len(table.rows) for table in tables)
        compare(joined(tables, spelled), reading, workbook=find is book_tables)


def joined(tables: list[Table], spelled: list[str]) -> Table:
    """Sheets of one type as one table of the columns that are read, and of the wide settlement's amounts."""
    names = [*dict.fromkeys(spelled), *(name for name in WIDE if name not in spelled and name in tables[0].header)]
    rows = [list(cells) for table in tables for cells in zip(*(table.column(name) for name in names), strict=True)]
    return Table(names, rows)


def compare(table: Table, reading: Reading, *, workbook: bool) -> None:
    """Column by column."""
    type_, rows = TYPES[str(reading.file.type)], frame(reading)
    read = {name: header for name, header in reading.headers.items() if name in rows.columns}
    kinds = {name: type_.column(name).kind for name in read}
    money = decimal_comma(
        [table.column(read[name]) for name, kind in kinds.items() if kind is Kind.MONEY] + wide(table)
    )
    other = decimal_comma([table.column(read[n]) for n, kind in kinds.items() if kind in {Kind.NUMBER, Kind.RATE}])
    wrong = {problem.column for problem in reading.file.problems}
    for name, header in read.items():
        cells = table.column(header)
        if type_.column(name).id:
            assert not destroyed(cells) or header in wrong, name
        if kinds[name] not in {Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.RATE}:
            continue
        numbers, bad = figures(cells, comma=money if kinds[name] is Kind.MONEY else other)
        numbers = [number for number in numbers if number or name not in UNRATED]
        points = not workbook and name.rstrip("_123") in POINTS and not any("%" in str(cell) for cell in cells)
        assert bool(bad) == (header in wrong), name
        close(rows[name], sum(numbers, Decimal()) / (100 if points else 1), len(numbers))
    if wide(table):
        numbers, _ = figures([cell for cells in wide(table) for cell in cells], comma=money)
        close(rows["amount"], sum(numbers, Decimal()), len(numbers))


def wide(table: Table) -> list[list[Any]]:
    """The amounts of the wide settlement; nothing in any other table."""
    return [table.column(name) for name in WIDE if name in table.header] if "price-amount" in table.header else []


def close(column: pl.Series, wanted: Decimal, filled: int) -> None:
    """As many filled cells, and the same sum but for the fourth decimal of a workbook's own noise."""
    found = Decimal(str(column.sum() or 0))
    assert column.len() - column.null_count() == filled, (column.name, filled)
    assert abs(found - wanted) <= Decimal("0.00005") * max(filled, 1), (column.name, found, wanted)


def compare_json(content: dict[str, Any], reading: Reading) -> None:
    """The parts of a JSON: sums of what its rows hold, and the account health's blocks."""
    rows = frame(reading)
    if reading.file.type == "seller-performance":
        assert rows["window_from"].drop_nulls().len() == blocks(content, "reportingDateRange")
        assert rows.filter(pl.col("metric") == "accountStatus").height == len(content["accountStatuses"])
        return
    by_asin = reading.file.type == "business-report"
    found = content["salesAndTrafficByAsin" if by_asin else "salesAndTrafficByDate"]
    assert rows.height == len(found)
    for name, path in (BY_ASIN if by_asin else BY_DATE).items():
        values = [Decimal(str(value)) for entry in found if (value := at(entry, path)) is not None]
        close(rows[name], sum(values, Decimal()), len(values))


def at(entry: Any, path: str) -> Any:
    """The value at a dotted path."""
    for key in path.split("."):
        entry = entry.get(key) if isinstance(entry, dict) else None
    return entry
