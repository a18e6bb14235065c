"""Where the person was: pane, row of each pane, filter. The next start, also after a dropped line, returns there."""

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cockpit.issue import Pane
from cockpit.kept_picture import cache_folder, own
from cockpit.store import Store, replace

NAME = "where.json"
LONGEST = 100_000  # bytes of a file that may be ours


class Whereabouts(NamedTuple):
    """One place on the main screen."""

    pane: Pane | None = None
    rows: tuple[tuple[Pane, str], ...] = ()  # the row under the cursor of each pane that was visited, by identity
    filter: str = ""
    zoomed: bool = False
    together: bool = False  # issues of one thing behind each other


def load(workspace: Path) -> Whereabouts:
    """The place of the last session; an empty one when nothing that can be used is kept. It lies in the cache."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        path = cache_folder(workspace) / own(NAME)
        with path.open("rb") as file:
            data = json.loads(file.read(LONGEST))
        rows = tuple((Pane(pane), str(key)) for pane, key in data["rows"].items())
        return Whereabouts(
            Pane(data["pane"]), rows, str(data["filter"]), data["zoomed"] is True, data["together"] is True
        )
    return Whereabouts()


def save(workspace: Path, place: Whereabouts) -> None:
    """Keep a place. A workspace that cannot be written keeps none."""
    data: dict[str, object] = {"pane": place.pane, "rows": dict(place.rows), "filter": place.filter}
    data |= {"zoomed": place.zoomed, "together": place.together}
    path = cache_folder(workspace) / own(NAME)
    with suppress(OSError):
        Store(workspace).make_folder(path.parent)
        replace(path, json.dumps(data).encode("utf-8", "replace"), 0o600)
