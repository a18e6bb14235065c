"""`cockpit act`: write an action on the board, and print its id alone."""

import argparse
import sys
from typing import NamedTuple

from cockpit.board import Board, Draft
from cockpit.board_fold import Action, subject_of
from cockpit.cli.board_session import board_of, written
from cockpit.cli.listing import must_be_marketplaces
from cockpit.cli.session import Session, session
from cockpit.issue import Subject
from cockpit.kept_picture import kept_picture
from cockpit.person import current
from cockpit.problems import CockpitError
from cockpit.text import words
from cockpit.view.record import answers


def run(arguments: argparse.Namespace) -> int:
    """Write the line; what it waits for is said on stderr."""
    here = session(arguments)
    board = board_of(here)
    person, now = current(here.settings), here.clock.now
    draft = _draft(arguments, here, board)
    with written(here):
        if draft.error:
            id_ = board.failed(draft, person, now)
        elif arguments.state == "proposed":
            id_ = board.propose(draft, person, now)
        elif arguments.state == "done":
            id_ = board.done(draft, person, now, arguments.proposal)
        else:
            id_ = board.verify(arguments.proposal, person, now, arguments.why, worked=not arguments.no_effect)
    print(id_)
    _say_what_it_waits_for(_action(board, id_, here), board, here)
    return 0


def _draft(arguments: argparse.Namespace, here: Session, board: Board) -> Draft:
    """What was typed; what was left out is as in the proposal it carries out."""
    proposal = _action(board, arguments.proposal, here)
    if proposal is None and arguments.proposal:
        raise CockpitError(words("board.refusal.unknown").fill(id=arguments.proposal).say(here.language))
    if arguments.state == "failed" and not arguments.error:
        raise CockpitError("--state failed needs --error TEXT: what Amazon's system answered")
    if arguments.state == "proposed" and proposal and not arguments.error:
        raise CockpitError("--for belongs to --state done or verified: other values are a new proposal")
    if arguments.state == "verified" and not proposal:
        raise CockpitError("--state verified needs --for ID")
    if arguments.no_effect and arguments.state != "verified":
        raise CockpitError("--no-effect belongs to --state verified: it is about a result")
    given = _filled(arguments, here, proposal)
    draft = Draft(
        given.kind, given.marketplace.upper(), given.subject, arguments.before, arguments.after, arguments.why,
        (arguments.check or "").upper(), arguments.store or (proposal.store if proposal else ""),
        error=arguments.error,
    )  # fmt: skip
    return answering(draft, here)


def answering(draft: Draft, here: Session) -> Draft:
    """The same, with the issue that it answers as the last recorded run saw it: its figure is the one before."""
    picture = kept_picture(here.workspace)
    if picture is None or picture.as_of > here.clock.now:
        return draft
    return answers(draft, picture)


class _Given(NamedTuple):
    kind: str
    marketplace: str
    subject: Subject


def _filled(arguments: argparse.Namespace, here: Session, proposal: Action | None) -> _Given:
    """Kind, marketplace and subject as typed, else as proposed, else the workspace's. All three must be known."""
    kind: str = arguments.kind or (proposal.kind if proposal else "")
    marketplace: str = arguments.marketplace or (proposal.marketplace if proposal else "")
    marketplace = marketplace or here.settings.profile.default_marketplace
    subject = _subject(arguments.subject) if arguments.subject else None
    subject = subject or (proposal.subject if proposal else None)
    missing = {"--kind": kind, "--marketplace": marketplace, "--subject": subject}
    if not kind or not marketplace or subject is None:
        raise CockpitError(f"an action needs {', '.join(name for name, given in missing.items() if not given)}")
    must_be_marketplaces([marketplace.upper()])
    return _Given(kind, marketplace, subject)


def _subject(text: str) -> Subject:
    try:
        return subject_of(text)
    except ValueError as error:
        raise CockpitError(f"--subject takes KIND:ID, as sku:ZX-1 or campaign:Summer; not {text!r}") from error


def _action(board: Board, id_: str, here: Session) -> Action | None:
    return next((action for action in board.actions(here.clock.now) if action.id == id_), None)


def _say_what_it_waits_for(action: Action | None, board: Board, here: Session) -> None:
    if action is None:
        return
    approval = action.approval(here.clock.now, board.limits)
    key = f"board.waits.{approval}"
    if approval in {"requested", "needed", "expired", "refused"}:
        print(f"cockpit: {words(key).fill(id=action.id).say(here.language)}", file=sys.stderr)
