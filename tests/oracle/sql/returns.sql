-- What came back, domain §8: over `lines` of settlement.sql and the tables `returns`, `reimbursements` and
-- `ordered_at` with o, sku, paid, n: what the orders report says of a sale whose settlement is not at hand.
-- Variables: today (the marketplace's day), since and until (the claim window in days).

create or replace view "P-05" as
with refunds as (
  select o, sku, -sum(money) as back, max(day) as day from lines
  where type = 'Refund' and kind = 'ItemPrice' and what = 'Principal' and "fulfillment-id" = 'AFN' group by o, sku),
settled as (
  select o, sku, sum(money) as paid, sum(cast("quantity-purchased" as integer)) as n from lines
  where type = 'Order' and kind = 'ItemPrice' and what = 'Principal' group by o, sku),
sold as (
  select o, sku, coalesce(s.paid, a.paid) as paid, coalesce(s.n, a.n) as n
  from settled s full join ordered_at a using (o, sku)),
came as (
  select "order-id" as o, sku, sum(cast(quantity as integer)) as n from returns group by o, sku),
reimbursed as (
  select "amazon-order-id" as o, sku, sum(cast("quantity-reimbursed-total" as integer)) as n
  from reimbursements group by o, sku),
-- Whole units: a refund of less than a unit's price is partial. A sale that is not at hand cannot make it partial.
units as (
  select *, coalesce(floor(back * sold.n / paid), 1) - coalesce(came.n, 0) - coalesce(reimbursed.n, 0) as missing,
    day + cast(getvariable('until') as integer) - cast(getvariable('today') as date) as remaining
  from refunds left join sold using (o, sku) left join came using (o, sku) left join reimbursed using (o, sku)),
judged as (
  select o, remaining, case when missing <= 0 then 'calm'
    when day + cast(getvariable('since') as integer) > cast(getvariable('today') as date) then 'unsure'
    when remaining < 0 then 'info' when remaining <= 14 then 'critical' else 'warning' end as word
  from units)
select o, coalesce(arg_min(word, remaining) filter (word <> 'calm'), 'calm'),
  min(remaining) filter (word not in ('calm', 'unsure')), null, null
from judged group by o;

-- Damaged by Amazon or the carrier, and nothing paid for it in 30 days.
create or replace view "P-08" as
with came as (
  select "order-id" as o, sku, strptime("return-date", '%Y-%m-%d')::date as day, cast(quantity as integer) as n,
    "detailed-disposition" in ('DAMAGED', 'CARRIER_DAMAGED') as theirs
  from returns),
reimbursed as (
  select "amazon-order-id" as o, sku, sum(cast("quantity-reimbursed-total" as integer)) as n
  from reimbursements group by o, sku)
select o, if(bool_or(theirs and coalesce(reimbursed.n, 0) < came.n
    and day + 30 <= cast(getvariable('today') as date)), 'warning', 'calm'), null, null, null
from came left join reimbursed using (o, sku) group by o;
