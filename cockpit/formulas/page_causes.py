"""The product page as cause of a sales break: suppression, Featured Offer, price, rating (domain §6, S-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.cause_tree import Cause, missing
from cockpit.formulas.mature import Days
from cockpit.formulas.offer_shares import offer_shares, shares_before
from cockpit.formulas.patrol_pages import PATROL, pages, week_ago
from cockpit.formulas.price_actions import price_actions
from cockpit.formulas.rows_by_key import rows_by_key
from cockpit.setting_note import setting
from cockpit.tables import FILE, ROW, Table
from cockpit.text import Words, number, percent

LISTINGS, SUPPRESSED, TRAFFIC = "all-listings", "suppressed-listings", "business-report"
STOPPED = ("inactive", "incomplete", "停止中")
LOW_STARS = 3  # new ones within a week, as L-08 counts them
DIGITS = 9  # what binary fractions add beyond is noise

SUPPRESSION, OFFER = Words("Suppression", "抑制"), Words("Featured Offer", "推荐报价")
PRICE, RATING = Words("Price", "价格"), Words("Rating", "评分")
IS_SUPPRESSED = Words("Amazon has suppressed the listing: {why}", "亚马逊已抑制该商品:{why}")
IS_STOPPED = Words("the listing is {state}", "商品状态为 {state}")
IS_ACTIVE = Words("active and not suppressed", "在售且未被抑制")
NOT_LISTED = Words("the listings report does not name the SKU", "商品报表中没有该 SKU")
LOW = Words("{share} of {views} page {views|view|views} had it", "{views} 次浏览中占 {share}")
FELL = Words(
    "{share} of {views} page {views|view|views}, {mean} in the week before",
    "{views} 次浏览中占 {share},此前一周为 {mean}",
)
NOISE = Words("{views} page {views|view is|views are} too few to tell", "仅 {views} 次浏览,无法判断")
NO_TRAFFIC = Words("the business report does not name the ASIN", "业务报告中没有该 ASIN")
EMPTY = Words("its cell is empty", "单元格为空")
DEARER = Words("{before} → {now}, up {change}{agreed}", "{before} → {now},上涨 {change}{agreed}")
AGREED = Words(" (agreed on the board)", "(看板上已同意)")
SAME = Words("{now}, was {before} on {date}", "{now},{date} 为 {before}")
NO_OLDER = Words("no listings report from before the break", "没有下滑之前的商品报表可对比")
STARS_FELL = Words("{before} → {now} {now|star|stars}", "{before} → {now} 星")
NEW_LOW = Words("{n} new low-star {n|review|reviews} in 7 days", "7 天内新增 {n} 条低星评价")
STARS = Words("{now} {now|star|stars}, {before} a week before", "{now} 星,一周前 {before}")
NO_PATROL = Words("no two patrols of the ASIN within a week", "一周内没有该 ASIN 的两次巡检")


@dataclass(frozen=True)
class PageLines:
    """From where on something on the page is called the cause."""

    featured: float = setting(0.5, "a Featured Offer share under it, of enough views", unit="share")
    featured_drop: float = setting(0.15, "or so many points under the week before", unit="points")
    min_views: int = setting(50, "fewer page views tell nothing", unit="views")
    price_up: float = setting(0.05, "a price that rose by so much since before the break", unit="share")
    rating_drop: float = setting(0.2, "a rating that fell by so much in a week", unit="stars")
    rating_floor: float = setting(4.0, "or fell below it", unit="stars")


def page_causes(
    ctx: Context[Any], asins: Mapping[str, str | None], week: Days, lines: PageLines
) -> Mapping[str, tuple[Cause, Cause, Cause, Cause]]:
    """By SKU, the branches suppression, Featured Offer, price and rating.

    `asins` says the ASIN of each SKU (None: unknown). A check that asks declares `all-listings`, `suppressed-listings`,
    `business-report` and `listing-patrol`.
    """
    skus = pl.Series(list(asins), dtype=pl.String())
    parts = (
        _suppressed(ctx, skus),
        _offers(ctx, asins, lines),
        _prices(ctx, skus, week, lines),
        _ratings(ctx, asins, lines),
    )
    return {sku: (parts[0][sku], parts[1][sku], parts[2][sku], parts[3][sku]) for sku in skus}


def _suppressed(ctx: Context[Any], skus: pl.Series) -> Mapping[str, Cause]:
    stopped = rows_by_key(ctx.frame(LISTINGS).select("seller_sku", "status", FILE, ROW), "seller_sku", skus)
    said = rows_by_key(
        ctx.frame(SUPPRESSED).select("sku", "status", "reason", "issue_description", FILE, ROW), "sku", skus
    )
    return {sku: _suppression(ctx, stopped.get(sku), said.get(sku)) for sku in skus}


def _suppression(ctx: Context[Any], listed: pl.DataFrame | None, named: pl.DataFrame | None) -> Cause:
    if named is not None:
        row = named.row(0, named=True)
        why = row["issue_description"] or row["reason"] or row["status"] or "?"
        return Cause(SUPPRESSION, "found", IS_SUPPRESSED.fill(why=why), (named,))
    states = [] if listed is None else [state or "" for state in listed["status"]]
    if listed is not None and states and all(state.strip().lower() in STOPPED for state in states):
        return Cause(SUPPRESSION, "found", IS_STOPPED.fill(state=states[0]), (listed,))
    if not ctx.has(LISTINGS) or not ctx.has(SUPPRESSED):
        return Cause(SUPPRESSION, "unknown", missing(ctx, LISTINGS, SUPPRESSED))
    if not any(states):
        return Cause(SUPPRESSION, "unknown", EMPTY if states else NOT_LISTED)
    return Cause(SUPPRESSION, "clear", IS_ACTIVE)


def _offers(ctx: Context[Any], asins: Mapping[str, str | None], lines: PageLines) -> Mapping[str, Cause]:
    if not ctx.has(TRAFFIC):
        return dict.fromkeys(asins, Cause(OFFER, "unknown", missing(ctx, TRAFFIC)))
    frame, asked = ctx.frame(TRAFFIC), [asin for asin in asins.values() if asin]
    now = {row["asin"]: row for row in offer_shares(frame).filter(_named(asked)).iter_rows(named=True)}
    mean = dict(shares_before(ctx, lines.min_views).filter(_named(asked)).iter_rows())
    shown = frame.select("child_asin", "page_views", "buy_box_share", FILE, ROW)
    rows = rows_by_key(shown, "child_asin", asked)
    return {
        sku: _offer(now.get(asin or ""), mean.get(asin or ""), rows.get(asin or ""), lines)
        for sku, asin in asins.items()
    }


def _named(asins: list[str]) -> pl.Expr:
    """Those that are asked for: a handful of all the shop's."""
    return pl.col("asin").is_in(asins)


