"""Negative seller feedback that nobody has answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Pane,
    Severity,
    Subject,
    Words,
    check,
    elapsed,
    lasted,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[customers], as far as feedback goes."""

    feedback_h: float = setting(48.0, "Answer negative feedback within", source="article", unit="h")


NEGATIVE = 2  # 1 and 2 stars; 3 is neutral
UNKNOWN = "unknown"  # the subject of feedback without an order id
SHOWN = ("date", "rating", "comments", "your_response", "order_id", FILE, ROW)

NEW = Words("{stars}★ feedback on {order} has no answer yet", "订单 {order} 的 {stars} 星反馈尚未回复")
LATE = Words(
    "{stars}★ feedback on {order} unanswered for {waited} — internal limit {line}",
    "订单 {order} 的 {stars} 星反馈已 {waited}未回复:内部时限 {line}",
)
ACTION = Words(
    "Answer briefly, solve the cause; request removal if it is a product review, obscene, personal, or about FBA "
    "delivery.",
    "简短回复并解决原因;纯商品评价/辱骂/隐私/FBA 配送类申请移除。",
)


@check(
    "C-02",
    Words("Negative feedback unanswered", "差评未回复"),
    pane=Pane.EVENING,
    also_in=(Pane.MORNING,),
    needs=("feedback",),
    settings=Settings,
    section="customers",
)
def negative_feedback(ctx: Context[Settings]) -> Iterator[Finding]:
    """Seller feedback of one or two stars without an answer of ours.

    What it finds:
        Every order with a 1 or 2 star rating and an empty response: a warning on arrival, critical from 48 hours on.
    Why it matters:
        Negative feedback is an order defect. What is answered and solved early can still be removed by the buyer, or by
        Amazon where it breaks the rules; later it stays for good.
    Formula:
        Now minus the end of the feedback's day in the marketplace's zone: the report has a date and no hour, so the
        clock starts when that day is over. It never counts less than zero.
    Lines:
        feedback_h (the article's, 48); exactly that old has reached it.
    Feeds:
        feedback: date, rating, comments, response, order id.
    Traps:
        Three stars are neutral. A response of blanks is none. Product reviews are not feedback. Feedback that a newer
        export of the same days no longer has was removed. Never offer money for removing feedback.
    What to do:
        Answer briefly and solve the cause; request removal for product reviews, obscene or personal words, and FBA
        delivery complaints. Critical ones stand in the morning pane as well.

    中文

    发现什么:
        1–2 星且没有回复的订单反馈:一出现即预警,满 48 小时为紧急。
    为何重要:
        差评就是订单缺陷。尽早回复并解决,买家或亚马逊(违规时)还可能移除;晚了就永久保留。
    公式:
        现在减去反馈当天(站点时区)结束的时刻:报表只有日期没有钟点,所以从当天结束起算,不会为负。
    界限:
        feedback_h(原文,48);正好达到即算到线。
    数据来源:
        feedback:日期、评分、评论、回复、订单号。
    陷阱:
        3 星为中性。只有空格的回复等于没有回复。商品评论不是店铺反馈。同期的新报表里不再有的反馈已被移除。绝不可用金
        钱换取移除差评。
    怎么做:
        简短回复并解决原因;商品评论、辱骂或隐私、FBA 配送类差评申请移除。紧急的同时显示在早班。
    """
    unanswered = _unanswered(ctx.frame("feedback"))
    for rows in unanswered.sort("order_id", "date", ROW).partition_by("order_id", maintain_order=True):
        yield _finding(ctx, rows.select(SHOWN))


def _unanswered(feedback: pl.DataFrame) -> pl.DataFrame:
    silent = pl.col("your_response").fill_null("").str.strip_chars() == ""
    return feedback.filter((pl.col("rating") <= NEGATIVE) & silent)


def _finding(ctx: Context[Settings], rows: pl.DataFrame) -> Finding:
    order, stars = rows["order_id"][0] or UNKNOWN, rows["rating"].sort()[0]
    waited, due = _clock(ctx, rows["date"].drop_nulls().sort().to_list())
    late = waited >= timedelta(hours=ctx.settings.feedback_h)
    text = LATE if late else NEW
    limit = span(timedelta(hours=ctx.settings.feedback_h))
    return Finding(
        subject=Subject("order", order),
        severity=Severity.CRITICAL if late else Severity.WARNING,
        title=text.fill(stars=stars, order=order, waited=lasted(waited), line=limit),
        action=ACTION,
        figure=Figure("waiting", waited / timedelta(hours=1), unit="hours"),
        lines=(ctx.line("internal", "feedback_h", crossed=late),),
        evidence=(rows,),
        due=due,
        also_in=(Pane.MORNING,) if late else (),
    )


def _clock(ctx: Context[Settings], days: list[date]) -> tuple[timedelta, datetime | None]:
    """How long the oldest has waited, and until when it may. Without a readable date it is new, and due some day."""
    if not days:
        return timedelta(), None
    start = ctx.clock.end_of_day(days[0], ctx.marketplace)
    due = start + timedelta(hours=ctx.settings.feedback_h)
    ctx.changes_at(due)
    return max(elapsed(start, ctx.now), timedelta()), due
