"""The rows of an ads report that lie in a range of days: exactly by day, as far as a summary tells (domain §2.5).

A daily export has a row per day. A summary has one row for a whole period, with the first and last day on which it had
activity: such a row may be used when both lie in the range; one that reaches beyond it mixes days that may be judged
with days that may not, and what it is about cannot be judged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.mature import Days
from cockpit.tables import FILE, whole_files

FIGURES = ("impressions", "clicks", "spend", "sales", "orders")
CAMPAIGN = "campaign_key"  # the Campaign ID where the report has it, else the name
TERM = (CAMPAIGN, "ad_group", "search_term")
_NAMED = ("campaign", "currency")


@dataclass(frozen=True)
class AdRows:
    """The rows of one ads report in one range of days; which columns of them are wanted is said when they are."""

    frame: pl.DataFrame  # of all days, with `campaign_key`
    inside: pl.Expr  # whether a row lies in the range
    mixed: pl.DataFrame  # summary rows that reach beyond the range: campaign_key, campaign, ad_group?, search_term?
    daily: bool
    there: bool  # False: the report has rows, and none of them lies in the range
    dated: bool = True  # False: the report has rows, and none of them says of which days it is

    @property
    def lazy(self) -> pl.LazyFrame:
        """The rows in the range. A million rows of twenty columns are not copied for the six that are added up."""
        return self.frame.lazy().filter(self.inside)

    def matching(self, keys: pl.DataFrame, on: Sequence[str], shown: Sequence[str]) -> pl.DataFrame:
        """The rows in the range that have one of the keys, with whatever else the keys carry before the columns."""
        at = pl.int_range(pl.len(), dtype=pl.UInt32).alias("_at")
        dates = [name for name in ("date", "end_date") if name in self.frame.columns]
        wanted = pl.col(on[-1]).is_in(keys[on[-1]].unique().implode())  # the narrowest: hardly any row is left to join
        rows_ = self.frame.lazy().select(at, *dict.fromkeys((*dates, *on)))
        narrow = rows_.filter(self.inside & wanted).select("_at", *on)
        found = narrow.join(keys.lazy(), on=list(on), maintain_order="left").collect()
        rows = self.frame.select(name for name in shown if name in self.frame.columns)[found["_at"]]
        return found[[name for name in keys.columns if name not in rows.columns]].hstack(rows)


def rows_in(ctx: Context[Any], type_: str, days: Days) -> AdRows:
    """The rows of a type in a range of days. A summary row that starts before the range is taken whole."""
    return ctx.once(("rows in", type_, days), lambda: _in_range(ctx, type_, days))


def sums_in(ctx: Context[Any], type_: str, days: Days, figures: Sequence[str] = FIGURES) -> pl.DataFrame:
    """Figures in a range of days: one row per search term of an ad group, per campaign where the report has none.

    A figure with an empty cell among those it is made of is null: an unread cell must not pass as nothing.
    """
    return ctx.once(("sums in", type_, days, figures), lambda: _sums(rows_in(ctx, type_, days), figures))


def _sums(rows: AdRows, figures: Sequence[str]) -> pl.DataFrame:
    present = [name for name in TERM if name in rows.frame.columns]
    return sum_by(rows.lazy.select(*present, *_NAMED, *figures).collect(), TERM, figures)


def sum_by(rows: pl.DataFrame, keys: Sequence[str], figures: Sequence[str] = FIGURES) -> pl.DataFrame:
    """The figures by those of the keys that the report has, with the campaign's last name and the currency."""
    present = [name for name in keys if name in rows.columns]
    return rows.group_by(present, maintain_order=True).agg(
        pl.col("campaign").last(), pl.col("currency").drop_nulls().last(), *(_total(rows, name) for name in figures)
    )


def _in_range(ctx: Context[Any], type_: str, days: Days) -> AdRows:
    frame, daily = ad_rows(ctx, type_)
    inside = pl.col("date" if daily else "end_date").is_between(days.first, days.last)
    there = bool(frame.select(inside.any()).item())
    if daily:
        return AdRows(frame, inside, frame.clear(), daily, there or frame.is_empty())
    mixed = frame.filter(pl.col("end_date") > days.last, pl.col("start_date") <= days.last)
    dated = frame["end_date"].null_count() < frame.height
    return AdRows(frame, inside, mixed, daily, there, dated)


def ad_rows(ctx: Context[Any], type_: str) -> tuple[pl.DataFrame, bool]:
    """All rows of an ads report that may be added up, and whether they are by day.

    Where daily exports are there, summaries of the same days are left out: nothing may be counted twice. Of summaries
    alone only the newest counts.
    """
    return ctx.once(("ad rows", type_), lambda: _read(ctx, type_))


def _read(ctx: Context[Any], type_: str) -> tuple[pl.DataFrame, bool]:
    named = pl.col("^ad_group$").fill_null("")  # no null may keep an ad group from its own figures
    frame = ctx.frame(type_).with_columns(named, pl.coalesce("campaign_id", "campaign").alias(CAMPAIGN))
    by_day = frame.filter(pl.col("date").is_not_null())
    if not by_day.is_empty() or frame.is_empty():
        return by_day, True
    return newest_summary(frame), False


def newest_summary(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the summary file that reaches furthest (the later name of two that reach as far)."""
    files = whole_files(frame)
    ends = frame.select("end_date", files).group_by(FILE).agg(pl.col("end_date").max()).sort("end_date", FILE)
    return frame.filter(files == ends[FILE][-1])


def best_of(ctx: Context[Any], types: tuple[str, ...], days: Days) -> tuple[str, AdRows]:
    """Of several report types the first that is by day; the first that is there when none is."""
    found = [(type_, rows_in(ctx, type_, days)) for type_ in types if ctx.has(type_)]
    return next(((type_, rows) for type_, rows in found if rows.daily and rows.there), found[0])


def _total(rows: pl.DataFrame, name: str) -> pl.Expr:
    """The sum of a figure; null of a group with an empty cell. Groups are asked only where there is one at all."""
    total = pl.col(name).sum()
    return total if not rows[name].null_count() else pl.when(pl.col(name).null_count() == 0).then(total)
