"""Findings of many families on the demo, against the same rules written in SQL that shares no code with the checks."""

import tomllib
from pathlib import Path

import duckdb
import pytest

from tests.core.test_demo import Demo
from tests.oracle.conftest import NOW
from tests.oracle.scene import Row, compare, rows_of, said, word

PLACES = ("US", "DE")
LAST_DAY = {"US": "2026-11-22", "DE": "2026-11-23"}  # the newest complete one
ZONE = {"US": "America/Los_Angeles", "DE": "Europe/Berlin"}
BEFORE = {"US": "2026-11-22", "DE": "2026-11-23"}  # the folder of yesterday's listings
# Units between centres and being received: the European file names neither.
INSIDE = {"US": 'cast("fc-transfer" as int) + cast("Reserved FC Processing" as int)', "DE": "0"}
PRELUDE = """
set timezone = 'UTC';
create macro tabs(path) as table
  select * from read_csv(path, delim='\t', quote='', all_varchar=true, union_by_name=true);
create macro commas(path) as table select * from read_csv(path, all_varchar=true, union_by_name=true);
create view master as select * from commas('{root}/sku-master.csv') where marketplace = '{place}';
create view planning as select * from tabs('{folder}/FBA-inventory-planning.txt');
create view stock as select * from tabs('{folder}/FBA-inventory.txt');
"""
# Nothing sellable now or within days, and something was sold in 90 days.
SOLD_OUT = """
select sku, null, null, null, null from planning where sku not in (select sku from master where discontinued = 'true')
  and cast(available as int) + {inside} = 0
  and cast("units-shipped-t90" as int) > 0
"""
BREAK = """
with bought as (
  select sku, cast(quantity as int) as n,
    cast(timezone('{zone}', cast("purchase-date" as timestamptz)) as date) as day
  from tabs('{folder}/orders/*.txt') where lower("order-status") not like '%cancel%'),
sums as (
  select sku, coalesce(sum(n) filter (day > date '{last}' - 7 and day <= date '{last}'), 0) as week,
    coalesce(sum(n) filter (day > date '{last}' - 35 and day <= date '{last}' - 7), 0) as weeks
  from bought group by sku)
select sku, 'info', week * 4 / weeks, week, weeks / 4 from sums where weeks >= 56 and week * 8 <= weeks
  and sku not in (select sku from master where discontinued = 'true')
"""
PAST_SHIP_BY = """
select "order-id", 'critical', epoch(timestamptz '{now}' - min(cast("promise-date" as timestamptz))) / 3600, null, null
from tabs('{folder}/unshipped-orders.txt') where cast("quantity-to-ship" as int) > 0
group by "order-id" having min(cast("promise-date" as timestamptz)) < timestamptz '{now}'
"""
WAITING = """
select thread_id,
  if(cast(received_at as timestamptz) <= timestamptz '{now}' - interval 24 hours, 'critical', 'warning'),
  date_diff('second', cast(received_at as timestamptz), timestamptz '{now}') / 3600, null, null
from commas('{root}/buyer-messages.csv')
where marketplace = '{place}' and sender = 'buyer' and replied_at is null and no_response_needed <> 'true'
  and cast(received_at as timestamptz) <= timestamptz '{now}' - interval 18 hours
"""
IDLE = """
with idle as (
  select l."seller-sku" as sku, cast(s."afn-fulfillable-quantity" as int) as n
  from tabs('{folder}/All-Listings-Report.txt') l join stock s on s.sku = l."seller-sku"
  where lower(l.status) in ('inactive', 'incomplete') and l."fulfillment-channel" like 'AMAZON%'
  union all
  select "seller-sku", cast(quantity as int) from tabs('{folder}/All-Listings-Report.txt')
  where lower(status) in ('inactive', 'incomplete') and "fulfillment-channel" = 'DEFAULT')
select sku, if(n >= 20 or sku in (select sku from master where core = 'true'), 'critical', 'warning'), n, null, null
from idle where n > 0
"""
PRICES = """
with prices as (
  select n."seller-sku" as sku, cast(replace(n.price, ',', '.') as decimal(18, 4)) as now,
    cast(replace(o.price, ',', '.') as decimal(18, 4)) as before,
    cast(coalesce(m.price_floor, cast(cast(m.cost as decimal(18, 4)) + cast(m.fees as decimal(18, 4)) as varchar))
      as decimal(18, 4)) as floor,
    cast(m.price_ceiling as decimal(18, 4)) as ceiling
  from tabs('{folder}/All-Listings-Report.txt') n left join master m on m.sku = n."seller-sku"
  left join tabs('{folder}/{before}/All-Listings-Report.txt') o on o."seller-sku" = n."seller-sku")
select sku, if(coalesce(now < floor, false) or coalesce(before - now > 0.3 * before, false), 'critical', 'warning'),
  if(coalesce(now < floor or now > ceiling, false), now, (now - before) / before),
  if(coalesce(now < floor or now > ceiling, false), null, now),
  if(coalesce(now < floor or now > ceiling, false), null, before)
from prices where now < floor or now > ceiling or abs(now - before) > 0.3 * before and sku not in ({deals})
"""
STRANDED = """
with days as (
  select sku, min(cast("Date-to-take-auto-removal" as date)) - (date '{last}' + 1) as remaining,
    sum(cast("fulfillable-qty" as int)) as n
  from tabs('{folder}/Stranded-inventory.txt') group by sku)
select sku, if(coalesce(remaining <= 7, false), 'critical', 'warning'), coalesce(remaining, n), null, null from days
"""
QUERIES = {
    "S-01": SOLD_OUT, "S-14": BREAK, "F-01": PAST_SHIP_BY, "C-01": WAITING, "L-02": IDLE, "L-04": PRICES,
    "S-10": STRANDED,
}  # fmt: skip
UNVALUED = {"S-01"}  # the SQL tells what is sold out, not how fast it sold


@pytest.fixture(scope="module")
def files(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's text files as UTF-8, which is what DuckDB reads; nothing else is done to them."""
    copied, root = tmp_path_factory.mktemp("utf8"), demo.folder / "reports"
    for path in root.rglob("*.*"):
        if path.suffix in {".txt", ".csv"} and "JP" not in path.parts:
            target = copied / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_decoded(path.read_bytes()), "utf-8", newline="")
    return copied


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def dealt(workspace: Path) -> str:
    """The SKUs of declared events, which explain that a price moved, as a list of SQL."""
    events = tomllib.loads((workspace / "config.toml").read_text("utf-8"))["events"]
    return ", ".join(f"'{sku}'" for event in events for sku in event["skus"])


def answer(root: Path, place: str, query: str, deals: str) -> dict[str, Row]:
    """What the query finds in the files of a marketplace."""
    folder = root / place
    names = {
        "root": root, "place": place, "folder": folder, "now": NOW.isoformat(), "last": LAST_DAY[place],
        "zone": ZONE[place], "before": BEFORE[place], "inside": INSIDE[place], "deals": deals,
    }  # fmt: skip
    with duckdb.connect() as database:
        database.execute(PRELUDE.format(**names))
        return rows_of(database.sql(query.format(**names)))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("check", list(QUERIES))
def test_a_check_finds_what_the_query_finds(demo: Demo, files: Path, check: str, place: str) -> None:
    """The same subjects with the same severity and figure."""
    judgement, expected = word(demo.judgements, check, place), answer(files, place, QUERIES[check], dealt(demo.folder))
    assert expected or place != "US"  # an empty answer on both sides would prove nothing
    if check in UNVALUED:
        assert set(said(judgement)) == set(expected)
    else:
        compare(judgement, expected)
