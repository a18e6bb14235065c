"""What people do to issues and steps, as deeds for the saver thread, each with what is said when it is on disk."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cockpit.board import Draft
from cockpit.board_desk import How
from cockpit.board_export import change_text
from cockpit.checklist import Step
from cockpit.issue import Pane
from cockpit.marks import Until, newest_report_of
from cockpit.picture import Issue
from cockpit.settings import Settings
from cockpit.text import Words, clean, words
from cockpit.view.grouping import Group
from cockpit.view.panes import Fold, Item, Rule, standing
from cockpit.view.rows import Wording
from cockpit.view.scene import Scene
from screens.saver import Deed, DeskLike, Done
from screens.whereabouts import Whereabouts, save

Issues = Sequence[Issue]


def name_of(issue: Issue) -> str:
    """#142; before an issue is recorded it has no number, and its check and subject name it."""
    return f"#{issue.number}" if issue.number else f"{clean(issue.check)} {clean(issue.subject.id)}"


def told(key: str, issues: Issues, **values: str) -> Words:
    """A sentence about an issue by its number, or about several by how many they are."""
    if len(issues) == 1:
        return words(f"screen.{key}").fill(what=name_of(issues[0]), **values)
    return words(f"screen.many.{key}").fill(n=len(issues), **values)


def each(key: str, issues: Issues, do: Callable[[DeskLike, Issue], None], **values: str) -> Deed:
    """Do something to every one of the issues, in one write and with one undo."""

    def deed(desk: DeskLike) -> Done:
        with desk.together():
            for issue in issues:
                do(desk, issue)
        return Done(told(key, issues, **values), deselect=True)

    return deed


def acknowledge(issues: Issues, scene: Scene) -> Deed:
    """Acknowledge issues; when all of them are acknowledged they are no longer."""
    open_ = [one for one in issues if not scene.marks.of(one.fingerprint).is_known(one.severity)]
    if not open_:
        return each("unacknowledged", issues, lambda desk, issue: desk.unacknowledge(issue.fingerprint))
    return each("acknowledged", open_, lambda desk, issue: desk.acknowledge(issue.fingerprint, issue.severity))


def are_snoozed(issues: Issues, scene: Scene) -> bool:
    """Whether all issues are put off now."""
    now = scene.day.now
    return all(standing(one, scene.picture, scene.marks, now).state == "snoozed" for one in issues)


def snooze(issues: Issues, scene: Scene, until: Until, reason: str) -> Deed:
    """Put issues off."""
    places = {(one.check, one.store, one.marketplace) for one in issues}
    newest = {place: newest_report_of(scene.picture, *place) for place in places}

    def do(desk: DeskLike, issue: Issue) -> None:
        report = newest[issue.check, issue.store, issue.marketplace]
        desk.snooze(issue.fingerprint, until, reason, issue.severity, report)

    return each("snoozed", issues, do)


def wake(issues: Issues) -> Deed:
    """End snoozes."""
    return each("woken", issues, lambda desk, issue: desk.wake(issue.fingerprint))


def own(issues: Issues, who: str) -> Deed:
    """Say whose issues are; an empty name: nobody's."""
    return each("owned" if who else "disowned", issues, lambda desk, issue: desk.own(issue.fingerprint, who), name=who)


def note(issues: Issues, text: str) -> Deed:
    """Write the same note on issues."""
    return each("noted", issues, lambda desk, issue: desk.note(issue.fingerprint, text))


def close(issues: Issues, reason: str) -> Deed:
    """End issues that nobody looks at any more."""
    return each("closed", issues, lambda desk, issue: desk.close_unchecked(issue.fingerprint, reason))


def step_note(step: Step, text: str) -> Deed:
    """Write a note on a step: on an open one it is the reason, which goes with it to the next day."""

    def deed(desk: DeskLike) -> Done:
        desk.excuse(step.id, text)
        return Done(words("screen.noted"))

    return deed


