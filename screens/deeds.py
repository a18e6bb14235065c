"""What people do to issues and steps, as deeds for the saver thread, each with what is said when it is on disk."""

from pathlib import Path

from cockpit.board import Draft
from cockpit.board_desk import How
from cockpit.board_export import change_text
from cockpit.checklist import Step
from cockpit.marks import Until, newest_report_of
from cockpit.picture import Issue
from cockpit.settings import Settings
from cockpit.text import Words, clean, words
from cockpit.view.panes import Fold, Item, Rule, standing
from cockpit.view.rows import Wording
from cockpit.view.scene import Scene
from screens.saver import Deed, DeskLike, Done
from screens.whereabouts import Whereabouts, save


def numbered(key: str, issue: Issue) -> Words:
    """A sentence about an issue, by its number."""
    return words(f"screen.{key}").fill(n=str(issue.number))


def acknowledge(issue: Issue, scene: Scene) -> Deed:
    """Acknowledge an issue; one that is acknowledged is no longer."""
    state = standing(issue, scene.picture, scene.marks, scene.day.now).state

    def deed(desk: DeskLike) -> Done:
        if state == "acknowledged":
            desk.unacknowledge(issue.fingerprint)
            return Done(numbered("unacknowledged", issue))
        desk.acknowledge(issue.fingerprint, issue.severity)
        return Done(numbered("acknowledged", issue))

    return deed


def is_snoozed(issue: Issue, scene: Scene) -> bool:
    """Whether an issue is put off now."""
    return standing(issue, scene.picture, scene.marks, scene.day.now).state == "snoozed"


def snooze(issue: Issue, scene: Scene, until: Until, reason: str) -> Deed:
    """Put an issue off."""
    newest = newest_report_of(scene.picture, issue.check, issue.store, issue.marketplace)

    def deed(desk: DeskLike) -> Done:
        desk.snooze(issue.fingerprint, until, reason, issue.severity, newest)
        return Done(numbered("snoozed", issue))

    return deed


def wake(issue: Issue) -> Deed:
    """End a snooze."""

    def deed(desk: DeskLike) -> Done:
        desk.wake(issue.fingerprint)
        return Done(numbered("woken", issue))

    return deed


def own(issue: Issue, who: str) -> Deed:
    """Say whose an issue is; an empty name: nobody's."""

    def deed(desk: DeskLike) -> Done:
        desk.own(issue.fingerprint, who)
        said = words("screen.owned").fill(n=str(issue.number), name=who) if who else numbered("disowned", issue)
        return Done(said)

    return deed


def note(issue: Issue, text: str) -> Deed:
    """Write a note on an issue."""

    def deed(desk: DeskLike) -> Done:
        desk.note(issue.fingerprint, text)
        return Done(words("screen.noted"))

    return deed


def step_note(step: Step, text: str) -> Deed:
    """Write a note on a step that is done."""

    def deed(desk: DeskLike) -> Done:
        desk.tick(step.id, text)
        return Done(words("screen.noted"))

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
    if isinstance(item, Rule):
        return []
    return [("l", "copy_line", wording.fold(item) if isinstance(item, Fold) else wording.blind(item).text)]


def _issue_copies(issue: Issue, wording: Wording) -> list[tuple[str, str, str]]:
    speech = wording.speech
    line = f"{issue.check} {issue.marketplace} {issue.subject.id} {speech.words(issue.title)}"
    place = f"{issue.rows[0].file}:{issue.rows[0].row}" if issue.rows else ""
    everything = "\n".join(
        [line, speech.words(issue.action), *(f"{row.file}:{row.row}  {cells_text(row.cells)}" for row in issue.rows)]
    )
    found = [("l", "copy_line", line), ("s", "copy_subject", issue.subject.id)]
    found += [("p", "copy_place", place)] if place else []
    return [*found, ("a", "copy_all", everything)]


def cells_text(cells: tuple[tuple[str, str], ...]) -> str:
    """Cells as ``name value`` pairs."""
    return " · ".join(f"{clean(name)} {clean(value)}" for name, value in cells)
