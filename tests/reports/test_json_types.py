"""The reports that come as JSON, whole and damaged: right rows, or a Problem that says what."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cockpit import reports
from cockpit.reports import Hints, Reading
from tests.reports.declared import TABLES, codes, read, sheet, table

FILES = Path(__file__).with_name("files")
NAMES = ("seller-performance-de.json", "sales-and-traffic-us.json")
every_file = pytest.mark.parametrize("name", NAMES)


def readings(folder: Path, text: str) -> list[Reading]:
    """What is read of a text."""
    path = folder / "x.json"
    path.write_text(text, "utf-8")
    return list(reports.read_file(path, folder, Hints()))


def rows(found: list[Reading]) -> list[tuple[str | None, list[dict[str, Any]]]]:
    """Type and rows of each reading, without the places where they stand."""
    frames = [(reading.file.type, part.frame) for reading in found for part in reading.parts]
    return [(type_, frame.drop("_file", "_row").to_dicts()) for type_, frame in frames]


def content(name: str) -> Any:
    """A file's JSON."""
    return json.loads((FILES / name).read_text("utf-8"))


def turned(value: Any) -> Any:
    """The same JSON with the members of every object in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(one) for one in value] if isinstance(value, list) else value


def enlarged(value: Any) -> Any:
    """The same JSON with a member more in every object."""
    if isinstance(value, dict):
        return {"newKey": {"count": 7}, **{key: enlarged(one) for key, one in value.items()}}
    return [enlarged(one) for one in value] if isinstance(value, list) else value


@every_file
def test_the_order_of_members_and_the_layout_mean_nothing(name: str, tmp_path: Path) -> None:
    """Members in another order, on one line or on many, are the same rows."""
    wanted = rows(readings(tmp_path, json.dumps(content(name))))
    found = rows(readings(tmp_path, json.dumps(turned(content(name)), indent=2, ensure_ascii=False)))
    assert sorted(wanted, key=str)
    for (type_, there), (same, again) in zip(sorted(wanted, key=_type), sorted(found, key=_type), strict=True):
        assert type_ == same
        assert sorted(map(str, there)) == sorted(map(str, again))


def _type(entry: tuple[str | None, Any]) -> str:
    return str(entry[0])


def test_members_that_nobody_declared_change_nothing(tmp_path: Path) -> None:
    """Amazon adds members to rows as it likes."""
    text = json.dumps(enlarged(content("sales-and-traffic-us.json")))
    assert rows(readings(tmp_path, text)) == rows(readings(tmp_path, json.dumps(content("sales-and-traffic-us.json"))))


def test_a_needed_member_that_is_nowhere_is_named(tmp_path: Path) -> None:
    """Rows by parent have no child: that part is not read, and the column is named; the days are."""
    whole = content("sales-and-traffic-us.json")
    for row in whole["salesAndTrafficByAsin"]:
        del row["childAsin"]
    by_asin, by_date = readings(tmp_path, json.dumps(whole))
    (problem,) = by_asin.file.problems
    assert (problem.code, problem.column, problem.row, by_asin.parts) == ("missing-column", "(Child) ASIN", None, ())
    assert (by_date.file.rows, codes(by_date)) == (2, [])


def test_a_row_without_what_makes_it_one_is_located(tmp_path: Path) -> None:
    """One row without its child is left out, with the line on which it begins."""
    whole = content("sales-and-traffic-us.json")
    whole["salesAndTrafficByAsin"][1]["childAsin"] = ""
    text = json.dumps(whole, indent=1)
    by_asin = readings(tmp_path, text)[0]
    (problem,) = by_asin.file.problems
    lines = text.splitlines()
    line = next(n for n, shown in enumerate(lines, 1) if '"childAsin": ""' in shown)
    assert (problem.code, by_asin.file.rejected_rows) == ("empty-cell", 1)
    assert problem.row is not None
    assert lines[problem.row - 1].strip() == "{"
    assert 0 < line - problem.row < 5


@every_file
def test_a_cut_off_file_is_broken(name: str, tmp_path: Path) -> None:
    """Half a JSON is no JSON: nothing of it is taken for the whole."""
    text = (FILES / name).read_text("utf-8").rstrip()
    for end in (len(text) - 1, len(text) // 2, 20):
        (reading,) = readings(tmp_path, text[:end])
        assert (codes(reading), reading.parts) == (["bad-json"], ())


@pytest.mark.parametrize(("key", "value"), [("rate", "high"), ("orderCount", "many")])
def test_a_value_of_another_kind_is_located(key: str, value: str, tmp_path: Path) -> None:
    """Words where a number must be make that cell empty and are said."""
    whole = content("seller-performance-de.json")
    whole["performanceMetrics"][0]["lateShipmentRate"][key] = value
    (reading,) = readings(tmp_path, json.dumps(whole))
    (problem,) = reading.file.problems
    assert (problem.code, problem.found, reading.file.rows) == ("bad-cell", value, 5)


def test_parts_of_another_shape_are_no_rows(tmp_path: Path) -> None:
    """An object where a list must be, or plain values in the list, give no rows and raise nothing."""
    spec = content("sales-and-traffic-us.json")["reportSpecification"]
    shapes: list[Any] = [{}, {"a": 1}, "text", 5, None, [1, "x", None], [[]]]
    for wrong in shapes:
        found = readings(tmp_path, json.dumps({"reportSpecification": spec, "salesAndTrafficByDate": wrong}))
        assert [reading.file.rows for reading in found] == [0]


def lines(found: list[dict[str, str]]) -> str:
    """One object a line."""
    return "".join(f"{json.dumps(row)}\n" for row in found)


WAYS: dict[str, Callable[[list[dict[str, str]]], str]] = {
    "array": json.dumps,
    "lines": lines,
    "object": lambda found: json.dumps({"payload": found, "count": len(found)}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("id_", TABLES)
def test_a_table_as_json_is_the_same_report(id_: str, way: str, tmp_path: Path) -> None:
    """Rows as objects, in an array, one a line or within another object, are the rows of the text file."""
    wanted = sheet(TABLES[id_])
    found = read(tmp_path, WAYS[way]([dict(zip(wanted.header, row, strict=True)) for row in wanted.rows]))
    assert (found.file.type, codes(found)) == (id_, [])
    assert table(found, wanted.names) == list(wanted.values)


def test_the_words_of_the_ads_interface_are_read(tmp_path: Path) -> None:
    """A report of the ads API has joined words, numbers and nulls, and ids with all their digits."""
    row = {
        "date": "2026-11-20", "campaignName": "A", "campaignId": 460000000000001, "adGroupName": "G",
        "targeting": "lamp", "matchType": "EXACT", "searchTerm": "desk lamp", "impressions": 900, "clicks": 40,
        "cost": 12.3, "sales7d": 60.05, "sales14d": 99.9, "purchases7d": 2, "unitsSoldClicks7d": None,
        "campaignBudgetCurrencyCode": "USD",
    }  # fmt: skip
    found = read(tmp_path, json.dumps([row]))
    assert (found.file.type, codes(found)) == ("sp-search-terms", [])
    names = ["date", "campaign_id", "search_term", "spend", "sales", "orders", "units", "currency"]
    money = (Decimal("12.3"), Decimal("60.05"))
    assert table(found, names) == [(date(2026, 11, 20), "460000000000001", "desk lamp", *money, 2, None, "USD")]


_BRAND = {"campaignStatus": "ENABLED", "campaignBudgetAmount": 50, "purchases": 1, "sales": 20.0}
_API_OWN: dict[str, dict[str, object]] = {
    "sp-campaigns": {"campaignStatus": "ENABLED", "campaignBudgetAmount": 50, "purchases7d": 1, "sales7d": 20.0},
    "sp-targeting": {
        "adGroupName": "G", "keyword": "lamp", "targeting": "lamp", "matchType": "BROAD", "purchases7d": 1,
        "sales7d": 20.0,
    },
    "sp-advertised-products": {
        "adGroupName": "G", "advertisedSku": "ZX-1", "advertisedAsin": "B0EXAMPLE1", "purchases7d": 1, "sales7d": 20.0,
    },
    "sp-placements": {"placementClassification": "Top of Search on-Amazon", "purchases7d": 1, "sales7d": 20.0},
    "sb-campaigns": {**_BRAND, "newToBrandPurchases": 1, "viewableImpressions": 3},
    "sd-campaigns": {**_BRAND, "newToBrandPurchases": 1, "impressionsViews": 3, "costType": "CPC"},
}  # fmt: skip


@pytest.mark.parametrize("id_", _API_OWN)
def test_each_report_of_the_ads_interface_is_its_own_type(id_: str, tmp_path: Path) -> None:
    """The ads API's reports of campaigns, targets, products, placements, Brands and Display are told apart."""
    row = {
        "date": "2026-11-20", "campaignName": "A", "campaignId": 460000000000001, "impressions": 900, "clicks": 40,
        "cost": 12.3, "campaignBudgetCurrencyCode": "USD", **_API_OWN[id_],
    }  # fmt: skip
    found = read(tmp_path, json.dumps([row]))
    assert (found.file.type, codes(found)) == (id_, [])
    assert table(found, ["spend", "sales", "orders"]) == [(Decimal("12.3"), Decimal(20), 1)]


def test_a_row_of_a_json_is_shown_as_it_stands(tmp_path: Path) -> None:
    """The second line of a file of lines is opened as its keys and cells."""
    wanted = sheet(TABLES["feedback"])
    path = tmp_path / "x.json"
    path.write_text(lines([dict(zip(wanted.header, row, strict=True)) for row in wanted.rows]), "utf-8")
    (cells,) = reports.raw_rows(path, [2], tmp_path, Hints())
    assert cells == list(zip(wanted.header, wanted.rows[1], strict=True))


@pytest.mark.parametrize("cut", [1, 2, 40])
def test_an_array_that_is_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    """Half a download is no report, wherever it ends."""
    wanted = sheet(TABLES["feedback"])
    text = json.dumps([dict(zip(wanted.header, row, strict=True)) for row in wanted.rows])
    assert codes(read(tmp_path, text[:-cut])) == ["bad-json"]
