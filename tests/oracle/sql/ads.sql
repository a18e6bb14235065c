-- The ad rules of domain §7, over the table `terms` of a marketplace: one view for each check.
-- Variables: zone, now, daily, terms, and the lines by the names of domain §11.7.

create or replace macro auto(target) as target in ('*', 'close-match', 'loose-match', 'substitutes', 'complements');

-- The newest complete day of the marketplace, and the last one whose sales can be judged (§2.5).
create or replace view clock as select last, last - 3 as mature from (
  select cast(timezone(getvariable('zone'), cast(getvariable('now') as timestamptz)) as date) - 1 as last);

-- A row of a summary tells its first and its last day. It counts where its last day is one of the window's mature days;
-- one that runs from mature days into immature ones cannot be split, and what it belongs to is not judged.
create or replace view mature as
  select t.* from terms t, clock where until <= clock.mature and until > clock.last - 30;
create or replace view torn as
  select t.* from terms t, clock where until > clock.mature and day <= clock.mature;

-- The same bounds for every campaign: no master says what a SKU costs or earns.
create or replace view "A-01" as
with account as (select sum(sales) / nullif(sum(orders), 0) as mean from mature),
sums as (
  select campaign, sum(clicks) as clicks, sum(spend) as spend, sum(sales) as sales, sum(orders) as orders
  from mature where campaign not in (select campaign from torn) group by campaign),
judged as (
  select sums.*, coalesce(sales / nullif(orders, 0), mean) * getvariable('upper') as cpa from sums, account)
select campaign,
  case when clicks < getvariable('min_clicks') or spend < cpa or spend <= sales * getvariable('upper') then 'calm'
    when sales = 0 or spend > sales * getvariable('upper') * 1.5 then 'critical'
    else 'warning' end,
  spend / nullif(sales, 0), spend, sales
from judged;

-- §7.1: the rate of the ad group over 60 mature days, drawn towards the account's own by 30 clicks; under 100 clicks
-- the campaign's. No report of these scenes tells a SKU.
create or replace view known as
  select t.* from terms t, clock where until <= clock.mature and until > clock.mature - 60;
create or replace view rates as
with rate as (
  select coalesce(sum(orders) / nullif(sum(clicks), 0), 0.1) as c, sum(sales) / nullif(sum(orders), 0) as mean
  from known),
by_campaign as (
  select campaign, sum(orders) as orders, sum(clicks) as clicks, sum(sales) as sales from known group by campaign),
by_group as (
  select campaign, grp, sum(orders) as orders, sum(clicks) as clicks, sum(sales) as sales
  from known group by campaign, grp),
wide as (
  select g.campaign, g.grp,
    case when g.clicks < 100 then c.orders else g.orders end as o,
    case when g.clicks < 100 then c.clicks else g.clicks end as n,
    coalesce(g.sales / nullif(g.orders, 0), c.sales / nullif(c.orders, 0)) as mean
  from by_group g join by_campaign c using (campaign))
select campaign, grp, (o + 30 * c) / (n + 30) as p0, coalesce(wide.mean, rate.mean) as mean from wide, rate;
create or replace view asked as
  select campaign, named, grp, term, bool_or(auto(target)) as auto, min(match) as match,
    sum(impressions) as impressions, sum(clicks) as clicks, sum(spend) as spend, sum(sales) as sales,
    sum(orders) as orders
  from mature
  where term <> '*' and (campaign, grp, term) not in (select (campaign, grp, term) from torn)
  group by campaign, named, grp, term;

create or replace view "A-03" as
with judged as (
  select asked.*, pow(1 - p0, clicks) as p, mean * getvariable('upper') as cpa
  from asked join rates using (campaign, grp))
select named || ' › ' || grp || ' › ' || term,
  case when orders > 0 or p > getvariable('watch_p') or spend < cpa then 'calm'
    when p <= getvariable('negative_p') then 'warning'
    else 'info' end,
  p, orders, clicks
from judged where clicks > 0;

-- A median of click rates: of what has enough impressions, where there are at least five such.
create or replace view "A-05" as
with enough as (
  select median(clicks / impressions) as middle, count(*) as n
  from asked where impressions >= getvariable('ctr_impressions')),
every as (select median(clicks / impressions) as middle from asked where impressions > 0),
judged as (
  select asked.*, case when enough.n >= 5 then enough.middle else every.middle end as middle,
    list_sum(list_transform(range(0, cast(orders as bigint) + 1), lambda i: exp(lgamma(clicks + 1) - lgamma(i + 1)
      - lgamma(clicks - i + 1) + i * ln(p0) + (clicks - i) * ln(1 - p0)))) as p
  from asked join rates using (campaign, grp), enough, every
  where not auto)
select named || ' › ' || grp || ' › ' || term,
  case when impressions >= getvariable('ctr_impressions')
      and clicks >= middle * getvariable('ctr_factor') * impressions
      and clicks >= getvariable('min_clicks') and p <= getvariable('negative_p') then 'warning'
    else 'calm' end,
  p, orders, clicks
from judged where impressions > 0 and (getvariable('terms') or match in ('exact', 'phrase', 'broad'));

create or replace view "A-09" as
with had as (
  select lower(target) as word from terms where match = 'exact'
  union all select lower(regexp_extract(target, '^asin="(.*)"$', 1)) from terms)
select named || ' › ' || grp || ' › ' || term,
  case when orders >= getvariable('harvest_orders') and sales > 0 and spend <= sales * getvariable('upper')
      and lower(term) not in (select word from had) then 'info'
    else 'calm' end,
  orders, orders, clicks
from asked where (campaign, grp, term) in (
  select (campaign, grp, term) from mature where match in ('broad', 'phrase') or auto(target));

-- A campaign younger than the seven days is held against the days that it had.
create or replace view "A-04" as
with daily as (
  select campaign, day, sum(spend) as spend from terms where getvariable('daily') group by campaign, day),
single as (
  select campaign, coalesce(sum(spend) filter (day = clock.last), 0) as spent,
    coalesce(sum(spend) filter (day < clock.last and day >= clock.last - 7), 0)
      / least(7, clock.last - min(day)) as mean
  from daily, clock where day <= clock.last
  group by campaign, clock.last having min(day) < clock.last),
by_term as (
  select campaign, term, sum(clicks) as clicks, sum(spend) as spend, sum(orders) as sold
  from mature where campaign not in (select campaign from torn) group by campaign, term),
autos as (
  select campaign, sum(clicks) as clicks, sum(spend) as spend, coalesce(sum(spend) filter (sold = 0), 0) as wasted
  from by_term where campaign in (select campaign from terms where auto(target)) group by campaign),
judged as (
  select *, coalesce(spent >= 2 * mean and spent >= mean + 20, false) as jumped
  from single full join autos using (campaign))
select campaign,
  case when jumped then if(spent >= 3 * mean, 'critical', 'warning')
    when clicks >= 100 and wasted * 2 >= spend then 'warning'
    else 'calm' end,
  if(jumped, spent / nullif(mean, 0), wasted / nullif(spend, 0)),
  if(jumped, spent, wasted), if(jumped, mean, spend)
from judged;
