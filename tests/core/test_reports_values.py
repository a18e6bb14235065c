"""Cells become exact values, and what cannot be read is located."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from cockpit.reports import Hints, dates, numbers
from cockpit.reports.dates import Calendar
from tests.core.report_reading import codes, frame, only_problem, order, read, stock, tsv


def plain(cell: str, *, comma: bool = False) -> str | None:
    """One cell through the number reader."""
    found = numbers.plain(pl.Series([cell]), comma=comma)[0]
    return None if found is None else str(Decimal(found))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,234.56", "1234.56"), ("$1,234.5", "1234.5"), ("US$1,139.62", "1139.62"), ("￥123,456", "123456"),
        ("Rs.1000.0", "1000.0"), ("TRY 186.95", "186.95"), ("£5", "5"), ("5 €", "5"), ("(12.00)", "-12.00"),
        ("-$3.20", "-3.20"), ("$-3.20", "-3.20"), ("12.00-", "-12.00"), ("−5", "-5"), ("１２．５", "12.5"),
        ("1,23,456.7", "123456.7"), ("1 234.50", "1234.50"), ("27.413999999999998", "27.413999999999998"),
        ("1.234,56", None), ("12,5", None), ("1,2,3", None), ("abc", None), ("1_0", None), ("", None), ("12..5", None),
        ("\\2,480", "2480"), ("\\", None),
    ],
)  # fmt: skip
def test_amounts_with_a_decimal_dot(cell: str, value: str | None) -> None:
    """Currency, grouping, brackets and odd signs are read; what is not well formed is not."""
    assert plain(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,56 €", "1234.56"), ("12,5", "12.5"), ("1141,18", "1141.18"), ("-0,99", "-0.99"), ("1.234", "1234"),
        ("1 234,56", "1234.56"), ("(1.234,50)", "-1234.50"), ("0", "0"), ("12.50", None), ("1,234.56", None),
    ],
)  # fmt: skip
def test_amounts_with_a_decimal_comma(cell: str, value: str | None) -> None:
    """The same with a comma; a dot is then only grouping."""
    assert plain(cell, comma=True) == value


@pytest.mark.parametrize(
    ("cells", "marketplace", "comma"),
    [
        (["1.234,56", "2"], "US", True),
        (["1,234.56", "12"], "DE", False),
        (["12,50", "1.5"], "US", False),
        (["1.234", "5.678"], "DE", True),
        (["1.234", "5.678"], "US", False),
        (["1.234", "0.125"], "DE", False),
        (["12", "7"], "DE", False),
    ],
)
def test_the_decimal_mark_is_decided_by_proof_then_by_marketplace(
    cells: list[str], marketplace: str, comma: bool
) -> None:
    """Cells that can only be read one way decide for all; only without such a cell the marketplace does."""
    assert numbers.decimal_comma([pl.Series(cells)], marketplace) is comma


def test_a_file_has_one_decimal_mark(tmp_path: Path) -> None:
    """In a file with decimal commas 1.234 is a thousand, and 12.50 is a bad cell rather than twelve."""
    rows = [stock(sku=f"ZX-{i}", your_price=price) for i, price in enumerate(["1.234", "1.141,18", "12,50", "12.50"])]
    reading = read(tmp_path, "DE/x.txt", tsv(rows))
    assert frame(reading)["your_price"].to_list() == [Decimal(1234), Decimal("1141.18"), Decimal("12.5"), None]
    problem = only_problem(reading)
    assert (problem.code, problem.row, problem.column) == ("bad-cell", 5, "your-price")
    assert (problem.expected, problem.found, problem.count) == ("amount", "12.50", 1)


def test_money_is_exact(tmp_path: Path) -> None:
    """Amounts are decimals, never floats."""
    rows = frame(read(tmp_path, "x.txt", tsv([order(item_price="0.1"), order(item_price="0.2")])))
    assert rows.schema["item_price"] == pl.Decimal(18, 4)
    assert rows["item_price"].sum() == Decimal("0.3")


def test_skus_and_ids_keep_their_zeros(tmp_path: Path) -> None:
    """A SKU that looks like a number stays the text it is."""
    rows = frame(read(tmp_path, "x.txt", tsv([order(sku="00123"), order(sku="1E5")])))
    assert rows["sku"].to_list() == ["00123", "1E5"]


def test_figures_follow_the_decimal_comma_that_their_file_proves(tmp_path: Path) -> None:
    """Beside 12,5 a length of 1.234 is a thousand; beside 12.5, or alone, it is a little more than one."""
    for cell, value in {"12,5": 1234.0, "12.5": 1.234, "12": 1.234}.items():
        found = read(tmp_path, "DE/sku.csv", f"sku;asin;length;width\nA;B0EXAMPLE1;1.234;{cell}\n")
        assert (codes(found), frame(found)["length"].to_list()) == ([], [value])


def test_percent_points_without_their_sign_are_not_taken_for_a_fraction(tmp_path: Path) -> None:
    """A target of 25 would be 2500% and silence every campaign; 25%, 0.25, 1.2 and 250% are what they say."""
    rows = "".join(f"S{at},{cell}\n" for at, cell in enumerate(("25%", "0.25", "1.2", "250%", "25", "30")))
    found = read(tmp_path, "US/sku.csv", f"sku,target_acos\n{rows}")
    problem = only_problem(found)
    assert frame(found)["target_acos"].to_list() == [0.25, 0.25, 1.2, 2.5, None, None]
    assert (problem.code, problem.row, problem.expected, problem.found, problem.count) == (
        "bad-cell", 6, "share-with-sign", "25", 2,
    )  # fmt: skip


@pytest.mark.parametrize("cell", ["inf", "NaN", "1e999", "--", "1.5x"])
def test_what_a_float_cast_would_take_is_no_number(cell: str, tmp_path: Path) -> None:
    """Infinity is no number of a report, and a dash is nothing."""
    text = f"date,metric,value\n2026-11-20,ahr,{cell}\n"
    reading = read(tmp_path, "x.csv", text)
    assert frame(reading)["value"].to_list() == [None]
    assert codes(reading) == ([] if cell in {"--", "NaN"} else ["bad-cell"])


@pytest.mark.parametrize(("cell", "value"), {"1,250": 1250, "1.250": 1250, "12.0": 12, "-5": -5, "１２": 12}.items())
def test_counts_take_any_grouping(cell: str, value: int, tmp_path: Path) -> None:
    """German business reports write counts the English way: a count's mark can only be grouping."""
    rows = frame(read(tmp_path, "x.txt", tsv([stock(afn_fulfillable_quantity=cell)])))
    assert rows["afn_fulfillable_quantity"].to_list() == [value]


