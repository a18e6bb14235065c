"""SP campaigns by day: English words in the US and Germany, the Japanese header of 2026 in Japan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cockpit.demo.campaigns import AD_DAYS, AdRow, Campaign
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.files.search_terms import COUNTRIES, ads_day, major, percent
from cockpit.demo.shop import Shop


@dataclass(frozen=True, slots=True)
class Words:
    """What the console calls things in one language."""

    name: str  # of the file
    header: Sequence[str]
    program: str
    auto: str
    manual: str
    strategy: str
    own_days: bool  # whether the export has the campaigns' start and end dates
    sign: str
    decimals: int


WORDS: Mapping[str, Words] = {
    "US": Words(
        "Sponsored_Products_Campaign_report.csv", headers.CAMPAIGNS_DATED, "Sponsored Products", "Automatic targeting",
        "Manual targeting", "Dynamic bids - down only", True, "$", 2,
    ),
    "DE": Words(
        "Sponsored_Products_Campaign_report.csv", headers.CAMPAIGNS, "Sponsored Products", "Automatic targeting",
        "Manual targeting", "Dynamic bids - down only", False, "€", 2,
    ),
    "JP": Words(
        "スポンサープロダクト広告_キャンペーンレポート.csv", headers.CAMPAIGNS_JP, "スポンサープロダクト広告",
        "オートターゲティング", "マニュアルターゲティング", "動的な入札 - ダウンのみ", False, "¥", 1,
    ),
}  # fmt: skip


@dataclass(slots=True)
class Sums:
    """One campaign on one day."""

    impressions: int = 0
    clicks: int = 0
    spend: int = 0
    orders: int = 0
    sales: int = 0


def write_campaigns(shop: Shop, rows: Iterable[AdRow], folder: Folder) -> None:
    """Write one file with every day on which Amazon still knows the campaigns."""
    words = WORDS[shop.marketplace]
    sums = _sums(rows)
    lines = [
        _line(shop, words, campaign, back, sums[id(campaign), back])
        for back in range(AD_DAYS, shop.campaigns_until - 1, -1)
        for campaign in shop.campaigns
        if campaign.listed(back)
    ]
    content = comma_file(words.header, lines, newline="\r\n")
    folder.put(f"reports/{shop.marketplace}/ads/{words.name}", content, shop.moments.ago(minutes=27))


def _sums(rows: Iterable[AdRow]) -> dict[tuple[int, int], Sums]:
    found: dict[tuple[int, int], Sums] = defaultdict(Sums)
    for row in rows:
        day = found[id(row.campaign), row.back]
        day.impressions += row.impressions
        day.clicks += row.clicks
        day.spend += row.spend
        day.orders += row.orders
        day.sales += row.sales
    return found


def _line(shop: Shop, words: Words, campaign: Campaign, back: int, day: Sums) -> list[str]:
    return [
        ads_day(shop.moments.day(back)), *_own_days(shop, words, campaign),
        campaign.portfolio, words.program, campaign.name, COUNTRIES[shop.marketplace],
        campaign.state(back), shop.place.currency, _money(shop, words, campaign.budget),
        words.auto if campaign.auto else words.manual, words.strategy, str(day.impressions), "", str(day.clicks), "",
        percent(day.clicks, day.impressions) if day.impressions else "0%", _money(shop, words, day.spend), "",
        _money(shop, words, day.spend // day.clicks) if day.clicks else "", "", str(day.orders),
        percent(day.spend, day.sales) if day.sales else "", f"{day.sales / day.spend:.2f}" if day.spend else "",
        _money(shop, words, day.sales),
    ]  # fmt: skip


def _money(shop: Shop, words: Words, minor: int) -> str:
    return f"{words.sign}{major(shop, minor):.{words.decimals}f}"


def _own_days(shop: Shop, words: Words, campaign: Campaign) -> list[str]:
    """The campaign's start and end date; most have no end."""
    if not words.own_days:
        return []
    return [ads_day(shop.moments.day(300)), "" if campaign.ended is None else ads_day(shop.moments.day(campaign.ended))]
