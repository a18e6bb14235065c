"""`cockpit handover`: what the next shift must know, as Markdown; with ``--standup`` what the morning meeting must."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cockpit.cli import shift as told
from cockpit.cli.board_session import board_of
from cockpit.cli.listing import QUIET, Listed, People, Wanted, listed
from cockpit.cli.looking import look
from cockpit.cli.session import session, tell
from cockpit.cli.shift import Shift
from cockpit.desk import Desk
from cockpit.escaping import escaped
from cockpit.incident import IncidentBook
from cockpit.issue import Severity
from cockpit.outcome import Waits
from cockpit.person import current
from cockpit.view.approvals import Looked
from cockpit.view.day import DAY_PANES
from cockpit.view.incidents import cases
from cockpit.view.speech import Speech

FIRST = 5  # criticals that a pane of the stand-up page names


def run(arguments: argparse.Namespace) -> int:
    """Judge once, read the day, print the text. Nothing is written."""
    here = session(arguments)
    now = here.clock.now
    looked = look(here)
    picture = looked.picture
    desk = Desk(looked.state, here.settings, current(here.settings), lambda: now)
    board = board_of(here)
    tell((*picture.problems, *desk.problems), here)
    actions = board.actions(now)
    rows = listed(picture, People(desk.marks, actions, board.limits), Wanted(), now, resolved=False)
    speech, waits = Speech(here.language, here.clock.team_zone), Waits.of(here.settings.table("board"))
    shown = Looked(now, speech, board.limits, waits, picture)
    worked = IncidentBook(here.workspace, here.settings).worked(now)
    incidents = cases(picture, worked, actions, board.limits, now)
    shift = Shift(here, picture, rows, actions, desk.checklist.steps, shown, incidents)
    sys.stdout.write(stand_up(shift) if arguments.standup else hand_over(shift))
    return 0


def hand_over(shift: Shift) -> str:
    """For who comes next: decisions first, then what burns, what was done, what was left."""
    since = told.start_of_day(shift)
    waiting, done, results = told.waiting(shift), told.done_since(shift, since), told.results_since(shift, since)
    criticals = shift.criticals
    sections = [
        told.section(shift, "waiting", (told.waiting_line(shift, action) for action in waiting)),
        told.section(shift, "criticals", told.critical_lines(shift, criticals), len(criticals)),
        *_incidents(shift),
        told.section(shift, "done", (told.done_line(shift, action) for action in done)),
        told.section(shift, "results", (told.result_line(shift, action) for action in results)),
        told.section(shift, "steps", told.step_lines(shift)),
        told.section(shift, "blind", told.blind_lines(shift)),
    ]
    return told.page(shift, "title", sections)


def _incidents(shift: Shift) -> list[str]:
    """The open incidents; on most days there are none, and no heading."""
    lines = list(told.incident_lines(shift))
    return [told.section(shift, "incidents", lines)] if lines else []


def stand_up(shift: Shift) -> str:
    """For the meeting: what happened since the last one, what it came to, what today holds, what nobody can see."""
    since = told.last_stand_up(shift)
    waiting, done, results = told.waiting(shift), told.done_since(shift, since), told.results_since(shift, since)
    when = told.named_day(shift, since)
    sections = [
        told.section(shift, "done_since", (told.done_line(shift, action) for action in done), since=when),
        told.section(shift, "results", (told.result_line(shift, action) for action in results)),
        told.section(shift, "waiting", (told.waiting_line(shift, action) for action in waiting)),
        *_incidents(shift),
        told.section(shift, "today", _today(shift), len(shift.criticals)),
        told.section(shift, "blind", told.blind_lines(shift)),
    ]
    return told.page(shift, "standup", sections)


def _today(shift: Shift) -> Iterator[str]:
    """Each pane of the day with its counts, and its first criticals by their deadline."""
    for pane in DAY_PANES:
        mine = [row for row in shift.rows if row.issue.pane == pane and row.state not in QUIET]
        criticals = [row for row in mine if row.issue.severity == Severity.CRITICAL]
        warnings = sum(row.issue.severity == Severity.WARNING for row in mine)
        name, at = shift.speech.say(f"pane.{pane}"), f"{told.end_of(shift, pane):%H:%M}"
        head = shift.say("pane", pane=name, until=at, critical=len(criticals), warning=warnings)
        yield from [f"**{escaped(head)}**", ""]
        yield from (told.issue_line(shift, row) for row in _soonest(criticals)[:FIRST])
        if len(criticals) > FIRST:
            yield told.bullet(shift.say("more", n=len(criticals) - FIRST))
        yield ""


def _soonest(rows: Sequence[Listed]) -> list[Listed]:
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(rows, key=lambda row: row.issue.due or far)
