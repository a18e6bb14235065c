-- The account and its pages in the demo, domain §3 and §5. Over `orders` with o, status, channel, day; `pages` with
-- day, asin, title, brand, category, image, bullets; `titles` with day, asin, title; `master`.
-- Variables: zone, now, place.

create or replace view clock as
  select cast(timezone(getvariable('zone'), cast(getvariable('now') as timestamptz)) as date) - 1 as last;

-- Merchant orders of seven days that the seller cancelled; no report says that a buyer asked for it.
create or replace view "H-03" as
with counted as (
  select count(distinct o) as n, count(distinct o) filter (status ilike '%cancel%') as k
  from orders, clock where channel ilike 'merchant' and day > last - 7 and day <= last)
select getvariable('place'),
  case when n = 0 then 'unsure'
    when k * 40 >= n then if(n >= 40 and k >= 2, 'critical', 'warning')
    when k * 1000 >= n * 15 then if(n >= 40 or k >= 2, 'warning', 'info')
    else 'calm' end,
  k / n, k, n
from counted;

-- The oldest page of thirty days is the approved one; markup and white space are no change.
create or replace macro plain(said) as trim(regexp_replace(replace(replace(replace(said, '&amp;', '&'), '&#39;', ''''),
  '&quot;', '"'), '\s+', ' ', 'g'));
create or replace view core as
  select distinct asin from master where core = 'true' and marketplace = getvariable('place');
create or replace view fields as
  select asin, day, 'title' as field, plain(title) as said from pages
  union all select asin, day, 'brand', plain(brand) from pages
  union all select asin, day, 'category', plain(category) from pages
  union all select asin, day, 'image', image from pages
  union all select asin, day, 'bullets', plain(bullets) from pages
  union all select asin, day, 'listed title', plain(title) from titles;
create or replace view "L-01" as
with ends as (
  select asin, field, arg_min(said, day) as approved, arg_max(said, day) as now from fields, clock
  where day > last - 30 and said is not null group by asin, field),
strangers as (
  select distinct brand from pages where brand is not null),
changed as (
  select asin, count(distinct replace(field, 'listed ', '')) filter (approved <> now) as n,
    bool_or(approved <> now and field in ('brand', 'category')) as grave,
    bool_or(approved <> now and field = 'title' and exists (
      select 1 from strangers where contains(lower(now), lower(strangers.brand))
        and not contains(lower(approved), lower(strangers.brand)))) as strange
  from ends where asin in (from core) group by asin)
select asin, case when n = 0 then 'calm' when grave or strange then 'critical' else 'warning' end, n, null, null
from changed;
