"""One file as it was read: what is known of it always, its rows while somebody needs them.

The rows come back from the file itself, never from a copy, and only while it is the same file and says the same.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from cockpit.quiet import Identity
from cockpit.reports import Part, Reading
from cockpit.tables import Rows

Again = Callable[[], tuple[Reading, ...]]  # reads the file once more; raises `Replaced` when it says something else now


@dataclass(frozen=True, slots=True)
class HeldFile:
    """What a file held when it was this file."""

    identity: Identity
    readings: tuple[Reading, ...]


def held_file(identity: Identity, readings: tuple[Reading, ...], again: Again) -> HeldFile:
    """The readings of a file with rows that can be let go; those of an earlier session have none yet."""
    return HeldFile(identity, _Source(readings, again).readings)


def let_go(file: HeldFile) -> None:
    """Forget the rows that nobody asked for."""
    for reading in file.readings:
        for part in reading.parts:
            if isinstance(part.rows, Rows):
                part.rows.let_go()


def same(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Whether two readings of a file say the same, beside the cells of their rows."""
    return list(map(_known, one)) == list(map(_known, other))


def _known(reading: Reading) -> Hashable:
    parts = tuple(
        (p.marketplace, p.height, p.as_of, p.period_start, p.period_end, p.inside, p.rejected, p.dayless)
        for p in reading.parts
    )
    return reading.file, tuple(sorted(reading.headers.items())), parts


class _Source:
    """Where the rows of one file come from. One reading gives those of all its parts."""

    def __init__(self, readings: tuple[Reading, ...], again: Again) -> None:
        self._again = again
        self.readings = tuple(self._held(at, reading) for at, reading in enumerate(readings))

    def _held(self, at: int, reading: Reading) -> Reading:
        return replace(reading, parts=tuple(self._part(at, *numbered) for numbered in enumerate(reading.parts)))

    def _part(self, at: int, place: int, part: Part) -> Part:
        frame = part.rows if isinstance(part.rows, pl.DataFrame) else None
        return replace(part, rows=Rows(partial(self._read, at, place), part.height, frame))

    def _read(self, at: int, place: int) -> pl.DataFrame:
        found = self._again()
        for mine, theirs in zip(self.readings, found, strict=True):
            for part, other in zip(mine.parts, theirs.parts, strict=True):
                if isinstance(part.rows, Rows):
                    part.rows.hold(other.frame)
        return found[at].parts[place].frame
