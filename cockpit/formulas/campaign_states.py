"""What became of each campaign: seen running before, and now absent or stopped (domain §7, A-07)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import CAMPAIGN
from cockpit.formulas.campaign_shares import SHARE_DAYS, campaign_shares
from cockpit.tables import whole_files

CAMPAIGNS = "sp-campaigns"

# The console's words in the languages of its exports; any other word is an unknown state and judged by nobody.
STOPPED = (
    "paused", "archived", "已暂停", "暂停", "已归档", "归档", "存档", "一時停止", "一時停止中", "アーカイブ済み",
    "アーカイブ", "非表示", "pausiert", "angehalten", "archiviert", "suspendue", "en pause", "archivée", "en pausa",
    "pausada", "archivada", "in pausa", "sospesa", "archiviata",
)  # fmt: skip
RUNNING = (
    "enabled", "delivering", "running", "active", "已启用", "启用", "投放中", "有効", "配信中", "aktiviert", "aktiv",
    "activée", "habilitada", "activa", "attiva", "abilitata",
)  # fmt: skip

# A campaign that is missing from some days has days without an impression; its absence proves nothing. It must have
# been there on so many days in a row, as far as the reports go back.
REGULAR_DAYS = 3


@dataclass(frozen=True)
class Campaigns:
    """When campaigns were seen, before and now. Every frame has the column ``match``, by which they are compared."""

    now: pl.DataFrame  # one row per campaign that is there now, or whose stop the current report tells: state
    before: (
        pl.DataFrame
    )  # one row per campaign that was there before and not stopped: its last sighting, state, ends_on
    shares: pl.DataFrame  # match, and of all spend or all sales, whichever is more: share, part, whole
    rows: pl.DataFrame  # the rows of both, for evidence
    day: date  # that "now" is about
    ran_on: date  # the newest day before it
    proves_absence: bool = True  # False: the current summary covers fewer days than the one before


def campaigns_seen(ctx: Context[Any], seen_days: int) -> Campaigns | None:
    """Compare the current campaign report with what came before it; None when nothing came before.

    By day, "now" is the newest complete marketplace day, "before" are the days before it and the older exports; a
    summary is compared with the exports before it. Sightings older than `seen_days` count only when none is younger: an
    issue must outlive the day on which it was new, and must not come up for ever.
    """
    table = ctx.table(CAMPAIGNS)
    if table is None or table.frame.is_empty():
        return None
    older = [_rows(found.frame) for found in ctx.history(CAMPAIGNS)]
    rows = _rows(table.frame)
    last = ctx.clock.last_complete_day(ctx.marketplace)
    daily = rows.filter(pl.col("date") <= last)
    if not daily.is_empty():
        return _by_day(daily, older, seen_days)
    return by_export(rows, older, seen_days)


def state_of(column: str) -> pl.Expr:
    """``running`` or ``stopped``; null of a word that nobody knows."""
    state = pl.col(column).str.strip_chars().str.to_lowercase()
    return pl.when(state.is_in(STOPPED)).then(pl.lit("stopped")).when(state.is_in(RUNNING)).then(pl.lit("running"))


def _rows(frame: pl.DataFrame) -> pl.DataFrame:
    key = pl.coalesce("campaign_id", "campaign").alias(CAMPAIGN)
    return frame.with_columns(key, state_of("status").alias("state"), pl.coalesce("date", "end_date").alias("day"))


def _by_day(daily: pl.DataFrame, older: Sequence[pl.DataFrame], seen_days: int) -> Campaigns | None:
    """Days of the joined daily exports, and the state that older exports gave the same campaigns."""
    day: date = daily["day"].max()  # type: ignore[assignment]  # not empty
    earlier = pl.concat([daily.filter(pl.col("day") < day), *older])
    daily, earlier = _matched(daily, earlier)
    sightings = _recent(earlier, day, seen_days)
    if sightings.is_empty():
        return None
    there = daily.filter(pl.col("day") == day)
    told = _last_word(daily, sightings, there).filter(pl.col("state") == "stopped")
    before = _regular(_not_stopped(sightings), daily, there)
    month = daily.filter(pl.col("day") > day - timedelta(days=SHARE_DAYS))
    ran_on: date = sightings["day"].max()  # type: ignore[assignment]  # not empty
    return Campaigns(
        pl.concat([there, told]), before, campaign_shares(month, "match"), pl.concat([sightings, there]), day, ran_on
    )


def by_export(rows: pl.DataFrame, older: Sequence[pl.DataFrame], seen_days: int) -> Campaigns | None:
    """Compare lists of campaigns, newest of the older ones first: summaries of a period, or bulk sheets."""
    dated = [(frame["day"].max(), frame) for frame in older if not frame.is_empty()]
    day: date = rows["day"].max()  # type: ignore[assignment]  # not empty
    if not dated:
        return None
    newest = dated[0][1]
    recent = [frame for end, frame in dated[1:] if end >= day - timedelta(days=seen_days)]  # type: ignore[operator]
    now, sightings = _matched(rows, pl.concat([newest, *recent]))
    ran_on: date = dated[0][0]  # type: ignore[assignment]  # not empty
    shares = campaign_shares(_matched(rows, newest)[1], "match")
    both = pl.concat([sightings, now])
    return Campaigns(now, _not_stopped(sightings), shares, both, day, ran_on, _length(rows) >= _length(newest) - 1)


def _length(frame: pl.DataFrame) -> int:
    start, end = frame.select(pl.col("start_date").min(), pl.col("end_date").max()).row(0)
    return (end - start).days if start and end else 0


def _matched(now: pl.DataFrame, before: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Campaigns are the same by their ID, so that a rename is no loss; by name where a report has no IDs."""
    ids = not any(frame["campaign_id"].null_count() for frame in (now, before))
    match = pl.col("campaign_id" if ids else "campaign").alias("match")
    return now.with_columns(match), before.with_columns(match)


