"""Contact response: buyer messages answered too late, or never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Measure,
    Pane,
    Rate,
    RateMetric,
    RateRule,
    Say,
    Severity,
    Words,
    buyers_messages,
    check,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.contact_response]."""

    amazon: float = setting(
        0.10, "Amazon's line: the share of late answers must stay under it",
        source="Amazon help: Contact response time", as_of="2026-10-01", unit="rate",
    )  # fmt: skip
    internal: float = setting(0.05, "warn from this share on", unit="rate")
    min_n: int = setting(20, "fewer messages are a small sample", unit="messages")
    hours: float = setting(
        24, "an answer later than this is late, weekends and holidays included",
        source="Amazon help: Contact response time", as_of="2026-10-01", unit="h",
    )  # fmt: skip
    windows: Sequence[int] = setting((7, 30, 90), "the windows looked at", unit="days")


METRIC = RateMetric(
    "contact_response_late_rate",
    "contactResponseTime",
    Words("Late answers", "回复超时率"),
    cases=Words("{n|message|messages}", "消息"),
    failed=Words("answered late or not at all", "超时或未回复"),
    bound="under",
    target="under",
)
ACTION = Words("Clear the thread list; put a weekend rota in place.", "清空未回复会话,安排周末值班。")
SHOWN = ("thread_id", "received_at", "replied_at", "order_id", "sender", "subject", FILE, ROW)


@check(
    "H-10",
    Words("Contact response in 24 h", "24 小时回复率"),
    pane=Pane.MORNING,
    any_of=("manual-metrics", "buyer-messages"),
    settings=Settings,
    section="health.contact_response",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def contact_response(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of buyer messages that were answered after more than 24 hours, or not at all.

    What it finds:
        Late answers at or over 10% (critical) or 5% (warning) of the messages of 7, 30 or 90 days; the worst window is
        the issue.
    Why it matters:
        Amazon asks for an answer within 24 hours, weekends included; older notices ask for 90% in time.
    Formula:
        Messages answered after more than 24 hours or not at all ÷ messages that are 24 hours old or answered, by when
        they came, on the elapsed clock.
    Lines:
        amazon (10%) and internal (5%); both must stay under. Exactly 24 hours are in time.
    Feeds:
        `contact_response_late_rate` typed in manual-metrics; else buyer-messages, all of them.
    Traps:
        Messages flagged "no response needed", Amazon's notices and out-of-office replies do not count. A message that
        came in the last 24 hours and has no answer yet is neither. Single threads are C-01.
    What to do:
        Clear the thread list; put a weekend rota in place.

    中文

    发现什么:
        7、30 或 90 天内超过 24 小时回复或未回复的消息占比达到 10%(紧急)或 5%(预警);以最差的窗口为准。
    为何重要:
        亚马逊要求 24 小时内回复,周末照计;较早的通知要求 90% 及时。
    公式:
        超过 24 小时才回复或未回复的消息 ÷ 已满 24 小时或已回复的消息,按收到时间,自然时钟。
    界限:
        amazon(10%)和 internal(5%),都必须低于。正好 24 小时算及时。
    数据来源:
        manual-metrics 的 contact_response_late_rate;否则由 buyer-messages 全部消息统计。
    陷阱:
        标记无需回复的、亚马逊通知和自动回复不计。最近 24 小时内收到且尚未回复的不算。单个会话见 C-01。
    怎么做:
        清空未回复会话,安排周末值班。
    """
    measures = typed_rates(ctx, METRIC)
    if not measures and ctx.has("buyer-messages"):
        measures = [_listed(ctx, days) for days in ctx.settings.windows]
    yield from say_rate(ctx, RateRule(METRIC, ACTION), measures, ctx.settings)


def _listed(ctx: Context[Settings], days: int) -> Measure:
    now = ctx.now.astimezone(UTC)
    allowed = timedelta(hours=ctx.settings.hours)
    messages = buyers_messages(ctx).filter(pl.col("received_at") > now - timedelta(days=days))
    ripe = messages.filter(pl.col("answered_at").is_not_null() | (pl.col("received_at") <= now - allowed))
    late = ripe.filter(
        pl.col("answered_at").is_null() & (pl.col("received_at") < now - allowed)
        | (pl.col("answered_at") - pl.col("received_at") > allowed)
    )
    rate = Rate(late.height, ripe.height) if ripe.height else None
    first, last = (now - timedelta(days=days)).astimezone(ctx.clock.team_zone).date(), ctx.clock.team_now.date()
    return Measure("listed", rate, ripe.height, (late.select(SHOWN),), first=first, last=last, days=days)
