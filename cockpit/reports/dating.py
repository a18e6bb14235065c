"""What days a report is about and how old its content is: dates inside, else in the name, else the file's time."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import polars as pl

from cockpit.clock import Clock, zone_of
from cockpit.reports.report_type import ANY_AGE, ReportType

_ISO = re.compile(r"(?<!\d)(20\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_HYPHENED = re.compile(r"(?<!\d)(20\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class Dating:
    """The period of some rows, and the moment that their content describes."""

    as_of: datetime
    period_start: date | None = None
    period_end: date | None = None
    inside: bool = False  # the content itself says when it was true: equal bytes are the same report


def date_rows(
    frame: pl.DataFrame,
    type_: ReportType,
    marketplace: str | None,
    path: str,
    modified: datetime,
    file_newest: datetime | None = None,
) -> Dating:
    """Date the rows of one marketplace. A day counts from its end in the marketplace's zone.

    `file_newest` is the newest moment in a file of several marketplaces (`newest`): an export that has this morning's
    orders of one is of this morning for a quiet one too.
    """
    named = dates_in(path)
    start, end = _period(frame, type_, marketplace)
    if type_.dated_by_name and end is None:
        start, end = _named_period(named, Clock(modified).last_complete_day(marketplace or ""))
        return Dating(_end_of(end, marketplace), start, end)
    file_time = _end_of(named[0], marketplace) if len(named) == 1 else modified
    last = newest(frame, type_, marketplace)
    if last is None:
        return Dating(file_time, start, end)
    quiet = max(last, file_newest or last) if type_.quiet_hours else last
    as_of = max(last, min(file_time, quiet + timedelta(hours=type_.quiet_hours)))
    return Dating(as_of, start, end, inside=type_.accumulates == "log" or type_.quiet_hours < ANY_AGE)


def _end_of(day: date, marketplace: str | None) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone_of(marketplace or ""))


def dates_in(path: str) -> tuple[date, ...]:
    """The distinct ISO dates in a file's name; those of its folders when the name has none."""
    folders, _, name = path.rpartition("/")
    found = _dates(name) or _dates(folders)
    return tuple(sorted(set(found)))


def _dates(text: str) -> list[date]:
    matches = _HYPHENED.findall(text) or _ISO.findall(text)
    return [day for parts in matches if (day := _day(*map(int, parts)))]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named_period(named: tuple[date, ...], last_complete: date) -> tuple[date, date]:
    """One date in the name is the data's day, two are its period; none means the last complete day before the file."""
    if len(named) in {1, 2}:
        return named[0], named[-1]
    return last_complete, last_complete


def _period(frame: pl.DataFrame, type_: ReportType, marketplace: str | None) -> tuple[date | None, date | None]:
    """First and last day that the period columns hold."""
    days = [
        day
        for name in type_.period_columns
        for edge in (frame[name].min(), frame[name].max())
        if (day := _as_day(edge, UTC if type_.period_in_utc else zone_of(marketplace or "")))
    ]
    return min(days, default=None), max(days, default=None)


def _as_day(value: object, zone: tzinfo) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(zone).date()
    return value if isinstance(value, date) else None


def newest(frame: pl.DataFrame, type_: ReportType, marketplace: str | None) -> datetime | None:
    """The newest moment inside; a day is true at its end."""
    found = (frame[name].max() for name in type_.as_of_columns)
    moments = [_as_moment(value, marketplace) for value in found if isinstance(value, date)]
    return max(moments, default=None)


def _as_moment(value: date, marketplace: str | None) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return _end_of(value, marketplace)
