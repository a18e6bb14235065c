"""Seller feedback score: the share of four and five stars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Finding,
    Limit,
    Measure,
    NotJudged,
    Pane,
    Rate,
    RateMetric,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    judge_rate,
    percent,
    same,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.feedback_score]."""

    internal: float = setting(0.95, "warn under this share of 4 and 5 stars", source="article", unit="rate")
    min_n: int = setting(20, "fewer ratings are a small sample", unit="ratings")
    windows: Sequence[int] = setting((30, 90, 365), "the windows looked at", unit="days")


METRIC = RateMetric(
    "feedback_score",
    "feedbackScore",
    Words("Feedback score", "店铺好评率"),
    cases=Words("{n|rating|ratings}", "评价"),
    failed=Words("of three stars or fewer", "三星及以下"),
    bound="at_least",
    target="at_least",
    misses=True,
)
TITLE = Words(
    "Feedback score {share} over {days} {days|day|days} — below internal target {line}",
    "{days} 天好评率 {share}:低于内部目标 {line}",
)
TYPED_TITLE = Words("Feedback score {share} — below internal target {line}", "好评率 {share}:低于内部目标 {line}")
ACTION = Words("Review the last ten negative ratings for one common cause.", "复盘最近 10 条差评,找出共同原因。")
LEFT = Words(
    "{n} {n|rating|ratings}: at most {room} of three stars or fewer {room|stays|stay} inside the target, {k} there "
    "{k|is|are}",
    "{n} 条评价中三星及以下最多 {room} 条才达标,现有 {k} 条",
)
ALSO = Words("{share} over {days} {days|day|days} ({n} {n|rating|ratings})", "{days} 天内 {share}({n} 条评价)")
NO_RATINGS = Words("no ratings in the windows", "统计期内没有评价")
FEW = Words(
    "{k} of {n} {n|rating|ratings} with three stars or fewer: fewer than the {min} that make a sample",
    "{n} 条评价中 {k} 条三星及以下:少于判定所需的 {min} 条",
)
NO_NUMBERS = Words("the typed score has no number", "录入的好评率没有数值")
GOOD = 4  # stars
BAD_SHOWN = 10
SHOWN = ("date", "rating", "comments", "your_response", "order_id", FILE, ROW)


