"""One file of the reports folder: what it was recognised as and what could not be read. Needs no polars."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from cockpit.problems import Problem

FileStatus = Literal["fresh", "stale", "superseded", "duplicate", "unknown", "unreadable", "undecided"]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """One report found in the folder, as `cockpit reports` shows it. One file may hold several (zip, JSON)."""

    path: str  # relative to the reports folder
    type: str | None = None  # report type id; None: not recognised
    store: str = "default"
    marketplace: str | None = None  # None: undecided (D-06), or several: see `marketplaces`
    marketplaces: tuple[str, ...] = ()  # every marketplace whose rows it holds
    period_start: date | None = None
    period_end: date | None = None
    as_of: datetime | None = None  # the moment its content describes
    rows: int = 0
    rejected_rows: int = 0
    encoding: str = ""
    digest: str = ""  # of the bytes
    size: int = 0
    modified: datetime | None = None
    status: FileStatus = "unknown"
    problems: tuple[Problem, ...] = ()
