"""`cockpit board`: the recorded actions, oldest first."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cockpit.board import Board
from cockpit.board_export import COLUMNS, FORMATS, Printing, cells, header, subject_text, written
from cockpit.board_fold import Action
from cockpit.cli.board_session import board_of, printing
from cockpit.cli.grid import grid
from cockpit.cli.session import Session, session
from cockpit.problems import CockpitError
from cockpit.text import say


def run(arguments: argparse.Namespace) -> int:
    """Print the actions asked for, or write them into a file."""
    here = session(arguments)
    arguments.day = _day(arguments.day, here)
    form = _format(arguments)
    board = board_of(here)
    found = [action for action in board.actions(here.clock.now) if _wanted(action, arguments, here, board)]
    how = printing(here)
    if arguments.output:
        return _write(Path(arguments.output), written(form, found, how), here)
    made = _table(found, how) if form == "table" else FORMATS[form](found, how)
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        sys.stdout.write(made)
    return 0


def _format(arguments: argparse.Namespace) -> str:
    """The one asked for; else what the file's name says, a table for people and JSON for scripts."""
    named = {".md": "markdown", ".csv": "csv", ".json": "json", ".xlsx": "xlsx"}
    form: str = arguments.format or ""
    if arguments.output:
        form = form or named.get(Path(arguments.output).suffix.lower(), "json")
        if form == "table":
            raise CockpitError("--output takes --format markdown, csv, json or xlsx: a table is for the terminal")
        return form
    form = form or ("table" if sys.stdout.isatty() else "json")
    if form == "xlsx" and sys.stdout.isatty():
        raise CockpitError("--format xlsx needs --output FILE: a workbook is nothing for a terminal")
    return form


def _write(path: Path, data: bytes, here: Session) -> int:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CockpitError(f"{path}: {error.strerror or error}") from error
    told = say("board.written", here.language, file=str(path))
    print(f"cockpit: {told}", file=sys.stderr)
    return 0


def _table(actions: Sequence[Action], how: Printing) -> str:
    """For a terminal; one line when there is nothing."""
    if not actions:
        return how.speech.say("board.nothing") + "\n"
    rows = [cells(how.row(action), how) for action in actions]
    return grid(header(how), rows, shutil.get_terminal_size((120, 40)).columns, COLUMNS.index("why")) + "\n"


def _wanted(action: Action, arguments: argparse.Namespace, here: Session, board: Board) -> bool:
    checks = [name.upper() for name in arguments.check or ()]
    marketplaces = [name.upper() for name in arguments.marketplace or ()]
    return (
        (not arguments.day or arguments.day in action.days(here.clock.team_zone))
        and (not arguments.person or arguments.person in people_of(action))
        and (not arguments.subject or arguments.subject in {action.subject.id, subject_text(action)})
        and (not arguments.state or arguments.state == action.state(here.clock.now, board.limits))
        and (not marketplaces or action.marketplace in marketplaces)
        and (not checks or any(action.check == name or action.check.startswith(f"{name}-") for name in checks))
    )


def people_of(action: Action) -> frozenset[str]:
    """The names of everybody who said or did something about an action."""
    return frozenset(word.by for word in action.words)


def _day(text: str | None, here: Session) -> str | None:
    if text is None:
        return None
    if text == "today":
        return here.clock.team_now.date().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise CockpitError(f"--day takes a day like 2026-11-23, or today; not {text!r}") from error
