"""The reading index: what earlier sessions know of every file, so that one that did not change is not opened again.

It stands in ``state/cache`` and may be deleted at any time. A file's entry is believed while its path, inode, size and
time are those of the folder, and only by the code, the settings that decide how bytes are read, and the libraries that
wrote it. It holds what a file is and what is wrong with it, and how the files of a log were joined; never a row: rows
are read from the report itself when a check that must run looks at them (`cockpit.held_file`).
"""

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import fastexcel
import polars as pl

from cockpit import wire
from cockpit.held_file import HeldFile
from cockpit.kept_picture import cache_folder, own, read_cache, write_cache
from cockpit.quiet import Identity
from cockpit.reports import Joined, Part, Reading
from cockpit.store import Store
from cockpit.tables import Rows

_NAME: Final = "readings.bin"
_MAGIC: Final = b"cockpit readings\n"
_SECOND: Final = 1_000_000_000
_COARSE: Final = 2 * _SECOND  # the longest step of a file system's clock that counts in whole seconds
# Why reading may end otherwise the next time although the file is the same.
_PASSING: Final = frozenset({"reader-died", "unreadable", "changing"})


@dataclass(frozen=True, slots=True)
class Index:
    """What is known of files by path, and of joins by what was joined."""

    files: Mapping[str, tuple[Identity, tuple[Reading, ...]]] = field(default_factory=dict)
    joins: Mapping[str, Joined] = field(default_factory=dict)


def code_version() -> str:
    """Names the libraries that take part in reading and judging."""
    return f"{pl.__version__} {fastexcel.__version__} {sys.version}"


def keep_index(state: Store, key: str, files: Mapping[str, HeldFile], joins: Mapping[str, Joined]) -> None:
    """Keep the index for the next start. `key` names the code and the settings that reading depends on."""
    now = time.time_ns()
    spellings: dict[tuple[tuple[str, str], ...], int] = {}
    entries = {name: _entry(file, spellings) for name, file in files.items() if _lasts(file, now)}
    joined = {name: (one.used, one.height) for name, one in joins.items()}
    write_cache(state, _NAME, _MAGIC, wire.dumps((key, list(spellings), entries, joined)))


def kept_index(state: Store, key: str) -> Index:
    """The index that was kept under this very key; an empty one when there is none to be believed."""
    body = read_cache(cache_folder(state.workspace) / own(_NAME), _MAGIC)
    if body is None:
        return Index()
    try:
        its_key, spellings, entries, joined = wire.loads(body)
        if its_key != key:
            return Index()
        headers = [dict(spelled) for spelled in spellings]
        files = {name: _file(entry, headers) for name, entry in entries.items()}
        return Index(files, {name: Joined(used, height) for name, (used, height) in joined.items()})
    except (wire.Unreadable, TypeError, ValueError, AttributeError, LookupError):
        return Index()


def _lasts(file: HeldFile, now: int) -> bool:
    """Whether the entry will say the truth as long as the file's identity is the same.

    Where times are whole seconds, a file written just now may be written again without another time.
    """
    fresh = file.identity.modified_ns % _SECOND == 0 and now - file.identity.modified_ns < _COARSE
    problems = (problem.code for reading in file.readings for problem in reading.file.problems)
    return not fresh and _PASSING.isdisjoint(problems)


def _entry(file: HeldFile, spellings: dict[tuple[tuple[str, str], ...], int]) -> tuple[Any, ...]:
    return tuple(file.identity), tuple(
        (one.file, spellings.setdefault(tuple(one.headers.items()), len(spellings)), tuple(map(_part, one.parts)))
        for one in file.readings
    )


def _part(part: Part) -> tuple[Any, ...]:
    days = part.period_start, part.period_end
    return part.marketplace, part.height, part.as_of, *days, part.inside, part.rejected, part.dayless


def _file(entry: tuple[Any, ...], headers: list[dict[str, str]]) -> tuple[Identity, tuple[Reading, ...]]:
    identity, readings = entry
    return Identity(*identity), tuple(
        Reading(file, tuple(_parts(parts)), headers[spelled]) for file, spelled, parts in readings
    )


def _parts(parts: tuple[tuple[Any, ...], ...]) -> Iterator[Part]:
    for marketplace, height, *rest in parts:
        yield Part(marketplace, Rows(_unread, height), *rest)


def _unread() -> pl.DataFrame:
    raise LookupError("rows of a file that no library holds")
