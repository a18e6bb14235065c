"""`cockpit pack ID`: the evidence pack of an incident, as a folder and a zip."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cockpit.check import Context
from cockpit.cli.board_session import written as saved
from cockpit.cli.session import Session, session
from cockpit.engine import Engine
from cockpit.formulas.incidents import all_incidents, listing_then, pack
from cockpit.incident import IncidentBook
from cockpit.incident_facts import Incident
from cockpit.incident_notes import Settings, reader, with_skus
from cockpit.pack import Source, pack_files, written
from cockpit.pack.matching import matches
from cockpit.person import current
from cockpit.problems import CockpitError
from cockpit.runner import UNPLACED, Scope, World
from cockpit.store import Modes, Store
from cockpit.tables import FILE, ROW
from cockpit.text import words


def run(arguments: argparse.Namespace) -> int:
    """Collect and write; stdout names the archive alone."""
    here = session(arguments)
    book = IncidentBook(here.workspace, here.settings)
    engine = Engine(here.workspace, record=False)
    try:
        source = _source(engine, engine.world(here.clock.now), book, here, arguments)
    finally:
        engine.close()
    store = Store(here.workspace, Modes.of(here.settings.table("state")))
    folder = book.folder_of(source.incident.id)
    parent = Path(arguments.output).expanduser() if arguments.output else folder
    files = pack_files(source)
    with saved(here):
        found = written(store, parent, f"{folder.name}-pack", files)
        if any(one.incident.id == source.incident.id for one in book.worked(here.clock.now)):
            book.packed(source.incident.id, found.digest, source.items, current(here.settings), here.clock.now)
    print(found.archive)
    said = words("incident.cli.written").fill(n=len(files), digest=found.digest).say(here.language)
    print(f"cockpit: {said}", file=sys.stderr)
    return 0


def _source(engine: Engine, world: World, book: IncidentBook, here: Session, arguments: argparse.Namespace) -> Source:
    ctx, incident, scope = _found(world, arguments.id, here)
    whole = replace(with_skus(ctx, incident), files=incident.files)
    listing = listing_then(ctx, whole)
    return Source(
        incident=incident,
        items=pack(ctx, whole, listing),
        matches=tuple(matches(world.tables, whole, scope)),
        listing=tuple(_as_text(row) for row in listing.iter_rows(named=True)),
        events=tuple(book.history(incident.id, here.clock.now)),
        reports=here.settings.reports_folder,
        folder=book.folder_of(incident.id),
        read=engine.cells,
        zone=here.clock.team_zone,
        personal=arguments.with_personal_data,
    )


def _found(world: World, id_: str, here: Session) -> tuple[Context[Settings], Incident, Scope]:
    """The incident with the context of its store and marketplace."""
    for scope in (*world.scopes, UNPLACED):
        ctx = reader(world, scope)
        for incident in all_incidents(ctx):
            if incident.id == id_ and (incident.marketplace or scope == UNPLACED):
                return ctx, incident, scope
    raise CockpitError(words("incident.refusal.unknown").fill(id=id_).say(here.language))


def _as_text(row: Mapping[str, object]) -> dict[str, str]:
    """A row of the listing: where it stands first, then every cell that says something."""
    cells = {name: str(value) for name, value in row.items() if value is not None and name not in {FILE, ROW}}
    return {"file": str(row[FILE]), "row": str(row[ROW]), **cells}
