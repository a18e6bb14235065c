"""One file as it was read: what is known of it always, its rows while somebody needs them.

The rows come back from the file itself, never from a copy, and only while it is the same file and says the same.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import polars as pl

from cockpit.quiet import Identity
from cockpit.reports import Part, Reading
from cockpit.tables import Rows

Again = Callable[[], tuple[Reading, ...]]  # the file read once more; raises `Replaced` when it says something else now


@dataclass(frozen=True, slots=True)
class HeldFile:
    """What a file held when it was this file."""

    identity: Identity
    readings: tuple[Reading, ...]

    @property
    def kind(self) -> tuple[str | None, str, str | None]:
        """Type, store and marketplace: files of one kind are looked at one after the other."""
        file = self.readings[0].file
        return file.type, file.store, file.marketplace

    @property
    def as_of(self) -> datetime:
        """When it was true."""
        return self.readings[0].file.as_of or datetime.min.replace(tzinfo=UTC)

    @property
    def at_hand(self) -> bool:
        """Whether no row of it would have to be read."""
        return all(rows.at_hand for rows in self._rows())

    def says(self, found: Sequence[Reading]) -> bool:
        """Whether another reading says the same, beside the cells of the rows."""
        return list(map(_known, self.readings)) == list(map(_known, found))

    def hold(self, found: Sequence[Reading]) -> None:
        """Have the rows of another reading that says the same."""
        frames = (part.frame for reading in found for part in reading.parts)
        for rows, frame in zip(self._rows(), frames, strict=True):
            rows.hold(frame)

    def let_go(self) -> None:
        """Forget the rows that nobody asked for."""
        for rows in self._rows():
            rows.let_go()

    def _rows(self) -> list[Rows]:
        return [part.rows for reading in self.readings for part in reading.parts if isinstance(part.rows, Rows)]


def held_file(identity: Identity, readings: tuple[Reading, ...], again: Again) -> HeldFile:
    """The readings of a file with rows that can be let go; those of an earlier session have none yet."""
    held = (
        replace(
            reading,
            parts=tuple(_held(part, partial(_read, again, at, place)) for place, part in enumerate(reading.parts)),
        )
        for at, reading in enumerate(readings)
    )
    return HeldFile(identity, tuple(held))


def _held(part: Part, read: Callable[[], pl.DataFrame]) -> Part:
    return replace(part, rows=Rows(read, part.height, part.rows if isinstance(part.rows, pl.DataFrame) else None))


def _read(again: Again, at: int, place: int) -> pl.DataFrame:
    """The rows of one part. Knows no reading: rows that know their reading are freed by the garbage collector only."""
    return again()[at].parts[place].frame


def _known(reading: Reading) -> Hashable:
    parts = tuple(
        (p.marketplace, p.height, p.as_of, p.period_start, p.period_end, p.inside, p.rejected, p.dayless)
        for p in reading.parts
    )
    return reading.file, tuple(sorted(reading.headers.items())), parts
