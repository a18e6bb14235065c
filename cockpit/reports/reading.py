"""What reading one file gives: the file's line in the list, and its rows by marketplace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import polars as pl

from cockpit.report_file import ReportFile

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one marketplace in one file."""

    marketplace: str | None  # None: undecided (D-06)
    frame: pl.DataFrame  # the type's columns, `_file` and `_row`
    as_of: datetime = _UNKNOWN_TIME
    period_start: date | None = None
    period_end: date | None = None
    inside: bool = False  # the content itself says when it was true: equal bytes are the same report
    rejected: int = 0  # rows of the file (of all its marketplaces) that could not be read


@dataclass(frozen=True, slots=True)
class Reading:
    """One report found in a file. A file may hold several (sheets, the two parts of a JSON)."""

    file: ReportFile
    parts: tuple[Part, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)  # canonical column → the file's own spelling
