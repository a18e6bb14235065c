"""New bad product reviews of core products."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from cockpit.api import (
    CORE_REPORTS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    asin_skus,
    check,
    core_skus,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    core_share: float = setting(
        0.20, "Core SKUs where the master flags none: this top share by 30-day sales", unit="share"
    )


TITLE = Words(
    "{n} low-star {n|review|reviews} in 7 days, rating {rating} (patrol of {date})",
    "7 天内 {n} 条低星评价,评分 {rating}({date} 巡检)",
)
ACTION = Words("Read for a product cause; contact through the brand tool only.", "找产品原因;仅通过品牌工具联系买家。")
UNTOLD = Words("the patrol has no count of low-star reviews (low_star_7d)", "巡检表没有低星评价数(low_star_7d)")
UNKNOWN = Words("{asin}: its newest patrol has no count of low-star reviews", "{asin}:最近一次巡检没有低星评价数")
NO_CORE = Words(
    "neither the SKU master nor all-orders says which products are core", "SKU 主档和所有订单都未说明哪些是核心产品"
)
OLD = Words("{asin} was last patrolled more than 7 days ago", "{asin} 最近一次巡检已超过 7 天")
WEEK = 7  # days that a patrol's count of low stars is about
SHOWN = ("date", "asin", "sku", "title", "rating", "review_count", "low_star_7d", FILE, ROW)


@check(
    "C-06",
    Words("Bad product review", "商品差评"),
    pane=Pane.MORNING,
    needs=("listing-patrol",),
    wants=(*CORE_REPORTS, "all-listings"),
    settings=Settings,
    section="listing",
    severities=(Severity.INFO,),
    yields_to=("L-08",),
)
def bad_review(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """New bad product reviews of core products.

    What it finds:
        Core ASINs whose newest patrol counts low-star reviews of the last 7 days (information).
    Why it matters:
        A product's cause shows in its reviews first. Three in a week, or a falling rating, is L-08.
    Formula:
        low_star_7d > 0 in the newest row of the ASIN.
    Lines:
        None: every one is worth reading.
    Feeds:
        listing-patrol: date, asin, low_star_7d. SKU master, all-listings, all-orders: which products are core.
    Traps:
        Product reviews are not seller feedback (C-02). The count is the patrol's own: Amazon exports no reviews. An
        empty count is no all-clear, nor is a patrol older than a week. Where L-08 stands for the ASIN, this one is its
        evidence.
    What to do:
        Read them for a product cause. Contact buyers through the brand tool only; never offer money.

    中文

    发现什么:
        最近一次巡检中 7 天内有低星评价的核心 ASIN(提示)。
    为何重要:
        产品问题最先出现在评价里。一周三条或评分下降则为 L-08。
    公式:
        该 ASIN 最新一行 low_star_7d > 0。
    界限:
        无:每一条都值得看。
    数据来源:
        listing-patrol:日期、ASIN、low_star_7d。SKU 主档、all-listings、all-orders:哪些是核心产品。
    陷阱:
        商品评价不是店铺反馈(C-02)。数量来自巡检:亚马逊不导出评价。空值或超过一周的巡检不代表平安。该 ASIN
        已有 L-08 时,本条作为其依据。
    怎么做:
        找产品原因。仅通过品牌工具联系买家,绝不以金钱换评价。
    """
    newest = ctx.frame("listing-patrol").sort("date").unique("asin", keep="last", maintain_order=True)
    if newest.height and newest["low_star_7d"].is_null().all():
        yield NotJudged(Verdict.NO_DATA, UNTOLD)
        return
    if newest.height and not _core_is_told(ctx):
        yield NotJudged(Verdict.NO_DATA, NO_CORE)
        return
    patrolled = newest.filter(pl.col("asin").is_in(_core_asins(ctx, newest).implode()))
    first = ctx.clock.today(ctx.marketplace) - timedelta(days=WEEK)
    for asin in patrolled.filter(pl.col("date") < first)["asin"].sort():
        yield NotJudged(Verdict.STALE, OLD.fill(asin=asin), Subject("asin", asin))
    core = patrolled.filter(pl.col("date") >= first)
    for row in core.filter(pl.col("low_star_7d") > 0).sort("asin").iter_rows(named=True):
        yield Finding(
            Subject("asin", row["asin"]),
            Severity.INFO,
            TITLE.fill(
                n=row["low_star_7d"], rating="–" if row["rating"] is None else row["rating"], date=ctx.day(row["date"])
            ),
            ACTION,
            figure=Figure("low_stars", row["low_star_7d"]),
            evidence=(core.filter(pl.col("asin") == row["asin"]).select(SHOWN),),
            due=ctx.this_week(),
        )
    for asin in core.filter(pl.col("low_star_7d").is_null())["asin"].sort():
        yield NotJudged(Verdict.NO_DATA, UNKNOWN.fill(asin=asin), Subject("asin", asin))


def _core_is_told(ctx: Context[Settings]) -> bool:
    """Whether anything says what is core: without it no ASIN is, and none would be read."""
    return ctx.has("all-orders") or not ctx.frame("sku-master")["core"].is_null().all()


def _core_asins(ctx: Context[Settings], newest: pl.DataFrame) -> pl.Series:
    """The ASINs of core SKUs, as the reports and the patrol itself pair them."""
    pairs = pl.concat([asin_skus(ctx), newest.select("asin", "sku").drop_nulls()])
    return pairs.filter(pl.col("sku").is_in(list(core_skus(ctx, ctx.settings.core_share))))["asin"].unique()
