"""The reports of one run as typed tables by type, store and marketplace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from cockpit.problems import Problem
from cockpit.report_file import ReportFile

# The two columns that every table carries beside its own: where a row stands.
FILE = "_file"  # String: path relative to the reports folder, "/" between parts
ROW = "_row"  # UInt32: the 1-based line (or spreadsheet row) as an editor shows it


@dataclass(frozen=True, slots=True)
class Table:
    """All current rows of one report type in one store and marketplace, or one older snapshot of it."""

    type: str
    store: str
    marketplace: str
    frame: pl.DataFrame  # the type's columns by canonical name, plus `_file` and `_row`
    as_of: datetime  # the moment the newest content describes
    period_start: date | None = None
    period_end: date | None = None
    files: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)  # canonical column -> as spelled in the newest file
    rejected: int = 0  # rows or cells that were there and could not be read
    stale: bool = False  # older than the type's freshness at the run's clock
    max_age_hours: float | None = None  # that freshness; None: never stale
    doubts: tuple[Problem, ...] = ()  # why an empty result may not be believed; () = whole


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that was read, for one moment. Immutable; checks see it through their Context."""

    current: Mapping[tuple[str, str, str], Table]  # (type, store, marketplace)
    older: Mapping[tuple[str, str, str], tuple[Table, ...]] = field(default_factory=dict)  # newest first
    files: tuple[ReportFile, ...] = ()

    def get(self, type_: str, store: str, marketplace: str) -> Table | None:
        """Return the current table, or None when no report of this type is there."""
        return self.current.get((type_, store, marketplace))

    def history(self, type_: str, store: str, marketplace: str) -> Sequence[Table]:
        """Older snapshots, newest first, without the current one."""
        return self.older.get((type_, store, marketplace), ())

    def scopes(self) -> list[tuple[str, str]]:
        """Every (store, marketplace) that has a table, sorted."""
        return sorted({(store, marketplace) for _, store, marketplace in self.current})


def before(tables: Iterable[Table], moment: datetime, at_least: timedelta = timedelta()) -> Table | None:
    """The newest of the tables that is older than `moment` by `at_least`; None when there is none."""
    older = [table for table in tables if table.as_of <= moment - at_least and table.as_of < moment]
    return max(older, key=lambda table: table.as_of, default=None)
