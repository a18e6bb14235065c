"""`cockpit approve ID`, `cockpit refuse ID`: the second person's word, for the user who runs it."""

import argparse
import sys

from cockpit.board_fold import Action
from cockpit.cli.board_session import board_of, written
from cockpit.cli.session import Session, session
from cockpit.person import current
from cockpit.text import moment, words


def run(arguments: argparse.Namespace) -> int:
    """Write the word down; what exactly it was said about is repeated on stderr."""
    here = session(arguments)
    board = board_of(here)
    with written(here):
        action = board.decide(arguments.id, arguments.word, current(here.settings), here.clock.now, arguments.why)
    until = action.expires(board.limits)
    print(f"cockpit: {_sentence(action, arguments.word, here)}", file=sys.stderr)
    if until:
        held = words("board.holds").fill(until=moment(until.astimezone(here.clock.team_zone)))
        print(f"cockpit: {held.say(here.language)}", file=sys.stderr)
    return 0


def _sentence(action: Action, word: str, here: Session) -> str:
    said = words(f"board.said.{word}").fill(
        id=action.id,
        kind=words(f"board.kind.{action.kind}"),
        mp=action.marketplace,
        subject=action.subject.id,
        before=action.before or "–",
        after=action.after or "–",
        by=action.begun.by,
    )
    return said.say(here.language)
