"""The approved state of a product page, and what differs from it now (domain §5, L-01).

Approved is the first state seen a day after the newest agreed `listing` action on it: an approval holds for 24 hours,
and Amazon takes its time to show an edit; until then the action explains every change. Without any action it is the
oldest state within a window: what changed three days ago and was never agreed on is no baseline today, and what was put
back is no drift.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.asin_skus import asin_skus
from cockpit.formulas.core_skus import core_skus
from cockpit.formulas.listing_fields import ASIN_SKU, LISTING_FIELDS, Change, Snapshot, at_moment, changes, snapshots
from cockpit.formulas.own_actions import own_actions
from cockpit.formulas.patrol_pages import PATROL, pages
from cockpit.formulas.price_actions import AGREED, APPROVAL

CONTENT = frozenset(
    {"title", "item_name", "brand", "brand_name", "category", "product_type", "main_image_hash", "bullets"}
    | {"parent_sku", "parent_asin"}
    | {f"bullet_point{n}" for n in range(1, 6)}
)
CONTENT_REPORTS = (PATROL, "all-listings", "category-listings", "business-report")
CONTENT_IMAGES: Mapping[str, tuple[str, ...]] = {
    PATROL: ("main_image_hash", "image_url"), "category-listings": ("main_image_url",),
}  # fmt: skip
_COUNTING = CONTENT.union(*CONTENT_IMAGES.values())
_BEFORE, _AFTER, _BOTH = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Baseline:
    """Which state is the approved one: the first from a moment on (agreed), or the newest until then."""

    moment: datetime
    agreed: bool


@dataclass(frozen=True, eq=False)
class Pair:
    """One report about some products, at the baseline and now: their rows alone."""

    before: Snapshot
    after: Snapshot
    told: frozenset[str]  # ASINs of which it has rows then and now
    differing: frozenset[str]  # ASINs whose rows do not say the same then and now: only these need a closer look


def core_products(ctx: Context[Any], core_share: float) -> Mapping[str, Sequence[str]]:
    """The core ASINs with their core SKUs, as the reports and the patrol pair them."""
    pairs = asin_skus(ctx)
    if ctx.has(PATROL):
        pairs = pl.concat([pairs, ctx.frame(PATROL).select("asin", "sku").drop_nulls()]).unique()
    core = pairs.filter(pl.col("sku").is_in(list(core_skus(ctx, core_share)))).sort("asin", "sku")
    return dict(core.group_by("asin", maintain_order=True).agg("sku").iter_rows())


def baselines(
    ctx: Context[Any], products: Mapping[str, Sequence[str]], window: timedelta
) -> Mapping[Baseline, Sequence[str]]:
    """The approved states → the ASINs for which they are."""
    settled: dict[str, datetime] = {}
    for action in own_actions(ctx):
        if action.kind == "listing" and action.state in AGREED:
            subject, moment = action.subject.id, action.at + APPROVAL
            settled[subject] = max(settled.get(subject, moment), moment)
    found: dict[Baseline, list[str]] = {}
    for asin, skus in products.items():
        agreed = [settled[name] for name in (asin, *skus) if name in settled]
        baseline = Baseline(max(agreed, default=ctx.now - window), agreed=bool(agreed))
        found.setdefault(baseline, []).append(asin)
    return found


def pairs_at(ctx: Context[Any], baseline: Baseline, products: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    """Every declared report that tells about the pages of products (ASIN → SKUs) then and now.

    One that has only one state is left out.
    """
    for before, after in _states(ctx, baseline):
        yield paired(before, after, products)


def _states(ctx: Context[Any], baseline: Baseline) -> Iterator[tuple[Snapshot, Snapshot]]:
    for type_ in CONTENT_REPORTS:
        if type_ == PATROL:
            yield from _of_patrol(ctx, baseline)
            continue
        tables = snapshots(ctx, type_)
        if baseline.agreed:
            tables = [table for table in tables if table.as_of >= baseline.moment]
        before = at_moment(type_, tables, baseline.moment, ctx.marketplace)
        if before is not None and before.as_of < tables[0].as_of:
            # The newest one, though it may be of "later": a file named by today's date counts from the day's end.
            yield before, Snapshot(type_, tables[0].as_of, tables[0].frame)


def _of_patrol(ctx: Context[Any], baseline: Baseline) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The patrol is a log: each product's newest row at the moment, its first one where it was not yet patrolled."""
    if not ctx.has(PATROL):
        return
    found = pages(ctx)
    day = baseline.moment.astimezone(zone_of(ctx.marketplace)).date()
    log = found.rows.sort("date")
    until = log.filter(pl.col("date") <= day, not baseline.agreed)
    then = until.unique("asin", keep="last", maintain_order=True)
    later = log.filter(pl.col("date") > day, ~pl.col("asin").is_in(then["asin"].implode()))
    before = pl.concat([then, later.unique("asin", keep="first", maintain_order=True)])
    dates = found.newest.select("asin", pl.col("date").alias("now"))
    before = before.join(dates, on="asin").filter(pl.col("date") < pl.col("now")).drop("now")
    if before.height:
        yield Snapshot(PATROL, baseline.moment, before), Snapshot(PATROL, ctx.now, found.newest)


