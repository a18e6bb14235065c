"""Products whose rating or number of reviews falls, or that collect low-star reviews."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.api import (
    AGREED,
    FILE,
    OWN_REPORTS,
    PATROL,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    group,
    none_judged,
    number,
    own_actions,
    pages,
    percent,
    rows_by_key,
    setting,
    week_ago,
)


@dataclass(frozen=True)
class Rating:
    """[listing.rating]."""

    drop: float = setting(0.2, "A rating that falls by so much within 7 days", unit="stars")
    crit_drop: float = setting(0.3, "A fall by so much is critical", unit="stars")
    floor: float = setting(4.0, "Falling below this is critical", unit="stars")
    reviews_drop: float = setting(0.05, "The number of reviews falls by this share within 7 days", unit="share")
    reviews_lost: int = setting(5, "and by so many reviews", unit="reviews")
    low_stars: int = setting(3, "So many new one and two star reviews within 7 days", unit="reviews")
    min_reviews: int = setting(20, "A rating of fewer reviews moves by itself", unit="reviews")


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    rating: Rating = group(Rating)


TITLE = Words("{asin}: {what} since {since}", "{asin}:自 {since} 以来{what}")
FELL = Words("rating {before} → {now}", "评分 {before} → {now}")
FLOOR = Words(", below {line}", ",跌破 {line}")
LOST = Words("reviews {before} → {now} (−{share})", "评论数 {before} → {now}(−{share})")
LOW_TITLE = Words("{asin}: {n} new low-star {n|review|reviews} in 7 days", "{asin}:7 天内新增 {n} 条低星评价")
LOW = Words("{n} new low-star {n|review|reviews} in 7 days", "7 天内新增 {n} 条低星评价")
ACTION = Words(
    "Read the new reviews, name the defect, tell QC; stop pushing ads if the cause is real.",
    "阅读新差评并归因,反馈质检;确属质量问题时先降广告。",
)
FAMILY = Words(
    "A merge or split of variations moves the count too: look at the family first",
    "合并或拆分变体也会改变评论数:先查看同父体商品",
)
SECOND = Words("Editing the listing needs a second person", "修改商品页面须第二人审批")
FEW = Words(
    "{asin} has {n} {n|review|reviews}: too few for a rule about its rating", "{asin} 仅 {n} 条评论,评分规则不适用"
)
UNKNOWN = Words("{asin}: its newest patrol has no {what}", "{asin}:最近一次巡检没有{what}")
RATING, COUNT = Words("rating", "评分"), Words("number of reviews", "评论数")
FIRST = Words("{asin}: no patrol in the 7 days before {date} to compare with", "{asin}:{date} 之前 7 天没有巡检可对比")
OLD = Words("{asin} was last patrolled more than 7 days ago", "{asin} 最近一次巡检已超过 7 天")

# Stars come with one or two decimals: nine digits keep them whole and drop what binary fractions add.
DIGITS = 9
SHOWN = ("date", "asin", "sku", "title", "rating", "review_count", "low_star_7d", FILE, ROW)


@check(
    "L-08",
    Words("Rating or reviews fall", "评分或评论数下滑"),
    pane=Pane.MORNING,
    needs=(PATROL,),
    wants=OWN_REPORTS,
    settings=Settings,
    section="listing",
)
def rating_fall(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Products whose rating or number of reviews falls, or that collect low-star reviews.

    What it finds:
        A rating that fell by 0.2 stars within 7 days, or below 4.0; a number of reviews that fell by 5% and by 5 or
        more; 3 or more new one and two star reviews in 7 days.
    Why it matters:
        Under 4.0 the stars that buyers see in the search change, and orders and ads with them. Reviews that vanish are
        Amazon's suspicion, or a variation that was torn apart.
    Formula:
        The newest patrol of the ASIN against the oldest one of the 7 days before it. low_star_7d is the patrol's own
        count.
    Lines:
        drop (0.2), crit_drop (0.3), floor (4.0: exactly 4.0 is not below), reviews_drop (5%) with reviews_lost (5),
        low_stars (3); all our own, exactly on a line counts. Critical from crit_drop on, or when the rating falls below
        the floor; else a warning. Rules about the rating need min_reviews (20).
    Feeds:
        listing-patrol: date, asin, rating, review_count, low_star_7d; all-listings, sku-master: which ASINs are ours.
    Traps:
        Merging or splitting variations moves the count: a listing action that was agreed on the ASIN or one of its SKUs
        within those days explains it. Fewer than 20 reviews move a rating by themselves. A patrol older than a week
        tells nothing of today. Competitors in the patrol are left out.
    What to do:
        Read the new reviews, name the defect, tell quality control. Never offer money for a review.

    中文

    发现什么:
        7 天内评分下降 0.2 星,或跌破 4.0;评论数减少 5% 且不少于 5 条;7 天内新增 3 条及以上一、二星评价。
    为何重要:
        低于 4.0 后搜索结果中的星级会变,订单和广告随之下滑。评论消失可能是亚马逊起疑,或变体被拆分。
    公式:
        该 ASIN 最新一次巡检,与其之前 7 天内最早的一次相比。low_star_7d 为巡检自己的计数。
    界限:
        drop(0.2)、crit_drop(0.3)、floor(4.0,正好 4.0 不算跌破)、reviews_drop(5%)及 reviews_lost(5)、
        low_stars(3);均为我们自己的设置,正好达到即算。达到 crit_drop 或跌破 floor 为紧急,其余为预警。评分规则须有
        min_reviews(20)条评论。
    数据来源:
        listing-patrol:日期、ASIN、评分、评论数、low_star_7d;all-listings 和 sku-master:哪些 ASIN 是自己的。
    陷阱:
        合并或拆分变体会改变评论数:期间看板上该 ASIN 或其 SKU 已批准的 Listing 操作可以解释。不足 20 条评论时评分自行波
        动。超过一周的巡检不能说明今天。巡检表中的竞品不计。
    怎么做:
        阅读新差评并归因,反馈质检;绝不以金钱换评价。
    """
    found = pages(ctx)
    before = week_ago(found)
    rows = found.newest.join(
        before.select("asin", *(pl.col(name).alias(f"{name}_before") for name in ("date", "rating", "review_count"))),
        on="asin", how="left", maintain_order="left",
    )  # fmt: skip
    said = [
        one
        for settings, part in ctx.parts(_with_category(ctx, rows))
        for one in _judge(ctx, part.with_columns(*_flags(settings.rating)), before, settings.rating)
    ]
    yield from said
    yield from none_judged(said, found.newest.height)
    for asin in found.old:
        yield NotJudged(Verdict.STALE, OLD.fill(asin=asin), Subject("asin", asin))