def _offer(row: Mapping[str, Any] | None, mean: float | None, rows: pl.DataFrame | None, lines: PageLines) -> Cause:
    if row is None or rows is None:
        return Cause(OFFER, "unknown", NO_TRAFFIC)
    share, views = row["share"], row["views"]
    if share is None:
        return Cause(OFFER, "unknown", EMPTY)
    if views < lines.min_views:
        return Cause(OFFER, "unknown", NOISE.fill(views=views))
    said = LOW.fill(share=percent(share), views=views)
    if share < lines.featured:
        return Cause(OFFER, "found", said, (rows,))
    if mean is not None and round(mean - share, DIGITS) >= lines.featured_drop:
        fell = FELL.fill(share=percent(share), views=views, mean=percent(mean))
        return Cause(OFFER, "found", fell, (rows,))
    return Cause(OFFER, "clear", said)


def _prices(ctx: Context[Any], skus: pl.Series, week: Days, lines: PageLines) -> Mapping[str, Cause]:
    if not ctx.has(LISTINGS):
        return dict.fromkeys(skus, Cause(PRICE, "unknown", missing(ctx, LISTINGS)))
    older = _before_break(ctx, week)
    if older is None:
        return dict.fromkeys(skus, Cause(PRICE, "unknown", NO_OLDER))
    now, then = (rows_by_key(frame.select("seller_sku", "price", FILE, ROW), "seller_sku", skus)
                 for frame in (ctx.frame(LISTINGS), older.frame))  # fmt: skip
    agreed = price_actions(ctx)
    return {sku: _price(now.get(sku), then.get(sku), ctx.day(older.as_of.date()), sku in agreed, lines) for sku in skus}


def _before_break(ctx: Context[Any], week: Days) -> Table | None:
    """The oldest listings report of the four weeks before: a price may have risen days before the sales fell."""
    begins = datetime.combine(week.first, time(), zone_of(ctx.marketplace))
    fits = [t for t in ctx.history(LISTINGS) if begins - timedelta(days=28) <= t.as_of <= begins + timedelta(days=1)]
    return min(fits, key=lambda table: table.as_of, default=None)


def _price(
    now: pl.DataFrame | None,
    then: pl.DataFrame | None,
    older: Words,
    agreed: bool,
    lines: PageLines,
) -> Cause:
    price, before = (None if rows is None else rows["price"][-1] for rows in (now, then))
    if now is None or then is None or price is None or before is None:
        return Cause(PRICE, "unknown", NOT_LISTED if now is None or then is None else EMPTY)
    said = {"before": number(before), "now": number(price)}
    if before > 0 and price - before >= before * Decimal(str(lines.price_up)):
        change = percent((price - before) / before, 1)
        dearer = DEARER.fill(**said, change=change, agreed=AGREED if agreed else "")
        return Cause(PRICE, "found", dearer, (now, then))
    return Cause(PRICE, "clear", SAME.fill(**said, date=older))


def _ratings(ctx: Context[Any], asins: Mapping[str, str | None], lines: PageLines) -> Mapping[str, Cause]:
    if not ctx.has(PATROL):
        return dict.fromkeys(asins, Cause(RATING, "unknown", missing(ctx, PATROL)))
    found = pages(ctx)
    names = [asin for asin in asins.values() if asin]
    shown = ("date", "asin", "rating", "review_count", "low_star_7d", FILE, ROW)
    now, then = (rows_by_key(frame.select(shown), "asin", names) for frame in (found.newest, week_ago(found)))
    return {sku: _rating(now.get(asin or ""), then.get(asin or ""), lines) for sku, asin in asins.items()}


def _rating(now: pl.DataFrame | None, then: pl.DataFrame | None, lines: PageLines) -> Cause:
    stars = None if now is None else now["rating"][0]
    low = 0 if now is None else now["low_star_7d"][0] or 0
    if now is not None and low >= LOW_STARS:
        return Cause(RATING, "found", NEW_LOW.fill(n=low), (now,))
    before = None if then is None else then["rating"][0]
    if now is None or then is None or stars is None or before is None:
        return Cause(RATING, "unknown", NO_PATROL)
    said = {"before": number(before), "now": number(stars)}
    fell = Decimal(str(before)) - Decimal(str(stars)) >= Decimal(str(lines.rating_drop))
    if fell or stars < lines.rating_floor <= before:
        return Cause(RATING, "found", STARS_FELL.fill(**said), (now, then))
    return Cause(RATING, "clear", STARS.fill(**said))
