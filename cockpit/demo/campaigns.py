"""Sponsored Products campaigns: what they bid on, and what every search term brought on every day."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor
from typing import TYPE_CHECKING

from cockpit.demo.families import LANGUAGES

if TYPE_CHECKING:
    from random import Random

    from cockpit.demo.shop import Shop
    from cockpit.demo.sku import Sku

AD_DAYS = 65  # how far back Amazon keeps search terms
CAMPAIGNS = {"US": 9, "DE": 9, "JP": 8}  # beside those of situations
AUTO_TARGETS = ("close-match", "loose-match", "substitutes", "complements")
TAILS = {
    "US": ("", " black", " for home", " small", " set", " cheap"),
    "DE": ("", " schwarz", " günstig", " klein", " set"),
    "JP": ("", " おすすめ", " 小型", " セット", " 安い"),
}
# ACoS that a healthy campaign runs at: well under the line of its category (config.toml [ads.acos_upper]).
HEALTHY_ACOS = {"electronics_accessories": (0.11, 0.16), "": (0.13, 0.21)}


@dataclass(slots=True)
class Term:
    """One search term of an ad group: what a buyer typed, and what it was matched by."""

    text: str
    targeting: str
    match: str
    weight: float = 1.0
    converts: bool = True
    clicks: dict[int, int] | None = None  # scripted clicks by days back; else a share of the campaign's
    cvr: float | None = None  # orders per click, when they are not the campaign's
    impressions: int = 0  # per click, when they are fixed


@dataclass(slots=True)
class Campaign:
    """One campaign with one ad group."""

    name: str
    portfolio: str
    ad_group: str
    sku: Sku
    auto: bool
    budget: int  # a day, minor units
    daily_clicks: float
    cvr: float  # orders per click
    cpc: int  # minor units
    terms: list[Term]
    surge: dict[int, float] = field(default_factory=dict)  # factor on a day's clicks, by days back
    paused_since: int | None = None  # days back of the first day that shows PAUSED
    ended: int | None = None  # days back of the end date that was set for it
    gone_since: int | None = None  # days back of the first report without it
    silent_since: int | None = None  # days back of the first day on which nobody was shown it, switched on as it is
    harvested: set[str] = field(default_factory=set)  # terms that are no exact keyword yet
    low_bid: str = ""  # the keyword that bids far less than a click is worth
    exact_acos: float | None = None  # the mature window is set to this ACoS, to the cent

    def state(self, back: int) -> str:
        """Its state in the report of a day."""
        return "PAUSED" if self.paused_since is not None and back <= self.paused_since else "ENABLED"

    def listed(self, back: int) -> bool:
        """Whether the report of a day knows it."""
        return self.gone_since is None or back > self.gone_since

    def runs(self, back: int) -> bool:
        """Whether it spent on a day."""
        silent = self.silent_since is not None and back <= self.silent_since
        return self.listed(back) and self.state(back) == "ENABLED" and not silent


@dataclass(slots=True)
class AdRow:
    """What one search term brought on one day. Money in minor units."""

    campaign: Campaign
    term: Term
    back: int
    impressions: int
    clicks: int
    spend: int
    orders: int
    sales: int


def launch_campaigns(shop: Shop) -> None:
    """Advertise every second of the best SKUs, every third of them by an automatic campaign."""
    for number, sku in enumerate(shop.skus[: 2 * CAMPAIGNS[shop.marketplace] : 2]):
        launch(shop, sku, auto=number % 3 == 0)


def launch(shop: Shop, sku: Sku, *, auto: bool) -> Campaign:
    """A healthy campaign for a SKU."""
    sku.advertised = True
    campaign = _campaign(shop, shop.rng(f"campaign/{sku.sku}"), sku, auto=auto)
    shop.campaigns.append(campaign)
    return campaign


def _campaign(shop: Shop, rng: Random, sku: Sku, *, auto: bool) -> Campaign:
    low, high = HEALTHY_ACOS.get(sku.family.category, HEALTHY_ACOS[""])
    cvr = rng.uniform(0.10, 0.14)
    clicks = rng.uniform(6, 10)
    cpc = max(1, round(rng.uniform(low, high) * cvr * sku.price))
    return Campaign(
        name=_name(shop, sku, auto=auto),
        portfolio=sku.family.chinese,
        ad_group=f"{sku.family.code} {'auto' if auto else 'kw'}",
        sku=sku,
        auto=auto,
        budget=round(clicks * cpc * 2 / 100 + 1) * 100,
        daily_clicks=clicks,
        cvr=cvr,
        cpc=cpc,
        terms=list(_terms(shop, rng, sku, auto=auto)),
    )


def _name(shop: Shop, sku: Sku, *, auto: bool) -> str:
    if shop.marketplace == "JP":
        return f"SP_{'自動' if auto else '手動'}_{sku.family.terms[2][0]}_{sku.sku}"
    return f"SP-{'Auto' if auto else 'KW'}-{sku.family.chinese}-{sku.sku}"


def _terms(shop: Shop, rng: Random, sku: Sku, *, auto: bool) -> list[Term]:
    words = sku.family.terms[LANGUAGES[shop.marketplace]]
    tails = TAILS[shop.marketplace]
    texts = list(words) + [word + tails[1 + n % (len(tails) - 1)] for n, word in enumerate(words)]
    chosen = texts[: rng.randrange(5, 8)]
    terms = []
    for n, text in enumerate(chosen):
        match = "-" if auto else ("EXACT" if n < len(words) else rng.choice(("PHRASE", "BROAD")))
        targeting = AUTO_TARGETS[n % 2] if auto else words[n % len(words)]
        terms.append(Term(text, targeting, match, weight=1.0 / (n + 1.5)))
    if auto:
        other = rng.choice(shop.skus).asin.lower()
        terms.append(Term(other, "substitutes", "-", weight=0.3))
    return terms


def run_ads(shop: Shop) -> list[AdRow]:
    """Every search term with at least one click, day by day, oldest first."""
    rows: list[AdRow] = []
    for campaign in shop.campaigns:
        found = _run(shop.rng(f"ads/{campaign.name}"), campaign)
        if campaign.exact_acos is not None:
            _settle_on(campaign.exact_acos, found)
        rows += found
    return sorted(rows, key=lambda row: -row.back)


def _run(rng: Random, campaign: Campaign) -> list[AdRow]:
    """Orders come at the term's rate without chance in them: noise must never push a term over a line."""
    rows = []
    owed = {id(term): rng.random() for term in campaign.terms}
    for back in range(AD_DAYS, 0, -1):
        if not campaign.runs(back):
            continue
        for term, clicks in _clicks(rng, campaign, back):
            if term.converts:
                owed[id(term)] += clicks * (campaign.cvr if term.cvr is None else term.cvr)
            orders = floor(owed[id(term)]) if term.converts else 0
            owed[id(term)] -= orders
            rows.append(_row(rng, campaign, term, back, clicks, orders))
    return rows


