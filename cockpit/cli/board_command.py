"""`cockpit board`: the recorded actions, oldest first."""

import argparse
import shutil
import sys
from datetime import date

from cockpit.board import Board
from cockpit.board_fold import Action
from cockpit.cli import board_text
from cockpit.cli.board_session import board_of
from cockpit.cli.session import Session, session
from cockpit.problems import CockpitError


def run(arguments: argparse.Namespace) -> int:
    """Print the actions asked for."""
    here = session(arguments)
    arguments.day = _day(arguments.day, here)
    board = board_of(here)
    found = [action for action in board.actions(here.clock.now) if _wanted(action, arguments, here, board)]
    rows = [board_text.row_of(action, here.clock.now, board.limits) for action in found]
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    zone, language = here.clock.team_zone, here.language
    match form:
        case "json":
            printed = board_text.as_json(rows, zone)
        case "csv":
            printed = board_text.as_csv(rows, zone)
        case "markdown":
            printed = board_text.markdown(rows, zone, language)
        case _:
            printed = board_text.table(rows, zone, language, shutil.get_terminal_size((120, 40)).columns)
    sys.stdout.write(printed)
    return 0


def _wanted(action: Action, arguments: argparse.Namespace, here: Session, board: Board) -> bool:
    checks = [name.upper() for name in arguments.check or ()]
    marketplaces = [name.upper() for name in arguments.marketplace or ()]
    return (
        (not arguments.day or arguments.day in action.days(here.clock.team_zone))
        and (not arguments.person or arguments.person in people_of(action))
        and (not arguments.subject or arguments.subject in {action.subject.id, board_text.subject_text(action)})
        and (not arguments.state or arguments.state == action.state(here.clock.now, board.limits))
        and (not marketplaces or action.marketplace in marketplaces)
        and (not checks or any(action.check == name or action.check.startswith(f"{name}-") for name in checks))
    )


def people_of(action: Action) -> frozenset[str]:
    """The names of everybody who said or did something about an action."""
    words = (action.begun, action.approved, action.refused, action.done, action.verified)
    return frozenset(word.by for word in words if word)


def _day(text: str | None, here: Session) -> str | None:
    if text is None:
        return None
    if text == "today":
        return here.clock.team_now.date().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise CockpitError(f"--day takes a day like 2026-11-23, or today; not {text!r}") from error
