"""Files of a log as one table: which of their rows stay, and that answer remembered for the next time.

Of rows with the same key those of the newest file stay. Which files are left with any can only be told by reading them
all, so it is kept by what they held: the table is then made without reading one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise

import polars as pl

from cockpit.reports.reading import Part
from cockpit.reports.report_type import ReportType
from cockpit.tables import Rows

_AGE = "_age"  # how many files are newer than a row's


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of some files: which of them any rows are left of, and how many in all."""

    used: tuple[int, ...]  # their places, newest first; the newest always
    height: int


class Joins:
    """The joins of one report type."""

    def __init__(self, known: Mapping[str, Joined] | None = None) -> None:
        """`known` are those of an earlier session, by what the files held."""
        self.known: Mapping[str, Joined] = known or {}
        self._made: dict[str, tuple[list[Part], Joined, Rows]] = {}
        self._asked: set[str] = set()

    def join(self, parts: Sequence[tuple[str, Part]], type_: ReportType) -> tuple[Joined, Rows]:
        """The parts of a log's files, newest first, each with the digest of its file; at least one."""
        name, only = _name(parts, type_), [part for _, part in parts]
        self._asked.add(name)
        made = self._made.get(name)
        if made is None or any(one is not other for one, other in zip(only, made[0], strict=True)):
            self._made[name] = only, *self._joined(name, only, type_)
        return self._made[name][1:]

    def _joined(self, name: str, parts: list[Part], type_: ReportType) -> tuple[Joined, Rows]:
        known = self.known.get(name) or (_side_by_side(parts) if _apart(parts, type_) else None)
        frame = None
        if known is None:
            frame, used = _newest_rows(parts, type_)
            known = Joined(used, frame.height)
        return known, Rows(lambda: _newest_rows(parts, type_)[0], known.height, frame)

    def forget_others(self) -> None:
        """Forget what nobody has asked for since the last time."""
        self._made = {name: made for name, made in self._made.items() if name in self._asked}
        self.known, self._asked = {name: joined for name, (_, joined, _) in self._made.items()}, set()


def _name(parts: Sequence[tuple[str, Part]], type_: ReportType) -> str:
    held = [(digest, part.marketplace, part.height, part.period_start, part.period_end) for digest, part in parts]
    return sha256(repr((type_.id, type_.key, type_.whole_periods, held)).encode("utf-8", "surrogatepass")).hexdigest()


def _side_by_side(parts: Sequence[Part]) -> Joined:
    used = tuple(age for age, part in enumerate(parts) if part.height or not age)
    return Joined(used, sum(part.height for part in parts))


def _newest_rows(parts: Sequence[Part], type_: ReportType) -> tuple[pl.DataFrame, tuple[int, ...]]:
    """The rows of all files without those whose key a newer file has, and the files of which any are left."""
    whole = [(part.period_start, part.period_end) for part in parts] if type_.whole_periods else []
    frames = [
        _still_there(_rows(part), type_, whole[:age]).with_columns(pl.lit(age, pl.UInt32).alias(_AGE))
        for age, part in enumerate(parts)
    ]
    rows = pl.concat(frames, rechunk=False)
    if not _apart(parts, type_):
        no_key = pl.all_horizontal(pl.col(name).is_null() for name in type_.key)
        rows = rows.filter((pl.col(_AGE) == pl.col(_AGE).min().over(type_.key)) | no_key)
    return rows.drop(_AGE), tuple(sorted({0, *rows[_AGE].unique()}))


def _still_there(
    rows: pl.DataFrame, type_: ReportType, newer: Iterable[tuple[date | None, date | None]]
) -> pl.DataFrame:
    """The rows of an older file that no newer one must hold: what lies between its days stands in it, or is gone.

    Of the first and the last day of a file nobody knows whether it has the whole.
    """
    days = [(first, last) for first, last in newer if first is not None and last is not None]
    between = [pl.col(type_.period_columns[0]).is_between(*ends, closed="none").fill_null(value=False) for ends in days]
    return rows.filter(~pl.any_horizontal(between)) if between else rows


def _rows(part: Part) -> pl.DataFrame:
    """What a file holds, not to be held beside the joined table."""
    return part.rows.peek() if isinstance(part.rows, Rows) else part.rows


def _apart(parts: Iterable[Part], type_: ReportType) -> bool:
    """Whether no day stands in two of the files, so that no key can."""
    if not type_.day_column or type_.day_column not in type_.key:
        return False
    periods = sorted((p.period_start, p.period_end) for p in parts if p.period_start and p.period_end)
    return all(earlier[1] < later[0] for earlier, later in pairwise(periods))
