"""Proposals that nobody has decided on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cockpit.api import (
    Context,
    Figure,
    Finding,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Words,
    both_clocks,
    check,
    elapsed,
    own_actions,
    said_change,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[approval], as far as this check needs it."""

    expires_h: float = setting(
        24.0, "A proposal nobody decided on for longer is raised; an approval holds as long", unit="h"
    )


TITLE = Words("{change}: proposed by {by}, undecided for {age}", "{change}:{by} 提交,{age}未决定")
ACTION = Words(
    "Decide or hand over: cockpit approve {id}, or cockpit refuse {id}.",
    "处理或交接:cockpit approve {id} 或 cockpit refuse {id}。",
)
PROPOSED = Words("Proposed at {when}", "提交于 {when}")


@check(
    "R-03",
    Words("Proposal untouched", "提案无人处理"),
    pane=Pane.EVENING,
    settings=Settings,
    section="approval",
    severities=(Severity.WARNING,),
    unplaced=True,
)
def proposal_untouched(ctx: Context[Settings]) -> Iterator[Finding]:
    """Proposals that wait for a second person longer than a day.

    What it finds:
        Actions on the board that are still proposed more than expires_h (24) hours after they were written down.
    Why it matters:
        Whoever proposed it waits, and the reason for it grows old: prices and stock have moved on.
    Formula:
        Now minus the time of the proposal, on the elapsed clock. Exactly 24 hours is not raised.
    Lines:
        expires_h (24, our own).
    Feeds:
        The board.
    Traps:
        Weekends count. An approval that nobody used lapses instead: it is no open proposal.
    What to do:
        Approve, refuse, or hand it over by name.

    中文

    发现什么:
        登记超过 expires_h(24)小时仍待审批的操作。
    为何重要:
        提交人在等,而理由正在过时:价格与库存已变。
    公式:
        现在减去提交时间,按自然时间计。正好 24 小时不提示。
    界限:
        expires_h(24,自定)。
    数据来源:
        看板。
    陷阱:
        周末也计入。批准后未执行的会自动失效,不属于待审批。
    怎么做:
        批准、拒绝,或指名交接。
    """
    line = timedelta(hours=ctx.settings.expires_h)
    for action in own_actions(ctx):
        if action.state != "proposed":
            continue
        if elapsed(action.at, ctx.now) > line:
            yield _finding(ctx, action)
        else:
            ctx.changes_at(action.at + line + timedelta(seconds=1))


def _finding(ctx: Context[Settings], action: RecordedAction) -> Finding:
    age = elapsed(action.at, ctx.now)
    return Finding(
        Subject("action", action.id),
        Severity.WARNING,
        TITLE.fill(change=said_change(action), by=action.by, age=span(age)),
        ACTION.fill(id=action.id),
        figure=Figure("age", age.total_seconds() / 3600, unit="hours"),
        lines=(ctx.line("internal", "expires_h", crossed=True),),
        due=ctx.today(),
        about=(action.subject,),
        notes=(PROPOSED.fill(when=both_clocks(action.at, ctx.clock, action.marketplace)),),
    )
