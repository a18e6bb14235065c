"""The cast that is right for a clean column, as one expression, so that polars does all columns at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from cockpit.reports import dates
from cockpit.reports.numbers import points
from cockpit.reports.report_type import DTYPES, Column, Kind

FLAGS: Mapping[str, bool] = {
    "true": True, "1": True, "yes": True, "y": True, "是": True, "t": True, "1.0": True,
    "false": False, "0": False, "no": False, "n": False, "否": False, "f": False, "0.0": False,
}  # fmt: skip
_SIGNS = "$€£¥￥₹"
_LOOKED_AT = 200
_PAIRS = (("true", "false"), ("Y", "N"), ("y", "n"), ("1", "0"), ("yes", "no"), ("Yes", "No"), ("是", "否"))


@dataclass(frozen=True, slots=True)
class Habits:
    """How the cells of one file are written, as far as the first cell of a column does not show it."""

    zone: str  # of times that name none
    fractions: bool = False  # bare rates are fractions, whatever the report's text form says
    spaced: bool = False  # texts may have blanks around them
    comma: bool = False  # amounts have a decimal comma


def quickly(cells: pl.Series, column: Column, habits: Habits) -> pl.Expr | None:
    """The typed column where a cell is written as most are, null elsewhere. `cells` only show which form that is.

    None: it is taken as it stands, and nothing need be asked of polars.
    """
    value, zone, fractions = pl.col(column.name), habits.zone, habits.fractions
    match column.kind:
        case Kind.TEXT | Kind.LIST:
            return value.str.strip_chars() if habits.spaced else None
        case Kind.MONEY:
            cast = _money(value, sample(cells), comma=habits.comma)
        case Kind.RATE:
            cast = _rate(value, sample(cells), hundred=column.percent == "hundred" and not fractions)
        case Kind.INSTANT:
            cast = _instant(value, sample(cells), zone, again=_repeats(cells))
        case Kind.DAY:
            cast = _day(value, sample(cells))
        case Kind.FLAG:
            cast = _flag(value, sample(cells))
        case Kind.COUNT | Kind.NUMBER:
            cast = value.cast(DTYPES[column.kind], strict=False)
    return cast


def sample(cells: pl.Series) -> str:
    """The first filled cell; "" when there is none."""
    return str(cells.first(ignore_nulls=True) or "")


def _money(value: pl.Expr, first: str, *, comma: bool) -> pl.Expr:
    """Amounts behind the currency sign that the first filled cell starts with; by comma only those without a dot."""
    if first and first[0] in _SIGNS:  # cutting off one character is twice as fast as stripping a prefix
        value = pl.when(value.str.starts_with(first[0])).then(value.str.slice(1)).otherwise(value)
    if comma:  # a dot is grouping then
        value = pl.when(~value.str.contains(".", literal=True)).then(value.str.replace(",", ".", literal=True))
    return value.cast(DTYPES[Kind.MONEY], strict=False)


def _repeats(cells: pl.Series) -> bool:
    """Whether the same texts come again and again, so that it pays to look each up before it is parsed."""
    first = cells.head(_LOOKED_AT)
    return first.n_unique() * 2 < first.len()


def _rate(value: pl.Expr, first: str, *, hundred: bool) -> pl.Expr:
    if first and not first.endswith("%"):  # a cell with the sign in such a column is one of those that are read later
        bare = value.cast(pl.Float64, strict=False)
        return points(bare) if hundred else bare
    number = pl.when(value.str.ends_with("%")).then(value.str.head(-1)).cast(pl.Float64, strict=False)
    return points(number)


def _instant(value: pl.Expr, first: str, zone: str, *, again: bool) -> pl.Expr:
    """The form that the first filled cell has, for the whole column; nothing when it has none of them."""
    for form, looks in dates.QUICK_INSTANTS:
        if looks.fullmatch(first):
            moment = value.str.to_datetime(form, strict=False, time_unit="us", cache=again)
            return moment if form.endswith("%z") else moment.dt.replace_time_zone("UTC")
    local = local_form(first)
    if local:
        return dates.in_utc(value.str.to_datetime(local, strict=False, time_unit="us", cache=again), zone)
    zoned = dates.quick_zoned(value, first, again=again)
    return pl.lit(None, DTYPES[Kind.INSTANT]) if zoned is None else zoned


def local_form(first: str) -> str | None:
    """The form of a time that names no zone; None when the cell has another."""
    return next((form for form, looks in dates.QUICK_LOCAL if looks.fullmatch(first)), None)


def _flag(value: pl.Expr, first: str) -> pl.Expr:
    """The two words that the first filled cell belongs to; comparing is many times faster than looking up."""
    yes, no = next((pair for pair in _PAIRS if first in pair), _PAIRS[0])
    return pl.when(value == yes).then(pl.lit(value=True)).when(value == no).then(pl.lit(value=False))


def _day(value: pl.Expr, first: str) -> pl.Expr:
    for form, looks in dates.QUICK_DAYS:
        if looks.fullmatch(first):
            return value.str.to_date(form, strict=False)
    return pl.lit(None, pl.Date)
