"""The rates of Account Health as Amazon's performance report gives them, or as somebody typed them from the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.rates import Bound, Limit, Rate, TypedShare
from cockpit.tables import FILE, ROW
from cockpit.text import Words

REPORT = "seller-performance"
TYPED = "manual-metrics"
WHICH = ("category", "window_days")  # what tells two typed figures of one metric and day apart
OF_ALL = ("", "mfn")  # the category of a figure for the whole account
BOUNDS: Mapping[str, Bound] = {"LESS_THAN": "under", "GREATER_THAN": "at_least"}
REPORT_SHOWN = (
    "field", "fulfillment", "numerator", "denominator", "rate", "status", "target_value", "window_from", "window_to",
    FILE, ROW,
)  # fmt: skip
TYPED_SHOWN = (
    "date", "metric", "category", "window_days", "value", "numerator", "denominator", "note", FILE, ROW,
)  # fmt: skip


@dataclass(frozen=True)
class RateMetric:
    """One rate of Account Health: what its sources call it, which side is good, and how people read it."""

    name: str  # in manual-metrics, and of the figure: "odr"
    field: str  # in the performance report: "orderDefectRate"
    short: Words  # "ODR"
    cases: Words  # "{n|order|orders}"
    failed: Words  # "defective"
    bound: Bound  # Amazon's line, where the report does not say
    target: Bound  # the house target
    misses: bool = False  # higher is better


@dataclass(frozen=True)
class Measure:
    """One rate as one source gives it, with everything that outranks our own settings."""

    origin: Literal["report", "typed", "counted", "listed"]  # listed: counted from a list of every case
    rate: Rate | TypedShare | None  # None: no cases, or no numbers at all
    cases: int | None  # 0: nothing happened, so nothing can be judged; None: not told
    rows: tuple[pl.DataFrame, ...]
    status: str | None = None  # Amazon's own GOOD, BAD, NONE
    amazon: Limit | None = None  # the report's own target
    source: str = ""  # where that target stands
    first: date | None = None
    last: date | None = None
    days: int | None = None  # the length of its window
    whole: bool = True  # False: counted from some of its sources only, so it clears nothing
    category: str = ""


def reported(ctx: Context[Any], metric: RateMetric) -> list[Measure]:
    """The rate as the performance report has it, merchant-fulfilled only (domain §2.7). Empty: the report lacks it."""
    rows = ctx.frame(REPORT).filter(
        (pl.col("metric") == metric.field) & (pl.col("fulfillment").fill_null("").str.to_lowercase() != "afn")
    )
    return [_of_report(metric, row, rows[at : at + 1]) for at, row in enumerate(rows.iter_rows(named=True))]


def typed(ctx: Context[Any], metric: RateMetric, *, by_category: bool = False) -> list[Measure]:
    """The newest typed figures of a rate, one per window (and category); figures of too old a day are left out."""
    rows = current_typed(ctx, metric.name)
    if not by_category:
        rows = rows.filter(pl.col("category").fill_null("").str.strip_chars().str.to_lowercase().is_in(OF_ALL))
    newest = rows.unique(WHICH, keep="last", maintain_order=True)
    return [_of_typed(metric, row, newest[at : at + 1]) for at, row in enumerate(newest.iter_rows(named=True))]


def current_typed(ctx: Context[Any], name: str) -> pl.DataFrame:
    """The typed rows of a metric that are fresh by their own day, oldest first.

    A table of typed metrics is as fresh as its newest row, whatever metric that is: each metric is looked at by itself.
    """
    rows = typed_rows(ctx, name)
    table = ctx.tables.get(TYPED, ctx.store, ctx.marketplace)
    if table is None or table.max_age_hours is None:
        return rows
    allowed = timedelta(hours=table.max_age_hours)
    oldest = (ctx.now - allowed).astimezone(zone_of(ctx.marketplace)).date()
    ctx.changes_at(ctx.clock.end_of_day(oldest, ctx.marketplace) + allowed)
    return rows.filter(pl.col("date") >= oldest)


def typed_rows(ctx: Context[Any], name: str) -> pl.DataFrame:
    """Every typed row of a metric, oldest first, fresh or not: each row has its own day."""
    table = ctx.tables.get(TYPED, ctx.store, ctx.marketplace)
    rows = ctx.frame(TYPED) if table is None or not table.stale else table.frame
    of_metric = pl.col("metric").str.strip_chars().str.to_lowercase() == name
    return rows.filter(of_metric).sort("date", ROW, maintain_order=True)


def lapsed(ctx: Context[Any], metric: RateMetric, days: int) -> pl.DataFrame:
    """What was typed in the last `days` days and has not been typed again since: known once, unknown now."""
    since = ctx.clock.today(ctx.marketplace) - timedelta(days=days)
    rows = typed_rows(ctx, metric.name).filter(pl.col("date") >= since)
    fresh = current_typed(ctx, metric.name).select(WHICH).unique()
    return rows.join(fresh, on=WHICH, how="anti", nulls_equal=True).unique(WHICH, keep="last", maintain_order=True)


def _of_report(metric: RateMetric, row: Mapping[str, Any], rows: pl.DataFrame) -> Measure:
    cases = row["denominator"]
    first, last = (moment.date() if moment else None for moment in (row["window_from"], row["window_to"]))
    target = row["target_value"]
    return Measure(
        "report",
        _rate(metric, row["numerator"], cases, row["rate"]),
        cases,
        (rows.select(REPORT_SHOWN),),
        status=row["status"],
        amazon=None if target is None else Limit(target, BOUNDS.get(row["target_condition"] or "", metric.bound)),
        source=f"{row[FILE]}: targetValue",
        first=first,
        last=last,
        days=(last - first).days + 1 if first and last else None,
    )


def _of_typed(metric: RateMetric, row: Mapping[str, Any], rows: pl.DataFrame) -> Measure:
    numerator, denominator = _whole(row["numerator"]), _whole(row["denominator"])
    return Measure(
        "typed",
        _rate(metric, numerator, denominator, row["value"]),
        denominator,
        (rows.select(TYPED_SHOWN),),
        last=row["date"],
        days=row["window_days"],
        category=_category(row["category"]),
    )


def _category(cell: str | None) -> str:
    name = (cell or "").strip()
    return "" if name.lower() in OF_ALL else name


def _whole(value: float | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def _rate(
    metric: RateMetric, numerator: int | None, cases: int | None, share: float | None
) -> Rate | TypedShare | None:
    """Counts where they make sense (Amazon's own example has more deliveries than parcels), else the share."""
    if cases == 0:
        return None
    if numerator is not None and cases is not None and 0 <= numerator <= cases:
        return Rate(cases - numerator if metric.misses else numerator, cases, metric.misses)
    return TypedShare(share) if share is not None and 0 <= share <= 1 else None
