"""How a report type is declared: its header spellings, columns and traps, as values. One such value per file here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

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
    """One column we read. `name` is ours (snake_case); `names` are the header spellings, compared after folding."""

    name: str
    kind: Kind
    names: tuple[str, ...]
    required: bool = False  # the file is not this type, or D-03 names it, when it is absent
    filled: bool = False  # an empty cell is a located Problem, and the row is rejected
    percent: Literal["text", "hundred", "fraction"] = "text"  # RATE: a bare number means percent points or a fraction


# How several files of a type make one table:
# snapshot: the newest file is the truth, older ones are history (stock, listings, open orders).
# period: each file sums a period; the newest period is current, older ones are history (business reports).
# log: rows carry their own dates; all files are joined, the newest row of each key wins (orders, settlements, daily ads).
Accumulation = Literal["snapshot", "period", "log"]


@dataclass(frozen=True)
class ReportType:
    """One kind of report, complete: how to know it, what to read, how to place it, where to export it from."""

    id: str
    title: Words
    menu: Words  # Seller Central path
    columns: tuple[Column, ...]
    marks: tuple[tuple[str, ...], ...]  # any one of these sets of headers, all present, recognises the type
    rejects: tuple[str, ...] = ()  # headers that tell a neighbour: present means it is not this type
    accumulates: Accumulation = "snapshot"
    key: tuple[str, ...] = ()  # canonical columns that identify a row of a log
    as_of_column: str = ""  # DAY or INSTANT column that says when a snapshot was taken
    period_columns: tuple[str, ...] = ()  # columns whose minimum and maximum are the period
    marketplace_column: str = ""  # canonical column that tells it ("sales_channel", "country")
    max_age_hours: float | None = None  # domain §2.9; None: never stale
    optional: bool = False  # absence raises no D-01 (interfaces, "Optional types")
    footer: tuple[str, ...] = ()  # first-cell words of a total row to drop ("Total", "总计", "合計")
    notes: Words = field(default_factory=lambda: Words("", ""))

    def empty(self) -> pl.DataFrame:
        """The header-only table: every column with its dtype, `_file` and `_row`."""
        schema = {column.name: DTYPES[column.kind] for column in self.columns}
        return pl.DataFrame(schema={**schema, FILE: pl.String(), ROW: pl.UInt32()})
