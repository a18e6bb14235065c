"""Daily snapshots of what checks compare over time: Parquet under ``state/history``, in a layout any engine can read.

``<type>/store=<store>/marketplace=<marketplace>/date=<day>/<moment>.parquet``; one a day, the last word of the day.
They count like older files in the folder, so that old files may be deleted, or one file be overwritten every day.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

import polars as pl

from cockpit import store
from cockpit.clock import zone_of
from cockpit.reports import ReportType
from cockpit.store import NotSaved, Store
from cockpit.tables import Rows, Table, Tables

Key = tuple[str, str, str]  # type, store, marketplace

_MOMENT: Final = "%Y%m%dT%H%M%S.%fZ"
_KEPT: Final = frozenset({"snapshot", "period"})  # a log's rows carry their own dates: its files are its history


def _read(path: Path, empty: pl.DataFrame) -> pl.DataFrame:
    """The rows of a snapshot with the columns of `empty`, those that the type has now.

    Of a later snapshot of that day when another cockpit has replaced it; none when it is gone.
    """
    for candidate in (path, *sorted(path.parent.glob("*.parquet"), reverse=True)):
        with suppress(FileNotFoundError):
            found = pl.read_parquet(candidate, hive_partitioning=False, memory_map=False)
            return pl.concat([empty, found], how="diagonal_relaxed").select(empty.columns)
    return empty


def _height(path: Path) -> int:
    """How many rows `_read` would give, by the file's last bytes alone."""
    for candidate in (path, *sorted(path.parent.glob("*.parquet"), reverse=True)):
        with suppress(FileNotFoundError):
            return int(pl.scan_parquet(candidate, hive_partitioning=False).select(pl.len()).collect().item())
    return 0


class Snapshots:
    """The snapshots of one workspace."""

    def __init__(self, state: Store, types: Mapping[str, ReportType]) -> None:
        """Look at which there are; their rows stay on disk."""
        self._store = state
        self._types = types
        self._folder = state.state / "history"
        self._places = {(key, day): path for key, day, path in _found(self._folder)}
        self._tables: dict[Path, Table] = {}

    def use(self, types: Mapping[str, ReportType]) -> None:
        """Go on with the report types of edited settings."""
        self._types = types
        self._tables.clear()

    def history(self) -> dict[Key, tuple[Table, ...]]:
        """Every snapshot by type, store and marketplace, newest first."""
        found: dict[Key, list[Table]] = {}
        for (key, _), path in self._places.items():
            if key[0] in self._types:
                found.setdefault(key, []).append(self._table(key, path))
        return {key: tuple(sorted(tables, key=lambda one: one.as_of, reverse=True)) for key, tables in found.items()}

    def keep(self, tables: Tables) -> None:
        """Write what is current and not yet kept. What may be half a report is not kept: others compare with it."""
        digests = {file.path: file.digest for file in tables.files}
        for key, table in tables.current.items():
            if self._types[key[0]].accumulates in _KEPT and not table.doubts and table.height:
                source = sha256("".join(digests.get(name, "") for name in table.files).encode()).hexdigest()[:12]
                self._keep(key, table, _Stamp(table.as_of, source, table.period_start, table.period_end))

    def _keep(self, key: Key, table: Table, stamp: "_Stamp") -> None:
        day = _day_of(table, self._types[key[0]])
        path = self._folder_of(key, day) / f"{stamp.text}.parquet"
        before = self._places.get((key, day))
        if before is not None and (before == path or _Stamp.of(before.stem).as_of > table.as_of):
            return
        buffer = io.BytesIO()
        table.frame.write_parquet(buffer, compression="zstd")
        try:
            self._store.make_folder(path.parent)
            store.replace(path, buffer.getvalue(), self._store.modes.file)
        except OSError as error:
            raise NotSaved.of(error, self._store.name(path)) from error
        self._places[key, day] = path
        if before is not None:
            self._tables.pop(before, None)  # with its rows, which a check may have looked at
            with suppress(OSError):
                before.unlink()

    def _folder_of(self, key: Key, day: date) -> Path:
        type_, shop, marketplace = (quote(part, safe=" ") for part in key)
        return self._folder / type_ / f"store={shop}" / f"marketplace={marketplace}" / f"date={day.isoformat()}"

    def _table(self, key: Key, path: Path) -> Table:
        if path not in self._tables:
            stamp = _Stamp.of(path.stem)
            empty = self._types[key[0]].empty()
            rows = Rows(lambda: _read(path, empty), lambda: _height(path))
            self._tables[path] = Table(*key, rows, stamp.as_of, stamp.start, stamp.end)
        return self._tables[path]


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a snapshot's name says: when it was true, what it was made from, and the period it covers."""

    as_of: datetime
    source: str  # a digest of its files: exported again on the same day, it is kept again
    start: date | None = None
    end: date | None = None

    @property
    def text(self) -> str:
        """As it stands in the name; a later moment sorts after an earlier one."""
        days = f"_{self.start.isoformat()}_{self.end.isoformat()}" if self.start and self.end else ""
        return f"{self.as_of.astimezone(UTC).strftime(_MOMENT)}_{self.source}{days}"

    @classmethod
    def of(cls, text: str) -> "_Stamp":
        """From a name; raises ValueError when it is none of ours."""
        moment, source, *days = text.split("_")
        start, end = map(date.fromisoformat, days) if days else (None, None)
        return cls(datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC), source, start, end)


def _day_of(table: Table, type_: ReportType) -> date:
    """The marketplace day that a table describes. A day that is true from its end on is that day, not the next."""
    if type_.accumulates == "period" and table.period_end is not None:
        return table.period_end
    return (table.as_of - timedelta(microseconds=1)).astimezone(zone_of(table.marketplace)).date()


def _found(folder: Path) -> Iterator[tuple[Key, date, Path]]:
    """Every snapshot below a folder; of several of one day the newest last."""
    for path in sorted(folder.glob("*/store=*/marketplace=*/date=*/*.parquet")):
        day, marketplace, shop, type_ = (parent.name for parent in list(path.parents)[:4])
        with suppress(ValueError):
            _Stamp.of(path.stem)
            key = (
                unquote(type_),
                unquote(shop.removeprefix("store=")),
                unquote(marketplace.removeprefix("marketplace=")),
            )
            yield key, date.fromisoformat(day.removeprefix("date=")), path
