"""What all ads cost on which days: Sponsored Products, and Brands and Display where their reports are there (A-02)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import ad_rows
from cockpit.tables import FILE, ROW

OTHER_ADS = ("sb-campaigns", "sd-campaigns")
SHOWN = ("date", "start_date", "end_date", "campaign", "spend", FILE, ROW)


@dataclass(frozen=True)
class AdSpend:
    """The spend of some days, by report type."""

    spend: Decimal
    kept: Sequence[pl.DataFrame]  # behind it, by report type
    currencies: frozenset[str]
    unread: Sequence[str]  # report types with an empty cell among the spend
    left_out: Sequence[str]  # report types that are there and tell of other days only

    @property
    def rows(self) -> Sequence[pl.DataFrame]:
        """The rows behind it, what cost most first."""
        return [_shown(rows) for rows in self.kept]


def days_told(ctx: Context[Any], type_: str) -> frozenset[date]:
    """Every day from the first to the last row of a report: a day without a row is one without spend."""
    frame = ad_rows(ctx, type_)[0]
    first, last = cast("date | None", frame["start_date"].min()), cast("date | None", frame["end_date"].max())
    if first is None or last is None:
        return frozenset()
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


def ad_spend(ctx: Context[Any], types: Sequence[str], days: frozenset[date]) -> AdSpend:
    """Add up the spend of some days; a summary row counts when all its days are among them."""
    parts = {type_: _rows(ctx, type_, days) for type_ in types if ctx.has(type_)}
    kept = {type_: rows for type_, (rows, _) in parts.items()}
    sums = [cast("Decimal", rows["spend"].sum()) for rows in kept.values()]
    return AdSpend(
        sum(sums, Decimal(0)),
        list(kept.values()),
        frozenset(code for rows in kept.values() for code in rows["currency"].drop_nulls().unique()),
        [type_ for type_, rows in kept.items() if rows["spend"].null_count()],
        [type_ for type_, (_, cut) in parts.items() if cut],
    )


def _shown(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(name for name in SHOWN if name in rows.columns).sort("spend", descending=True)


def _rows(ctx: Context[Any], type_: str, days: frozenset[date]) -> tuple[pl.DataFrame, bool]:
    """The rows of these days, and whether a summary had to be left out because it tells of other days as well."""
    frame, daily = ad_rows(ctx, type_)
    wanted = sorted(days)
    if daily or not wanted:
        return frame.filter(pl.col("date").is_in(wanted)), False
    touched = frame.filter(pl.col("start_date") <= wanted[-1], pl.col("end_date") >= wanted[0])
    inside = touched.filter(pl.col("start_date") >= wanted[0], pl.col("end_date") <= wanted[-1])
    gaps = (wanted[-1] - wanted[0]).days >= len(wanted)
    return (frame.clear(), True) if gaps or inside.height < touched.height else (inside, False)