def _with_category(ctx: Context[Settings], rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the first of their SKUs as `sku`, and its category."""
    master = ctx.frame("sku-master").select("sku", "category").unique("sku", keep="last")
    first = rows.with_columns(sku=pl.col("skus").list.first())
    return first.join(master, on="sku", how="left", maintain_order="left", suffix="_master").with_columns(
        category=pl.col("category_master")
    )


def _flags(lines: Rating) -> list[pl.Expr]:
    """What is wrong with each page: fall (stars), fell, deep, below, lost, low."""
    now, then = pl.col("rating").cast(pl.Float64), pl.col("rating_before").cast(pl.Float64)
    fall = (then - now).round(DIGITS)
    rated = pl.col("review_count") >= lines.min_reviews
    below = (now < lines.floor) & (then >= lines.floor)
    gone = pl.col("review_count_before") - pl.col("review_count")
    share = gone / pl.col("review_count_before")
    parts = {
        "fell": rated & (fall >= lines.drop),
        "deep": rated & (fall >= lines.crit_drop),
        "below": rated & below,
        "lost": (gone >= lines.reviews_lost) & (share.round(DIGITS) >= lines.reviews_drop),
        "low": pl.col("low_star_7d") >= lines.low_stars,
    }
    flags = [flag.fill_null(value=False).alias(name) for name, flag in parts.items()]
    return [fall.alias("fall"), share.alias("lost_share"), *flags]


def _judge(
    ctx: Context[Settings], part: pl.DataFrame, before: pl.DataFrame, lines: Rating
) -> Iterator[Finding | NotJudged]:
    bad = part.filter(pl.col("fell") | pl.col("below") | pl.col("lost") | pl.col("low"))
    evidence = [rows_by_key(frame.select(SHOWN), "asin", bad["asin"]) for frame in (pages(ctx).newest, before)]
    for row in bad.iter_rows(named=True):
        hit = {**row, "lost": row["lost"] and not _explained(ctx, row)}
        if hit["fell"] or hit["below"] or hit["lost"] or hit["low"]:
            yield _finding(ctx, hit, tuple(rows[hit["asin"]] for rows in evidence if hit["asin"] in rows), lines)
    yield from _unsure(ctx, part, lines, set(bad["asin"]))


def _explained(ctx: Context[Settings], row: Mapping[str, Any]) -> bool:
    """Whether the team has logged an edit of the listing (a merge, a split) since the older patrol."""
    return any(
        action.kind == "listing"
        and action.state in AGREED
        and action.subject.id in {row["asin"], *row["skus"]}
        and action.at.date() >= row["date_before"]
        for action in own_actions(ctx)
    )


def _finding(ctx: Context[Settings], hit: Mapping[str, Any], rows: tuple[pl.DataFrame, ...], lines: Rating) -> Finding:
    parts = list(_what(hit, lines))
    joined = Words("; ".join(part.en for part in parts), ";".join(part.zh for part in parts))
    only_low = not (hit["fell"] or hit["below"] or hit["lost"])
    title = LOW_TITLE.fill(asin=hit["asin"], n=hit["low_star_7d"]) if only_low else TITLE.fill(
        asin=hit["asin"], what=joined, since=ctx.day(hit["date_before"])
    )  # fmt: skip
    return Finding(
        subject=Subject("asin", hit["asin"]),
        severity=Severity.CRITICAL if hit["deep"] or hit["below"] else Severity.WARNING,
        title=title,
        action=ACTION,
        figure=_figure(hit),
        lines=tuple(_lines(ctx, hit)),
        evidence=rows,
        due=ctx.today(),
        about=tuple(Subject("sku", sku) for sku in hit["skus"]),
        notes=(FAMILY, SECOND) if hit["lost"] else (SECOND,),
    )


def _what(hit: Mapping[str, Any], lines: Rating) -> Iterator[Words]:
    if hit["fell"] or hit["below"]:
        fell = FELL.fill(before=number(hit["rating_before"]), now=number(hit["rating"]))
        floor = FLOOR.fill(line=number(lines.floor, 1)) if hit["below"] else Words("", "")
        yield Words(fell.en + floor.en, fell.zh + floor.zh)
    if hit["lost"]:
        share = percent(hit["lost_share"], 1)
        yield LOST.fill(before=number(hit["review_count_before"]), now=number(hit["review_count"]), share=share)
    if hit["low"]:
        yield LOW.fill(n=hit["low_star_7d"])


def _figure(hit: Mapping[str, Any]) -> Figure:
    """The worst of what is wrong: stars lost, the share of reviews lost, or the new low-star reviews."""
    if hit["fell"] or hit["below"]:
        return Figure("rating_change", -hit["fall"], hit["rating"], hit["rating_before"], "score")
    if hit["lost"]:
        return Figure("reviews_change", -hit["lost_share"], hit["review_count"], hit["review_count_before"], "rate")
    return Figure("low_stars", hit["low_star_7d"])


def _lines(ctx: Context[Settings], hit: Mapping[str, Any]) -> Iterator[Line]:
    category, sku = hit["category"] or "", hit["sku"] or ""
    yield ctx.line("internal", "rating.drop", crossed=hit["fell"], category=category, sku=sku)
    yield ctx.line("internal", "rating.crit_drop", crossed=hit["deep"], category=category, sku=sku)
    yield ctx.line("internal", "rating.floor", crossed=hit["below"], category=category, sku=sku)
    if hit["lost"]:
        yield ctx.line("internal", "rating.reviews_drop", crossed=True, category=category, sku=sku)
    if hit["low"]:
        yield ctx.line("internal", "rating.low_stars", crossed=True, category=category, sku=sku)


def _unsure(ctx: Context[Settings], part: pl.DataFrame, lines: Rating, raised: set[str]) -> Iterator[NotJudged]:
    """Pages of which a part cannot be judged, where nothing else was found."""
    for row in part.iter_rows(named=True):
        asin = row["asin"]
        if asin not in raised and (said := _why_unsure(ctx, row, lines)) is not None:
            yield NotJudged(*said, subject=Subject("asin", asin))


def _why_unsure(ctx: Context[Settings], row: Mapping[str, Any], lines: Rating) -> tuple[Verdict, Words] | None:
    asin, count = row["asin"], row["review_count"]
    if row["rating"] is None and count is not None and count == 0:
        return None  # nobody has rated it yet
    if row["rating"] is None or count is None:
        return Verdict.NO_DATA, UNKNOWN.fill(asin=asin, what=RATING if row["rating"] is None else COUNT)
    if row["date_before"] is None:
        return Verdict.IMMATURE, FIRST.fill(asin=asin, date=ctx.day(row["date"]))
    if count < lines.min_reviews:
        return Verdict.SMALL_SAMPLE, FEW.fill(asin=asin, n=count)
    return None
