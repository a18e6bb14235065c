"""The saver thread: what people do is on disk before the screen shows it, and the screen never waits for the disk."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from queue import SimpleQueue
from typing import NamedTuple, Protocol

from cockpit.board import Draft, Refused
from cockpit.board_desk import How, Seen, Word
from cockpit.board_fold import Action
from cockpit.checklist import Checklist
from cockpit.incident_facts import Incident
from cockpit.incident_fold import Worked
from cockpit.issue import Pane, Severity
from cockpit.marks import Marks, Until
from cockpit.person import Person
from cockpit.problems import Problem
from cockpit.settings import Settings
from cockpit.store import NotSaved
from cockpit.text import Words


class BoardLike(Protocol):
    """What the screens ask of `cockpit.board_desk.BoardDesk`. Raises `Refused` for what is not this person's to do."""

    seen: Seen

    def record(self, draft: Draft, how: How) -> Action:
        """Write an action down."""

    def decide(self, id_: str, word: Word, why: str = "") -> Action:
        """The second person's word."""

    def carry_out(self, id_: str, why: str = "") -> Action:
        """What was proposed is done."""

    def verify(self, id_: str, why: str = "", *, worked: bool) -> Action:
        """The result was looked at."""


class IncidentsLike(Protocol):
    """What the screens ask of `cockpit.incident_desk.IncidentDesk`. Raises `Refused` for what may not be done."""

    seen: tuple[Worked, ...]

    def open(self, incident: Incident) -> None:
        """Take a warning up."""

    def step(self, id_: str, step: str, *, done: bool) -> None:
        """A step of the flow is done, or is not after all."""

    def note(self, id_: str, text: str) -> None:
        """Write something down about it."""

    def close(self, id_: str, outcome: str, why: str = "") -> None:
        """It is over."""


class DeskLike(Protocol):
    """What the screens ask of `cockpit.desk.Desk`. Every method returns when it is on disk, or raises `NotSaved`."""

    person: Person

    @property
    def board(self) -> BoardLike:
        """The board, for this person."""

    @property
    def incidents(self) -> IncidentsLike:
        """The incidents, for this person."""

    @property
    def marks(self) -> Marks:
        """What people said about issues, as it stands."""

    @property
    def checklist(self) -> Checklist:
        """The day's steps with their ticks."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or had to be set aside."""

    @property
    def read_only(self) -> bool:
        """Whether this person may only look."""

    def acknowledge(self, fingerprint: str, severity: Severity, note: str = "") -> None:
        """Somebody knows."""

    def unacknowledge(self, fingerprint: str) -> None:
        """Take it back."""

    def snooze(
        self, fingerprint: str, until: Until, reason: str,
        severity: Severity | None = None, newest_report: datetime | None = None,
    ) -> None:  # fmt: skip
        """Put it off."""

    def wake(self, fingerprint: str) -> None:
        """End a snooze."""

    def own(self, fingerprint: str, who: str) -> None:
        """Say whose it is."""

    def note(self, fingerprint: str, text: str) -> None:
        """Write something down."""

    def close_unchecked(self, fingerprint: str, reason: str) -> None:
        """End what nobody looks at any more."""

    def together(self) -> AbstractContextManager[None]:
        """What is done to issues within is one write and one undo."""

    def tick(self, step_id: str, note: str = "") -> None:
        """The step is done."""

    def untick(self, step_id: str) -> None:
        """The step is not done after all."""

    def prove(self, step_id: str, proof: str) -> None:
        """A report shows that the step is done."""

    @property
    def here(self) -> tuple[str, ...]:
        """The users who have a cockpit open on this workspace."""

    def enter(self) -> None:
        """Tell the others that this cockpit is open."""

    def leave(self) -> None:
        """Tell them that it is closed."""

    def excuse(self, step_id: str, reason: str) -> None:
        """Why a step is not done; on one that is, its note."""

    def spend(self, pane: Pane, minutes: int | None) -> None:
        """Correct the time that a pane took; None: as measured."""

    def undo(self) -> Words | None:
        """Take back the newest thing; what it was."""

    def redo(self) -> Words | None:
        """Do it again; what it was."""

    def use(self, settings: Settings) -> None:
        """Go on with settings that were edited."""

    def refresh(self) -> bool:
        """Read what others wrote; whether there is anything new."""


class Done(NamedTuple):
    """A deed is on disk (or what others did was read)."""

    said: Words | None = None  # what to say about it
    changed: bool = True  # whether marks or steps differ now
    deselect: bool = False  # it was done to what was selected


class Failed(NamedTuple):
    """A deed is not on disk; nothing has changed."""

    problem: Problem


class Declined(NamedTuple):
    """A deed that is not this person's to do, or not now; that it was tried may have been written down."""

    reason: Words


Deed = Callable[[DeskLike], Done]
Said = Done | Failed | Declined


class Saver:
    """Does one deed after another on a thread of its own."""

    def __init__(self, desk: DeskLike, tell: Callable[[Said], None]) -> None:
        """`tell` is called from the saver's thread, once for each deed, in order."""
        self._desk = desk
        self._tell = tell
        self._deeds: SimpleQueue[Deed | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="saver", daemon=True)
        self._thread.start()

    def do(self, deed: Deed) -> None:
        """Queue a deed."""
        self._deeds.put(deed)

    def close(self, seconds: float) -> bool:
        """Finish what is queued; False when that took too long."""
        self._deeds.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (deed := self._deeds.get()) is not None:
            self._tell(self._done(deed))

    def _done(self, deed: Deed) -> Said:
        try:
            return deed(self._desk)
        except Refused as refused:
            return Declined(refused.reason)
        except NotSaved as error:
            return Failed(error.problem)
        except KeyError as error:  # a step of yesterday: midnight passed between the look and the key
            return Failed(Problem("not-saved", found=str(error)))
        except OSError as error:
            return Failed(Problem("not-saved", found=(error.strerror or str(error))[:80]))
