"""Business reports by date: one file with sixty-five days, in the interface language of each marketplace."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cockpit.demo.amounts import dollars, euros, yen
from cockpit.demo.campaigns import AD_DAYS
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.shop import Shop
from cockpit.demo.traffic import SESSIONS_PER_UNIT


class Layout(NamedTuple):
    """How one interface writes it."""

    header: Sequence[str]
    day: Callable[[date], str]
    amount: Callable[[int], str]


def write_business_daily(shop: Shop, folder: Folder) -> None:
    """Write what the shop sold on every complete day."""
    layout = LAYOUTS[shop.marketplace]
    rows = [_row(shop, layout, back) for back in range(AD_DAYS, 0, -1)]
    content = comma_file(layout.header, rows, final=False)
    folder.put(f"reports/{shop.marketplace}/business/SalesAndTrafficByDate.csv", content, shop.moments.ago(minutes=29))


def _row(shop: Shop, layout: Layout, back: int) -> list[str]:
    units = sum(sku.sales[back] for sku in shop.skus)
    sales = sum(sku.sales[back] * (sku.old_price or sku.price) for sku in shop.skus)
    sessions = round(units * SESSIONS_PER_UNIT) + 40
    return [layout.day(shop.moments.day(back)), layout.amount(sales), f"{units:,}", f"{units:,}", f"{sessions:,}"]


LAYOUTS: Mapping[str, Layout] = {
    "US": Layout(headers.BY_DATE_US, lambda day: f"{day.month:02d}/{day.day:02d}/{day.year}", dollars),
    "DE": Layout(headers.BY_DATE_DE, lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}", euros),
    "JP": Layout(headers.BY_DATE_JP, lambda day: f"{day.year}/{day.month:02d}/{day.day:02d}", yen),
}