def _recent(earlier: pl.DataFrame, day: date, seen_days: int) -> pl.DataFrame:
    newest = earlier["day"].max()
    if not isinstance(newest, date):
        return earlier.clear()
    return earlier.filter(pl.col("day") >= min(newest, day - timedelta(days=seen_days)))


def _last(rows: pl.DataFrame) -> pl.DataFrame:
    """The last sighting of each campaign."""
    return rows.sort("day", maintain_order=True).group_by("match", maintain_order=True).last().select(rows.columns)


def _last_word(daily: pl.DataFrame, sightings: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """What is known last of campaigns that have no row on the day: the newest export's word, else their last row."""
    exports = whole_files(there).unique()

    def newest(rows: pl.DataFrame) -> pl.Series:
        return whole_files(rows).is_in(exports.implode())

    rows = pl.concat([sightings, daily.filter(newest(daily))]).join(there, on="match", how="anti")
    told = rows.with_columns(_newest=newest(rows))
    return _last(told.filter(pl.col("_newest") == pl.col("_newest").max().over("match")).drop("_newest"))


def _not_stopped(sightings: pl.DataFrame) -> pl.DataFrame:
    """The last sighting of each campaign as not stopped. An unknown state counts as there."""
    return _last(sightings.filter((pl.col("state") != "stopped").fill_null(value=True)))


def _regular(before: pl.DataFrame, daily: pl.DataFrame, there: pl.DataFrame) -> pl.DataFrame:
    """Without the absent campaigns that were missing now and then before: days without an impression have no row."""
    days = daily.select("day").unique()
    absent = before.join(there, on="match", how="anti").select("match", pl.col("day").alias("last"))
    wanted = (
        absent.join(days, how="cross")
        .filter(pl.col("day") <= pl.col("last"))
        .sort("day", descending=True)
        .group_by("match", maintain_order=True)
        .head(REGULAR_DAYS)
    )
    missed = wanted.join(daily.select("match", "day").unique(), on=["match", "day"], how="anti")
    return before.join(missed, on="match", how="anti", maintain_order="left")
