-- Velocity, cover and what follows, domain §6: over `stock` with sku, near, pipeline, and `orders` with sku,
-- day, units. No daily snapshots are at hand: every day counts as one in stock. Variables: today, lead, safety.

create or replace view velocity as
with spans as (
  select sku, w, coalesce(sum(units) filter (day >= cast(getvariable('today') as date) - w), 0) as units
  from orders, (values (7), (30), (90)) as windows(w) where day < cast(getvariable('today') as date)
  group by sku, w),
wide as (
  select sku, max(units) filter (w = 7) / 7 as r7, max(units) filter (w = 30) / 30 as r30,
    max(units) filter (w = 90) / 90 as r90, max(units) filter (w = 90) as u90
  from spans group by sku)
-- The spike guard holds a week down to twice the month.
select sku, 0.5 * least(r7, 2 * r30) + 0.3 * r30 + 0.2 * r90 as v, u90 from wide;
create or replace view cover as
  select sku, near, pipeline, v, near / v as now, (near + pipeline) / v as in_all, u90 < 5 or v < 0.1 as slow
  from stock join velocity using (sku) where v > 0;

create or replace view "S-01" as
  select sku, if(near = 0 and v >= 0.1, if(slow, 'info', 'critical'), 'calm'), near, null, v from cover;
create or replace view "S-02" as
  select sku, case when near = 0 or slow then 'calm' when now <= 7 then 'critical'
      when now <= 14 and pipeline = 0 then 'warning' else 'calm' end, now, near, v from cover;
create or replace view "S-04" as
  select sku, if(in_all > 180, 'warning', 'calm'), in_all, near + pipeline, v from cover;
