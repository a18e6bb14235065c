"""The reports of one run as typed tables by type, store and marketplace.

What is known of a table (its age, period, files, doubts, how many rows) is always at hand. Its rows may be `Rows`: read
when a check looks at them, let go when nobody does. A run sees one state of every file: see `Replaced`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from cockpit.problems import Problem
from cockpit.report_file import SHEET, ReportFile

# The two columns that every table carries beside its own: where a row stands.
# String: path relative to the reports folder, "/" between parts; of a workbook with several reports, ` › sheet` behind.
FILE = "_file"
ROW = "_row"  # UInt32: the 1-based line (or spreadsheet row) as an editor shows it


Key = tuple[str, str, str]  # type, store, marketplace


class Replaced(BaseException):
    """A file is not the one any more that this run is about: the run is given up and repeated on what is there now.

    No `Exception`: a check that expects the unexpected must not take it for an empty table.
    """


class Rows:
    """Rows that are read when somebody asks for them, and again after they were let go.

    What was asked for once is held, because it will be asked for again; the rest is let go after the run.
    """

    __slots__ = ("_asked", "_count", "_frame", "_read")

    def __init__(
        self, read: Callable[[], pl.DataFrame], count: int | Callable[[], int], frame: pl.DataFrame | None = None
    ) -> None:
        """`count` of them, which is known without reading them. With a `frame` they are at hand already."""
        self._read = read
        self._count = count
        self._frame = frame
        self._asked = False

    @property
    def frame(self) -> pl.DataFrame:
        """The rows; held from now on. Raises `Replaced`."""
        self._asked = True
        return self.peek()

    def peek(self) -> pl.DataFrame:
        """The rows, for this run only. Raises `Replaced`."""
        if self._frame is None:
            self._frame = self._read()
        return self._frame

    @property
    def height(self) -> int:
        """How many there are."""
        if not isinstance(self._count, int):
            self._count = self._count()
        return self._count

    @property
    def at_hand(self) -> bool:
        """Whether asking for them costs nothing."""
        return self._frame is not None

    def hold(self, frame: pl.DataFrame) -> None:
        """Have rows that were read together with others."""
        self._frame = frame

    def let_go(self) -> None:
        """Forget the rows until somebody asks, unless somebody has: what one run looks at, the next one does."""
        if not self._asked:
            self._frame = None


@dataclass(frozen=True, slots=True)
class Table:
    """All current rows of one report type in one store and marketplace, or one older snapshot of it."""

    type: str
    store: str
    marketplace: str
    rows: pl.DataFrame | Rows  # the type's columns by canonical name, plus `_file` and `_row`
    as_of: datetime  # the moment the newest content describes
    period_start: date | None = None
    period_end: date | None = None
    files: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)  # canonical column -> as spelled in the newest file
    rejected: int = 0  # rows or cells that were there and could not be read
    stale: bool = False  # older than the type's freshness at the run's clock
    max_age_hours: float | None = None  # that freshness; None: never stale
    doubts: tuple[Problem, ...] = ()  # why an empty result may not be believed; () = whole

    @property
    def frame(self) -> pl.DataFrame:
        """The rows: the type's columns by canonical name, plus `_file` and `_row`. They may have to be read now."""
        return self.rows.frame if isinstance(self.rows, Rows) else self.rows

    @property
    def height(self) -> int:
        """How many rows there are, without reading them."""
        return self.rows.height


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that was read, for one moment. Immutable; checks see it through their Context."""

    current: Mapping[tuple[str, str, str], Table]  # (type, store, marketplace)
    older: Mapping[tuple[str, str, str], tuple[Table, ...]] = field(default_factory=dict)  # newest first
    files: tuple[ReportFile, ...] = ()
    heard: Callable[[Key], None] | None = field(default=None, compare=False)  # told of each table that is asked for

    def get(self, type_: str, store: str, marketplace: str) -> Table | None:
        """Return the current table, or None when no report of this type is there."""
        self._tell((type_, store, marketplace))
        return self.current.get((type_, store, marketplace))

    def history(self, type_: str, store: str, marketplace: str) -> Sequence[Table]:
        """Older snapshots, newest first, without the current one."""
        self._tell((type_, store, marketplace))
        return self.older.get((type_, store, marketplace), ())

    def _tell(self, key: Key) -> None:
        if self.heard is not None:
            self.heard(key)

    def let_go(self) -> None:
        """Forget the rows that nobody looked at."""
        older = (table for tables in self.older.values() for table in tables)
        for table in (*self.current.values(), *older):
            if isinstance(table.rows, Rows):
                table.rows.let_go()

    def scopes(self) -> list[tuple[str, str]]:
        """Every (store, marketplace) that has a table, sorted."""
        return sorted({(store, marketplace) for _, store, marketplace in self.current})


def before(tables: Iterable[Table], moment: datetime, at_least: timedelta = timedelta()) -> Table | None:
    """The newest of the tables that is older than `moment` by `at_least`; None when there is none."""
    older = [table for table in tables if table.as_of <= moment - at_least and table.as_of < moment]
    return max(older, key=lambda table: table.as_of, default=None)


def whole_files(frame: pl.DataFrame) -> pl.Series:
    """`_file` of each row without the sheets of workbooks: which rows were exported together."""
    files = frame[FILE].drop_nulls().unique()
    sheets = files.filter(files.str.contains(SHEET, literal=True))
    return frame[FILE] if sheets.is_empty() else frame[FILE].replace(sheets, sheets.str.replace(f"{SHEET}[^›]*$", ""))
