"""Steps of the checklist that nobody signed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from cockpit.api import (
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    StepRecord,
    Subject,
    TeamSettings,
    Verdict,
    Words,
    check,
)

DAILY = (Pane.MORNING, Pane.NOON, Pane.EVENING)
UNSIGNED = Words("{step} unsigned since {when}: {text}", "{step} {when}起未签:{text}")
MISSED = Words(
    "{step} missed on {n} of the last {days} {days|day|days}: {text}", "{step} 近 {days} 天漏签 {n} 天:{text}"
)
ACTION = Words(
    "Do it and tick it, or hand it over with the reason as a note.",
    "完成后勾选;做不了就写明原因并交接。",
)
ON = Words("Missed on {days}", "漏签日期:{days}")
WHY = Words("Reason given: {why}", "说明:{why}")
OF_THE_TEAM = Words("the checklist is the team's, not a marketplace's", "清单属于整个团队,不分站点")
UNREAD = Words("the checklist of {day} cannot be read", "{day} 的清单无法读取")
NOBODY = Words("nobody has ticked a step here yet", "还没有人勾选过步骤")


@check(
    "R-04",
    Words("Checklist unsigned", "清单未签"),
    pane=Pane.EVENING,
    settings=TeamSettings,
    section="team",
    severities=(Severity.WARNING, Severity.INFO),
    unplaced=True,
    checklist="steps",
)
def checklist_unsigned(ctx: Context[TeamSettings]) -> Iterator[Finding | NotJudged]:
    """Steps of the checklist that were not signed when their pane ended.

    What it finds:
        Every step that is still open after the end of its pane, today or on the last day on which it was due. A step
        that was missed on two days of the last seven is a warning.
    Why it matters:
        A step left out once is an accident. Left out twice it is a habit, and the check behind it is no longer read.
    Formula:
        A step is unsigned when its pane has ended and nobody ticked it: morning, noon and evening steps at the pane's
        time, weekly, month-end and quarterly ones in the evening of their day. A day counts as missed when the step was
        never ticked on it; a step that is carried over counts on the day on which it was due, not again every day.
    Lines:
        missed (2) days of missed_days (7) are a warning.
    Feeds:
        state/checklist.
    Traps:
        A step ticked late is signed. A working day on which nobody ticked anything is missed in full; where nobody kept
        the checklist for a week, nothing is judged.
    What to do:
        Do it and tick it, or hand it over: a note on the open step goes with it to the next day.

    中文

    发现什么:
        班次结束后仍未勾选的步骤(今天的,或最近一次应做而未做的)。近 7 天有 2 天漏签即预警。
    为何重要:
        漏一次是意外,漏两次就成了习惯,背后的检查也没人看了。
    公式:
        班次结束时无人勾选即为未签:早、午、晚班步骤按班次时间,周、月末、季度步骤按当天傍晚。整天都没勾选算漏签一天;
        结转的步骤只在到期那天计一次。
    界限:
        missed_days(7)天内漏签 missed(2)天即预警。
    数据来源:
        state/checklist。
    陷阱:
        迟到的勾选也算已签。工作日无人勾选任何步骤,则全部算漏签;超过一周无人使用清单则不作判断。
    怎么做:
        完成并勾选,或交接:给未完成的步骤写备注,原因会随步骤结转到下一天。
    """
    if ctx.marketplace:
        yield NotJudged(Verdict.NOT_APPLICABLE, OF_THE_TEAM)
        return
    recent, today = _recent(ctx), ctx.clock.team_now.date()
    if today in ctx.signed.unread:
        yield NotJudged(Verdict.NO_DATA, UNREAD.fill(day=ctx.day(today)))
    elif not recent:
        yield NotJudged(Verdict.NOT_APPLICABLE, NOBODY)
    for records in recent.values():
        yield from _judged(ctx, records)


def _recent(ctx: Context[TeamSettings]) -> dict[str, list[StepRecord]]:
    """The records of the last days by step, oldest first."""
    first = ctx.clock.team_now.date() - timedelta(days=ctx.settings.missed_days - 1)
    found: dict[str, list[StepRecord]] = defaultdict(list)
    for record in ctx.steps:
        if record.day >= first:
            found[record.step].append(record)
    return found


def _judged(ctx: Context[TeamSettings], records: Sequence[StepRecord]) -> Iterator[Finding]:
    """One step: it is open when the last time that it was due, or is done already, it was not done."""
    told = [record for record in records if record.done or record.due <= ctx.now]
    if not told or told[-1].done:
        return
    missed = [record for record in told if not record.done and (record.pane in DAILY or record.carried is None)]
    yield _finding(ctx, told[-1], missed)


def _finding(ctx: Context[TeamSettings], open_: StepRecord, missed: Sequence[StepRecord]) -> Finding:
    often = len(missed) >= ctx.settings.missed
    since = open_.due if open_.day == ctx.clock.team_now.date() else (missed or [open_])[-1].due
    when = Words("{day} {at}", "{day} {at} ").fill(day=ctx.day(since.date()), at=f"{since:%H:%M}")
    texts = MISSED if often else UNSIGNED
    title = texts.fill(step=open_.step, text=open_.text, when=when, n=len(missed), days=ctx.settings.missed_days)
    return Finding(
        Subject("step", open_.step),
        Severity.WARNING if often else Severity.INFO,
        title,
        ACTION,
        figure=Figure("missed", len(missed)),
        lines=(ctx.line("internal", "missed", crossed=often),),
        due=ctx.today(),
        notes=(ON.fill(days=_days(ctx, missed)), *((WHY.fill(why=open_.note),) if open_.note else ())),
    )


def _days(ctx: Context[TeamSettings], missed: Sequence[StepRecord]) -> Words:
    named = [ctx.day(record.day) for record in missed]
    return Words(", ".join(one.en for one in named), "、".join(one.zh for one in named))
