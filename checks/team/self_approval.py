"""People who tried to be their own second person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cockpit.api import (
    Context,
    Finding,
    NoSettings,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Words,
    both_clocks,
    check,
    own_actions,
    said_change,
)

TITLE = Words("{change}: {by} tried to be their own second person", "{change}:{by} 试图担任自己的审批人")
ACTION = Words(
    "Have another person decide (cockpit approve {id} or refuse); record why it was tried.",
    "由他人决定(cockpit approve {id} 或 refuse),并记录尝试原因。",
)
TRIED = Words("Tried at {when}; it was refused and changed nothing", "尝试于 {when};已被拒绝,未产生任何改动")


@check(
    "R-02",
    Words("Own proposal approved", "自我审批"),
    pane=Pane.EVENING,
    settings=NoSettings,
    severities=(Severity.WARNING,),
    unplaced=True,
)
def self_approval(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Proposals that their own author tried to decide on.

    What it finds:
        Actions on the board whose author, or whoever did them, ran cockpit approve or refuse on them.
    Why it matters:
        Two keys in one hand are one key. The attempt was refused; that it was made is worth a word.
    Formula:
        An attempt by the operating-system user who wrote the line or did the action, while no other person has decided.
    Lines:
        None: any attempt counts.
    Feeds:
        The board.
    Traps:
        Two people who share one operating-system user are one person here: give each their own.
    What to do:
        Have another person approve or refuse; ask why it was tried.

    中文

    发现什么:
        看板上由提交人或执行人自己运行 cockpit approve 或 refuse 的操作。
    为何重要:
        两把钥匙在同一只手里等于一把。尝试已被拒绝,但值得过问。
    公式:
        写下该行或执行该操作的系统用户尝试审批,且尚无他人决定。
    界限:
        无:任何尝试都算。
    数据来源:
        看板。
    陷阱:
        两人共用一个系统用户在此视为同一人:请各用各的账户。
    怎么做:
        由他人批准或拒绝,并询问原因。
    """
    for action in own_actions(ctx):
        tried = action.self_approved_at
        if tried is not None and not _is_decided(action, tried):
            yield _finding(ctx, action, tried)


def _is_decided(action: RecordedAction, tried: datetime) -> bool:
    """Whether another person has said yes or no; that a yes expired since undoes nothing."""
    agreed = action.approved_at is not None and action.approved_at >= tried
    return agreed or action.approval in {"approved", "refused"}


def _finding(ctx: Context[NoSettings], action: RecordedAction, tried: datetime) -> Finding:
    return Finding(
        Subject("action", action.id),
        Severity.WARNING,
        TITLE.fill(change=said_change(action), by=action.self_approved_by),
        ACTION.fill(id=action.id),
        due_within=timedelta(),  # at once
        about=(action.subject,),
        notes=(TRIED.fill(when=both_clocks(tried, ctx.clock, action.marketplace)),),
    )
