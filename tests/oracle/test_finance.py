"""Findings about settlements of the demo, against the same rules written in SQL that shares no code with the checks."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.core.test_demo import Demo

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
LOST = """
with moved as (
  select MSKU as sku, {day} as day, Reason as reason, abs(cast(Quantity as integer)) as n
  from read_csv('{folder}/Inventory-ledger-detail.txt', delim='\t', quote='', all_varchar=true)
  where "Event Type" = 'Adjustments'),
paid as (
  select sku, case when reason = 'Reversal' then "original-reimbursement-type" else reason end as kind,
    cast("quantity-reimbursed-total" as integer) as n
  from read_csv('{folder}/Reimbursements.txt', delim='\t', quote='', all_varchar=true)),
kinds(kind, outs, ins) as (values
  ('Lost_Warehouse', ['M'], ['F', 'N']), ('Damaged_Warehouse', ['E', '6', '7', 'H', 'K', 'U'], [])),
net as (
  select o.sku, kinds.kind, min(o.day) as first, sum(o.n)
    - coalesce((select sum(i.n) from moved i where i.sku = o.sku and list_contains(kinds.ins, i.reason)), 0)
    - coalesce((select sum(p.n) from paid p where p.sku = o.sku and p.kind = kinds.kind), 0) as missing
  from kinds join moved o on list_contains(kinds.outs, o.reason) group by o.sku, kinds.kind, kinds.ins)
select sku, sum(missing) from net where missing > 0 and first <= date '{today}' - 30 group by sku
"""
NOT_BACK = """
with refunds as (
  select "order-id" as o, sku, -sum(money) as back, max(strptime(left(posted, 10), '{form}'))::date as day,
  from lines where "transaction-type" = 'Refund' and kind = 'ItemPrice' and what = 'Principal'
    and "fulfillment-id" = 'AFN' group by all),
sold as (
  select "amazon-order-id" as o, sku, sum(cast(replace("item-price", ',', '.') as decimal(18, 4))) as paid,
    sum(cast(quantity as integer)) as n
  from read_csv('{folder}/orders/*.txt', delim='\t', quote='', all_varchar=true, union_by_name=true)
  group by all),
came as (
  select "order-id" as o, sku, sum(cast(quantity as integer)) as n
  from read_csv('{folder}/FBA-customer-returns.txt', delim='\t', quote='', all_varchar=true)
  group by all),
paid as (
  select "amazon-order-id" as o, sku, sum(cast("quantity-reimbursed-total" as integer)) as n
  from read_csv('{folder}/Reimbursements.txt', delim='\t', quote='', all_varchar=true) group by all)
select refunds.o, refunds.day + {until} - date '{today}'
from refunds join sold using (o, sku) left join came using (o, sku) left join paid using (o, sku)
where refunds.back = sold.paid and sold.n > coalesce(came.n, 0) + coalesce(paid.n, 0)
  and refunds.day + {since} <= date '{today}'
"""
FEE = {"US": '"expected-fulfillment-fee-per-unit"', "DE": '"expected-domestic-fulfilment-fee-per-unit"'}
Found = dict[str, float]


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


TODAY = {"US": "2026-11-23", "DE": "2026-11-24"}
LEDGER_DAY = {"US": "strptime(Date, '%m/%d/%Y')::date", "DE": "cast(Date as date)"}


def in_unicode(folder: Path, target: Path, place: str) -> Path:
    """The reports of what Amazon owes and of orders, copied as UTF-8: the database reads no Windows-1252."""
    for path in (*folder.glob("*.txt"), *folder.glob("orders/*.txt")):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(path.read_text("utf-8" if place == "US" else "cp1252"), "utf-8")
    return target


def test_lost_and_damaged_units(demo: Demo, asked: Asked, tmp_path: Path) -> None:
    """P-06 finds the SKUs and the units that are left in the query."""
    place, folder, database = asked
    query = LOST.format(folder=in_unicode(folder, tmp_path, place), day=LEDGER_DAY[place], today=TODAY[place])
    expected = {sku: float(count) for sku, count in database.execute(query).fetchall()}
    assert expected
    assert said(demo, "P-06", place) == expected


def test_refunds_without_a_return(demo: Demo, asked: Asked, tmp_path: Path) -> None:
    """P-05 finds the orders and the days that are left in the query."""
    place, folder, database = asked
    since, until, form = (60, 120, "%Y-%m-%d") if place == "US" else (45, 105, "%d.%m.%Y")
    folder = in_unicode(folder, tmp_path, place)
    query = NOT_BACK.format(folder=folder, since=since, until=until, form=form, today=TODAY[place])
    expected = {order: float(left) for order, left in database.execute(query).fetchall()}
    assert bool(expected) == (place == "DE")  # no settlement of the US is old enough
    assert said(demo, "P-05", place) == expected
