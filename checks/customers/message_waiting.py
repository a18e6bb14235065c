"""Buyer messages that wait for an answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

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
    buyers_messages,
    check,
    elapsed,
    lasted,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[customers.message]."""

    warn_h: float = setting(18.0, "Warn when a buyer has waited this long, weekends included", unit="h")
    crit_h: float = setting(
        24.0,
        "Amazon's line: every message answered within it, weekends and holidays included",
        source="Amazon help: Contact response time",
        as_of="2026-10-01",
        unit="h",
    )


SHOWN = ("thread_id", "received_at", "replied_at", "order_id", "sender", "subject", FILE, ROW)

WAITS = Words("Buyer message {thread} waits {waited} — {against}", "买家消息 {thread} 已等待 {waited}:{against}")
PAST_AMAZON = Words("Amazon's line {line} reached", "已到亚马逊红线 {line}")
PAST_TARGET = Words("past your internal {target}, Amazon's line is {line}", "已过内部目标 {target},亚马逊红线 {line}")
ACTION = Words(
    "Answer now, even a holding reply; flag 'no response needed' if truly none is.",
    "立即回复(可先告知处理中);确无需回复的请标记。",
)


@check(
    "C-01",
    Words("Buyer message waiting", "买家消息待回复"),
    pane=Pane.EVENING,
    also_in=(Pane.MORNING,),
    needs=("buyer-messages",),
    settings=Settings,
    section="customers.message",
)
def message_waiting(ctx: Context[Settings]) -> Iterator[Finding]:
    """Buyer messages that nobody has answered yet.

    What it finds:
        Threads whose oldest unanswered buyer message is 18 hours old (warning) or 24 hours old (critical).
    Why it matters:
        Amazon counts every answer later than 24 hours. A buyer who hears nothing opens an A-to-z claim or leaves a
        negative rating; in the US a contact left unanswered for 72 hours is a claim granted by itself.
    Formula:
        Now minus the time the message came, on the elapsed clock. A message is answered when its thread has a reply at
        or after it; a reply before it answers only what came before.
    Lines:
        warn_h (our own, 18) and crit_h (Amazon's, 24); a message exactly that old has reached the line.
    Feeds:
        buyer-messages: thread_id, received_at with its zone, replied_at, sender, no_response_needed.
    Traps:
        Weekends and holidays count. Messages of Amazon and automatic replies are left out, and so are messages flagged
        "no response needed"; a buyer's "thanks" still needs the flag. A reply sent outside Amazon does not count.
    What to do:
        Answer now, even a holding reply. Critical threads stand in the morning pane as well.

    中文

    发现什么:
        最早一条未回复的买家消息已达 18 小时(预警)或 24 小时(紧急)的会话。
    为何重要:
        超过 24 小时的回复亚马逊都会统计。得不到回复的买家会提出 A-to-z 索赔或留下差评;在美国,72 小时未回复的索赔自动
        成立。
    公式:
        现在减去消息到达时间,按自然小时计。会话中有不早于该消息的回复才算已回复;更早的回复只回复了更早的消息。
    界限:
        warn_h(自定,18)和 crit_h(亚马逊,24);正好达到即算到线。
    数据来源:
        buyer-messages:thread_id、带时区的 received_at、replied_at、sender、no_response_needed。
    陷阱:
        周末和节假日都计时。亚马逊通知和自动回复不算,标记无需回复的不算;买家一句谢谢也要打标记。站外回复无效。
    怎么做:
        立即回复(可先告知处理中)。紧急会话同时显示在早班。
    """
    waiting = buyers_messages(ctx).filter(pl.col("answered_at").is_null())
    oldest = pl.col("received_at").min().over("thread_id")
    _plan_next(ctx, waiting.select(oldest))
    first_line = timedelta(hours=min(ctx.settings.warn_h, ctx.settings.crit_h))
    late = waiting.filter(oldest <= ctx.now.astimezone(UTC) - first_line).sort("thread_id", "received_at", ROW)
    for rows in late.partition_by("thread_id", maintain_order=True):
        yield _finding(ctx, rows.select(SHOWN))


def _plan_next(ctx: Context[Settings], threads: pl.DataFrame) -> None:
    for hours in (ctx.settings.warn_h, ctx.settings.crit_h):
        reach = timedelta(hours=hours)
        ahead = threads.filter(pl.col("received_at") > ctx.now.astimezone(UTC) - reach)["received_at"].min()
        if isinstance(ahead, datetime):
            ctx.changes_at(ahead + reach)


def _finding(ctx: Context[Settings], rows: pl.DataFrame) -> Finding:
    thread, received = rows["thread_id"][0], rows["received_at"][0]
    waited = elapsed(received, ctx.now)
    critical = waited >= timedelta(hours=ctx.settings.crit_h)
    against = (PAST_AMAZON if critical else PAST_TARGET).fill(
        line=span(timedelta(hours=ctx.settings.crit_h)), target=span(timedelta(hours=ctx.settings.warn_h))
    )
    return Finding(
        subject=Subject("thread", thread),
        severity=Severity.CRITICAL if critical else Severity.WARNING,
        title=WAITS.fill(thread=thread, waited=lasted(waited), against=against),
        action=ACTION,
        figure=Figure("waiting", waited / timedelta(hours=1), unit="hours"),
        lines=(
            ctx.line("amazon", "crit_h", crossed=critical),
            ctx.line("internal", "warn_h", crossed=waited >= timedelta(hours=ctx.settings.warn_h)),
        ),
        evidence=(rows,),
        due=received + timedelta(hours=ctx.settings.crit_h),
        also_in=(Pane.MORNING,) if critical else (),
        about=tuple(Subject("order", order) for order in rows["order_id"].drop_nulls().unique().sort()),
    )