def _row(rng: Random, campaign: Campaign, term: Term, back: int, clicks: int, orders: int) -> AdRow:
    impressions = clicks * term.impressions or clicks * rng.randrange(160, 320) + rng.randrange(60)
    return AdRow(campaign, term, back, impressions, clicks, clicks * campaign.cpc, orders, orders * campaign.sku.price)


def _clicks(rng: Random, campaign: Campaign, back: int) -> list[tuple[Term, int]]:
    """A day's clicks: a steady total, spread over the terms by weight, and the scripted ones."""
    free = [term for term in campaign.terms if term.clicks is None]
    total = round(campaign.daily_clicks * rng.uniform(0.88, 1.12) * campaign.surge.get(back, 1.0))
    counts = {id(term): 0 for term in free}
    for term in rng.choices(free, [term.weight for term in free], k=total):
        counts[id(term)] += 1
    scripted = [(term, term.clicks.get(back, 0)) for term in campaign.terms if term.clicks is not None]
    return [(term, n) for term, n in [(term, counts[id(term)]) for term in free] + scripted if n]


def _settle_on(acos: float, rows: list[AdRow]) -> None:
    """Set the spend of the mature window (the last complete day and the three before left out) to an exact ACoS."""
    window = [row for row in rows if 4 <= row.back <= 30]  # noqa: PLR2004 - domain §2.5: 30 days, 3 of them immature
    sales = sum(row.sales for row in window)
    last = next(row for row in reversed(window) if row.orders)
    step = -sales % 20
    last.sales += step
    missing = round((sales + step) * acos) - sum(row.spend for row in window)
    share, rest = divmod(missing, len(window))
    for row in window:
        row.spend += share
    last.spend += rest
