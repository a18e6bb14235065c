"""What the ads checks say alike: which days were judged, and why some of them could not be."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from cockpit.check import Context, NotJudged
from cockpit.formulas.ad_rows import AdRows
from cockpit.formulas.mature import Days
from cockpit.issue import Verdict
from cockpit.text import Words

WINDOW = Words("{n} mature {n|day|days}, {first} – {last}", "{n} 个成熟日,{first} – {last}")
SUMMED = Words("from a summary export, {first} – {last}", "来自汇总报表,{first} – {last}")
UNDATED = Words(
    "{type} has no dates: export it with Date, or with Start Date and End Date",
    "{type} 没有日期列:请导出含 Date 或 Start Date、End Date 的报表",
)
YOUNG = Words(
    "no row of {type} lies between {first} and {last}, the mature days", "{type} 在成熟日 {first} – {last} 内没有数据"
)
MIXED = Words(
    "{type} is a summary beyond {last}, the last mature day: export it with time unit Daily",
    "{type} 是超过最近成熟日 {last} 的汇总报表:请改为按“每日”导出",
)


def window_note(ctx: Context[Any], rows: AdRows, days: Days) -> Words:
    """Which days the figures of a finding are of."""
    if rows.daily:
        return WINDOW.fill(n=len(days), first=ctx.day(days.first), last=ctx.day(days.last))
    first, last = rows.lazy.select(pl.col("start_date").min(), pl.col("end_date").max()).collect().row(0)
    return SUMMED.fill(first=ctx.day(first), last=ctx.day(last))


def immature(ctx: Context[Any], type_: str, rows: AdRows, days: Days) -> Iterator[NotJudged]:
    """Why the rows of a report cannot be judged whole: none is mature, or a summary mixes mature days with others."""
    named = {"type": ctx.title_of(type_), "first": ctx.day(days.first), "last": ctx.day(days.last)}
    if not rows.dated:
        yield NotJudged(Verdict.NO_DATA, UNDATED.fill(**named))
    elif not rows.mixed.is_empty():
        yield NotJudged(Verdict.IMMATURE, MIXED.fill(**named))
    elif not rows.there:
        yield NotJudged(Verdict.IMMATURE, YOUNG.fill(**named))
