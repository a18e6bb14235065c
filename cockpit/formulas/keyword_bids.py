"""What keywords may bid: their figures, the bid that holds, and when it was changed last (domain §7, A-08)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import CAMPAIGN, FIGURES, AdRows, sum_by
from cockpit.formulas.ads_bulk import KEYWORD, ads_bulk, earlier_bids
from cockpit.formulas.match_types import folded, is_of_kind, match_kind

BID_KEYS = (CAMPAIGN, "ad_group", "keyword", "match")
DONE = frozenset({"done", "verified"})


def next_bid(bid: Decimal, ideal: Fraction, step: Fraction, bounds: tuple[Decimal, Decimal], coin: Decimal) -> Decimal:
    """One step from a bid towards the ideal one: at most `step` of it, inside the bounds, in whole coins.

    Rounded towards the old bid, so that a step is never larger than it may be.
    """
    low, high = Fraction(bid) * (1 - step), Fraction(bid) * (1 + step)
    wanted = min(max(ideal, low), high)
    wanted = min(max(wanted, Fraction(bounds[0])), Fraction(bounds[1]))
    up = ROUND_FLOOR if wanted > Fraction(bid) else ROUND_CEILING
    coins = Decimal(wanted.numerator) / Decimal(wanted.denominator) / coin
    return coins.quantize(Decimal(1), up) * coin


def keyword_sums(rows: AdRows) -> pl.DataFrame:
    """The figures of every keyword: BID_KEYS, campaign, currency and figures; ``targeting``, the keyword as written.

    ``told`` is the bid of its last row, null where the report has none. Product and automatic targets are left out.
    """
    written = [CAMPAIGN, "ad_group", "targeting", "match_type"]
    there = "bid" in rows.frame.columns
    names = [*written, "campaign", "currency", *FIGURES, *(["bid"] if there else [])]
    narrow = rows.lazy.select(names).filter(~is_of_kind(rows.frame["match_type"], {None})).collect()
    bid = pl.col("bid").drop_nulls().last() if there else pl.lit(None, pl.Decimal(18, 4))
    last = narrow.group_by(written, maintain_order=True).agg(bid.alias("told"))
    spelled = sum_by(narrow, written).join(last, on=written, nulls_equal=True, maintain_order="left")
    keyed = spelled.with_columns(keyword=folded("targeting"), match=match_kind())
    shown = keyed.group_by(BID_KEYS, maintain_order=True).agg(
        pl.col("told").drop_nulls().last(), pl.col("targeting").last()
    )
    return sum_by(keyed, BID_KEYS).join(shown, on=BID_KEYS, maintain_order="left")


def with_bids(ctx: Context[Any], keywords: pl.DataFrame) -> pl.DataFrame:
    """The keywords with ``bid`` (null: nobody tells it), their ids, their state, and where the bulk sheet says so."""
    listed = ads_bulk(ctx).keywords.select(
        *KEYWORD, "campaign_id", "ad_group_id", "keyword_id", "state", pl.col("bid").alias("listed"),
        "_file", "_row",
    ).unique(KEYWORD, keep="first", maintain_order=True)  # fmt: skip
    joined = keywords.join(listed, on=list(KEYWORD), how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("listed", pl.col("told").cast(pl.Decimal(38, 4))).alias("bid"))


def changed_since(ctx: Context[Any], since: datetime) -> Mapping[tuple[str, ...], datetime]:
    """When bids were changed since a moment, as the bulk sheets show it: by campaign, ad group, keyword, match."""
    now = ads_bulk(ctx).keywords.select(*KEYWORD, "bid")
    found: dict[tuple[str, ...], datetime] = {}
    for sheet in earlier_bids(ctx):
        both = now.join(sheet, on=list(KEYWORD), suffix="_before").filter(pl.col("bid") != pl.col("bid_before"))
        for *key, at in both.select(*KEYWORD, "at").iter_rows():
            found.setdefault(tuple(key), at)
    return {key: at for key, at in found.items() if at >= since}


def logged_since(ctx: Context[Any], subjects: Iterable[str], since: datetime) -> Mapping[str, datetime]:
    """When bids were logged as changed since a moment, by the id of the subject."""
    wanted = set(subjects)
    found: dict[str, datetime] = {}
    for action in ctx.actions:
        if action.kind != "bid" or action.state not in DONE:
            continue
        at = action.done_at or action.at
        if at >= since and action.subject.id in wanted:
            found[action.subject.id] = max(at, found.get(action.subject.id, at))
    return found
