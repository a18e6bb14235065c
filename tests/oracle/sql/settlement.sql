-- The finance rules of domain §8, over the table `files`: the rows of all settlement files of a marketplace, as text.
-- Variables: today (the marketplace's day), since and until (the claim window in days).

create or replace macro moment(said) as coalesce(
  try_cast(replace(replace(said, ' UTC', '+00'), 'Z', '+00') as timestamptz),
  timezone('UTC', try_strptime(said, '%d.%m.%Y %H:%M:%S UTC')), timezone('UTC', try_strptime(said, '%Y-%m-%d UTC')));
create or replace macro money(said) as cast(replace(said, ',', '.') as decimal(18, 4));

-- Every column that one of the layouts lacks. What V2 says on one row, V1 says in columns of its own.
create or replace table wide (
  "amount-type" varchar, "amount-description" varchar, "amount" varchar, "posted-date-time" varchar,
  "price-type" varchar, "price-amount" varchar, "item-related-fee-type" varchar, "item-related-fee-amount" varchar,
  "promotion-type" varchar, "promotion-amount" varchar, "shipment-fee-type" varchar, "shipment-fee-amount" varchar,
  "order-fee-type" varchar, "order-fee-amount" varchar, "direct-payment-type" varchar,
  "direct-payment-amount" varchar, "misc-fee-amount" varchar, "other-fee-reason-description" varchar,
  "other-fee-amount" varchar, "other-amount" varchar, "promotion-id" varchar);
create or replace view raw as
  select *, coalesce("posted-date-time", "posted-date") as posted
  from (select * from wide union all by name select * from files);
create or replace view lines as
with parts as (
  select *, "amount-type" as kind, "amount-description" as what, "amount" as said from raw
  union all by name select *, 'ItemPrice' as kind, "price-type" as what, "price-amount" as said from raw
  union all by name select *, 'ItemFees' as kind, "item-related-fee-type" as what, "item-related-fee-amount" as said
  from raw
  union all by name select *, 'Promotion' as kind, "promotion-type" as what, "promotion-amount" as said from raw
  union all by name select *, 'Shipment' as kind, "shipment-fee-type" as what, "shipment-fee-amount" as said from raw
  union all by name select *, 'Order' as kind, "order-fee-type" as what, "order-fee-amount" as said from raw
  union all by name select *, 'Direct' as kind, "direct-payment-type" as what, "direct-payment-amount" as said from raw
  union all by name select *, 'Misc' as kind, null as what, "misc-fee-amount" as said from raw
  union all by name select *, 'Fee' as kind, "other-fee-reason-description" as what, "other-fee-amount" as said from raw
  union all by name select *, 'Other' as kind, null as what, "other-amount" as said from raw)
select *, money(said) as money, "order-id" as o, "order-item-code" as item, "transaction-type" as type,
  cast(timezone('UTC', moment(posted)) as date) as day
from parts where said is not null;

-- An amount that is named and empty may be anything.
create or replace view "P-01" as
with totals as (
  select "settlement-id" as id, max(money("total-amount")) as total,
    coalesce(bool_or("amount-type" is not null and "amount" is null), false) as unread
  from raw group by id),
sums as (select "settlement-id" as id, sum(money) as sum from lines group by id)
select id, case when unread then 'unsure' when total is null then 'warning' when abs(sum - total) > 0.01 then 'critical'
    else 'calm' end,
  if(unread, null, abs(sum - total)), if(unread, null, sum), if(unread, null, total)
from totals left join sums using (id);

-- Lines that stand more than once: all of them, less each once. What Amazon keeps back for a time is no charge, and
-- two credits without an order are two units.
create or replace view "P-04" as
with alike as (
  select coalesce(o, "settlement-id") as owner, count(*) as times, money
  from lines where money <> 0 and (money < 0 or o is not null) and coalesce(what, '') not like '%Reserve Amount%'
  group by "settlement-id", type, o, "adjustment-id", kind, what, sku, item, "merchant-adjustment-item-id", posted,
    money, "quantity-purchased", "promotion-id"),
sums as (
  select owner, max(times) as times, sum(money * times) filter (times > 1) as all_of_them,
    sum(money) filter (times > 1) as once
  from alike group by owner)
select owner, if(times > 1, 'warning', 'calm'), abs(all_of_them - once), abs(all_of_them), abs(once) from sums;

-- The cap is known in dollars, euro and pounds.
create or replace view "P-10" as
with refunds as (
  select "settlement-id" as id, o, -sum(money) filter (what = 'RefundCommission') as kept,
    sum(money) filter (what = 'Commission') * 0.2 as share
  from lines where type = 'Refund' group by id, o, item, posted),
may as (
  select *, least(5, share) as allowed from refunds where kept is not null and share is not null),
sums as (
  select id, sum(kept - allowed) filter (kept > allowed + 0.02) as much from may group by id)
select o, case when bool_and(kept <= allowed + 0.02) then 'calm'
    when any_value(much) >= 5 then 'warning' else 'info' end,
  sum(kept - allowed) filter (kept > allowed + 0.02), sum(kept) filter (kept > allowed + 0.02),
  sum(allowed) filter (kept > allowed + 0.02)
from may join sums using (id) group by o;

create or replace view bought as
  select o, item, sum(money) filter (type = 'Order') as paid, -sum(money) filter (type = 'Refund') as back
  from lines where type in ('Order', 'Refund') and kind in ('ItemPrice', 'Promotion') and what not ilike '%tax%'
  group by o, item;
create or replace view "P-11" as
  select o, case when bool_or(back > paid) then 'warning' when bool_or(paid is null) then 'unsure' else 'calm' end,
    sum(back - paid) filter (back > paid), sum(back) filter (back > paid), sum(paid) filter (back > paid)
  from bought where back is not null group by o;

-- From the third day of a month on its predecessor must be covered to its last day.
create or replace view "P-13" as
with spans as (
  select "settlement-id" as id, any_value(currency) as currency, max(moment("settlement-start-date")) as start,
    max(moment("settlement-end-date")) as until
  from raw group by id),
gaps as (
  select id, date_diff('second', lag(until) over (partition by currency order by start), start) / 86400 as days
  from spans),
month as (
  select date_trunc('month', cast(getvariable('today') as date))::date - 1 as last,
    (select max(cast(timezone('UTC', until) as date)) from spans) as covered)
select id, if(days > 1, 'warning', 'calm'), days, null, null from gaps
union all
select 'settlement', if(day(cast(getvariable('today') as date)) >= 3 and covered < last, 'warning', 'calm'),
  last - covered, null, null
from month;
