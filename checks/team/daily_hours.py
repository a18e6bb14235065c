"""Days whose base operations take too long."""

from collections.abc import Iterator

from cockpit.api import (
    HIRE,
    SIGNAL_REPORTS,
    Context,
    Figure,
    Finding,
    NotJudged,
    OpsHours,
    Pane,
    Severity,
    Subject,
    TeamSettings,
    Verdict,
    Words,
    check,
    measured_hours,
    number,
    signals,
    too_long,
    typed_hours,
)

TEAM = "team"  # the subject of what was measured: ticks belong to no marketplace
TITLE = Words(
    "Daily operations take {mean} h on average — internal line {line} h",
    "日常运营平均每天 {mean} 小时:内部线 {line} 小时",
)
DAYS = Words("{total} h on {n} working {n|day|days}, {how}", "{n} 个工作日共 {total} 小时,{how}")
HOW = {
    "typed": Words("typed by hand", "手工录入"),
    "measured": Words("measured from the first to the last tick of each pane", "按各班次首末勾选测得"),
}
UNREAD = Words("{file}: the hours in row {row} could not be read", "{file}:第 {row} 行的小时数无法读取")
NOTHING = Words("no ops_hours typed this month", "本月没有录入 ops_hours")
OF_THE_TEAM = Words("measured for the team as a whole", "按整个团队测量")


@check(
    "T-01",
    Words("Daily operations too long", "日常运营耗时过长"),
    pane=Pane.MONTH_END,
    wants=SIGNAL_REPORTS,
    settings=TeamSettings,
    section="team",
    severities=(Severity.INFO,),
    unplaced=True,
    checklist="times",
)
def daily_hours(ctx: Context[TeamSettings]) -> Iterator[Finding | NotJudged]:
    """The hours that a usual working day's base operations take.

    What it finds:
        A month in which the daily routine took more than four hours on the mean working day.
    Why it matters:
        It is the first of the article's four signs that a shop needs an assistant of its own.
    Formula:
        Sum of the hours ÷ days, over the working days of the month of which somebody knows the hours: ops_hours typed
        into manual-metrics, per marketplace; where nobody typed any, the time of the checklist's panes, for the whole
        team. The month is this one; until its month-end work is due, the one before.
    Lines:
        ops_h (the article's, 4). Exactly 4 hours is not raised.
    Feeds:
        manual-metrics: ops_hours; state/checklist: first and last tick of each pane, and corrections.
    Traps:
        Days on which the team does not work are left out. A day of which nobody knows the hours is not a day of none.
        Steps that a report proves are no ticks, and the running day is not measured before it is over.
    What to do:
        Consider a dedicated assistant; look at which pane takes the time.

    中文

    发现什么:
        某月工作日的日常运营平均耗时超过 4 小时。
    为何重要:
        这是原文中店铺需要专职助理的四个信号之一。
    公式:
        当月有记录的工作日耗时合计 ÷ 天数:按站点取手工录入的 ops_hours;没有录入时取清单各班次用时(整个团队)。
        月份为本月;月末工作到期之前看上月。
    界限:
        ops_h(原文,4)。正好 4 小时不提示。
    数据来源:
        manual-metrics:ops_hours;state/checklist:各班次首末勾选与人工更正。
    陷阱:
        休息日不计。没有记录的日子不算 0 小时。由报表证明的步骤不算勾选;当天结束前不计入测量。
    怎么做:
        考虑增设专职助理;看看时间花在哪个班次。
    """
    hours = typed_hours(ctx) if ctx.marketplace else measured_hours(ctx)
    if hours is None:
        yield _why_not(ctx)
    elif too_long(hours, ctx.settings):
        yield _finding(ctx, hours)
    elif hours.unread:
        yield NotJudged(Verdict.NO_DATA, UNREAD.fill(file=hours.unread[0], row=hours.unread[1]))


def _why_not(ctx: Context[TeamSettings]) -> NotJudged:
    if not ctx.marketplace or measured_hours(ctx):
        return NotJudged(Verdict.NOT_APPLICABLE, OF_THE_TEAM if ctx.marketplace else NOTHING)
    return NotJudged(Verdict.NO_DATA, NOTHING)


def _finding(ctx: Context[TeamSettings], hours: OpsHours) -> Finding:
    total = float(sum(hours.hours.values()))
    mean, days = float(hours.mean), len(hours.hours)
    return Finding(
        Subject("account", ctx.marketplace or TEAM),
        Severity.INFO,
        TITLE.fill(mean=number(mean, 1), line=number(ctx.settings.ops_h, 1)),
        HIRE,
        figure=Figure("ops_hours", mean, total, days, "hours"),
        lines=(ctx.line("internal", "ops_h", crossed=True),),
        evidence=() if hours.rows is None else (hours.rows,),
        due=ctx.close(),
        notes=(DAYS.fill(total=number(total, 1), n=days, how=HOW[hours.origin]), signals(ctx).said()),
    )
