"""The board as checks see it: what people wrote down explains changes, and is itself looked at (R checks)."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cockpit.approval import Limits
from cockpit.board import Board
from cockpit.board_fold import Action, next_expiry
from cockpit.check import RecordedAction
from cockpit.measured import Measured
from cockpit.outcome import Waits, can_be_measured, measured
from cockpit.person import Person
from cockpit.picture import Picture
from cockpit.problems import Problem
from cockpit.settings import Settings


class Acted:
    """The recorded actions of one workspace, followed over many looks."""

    def __init__(self, workspace: Path, settings: Settings) -> None:
        """Read the board. Creates nothing."""
        self._board = Board(workspace, settings)
        self._waits = Waits.of(settings.table("board"))
        self._seen = self._board.version

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines about actions that could not be understood."""
        return tuple(self._board.problems)

    @property
    def news(self) -> bool:
        """Whether something was written on the board since the last look."""
        self._board.refresh()
        return self._board.version != self._seen

    @property
    def key(self) -> str:
        """Names what the last look saw of the board."""
        return sha256(repr(self._seen).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def look(self, settings: Settings) -> None:
        """Take what the board holds now."""
        self._board.use(settings)
        self._waits = Waits.of(settings.table("board"))
        self._board.refresh()
        self._seen = self._board.version

    def keep(self) -> None:
        """Keep what was read of the journal for the next start."""
        self._board.keep()

    def settle(self, picture: Picture, has_gone: Callable[[str], bool], person: Person) -> None:
        """Write down what the actions of late came to, as far as this picture tells. Raises `NotSaved`."""
        now, found = picture.as_of, dict[str, Measured]()
        for action in self._board.actions(now):
            open_ = not (action.verified or (action.measured and action.measured.gone))
            if not open_ or not can_be_measured(action, now):
                continue
            seen = measured(action, picture, self._waits, closed=has_gone(action.issue))
            if isinstance(seen, Measured) and (seen.gone or action.measured is None):
                found[action.id] = seen
        if found:
            self._board.measure(found, person, now)

    def actions(self, now: datetime) -> tuple[RecordedAction, ...]:
        """Every action as it stood at a moment."""
        return tuple(recorded(action, now, self._board.limits) for action in self._board.actions(now))

    def due(self, now: datetime) -> datetime | None:
        """The moment at which an approval lapses: what it explained is then open again."""
        return next_expiry(self._board.actions(now), now, self._board.limits)


def recorded(action: Action, now: datetime, limits: Limits) -> RecordedAction:
    """One line of the board for the checks."""
    done, tried = action.done, action.self_tried
    words = (action.begun, action.approved, action.refused, done, action.verified)
    return RecordedAction(
        action.kind,
        action.marketplace,
        action.subject,
        action.state(now, limits),
        max(word.at for word in words if word),  # since when it is in this state: what it explains comes after
        action.begun.by,
        action.before,
        action.after,
        action.check,
        action.store,
        action.id,
        action.approval(now, limits),
        done.at if done else None,
        done.by if done else "",
        tried.at if tried else None,
        tried.by if tried else "",
    )
