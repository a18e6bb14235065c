"""What the shop sold on which days, as its business reports tell: by date, else by product (domain §7, A-02)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.mature import Days
from cockpit.tables import FILE, ROW, Table

BY_DATE, BY_PRODUCT = "business-report-daily", "business-report"
SALES_REPORTS = (BY_DATE, BY_PRODUCT)
SHOWN = ("date", "child_asin", "sku", "ordered_sales", FILE, ROW)


@dataclass(frozen=True)
class Sold:
    """The ordered sales of a stretch of days: a day, or the period of a file that cannot be taken apart."""

    days: Days
    sales: Decimal
    currency: str | None
    rows: pl.DataFrame  # behind it


@dataclass(frozen=True)
class OrderedSales:
    """Stretches that do not overlap, in order."""

    parts: Sequence[Sold]

    @property
    def days(self) -> frozenset[date]:
        """Every day that is told."""
        return frozenset(day for part in self.parts for day in days_of(part.days))

    @property
    def sales(self) -> Decimal:
        """All of them."""
        return sum((part.sales for part in self.parts), Decimal(0))

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies that are named."""
        return frozenset(part.currency for part in self.parts if part.currency)

    def ending_in(self, days: Days) -> "OrderedSales":
        """The stretches that end in a range of days: one that runs beyond it tells of days that are not asked for."""
        return OrderedSales([part for part in self.parts if part.days.last in days])

    def within(self, days: frozenset[date]) -> "OrderedSales":
        """The stretches of which every day is among some days."""
        return OrderedSales([part for part in self.parts if days.issuperset(days_of(part.days))])


def ordered_sales(ctx: Context[Any]) -> OrderedSales:
    """Read every business report of the check, once per run: single days first, the shorter of two that overlap."""
    return ctx.once(("ordered sales", ctx.check.reads), lambda: _read(ctx))


def days_of(days: Days) -> Iterator[date]:
    """Every day of a range."""
    return (days.first + timedelta(days=n) for n in range(len(days)))


def _read(ctx: Context[Any]) -> OrderedSales:
    found = [*_by_date(ctx), *sorted(_by_product(ctx), key=lambda part: len(part.days))]
    told: set[date] = set()
    kept = []
    for part in found:
        days = set(days_of(part.days))
        if told.isdisjoint(days):
            told |= days
            kept.append(part)
    return OrderedSales(sorted(kept, key=lambda part: part.days.first))


def _by_date(ctx: Context[Any]) -> Iterator[Sold]:
    frame = ctx.frame(BY_DATE).drop_nulls(["date", "ordered_sales"]).unique("date", keep="first", maintain_order=True)
    shown = frame.select(name for name in SHOWN if name in frame.columns)
    for at, (day, sales, currency) in enumerate(frame.select("date", "ordered_sales", "currency").iter_rows()):
        yield Sold(Days(day, day), sales, currency, shown[at : at + 1])


def _by_product(ctx: Context[Any]) -> Iterator[Sold]:
    current = ctx.table(BY_PRODUCT)
    for table in () if current is None else (current, *ctx.history(BY_PRODUCT)):
        sold = _of(table)
        if sold is not None:
            yield sold


def _of(table: Table) -> Sold | None:
    """The sales of a whole file; None when a cell of it is not known, or its days are not."""
    first, last = table.period_start, table.period_end
    if first is None or last is None or table.doubts:
        return None
    whole = pl.col("ordered_sales").is_null().any().not_() & (pl.len() > 0)
    sales, currency = table.frame.select(
        pl.when(whole).then(pl.col("ordered_sales").sum()), pl.col("currency").drop_nulls().first()
    ).row(0)
    if sales is None:
        return None
    shown = table.frame.select(name for name in SHOWN if name in table.frame.columns)
    return Sold(Days(first, last), sales, currency, shown.sort("ordered_sales", descending=True))
