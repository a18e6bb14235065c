"""Advertising situations: ACoS over the line, wasted terms, runaways, stopped campaigns (A-01, A-03, A-04, A-07).

The others are in `ads_more`.
"""

from collections.abc import Callable, Iterable, Mapping

from cockpit.demo.campaigns import Campaign, Term, launch
from cockpit.demo.expected import Plan
from cockpit.demo.families import BRAND, LANGUAGES
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

CVR = 0.12  # orders per click where a situation fixes it
USUAL_ACOS = 0.18
LINE = 0.30  # the shipped ACoS line of every category but electronics accessories
STRICTER, STRICTER_LINE = "electronics_accessories", 0.25
MATURE = tuple(range(4, 31))  # days back of the mature days of a 30-day window (domain §2.5)
WASTED_WORDS = {
    "US": ("diy", "vintage", "replacement", "parts", "kids", "outdoor", "wholesale", "used", "rental", "sticker"),
    "DE": ("gebraucht", "basteln", "ersatzteile", "kinder", "draußen", "großhandel", "vintage", "aufkleber"),
    "JP": ("中古", "手作り", "部品", "子供", "屋外", "業務用", "レトロ", "シール"),
}

Situation = Callable[[Shop, Plan], None]


def plant_ads(shop: Shop, plan: Plan) -> None:
    """Plant the advertising situations of a marketplace, each on a campaign of its own."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)
    for campaign in shop.campaigns:
        enough_budget(campaign)


def enough_budget(campaign: Campaign) -> None:
    """No day of it spends its budget, whatever was done to its clicks."""
    dearest = max(1.0, (campaign.exact_acos or 0) / USUAL_ACOS) * max([1.0, *campaign.surge.values()])
    terms = sum(max(term.clicks.values(), default=0) for term in campaign.terms if term.clicks)
    daily = campaign.cpc * (campaign.daily_clicks * 1.12 + terms) * dearest
    campaign.budget = max(campaign.budget, round(daily * 1.3 / 100 + 1) * 100)


def own_campaign(shop: Shop, *, auto: bool, stricter: bool = False, own_brand: bool = False) -> Campaign:
    """A campaign of its own for a situation, under the common or the stricter line, with known rates."""
    sku = shop.take(
        lambda sku: (
            not sku.merchant
            and not sku.advertised
            and (sku.family.category == STRICTER) == stricter
            and sku.family.own_brand >= own_brand
        )
    )
    campaign = launch(shop, sku, auto=auto)
    campaign.cvr = CVR
    _bid(campaign, USUAL_ACOS)
    return campaign


def _bid(campaign: Campaign, acos: float) -> None:
    """Pay per click what leads to an ACoS."""
    campaign.cpc = max(1, round(acos * campaign.cvr * campaign.sku.price))


def _spend(shop: Shop, campaign: Campaign, cents: int) -> None:
    """Get so many clicks a day that they cost about so many US cents."""
    campaign.daily_clicks = cents * shop.place.price_factor / campaign.cpc
    campaign.budget = round(campaign.daily_clicks * campaign.cpc / 50 + 1) * 100


def _far_over(shop: Shop, plan: Plan) -> None:
    """More spent than earned: over the line and over break-even."""
    campaign = own_campaign(shop, auto=False)
    _bid(campaign, 0.64)
    plan.raises("A-01", shop.marketplace, "campaign", campaign.name, Severity.CRITICAL)


def _over(shop: Shop, plan: Plan) -> None:
    """Over the line, under break-even."""
    campaign = own_campaign(shop, auto=False)
    campaign.exact_acos = 0.35
    plan.raises("A-01", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _on_the_line(shop: Shop, plan: Plan) -> None:
    """Thirty percent to the cent."""
    campaign = own_campaign(shop, auto=False)
    campaign.exact_acos = LINE
    plan.spares("A-01", shop.marketplace, "campaign", campaign.name, "ACoS exactly 30%")


def _over_the_stricter(shop: Shop, plan: Plan) -> None:
    """Fine for a lamp, too much for a cable."""
    campaign = own_campaign(shop, auto=False, stricter=True)
    campaign.exact_acos = 0.28
    plan.raises("A-01", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _on_the_stricter(shop: Shop, plan: Plan) -> None:
    """Twenty-five percent to the cent."""
    campaign = own_campaign(shop, auto=False, stricter=True)
    campaign.exact_acos = STRICTER_LINE
    plan.spares("A-01", shop.marketplace, "campaign", campaign.name, "ACoS exactly 25% in electronics accessories")


def _launch(shop: Shop, plan: Plan) -> None:
    """A new product may cost more than it earns for a while."""
    campaign = own_campaign(shop, auto=False, stricter=True)
    campaign.sku.launch = True
    _bid(campaign, 0.64)
    plan.raises("A-01", shop.marketplace, "campaign", campaign.name, Severity.INFO)


def _too_few_clicks(shop: Shop, plan: Plan) -> None:
    """A dreadful ACoS on one click a day: nothing that can be judged."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 1
    _bid(campaign, 0.6)
    plan.spares("A-01", shop.marketplace, "campaign", campaign.name, "27 clicks, 30 count")


