"""Negative feedback that waited too long for an answer."""

from collections.abc import Iterator
from datetime import timedelta

from cockpit.api import (
    HIRE,
    SIGNAL_REPORTS,
    Context,
    FeedbackAnswers,
    Figure,
    Finding,
    Pane,
    Severity,
    Subject,
    TeamSettings,
    Words,
    check,
    feedback_answers,
    signals,
    span,
)

TITLE = Words(
    "{n} of {all} negative {all|feedback|feedbacks} waited longer than {line} (worst {worst})",
    "{all} 条差评中有 {n} 条超过 {line}未回复(最长 {worst})",
)
UNKNOWN = Words("{n} more {n|is|are} answered, and nobody wrote down when", "另有 {n} 条已回复,但没有登记时间")


@check(
    "T-03",
    Words("Feedback answered late", "差评回复滞后"),
    pane=Pane.MONTH_END,
    needs=("feedback",),
    wants=SIGNAL_REPORTS,
    settings=TeamSettings,
    section="team",
    severities=(Severity.INFO,),
    checklist="times",
)
def feedback_late(ctx: Context[TeamSettings]) -> Iterator[Finding]:
    """How long negative feedback waits for an answer.

    What it finds:
        A month in which feedback of one or two stars waited longer than 48 hours.
    Why it matters:
        It is the third of the article's four signs that a shop needs an assistant of its own.
    Formula:
        The answer minus the end of the feedback's day in the marketplace's zone, of the feedback that came in the
        month. The answer's time is that of the action recorded on the order; what has no answer has waited until now.
    Lines:
        feedback_h (the article's, 48). Exactly 48 hours is not raised.
    Feeds:
        feedback: date, rating, response, order id; the board: actions on the order.
    Traps:
        The report says whether there is an answer, not since when: an answer that nobody recorded has no time, is
        counted apart and raises nothing. Three stars are neutral.
    What to do:
        Consider a dedicated assistant; answer what is open (C-02), and record each answer on its order.

    中文

    发现什么:
        某月有 1–2 星反馈超过 48 小时未回复。
    为何重要:
        这是原文中店铺需要专职助理的四个信号之一。
    公式:
        回复时间减反馈当天(站点时区)结束的时刻,只看当月收到的反馈。回复时间取看板上对该订单登记的操作;没有回复的算到
        现在。
    界限:
        feedback_h(原文,48)。正好 48 小时不提示。
    数据来源:
        feedback:日期、评分、回复、订单号;看板:对该订单的操作。
    陷阱:
        报表只说有没有回复,不说何时回复:未登记的回复没有时间,单独计数,不提示。3 星为中性。
    怎么做:
        考虑增设专职助理;回复未处理的差评(C-02),并在看板登记每次回复。
    """
    answers = feedback_answers(ctx)
    late = answers.over(timedelta(hours=ctx.settings.feedback_h))
    if not late.is_empty():
        yield _finding(ctx, answers, late.height)
    for wait, _, _ in answers.waited:
        ctx.changes_at(ctx.now + timedelta(hours=ctx.settings.feedback_h) - wait + timedelta(seconds=1))


def _finding(ctx: Context[TeamSettings], answers: FeedbackAnswers, late: int) -> Finding:
    worst = answers.waited[-1][0]
    title = TITLE.fill(
        n=late, all=answers.rows.height, line=span(timedelta(hours=ctx.settings.feedback_h)), worst=span(worst)
    )
    return Finding(
        Subject("account", ctx.marketplace),
        Severity.INFO,
        title,
        HIRE,
        figure=Figure("feedback_lag", worst.total_seconds() / 3600, unit="hours"),
        lines=(ctx.line("internal", "feedback_h", crossed=True),),
        evidence=(answers.over(timedelta(hours=ctx.settings.feedback_h)),),
        due=ctx.close(),
        notes=(*((UNKNOWN.fill(n=answers.unknown),) if answers.unknown else ()), signals(ctx).said()),
    )
