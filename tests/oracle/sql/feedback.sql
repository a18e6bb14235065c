-- Seller feedback, domain §3 and §9: over the table `feedback` with day, rating, answered, o.
-- Variables: zone, now, place, min_n.

create or replace view here as
  select cast(getvariable('now') as timestamptz) as now,
    cast(timezone(getvariable('zone'), cast(getvariable('now') as timestamptz)) as date) as today;

-- A date is all that is told: the clock starts when that day has ended in the marketplace.
create or replace view "C-02" as
with open as (
  select o, epoch(now - timezone(getvariable('zone'), cast(day + 1 as timestamp))) / 3600 as hours
  from feedback, here where rating <= 2 and not answered)
select o, if(hours >= 48, 'critical', 'warning'), greatest(hours, 0), null, null from open
union all select o, 'calm', null, null, null from feedback where rating > 2 or answered;

-- One account: the worst of the three windows.
create or replace view "H-11" as
with windows as (
  select days, count(*) filter (rating >= 4) as good, count(rating) as n
  from feedback, here, (values (30), (90), (365)) as spans(days)
  where day > today - days and day <= today group by days)
select getvariable('place'),
  case when good * 100 >= n * 95 then 'calm' when n >= getvariable('min_n') or n - good >= 2 then 'warning'
    else 'info' end,
  good / n, good, n
from windows where n > 0 order by good / n, days limit 1;
