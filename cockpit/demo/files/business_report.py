"""Business reports by child item: ten single days, in the interface language of each marketplace."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cockpit.demo.amounts import dollars, euros, yen
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.demo.traffic import BROWSER_SHARE, Traffic, traffic_of

DAYS = 10
# Days back of the first and the last day of an older report of one whole period: what the quarterly review looks at.
PERIOD: Mapping[str, tuple[int, int] | None] = {"US": None, "DE": None, "JP": (40, DAYS + 1)}


class Day(NamedTuple):
    """One day of a shop: every page's traffic, and the sums that shares are taken of."""

    pages: Sequence[tuple[Sku, Traffic]]
    sessions: int
    views: int


def write_business_report(shop: Shop, folder: Folder) -> None:
    """Write one file for each of the last complete days; the file's name says which."""
    header, row = LAYOUTS[shop.marketplace]
    for back in range(1, DAYS + 1):
        day = _day(shop, back)
        rows = [row(sku, traffic, day) for sku, traffic in day.pages]
        name = f"BusinessReport-{shop.moments.day(back)}.csv"
        exported = shop.moments.ago(days=back - 1, minutes=30)
        folder.put(f"reports/{shop.marketplace}/business/{name}", comma_file(header, rows, final=False), exported)
    if (period := PERIOD[shop.marketplace]) is not None:
        _write_period(shop, folder, *period)


def _write_period(shop: Shop, folder: Folder, first: int, last: int) -> None:
    """One report of many days, added up; its name has both ends."""
    header, row = LAYOUTS[shop.marketplace]
    pages: dict[str, tuple[Sku, Traffic]] = {}
    for back in range(first, last - 1, -1):
        for sku, traffic in _day(shop, back).pages:
            before = pages.get(sku.asin)
            pages[sku.asin] = sku, traffic if before is None else before[1].plus(traffic)
    found = list(pages.values())
    day = Day(found, sum(page.sessions for _, page in found), sum(page.views for _, page in found))
    rows = [row(sku, traffic, day) for sku, traffic in found]
    name = f"BusinessReport-{shop.moments.day(first)}-{shop.moments.day(last)}.csv"
    exported = shop.moments.ago(days=last - 1, minutes=20)
    folder.put(f"reports/{shop.marketplace}/business/{name}", comma_file(header, rows, final=False), exported)


def _day(shop: Shop, back: int) -> Day:
    rng = shop.rng(f"traffic/{back}")
    pages = [(sku, traffic) for sku in shop.skus if (traffic := traffic_of(rng, sku, back)).sessions]
    return Day(pages, sum(page.sessions for _, page in pages), sum(page.views for _, page in pages))


def _percent(part: float, whole: float = 100.0) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "0.00%"


def _split(count: int) -> tuple[int, int]:
    browser = round(count * BROWSER_SHARE)
    return count - browser, browser


def _english(sku: Sku, page: Traffic, day: Day) -> list[str]:
    app, browser = _split(page.sessions)
    app_views, browser_views = _split(page.views)
    share, view_share = _percent(page.sessions, day.sessions), _percent(page.views, day.views)
    return [
        sku.parent, sku.asin, sku.title, sku.sku,
        f"{app:,}", "0", f"{browser:,}", "0", f"{page.sessions:,}", "0",
        share, "0.00%", share, "0.00%", share, "0.00%",
        f"{app_views:,}", "0", f"{browser_views:,}", "0", f"{page.views:,}", "0",
        view_share, "0.00%", view_share, "0.00%", view_share, "0.00%",
        _percent(page.buy_box), "0.00%", f"{page.units:,}", "0", _percent(page.conversion), "0.00%",
        dollars(page.sales), "$0.00", f"{page.units:,}", "0",
    ]  # fmt: skip


def _german(sku: Sku, page: Traffic, day: Day) -> list[str]:
    app, browser = _split(page.sessions)
    app_views, browser_views = _split(page.views)
    return [
        sku.parent, sku.asin, sku.title, sku.sku,
        f"{app:,}", f"{browser:,}", f"{page.sessions:,}", _percent(page.sessions, day.sessions),
        f"{app_views:,}", f"{browser_views:,}", f"{page.views:,}", _percent(page.views, day.views),
        _percent(page.buy_box), f"{page.units:,}", "0", _percent(page.conversion),
        euros(page.sales), euros(0), f"{page.units:,}", "0",
    ]  # fmt: skip


def _japanese(sku: Sku, page: Traffic, day: Day) -> list[str]:
    return [
        sku.parent, sku.asin, sku.title, sku.sku,
        f"{page.sessions:,}", _percent(page.sessions, day.sessions), f"{page.views:,}", _percent(page.views, day.views),
        _percent(page.buy_box), f"{page.units:,}", _percent(page.conversion), yen(page.sales), f"{page.units:,}",
    ]  # fmt: skip


LAYOUTS: Mapping[str, tuple[Sequence[str], Callable[[Sku, Traffic, Day], list[str]]]] = {
    "US": (headers.BUSINESS_US, _english),
    "DE": (headers.BUSINESS_DE, _german),
    "JP": (headers.BUSINESS_JP, _japanese),
}
