"""What reading one file gives: the file's line in the list, and its rows by marketplace."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import polars as pl

from cockpit.report_file import ReportFile
from cockpit.tables import Rows

_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one marketplace in one file."""

    marketplace: str | None  # None: undecided (D-06)
    rows: pl.DataFrame | Rows  # the type's columns, `_file` and `_row`
    as_of: datetime = _UNKNOWN_TIME
    period_start: date | None = None
    period_end: date | None = None
    inside: bool = False  # the content itself says when it was true: equal bytes are the same report
    rejected: int = 0  # rows of the file (of all its marketplaces) that could not be read
    dayless: bool = False  # a file of a type that may come by day, of which no row has a day: it sums its period

    @property
    def frame(self) -> pl.DataFrame:
        """The rows; of a file that was read in an earlier session they may have to be read now."""
        return self.rows.frame if isinstance(self.rows, Rows) else self.rows

    @property
    def height(self) -> int:
        """How many rows there are, without reading them."""
        return self.rows.height


@dataclass(frozen=True, slots=True)
class Reading:
    """One report found in a file. A file may hold several (sheets, the two parts of a JSON)."""

    file: ReportFile
    parts: tuple[Part, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)  # canonical column → the file's own spelling


def merged(readings: Sequence[Reading], days_apart: Collection[str] = ()) -> list[Reading]:
    """Sheets of one type as one reading: a bulk workbook has a sheet for each kind of campaign.

    Of the types in `days_apart` each day is a part of its own.
    """
    by_type: dict[str | None, list[Reading]] = {}
    for reading in readings:
        by_type.setdefault(reading.file.type, []).append(reading)
    return [
        group[0] if len(group) == 1 else _one(group, days_apart=type_ in days_apart) for type_, group in by_type.items()
    ]


def _one(group: Sequence[Reading], *, days_apart: bool) -> Reading:
    files = [reading.file for reading in group]
    parts = _by_marketplace([part for reading in group for part in reading.parts], days_apart=days_apart)
    best = next((file for file in files if file.status == "fresh"), files[0])
    decided = tuple(dict.fromkeys(part.marketplace for part in parts if part.marketplace))
    file = replace(
        best,
        marketplace=decided[0] if len(decided) == 1 else None,
        marketplaces=decided,
        period_start=min((file.period_start for file in files if file.period_start), default=None),
        period_end=max((file.period_end for file in files if file.period_end), default=None),
        as_of=max((file.as_of for file in files if file.as_of), default=None),
        rows=sum(file.rows for file in files),
        rejected_rows=sum(file.rejected_rows for file in files),
        problems=tuple(problem for file in files for problem in file.problems),
    )
    headers = {name: spelled for reading in reversed(group) for name, spelled in reading.headers.items()}
    return Reading(file, tuple(parts), headers)


def _by_marketplace(parts: Sequence[Part], *, days_apart: bool) -> list[Part]:
    found: dict[tuple[str | None, date | None], Part] = {}
    for part in parts:
        place = part.marketplace, part.period_end if days_apart else None
        known = found.get(place)
        found[place] = part if known is None else _joined(known, part)
    return sorted(found.values(), key=lambda part: (part.marketplace is None, part.marketplace or ""))


def _joined(one: Part, other: Part) -> Part:
    starts = [part.period_start for part in (one, other) if part.period_start]
    ends = [part.period_end for part in (one, other) if part.period_end]
    return replace(
        one,
        rows=pl.concat([one.frame, other.frame]),
        as_of=max(one.as_of, other.as_of),
        period_start=min(starts, default=None),
        period_end=max(ends, default=None),
        rejected=one.rejected + other.rejected,
        dayless=all(part.dayless or not part.height for part in (one, other)) and (one.dayless or other.dayless),
    )
