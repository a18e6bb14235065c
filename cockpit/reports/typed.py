"""Text rows of any form to typed parts by marketplace, and the file's finished line."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from cockpit.clock import zone_of
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.reports import place, values
from cockpit.reports.dates import Calendar
from cockpit.reports.dating import date_rows, dates_in, newest
from cockpit.reports.delimited import Rows
from cockpit.reports.hints import Hints
from cockpit.reports.quick import sample
from cockpit.reports.reading import Part, Reading
from cockpit.reports.recognise import Header
from cockpit.reports.report_type import Kind, ReportType
from cockpit.reports.snapshot_rows import by_day, single
from cockpit.reports.source import Source
from cockpit.reports.tidy import real_rows
from cockpit.tables import FILE, ROW


def typed(source: Source, file: ReportFile, header: Header, rows: Rows, *, fractions: bool = False) -> Reading:
    """Text rows to typed parts by marketplace, and the file's finished line."""
    type_ = header.type
    tidied = real_rows(rows.frame, header)
    frame, count = tidied.frame, tidied.frame.height
    frame = _spread(_with_currency(frame, type_), type_)
    if header.own_day:
        frame = frame.with_columns(pl.lit(_own_day(source).isoformat()).alias(header.own_day))
    if type_.prepare:
        frame = type_.prepare(_with_absent(frame, type_))
    hints, folder = source.hints, source.folder
    columns = (type_.marketplace_column, type_.currency_column)
    placing = place.place(frame, columns, type_.whole, header.cells, folder, hints.default_marketplace)
    calendar = calendar_of(type_, placing.home, hints)
    rules = values.Rules(calendar, fractions, type_.by_hand, header.spelled, rows.only_spaces)
    cells = values.cast(frame, type_.columns, rules)
    each = placing.each if placing.each is None or cells.lost is None else placing.each.filter(~cells.lost)
    names = (column.name for column in type_.columns)
    whole = cells.frame.with_columns(pl.lit(source.name).alias(FILE))[[*names, FILE, ROW]]
    once = single(whole, type_, header.spelled)
    if once.kept is not None:
        whole, each = once.frame, each if each is None else each.filter(once.kept)
    twice = (Problem("double-column", row=header.line, column=header.spelled[name]) for name in header.twice)
    read = (*twice, *rows.problems, *tidied.problems, *cells.problems, *once.problems)
    located = (*read, *_undecided(whole, placing.only, each))
    cut_off = sum(problem.code == "cut-off" for problem in rows.problems)
    rejected = tidied.rejected + cells.rejected + once.rejected + cut_off
    parts = tuple(_parts(source, type_, whole, replace(placing, each=each), rejected))
    done = finished(file, type_, parts, tuple(replace(problem, file=source.name) for problem in located))
    return Reading(replace(done, rows=count, rejected_rows=rejected), parts, header.spelled)


def _own_day(source: Source) -> date:
    """The day of a file whose rows say none: when it was exported, as far as anything tells."""
    named = dates_in(source.placed_by or source.name)
    home = source.folder.marketplace or place.default_of(source.hints.default_marketplace) or ""
    if source.exported:
        return source.exported
    return named[0] if len(named) == 1 else source.contents.modified.astimezone(zone_of(home)).date()


def _with_absent(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """All columns of the type, so that its `prepare` need not ask which are there."""
    absent = {c.name: pl.lit(None, pl.String) for c in type_.columns if c.name not in frame.columns}
    return frame.with_columns(**absent)


def _with_currency(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """The currency by the sign of the first amount, where the report has no column for it."""
    name = type_.currency_column
    if not name or (name in frame.columns and frame[name].null_count() < frame.height):
        return frame
    amounts = [c.name for c in type_.columns if c.kind is Kind.MONEY and c.name in frame.columns]
    found = (place.currency_of(sample(frame[amount])) for amount in amounts)
    currency = next((code for code in found if code), None)
    return frame.with_columns(pl.lit(currency, pl.String).alias(name)) if currency else frame


def _spread(frame: pl.DataFrame, type_: ReportType) -> pl.DataFrame:
    """A row kept by hand for several marketplaces (US;DE) as one row for each."""
    name = type_.marketplace_column
    if not type_.by_hand or name not in frame.columns or not any(";" in cell for cell in place.distinct(frame[name])):
        return frame
    return frame.with_columns(pl.col(name).str.split(";")).explode(name)


def calendar_of(type_: ReportType, home: str | None, hints: Hints) -> Calendar:
    """Times without a zone are the team's where the team typed them, Japan's in Japanese files, else UTC."""
    if type_.by_hand:
        return Calendar(home, hints.team_zone)
    return Calendar(home, ZoneInfo("Asia/Tokyo") if home == "JP" else ZoneInfo("UTC"))


def _undecided(frame: pl.DataFrame, only: str | None, each: pl.Series | None) -> tuple[Problem, ...]:
    """Rows of which nothing says to which marketplace they belong."""
    if only or not frame.height:
        return () if only else (Problem("undecided-marketplace"),)
    if each is None or each.null_count() == each.len():
        return (Problem("undecided-marketplace", count=frame.height),)
    if not each.null_count():
        return ()
    first = each.is_null().arg_true()[0]
    return (Problem("undecided-rows", row=int(frame[ROW][first]), count=each.null_count()),)


def _parts(
    source: Source, type_: ReportType, frame: pl.DataFrame, placing: place.Placing, rejected: int
) -> Iterator[Part]:
    """The rows of each marketplace; of a snapshot that holds several days, each day apart: only the newest is now."""
    if placing.only or placing.each is None:
        for rows in by_day(frame, type_):
            yield part_of(source, type_, rows, placing.only, rejected)
        return
    last = newest(frame, type_, None)
    for marketplace in placing.each.unique().sort(nulls_last=True):
        mine = placing.each.is_null() if marketplace is None else placing.each == marketplace
        for rows in by_day(frame.filter(mine.fill_null(value=False)), type_):
            yield part_of(source, type_, rows, marketplace, rejected, last)


def part_of(
    source: Source,
    type_: ReportType,
    frame: pl.DataFrame,
    marketplace: str | None,
    rejected: int,
    file_newest: datetime | None = None,
) -> Part:
    """The typed rows of one marketplace, dated."""
    frame = frame.rechunk()  # every check filters it: a filter over a hundred chunks takes three times as long
    dated = date_rows(frame, type_, marketplace, source.name, source.contents.modified, file_newest)
    day = type_.day_column
    dayless = bool(day) and frame.height > 0 and frame[day].null_count() == frame.height
    return Part(marketplace, frame, dated.as_of, dated.period_start, dated.period_end, dated.inside, rejected, dayless)


def finished(file: ReportFile, type_: ReportType, parts: tuple[Part, ...], problems: tuple[Problem, ...]) -> ReportFile:
    """A file's line with what its parts say."""
    decided = tuple(dict.fromkeys(part.marketplace for part in parts if part.marketplace))
    return replace(
        file,
        type=type_.id,
        marketplace=decided[0] if len(decided) == 1 else None,
        marketplaces=decided,
        period_start=min((part.period_start for part in parts if part.period_start), default=None),
        period_end=max((part.period_end for part in parts if part.period_end), default=None),
        as_of=max(part.as_of for part in parts),
        status="fresh" if decided else "undecided",
        problems=problems,
    )
