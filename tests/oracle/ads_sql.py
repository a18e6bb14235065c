"""The ad rules of domain §7 in SQL, over the tables `terms` and `campaigns` of a marketplace."""

PRELUDE = """
set timezone = 'UTC';
create or replace macro num(said) as cast(regexp_replace(said, '[^0-9.eE-]', '', 'g') as decimal(18, 4));
create or replace macro auto(target) as target in ('*', 'close-match', 'loose-match', 'substitutes', 'complements');
create or replace macro day(said) as cast(coalesce(try_strptime(said, '%b %d, %Y'),
  try_strptime(said, '%Y-%m-%d %H:%M:%S'), try_strptime(said, '%Y-%m-%d')) as date);
"""
# The newest complete day of the marketplace, and the last whose sales can be judged (§2.5).
CLOCK = """
create or replace view clock as select last, last - 3 as mature from (select
  cast(timezone(getvariable('zone'), cast(getvariable('now') as timestamptz)) as date) - 1 as last);
"""
TERMS = """
create or replace table terms as select {campaign} as campaign, {name} as named, {group} as grp, {target} as target,
  lower({match}) as match, {term} as term, day({start}) as day, day({end}) as until,
  cast(num({impressions}) as bigint) as impressions, cast(num({clicks}) as bigint) as clicks,
  num({spend}) as spend, num({sales}) as sales, cast(num({orders}) as bigint) as orders
from {table};
"""
# A row of a summary tells its first and its last day. It counts where its last day is one of the window's mature days;
# one that runs from mature days into immature ones cannot be split, and what it belongs to is not judged.
WINDOW = """
with mature as (
  select t.* from terms t, clock where until <= clock.mature and until > clock.last - 30),
torn as (
  select t.* from terms t, clock where until > clock.mature and day <= clock.mature),
"""
# The same bounds for every campaign: no master says what a SKU costs or earns.
ACOS = (
    WINDOW
    + """
account as (select sum(sales) / nullif(sum(orders), 0) as mean from mature),
sums as (
  select campaign, sum(clicks) as clicks, sum(spend) as spend, sum(sales) as sales, sum(orders) as orders
  from mature where campaign not in (select campaign from torn) group by campaign),
judged as (
  select sums.*, coalesce(sales / nullif(orders, 0), mean) * getvariable('upper') as cpa from sums, account)
select campaign,
  case when clicks < 30 or spend < cpa or spend <= sales * getvariable('upper') then 'calm'
    when sales = 0 or spend > sales * getvariable('upper') * 1.5 then 'critical' else 'warning' end,
  spend / nullif(sales, 0), spend, sales
from judged
"""
)

