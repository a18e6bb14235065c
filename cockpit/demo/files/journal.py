"""The journal that the team has written, as the cockpit itself writes it."""

from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from cockpit.demo.files.folder import Folder
from cockpit.demo.situations.board import Said
from cockpit.journal import Journal

PLACE = "state/journal"


def write_journal(lines: Iterable[Said], zone: tzinfo, folder: Folder) -> None:
    """One file for each month, saved when its last line was written. A journal that people have gone on with stays."""
    if any((folder.root / PLACE).glob("*.jsonl")):
        return
    saved = {}
    with TemporaryDirectory() as place:
        journal = Journal(Path(place))
        for line in lines:
            at = line.at.astimezone(zone)
            journal.append([line.entry], line.person, at)
            saved[journal.files()[-1]] = at
        for path, at in saved.items():
            folder.put(f"{PLACE}/{path.name}", path.read_bytes(), at)
