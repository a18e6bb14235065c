"""Performance notifications and policy warnings that nobody has taken up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.api import (
    FILE,
    NOTIFICATIONS,
    ROW,
    Context,
    Figure,
    Finding,
    Incident,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Words,
    answer_by,
    both_clocks,
    check,
    elapsed,
    incidents,
    notification_rows,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[incidents], as far as this check needs it."""

    first_step_h: float = setting(2.0, "The first step is due so long after the message came", unit="h")
    answer_h: float = setting(
        24.0, "The answer is due so long after the message where Amazon states no deadline", unit="h"
    )


SHOWN = (
    "notification_id", "received_at", "subject", "kind", "asins", "skus", "order_ids", "deadline", "acknowledged_at",
    FILE, ROW,
)  # fmt: skip
TITLE = Words(
    "Amazon warns: {subject} — nobody has taken it up for {waited}",
    "亚马逊警告:{subject},已 {waited}无人处理",
)
ACTION = Words(
    "Do not edit the listing. Collect the pack by {time}; supervisor sends the appeal.",
    "切勿先改 Listing。{time} 前备齐证据,由主管提交申诉。",
)
STATED = Words("Amazon's deadline: {time}, {left}", "亚马逊截止时间:{time},{left}")
ASSUMED = Words(
    "Amazon states no deadline; the team answers by {time}, {left}",
    "亚马逊未写明截止时间;团队须在 {time} 前答复,{left}",
)
LEFT = Words("{span} left", "剩余 {span}")
PAST = Words("{span} ago", "已过 {span}")
FIRST = Words("First step (stop the related operation) by {time}", "第一步(停止相关操作)须在 {time} 前")
TAKE_UP = Words("Take it up: cockpit incident open {id}", "登记事故:cockpit incident open {id}")
SOURCE = "the notification itself"


@check(
    "I-01",
    Words("Performance notification waiting", "绩效通知待处理"),
    pane=Pane.MORNING,
    also_in=(Pane.NOON, Pane.EVENING),
    needs=(NOTIFICATIONS,),
    settings=Settings,
    section="incidents",
    severities=(Severity.CRITICAL,),
)
def notification_waiting(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Performance notifications and policy warnings that nobody has taken up.

    What it finds:
        Notifications that are new: neither acknowledged in the report, nor taken up as an incident at the cockpit, and
        for which no appeal is logged as sent.
    Why it matters:
        The clock of a warning runs from the moment it came. Who first edits the listing destroys the evidence; who
        reads it a day late has lost the day that the answer needs.
    Formula:
        acknowledged_at and appeal_sent_at are empty and no incident of that id was opened. Hours waited = now minus
        received_at, on the elapsed clock.
    Lines:
        first_step_h (our own, 2): the first step is due so long after the message. The answer is due at the deadline
        that Amazon states, else answer_h (our own, 24) after the message. Accounts in the red are commonly given 72 h.
    Feeds:
        performance-notifications (kept by hand: no export exists): notification_id, received_at, subject, deadline,
        acknowledged_at, appeal_sent_at; incidents opened at the cockpit.
    Traps:
        Weekends and holidays count. A notification that was read but not written down as read is new. A moment later
        than the clock of the run has not come yet.
    What to do:
        Stop the related operation, screenshot the message with its time, read Performance Notifications, and open the
        incident (cockpit incident open, or the Incidents screen). Do not edit the listing. The supervisor sends the
        appeal.

    中文

    发现什么:
        新的绩效通知或政策警告:报表中未确认、未在驾驶舱登记为事故,也没有已提交的申诉。
    为何重要:
        警告的时限从收到时起算。先改 Listing 等于破坏证据;晚看一天,就少了答复所需的一天。
    公式:
        acknowledged_at 与 appeal_sent_at 为空,且没有登记同一编号的事故。已等待小时 = 现在 − received_at,按自然小时。
    界限:
        first_step_h(自定,2):收到后多久须完成第一步。答复期限取亚马逊写明的时间,否则为收到后 answer_h(自定,24)小时。
        账户处于红色时常给 72 小时。
    数据来源:
        performance-notifications(手工维护,亚马逊不提供导出):notification_id、received_at、subject、deadline、
        acknowledged_at、appeal_sent_at;驾驶舱登记的事故。
    陷阱:
        周末和节假日都计时。看过但没有登记,仍算新通知。晚于运行时刻的时间视为尚未发生。
    怎么做:
        停止相关操作,带时间截图,阅读绩效通知,登记事故(cockpit incident open 或“事故”页)。切勿先改 Listing,由主管提交
        申诉。
    """
    for incident in incidents(ctx):
        if not incident.taken_up and incident.received_at is not None:
            yield _finding(ctx, incident, incident.received_at)


def _finding(ctx: Context[Settings], incident: Incident, received: datetime) -> Finding:
    waited = elapsed(received, ctx.now)
    first = received + timedelta(hours=ctx.settings.first_step_h)
    answer = answer_by(incident, ctx.settings.answer_h)
    for moment in (first, answer):
        ctx.changes_at(moment)
    by = both_clocks(answer, ctx.clock, ctx.marketplace)
    return Finding(
        Subject("incident", incident.id),
        Severity.CRITICAL,
        TITLE.fill(subject=incident.subject or incident.id, waited=span(waited)),
        ACTION.fill(time=by),
        figure=Figure("waiting", waited / timedelta(hours=1), unit="hours"),
        lines=(
            _answer_line(ctx, incident, received, answer),
            ctx.line("internal", "first_step_h", crossed=ctx.now >= first),
        ),
        evidence=(notification_rows(ctx, incident).select(SHOWN),),
        due=min(first, answer).astimezone(ctx.clock.team_zone),
        needs_approval=True,
        also_in=(Pane.NOON, Pane.EVENING),
        about=about(incident),
        notes=(
            FIRST.fill(time=both_clocks(first, ctx.clock, ctx.marketplace)),
            (STATED if incident.deadline else ASSUMED).fill(time=by, left=_left(answer - ctx.now)),
            TAKE_UP.fill(id=incident.id),
        ),
    )


def _answer_line(ctx: Context[Settings], incident: Incident, received: datetime, answer: datetime) -> Line:
    """The time to answer as hours after the message: Amazon's where it states one."""
    crossed = ctx.now >= answer
    if incident.deadline is None:
        return ctx.line("internal", "answer_h", crossed=crossed)
    return Line("amazon", (incident.deadline - received) / timedelta(hours=1), crossed, SOURCE)


def _left(left: timedelta) -> Words:
    return (LEFT if left >= timedelta() else PAST).fill(span=span(abs(left)))


def about(incident: Incident) -> tuple[Subject, ...]:
    """The products that a warning is about."""
    return (
        *(Subject("asin", asin) for asin in incident.asins),
        *(Subject("sku", sku) for sku in incident.skus),
    )
