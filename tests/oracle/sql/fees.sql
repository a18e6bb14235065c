-- Fees against their preview, and units that went missing, domain §8: over `lines` and `raw` of settlement.sql,
-- `preview` with sku, fee, and `moved` with sku, day, reason, n. Variables: factor (the fuel surcharge), today.

create or replace view "P-03" as
with items as (
  select o, item, posted, sku, max(money) filter (what = 'FBAPerUnitFulfillmentFee') as fee
  from lines where type = 'Order' group by o, item, posted, sku having fee is not null),
units as (
  select "order-id" as o, "order-item-code" as item, posted, max(cast("quantity-purchased" as integer)) as n
  from raw where "transaction-type" = 'Order' group by o, item, posted),
sums as (
  select sku, sum(n) as n, -sum(items.fee) as charged, sum(n * preview.fee * getvariable('factor')) as expected
  from items join units using (o, item, posted) join preview using (sku) group by sku)
select sku, case when n < 3 or charged - expected <= greatest(0.10 * n, 0.03 * expected) then 'calm'
    when charged - expected >= 50 then 'critical' else 'warning' end,
  (charged - expected) / n, charged / n, expected / n
from sums;

-- The damage codes are followed by another move of the same unit: only what leaves is counted.
create or replace view "P-06" as
with paid as (
  select sku, case when reason = 'Reversal' then "original-reimbursement-type" else reason end as kind,
    cast("quantity-reimbursed-total" as integer) as n
  from reimbursements),
kinds(kind, outs, ins) as (values
  ('Lost_Warehouse', ['M'], ['F', 'N']), ('Damaged_Warehouse', ['E', '6', '7', 'H', 'K', 'U'], [])),
net as (
  select o.sku, kinds.kind, min(o.day) as first, sum(o.n) as gone,
    coalesce((select sum(i.n) from moved i where i.sku = o.sku and list_contains(kinds.ins, i.reason)), 0)
      + coalesce((select sum(p.n) from paid p where p.sku = o.sku and p.kind = kinds.kind), 0) as back
  from kinds join moved o on list_contains(kinds.outs, o.reason) group by o.sku, kinds.kind, kinds.ins),
aged as (select *, cast(getvariable('today') as date) - first as age from net where gone > back),
told as (select sku, sum(gone - back) as missing, sum(gone) as gone, sum(back) as back, max(age) as age
  from aged where age >= 30 group by sku)
select sku, case when age > 60 then 'info' when age >= 46 then 'critical' else 'warning' end, missing, gone, back
from told
union all
select distinct sku, 'unsure', null, null, null from aged where age < 30 and sku not in (select sku from told);
