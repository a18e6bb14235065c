-- Orders that wait, domain §4: over the table `unshipped`. Variables: zone, now.

create or replace macro here(moment) as timezone(getvariable('zone'), moment);
create or replace view waiting as
  select distinct "order-id" as o, cast("promise-date" as timestamptz) as promised,
    cast("payments-date" as timestamptz) as paid,
    cast(getvariable('now') as timestamptz) as now
  from unshipped where cast("quantity-to-ship" as integer) > 0;

create or replace view "F-01" as
  select o, if(now > min(promised), 'critical', 'calm'), epoch(any_value(now) - min(promised)) / 3600, null, null
  from waiting group by o, now;

create or replace view "F-02" as
  select o, if(min(promised) >= now and min(promised) <= now + interval 24 hours, 'warning', 'calm'),
    epoch(min(promised) - any_value(now)) / 3600, null, null
  from waiting group by o, now;

-- Whole days from Monday to Friday, 24 hours each; no national holiday lies in these weeks.
create or replace view "F-03" as
with days as (
  select o, paid, now, unnest(generate_series(cast(here(paid) as date), cast(here(now) as date), interval 1 day)) as day
  from waiting),
clock as (
  select o, paid, sum(epoch(least(here(now), day + interval 1 day) - greatest(here(paid), day)) / 3600)
    filter (isodow(day) <= 5) as hours
  from days group by o, paid)
select o, if(max(coalesce(hours, 0)) > 24, 'warning', 'calm'), max(hours), null, null from clock group by o;

-- The third of the days from Monday to Friday after the ship-by day has begun; after the seventh Amazon cancels.
create or replace view "F-06" as
with days as (
  select o, promised, count(*) filter (isodow(day) <= 5) as begun from (
    select o, promised, unnest(generate_series(cast(here(promised) as date) + 1, cast(here(now) as date),
      interval 1 day)) as day
    from waiting)
  group by o, promised)
select o, if(max(coalesce(begun, 0)) >= 3, 'critical', 'calm'),
  7 - least(max(begun), 7), least(max(begun), 7), 7
from waiting left join days using (o, promised) group by o;
