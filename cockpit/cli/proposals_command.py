"""`cockpit proposals`: what the issues advise, as lists that a person can check, send or upload. Nothing is sent."""

import argparse
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cockpit.board import Board
from cockpit.cli.check_json import cell_json
from cockpit.cli.grid import grid
from cockpit.cli.listing import People, Wanted, listed
from cockpit.cli.looking import look
from cockpit.cli.proposal_files import Offer, file_text, list_name
from cockpit.cli.session import Session, session
from cockpit.marks_fold import load_marks
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.text import words

COLUMNS = ("kind", "number", "check", "marketplace", "values", "approval")


def run(arguments: argparse.Namespace) -> int:
    """Print the proposals, or with --output write one file for each kind and marketplace."""
    here = session(arguments, strict=True)
    offers = _offers(arguments, here)
    if arguments.output:
        for path in _written(offers, Path(arguments.output).expanduser(), here.language):
            print(path)
        return 0
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    sys.stdout.write(_json(offers) if form == "json" else _table(offers, here))
    return 0


def _offers(arguments: argparse.Namespace, here: Session) -> list[Offer]:
    """The proposals of issues that stand; what is snoozed, or refused by the second person, is not proposed again."""
    now = here.clock.now
    looked = look(here)
    picture = looked.picture
    board = Board(here.workspace, here.settings)
    people = People(load_marks(looked.state), board.actions(now), board.limits)
    rows = listed(picture, people, Wanted.of(arguments, picture), now, resolved=False)
    for problem in picture.problems:
        print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)
    kinds = set(arguments.kind or ())
    return [
        Offer(row.issue, proposal, row.approval)
        for row in rows
        if row.state not in {"snoozed", "unsure"} and row.approval != "refused"
        for proposal in row.issue.proposals
        if not kinds or proposal.kind in kinds
    ]


def _written(offers: Sequence[Offer], folder: Path, language: str) -> Iterator[Path]:
    lists: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        lists[list_name(offer)].append(offer)
    if not lists:
        print(f"cockpit: {words('cli.proposals.none').say(language)}", file=sys.stderr)
    for name, of_list in sorted(lists.items()):
        path = folder / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(file_text(of_list, language), "utf-8-sig")  # Excel reads Chinese only behind the mark
        except OSError as error:
            raise CockpitError(f"cannot write {path}: {error.strerror or error}") from error
        yield path


def _json(offers: Sequence[Offer]) -> str:
    return json.dumps([_document(offer) for offer in offers], ensure_ascii=False, indent=2) + "\n"


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
        "based_on": [{"file": row.file, "row": row.row} for row in issue.rows],
    }


def _table(offers: Sequence[Offer], here: Session) -> str:
    if not offers:
        return words("cli.proposals.none").say(here.language) + "\n"
    header = [words(f"cli.proposals.{name}").say(here.language) for name in COLUMNS]
    cells = [_cells(offer, here.language) for offer in offers]
    return grid(header, cells, shutil.get_terminal_size((120, 40)).columns, COLUMNS.index("values")) + "\n"


def _cells(offer: Offer, language: str) -> list[str]:
    issue = offer.issue
    values = " · ".join(
        f"{words(f'proposal.{name}').say(language)} {cell_json(cell)}"
        for name, cell in offer.proposal.values
        if cell not in {None, ""}
    )
    kind = words(f"proposal.kind.{offer.proposal.kind}").say(language)
    number = f"#{issue.number}" if issue.number else ""
    approval = "" if offer.approval == "not_needed" else words(f"board.approval.{offer.approval}").say(language)
    return [kind, number, issue.check, issue.marketplace or "–", values, approval]
