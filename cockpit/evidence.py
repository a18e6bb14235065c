"""The rows behind an issue, as they stand in their files: only those files are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cockpit.check import Check
from cockpit.library import Library
from cockpit.picture import EvidenceRow, Picture
from cockpit.quiet import Listing
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
    found = (_rows(file, rows, types.get(file, ""), library, listing, hints) for file, rows in _by_file(places))
    return tuple(row for rows in found for row in rows)


def cells_at(file: str, rows: Sequence[int], type_: str, root: Path, hints: Hints) -> list[Cells]:
    """The cells of some rows of a report as they stand in it, under its own headings."""
    return [tuple(cells) for cells in raw_rows(root / file, rows, root, hints, type_)]


def _rows(
    file: str, rows: list[int], type_: str, library: Library, listing: Listing, hints: Hints
) -> Iterator[EvidenceRow]:
    if not library.holds(file, listing):
        raise LookupError(file)
    for row, cells in zip(rows, cells_at(file, rows, type_, library.root, hints), strict=True):
        yield EvidenceRow(file, row, tuple(cells))


def _by_file(places: Iterable[tuple[str, int]]) -> Iterable[tuple[str, list[int]]]:
    """Row numbers by file, files in the order in which they first come."""
    found: dict[str, list[int]] = {}
    for file, row in places:
        found.setdefault(file, []).append(row)
    return found.items()
