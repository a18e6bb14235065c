"""What people wrote down, as checks see it: the board explains changes and is looked at itself, incidents are open."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cockpit.approval import Limits
from cockpit.board import Board
from cockpit.board_fold import Action, next_expiry
from cockpit.check import RecordedAction
from cockpit.incident import IncidentBook
from cockpit.incident_facts import Incident
from cockpit.measured import Measured
from cockpit.outcome import Waits, can_be_measured, measured
from cockpit.person import Person
from cockpit.picture import Picture
from cockpit.problems import Problem
from cockpit.settings import Settings


class Acted:
    """The recorded actions and incidents of one workspace, followed over many looks."""

    def __init__(self, workspace: Path, settings: Settings) -> None:
        """Read the board and the incidents. Creates nothing."""
        self._board = Board(workspace, settings)
        self._waits = Waits.of(settings.table("board"))
        self._book = IncidentBook(workspace, settings)
        self._seen = self._version

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines and lists that could not be understood."""
        return (*self._board.problems, *self._book.problems)

    @property
    def _version(self) -> tuple[object, ...]:
        return self._board.version, self._book.version

    @property
    def news(self) -> bool:
        """Whether something was written down since the last look, or put into the folder of an incident."""
        self._board.refresh()
        self._book.refresh()
        return self._version != self._seen

    @property
    def key(self) -> str:
        """Names what the last look saw."""
        return sha256(repr(self._seen).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def look(self, settings: Settings) -> None:
        """Take what there is now."""
        self._board.use(settings)
        self._waits = Waits.of(settings.table("board"))
        self._book.use(settings)
        self._board.refresh()
        self._book.refresh()
        self._seen = self._version

    def keep(self) -> None:
        """Keep what was read of the journal for the next start."""
        self._board.keep()
        self._book.keep()

    def incidents(self, now: datetime) -> tuple[Incident, ...]:
        """Every incident that people took up, as it stood at a moment."""
        return self._book.incidents(now)

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
        action.why,
        action.error,
        action.begun.at if action.proposed else None,
        action.approved.at if action.approved else None,
    )