# §7.1: the rate of the ad group over 60 mature days, drawn towards the account's own by 30 clicks; under 100 clicks the
# campaign's. No report of these scenes tells a SKU.
RATES = (
    WINDOW
    + """
known as (
  select t.* from terms t, clock where until <= clock.mature and until > clock.mature - 60),
rate as (select coalesce(sum(orders) / nullif(sum(clicks), 0), 0.1) as c, sum(sales) / nullif(sum(orders), 0) as mean
  from known),
by_campaign as (
  select campaign, sum(orders) as orders, sum(clicks) as clicks, sum(sales) as sales from known group by campaign),
by_group as (
  select campaign, grp, sum(orders) as orders, sum(clicks) as clicks, sum(sales) as sales
  from known group by campaign, grp),
wide as (
  select g.campaign, g.grp, case when g.clicks < 100 then c.orders else g.orders end as o,
    case when g.clicks < 100 then c.clicks else g.clicks end as n,
    coalesce(g.sales / nullif(g.orders, 0), c.sales / nullif(c.orders, 0)) as mean
  from by_group g join by_campaign c using (campaign)),
rates as (
  select campaign, grp, (o + 30 * c) / (n + 30) as p0, coalesce(wide.mean, rate.mean) as mean from wide, rate),
asked as (
  select campaign, named, grp, term, bool_or(auto(target)) as auto,
    sum(impressions) as impressions, sum(clicks) as clicks, sum(spend) as spend, sum(sales) as sales,
    sum(orders) as orders
  from mature where term <> '*' and (campaign, grp, term) not in (select (campaign, grp, term) from torn) group by all),
"""
)
NEGATIVE = (
    RATES
    + """
judged as (
  select asked.*, pow(1 - p0, clicks) as p, mean * getvariable('upper') as cpa from asked join rates using (campaign, grp))
select named || ' › ' || grp || ' › ' || term,
  case when orders > 0 or p > 0.20 or spend < cpa then 'calm' when p <= 0.05 then 'warning' else 'info' end,
  p, orders, clicks
from judged where clicks > 0
"""
)
HIGH_CTR = (
    RATES
    + """
enough as (select median(clicks / impressions) as middle, count(*) as n from asked where impressions >= 1000),
every as (select median(clicks / impressions) as middle from asked where impressions > 0),
judged as (
  select asked.*, case when enough.n >= 5 then enough.middle else every.middle end as middle,
    list_sum(list_transform(range(0, cast(orders as bigint) + 1), lambda i: exp(lgamma(clicks + 1) - lgamma(i + 1)
      - lgamma(clicks - i + 1) + i * ln(p0) + (clicks - i) * ln(1 - p0)))) as p
  from asked join rates using (campaign, grp), enough, every where not auto)
select named || ' › ' || grp || ' › ' || term,
  case when impressions >= 1000 and clicks >= middle * 1.3 * impressions and clicks >= 30 and p <= 0.05
    then 'warning' else 'calm' end,
  clicks / impressions, clicks, impressions
from judged where impressions > 0
"""
)
HARVEST = (
    RATES
    + """
had as (
  select lower(target) as word from terms where match = 'exact'
  union all select lower(regexp_extract(target, '^asin="(.*)"$', 1)) from terms)
select named || ' › ' || grp || ' › ' || term,
  case when orders >= 2 and sales > 0 and spend <= sales * getvariable('upper')
    and lower(term) not in (select word from had) then 'info' else 'calm' end, orders, orders, clicks
from asked where (campaign, grp, term) in (
  select (campaign, grp, term) from mature where match in ('broad', 'phrase') or auto(target))
"""
)
RUNAWAY = (
    WINDOW
    + """
daily as (
  select campaign, day, sum(spend) as spend from terms where (select bool_and(day = until) from terms) group by all),
single as (
  select campaign, coalesce(sum(spend) filter (day = clock.last), 0) as spent,
    coalesce(sum(spend) filter (day < clock.last and day >= clock.last - 7), 0)
      / least(7, clock.last - min(day)) as mean
  from daily, clock where day <= clock.last group by campaign, clock.last having min(day) < clock.last),
autos as (
  select campaign, sum(clicks) as clicks, sum(spend) as spend, coalesce(sum(spend) filter (sold = 0), 0) as wasted
  from (
    select campaign, term, sum(clicks) as clicks, sum(spend) as spend, sum(orders) as sold from mature
    where campaign not in (select campaign from torn) group by all)
  group by campaign
  having campaign in (select campaign from terms where auto(target))),
judged as (select * from single full join autos using (campaign))
select campaign, case when spent >= 2 * mean and spent >= mean + 20 then if(spent >= 3 * mean, 'critical', 'warning')
    when clicks >= 100 and wasted * 2 >= spend then 'warning' else 'calm' end,
  case when spent >= 2 * mean and spent >= mean + 20 then spent / nullif(mean, 0) else wasted / nullif(spend, 0) end,
  case when spent >= 2 * mean and spent >= mean + 20 then spent else wasted end,
  case when spent >= 2 * mean and spent >= mean + 20 then mean else spend end
from judged
"""
)
TORN = WINDOW + " x as (select 1) select count(*) > 0 from torn"
SUMMARY = "select not bool_and(day = until) from terms"
