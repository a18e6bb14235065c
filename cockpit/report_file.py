"""One file of the reports folder: what it was recognised as and what could not be read. Needs no polars."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from cockpit.problems import Problem

SHEET: Final = " › "  # between the path of a workbook that holds several reports and the name of a sheet
_WORKBOOKS: Final = (".xlsx", ".xlsm")
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


def parted(place: str, is_file: Callable[[str], bool]) -> tuple[str, str]:
    """The path and the sheet of `_file`; the sheet is "" where the file is no workbook of several reports."""
    path, mark, sheet = place.rpartition(SHEET)
    if not mark or is_file(place):
        return place, ""
    return (path, sheet) if is_file(path) or path.lower().endswith(_WORKBOOKS) else (place, "")


def closed_folders(files: Iterable[ReportFile]) -> tuple[Problem, ...]:
    """The folders of reports that may not be looked into: what lies in them is not missing, we are blind."""
    return tuple(problem for file in files for problem in file.problems if problem.code == "closed-folder")
