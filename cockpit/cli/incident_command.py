"""`cockpit incident`: list, show, open, step, note, close."""

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from cockpit.cli.board_session import written
from cockpit.cli.grid import grid
from cockpit.cli.incident_text import COLUMNS, Told, as_data, as_page, as_row
from cockpit.cli.session import Session, as_of, session
from cockpit.engine import Engine
from cockpit.incident import IncidentBook
from cockpit.incident_facts import Incident
from cockpit.incident_notes import incident_notes
from cockpit.person import current
from cockpit.picture import IncidentNote
from cockpit.problem_text import problem_line
from cockpit.problems import CockpitError
from cockpit.text import words


def run(arguments: argparse.Namespace) -> int:
    """Do one of them."""
    here = session(arguments)
    book = IncidentBook(here.workspace, here.settings)
    for problem in book.problems:
        print(f"cockpit: {problem_line(problem, here.language)}", file=sys.stderr)
    match arguments.what:
        case "list":
            _list(arguments, here, book)
        case "show":
            sys.stdout.write(as_page(_told(_note(here, _id(arguments)), here, book), here.clock, here.language))
        case "open":
            _open(arguments, here, book)
        case _:
            with written(here):
                _say(arguments, here, book)
    return 0


def _id(arguments: argparse.Namespace) -> str:
    if not arguments.id:
        raise CockpitError(f"cockpit incident {arguments.what} needs the ID (cockpit incident list)")
    return str(arguments.id)


def _notes(here: Session) -> Sequence[IncidentNote]:
    engine = Engine(here.workspace, record=False)
    try:
        return incident_notes(engine.world(here.clock.now))
    finally:
        engine.close()


def _note(here: Session, id_: str) -> IncidentNote:
    found = next((note for note in _notes(here) if note.incident.id == id_), None)
    if found is None:
        raise CockpitError(words("incident.refusal.unknown").fill(id=id_).say(here.language))
    return found


def _told(note: IncidentNote, here: Session, book: IncidentBook) -> Told:
    worked = next((one for one in book.worked(here.clock.now) if one.incident.id == note.incident.id), None)
    return Told(note, worked, str(book.folder_of(note.incident.id)))


def _list(arguments: argparse.Namespace, here: Session, book: IncidentBook) -> None:
    wanted = (arguments.marketplace or "").upper()
    found = [_told(note, here, book) for note in _notes(here) if wanted in {"", note.incident.marketplace}]
    form = arguments.format or ("table" if sys.stdout.isatty() else "json")
    if form == "json":
        zone = here.clock.team_zone
        sys.stdout.write(json.dumps([as_data(one, zone) for one in found], ensure_ascii=False, indent=2) + "\n")
    elif not found:
        print(words("incident.cli.none").say(here.language))
    else:
        header = [words(f"incident.column.{name}").say(here.language) for name in COLUMNS]
        rows = [as_row(one, here.clock, here.language) for one in found]
        print(grid(header, rows, shutil.get_terminal_size((120, 40)).columns, COLUMNS.index("subject")))


def _open(arguments: argparse.Namespace, here: Session, book: IncidentBook) -> None:
    known = next((note.incident for note in _notes(here) if note.incident.id == arguments.id), None)
    incident = _typed(arguments, here, known)
    with written(here):
        book.open(incident, current(here.settings), here.clock.now)
    print(incident.id)
    said = words("incident.cli.folder").fill(folder=str(book.folder_of(incident.id))).say(here.language)
    print(f"cockpit: {said}", file=sys.stderr)


def _typed(arguments: argparse.Namespace, here: Session, known: Incident | None) -> Incident:
    """What the report says, with what was typed over it; without a report, what was typed alone."""
    now = here.clock.now
    marketplace = (arguments.marketplace or "").upper() or here.settings.profile.default_marketplace
    if known is None:
        if not marketplace or not arguments.subject:
            which = arguments.id or "without an ID"
            raise CockpitError(f"no notification {which} in the reports: type --marketplace and --subject")
        known = Incident(arguments.id or f"I-{here.clock.team_now:%Y%m%d-%H%M%S}", marketplace, received_at=now)
    return replace(
        known,
        store=arguments.store or known.store,
        subject=arguments.subject or known.subject,
        kind=arguments.kind or known.kind,
        asins=tuple(dict.fromkeys((*known.asins, *arguments.asin))),
        skus=tuple(dict.fromkeys((*known.skus, *arguments.sku))),
        order_ids=tuple(dict.fromkeys((*known.order_ids, *arguments.order))),
        received_at=_moment(arguments.received, here, "--received") or known.received_at,
        deadline=_moment(arguments.deadline, here, "--deadline") or known.deadline,
    )


def _moment(text: str | None, here: Session, option: str) -> datetime | None:
    return as_of(text, here.settings, option) if text else None


def _say(arguments: argparse.Namespace, here: Session, book: IncidentBook) -> None:
    id_, person, now = _id(arguments), current(here.settings), here.clock.now
    if arguments.what == "step":
        _step(arguments, here, book)
    elif arguments.what == "note":
        if not arguments.text:
            raise CockpitError("cockpit incident note needs ID and TEXT")
        book.note(id_, arguments.text, person, now)
    else:
        if not arguments.outcome:
            raise CockpitError("cockpit incident close needs --outcome")
        book.close(id_, arguments.outcome, person, now, arguments.why)
    print(f"cockpit: {id_} {arguments.what} saved", file=sys.stderr)


def _step(arguments: argparse.Namespace, here: Session, book: IncidentBook) -> None:
    """A step; the last one only when the appeal is logged as sent."""
    id_, person, now = arguments.id, current(here.settings), here.clock.now
    if arguments.undo:
        book.unstep(id_, arguments.text, person, now)
        return
    if arguments.text == "edit" and _note(here, id_).incident.appeal_sent_at is None:
        raise CockpitError(words("incident.refusal.order").say(here.language))
    book.step(id_, arguments.text, person, now, arguments.why)