def test_bad_cells_are_counted_per_column_and_located_at_the_first(tmp_path: Path) -> None:
    """Each column has one problem: where it begins, what it should be, what stands there, how often."""
    cells = [("1", "2026-11-20T00:00:00Z"), ("x", "soon"), ("2.5", "-")]
    rows = [order(quantity=quantity, purchase_date=moment) for quantity, moment in cells]
    reading = read(tmp_path, "US/x.txt", tsv(rows))
    located = [(p.code, p.file, p.row, p.column, p.expected, p.found, p.count) for p in reading.file.problems]
    assert located == [
        ("bad-cell", "US/x.txt", 3, "purchase-date", "moment", "soon", 1),
        ("bad-cell", "US/x.txt", 3, "quantity", "whole-number", "x", 2),
    ]
    assert (reading.file.rows, reading.file.rejected_rows) == (3, 2)
    assert frame(reading)["quantity"].to_list() == [1, None, None]


def test_a_row_without_its_key_is_rejected(tmp_path: Path) -> None:
    """An order without an id belongs to nothing: it is left out, counted and located."""
    reading = read(tmp_path, "x.txt", tsv([order(), order(amazon_order_id=""), order()]))
    assert frame(reading)["_row"].to_list() == [2, 4]
    assert (only_problem(reading).code, only_problem(reading).row, reading.file.rejected_rows) == ("empty-cell", 3, 1)


def test_rates_are_fractions_by_the_report_and_never_by_size(tmp_path: Path) -> None:
    """A percent sign is percent; a bare number is percent points in a business report, a fraction in a master."""
    header = "(Parent) ASIN,(Child) ASIN,Sessions,Page Views,Unit Session Percentage\n"
    report = read(tmp_path, "a.csv", header + "P,A,1,1,0.5%\nP,B,1,1,150.00%\nP,C,1,1,0.5\n")
    assert frame(report)["unit_session_share"].to_list() == [0.005, 1.5, 0.005]
    master = read(tmp_path, "b.csv", "sku,cost,target_acos\nA,1,0.25\nB,1,25%\n")
    assert frame(master)["target_acos"].to_list() == [0.25, 0.25]


@pytest.mark.parametrize("text", ["true", "TRUE", "1", "yes", "Y", "是"])
def test_every_word_for_yes(text: str, tmp_path: Path) -> None:
    """Flags come in many words."""
    rows = frame(read(tmp_path, "x.csv", f"sku,cost,core,launch\nA,1,{text},\nB,1,no,否\nC,1,false,0\n"))
    assert rows["core"].to_list() == [True, False, False]
    assert rows["launch"].to_list() == [None, False, False]


