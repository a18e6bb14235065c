"""Tables of the readings at hand: a report type is assembled again only when one of its files, or its age, changed."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.clock import Clock
from cockpit.report_file import ReportFile
from cockpit.reports import Hints, Joined, Joins, Reading, assemble
from cockpit.tables import Table, Tables

Key = tuple[str, str, str]  # type, store, marketplace
History = Mapping[Key, tuple[Table, ...]]


@dataclass(frozen=True, slots=True)
class _Made:
    """The tables of one type, and what they were made of. The readings are held, so that their ids stay theirs."""

    inputs: Hashable
    readings: tuple[Reading, ...]
    tables: Tables


class Tabling:
    """Assembles readings, type by type."""

    def __init__(self) -> None:
        self._joins: dict[str | None, Joins] = {}
        self._known: Mapping[str, Joined] = {}
        self._made: dict[str | None, _Made] = {}
        self._files: dict[tuple[str, str | None], ReportFile] = {}

    def assemble(self, readings: Iterable[Reading], clock: Clock, hints: Hints, kept: History) -> Tables:
        """What `reports.assemble` gives for all of them."""
        by_type: dict[str | None, list[Reading]] = defaultdict(list)
        for reading in readings:
            by_type[reading.file.type].append(reading)
        for type_, *_ in kept:
            by_type.setdefault(type_, [])
        self._made = {type_: self._type(type_, tuple(mine), clock, hints, kept) for type_, mine in by_type.items()}
        return self._joined()

    @property
    def joins(self) -> dict[str, Joined]:
        """How the files at hand were joined, for the next session."""
        return {name: joined for joins in self._joins.values() for name, joined in joins.known.items()}

    def resume(self, joins: Mapping[str, Joined]) -> None:
        """Go on with the joins of an earlier session, before the first assembly."""
        self._known = joins

    def _type(
        self, type_: str | None, readings: tuple[Reading, ...], clock: Clock, hints: Hints, kept: History
    ) -> _Made:
        mine = {key: tables for key, tables in kept.items() if key[0] == type_}
        history = tuple((key, tuple(table.as_of for table in tables)) for key, tables in sorted(mine.items()))
        inputs = tuple(map(id, readings)), history, hints
        made = self._made.get(type_)
        if made is not None and made.inputs == inputs and not _ages(made.tables, clock.now):
            return made
        joins = self._joins.setdefault(type_, Joins(self._known))
        return _Made(inputs, readings, assemble(readings, clock, hints, mine, joins))

    def _joined(self) -> Tables:
        parts = [made.tables for made in self._made.values()]
        current = {key: table for part in parts for key, table in part.current.items()}
        older = {key: tables for part in parts for key, tables in part.older.items()}
        files = sorted((file for part in parts for file in part.files), key=lambda file: (file.path, file.type or ""))
        return Tables(dict(sorted(current.items())), dict(sorted(older.items())), self._same(files))

    def _same(self, files: list[ReportFile]) -> tuple[ReportFile, ...]:
        """Equal files as the same values as last time: comparing them costs nothing then."""
        same = {(file.path, file.type): file for file in files}
        for key, file in same.items():
            known = self._files.get(key)
            if known == file:
                same[key] = known
        self._files = same
        return tuple(same[file.path, file.type] for file in files)


def _ages(tables: Tables, now: datetime) -> bool:
    """Whether a table is fresh and should be stale by now, or the other way round."""
    return any(_old(table, now) != table.stale for table in tables.current.values())


def _old(table: Table, now: datetime) -> bool:
    return table.max_age_hours is not None and now - table.as_of > timedelta(hours=table.max_age_hours)


def next_age(tables: Tables, now: datetime) -> datetime | None:
    """The next moment at which a table becomes stale."""
    moments = (
        table.as_of + timedelta(hours=table.max_age_hours, seconds=1)
        for table in tables.current.values()
        if table.max_age_hours is not None and not table.stale
    )
    return min((moment for moment in moments if moment > now), default=None)
