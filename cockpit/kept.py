"""Folds of the journal, kept in ``state/cache``: a start reads the newest lines instead of years of them.

A kept fold may be deleted at any time and is believed only when the journal still holds the lines it was made from.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final, TypeVar

from cockpit.fold import Fold
from cockpit.journal import Journal
from cockpit.store import NotSaved

VERSION: Final = 2  # raised when a fold reads the same lines differently
WORTH: Final = 5_000  # lines that may lie behind the newest one kept: reading them takes a twentieth of a second


F = TypeVar("F", bound=Fold)


def kept_fold(journal: Journal, name: str, made: Callable[[Mapping[str, Any]], F]) -> F | None:
    """The fold that was kept, with the journal set to go on behind it; None when there is none to be believed."""
    if journal.store.until is not None:  # it holds what was written later
        return None
    try:
        data = json.loads((journal.store.state / "cache" / f"{name}.json").read_bytes())
        if data["version"] != VERSION:
            return None
        fold, bookmark = made(data), data["bookmark"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return fold if journal.resume(bookmark) else None


def keep_fold(journal: Journal, name: str, fold: Fold) -> None:
    """Keep the fold when many lines were read since the last time. A cache that cannot be written is none."""
    if journal.store.until is not None or journal.lines_read < WORTH or (bookmark := journal.bookmark()) is None:
        return
    data = {"version": VERSION, "bookmark": bookmark, **fold.as_data()}
    with suppress(NotSaved):
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        journal.store.save(journal.store.state / "cache" / f"{name}.json", text.encode("utf-8", "backslashreplace"))
    journal.lines_read = 0
