"""More advertising situations: clicks that do not buy, budgets, bids, harvests, silence, TACoS (A-02, A-05 … A-12)."""

from collections.abc import Callable, Mapping

from cockpit.demo.campaigns import Campaign, Term, launch
from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.situations.ads import MATURE, enough_budget, own_campaign, spread
from cockpit.issue import Severity

Situation = Callable[[Shop, Plan], None]


def plant_more_ads(shop: Shop, plan: Plan) -> None:
    """Plant the rest of a marketplace's advertising situations; stock and the other campaigns are there already."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)


def _clicked(campaign: Campaign, text: str, *, impressions: int, cvr: float) -> str:
    """A term with ninety clicks over the mature days; returns its id."""
    clicks = spread(90, MATURE)
    campaign.terms.append(
        Term(text, campaign.terms[0].targeting, "PHRASE", clicks=clicks, cvr=cvr, impressions=impressions)
    )
    campaign.harvested.discard(text)
    return f"{campaign.name} › {campaign.ad_group} › {text}"


def _clicked_not_bought(shop: Shop, plan: Plan) -> None:
    """Clicked twice as often as others and bought a fifth as often; beside it a term that is clicked as usual."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 14
    word = campaign.terms[0].text
    often = _clicked(campaign, f"{word} gift", impressions=110, cvr=0.023)
    plan.raises("A-05", shop.marketplace, "search_term", often, Severity.WARNING)
    usual = _clicked(campaign, f"{word} replica", impressions=235, cvr=0.023)
    plan.spares("A-05", shop.marketplace, "search_term", usual, "an ordinary click rate")
    enough_budget(campaign)


def _out_of_budget(shop: Shop, plan: Plan) -> None:
    """Every day spends the whole budget, at a fine ACoS."""
    campaign = own_campaign(shop, auto=False)
    campaign.budget = round(campaign.daily_clicks * campaign.cpc * 0.8)
    plan.raises("A-06", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _once_out_of_budget(shop: Shop, plan: Plan) -> None:
    """A single day of the week was a busy one."""
    campaign = own_campaign(shop, auto=False)
    campaign.budget = round(campaign.daily_clicks * campaign.cpc * 1.3)
    campaign.surge = {3: 1.6}
    plan.raises("A-06", shop.marketplace, "campaign", campaign.name, Severity.INFO)


def _nearly_the_budget(shop: Shop, plan: Plan) -> None:
    """Most of the budget on most days, never 95% of it."""
    campaign = own_campaign(shop, auto=False)
    campaign.budget = round((campaign.daily_clicks * 1.12 + 1) * campaign.cpc / 0.94)
    plan.spares("A-06", shop.marketplace, "campaign", campaign.name, "under 95% of its budget on every day")


def _bids_too_little(shop: Shop, plan: Plan) -> None:
    """A keyword that could bid half as much again."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 14
    enough_budget(campaign)
    campaign.low_bid = campaign.terms[0].targeting
    keyword = f"{campaign.name} › {campaign.ad_group} › {campaign.low_bid}"
    plan.raises("A-08", shop.marketplace, "keyword", keyword, Severity.INFO)


def _to_harvest(shop: Shop, plan: Plan) -> None:
    """The best term of an automatic campaign is nobody's exact keyword yet; its second one is."""
    campaign = own_campaign(shop, auto=True)
    campaign.daily_clicks = 10
    enough_budget(campaign)
    first, second = (term.text for term in campaign.terms[:2])
    campaign.harvested = {first}
    place = f"{campaign.name} › {campaign.ad_group} ›"
    plan.raises("A-09", shop.marketplace, "search_term", f"{place} {first}", Severity.INFO)
    plan.spares(
        "A-09", shop.marketplace, "search_term", f"{place} {second}", "an exact keyword of the same SKU already"
    )


def _silent(shop: Shop, plan: Plan) -> None:
    """Switched on, and shown to nobody for two days."""
    campaign = own_campaign(shop, auto=False)
    campaign.silent_since = 2
    plan.raises("A-11", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _silent_for_a_day(shop: Shop, plan: Plan) -> None:
    """One day without an impression is not two."""
    campaign = own_campaign(shop, auto=False)
    campaign.silent_since = 1
    plan.spares("A-11", shop.marketplace, "campaign", campaign.name, "silent on a single day")


def _sold_out_and_advertised(shop: Shop, plan: Plan) -> None:
    """The ads of a SKU that ran out (S-01) still cost money."""
    here = (one for one in plan.issues if one.marketplace == shop.marketplace)
    gone = next(one.subject.id for one in here if one.check == "S-01" and one.severity is Severity.CRITICAL)
    launch(shop, next(sku for sku in shop.skus if sku.sku == gone), auto=False)
    plan.raises("A-12", shop.marketplace, "sku", gone, Severity.WARNING)


def _too_dear(shop: Shop, plan: Plan) -> None:
    """So many dear campaigns that they cost more than 15% of all sales."""
    plan.raises("A-02", shop.marketplace, "account", shop.marketplace, Severity.WARNING)


def _in_proportion(shop: Shop, plan: Plan) -> None:
    """Ads at an ordinary part of all sales."""
    plan.spares("A-02", shop.marketplace, "account", shop.marketplace, "under 15% of all sales")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _clicked_not_bought, _out_of_budget, _once_out_of_budget, _nearly_the_budget, _bids_too_little, _to_harvest,
        _silent, _silent_for_a_day, _sold_out_and_advertised, _too_dear,
    ),
    "DE": (_to_harvest, _in_proportion),
    "JP": (_bids_too_little, _in_proportion),
}  # fmt: skip
