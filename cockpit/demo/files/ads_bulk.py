"""The bulk sheet of the ads console: campaigns, ad groups, ads, keywords with their bids, product targets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cockpit.demo.campaigns import AdRow, Campaign
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder
from cockpit.demo.files.search_terms import major
from cockpit.demo.files.xlsx import Cell, workbook
from cockpit.demo.shop import Shop
from cockpit.demo.situations.ads import LINE, MATURE, STRICTER, STRICTER_LINE

SHEET = "Sponsored Products Campaigns"
FEW_CLICKS = 30  # with fewer a keyword's bid is not judged
HEADROOM = 1.2  # of such a keyword's bid over its cost per click
TOO_LITTLE = 0.6  # what the planted keyword bids of what its clicks are worth

Keyword = tuple[int, str, str]  # of which campaign, text, match type
Cells = Mapping[str, Cell]


def write_ads_bulk(shop: Shop, rows: Sequence[AdRow], folder: Folder) -> None:
    """Write today's download."""
    bids = _bids(shop, rows)
    lines = [line for number, campaign in enumerate(shop.campaigns) for line in _campaign(shop, number, campaign, bids)]
    cells = [[line.get(name) for name in headers.BULK] for line in lines]
    content = workbook(SHEET, headers.BULK, cells)
    folder.put(f"reports/{shop.marketplace}/ads/bulk-operations.xlsx", content, shop.moments.ago(minutes=26))


def _bids(shop: Shop, rows: Sequence[AdRow]) -> Mapping[Keyword, float]:
    """A team that keeps its bids: all keywords but the planted one bid what their clicks are worth."""
    clicks: dict[Keyword, int] = defaultdict(int)
    sales: dict[Keyword, int] = defaultdict(int)
    for row in rows:
        if row.back in MATURE:
            key = id(row.campaign), row.term.targeting, row.term.match
            clicks[key] += row.clicks
            sales[key] += row.sales
    found = {}
    for campaign in shop.campaigns:
        target = STRICTER_LINE if campaign.sku.family.category == STRICTER else LINE
        for text, match in _keywords(campaign):
            key = id(campaign), text, match
            worth = target * sales[key] / clicks[key] if clicks[key] >= FEW_CLICKS else campaign.cpc * HEADROOM
            found[key] = worth * (TOO_LITTLE if text == campaign.low_bid else 1)
    return found


def _keywords(campaign: Campaign) -> list[tuple[str, str]]:
    """Text and match type of every keyword that brings clicks."""
    return [] if campaign.auto else list(dict.fromkeys((term.targeting, term.match) for term in campaign.terms))


def _campaign(shop: Shop, number: int, campaign: Campaign, bids: Mapping[Keyword, float]) -> Iterator[Cells]:
    """The rows of a campaign, and of the one with exact keywords that the team keeps beside it."""
    own = _place(number, campaign, campaign.name, campaign.ad_group)
    there = campaign.listed(1)  # one that was deleted is in no sheet any more
    yield from _head(shop, campaign, own, auto=campaign.auto) if there else ()
    for at, (text, match) in enumerate(_keywords(campaign) if there else ()):
        bid = max(major(shop, round(bids[id(campaign), text, match])), major(shop, 2))
        yield {**own, **_keyword(f"3{number:04d}{at:03d}", text, match), "Bid": bid}
    exact = _place(number + 5000, campaign, f"SP-Exact-{campaign.sku.sku}", f"{campaign.sku.family.code} exact")
    loose = [term for term in campaign.terms if term.match != "EXACT" and term.converts and term.cvr is None]
    yield from _head(shop, campaign, exact, auto=False)
    for at, term in enumerate(term for term in loose if term.text not in campaign.harvested):
        target = f"4{number:04d}{at:03d}"
        if term.text.startswith("b0"):
            expression = f'asin="{term.text.upper()}"'
            yield {
                **exact, "Entity": "Product Targeting", "Product Targeting ID": f"{target}9999999",
                "State": "enabled", "Product Targeting Expression": expression, "Bid": major(shop, campaign.cpc),
            }  # fmt: skip
        else:
            yield {**exact, **_keyword(target, term.text, "EXACT"), "Bid": major(shop, campaign.cpc)}


def _place(number: int, campaign: Campaign, name: str, ad_group: str) -> Cells:
    """What every row below a campaign says of where it is."""
    return {
        "Product": "Sponsored Products",
        "Campaign ID": f"1{number:04d}0000000000",
        "Ad Group ID": f"2{number:04d}0000000000",
        "Campaign Name (Informational only)": name,
        "Ad Group Name (Informational only)": ad_group,
        "Portfolio Name (Informational only)": campaign.portfolio,
    }


def _head(shop: Shop, campaign: Campaign, place: Cells, *, auto: bool) -> Iterator[Cells]:
    """The campaign, its ad group, its ad."""
    named = {"Campaign Name": place["Campaign Name (Informational only)"]}
    group = {"Ad Group Name": place["Ad Group Name (Informational only)"]}
    above = {name: cell for name, cell in place.items() if not name.startswith("Ad Group")}
    state = campaign.state(1).lower()
    yield {
        **above, **named, "Entity": "Campaign", "Targeting Type": "Auto" if auto else "Manual", "State": state,
        "Daily Budget": major(shop, campaign.budget), "Bidding Strategy": "Dynamic bids - down only",
    }  # fmt: skip
    yield {
        **place,
        **group,
        "Entity": "Ad Group",
        "State": "enabled",
        "Ad Group Default Bid": major(shop, campaign.cpc),
    }
    yield {
        **place, "Entity": "Product Ad", "Ad ID": f"5{str(place['Ad Group ID'])[1:]}", "State": "enabled",
        "SKU": campaign.sku.sku, "ASIN (Informational only)": campaign.sku.asin,
    }  # fmt: skip


def _keyword(id_: str, text: str, match: str) -> Cells:
    return {
        "Entity": "Keyword", "Keyword ID": f"{id_}0000000", "State": "enabled", "Keyword Text": text,
        "Match Type": match.capitalize(),
    }  # fmt: skip
