"""Findings of the demo about the account, its pages and its settlements, against the same rules in SQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.core.test_demo import Demo
from tests.oracle.conftest import NOW
from tests.oracle.exams import DE, FEEDBACK, US
from tests.oracle.plain_files import load
from tests.oracle.scene import asked, compare, judged, prepare, word

ZONES = {"US": US, "DE": DE}
COLUMNS = {
    "US": {"date": "date", "form": "%m/%d/%y", "rating": "rating", "answer": '"your response"', "order": '"order id"'},
    "DE": {
        "date": "datum", "form": "%d.%m.%y", "rating": "bewertung", "answer": '"ihre antwort"',
        "order": "bestellnummer",
    },
}  # fmt: skip
READY = """
create table pages as select cast("date" as date) as day, asin, title, brand, category, main_image_hash as image,
  bullets from patrol where marketplace = '{place}';
create table titles (day date, asin varchar, title varchar);
create table orders as select "amazon-order-id" as o, "order-status" as status, "fulfillment-channel" as channel,
  cast(timezone('{zone}', cast("purchase-date" as timestamptz)) as date) as day from all_orders;
"""
Place = tuple[str, duckdb.DuckDBPyConnection]


@pytest.fixture(scope="module", params=ZONES)
def database(request: pytest.FixtureRequest, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A marketplace of the demo, its reports in a database."""
    place: str = request.param
    root, copies = demo.folder / "reports", tmp_path_factory.mktemp("copies")
    with duckdb.connect() as connection:
        load(connection, "patrol", root / "listing-patrol.csv", copies)
        load(connection, "master", root / "sku-master.csv", copies)
        load(connection, "report", root / place / "feedback.txt", copies)
        load(connection, "all_orders", max((root / place / "orders").glob("*.txt")), copies)
        for number, path in enumerate(sorted((root / place / "payments").glob("*[0-9].txt"))):
            load(connection, f"s_{number}", path, copies)
        connection.execute("create table files as (from s_0) union all by name (from s_1)")
        connection.execute(READY.format(place=place, zone=ZONES[place]))
        connection.execute(FEEDBACK.format(**COLUMNS[place]))
        values: dict[str, str | float | bool] = {
            "zone": ZONES[place], "now": NOW.isoformat(), "place": place, "min_n": 20,
        }  # fmt: skip
        prepare(connection, values, "demo_desk", "feedback", "settlement")
        yield place, connection


@pytest.mark.parametrize("check", ["C-02", "H-11", "L-01", "P-01", "P-13"])
def test_the_desk_of_the_demo(demo: Demo, database: Place, check: str) -> None:
    """A check and its query say the same of every order, page, settlement and account."""
    place, connection = database
    compare(word(demo.judgements, check, place), asked(connection, check))


def test_cancellations_that_are_counted(demo: Demo, database: Place, tmp_path: Path) -> None:
    """Where Amazon's report is not at hand, H-03 counts the merchant orders that the query counts."""
    place, connection = database
    shutil.copytree(demo.folder / "reports" / place / "orders", tmp_path / "reports" / place / "orders")
    (tmp_path / "config.toml").touch()
    counted = word(judged(tmp_path, NOW.isoformat(), ["H-03"]), "H-03", place)
    compare(counted, asked(connection, "H-03"))
