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
WINDOWS: dict[str, dict[str, str | float | bool]] = {
    "US": {"today": "2026-11-23", "since": 60, "until": 120, "factor": 1.035},
    "DE": {"today": "2026-11-24", "since": 45, "until": 105, "factor": 1.0},
}
READY = """
create table pages as select cast("date" as date) as day, asin, title, brand, category, main_image_hash as image,
  bullets from patrol where marketplace = '{place}';
create table titles (day date, asin varchar, title varchar);
create table orders as select "amazon-order-id" as o, "order-status" as status, "fulfillment-channel" as channel,
  cast(timezone('{zone}', cast("purchase-date" as timestamptz)) as date) as day from newest;
create table ordered_at as
select "amazon-order-id" as o, sku, sum(cast(replace("item-price", ',', '.') as decimal(18, 4))) as paid,
  sum(cast(quantity as integer)) as n
from (from newest union all by name from middle union all by name from oldest) group by o, sku;
create table preview as select sku, cast("{fee}" as decimal(18, 4)) as fee from fees;
create table moved as select msku as sku, {ledger_day} as day, reason, abs(cast(quantity as integer)) as n
from ledger where "event type" = 'Adjustments';
"""
FEES = {"US": "expected-fulfillment-fee-per-unit", "DE": "expected-domestic-fulfilment-fee-per-unit"}
LEDGER_DAYS = {"US": "cast(strptime(date, '%m/%d/%Y') as date)", "DE": "cast(date as date)"}
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
        orders = sorted((root / place / "orders").glob("*.txt"))
        for name, path in zip(("oldest", "middle", "newest"), orders, strict=True):
            load(connection, name, path, copies)
        for number, path in enumerate(sorted((root / place / "payments").glob("*[0-9].txt"))):
            load(connection, f"s_{number}", path, copies)
        load(connection, "returns", root / place / "FBA-customer-returns.txt", copies)
        load(connection, "reimbursements", root / place / "Reimbursements.txt", copies)
        load(connection, "fees", root / place / "Fee-Preview.txt", copies)
        load(connection, "ledger", root / place / "Inventory-ledger-detail.txt", copies)
        connection.execute("create table files as (from s_0) union all by name (from s_1)")
        connection.execute(READY.format(place=place, zone=ZONES[place], fee=FEES[place], ledger_day=LEDGER_DAYS[place]))
        connection.execute(FEEDBACK.format(**COLUMNS[place]))
        values: dict[str, str | float | bool] = {
            "zone": ZONES[place], "now": NOW.isoformat(), "place": place, "min_n": 20, **WINDOWS[place],
        }  # fmt: skip
        prepare(connection, values, "demo_desk", "feedback", "settlement", "returns", "fees")
        yield place, connection


@pytest.mark.parametrize(
    "check", ["C-02", "H-11", "L-01", "P-01", "P-03", "P-04", "P-05", "P-06", "P-10", "P-11", "P-13"]
)
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
