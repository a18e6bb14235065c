"""The rows behind an issue, as they stand in their files: only those files are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cockpit.check import Check
from cockpit.library import Library
from cockpit.picture import EvidenceRow, Picture
from cockpit.quiet import Listing
from cockpit.report_file import parted
from cockpit.reports import Hints, raw_rows

Cells = Sequence[tuple[str, str]]  # heading, text


def reports_of(fingerprint: str, picture: Picture, checks: Iterable[Check[Any]]) -> dict[str, str]:
    """Which report of each file an issue is about: a file may hold several, a check reads some of them."""
    check = next((one.check for one in picture.issues if one.fingerprint == fingerprint), "")
    reads = next((one.reads for one in checks if one.id == check), frozenset[str]())
    found: dict[str, str] = {}
    for file in picture.files:
        if file.type and (file.path not in found or (found[file.path] not in reads and file.type in reads)):
            found[file.path] = file.type
    return found


def rows_at(
    places: Iterable[tuple[str, int]], types: Mapping[str, str], library: Library, listing: Listing, hints: Hints
) -> tuple[EvidenceRow, ...]:
    """The rows of some places, file by file; `types` says which report of a file is meant.

    Raises LookupError when a file is no longer the one that was listed.
    """
    found = (_rows(place, rows, types, library, listing, hints) for place, rows in _by_place(places))
    return tuple(row for rows in found for row in rows)


def cells_at(place: str, rows: Sequence[int], type_: str, root: Path, hints: Hints) -> list[Cells]:
    """The cells of some rows of a report, or of a sheet, as they stand in it, under its own headings."""
    file, sheet = parted(place, lambda path: (root / path).is_file())
    return [tuple(cells) for cells in raw_rows(root / file, rows, root, hints, type_, sheet)]


def _rows(
    place: str, rows: list[int], types: Mapping[str, str], library: Library, listing: Listing, hints: Hints
) -> Iterator[EvidenceRow]:
    file, sheet = parted(place, types.__contains__)
    if not library.holds(file, listing):
        raise LookupError(file)
    for row, cells in zip(rows, cells_at(place, rows, types.get(file, ""), library.root, hints), strict=True):
        yield EvidenceRow(file, row, tuple(cells), sheet)


def _by_place(places: Iterable[tuple[str, int]]) -> Iterable[tuple[str, list[int]]]:
    """Row numbers by file and sheet, in the order in which these first come."""
    found: dict[str, list[int]] = {}
    for place, row in places:
        found.setdefault(place, []).append(row)
    return found.items()
