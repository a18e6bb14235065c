"""The board as checks see it: what people wrote down explains changes, and is itself looked at (R checks)."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cockpit.approval import Limits
from cockpit.board import Board
from cockpit.board_fold import Action, next_expiry
from cockpit.check import RecordedAction
from cockpit.problems import Problem
from cockpit.settings import Settings


class Acted:
    """The recorded actions of one workspace, followed over many looks."""

    def __init__(self, workspace: Path, settings: Settings) -> None:
        """Read the board. Creates nothing."""
        self._board = Board(workspace, settings)
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
        self._board.refresh()
        self._seen = self._board.version

    def keep(self) -> None:
        """Keep what was read of the journal for the next start."""
        self._board.keep()

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
