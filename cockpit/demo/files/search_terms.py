"""SP search terms: a daily CSV (US), a spreadsheet with the 26 columns of 2026 (DE), a Japanese CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from cockpit.demo.amounts import MINOR_DIGITS
from cockpit.demo.campaigns import AdRow
from cockpit.demo.files import headers
from cockpit.demo.files.folder import Folder, comma_file
from cockpit.demo.files.xlsx import Cell, workbook
from cockpit.demo.shop import Shop

SHEET = "Sponsored_Products_Search_term_report"
RATES = ("Click-Thru Rate (CTR)", "Total Advertising Cost of Sales (ACOS) ", "7 Day Conversion Rate")
SCALE = {currency: int("1" + "0" * digits) for currency, digits in MINOR_DIGITS.items()}
COUNTRIES = {"US": "United States", "DE": "Germany", "JP": "日本"}


def write_search_terms(shop: Shop, rows: Sequence[AdRow], folder: Folder) -> None:
    """Write one file with every day."""
    name, make = LAYOUTS[shop.marketplace]
    content = make(shop, rows)
    folder.put(f"reports/{shop.marketplace}/ads/{name}", content, shop.moments.ago(minutes=28))


def daily_terms(shop: Shop, rows: Iterable[AdRow]) -> bytes:
    """The daily report of the console in English: dollars with their sign, rates as percent."""
    return comma_file(headers.TERMS_DAILY, [_daily(shop, row) for row in rows], newline="\r\n")


def _daily(shop: Shop, row: AdRow) -> list[str]:
    return [
        ads_day(shop.moments.day(row.back)), row.campaign.portfolio, shop.place.currency, row.campaign.name,
        row.campaign.ad_group, row.term.targeting, row.term.match, row.term.text,
        str(row.impressions), str(row.clicks), percent(row.clicks, row.impressions),
        f"${major(shop, row.spend) / row.clicks:.2f}", f"${major(shop, row.spend):.2f}",
        f"${major(shop, row.sales):.2f}", percent(row.spend, row.sales) if row.sales else "",
        f"{row.sales / row.spend:.2f}", str(row.orders), str(row.orders), percent(row.orders, row.clicks),
        str(row.orders), "0", f"${major(shop, row.sales):.2f}", "$0.00",
    ]  # fmt: skip


def summary_workbook(shop: Shop, rows: Iterable[AdRow]) -> bytes:
    """The spreadsheet: a row's start and end are the one day it is about; rates are fractions."""
    return workbook(SHEET, headers.TERMS_XLSX, [_summary(shop, row) for row in rows], RATES)


def _summary(shop: Shop, row: AdRow) -> list[Cell]:
    day, spend, sales = shop.moments.day(row.back), major(shop, row.spend), major(shop, row.sales)
    return [
        day, day, row.campaign.portfolio, shop.place.currency, row.campaign.name, row.campaign.ad_group,
        "Amazon", COUNTRIES[shop.marketplace], row.term.targeting, row.term.match, row.term.text,
        row.impressions, row.clicks, round(row.clicks / row.impressions, 6), round(spend / row.clicks, 4), spend,
        sales, round(spend / sales, 6) if sales else None, round(sales / spend, 4), row.orders, row.orders,
        round(row.orders / row.clicks, 6), row.orders, 0, sales, 0,
    ]  # fmt: skip


def japanese_terms(shop: Shop, rows: Iterable[AdRow]) -> bytes:
    """The Japanese interface: Japanese header, English months, yen with a decimal."""
    return comma_file(headers.TERMS_JP, [_japanese(shop, row) for row in rows], newline="\r\n")


def _japanese(shop: Shop, row: AdRow) -> list[str]:
    day = ads_day(shop.moments.day(row.back))
    return [
        day, day, row.campaign.portfolio, shop.place.currency, row.campaign.name, row.campaign.ad_group,
        row.term.targeting, row.term.match, row.term.text, str(row.impressions), str(row.clicks),
        percent(row.clicks, row.impressions), f"¥{row.spend / row.clicks:.1f}", f"¥{row.spend:.1f}",
        f"¥{row.sales:.1f}", percent(row.spend, row.sales) if row.sales else "", f"{row.sales / row.spend:.2f}",
        str(row.orders), str(row.orders), percent(row.orders, row.clicks),
    ]  # fmt: skip


def ads_day(day: date) -> str:
    """``Aug 01, 2026``: in every interface language."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{months[day.month - 1]} {day.day:02d}, {day.year}"


def major(shop: Shop, minor: int) -> float:
    """An amount in whole units of its currency."""
    return round(minor / SCALE[shop.place.currency], 2)


def percent(part: float, whole: float) -> str:
    """``1.4587%``."""
    return f"{round(100 * part / whole, 4):g}%"


LAYOUTS: Mapping[str, tuple[str, Callable[[Shop, Iterable[AdRow]], bytes]]] = {
    "US": ("Sponsored_Products_Search_term_report.csv", daily_terms),
    "DE": ("Sponsored_Products_Search_term_report.xlsx", summary_workbook),
    "JP": ("スポンサープロダクト広告_検索用語レポート.csv", japanese_terms),
}