def spread(clicks: int, days: Iterable[int]) -> dict[int, int]:
    """So many clicks over some days, evenly."""
    backs = tuple(days)
    return {back: clicks * (n + 1) // len(backs) - clicks * n // len(backs) for n, back in enumerate(backs)}


def _wasting(campaign: Campaign, text: str, clicks: int, days: Iterable[int] = MATURE) -> str:
    """Add a term that costs clicks and sells nothing; returns its id."""
    campaign.terms.append(Term(text, campaign.terms[0].targeting, "BROAD", converts=False, clicks=spread(clicks, days)))
    return f"{campaign.name} › {campaign.ad_group} › {text}"


def _words(shop: Shop, campaign: Campaign, n: int = 0) -> str:
    word = campaign.sku.family.terms[LANGUAGES[shop.marketplace]][0]
    return f"{word} {WASTED_WORDS[shop.marketplace][n]}"


def _wasted_term(shop: Shop, plan: Plan) -> None:
    """Thirty-five clicks and no order where every eighth click buys; ten clicks of another term prove nothing."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 12
    bad = _wasting(campaign, _words(shop, campaign), 35)
    plan.raises("A-03", shop.marketplace, "search_term", bad, Severity.WARNING)
    few = _wasting(campaign, _words(shop, campaign, 1), 8)
    plan.spares("A-03", shop.marketplace, "search_term", few, "8 clicks without an order prove nothing")


def _watched_term(shop: Shop, plan: Plan) -> None:
    """Eighteen clicks without an order: worth watching."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 12
    _bid(campaign, 0.2)
    term = _wasting(campaign, _words(shop, campaign, 2), 18)
    plan.raises("A-03", shop.marketplace, "search_term", term, Severity.INFO)


def _unripe_term(shop: Shop, plan: Plan) -> None:
    """Twenty-four clicks of the last three days: their orders are still being counted."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks = 14
    term = _wasting(campaign, _words(shop, campaign, 3), 24, range(1, 4))
    plan.spares("A-03", shop.marketplace, "search_term", term, "all clicks on days that are not mature")


def _own_brand_term(shop: Shop, plan: Plan) -> None:
    """The seller's own brand is never negated."""
    campaign = own_campaign(shop, auto=False, own_brand=True)
    campaign.daily_clicks = 12
    term = _wasting(campaign, f"{BRAND.lower()} {campaign.sku.family.terms[LANGUAGES[shop.marketplace]][0]}", 35)
    plan.spares("A-03", shop.marketplace, "search_term", term, "a protected term of the SKU master")


def _surge(shop: Shop, factor: float, *, cents: int = 2_000) -> Campaign:
    """A campaign that spends so much a day, and a multiple of it on the last complete day."""
    campaign = own_campaign(shop, auto=True)
    _spend(shop, campaign, cents)
    campaign.surge = {1: factor}
    return campaign


def _runaway(shop: Shop, plan: Plan) -> None:
    """Nearly four times its week."""
    campaign = _surge(shop, 3.9)
    plan.raises("A-04", shop.marketplace, "campaign", campaign.name, Severity.CRITICAL)


def _running(shop: Shop, plan: Plan) -> None:
    """Two and a half times its week."""
    campaign = _surge(shop, 2.5)
    plan.raises("A-04", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _nearly_double(shop: Shop, plan: Plan) -> None:
    """Much more than its week, but not twice as much."""
    campaign = _surge(shop, 1.65)
    plan.spares("A-04", shop.marketplace, "campaign", campaign.name, "less than twice its week")


def _small_jump(shop: Shop, plan: Plan) -> None:
    """Two and a half times of little is little."""
    campaign = _surge(shop, 2.5, cents=600)
    plan.spares("A-04", shop.marketplace, "campaign", campaign.name, "less than 20 more")


def _wasteful_auto(shop: Shop, plan: Plan) -> None:
    """An automatic campaign that pays for dozens of terms nobody buys by."""
    campaign = own_campaign(shop, auto=True)
    campaign.daily_clicks = 4
    _bid(campaign, 0.075)
    words = campaign.sku.family.terms[LANGUAGES[shop.marketplace]]
    for word in words:
        for tail in WASTED_WORDS[shop.marketplace]:
            clicks = spread(5, MATURE[len(tail) % 5 :: 5])
            campaign.terms.append(Term(f"{word} {tail}", "loose-match", "-", converts=False, clicks=clicks))
    plan.raises("A-04", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _vanished(shop: Shop, plan: Plan) -> None:
    """In the report of the day before, and not in yesterday's."""
    campaign = own_campaign(shop, auto=False)
    campaign.gone_since = 1
    plan.raises("A-07", shop.marketplace, "campaign", campaign.name, Severity.CRITICAL)


def _big_one_paused(shop: Shop, plan: Plan) -> None:
    """A pillar of the month, paused over night."""
    campaign = own_campaign(shop, auto=False)
    _spend(shop, campaign, 3_000)
    campaign.paused_since = 1
    plan.raises("A-07", shop.marketplace, "campaign", campaign.name, Severity.CRITICAL)


def _small_one_paused(shop: Shop, plan: Plan) -> None:
    """A small one, paused over night."""
    campaign = own_campaign(shop, auto=False)
    campaign.daily_clicks, campaign.paused_since = 2, 1
    plan.raises("A-07", shop.marketplace, "campaign", campaign.name, Severity.WARNING)


def _paused_long_ago(shop: Shop, plan: Plan) -> None:
    """Paused weeks ago, and known to be."""
    campaign = own_campaign(shop, auto=False)
    campaign.paused_since = 24
    plan.spares("A-07", shop.marketplace, "campaign", campaign.name, "already paused in the previous report")


def _ended(shop: Shop, plan: Plan) -> None:
    """Paused because its end date had come."""
    campaign = own_campaign(shop, auto=False)
    campaign.paused_since, campaign.ended = 1, 2
    plan.spares("A-07", shop.marketplace, "campaign", campaign.name, "its end date has come")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _runaway, _running, _nearly_double, _small_jump, _wasteful_auto, _far_over, _over, _on_the_line,
        _too_few_clicks, _wasted_term, _watched_term, _unripe_term, _vanished, _big_one_paused, _small_one_paused,
        _paused_long_ago, _own_brand_term, _over_the_stricter, _launch, _ended,
    ),
    "DE": (_far_over, _on_the_line, _wasted_term, _watched_term, _on_the_stricter),
    "JP": (_runaway, _over, _wasted_term, _small_one_paused),
}  # fmt: skip
