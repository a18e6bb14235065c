"""Monthly storage as it was charged in settlements and as the storage report states it (domain §8, P-14)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.charge_month import charge_month, month_after
from cockpit.formulas.settlement_lines import LINE_SHOWN, SETTLEMENT, named, with_currency
from cockpit.reports.place import marketplace_of
from cockpit.tables import FILE, ROW

STORAGE: Final = "storage-fees"
# Folded names of the monthly fee. Long-term, aged, overage and renewal charges are reports of their own.
NAMES = frozenset(
    {
        "storagefee", "fbastoragefee", "monthlystoragefee", "fbamonthlystoragefee", "inventorystoragefee",
        "fbainventorystoragefee", "monthlyinventorystoragefee", "fbamonthlyinventorystoragefee", "fbastoragebilling",
        "storagebilling",
    }
)  # fmt: skip
REPORT_SHOWN = (
    "month_of_charge", "fnsku", "asin", "fulfillment_center", "country_code", "estimated_monthly_storage_fee",
    "currency", FILE, ROW,
)  # fmt: skip


def storage_lines(ctx: Context[Any]) -> pl.DataFrame:
    """The storage charges of settlements, oldest first, with the ``month`` each is for: the one before its posting."""
    lines = ctx.frame(SETTLEMENT)
    wanted = named(lines, "amount_description", NAMES.__contains__) & pl.col("amount").is_not_null()
    zone = str(zone_of("JP")) if ctx.marketplace == "JP" else "UTC"
    posted = pl.col("posted_date_time").dt.convert_time_zone(zone).dt.date()
    found = with_currency(ctx, lines.filter(wanted).select(*LINE_SHOWN, "currency"))
    months = found.with_columns(month=posted.dt.month_start().dt.offset_by("-1mo"))
    return months.sort("posted_date_time", "settlement_id", ROW)


def storage_report(ctx: Context[Any]) -> pl.DataFrame:
    """The rows of the storage report that this marketplace's settlement pays, each with its ``month``.

    A settlement in euros pays the storage of every country that has none of its own. Where a month stands there twice,
    once saved again by a spreadsheet, Amazon's own spelling counts.
    """
    frames = [ctx.frame(STORAGE)]
    for place in _paid_here(ctx):
        table = ctx.tables.get(STORAGE, ctx.store, place)
        frames += [table.frame] if table is not None else []
    rows = pl.concat([frame.select(REPORT_SHOWN) for frame in frames])
    spelled = rows["month_of_charge"].unique().drop_nulls().sort(descending=True).to_list()
    months = {text: month for text in spelled if (month := charge_month(text)) is not None}
    own = {month: text for text, month in months.items()}  # the last word is the first by letters: 2026-02, not 26-Feb
    text = pl.col("month_of_charge")
    counted = text.is_null() | text.is_in(list(months)).not_() | text.is_in(list(own.values()))
    known = text.replace_strict(list(months), list(months.values()), default=None, return_dtype=pl.Date())
    return rows.filter(counted).with_columns(known.alias("month"))


def _paid_here(ctx: Context[Any]) -> Sequence[str]:
    """Other marketplaces whose sales stand in this one's settlements and that have no settlement of their own."""
    names = ctx.frame(SETTLEMENT)["marketplace_name"].unique().drop_nulls()
    places = {place for name in names if (place := marketplace_of(name)) and place != ctx.marketplace}
    return sorted(place for place in places if ctx.tables.get(SETTLEMENT, ctx.store, place) is None)


def charged_in(month: date) -> tuple[date, date]:
    """The days on which Amazon charges a month's storage: the first half of the next one."""
    following = month_after(month)
    return following, following.replace(day=15)