@check(
    "H-11",
    Words("Seller feedback score", "店铺好评率"),
    pane=Pane.MORNING,
    any_of=("feedback", "manual-metrics"),
    settings=Settings,
    section="health.feedback_score",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def feedback_score(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of four and five stars among the seller's ratings.

    What it finds:
        A feedback score under the article's 95% over 30 days, 90 days or 12 months; the worst window is the issue.
    Why it matters:
        The Featured Offer and buyers look at it; Amazon publishes no line.
    Formula:
        Ratings of 4 and 5 stars ÷ ratings, by the rating's date. Below 20 ratings a single bad one is information only.
    Lines:
        internal (95%, the article's): exactly 95% reaches it. In strict article mode less is critical.
    Feeds:
        feedback; else `feedback_score` typed in manual-metrics.
    Traps:
        Three stars are neutral and not among the good ones. Product reviews are not feedback. A report that begins
        later than a window counts what it has.
    What to do:
        Review the last ten negative ratings for one common cause, this week.

    中文

    发现什么:
        30 天、90 天或 12 个月的好评率低于文章的 95%;以最差的窗口为准。
    为何重要:
        推荐报价和买家都看它;亚马逊未公布标准。
    公式:
        4、5 星评价 ÷ 评价,按评价日期。少于 20 条评价时,单条差评只作提示。
    界限:
        internal(95%,文章):正好 95% 达标。严格原文模式下低于它为紧急。
    数据来源:
        feedback;否则用 manual-metrics 的 feedback_score。
    陷阱:
        三星为中评,不算好评。商品评价不是店铺反馈。报表起始晚于窗口时,只统计已有部分。
    怎么做:
        本周复盘最近 10 条差评,找出共同原因。
    """
    measures = _listed(ctx) if ctx.has("feedback") else typed_rates(ctx, METRIC)
    told = [measure for measure in measures if measure.rate is not None]
    if not told:
        nothing = measures and all(measure.cases == 0 for measure in measures)
        yield NotJudged(*(Verdict.NOT_APPLICABLE, NO_RATINGS) if nothing else (Verdict.NO_DATA, NO_NUMBERS))
        return
    found = [measure for measure in told if _severity(ctx, measure)]
    if found:
        yield _finding(ctx, min(found, key=lambda one: (_rank(ctx, one), _share(one))), told)
        return
    largest = max(told, key=lambda one: one.cases or 0)
    if isinstance(largest.rate, Rate) and largest.rate.few(ctx.settings.min_n):
        yield NotJudged(Verdict.SMALL_SAMPLE, FEW.fill(k=largest.rate.k, n=largest.rate.n, min=ctx.settings.min_n))


def _listed(ctx: Context[Settings]) -> list[Measure]:
    today, rows = ctx.clock.today(ctx.marketplace), ctx.frame("feedback").filter(pl.col("rating").is_not_null())
    return [_window(rows, today, days) for days in ctx.settings.windows]


def _window(rows: pl.DataFrame, today: date, days: int) -> Measure:
    inside = rows.filter(pl.col("date") > today - timedelta(days=days))
    bad = inside.filter(pl.col("rating") < GOOD).sort("date", descending=True)
    rate = Rate(bad.height, inside.height, misses=True) if inside.height else None
    return Measure("listed", rate, inside.height, (bad.head(BAD_SHOWN).select(SHOWN),), days=days)


def _severity(ctx: Context[Settings], measure: Measure) -> Severity | None:
    if measure.rate is None:
        return None
    limit = Limit(ctx.settings.internal, "at_least")
    strict = ctx.strict_article_mode
    worst = Severity.CRITICAL if strict else Severity.WARNING
    return judge_rate(measure.rate, None, limit, ctx.settings.min_n, strict=strict, worst=worst).severity


def _rank(ctx: Context[Settings], measure: Measure) -> int:
    severity = _severity(ctx, measure)
    return severity.rank if severity else len(Severity)


def _share(measure: Measure) -> float:
    return float(measure.rate.share) if measure.rate else 1.0


def _finding(ctx: Context[Settings], worst: Measure, told: Sequence[Measure]) -> Finding:
    line = ctx.settings.internal
    few = isinstance(worst.rate, Rate) and worst.rate.few(ctx.settings.min_n)
    title = TITLE if worst.days else TYPED_TITLE
    return Finding(
        Subject("account", ctx.marketplace),
        _severity(ctx, worst) or Severity.INFO,
        title.fill(share=percent(_share(worst)), days=worst.days or 0, line=percent(line)),
        ACTION,
        figure=worst.rate.figure(METRIC.name) if worst.rate else None,
        lines=(ctx.line("internal", "internal", crossed=True),),
        evidence=worst.rows,
        due=ctx.this_week(),
        tags=(*(("small-sample",) if few else ()), "over-target"),
        notes=tuple(_notes(ctx, worst, told)),
    )


def _notes(ctx: Context[Settings], worst: Measure, told: Sequence[Measure]) -> Iterator[Words]:
    limit = Limit(ctx.settings.internal, "at_least")
    if isinstance(worst.rate, Rate):
        yield LEFT.fill(n=worst.rate.n, room=limit.room(worst.rate.n), k=worst.rate.k)
    for other in told:
        if other is not worst and isinstance(other.rate, Rate) and other.days:
            yield ALSO.fill(share=same(percent(float(other.rate.share))), days=other.days, n=other.rate.n)
    if worst.last:
        yield Words("typed for {day}", "{day} 手工录入").fill(day=ctx.day(worst.last))
