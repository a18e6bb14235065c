"""Findings about settlements of the demo, against the same rules written in SQL that shares no code with the checks."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.core.test_demo import Demo

NOW = datetime.fromisoformat("2026-11-24T10:40+08:00")
PLACES = {"US": Decimal("1.035"), "DE": Decimal(1)}  # with the surcharge on fulfilment fees

# Both layouts in one view: what V2 says on one row, V1 says in columns of its own. The copy of a download is left out.
LINES = """
create or replace table wide (
  "price-type" varchar, "price-amount" varchar, "item-related-fee-type" varchar, "item-related-fee-amount" varchar,
  "amount-type" varchar, "amount-description" varchar, "amount" varchar, "posted-date-time" varchar);
create or replace view raw as
select *, coalesce("posted-date-time", "posted-date") as posted from (
  select * from wide union all by name
  select * from read_csv('{folder}/payments/*[0-9].txt', delim='\t', quote='', all_varchar=true, union_by_name=true));
create or replace view parts as
select *, "amount-type" as kind, "amount-description" as what, "amount" as said from raw where "amount" is not null
union all by name
select *, 'ItemPrice' as kind, "price-type" as what, "price-amount" as said from raw where "price-amount" is not null
union all by name
select *, 'ItemFees' as kind, "item-related-fee-type" as what, "item-related-fee-amount" as said
from raw where "item-related-fee-amount" is not null;
create or replace view lines as
select *, cast(replace(said, ',', '.') as decimal(18, 4)) as money from parts;
"""
DOUBLED = """
select distinct "order-id" from (
  select "order-id", count(*) as times from lines where money < 0 and "order-id" is not null
  group by "settlement-id", "transaction-type", "order-id", "adjustment-id", kind, what, sku, "order-item-code",
    "merchant-adjustment-item-id", posted, money, "quantity-purchased")
where times > 1
"""
TOO_LARGE = """
select b."order-id", b.money - s.money from
  (select "order-id", "order-item-code" as item, -sum(money) as money from lines
   where "transaction-type" = 'Refund' and kind = 'ItemPrice' and what not like '%Tax%' group by all) b
join (select "order-id", "order-item-code" as item, sum(money) as money from lines
   where "transaction-type" = 'Order' and kind = 'ItemPrice' and what not like '%Tax%' group by all) s
using ("order-id", item) where b.money > s.money
"""
KEPT = """
select "order-id", kept - least(5, share) from (
  select "order-id", -sum(money) filter (what = 'RefundCommission') as kept,
    sum(money) filter (what = 'Commission') * 0.2 as share
  from lines where "transaction-type" = 'Refund' group by "settlement-id", "order-id", "order-item-code", posted)
where kept > least(5, share) + 0.02
"""
DEAR = """
with items as (
  select "order-id" as o, "order-item-code" as i, posted as p, sku,
    max(money) filter (what = 'FBAPerUnitFulfillmentFee') as fee from lines
  where "transaction-type" = 'Order' group by all having fee is not null),
units as (
  select "order-id" as o, "order-item-code" as i, posted as p, max(cast("quantity-purchased" as integer)) as n
  from raw where "transaction-type" = 'Order' group by all),
preview as (
  select sku, cast({fee} as decimal(18, 4)) as fee
  from read_csv('{folder}/Fee-Preview.txt', delim='\t', quote='', all_varchar=true)),
sums as (
  select sku, sum(n) as n, -sum(items.fee) as charged, sum(n * preview.fee * {factor}) as expected
  from items join units using (o, i, p) join preview using (sku) group by sku)
select sku, (charged - expected) / n from sums
where n >= 3 and charged - expected > greatest(0.10 * n, 0.03 * expected)
"""
FEE = {"US": '"expected-fulfillment-fee-per-unit"', "DE": '"expected-domestic-fulfilment-fee-per-unit"'}
Found = dict[str, float]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo of a Tuesday morning, judged by the checks."""
    return Demo(tmp_path_factory.mktemp("demo"), NOW)


@pytest.fixture(scope="module", params=list(PLACES))
def asked(request: pytest.FixtureRequest, demo: Demo) -> Iterator[tuple[str, Path, duckdb.DuckDBPyConnection]]:
    """One marketplace, its folder, and its settlement lines in a database."""
    folder = demo.folder / "reports" / request.param
    with duckdb.connect() as database:
        database.execute(LINES.format(folder=folder))
        yield request.param, folder, database


def said(demo: Demo, check: str, marketplace: str) -> Found:
    """What the check found: subject and figure."""
    found: Found = {}
    for judgement in demo.judgements:
        if (judgement.check.id, judgement.marketplace) == (check, marketplace):
            for finding in judgement.findings:
                assert finding.figure is not None
                assert finding.figure.value is not None
                found[finding.subject.id] = float(finding.figure.value)
    return found


Asked = tuple[str, Path, duckdb.DuckDBPyConnection]


def test_lines_that_stand_twice(demo: Demo, asked: Asked) -> None:
    """P-04 finds the orders that grouping by every particular finds."""
    place, _, database = asked
    assert {row[0] for row in database.execute(DOUBLED).fetchall()} == set(said(demo, "P-04", place))


@pytest.mark.parametrize(("check", "query"), [("P-11", TOO_LARGE), ("P-10", KEPT)])
def test_refunds(demo: Demo, asked: Asked, check: str, query: str) -> None:
    """P-10 and P-11 find the orders and the amounts that the query finds."""
    place, _, database = asked
    expected = {order: float(amount) for order, amount in database.execute(query).fetchall()}
    assert said(demo, check, place) == pytest.approx(expected)


def test_fees_above_the_preview(demo: Demo, asked: Asked) -> None:
    """P-03 finds the SKUs and the difference a unit that the query finds."""
    place, folder, database = asked
    query = DEAR.format(folder=folder, fee=FEE[place], factor=PLACES[place])
    expected = {sku: float(apart) for sku, apart in database.execute(query).fetchall()}
    assert expected
    assert said(demo, "P-03", place) == pytest.approx(expected)
