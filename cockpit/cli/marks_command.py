"""`cockpit ack|snooze|note|close NUMBER…`: the same marks as in the app, saved before it says so."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from cockpit.board import Refused
from cockpit.cli.session import Session, session
from cockpit.desk import Desk
from cockpit.engine import Engine
from cockpit.journal import Journal
from cockpit.ledger import Entry, Ledger
from cockpit.marks import Until
from cockpit.person import current
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.store import NotSaved

UNTIL_WORDS: Mapping[str, Until] = {"worse": "worse", "next-report": "next-report"}


def run(arguments: argparse.Namespace) -> int:
    """Find the issues by their numbers and write the mark: on all of them, or on none."""
    here = session(arguments)
    entries = _entries(here, arguments.numbers)
    if arguments.mark == "close":
        _must_be_unchecked(here, entries)
    desk = Desk(here.workspace, here.settings, current(here.settings), lambda: here.clock.now)
    try:
        with desk.together():
            for entry in entries:
                _mark(desk, arguments, entry, here)
    except Refused as refused:
        raise CockpitError(refused.reason.say(here.language)) from refused
    except NotSaved as error:
        raise CockpitError(f"NOT SAVED: {problem_line(error.problem, here.language)}") from error
    named = " ".join(f"#{entry.number}" for entry in entries)
    print(f"cockpit: {named} {arguments.mark} saved", file=sys.stderr)
    return 0


def _entries(here: Session, numbers: Sequence[int]) -> list[Entry]:
    """The issues by number, each once. One that there is not keeps the mark from all."""
    ledger = Ledger.load(Journal(here.workspace))
    found = {number: ledger.by_number(number) for number in dict.fromkeys(numbers)}
    missing = " ".join(f"#{number}" for number, entry in found.items() if entry is None)
    if missing:
        raise CockpitError(f"no issue {missing}: numbers are given when a run is recorded (cockpit check --record)")
    return [entry for entry in found.values() if entry is not None]


def _must_be_unchecked(here: Session, entries: Sequence[Entry]) -> None:
    """Only what nobody looks at any more is closed by a person: the rest closes when a report shows that it is gone."""
    picture = Engine(here.workspace, record=False).picture(here.clock.now)
    unchecked = {issue.fingerprint for issue in picture.issues if issue.unchecked}
    if checked := " ".join(f"#{entry.number}" for entry in entries if entry.fingerprint not in unchecked):
        raise CockpitError(f"{checked} is still checked: it closes by itself when a report shows that it is gone")


def _mark(desk: Desk, arguments: argparse.Namespace, entry: Entry, here: Session) -> None:
    if arguments.mark == "ack":
        desk.acknowledge(entry.fingerprint, entry.severity, arguments.note)
    elif arguments.mark == "snooze":
        desk.snooze(entry.fingerprint, _until(arguments.until, here), arguments.reason, entry.severity)
    elif arguments.mark == "close":
        desk.close_unchecked(entry.fingerprint, arguments.reason)
    else:
        desk.note(entry.fingerprint, arguments.text)


def _until(text: str, here: Session) -> Until:
    if text in UNTIL_WORDS:
        return UNTIL_WORDS[text]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CockpitError(f"--until takes a time, worse or next-report; not {text!r}") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=here.clock.team_zone)
