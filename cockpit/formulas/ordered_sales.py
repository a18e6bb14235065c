"""What the shop sold on which days, as its business reports tell: by date, else by product (domain §7, A-02)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

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
    table: pl.DataFrame  # that tells it

    @property
    def rows(self) -> pl.DataFrame:
        """The rows behind it, what sold most first."""
        shown = self.table.select(name for name in SHOWN if name in self.table.columns)
        return shown.sort("ordered_sales", descending=True)


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


def ordered_sales(ctx: Context[Any], window: Days) -> OrderedSales:
    """The stretches that end in a range of days: single days first, the shorter of two that overlap.

    Business reports of earlier days are not opened.
    """
    return ctx.once(("ordered sales", ctx.check.reads, window), lambda: _read(ctx, window).ending_in(window))


def days_of(days: Days) -> Iterator[date]:
    """Every day of a range."""
    return (days.first + timedelta(days=n) for n in range(len(days)))


def _read(ctx: Context[Any], window: Days) -> OrderedSales:
    found = [*_by_date(ctx), *sorted(_by_product(ctx, window.first), key=lambda part: len(part.days))]
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
    for at, (day, sales, currency) in enumerate(frame.select("date", "ordered_sales", "currency").iter_rows()):
        yield Sold(Days(day, day), sales, currency, frame[at : at + 1])


def _by_product(ctx: Context[Any], since: date) -> Iterator[Sold]:
    current = ctx.table(BY_PRODUCT)
    if current is None:
        return
    tables = [(table, table.period_end) for table in (current, *ctx.history(BY_PRODUCT))]
    since = _whole_from([table for table, _ in tables], since)
    for table, last in tables:
        sold = _of(table) if last is not None and last >= since else None
        if sold is not None:
            yield sold


def _whole_from(tables: Sequence[Table], since: date) -> date:
    """The day from which on files must be looked at to tell of the days since another: what overlaps decides too."""
    while True:
        starts = (t.period_start for t in tables if t.period_start and t.period_end and t.period_end >= since)
        earliest = min(starts, default=since)
        if earliest >= since:
            return since
        since = earliest


def _of(table: Table) -> Sold | None:
    """The sales of a whole file; None when a cell of it is not known, or its days are not."""
    first, last = table.period_start, table.period_end
    if first is None or last is None or table.doubts:
        return None
    sales = table.frame["ordered_sales"]  # columns, no queries: there may be a year of files
    if not sales.len() or sales.null_count():
        return None
    currency = table.frame["currency"].drop_nulls().head(1)
    return Sold(Days(first, last), cast("Decimal", sales.sum()), currency[0] if currency.len() else None, table.frame)
