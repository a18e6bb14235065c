"""Accepted ad actions that were carried out late."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from cockpit.api import (
    HIRE,
    SIGNAL_REPORTS,
    CarriedOut,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    TeamSettings,
    Verdict,
    Words,
    carried_out,
    check,
    median_lag,
    said_change,
    signals,
    span,
)

SHOWN = 10  # late ones that are named
TITLE = Words(
    "{n} of {all} ad {all|action|actions} took longer than {line} (median {median}, worst {worst})",
    "{all} 项广告操作中有 {n} 项超过 {line}才执行(中位数 {median},最长 {worst})",
)
ONE = Words("{change}: done by {by} after {lag}", "{change}:{by} 在 {lag} 后执行")
NOTHING = Words("no ad action was proposed and carried out this month", "本月没有经提案执行的广告操作")


@check(
    "T-02",
    Words("Ad adjustments late", "广告调整滞后"),
    pane=Pane.MONTH_END,
    wants=SIGNAL_REPORTS,
    settings=TeamSettings,
    section="team",
    severities=(Severity.INFO,),
    checklist="times",
)
def ad_lag(ctx: Context[TeamSettings]) -> Iterator[Finding | NotJudged]:
    """How long accepted ad actions wait.

    What it finds:
        A month in which an accepted ad action was carried out more than 24 hours after it was accepted.
    Why it matters:
        Each day of delay is a day of spend that somebody had already decided against.
    Formula:
        Done minus accepted, on the elapsed clock, of every bid, budget and negative, and of every other action on a
        campaign, ad group, keyword or search term, that was done in the month. Accepted is the second person's yes, and
        the proposal itself where nobody else had to agree. Median and worst are shown.
    Lines:
        ads_lag_h (the article's, 24). Exactly 24 hours is not raised.
    Feeds:
        The board.
    Traps:
        What was written down only when it was done has no lag that anybody could know. Refused proposals do not count;
        those that nobody has carried out yet are A-10's.
    What to do:
        Consider a dedicated assistant; look at who waited for whom.

    中文

    发现什么:
        某月有已接受的广告操作在接受 24 小时后才执行。
    为何重要:
        每拖一天,就多花一天已经决定不花的钱。
    公式:
        执行时间减接受时间(自然时间),包括竞价、预算、否词,以及对活动、广告组、关键词、搜索词的其他操作。接受即第二人
        同意;无需审批的以提出为准。显示中位数和最长。
    界限:
        ads_lag_h(原文,24)。正好 24 小时不提示。
    数据来源:
        看板。
    陷阱:
        执行时才登记的操作无从得知滞后。被拒绝的提案不计;尚未执行的由 A-10 提示。
    怎么做:
        考虑增设专职助理;看看是谁在等谁。
    """
    done, line = carried_out(ctx), timedelta(hours=ctx.settings.ads_lag_h)
    if not done:
        yield NotJudged(Verdict.NOT_APPLICABLE, NOTHING)
    late = [one for one in done if one.lag > line]
    if late:
        yield _finding(ctx, done, late)


def _finding(ctx: Context[TeamSettings], done: Sequence[CarriedOut], late: Sequence[CarriedOut]) -> Finding:
    worst = late[-1]
    title = TITLE.fill(
        n=len(late), all=len(done), line=span(timedelta(hours=ctx.settings.ads_lag_h)), median=span(median_lag(done)),
        worst=span(worst.lag),
    )  # fmt: skip
    named = (
        ONE.fill(change=said_change(one.action), by=one.action.done_by, lag=span(one.lag))
        for one in reversed(late[-SHOWN:])
    )
    return Finding(
        Subject("account", ctx.marketplace),
        Severity.INFO,
        title,
        HIRE,
        figure=Figure("ad_lag", worst.lag.total_seconds() / 3600, unit="hours"),
        lines=(ctx.line("internal", "ads_lag_h", crossed=True),),
        due=ctx.close(),
        notes=(*named, signals(ctx).said()),
    )
