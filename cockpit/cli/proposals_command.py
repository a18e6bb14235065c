"""`cockpit proposals`: what the issues advise, as lists that a person can check, send or upload. Nothing is sent."""

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cockpit.board import Board
from cockpit.board_desk import Seen
from cockpit.cli.check_json import cell_json, place_json
from cockpit.cli.grid import grid
from cockpit.cli.listing import People, Wanted, listed
from cockpit.cli.looking import look
from cockpit.cli.session import Session, session, tell
from cockpit.marks_fold import load_marks
from cockpit.picture import Picture
from cockpit.problems import CockpitError
from cockpit.proposals.files import FORMS, write
from cockpit.proposals.lists import Telling, done_words, lists
from cockpit.proposals.offers import Offer, offers
from cockpit.text import words
from cockpit.view.speech import Speech

COLUMNS = ("kind", "number", "check", "marketplace", "values", "approval")
READABLE = 0o644  # a list is made for somebody else: purchasing reads it from the folder


def run(arguments: argparse.Namespace) -> int:
    """Print the proposals, or with --output write the files of each kind and marketplace."""
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    if form in FORMS and not arguments.output:
        raise CockpitError(f"--format {form} writes files, one for each kind and marketplace: say where with --output")
    here = session(arguments, strict=True)
    picture, every, board = _offers(here)
    found = _asked(every, arguments, picture)
    if arguments.output:
        telling = Telling(picture, board.limits, Speech(here.language, here.clock.team_zone))
        standing = [one.name for one in lists(every)]
        for path in _written(found, telling, Path(arguments.output).expanduser(), arguments.format, standing):
            print(path)
        return 0
    sys.stdout.write(_json(found) if form == "json" else _table(found, here))
    return 0


def _offers(here: Session) -> tuple[Picture, list[Offer], Seen]:
    """Everything that is proposed, what it was taken from, and the board beside it."""
    now = here.clock.now
    looked = look(here)
    picture = looked.picture
    board = Board(here.workspace, here.settings)
    people = People(load_marks(looked.state), board.actions(now), board.limits)
    seen = Seen(tuple(people.actions), people.limits)
    rows = listed(picture, people, Wanted(), now, resolved=False)
    tell(picture.problems, here)
    return picture, offers((row.issue for row in rows), picture, people.marks, seen, now), seen


def _asked(every: Sequence[Offer], arguments: argparse.Namespace, picture: Picture) -> list[Offer]:
    """Of everything, what the options ask for."""
    wanted, kinds = Wanted.of(arguments, picture), set(arguments.kind or ())
    return [
        offer
        for offer in every
        if wanted.has(offer.issue.check, offer.issue.marketplace, (offer.issue.pane, *offer.issue.also_in))
        and (not kinds or offer.proposal.kind in kinds)
    ]


def _written(
    found: Sequence[Offer], telling: Telling, folder: Path, form: str | None, standing: Sequence[str]
) -> list[Path]:
    """Both forms unless one is asked for; a table or JSON asks for none."""
    if not found:
        print(f"cockpit: {telling.speech.say('cli.proposals.none')}", file=sys.stderr)
    try:
        forms = [name for name in FORMS if form not in FORMS or name == form]
        return write(folder, lists(found), telling, forms, READABLE, standing)
    except OSError as error:
        raise CockpitError(f"cannot write into {folder}: {error.strerror or error}") from error


def _json(found: Sequence[Offer]) -> str:
    return json.dumps([_document(offer) for offer in found], ensure_ascii=False, indent=2) + "\n"


def _document(offer: Offer) -> Mapping[str, Any]:
    issue = offer.issue
    return {
        "kind": offer.proposal.kind,
        "issue": issue.number,
        "check": issue.check,
        "store": issue.store,
        "marketplace": issue.marketplace or None,
        "subject": {"kind": issue.subject.kind, "id": issue.subject.id},
        "values": {name: cell_json(cell) for name, cell in offer.proposal.values},
        "approval": offer.approval,
        "done": offer.done and offer.done.id,
        "attach": offer.proposal.attach and offer.proposal.attach.en,
        "based_on": [place_json(row) for row in issue.rows],
    }


def _table(found: Sequence[Offer], here: Session) -> str:
    if not found:
        return words("cli.proposals.none").say(here.language) + "\n"
    header = [words(f"cli.proposals.{name}").say(here.language) for name in COLUMNS]
    cells = [_cells(offer, Speech(here.language, here.clock.team_zone)) for offer in found]
    return grid(header, cells, shutil.get_terminal_size((120, 40)).columns, COLUMNS.index("values")) + "\n"


def _cells(offer: Offer, speech: Speech) -> list[str]:
    issue, language = offer.issue, speech.language
    values = " · ".join(
        f"{words(f'proposal.{name}').say(language)} {cell_json(cell)}"
        for name, cell in offer.proposal.values
        if cell not in {None, ""}
    )
    kind = words(f"proposal.kind.{offer.proposal.kind}").say(language)
    number = f"#{issue.number}" if issue.number else ""
    approval = "" if offer.approval == "not_needed" else words(f"board.approval.{offer.approval}").say(language)
    done = done_words(offer, speech)
    approval = " · ".join(part for part in (approval, done) if part)
    return [kind, number, issue.check, issue.marketplace or "–", values, approval]
