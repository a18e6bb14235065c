"""Rows of a snapshot that say the same thing twice: stock that is there once is not counted as two.

A row of a stock report is a SKU's under one label (FNSKU) in one condition (report-formats §4.1-4.3). Files of ERPs,
which leave these or the day out, may hold a SKU once for each warehouse: they are not looked at.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from cockpit.problems import Problem
from cockpit.reports.report_type import Column, Kind, ReportType
from cockpit.tables import ROW

_AT = "_at"  # the place of a row: JSON on one line has every row on line 1
_NAMES = frozenset({Kind.TEXT, Kind.LIST})  # of two rows that differ in these alone the first stands


class Single(NamedTuple):
    """A snapshot with one row of each thing, and what became of the others."""

    frame: pl.DataFrame
    kept: pl.Series | None  # of the rows that were given; None: all of them
    problems: tuple[Problem, ...] = ()
    rejected: int = 0


def key_of(type_: ReportType) -> list[str]:
    """The columns that say what a row of a snapshot is of; none where the report has no such."""
    placed = (type_.snapshot_column, type_.marketplace_column)
    return [*type_.row_key, *(name for name in placed if name)] if type_.row_key else []


def again(frame: pl.DataFrame, type_: ReportType, *more: str) -> pl.Series | None:
    """Which rows are of something that another row is of as well; None where none is."""
    names = key_of(type_)
    if not names or frame[names[0]].n_unique() == frame.height:  # seen in a fifth of the time of comparing whole keys
        return None
    told = pl.lit(value=True)
    if not type_.snapshot_column:  # without a day inside it may be an ERP's
        if any(frame[name].null_count() == frame.height for name in type_.row_key):
            return None
        told = pl.all_horizontal(pl.col(name).is_not_null() for name in type_.row_key)
    found = frame.select((told & pl.struct(*names, *more).is_duplicated()).alias("again"))["again"]
    return found if found.any() else None


def by_day(frame: pl.DataFrame, type_: ReportType) -> list[pl.DataFrame]:
    """The rows of each day, in the file's order; those without a day are of the newest. At least one frame."""
    name = type_.snapshot_column
    days = frame[name].drop_nulls().unique(maintain_order=True) if name else ()
    if len(days) <= 1:
        return [frame]
    of = pl.col(name).fill_null(pl.col(name).max())
    return [frame.filter(of == day) for day in days]


def single(frame: pl.DataFrame, type_: ReportType, spelled: Mapping[str, str]) -> Single:
    """One row of each thing. Figures in which its rows contradict each other are null, as unreadable ones are.

    Args:
        frame: typed rows of one file.
        type_: what they are of.
        spelled: the file's own header of each column.
    """
    twice = again(frame, type_)
    if twice is None:
        return Single(frame, None)
    names, figures = key_of(type_), [column.name for column in type_.columns if _is_figure(column, type_)]
    placed = frame.with_row_index(_AT)
    differ = (pl.col(name).drop_nulls().n_unique().over(names) > 1 for name in figures)
    groups = placed.filter(twice).with_columns(differ).with_columns(_split=pl.any_horizontal(figures))
    firsts = groups.unique(names, keep="first", maintain_order=True)
    later = groups.join(firsts, on=_AT, how="anti", maintain_order="left")
    marks = firsts.select(_AT, *(pl.col(name).alias(f"_{name}") for name in figures))
    kept = ~placed[_AT].is_in(later[_AT].implode())
    cleared = (
        placed.filter(kept)
        .join(marks, on=_AT, how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col(f"_{name}").fill_null(value=False).not_()).then(pl.col(name)).alias(name) for name in figures
        )
    )
    said = spelled.get(key_of(type_)[0], key_of(type_)[0])
    problems = tuple(
        Problem(code, "", int(rows[ROW][0]), said, found=str(rows[names[0]][0]), count=rows.height)
        for code, rows in (
            ("repeated-row", later.filter(~pl.col("_split"))),
            ("contradicting-row", later.filter(pl.col("_split"))),
        )
        if rows.height
    )
    return Single(cleared.select(frame.columns), kept, problems, int(later["_split"].sum()))


def _is_figure(column: Column, type_: ReportType) -> bool:
    return column.kind not in _NAMES and column.name not in key_of(type_)
