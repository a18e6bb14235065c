"""Readings of many files to the tables of one run: what is current, what is history, what is there twice, what is old.

Rows are shared, not copied: a table of one file is that file's rows. They are not looked at here, so that tables can
be made of files that nobody has read in this session.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from cockpit.clock import Clock, zone_of
from cockpit.problems import Problem
from cockpit.report_file import FileStatus, ReportFile
from cockpit.reports.custom import catalog
from cockpit.reports.hints import Hints
from cockpit.reports.joining import Joins
from cockpit.reports.reading import Part, Reading
from cockpit.reports.report_type import ReportType
from cockpit.tables import Rows, Table, Tables

Key = tuple[str, str, str]  # type, store, marketplace

# Problems of a file that make "nothing found" unbelievable: rows or cells were there and are not in the table.
DOUBTFUL = frozenset(
    {
        "bad-cell",
        "empty-cell",
        "extra-cells",
        "stray-row",
        "double-column",
        "cut-header",
        "cut-off",
        "stray-quote",
        "destroyed-id",
        "undecided-rows",
        "contradicting-row",
        "partial-export",
    }
)


@dataclass(frozen=True)
class Entry:
    """One part of one file, as a candidate for a table."""

    part: Part
    reading: Reading

    @property
    def file(self) -> ReportFile:
        """The file it stands in."""
        return self.reading.file

    @property
    def newest(self) -> tuple[datetime, datetime, str]:
        """Orders entries by age: what they describe, when they were written, their name."""
        return self.part.as_of, self.file.modified or self.part.as_of, self.file.path


@dataclass(frozen=True)
class Group:
    """The tables of one type in one store and marketplace, and the files that make the current one."""

    current: Table
    older: tuple[Table, ...]
    used: frozenset[str]  # paths that the current table is made of


def assemble(
    readings: Iterable[Reading],
    clock: Clock,
    hints: Hints,
    kept: Mapping[Key, tuple[Table, ...]] | None = None,
    joins: Joins | None = None,
) -> Tables:
    """Every table of the run. `kept` are daily snapshots from `state/history`: they count like the files they were.

    `joins` remembers how files were joined, so that they need not be read to know it.
    """
    joins = joins or Joins()
    all_readings = sorted(readings, key=lambda reading: (reading.file.path, reading.file.type or ""))
    types = {type_.id: type_ for type_ in reversed(catalog(hints.report_types).types)}
    groups: dict[Key, list[Entry]] = {}
    for reading in all_readings:
        for part in reading.parts:
            if part.marketplace and reading.file.type:
                key = (reading.file.type, reading.file.store, part.marketplace)
                groups.setdefault(key, []).append(Entry(part, reading))
    made: dict[Key, Group] = {}
    twice: set[tuple[Key, str]] = set()
    for key, entries in groups.items():
        single, repeated = _without_repeats(entries)
        twice |= {(key, path) for path in repeated}
        made[key] = _group(key, types[key[0]], single, clock, hints, joins)
    history = _with_kept({key: group.older for key, group in made.items()}, made, kept or {})
    current = {key: _believed(group.current, types[key[0]], history[key], hints) for key, group in sorted(made.items())}
    joins.forget_others()
    files = tuple(_status(reading, made, twice) for reading in all_readings)
    return Tables(current, history, files)


# ── The same report twice ────────────────────────────────────────────────────────────────────────────────────────────


def _without_repeats(entries: Sequence[Entry]) -> tuple[list[Entry], set[str]]:
    """Entries with other bytes, or another day's; and the paths of those that repeat one.

    Where the content says itself when it was true, equal bytes are the same report. Elsewhere they are another day's
    snapshot of something that did not change, and a repeat only on the same day.
    """
    seen: set[tuple[str, str, date | None]] = set()
    single: list[Entry] = []
    repeated: set[str] = set()
    for entry in sorted(entries, key=_oldest_first):
        day = (
            ""
            if entry.part.inside
            else entry.part.as_of.astimezone(zone_of(entry.part.marketplace or "")).date().isoformat()
        )
        mark = (entry.file.digest, day, entry.part.period_end)
        if entry.file.digest and mark in seen:
            repeated.add(entry.file.path)
        else:
            seen.add(mark)
            single.append(entry)
    return single, repeated


def _oldest_first(entry: Entry) -> tuple[datetime, int, str]:
    return entry.file.modified or entry.part.as_of, len(entry.file.path), entry.file.path


# ── One type in one marketplace ──────────────────────────────────────────────────────────────────────────────────────


def _group(key: Key, type_: ReportType, entries: Sequence[Entry], clock: Clock, hints: Hints, joins: Joins) -> Group:
    ordered = sorted(entries, key=lambda entry: entry.newest, reverse=True)
    match type_.accumulates:
        case "snapshot":
            current, used, older = _snapshots(key, ordered)
        case "period":
            current, used, older = _periods(key, ordered)
        case _:
            current, used, older = _log(key, type_, ordered, joins)
    age = hints.max_age_hours.get(type_.id, type_.max_age_hours) or None
    stale = age is not None and clock.now - current.as_of > timedelta(hours=age)
    current = replace(current, stale=stale, max_age_hours=age)
    return Group(current, tuple(older), frozenset(used))


Made = tuple[Table, list[str], list[Table]]  # current, the paths it is made of, older ones newest first


def _snapshots(key: Key, ordered: Sequence[Entry]) -> Made:
    """The newest file is the truth; the others are what it was before."""
    newest, *rest = ordered
    return _table(key, newest), [newest.file.path], [_table(key, entry) for entry in rest]


def _periods(key: Key, ordered: Sequence[Entry]) -> Made:
    """The newest period is current; a period exported again replaces its earlier export."""
    by_period: dict[object, Entry] = {}
    for entry in ordered:
        by_period.setdefault((entry.part.period_start, entry.part.period_end), entry)
    newest, *rest = sorted(by_period.values(), key=_newest_period, reverse=True)
    return _table(key, newest), [newest.file.path], [_table(key, entry) for entry in rest]


def _newest_period(entry: Entry) -> tuple[datetime, object, str]:
    return entry.part.as_of, entry.part.period_start or entry.part.as_of.date(), entry.file.path


def _log(key: Key, type_: ReportType, ordered: Sequence[Entry], joins: Joins) -> Made:
    """All files joined; of rows with the same key those of the newest file stay. Each older file is history as well.

    A file that has no days (an ad report by sum) cannot be joined with others: it stands alone, as a period does.
    """
    daily = [entry for entry in ordered if not entry.part.dayless]
    if not daily or daily[0].part.as_of < ordered[0].part.as_of:
        return _periods(key, ordered)
    table, used = _table(key, daily[0]), daily[:1]
    if len(daily) > 1:
        joined, rows = joins.join([(entry.file.digest, entry.part) for entry in daily], type_)
        used = [daily[age] for age in joined.used]
        table = _joined(table, used, rows) if len(used) > 1 else table
    older = [_table(key, entry) for entry in ordered if entry is not daily[0]]
    return table, [entry.file.path for entry in used], older


def _joined(newest: Table, entries: Sequence[Entry], rows: Rows) -> Table:
    starts = [entry.part.period_start for entry in entries if entry.part.period_start]
    ends = [entry.part.period_end for entry in entries if entry.part.period_end]
    return replace(
        newest,
        rows=rows,
        period_start=min(starts, default=None),
        period_end=max(ends, default=None),
        files=tuple(entry.file.path for entry in entries),
        rejected=sum(entry.part.rejected for entry in entries),
        doubts=tuple(problem for entry in entries for problem in _doubts(entry)),
    )


def _table(key: Key, entry: Entry) -> Table:
    part = entry.part
    return Table(
        *key,
        rows=part.rows,
        as_of=part.as_of,
        period_start=part.period_start,
        period_end=part.period_end,
        files=(entry.file.path,),
        headers=entry.reading.headers,
        rejected=part.rejected,
        doubts=_doubts(entry),
    )


def _doubts(entry: Entry) -> tuple[Problem, ...]:
    return tuple(problem for problem in entry.file.problems if problem.code in DOUBTFUL)


def _believed(current: Table, type_: ReportType, older: Sequence[Table], hints: Hints) -> Table:
    """A snapshot that lost most of its rows is probably half an export: nothing that is missing from it is gone.

    Two periods are compared only where they cover equally many days.
    """
    if type_.accumulates == "log" or not older or _days(older[0]) != _days(current):
        return current
    before, now = older[0].height, current.height
    lost = before - now
    if lost < hints.partial_rows or lost <= before * hints.partial_share:
        return current
    problem = Problem("partial-export", ", ".join(current.files), expected=str(before), found=str(now), count=lost)
    return replace(current, doubts=(*current.doubts, problem))


def _days(table: Table) -> int:
    return (table.period_end - table.period_start).days if table.period_start and table.period_end else 0


# ── History that is kept ─────────────────────────────────────────────────────────────────────────────────────────────


def _with_kept(
    older: Mapping[Key, tuple[Table, ...]], made: Mapping[Key, Group], kept: Mapping[Key, tuple[Table, ...]]
) -> dict[Key, tuple[Table, ...]]:
    """Older tables of files and kept snapshots, newest first, each moment once, none newer than the current one."""
    joined: dict[Key, tuple[Table, ...]] = {}
    for key in sorted({*older, *kept}):
        group = made.get(key)
        limit = group.current.as_of if group else None
        there = {table.as_of: table for table in reversed(older.get(key, ()))}
        for table in kept.get(key, ()):
            if limit is None or table.as_of < limit:
                there.setdefault(table.as_of, table)
        joined[key] = tuple(there[moment] for moment in sorted(there, reverse=True))
    return joined


# ── The files' states ────────────────────────────────────────────────────────────────────────────────────────────────


def _status(reading: Reading, made: Mapping[Key, Group], twice: set[tuple[Key, str]]) -> ReportFile:
    """A file is as good as the best use that is made of it: fresh, stale, superseded, or there twice."""
    file = reading.file
    keys = [(file.type, file.store, part.marketplace) for part in reading.parts if file.type and part.marketplace]
    if not keys:
        return file
    states = {_state(key, file.path, made, twice) for key in keys}
    best: FileStatus = next(state for state in _BEST_FIRST if state in states)
    return replace(file, status=best)


_BEST_FIRST: tuple[FileStatus, ...] = ("fresh", "stale", "superseded", "duplicate")


def _state(key: Key, path: str, made: Mapping[Key, Group], twice: set[tuple[Key, str]]) -> FileStatus:
    if (key, path) in twice:
        return "duplicate"
    group = made[key]
    if path not in group.used:
        return "superseded"
    return "stale" if group.current.stale else "fresh"