def test_lists_and_blanks_of_tables_kept_by_hand(tmp_path: Path) -> None:
    """Lists are split and trimmed; empty means unknown; spaces around a SKU are not part of it."""
    text = "sku,cost,protected_terms,first_live\n ZX-1 ,1,zx lamp; nordic,2026-01-31\nZX-2,,,\n"
    rows = frame(read(tmp_path, "x.csv", text))
    assert rows["sku"].to_list() == ["ZX-1", "ZX-2"]
    assert rows["protected_terms"].to_list() == [["zx lamp", "nordic"], None]
    assert rows["first_live"].to_list() == [date(2026, 1, 31), None]


def test_a_limit_of_no_limit_is_none(tmp_path: Path) -> None:
    """No limit is how the capacity page says that there is none."""
    reading = read(tmp_path, "x.csv", "date,metric,value,limit\n2026-11-20,capacity_used,5,No limit\n")
    assert (frame(reading)["limit"].to_list(), codes(reading)) == ([None], [])


def test_ids_written_as_formulas_are_unwrapped(tmp_path: Path) -> None:
    """The new console writes ids as ="468…" so that Excel leaves them alone."""
    header = "Date range,Campaign name,Campaign ID,Target value,Target match type,Search term,Clicks,Total cost,"
    header += "Purchases,Sales"
    row = '"Nov 09, 2025 - Nov 27, 2025",A,"=""468170906203317""",x,EXACT,lamp,1,0.5,0,0'
    rows = frame(read(tmp_path, "x.csv", f"{header}\n{row}\n"))
    assert rows["campaign_id"].to_list() == ["468170906203317"]
    assert rows.select("start_date", "end_date", "date").row(0) == (date(2025, 11, 9), date(2025, 11, 27), None)


@pytest.mark.parametrize("blank", [" ", "\t", "\v", "\f", "\r", "\x85", "\xa0", "\u2003", "\u3000"])
@pytest.mark.parametrize("cell", ["{}A", "A{}", " A{}", '"A{}"'])
def test_blanks_of_any_kind_around_what_people_typed_are_no_part_of_it(cell: str, blank: str, tmp_path: Path) -> None:
    """Whatever a spreadsheet or a keyboard leaves around a SKU, it is the same SKU."""
    text = f"sku,category,cost\n{cell.format(blank)},x,1\nB,x,2\n"
    assert frame(read(tmp_path, "x.csv", text))["sku"].to_list() == ["A", "B"]


@pytest.mark.parametrize("cell", ["1.35845E+14", " 1.35845E+14", "\u30001.35845E+14 "])
def test_a_destroyed_id_is_one_also_where_people_left_blanks_around_it(cell: str, tmp_path: Path) -> None:
    """In a table kept by hand every id is looked at, trimmed."""
    claim = f"claim_id,opened_at,state,order_id\nC1,2026-11-01,denied,111\nC2,2026-11-02,denied,{cell}\n"
    reading = read(tmp_path, "x.csv", claim)
    assert (only_problem(reading).code, only_problem(reading).row) == ("destroyed-id", 3)
    assert frame(reading)["order_id"].to_list() == ["111", "1.35845E+14"]


def test_ids_destroyed_by_a_spreadsheet_are_located(tmp_path: Path) -> None:
    """1.35845E+14 was an id once: it is kept as found, and said."""
    reading = read(tmp_path, "x.txt", tsv([order(order_item_id="1.35845E+14")]))
    problem = only_problem(reading)
    assert (problem.code, problem.row, problem.found) == ("destroyed-id", 2, "1.35845E+14")
    assert frame(reading)["order_item_id"].to_list() == ["1.35845E+14"]


ZONES = {"US": UTC, "DE": UTC, "JP": ZoneInfo("Asia/Tokyo")}

