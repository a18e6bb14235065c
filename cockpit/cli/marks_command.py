"""`cockpit ack|snooze|note NUMBER`: the same marks as in the app, saved before it says so."""

import argparse
import sys
from collections.abc import Mapping
from datetime import datetime

from cockpit.board import Refused
from cockpit.cli.session import Session, session
from cockpit.desk import Desk
from cockpit.issue import Severity
from cockpit.journal import Journal
from cockpit.ledger import Ledger
from cockpit.marks import Until
from cockpit.person import current
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.store import NotSaved

UNTIL_WORDS: Mapping[str, Until] = {"worse": "worse", "next-report": "next-report"}


def run(arguments: argparse.Namespace) -> int:
    """Find the issue by its number and write the mark."""
    here = session(arguments)
    entry = Ledger.load(Journal(here.workspace)).by_number(arguments.number)
    if entry is None:
        raise CockpitError(
            f"no issue #{arguments.number}: numbers are given when a run is recorded (cockpit check --record)"
        )
    desk = Desk(here.workspace, here.settings, current(here.settings), lambda: here.clock.now)
    try:
        _mark(desk, arguments, entry.fingerprint, entry.severity, here)
    except Refused as refused:
        raise CockpitError(refused.reason.say(here.language)) from refused
    except NotSaved as error:
        raise CockpitError(f"NOT SAVED: {problem_line(error.problem, here.language)}") from error
    print(f"cockpit: #{arguments.number} {arguments.mark} saved", file=sys.stderr)
    return 0


def _mark(desk: Desk, arguments: argparse.Namespace, fingerprint: str, severity: Severity, here: Session) -> None:
    if arguments.mark == "ack":
        desk.acknowledge(fingerprint, severity, arguments.note)
    elif arguments.mark == "snooze":
        desk.snooze(fingerprint, _until(arguments.until, here), arguments.reason, severity)
    else:
        desk.note(fingerprint, arguments.text)


def _until(text: str, here: Session) -> Until:
    if text in UNTIL_WORDS:
        return UNTIL_WORDS[text]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CockpitError(f"--until takes a time, worse or next-report; not {text!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=here.clock.team_zone)
