"""`cockpit handover`: what the next shift must know, as Markdown."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from cockpit.approval import Limits
from cockpit.board_export import change_text
from cockpit.board_fold import Action
from cockpit.checklist import Step
from cockpit.cli.board_session import board_of
from cockpit.cli.listing import Listed, People, Wanted, listed
from cockpit.cli.session import Session, session
from cockpit.desk import Desk
from cockpit.engine import Engine
from cockpit.escaping import escaped
from cockpit.issue import Pane, Severity
from cockpit.person import current
from cockpit.picture import Picture
from cockpit.problem_text import problem_line
from cockpit.text import Words, moment, say, words


def run(arguments: argparse.Namespace) -> int:
    """Judge once, read the day, print the text. Nothing is written."""
    here = session(arguments)
    now = here.clock.now
    desk = Desk(here.workspace, here.settings, current(here.settings), lambda: now)
    board = board_of(here)
    picture = Engine(here.workspace, record=False).picture(now)
    for problem in (*picture.problems, *desk.problems):
        print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)
    actions = board.actions(now)
    rows = listed(picture, People(desk.marks, actions, board.limits), Wanted(), now, resolved=False)
    sections = [
        _heading(here, picture),
        _section("criticals", _criticals(rows, here), here),
        _section("waiting", _waiting(actions, board.limits, here), here),
        _section("done", _done(actions, here), here),
        _section("steps", _steps(desk.checklist.steps, here), here),
    ]
    sys.stdout.write("\n\n".join(sections) + "\n")
    return 0


def _heading(here: Session, picture: Picture) -> str:
    when = moment(here.clock.team_now)
    title = say("handover.title", here.language, name=picture.workspace, when=when)
    return f"# {escaped(title)}"


def _section(name: str, lines: Iterable[str], here: Session) -> str:
    listed_ = list(lines)
    title = say(f"handover.{name}", here.language, n=len(listed_))
    return "\n".join([f"## {title}", "", *(listed_ or [say("handover.none", here.language)])])


def _criticals(rows: Sequence[Listed], here: Session) -> Iterator[str]:
    for row in rows:
        issue = row.issue
        if issue.severity != Severity.CRITICAL or row.state in {"snoozed", "suppressed"}:
            continue
        number = f"#{issue.number} " if issue.number else ""
        state = words(f"state.{row.state}").say(here.language)
        due = _due(issue.due, here)
        place = f"{issue.check} {issue.marketplace}".strip()
        yield _line(f"{number}{place} {issue.title.say(here.language)}", issue.action.say(here.language), state, due)


def _due(due: datetime | None, here: Session) -> str:
    if due is None:
        return ""
    return say("handover.due", here.language, when=moment(due.astimezone(here.clock.team_zone)))


def _waiting(actions: Sequence[Action], limits: Limits, here: Session) -> Iterator[str]:
    """Proposals nobody has decided on, approvals nobody has used, and what was done without one."""
    for action in actions:
        state, approval = action.state(here.clock.now, limits), action.approval(here.clock.now, limits)
        if state in {"proposed", "approved"} or (action.done and approval in {"needed", "expired", "refused"}):
            told = words(f"board.approval.{approval}") if action.done else words(f"board.state.{state}")
            yield _action_line(action, here, told.say(here.language))


def _done(actions: Sequence[Action], here: Session) -> Iterator[str]:
    today = here.clock.team_now.date()
    for action in actions:
        if action.done and action.done.at.astimezone(here.clock.team_zone).date() == today:
            second = action.approved.by if action.approved else ""
            agreed = say("handover.agreed", here.language, by=second) if second else ""
            yield _action_line(action, here, agreed, action.done.by)


def _action_line(action: Action, here: Session, more: str, by: str = "") -> str:
    kind = words(f"board.kind.{action.kind}").say(here.language)
    what = f"{action.marketplace} {kind} {action.subject.id} {change_text(action)}"
    return _line(what, action.why, by or action.begun.by, more, action.id)


def _steps(steps: Sequence[Step], here: Session) -> Iterator[str]:
    """Every step that nobody signed; those whose pane has ended are called missed."""
    for step in steps:
        if step.tick.done:
            continue
        end = _end(step.shown_in, here)
        key = "handover.missed" if end <= here.clock.now else "handover.open"
        until = Words(*(f"{end:%H:%M}",) * 2)
        told = say(key, here.language, pane=words(f"pane.{step.pane}"), until=until)
        yield _line(f"{step.id} {step.text.say(here.language)}", told, step.tick.note)


def _end(pane: Pane, here: Session) -> datetime:
    profile = here.settings.profile
    wall = {Pane.MORNING: profile.morning, Pane.NOON: profile.noon}.get(pane, profile.evening)
    return here.clock.team_time(wall)


def _line(first: str, *rest: str) -> str:
    return "- " + " · ".join(escaped(part) for part in (first, *rest) if part)