def spend(pane: Pane, minutes: int | None) -> Deed:
    """Correct the time that a pane took."""

    def deed(desk: DeskLike) -> Done:
        desk.spend(pane, minutes)
        return Done(words("screen.timed").fill(pane=words(f"pane.{pane}")))

    return deed


def enter() -> Deed:
    """Tell the other cockpits that this one is open."""

    def deed(desk: DeskLike) -> Done:
        before = desk.here
        desk.enter()
        return Done(changed=desk.here != before)

    return deed


def tick(step: Step) -> Deed:
    """Tick a step, or take the tick back."""

    def deed(desk: DeskLike) -> Done:
        if step.tick.done:
            desk.untick(step.id)
            return Done(words("screen.unticked").fill(id=step.id))
        desk.tick(step.id)
        return Done(words("screen.ticked").fill(id=step.id))

    return deed


def prove(steps: list[tuple[str, str]]) -> Deed:
    """Tick the steps that a report has done."""

    def deed(desk: DeskLike) -> Done:
        for step_id, check in steps:
            desk.prove(step_id, check)
        return Done()

    return deed


def record(draft: Draft, how: How, *, alone: bool) -> Deed:
    """Write an action on the board; `alone`: done although a second person was needed."""
    key = "reported" if alone else "requested" if how == "proposed" else "recorded"

    def deed(desk: DeskLike) -> Done:
        action = desk.board.record(draft, how)
        kind = words(f"board.kind.{action.kind}")
        change = f" {change_text(action)}" if action.before or action.after else ""
        what = Words(*(f"{kind.say(one)} {action.subject.id}{change}" for one in ("en", "zh")))
        return Done(words(f"screen.board.{key}").fill(what=what))

    return deed


def undo() -> Deed:
    """Take back the newest thing."""

    def deed(desk: DeskLike) -> Done:
        what = desk.undo()
        return Done(what or words("screen.nothing_undone"), changed=what is not None)

    return deed


def redo() -> Deed:
    """Do again what was taken back."""

    def deed(desk: DeskLike) -> Done:
        what = desk.redo()
        return Done(what or words("screen.nothing_redone"), changed=what is not None)

    return deed


def look() -> Deed:
    """Read what others did."""
    return lambda desk: Done(changed=desk.refresh())


def use(settings: Settings) -> Deed:
    """Go on with settings that were edited."""

    def deed(desk: DeskLike) -> Done:
        desk.use(settings)
        return Done()

    return deed


def keep_place(workspace: Path, place: Whereabouts) -> Deed:
    """Keep where the person is, for the next start."""

    def deed(_: DeskLike) -> Done:
        save(workspace, place)
        return Done(changed=False)

    return deed


# ── Copies ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def copies(item: Item, wording: Wording) -> list[tuple[str, str, str]]:
    """What can be copied of a row: key, the word for it, the text."""
    if isinstance(item, Issue):
        return _issue_copies(item, wording)
    speech = wording.speech
    if isinstance(item, Step):
        return [("l", "copy_line", f"{item.id} {speech.words(item.text)}")]
    if isinstance(item, Rule | Group):
        return []
    return [("l", "copy_line", wording.fold(item) if isinstance(item, Fold) else wording.blind(item).text)]


def _issue_copies(issue: Issue, wording: Wording) -> list[tuple[str, str, str]]:
    speech = wording.speech
    line = f"{issue.check} {issue.marketplace} {issue.subject.id} {speech.words(issue.title)}"
    place = issue.rows[0].place if issue.rows else ""
    everything = "\n".join(
        [line, speech.words(issue.action), *(f"{row.place}  {cells_text(row.cells)}" for row in issue.rows)]
    )
    found = [("l", "copy_line", line), ("s", "copy_subject", issue.subject.id)]
    found += [("p", "copy_place", place)] if place else []
    return [*found, ("a", "copy_all", everything)]


def cells_text(cells: tuple[tuple[str, str], ...]) -> str:
    """Cells as ``name value`` pairs."""
    return " · ".join(f"{clean(name)} {clean(value)}" for name, value in cells)