def _owners(products: Mapping[str, Sequence[str]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Which product a name is of, ASINs and SKUs apart: name, product."""
    schema = {"name": pl.String(), "product": pl.String()}
    skus = [(sku, asin) for asin, names in products.items() for sku in names]
    return (
        pl.DataFrame([(asin, asin) for asin in products], schema=schema, orient="row"),
        pl.DataFrame(skus, schema=schema, orient="row"),
    )


def paired(before: Snapshot, after: Snapshot, products: Mapping[str, Sequence[str]]) -> Pair:
    """The rows of products (ASIN → SKUs), and which of these differ; all are compared in one go.

    Looking up each product in both reports takes milliseconds a product, and an account has thousands.
    """
    owners = _owners(products)
    (was, then), (is_, now) = (_about(one, owners) for one in (before, after))
    states = pl.concat(
        [_said(then, before.type).with_columns(side=_BEFORE), _said(now, after.type).with_columns(side=_AFTER)]
    )
    states = states.group_by(pl.exclude("side")).agg(pl.col("side").sum())
    lone = states.filter(pl.col("side") != _BOTH)["product"]
    ambiguous = states.filter(pl.struct("product", "key").is_duplicated())["product"]  # one name, two rows
    told = frozenset(then["product"]) & frozenset(now["product"])
    return Pair(
        replace(before, rows=was), replace(after, rows=is_), told, told & (frozenset(lone) | frozenset(ambiguous))
    )


def _about(snapshot: Snapshot, owners: tuple[pl.DataFrame, pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows about any of the products; and the same for each product that they name, with `product`."""
    at, rows = "_at", snapshot.rows.with_row_index("_at")
    named = [
        rows.select(at, name=column).join(owned, on="name")[[at, "product"]]
        for column, owned in zip(ASIN_SKU[snapshot.type], owners, strict=True)
    ]
    owned = pl.concat(named).unique().sort(at, "product")
    return snapshot.rows[owned[at].unique().sort()], snapshot.rows[owned[at]].with_columns(owned["product"])


def _said(rows: pl.DataFrame, type_: str) -> pl.DataFrame:
    """What each row says of its product that counts, each once; `key` is how rows of two states are matched."""
    asin, sku = ASIN_SKU[type_]
    fields = (name for name in (*LISTING_FIELDS[type_], *CONTENT_IMAGES.get(type_, ())) if name in _COUNTING)
    key = pl.when(pl.col(sku).fill_null("") != "").then(pl.col(sku)).otherwise(pl.col(asin)).alias("key")
    return rows.select("product", asin, sku, *dict.fromkeys(fields), key).unique()


def content_changes(before: Snapshot, after: Snapshot, asins: Sequence[str], skus: Sequence[str]) -> Iterator[Change]:
    """What of the content differs. A cell that is empty on one side says nothing: nobody filled it in."""
    for change in changes(before, after, asins, skus):
        if change.field in CONTENT and change.before and change.after:
            yield change
