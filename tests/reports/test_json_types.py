"""The reports that come as JSON, whole and damaged: right rows, or a Problem that says what."""

import json
from pathlib import Path
from typing import Any

import pytest

from cockpit import reports
from cockpit.reports import Hints, Reading
from tests.reports.declared import codes

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
