"""What every command about the board needs: the board, with its problems told, and its refusals as exit code 2."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cockpit.approval import Limits
from cockpit.board import Board, Refused
from cockpit.board_export import Printing
from cockpit.cli.session import Session
from cockpit.incident import IncidentBook
from cockpit.outcome import Waits
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.store import NotSaved
from cockpit.view.speech import Speech


def board_of(here: Session) -> Board:
    """The board of the workspace; lines of the journal that are none are told on stderr."""
    board = Board(here.workspace, here.settings, IncidentBook(here.workspace, here.settings).open_on)
    for problem in board.problems:
        print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)
    return board


def printing(here: Session) -> Printing:
    """How the board is printed for whoever asks."""
    settings = here.settings
    limits, waits = Limits.of(settings.table("approval")), Waits.of(settings.table("board"))
    return Printing(here.clock.now, Speech(here.language, here.clock.team_zone), limits, waits)


@contextmanager
def written(here: Session) -> Iterator[None]:
    """Turn what the board does not take, and what could not be saved, into one sentence and exit code 2."""
    try:
        yield
    except Refused as refused:
        raise CockpitError(refused.reason.say(here.language)) from refused
    except NotSaved as error:
        raise CockpitError(f"NOT SAVED: {problem_line(error.problem, here.language)}") from error
