"""How a report type is declared: header spellings, columns and traps as values; one such value per file of `types`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

import polars as pl

from cockpit.tables import FILE, ROW
from cockpit.text import Words


class Kind(StrEnum):
    """What a column holds, after reading; `DTYPES` has the polars type of each."""

    TEXT = "text"  # String: SKUs, ids, names, kept with their zeros
    COUNT = "count"  # Int64
    NUMBER = "number"  # Float64: not money, not a share
    MONEY = "money"  # Decimal(18, 4): exact
    RATE = "rate"  # Float64 fraction: 12.3% → 0.123
    INSTANT = "instant"  # Datetime("us", "UTC")
    DAY = "day"  # Date, in the marketplace's calendar
    FLAG = "flag"  # Boolean: true/false/1/0/yes/no/y/n/是/否
    LIST = "list"  # List(String): separated by ";"


DTYPES: Mapping[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.COUNT: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.MONEY: pl.Decimal(18, 4),
    Kind.RATE: pl.Float64(),
    Kind.INSTANT: pl.Datetime("us", "UTC"),
    Kind.DAY: pl.Date(),
    Kind.FLAG: pl.Boolean(),
    Kind.LIST: pl.List(pl.String()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column we read. `name` is ours (snake_case); `names` are the header spellings, compared after folding.

    Folding ignores case, spaces, hyphens of every kind, underscores, width of characters and a currency in brackets at
    the end, so one spelling stands for many. The first spelling is the one people are told when the column is missing.
    """

    name: str
    kind: Kind
    names: tuple[str, ...]
    required: bool = False  # the file cannot be used without it: D-03 names it
    filled: bool = False  # an empty cell is a located Problem, and the row is rejected
    percent: Literal["hundred", "fraction"] = "fraction"  # RATE: what a number without % means in a text file
    most: float | None = None  # RATE: a bare number from here on is percent points without their sign, and no fraction
    id: bool = False  # TEXT: an identifier: ="123" is unwrapped, a number destroyed by a spreadsheet is located
    first: tuple[str, ...] = ()  # spellings that are meant where a file has one of `names` too
    blanks: tuple[str, ...] = ()  # further words for "nothing", beside -- and n/a


# For `quiet_hours`: rows of any age say nothing about when they were exported (open orders, feedback, messages).
ANY_AGE = 24.0 * 365

# How several files of a type make one table:
# snapshot: the newest file is the truth, older ones are history (stock, listings, open orders).
# period: each file sums a period; the newest period is current, older ones are history (business reports).
# log: rows carry their own dates; all files are joined, the newest file that has a key wins (orders, settlements).
Accumulation = Literal["snapshot", "period", "log"]


@dataclass(frozen=True)
class JsonShape:
    """How a report that comes as JSON is known and turned into rows."""

    keys: tuple[str, ...]  # all of these stand at the top
    rows: Callable[[str], "Sequence[Mapping[str, Any]]"]  # text of the file → rows by canonical column, with `_row`


@dataclass(frozen=True)
class Positions:
    """How a report is known whose header is in any language but whose columns never move."""

    columns: tuple[str, ...]  # canonical name of the first, second … column; "" = not read
    fits: Callable[[Sequence[Sequence[str]]], bool]  # cells of the first rows after the header → is it this type


@dataclass(frozen=True)
class ReportType:
    """One kind of report, complete: how to know it, what to read, how to place it, where to export it from."""

    id: str
    title: Words
    menu: Words  # Seller Central path
    columns: tuple[Column, ...]
    marks: tuple[tuple[str, ...], ...]  # any one of these sets of (canonical) columns, all present, recognises the type
    rejects: tuple[str, ...] = ()  # headers that tell a neighbour: present means it is not this type
    # Where a neighbour without its own mark would look the same: whether this (folded) header is proof enough.
    proven: Callable[[Sequence[str]], bool] | None = None
    sources: tuple[Column, ...] = ()  # columns of other layouts that only `prepare` reads, as text
    prepare: Callable[[pl.DataFrame], pl.DataFrame] | None = None  # text columns of another layout → of this one
    json: JsonShape | None = None
    positions: Positions | None = None
    accumulates: Accumulation = "snapshot"
    key: tuple[str, ...] = ()  # of a log: rows of older files with the same key as a newer file's are dropped
    row_key: tuple[str, ...] = ()  # of a snapshot: columns that, where all are filled, say what a row is of
    snapshot_column: str = ""  # of a snapshot: its DAY; rows of an older day than the file's newest are history
    # Of a log: what an older file has between the first and the last day of a newer one that lacks it is gone.
    whole_periods: bool = False
    day_column: str = ""  # of a log: a file without a single day in it sums its period and is not joined with others
    period_columns: tuple[str, ...] = ()  # DAY or INSTANT columns whose minimum and maximum are the period
    period_in_utc: bool = False  # of INSTANT columns: their days are those of UTC, not of the marketplace
    as_of_columns: tuple[str, ...] = ()  # DAY or INSTANT columns whose newest value says when the content was true
    quiet_hours: float = 0  # the newest row may honestly be so much older than the export
    dated_by_name: bool = False  # no date inside: one ISO date in the path is the data's day, two are its period
    # Of a tool's layout without a day: the source column that only it has, and the DAY column that is then the file's
    # own day: the moment of export inside, else one ISO date in the path, else the file's time.
    own_day: tuple[str, str] = ("", "")
    marketplace_column: str = ""  # canonical column that tells it ("sales_channel", "country")
    currency_column: str = ""  # canonical column that tells it where the other does not
    whole: str = ""  # canonical column: its rows belong to one marketplace and are never split ("settlement_id")
    max_age_hours: float | None = None  # domain §2.9; None: never stale
    optional: bool = False  # absence raises no D-01 (interfaces, "Optional types")
    by_hand: bool = False  # kept by people or an ERP: times without an offset are the team's
    footer: tuple[str, ...] = ()  # words of a total row to drop ("Total", "总计", "合計")
    notes: Words = field(default_factory=lambda: Words("", ""))

    def empty(self) -> pl.DataFrame:
        """The header-only table: every column with its dtype, `_file` and `_row`."""
        return self._empty.clone()

    @cached_property
    def _empty(self) -> pl.DataFrame:
        schema = {column.name: DTYPES[column.kind] for column in self.columns}
        return pl.DataFrame(schema={**schema, FILE: pl.String(), ROW: pl.UInt32()})

    def column(self, name: str) -> Column:
        """The column of a canonical name; KeyError when the type has none such."""
        for column in (*self.columns, *self.sources):
            if column.name == name:
                return column
        raise KeyError(name)
