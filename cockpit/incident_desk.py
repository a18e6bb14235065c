"""One person at the incidents: what they may do, below every screen. Each method returns when it is on disk."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from cockpit.board import BoardSettings
from cockpit.incident import IncidentBook

if TYPE_CHECKING:
    from cockpit.incident_facts import Incident
    from cockpit.incident_fold import Worked
    from cockpit.issue import Subject
    from cockpit.person import Person
    from cockpit.problems import Problem
    from cockpit.store import Store
    from cockpit.text import Words


class IncidentDesk:
    """One person at the incidents of a workspace. Read when it is first wanted: the first paint does not wait for it.

    `seen` is a value that is replaced, never changed, so that any thread may read it. A supervisor only looks here.
    """

    def __init__(self, store: "Store", settings: BoardSettings, person: "Person", now: Callable[[], datetime]) -> None:
        """Reads nothing yet. `store` is the desk's own."""
        self._store, self._settings, self._person, self._now = store, settings, person, now
        self._book: IncidentBook | None = None
        self.seen: tuple[Worked, ...] = ()

    @property
    def problems(self) -> "tuple[Problem, ...]":
        """Lines and lists that could not be understood, and lists that were set aside."""
        return self._book.problems if self._book else ()

    def refresh(self) -> bool:
        """Read what others wrote and put there; whether there is anything new. A broken list is set aside."""
        before = self.seen
        book = self._opened
        book.refresh()
        if book.broken and not self._store.read_only:
            book.mend(self._now())
        self._take(book)
        return self.seen != before

    def use(self, settings: BoardSettings) -> None:
        """Go on with settings that were edited."""
        self._settings = settings
        if self._book is not None:
            self._book.use(settings)

    def open_on(self, marketplace: str, subject: "Subject", now: datetime) -> str:
        """The incident that is open on a subject, for the board."""
        book = self._opened
        book.refresh()
        return book.open_on(marketplace, subject, now)

    def open(self, incident: "Incident") -> None:
        """Take a warning up. Raises `Refused` and `NotSaved`, as everything below."""
        self._opened.open(incident, self._person, self._now())
        self._take(self._opened)

    def step(self, id_: str, step: str, *, done: bool) -> None:
        """A step of the flow is done, or is not after all."""
        book = self._opened
        if done:
            book.step(id_, step, self._person, self._now())
        else:
            book.unstep(id_, step, self._person, self._now())
        self._take(book)

    def undone_at(self) -> datetime | None:
        """When the newest step was ticked or opened that `undo` would take back."""
        event = self._opened.undoable(self._person, self._now())
        return datetime.fromisoformat(event["at"]) if event else None

    def undo(self) -> "Words | None":
        """Take it back; what it was, or None."""
        what = self._opened.undo(self._person, self._now())
        self._take(self._opened)
        return what

    def redo(self) -> "Words | None":
        """Do again what was taken back last; what it was, or None."""
        what = self._opened.redo(self._person, self._now())
        self._take(self._opened)
        return what

    def note(self, id_: str, text: str) -> None:
        """Write something down about an incident."""
        self._opened.note(id_, text, self._person, self._now())
        self._take(self._opened)

    def close(self, id_: str, outcome: str, why: str = "") -> None:
        """It is over."""
        self._opened.close(id_, outcome, self._person, self._now(), why)
        self._take(self._opened)

    @property
    def _opened(self) -> IncidentBook:
        if self._book is None:
            self._book = IncidentBook(self._store, self._settings)
        return self._book

    def _take(self, book: IncidentBook) -> None:
        self.seen = book.worked(self._now())
