"""The same error of Amazon's system again and again, or an upload that was rejected twice."""

from collections.abc import Iterator, Sequence
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
    error_moment,
    error_text,
    own_actions,
    rejected_uploads,
    said_change,
    same,
    setting,
    system_errors,
)


@dataclass(frozen=True)
class Settings:
    """[incidents], as far as this check needs it."""

    repeats: int = setting(3, "The same error so often", source="domain: flow of incidents")
    window_min: float = setting(60.0, "within so many minutes", source="domain: flow of incidents", unit="min")
    rejected_uploads: int = setting(2, "An upload that was rejected so often", source="domain: flow of incidents")
    error_days: float = setting(
        1.0, "So long after the last of them it is told, unless resuming is approved", unit="days"
    )


SAME = Words(
    "Error {name}: {n} {n|time|times} within {minutes} min — stop, do not retry in bulk",
    "错误 {name}:{minutes} 分钟内出现 {n} 次,请停止,勿批量重试",
)
REJECTED = Words(
    "Upload {name} rejected {n} {n|time|times} — stop, do not retry in bulk",
    "上传 {name} 被拒 {n} 次:请停止,勿批量重试",
)
ACTION = Words(
    "Stop the batch, screenshot the error, open a case, tell the supervisor.",
    "停止批量操作,截图,开 case,并报告主管。",
)
MET = Words("{when} {by}: {change} — {text}", "{when} {by}:{change},{text}")
RESUME = Words(
    "Resuming needs a second person: cockpit act --check I-04 --state proposed --subject incident:{name} --kind other",
    "恢复操作须二次确认:cockpit act --check I-04 --state proposed --subject incident:{name} --kind other",
)
AGREED = frozenset({"approved", "done", "verified"})


@check(
    "I-04",
    Words("System error repeated", "系统错误重复出现"),
    pane=Pane.MORNING,
    also_in=(Pane.NOON, Pane.EVENING),
    settings=Settings,
    section="incidents",
    severities=(Severity.WARNING,),
    unplaced=True,
)
def repeated_error(ctx: Context[Settings]) -> Iterator[Finding]:
    """The same error of Amazon's system again and again, or an upload that was rejected twice.

    What it finds:
        Errors that the team wrote on the board: the same one at least three times within an hour, or one upload that
        was rejected twice.
    Why it matters:
        A retried bulk upload does the damage twice, and Amazon reads a burst of failing changes as abuse of its system.
        What the first screenshot shows is what a case needs.
    Formula:
        Lines of the board written with --error, and lines of kind "other" whose reason or new value tells of an error.
        Two are the same error when their code is the same, else when their words are, apart from ids and numbers. At
        least `repeats` of them lie within window_min minutes; or `rejected_uploads` rejections of the same upload.
    Lines:
        repeats (3), window_min (60), rejected_uploads (2). Exactly three within exactly 60 minutes counts.
    Feeds:
        The board (cockpit act --error TEXT).
    Traps:
        Three errors over a morning are three errors. The same code in another marketplace is another issue. An issue
        goes error_days after the last of them, and when a second person has agreed to go on after it.
    What to do:
        Stop the batch, screenshot the error with its time, open a case with Amazon, tell the supervisor. To go on,
        propose it on the board and have it approved.

    中文

    发现什么:
        团队登记在看板上的系统错误:同一错误一小时内至少三次,或同一上传被拒两次。
    为何重要:
        重试批量上传会把损失翻倍,短时间内大量失败的修改会被亚马逊视为滥用。第一张截图就是开 case 的依据。
    公式:
        以 --error 登记的操作,以及类型为 other 且原因或新值写明错误的操作。错误代码相同即同一错误,没有代码时按去掉编号和
        数字后的文字比较。window_min 分钟内至少 repeats 次;或同一上传被拒 rejected_uploads 次。
    界限:
        repeats(3)、window_min(60)、rejected_uploads(2)。正好 60 分钟内三次即算。
    数据来源:
        看板(cockpit act --error 文本)。
    陷阱:
        一上午零散三次不算。同一代码在其他站点是另一个问题。最后一次之后 error_days 天,或其后有第二人批准恢复,
        即不再提示。
    怎么做:
        停止批量操作,带时间截图,向亚马逊开 case,报告主管。恢复须在看板提交并获批准。
    """
    actions = own_actions(ctx)
    settings, told = ctx.settings, set[str]()
    for upload in rejected_uploads(actions):
        found = upload.burst(settings.rejected_uploads, timedelta(days=settings.error_days))
        if found and _stands(ctx, actions, upload.name, found):
            told |= {action.id for action in found}
            yield _finding(ctx, upload.name, REJECTED.fill(name=upload.name, n=len(found)), found, "rejected_uploads")
    for errors in system_errors(actions):
        found = errors.burst(settings.repeats, timedelta(minutes=settings.window_min))
        once = {action.id for action in found} <= told  # an upload that is told already
        if found and not once and _stands(ctx, actions, errors.name, found):
            title = SAME.fill(name=errors.name, n=len(found), minutes=_minutes(found))
            yield _finding(ctx, errors.name, title, found, "repeats")


def _stands(
    ctx: Context[Settings], actions: Sequence[RecordedAction], name: str, found: Sequence[RecordedAction]
) -> bool:
    """Whether it still has to be told: not long ago, and nobody agreed to go on since."""
    last = error_moment(found[-1])
    ends = last + timedelta(days=ctx.settings.error_days)
    ctx.changes_at(ends)
    subjects = {name, *(action.subject.id for action in found)}
    agreed = any(
        action.check == "I-04" and action.approval == "approved" and action.state in AGREED and action.at > last
        for action in actions
        if action.subject.id in subjects and not action.error
    )
    return ctx.now < ends and not agreed


def _minutes(found: Sequence[RecordedAction]) -> int:
    return int((error_moment(found[-1]) - error_moment(found[0])) // timedelta(minutes=1))


def _finding(ctx: Context[Settings], name: str, title: Words, found: Sequence[RecordedAction], key: str) -> Finding:
    return Finding(
        Subject("incident", name),
        Severity.WARNING,
        title,
        ACTION,
        figure=Figure("errors", len(found)),
        lines=(ctx.line("internal", key, crossed=True),),
        due_within=timedelta(),  # at once
        needs_approval=True,
        also_in=(Pane.NOON, Pane.EVENING),
        about=tuple(dict.fromkeys(action.subject for action in found)),
        notes=(*(_met(ctx, action) for action in found), RESUME.fill(name=name)),
    )


def _met(ctx: Context[Settings], action: RecordedAction) -> Words:
    return MET.fill(
        when=both_clocks(error_moment(action), ctx.clock, action.marketplace),
        by=action.done_by or action.by,
        change=said_change(action),
        text=same(error_text(action)),
    )
