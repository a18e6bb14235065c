"""Small files of one kind read in one go: a folder of daily exports costs its bytes, not a start for each file.

Each file gets the Reading that it gets alone. Whatever would make its rows depend on one another (a decimal mark to be
decided, a total row, a cell in doubt) sends that file back to be read alone; where the files differ, all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException

from cockpit.reports import place, values
from cockpit.reports.alike import Group, Member, groups, lengths
from cockpit.reports.delimited import FIRST, SPILL, scan, wanted_of
from cockpit.reports.hints import Hints
from cockpit.reports.read import opened, readings_of
from cockpit.reports.reading import Reading
from cockpit.reports.report_type import Kind, ReportType
from cockpit.reports.snapshot_rows import again
from cockpit.reports.source import Source
from cockpit.reports.tidy import odd_rows
from cockpit.reports.typed import calendar_of, finished, part_of
from cockpit.tables import FILE, ROW

_FEW = 3  # files are not worth a group of their own
_OF = "_of"  # which member a row is of


def read_together(paths: Sequence[Path], root: Path, hints: Hints) -> list[tuple[Reading, ...]]:
    """What `read_file` gives for each of some files, which should be small: their bytes are held all at once."""
    found = [opened(path, root, hints) for path in paths]
    sources = {number: one for number, one in enumerate(found) if isinstance(one, Source)}
    done = {number: (reading,) for group in groups(sources) for number, reading in _read(group)}
    return [
        (one,) if isinstance(one, Reading) else done.get(number) or readings_of(one) for number, one in enumerate(found)
    ]


class _UnevenError(Exception):
    """Rows and lines are not the same: somewhere quotes hold line ends."""


def _read(group: Group) -> list[tuple[int, Reading]]:
    """The readings of those members that need not be read alone. As in `read_file`, nothing is raised.

    A file that spoils the reading of the others is closed in on by halves.
    """
    try:
        return list(_typed(group))
    except (Exception, PanicException):  # noqa: BLE001 - bytes of strangers: alone, each file says what is wrong with it
        if len(group.members) <= _FEW:
            return []
    middle = len(group.members) // 2
    halves = (group.members[:middle], group.members[middle:])
    return [found for half in halves for found in _read(replace(group, members=half))]


def _typed(group: Group) -> Iterator[tuple[int, Reading]]:
    header, type_ = group.header, group.header.type
    text = scan(group.data, header, wanted_of(header))
    if text.height != sum(lengths(group.members)):
        raise _UnevenError
    odd = odd_rows(text, header)
    text = _with_currencies(text.drop(SPILL, FIRST, strict=False), type_, group.members)
    home = _home(text, group)
    if text.is_empty() or home is None:
        return
    rules = values.Rules(calendar_of(type_, home, group.members[0].source.hints), spelled=header.spelled, apart=True)
    rows = values.cast_rows(text, type_.columns, rules)
    placed = _placed(rows.frame, group)
    doubtful = _any(text.height, odd, rows.bad, rows.lost, again(placed, type_, FILE), _older(placed, type_))
    yield from _readings(group, placed, doubtful, home)


def _older(rows: pl.DataFrame, type_: ReportType) -> pl.Series | None:
    """Rows of a snapshot of another day than the file's newest: such a file is more than one snapshot."""
    day = type_.snapshot_column
    if not day:
        return None
    return rows.select((pl.col(day) != pl.col(day).max().over(FILE)).alias("older"))["older"]


def _home(text: pl.DataFrame, group: Group) -> str | None:
    type_, source = group.header.type, group.members[0].source
    columns = (type_.marketplace_column, type_.currency_column)
    return place.place_alike(text, columns, group.header.cells, source.folder, source.hints.default_marketplace)


def _with_currencies(text: pl.DataFrame, type_: ReportType, members: Sequence[Member]) -> pl.DataFrame:
    """Each file's currency by the sign of its first amount; no rows at all where its own column may be empty."""
    name = type_.currency_column
    if not name:
        return text
    if name in text.columns:
        return text.clear() if text[name].null_count() else text
    amounts = [c.name for c in type_.columns if c.kind is Kind.MONEY and c.name in text.columns]
    codes = [
        next((code for cell in cells if cell and (code := place.currency_of(cell))), None)
        for cells in _first_filled(text, amounts, members)
    ]
    if not any(codes):
        return text
    return text.with_columns(_repeated(codes, members).alias(name))


def _first_filled(text: pl.DataFrame, names: Sequence[str], members: Sequence[Member]) -> list[tuple[str | None, ...]]:
    """The first filled cell of some columns in each file."""
    of = _repeated([f"{number}" for number in range(len(members))], members).alias(_OF)
    firsts = (pl.col(name).drop_nulls().first() for name in names)
    return text.select(*names, of).group_by(_OF, maintain_order=True).agg(*firsts).drop(_OF).rows()


def _placed(frame: pl.DataFrame, group: Group) -> pl.DataFrame:
    """The rows with their file and with their line in it."""
    names = _repeated([member.source.name for member in group.members], group.members)
    counts = pl.Series(lengths(group.members))
    first = group.header.line + 1
    rows = pl.select(pl.int_ranges(first, first + counts, dtype=pl.UInt32).explode()).to_series()
    columns = [column.name for column in group.header.type.columns]
    return frame.with_columns(names.alias(FILE), rows.alias(ROW)).select(*columns, FILE, ROW).rechunk()


def _repeated(each: Sequence[str | None], members: Sequence[Member]) -> pl.Series:
    """A value for each file as one for each row."""
    frame = pl.DataFrame({"each": pl.Series(each, dtype=pl.String), "rows": lengths(members)})
    return frame.select(pl.col("each").repeat_by("rows").explode())["each"]


def _any(height: int, *masks: pl.Series | None) -> pl.Series:
    """The numbers of the rows for which any of these is true."""
    there = [mask for mask in masks if mask is not None]
    if not there:
        return pl.Series([], dtype=pl.UInt32)
    return pl.select(pl.any_horizontal(there).alias("any"))["any"].head(height).arg_true()


def _readings(
    group: Group, frame: pl.DataFrame, doubtful: pl.Series, marketplace: str
) -> Iterator[tuple[int, Reading]]:
    """Each file's slice, without the files that have a doubtful row."""
    starts = list(accumulate(lengths(group.members), initial=0))
    alone = set(pl.Series(starts).search_sorted(doubtful, side="right") - 1)
    for number, (member, start) in enumerate(zip(group.members, starts, strict=False)):
        if number not in alone:
            yield member.number, _reading(group, member, frame.slice(start, member.rows), marketplace)


def _reading(group: Group, member: Member, rows: pl.DataFrame, marketplace: str) -> Reading:
    source, type_ = member.source, group.header.type
    parts = (part_of(source, type_, rows, marketplace, 0),)
    file = replace(source.file, encoding=group.encoding, rows=member.rows)
    return Reading(finished(file, type_, parts, ()), parts, group.header.spelled)
