-- The account's rates as Amazon's report counts them, domain §2.2, §2.4 and §3: over the table `report` with the
-- metrics of one marketplace as JSON. Variables: place, and enforced: whether Amazon acts on H-05 there by then.

create or replace macro count_of(metrics, path) as cast(json_extract(metrics, path) as bigint);
create or replace view rates as
with named(id, path, defects, orders, target, min_n) as (values
  ('H-01', '$.orderDefectRate.mfn', '.orderWithDefects.count', '.orderCount', 0.005, 100),
  ('H-02', '$.lateShipmentRate', '.lateShipmentCount', '.orderCount', 0.025, 30),
  ('H-03', '$.prefulfillmentCancelRate', '.cancellationCount', '.orderCount', 0.015, 40)),
counted as (
  select *, count_of(metrics, path || defects) as k, count_of(metrics, path || orders) as n,
    cast(json_extract(metrics, path || '.targetValue') as decimal(9, 6)) as line,
    json_extract_string(metrics, path || '.status') as status
  from named, report)
-- At Amazon's line is past it; the target of the late shipments is kept up to the figure, the others are under it.
select *, k >= line * n as past, if(id = 'H-02', k > target * n, k >= target * n) as over from counted;
create or replace macro judged(wanted) as table
  select getvariable('place'),
    case when status = 'BAD' then 'critical'
      when past then if(n >= min_n and k >= 2 and status <> 'GOOD', 'critical', 'warning')
      when over then if(n >= min_n or k >= 2, 'warning', 'info')
      else 'calm' end,
    k / n, k, n
  from rates where id = wanted;
create or replace view "H-01" as from judged('H-01');
create or replace view "H-02" as from judged('H-02');
create or replace view "H-03" as from judged('H-03');

create or replace view "H-05" as
with counted as (
  select count_of(metrics, '$.unitOnTimeDeliveryRate.unitOnTimeDeliveryCount') as good,
    count_of(metrics, '$.unitOnTimeDeliveryRate.totalUnitCount') as n,
    json_extract_string(metrics, '$.unitOnTimeDeliveryRate.status') as status
  from report)
select getvariable('place'),
  case when good * 100 >= n * 95 then 'calm' when not getvariable('enforced') or n < 20 then 'info'
    when good * 10 < n * 9 then if(n - good >= 2 and status <> 'GOOD', 'critical', 'warning')
    else 'warning' end,
  good / n, good, n
from counted;
