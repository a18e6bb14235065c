"""Which days were declared events (Prime Day, a Lightning Deal), for which SKUs."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import polars as pl

from cockpit.settings import Event

Days = frozenset[date]


def event_days(events: Sequence[Event], first: date, last: date, sku: str | None = None) -> Days:
    """The days of a range on which an event of all SKUs, or one that names `sku`, took place."""
    ours = [event for event in events if not event.skus or sku in event.skus]
    return frozenset(
        day
        for event in ours
        for day in (event.start + timedelta(days=i) for i in range((event.end - event.start).days + 1))
        if first <= day <= last
    )


def by_event_days(
    events: Sequence[Event], skus: pl.DataFrame, first: date, last: date
) -> Iterator[tuple[Days, pl.DataFrame]]:
    """The rows of `skus` (a column ``sku``) in parts that share the same event days."""
    named = sorted({sku for event in events for sku in event.skus})
    yield event_days(events, first, last), skus.filter(pl.col("sku").is_in(named).not_())
    for sku in named:
        yield event_days(events, first, last, sku), skus.filter(pl.col("sku") == sku)
