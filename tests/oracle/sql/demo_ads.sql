-- What ads.sql says, where it is known which SKU an ad group advertises, what that earns, and what it may not negate.
-- Over `bulk`, `master`, `stock_days` with sku, day, available and `offers` with sku, views, share (the newest report).

-- A campaign that the sheet lacks is known by the SKU that is written out in its name.
create or replace view advertised as
with sheet as (
  select distinct "campaign name (informational only)" as campaign, "ad group name (informational only)" as grp, sku
  from bulk where entity = 'Product Ad')
from sheet
union all
select distinct campaign, grp, arg_max(sku, length(sku)) from (select distinct campaign, grp from terms), master
where marketplace = getvariable('place') and contains(campaign, sku) and campaign not in (select campaign from sheet)
group by campaign, grp;
create or replace view bounds as
  select sku,
    coalesce(cast(target_acos as double), case when category = 'electronics_accessories' then 0.25 else 0.3 end)
      as upper,
    (cast(price as double) - cast(cost as double) - cast(fees as double)) / cast(price as double) as even,
    coalesce(launch, '') = 'true' as launched
  from master where marketplace = getvariable('place');
-- A campaign of several SKUs is judged by the loosest of their lines.
create or replace view of_campaign as
  select campaign, max(upper) as upper, max(even) as even, bool_and(launched) as launched
  from advertised join bounds using (sku) group by campaign;
create or replace view of_group as
  select campaign, grp, max(upper) as upper, any_value(sku) as sku from advertised join bounds using (sku)
  group by campaign, grp;

create or replace view "A-01" as
with account as (select sum(sales) / nullif(sum(orders), 0) as mean from mature),
sums as (
  select campaign, sum(clicks) as clicks, sum(spend) as spend, sum(sales) as sales, sum(orders) as orders
  from mature group by campaign),
judged as (
  select sums.*, coalesce(upper, 0.3) as upper, even, coalesce(launched, false) as launched,
    coalesce(sales / nullif(orders, 0), mean) * coalesce(upper, 0.3) as cpa
  from sums left join of_campaign using (campaign), account)
select campaign,
  case when clicks < 30 or spend < cpa or spend <= sales * least(upper, coalesce(even, upper)) then 'calm'
    when launched then 'info'
    when spend > sales * coalesce(even, 1.5 * upper) then 'critical'
    else 'warning' end,
  spend / nullif(sales, 0), spend, sales
from judged;

create or replace view rates as
with rate as (
  select coalesce(sum(orders) / nullif(sum(clicks), 0), 0.1) as c, sum(sales) / nullif(sum(orders), 0) as mean
  from known),
by_group as (
  select campaign, grp, any_value(sku) as sku, sum(orders) as o, sum(clicks) as n, sum(sales) / nullif(sum(orders), 0)
      as mean
  from known left join of_group using (campaign, grp) group by campaign, grp),
by_campaign as (
  select campaign, sum(orders) as o, sum(clicks) as n, sum(sales) / nullif(sum(orders), 0) as mean
  from known group by campaign),
by_sku as (
  select sku, sum(orders) as o, sum(clicks) as n from known join of_group using (campaign, grp) group by sku),
wide as (
  select g.campaign, g.grp,
    case when g.n >= 100 then g.o when c.n >= 100 then c.o else coalesce(s.o, c.o) end as o,
    case when g.n >= 100 then g.n when c.n >= 100 then c.n else coalesce(s.n, c.n) end as n,
    coalesce(g.mean, c.mean) as mean
  from by_group g join by_campaign c using (campaign) left join by_sku s using (sku))
select campaign, grp, (o + 30 * c) / (n + 30) as p0, coalesce(wide.mean, rate.mean) as mean from wide, rate;

create or replace view sellable as
  select sku, count(*) filter (available > 0) / count(*) as share
  from stock_days, clock where day > clock.last - 30 group by sku;
create or replace view guarded as
  select lower(trim(unnest(string_split(protected_terms, ';')))) as word
  from master where protected_terms is not null and marketplace = getvariable('place');

create or replace view "A-03" as
with judged as (
  select asked.*, pow(1 - p0, clicks) as p, mean * coalesce(upper, 0.3) as cpa,
    coalesce(sellable.share, 1) >= 0.8 and coalesce(offers.share, 1) >= 0.5 as could_sell,
    exists (select 1 from guarded where contains(lower(term), word)) as guarded
  from asked join rates using (campaign, grp) left join of_group using (campaign, grp)
    left join sellable using (sku) left join offers using (sku))
select named || ' › ' || grp || ' › ' || term,
  case when orders > 0 or p > 0.2 or spend < cpa or guarded or not could_sell then 'calm'
    when p <= 0.05 then 'warning' else 'info' end,
  p, orders, clicks
from judged where clicks > 0;

-- All ad spend over all ordered sales of the same days; against the thirty days before as well.
create or replace view "A-02" as
with days as (
  select day, sum(spend) as spend from ad_days group by day),
sums as (
  select case when day > clock.last - 30 and day <= clock.mature then 'now'
      when day > clock.last - 60 and day <= clock.last - 30 then 'before' end as span,
    sum(days.spend) as spend, sum(ordered.sales) as sales
  from days join ordered using (day), clock group by span)
select getvariable('place'),
  if(n.spend > n.sales * 0.15 or n.spend / n.sales - b.spend / b.sales >= 0.05, 'warning', 'calm'),
  n.spend / n.sales, n.spend, n.sales
from sums n, sums b where n.span = 'now' and b.span = 'before';

-- A SKU that nobody can buy, and that was advertised on the last complete day.
create or replace view "A-12" as
with spent as (
  select sku, sum(spend) as spend from ad_days join advertised using (campaign), clock
  where day = clock.last group by sku having sum(spend) > 0)
select sku, if(near = 0 or status in ('inactive', 'incomplete') or (views >= 50 and share < 0.1), 'warning', 'calm'),
  spend, null, null
from spent left join near using (sku) left join listed using (sku) left join offers using (sku);

-- An exact keyword counts when it advertises the same SKU; an ASIN is a product target, whoever has it.
create or replace view "A-09" as
with had as (
  select lower("keyword text") as word, of_group.sku
  from bulk left join of_group on of_group.campaign = "campaign name (informational only)"
    and of_group.grp = "ad group name (informational only)"
  where entity = 'Keyword' and lower("match type") = 'exact'
  union all
  select lower(target), sku from terms left join of_group using (campaign, grp) where match = 'exact'
  union all
  select lower(regexp_extract("product targeting expression", '^asin="(.*)"$', 1)), null
  from bulk where entity = 'Product Targeting'),
judged as (
  select asked.*, coalesce(upper, 0.3) as upper, sku
  from asked left join of_group using (campaign, grp)
  where (campaign, grp, term) in (
    select (campaign, grp, term) from mature where match in ('broad', 'phrase') or auto(target)))
select named || ' › ' || grp || ' › ' || term,
  case when orders >= 2 and sales > 0 and spend <= sales * upper
      and not exists (select 1 from had where word = lower(term) and coalesce(had.sku, judged.sku) = judged.sku)
      then 'info'
    else 'calm' end,
  orders, orders, clicks
from judged;
