-- The Featured Offer, domain §5: over the table `business` with asin, views, share. Variable: low.
-- Under 50 views a share says nothing, and nobody calls it good.

create or replace view "L-06" as
with asins as (
  select asin, sum(views) as views, sum(share * views) / nullif(sum(views), 0) as share from business group by asin)
select asin, case when share >= getvariable('low') then 'calm' when views < 50 then 'unsure' else 'warning' end,
  if(views < 50, null, share), null, if(views < 50, null, views)
from asins;
