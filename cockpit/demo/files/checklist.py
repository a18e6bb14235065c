"""The checklist that the team has kept over the last days."""

from collections.abc import Iterable
from datetime import datetime

from cockpit.checklist import Checklist, contents
from cockpit.demo.files.folder import Folder


def write_checklists(days: Iterable[tuple[Checklist, datetime]], folder: Folder) -> None:
    """One file for each day, saved when its last step was ticked."""
    for checklist, saved in days:
        folder.put(f"state/checklist/{checklist.day.isoformat()}.toml", contents(checklist, {})[1], saved)