# Cell, marketplace, day; "-" where it is none.
DAYS = """
8/21/26 | US | 2026-08-21
08/03/2026 | US | 2026-08-03
03/08/2026 | DE | 2026-08-03
3.8.26 | DE | 2026-08-03
26/8/3 | JP | 2026-08-03
2026/08/03 | US | 2026-08-03
Aug 01, 2026 | JP | 2026-08-01
18-Aug-2026 | US | 2026-08-18
18-Aug-26 | DE | 2026-08-18
20260801 | US | 2026-08-01
1. März 2026 | DE | 2026-03-01
1 sept. 2026 | FR | 2026-09-01
2026年8月3日 | US | 2026-08-03
08/2026 | US | 2026-08-01
2026-08-18T09:12:44+00:00 | US | 2026-08-18
2026-08-01 00:00:00 | US | 2026-08-01
21/8/26 | US | 2026-08-21
13/13/26 | US | -
soon | US | -
"""
# Cell, marketplace, moment in UTC.
MOMENTS = """
2026-05-02T09:17:26-07:00 | US | 2026-05-02T16:17:26
2020-10-21T00:00Z | US | 2020-10-21T00:00
2026-06-17 08:14:22 UTC | US | 2026-06-17T08:14:22
14.03.2023 07:49:55 UTC | DE | 2023-03-14T07:49:55
2026/06/17 08:14:22 JST | JP | 2026-06-16T23:14:22
2026/06/17 08:14:22 | JP | 2026-06-16T23:14:22
2022-07-11 01:34:18 PDT | US | 2022-07-11T08:34:18
11/07/2022 09:34:18 BST | DE | 2022-07-11T08:34:18
Mar 1, 2026 12:16:45 AM PST | US | 2026-03-01T08:16:45
Feb 1, 2026 12:02:19 a.m. PST | US | 2026-02-01T08:02:19
1 Aug 2026 3:44:19 pm UTC | US | 2026-08-01T15:44:19
2026-08-12 PDT | US | 2026-08-12T07:00
2026-08-18 09:12 XYZ | US | -
2026-02-30T00:00:00Z | US | -
nonsense | US | -
"""


def table(text: str) -> list[list[str]]:
    """The lines of a table as cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("cell", "marketplace", "day"), table(DAYS))
def test_days_of_every_form(cell: str, marketplace: str, day: str) -> None:
    """A date in figures follows its marketplace unless the figures refute it."""
    found = dates.days(pl.Series([cell]), Calendar(marketplace, UTC))[0]
    assert found == (None if day == "-" else date.fromisoformat(day))


@pytest.mark.parametrize(("cell", "marketplace", "moment"), table(MOMENTS))
def test_moments_of_every_form(cell: str, marketplace: str, moment: str) -> None:
    """Offsets and zone abbreviations are kept; a zone nobody knows makes the cell bad, not wrong."""
    found, _ = dates.instants(pl.Series([cell]), Calendar(marketplace, ZONES[marketplace]))
    assert found[0] == (None if moment == "-" else at(moment))


def test_two_zones_in_one_row(tmp_path: Path) -> None:
    """Unshipped orders write the payment in local time beside a purchase in UTC."""
    row = {
        "order-id": "111-0000001-0000001", "purchase-date": "2026-05-02T16:17:26+00:00",
        "payments-date": "2026-05-02T09:17:26-07:00", "promise-date": "2026-05-10T06:59:59+00:00",
        "days-past-promise": "-5", "quantity-to-ship": "1",
    }  # fmt: skip
    rows = frame(read(tmp_path, "x.txt", tsv([row])))
    assert rows["purchase_date"].to_list() == rows["payments_date"].to_list() == [at("2026-05-02T16:17:26")]


@pytest.mark.parametrize(
    ("cell", "moment", "said"),
    [
        ("2026-11-20T09:00+08:00", "2026-11-20T01:00:00", []),
        ("2026-11-20 09:00", "2026-11-20T01:00:00", ["no-zone"]),
        ("2026-11-20", "2026-11-19T16:00:00", []),
    ],
)
def test_times_typed_without_a_zone_are_the_teams(cell: str, moment: str, said: list[str], tmp_path: Path) -> None:
    """A time of day without an offset is the team's, and that is said; a bare day needs none."""
    hints = Hints(default_marketplace="US", team_zone=ZoneInfo("Asia/Shanghai"))
    reading = read(tmp_path, "x.csv", f"thread_id,received_at\nT1,{cell}\n", hints=hints)
    assert (frame(reading)["received_at"].to_list(), codes(reading)) == ([at(moment)], said)


@pytest.mark.parametrize("rows", [1, 5000])
def test_clean_and_odd_cells_in_one_column(rows: int, tmp_path: Path) -> None:
    """The quick cast and the second look agree on their shares of a column, however long it is."""
    cells: list[Any] = ["5", "1,234", " 7 ", "x"] * rows
    reading = read(tmp_path, "x.txt", tsv([stock(sku=f"S{i}", afn_total_quantity=c) for i, c in enumerate(cells)]))
    assert frame(reading)["afn_total_quantity"].to_list() == [5, 1234, 7, None] * rows
    assert (only_problem(reading).row, only_problem(reading).count) == (5, rows)
