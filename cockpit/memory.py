"""The memory of issues over runs: the ledger, and whether this process is the one that writes it down."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from threading import Lock

from cockpit import person
from cockpit.clock import Clock
from cockpit.journal import Journal
from cockpit.ledger import Entry, Flapping, Ledger, Outcome, Ruling, Sighting
from cockpit.problems import Problem
from cockpit.rulebook import Rulebook
from cockpit.store import NotSaved, RecorderLock, Store


class Memory:
    """What is known of every issue. Several may read one workspace; the holder of the recorder lock writes."""

    def __init__(self, state: Store, rules: Rulebook, writing: Lock, *, record: bool, new_for: timedelta) -> None:
        """`writing` is held while something is written; without `record` nothing ever is."""
        self._store = state
        self._rules = rules
        self._writing = writing
        self._record = record
        self._new_for = new_for
        self._lock = RecorderLock(state)
        self._known: Ledger | None = None
        self._only_ours = False  # the ledger holds what this process saw and nobody wrote down
        self._closed: dict[str, Entry] = {}  # resolved today: still shown, set aside
        self._closed_on: date | None = None
        self._problem: Problem | None = None
        self._edited: tuple[Problem, ...] | None = None  # what breaks the chain of lines; None: not looked at yet

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Lines of the journal that could not be understood or were changed, and why the last run was not written."""
        of_journal = self._known.problems if self._known else []
        return (*of_journal, *(self._edited or ()), *([self._problem] if self._problem else []))

    @property
    def records(self) -> bool:
        """Whether this process writes down what the machine sees."""
        return self._lock.held

    def run(
        self, sightings: Iterable[Sighting], rulings: Iterable[Ruling], clock: Clock, inputs: str
    ) -> tuple[Entry, ...]:
        """Every issue that is open, unsure, or was resolved today. Written down when it is ours to write."""
        self._take_over()
        self._ledger.flapping = Flapping.of(self._rules.settings.table("issues"))
        outcome = self._ledger.run(sightings, rulings, clock.now, inputs, follows=self._follows)
        self._only_ours = bool(outcome.events)
        if self._lock.held:
            outcome = self._recorded(outcome, clock.now)
        return self._with_closed(outcome, clock)

    def warm_up(self, sightings: Iterable[Sighting], rulings: Iterable[Ruling], clock: Clock) -> tuple[Entry, ...]:
        """Read what the journal knows, so that the first run need not; the recorder is chosen then as well.

        Given what an earlier session's run saw, the issues as it listed them, without those that were resolved.
        """
        self._take_over()
        return self._ledger.standing(sightings, rulings, clock.now)

    def verify(self) -> bool:
        """Follow the chain of the journal's lines, once a session; whether there is something to tell of it.

        Lines that a merge joined are whole, and torn ones are told by who reads them.
        """
        if self._edited is None:
            found = Journal(self._store).verify()
            self._edited = tuple(problem for problem in found if problem.code in {"journal-edited", "state-unreadable"})
            return bool(self._edited)
        return False

    @property
    def run_number(self) -> int:
        """How many runs were worth a line so far."""
        return self._ledger.run_number

    def resolved(self) -> tuple[Entry, ...]:
        """Every issue that is closed."""
        return tuple(self._ledger.resolved())

    def has_gone(self, fingerprint: str) -> bool:
        """Whether an issue is closed because it is gone, not because a stronger one explains it."""
        entry = self._ledger.by_fingerprint(fingerprint)
        return entry is not None and entry.state == "resolved" and not entry.cause

    def close(self) -> None:
        """Let another process record."""
        self._lock.release()

    def _take_over(self) -> None:
        """Become the recorder as soon as nobody else is: what was only seen so far is then new to the journal.

        While another process is, its word stands: what was seen here before it, or too early to see what it saw, is
        forgotten. Else an issue that this process missed for a moment would be called reopened for hours.
        """
        if self._record and not self._lock.held and self._lock.take():
            self._known = None
        elif self._follows and self._only_ours:
            self._known = self._closed_on = None

    @property
    def _follows(self) -> bool:
        """Whether another process writes down what the machine sees. In a read-only workspace nobody needs to."""
        return self._record and not self._lock.held and not self._store.read_only

    @property
    def _ledger(self) -> Ledger:
        """Everything the journal knows; read when it is first asked for."""
        if self._known is None:
            self._known = Ledger.load(Journal(self._store), self._new_for)
        return self._known

    def _recorded(self, outcome: Outcome, now: datetime) -> Outcome:
        try:
            with self._writing:
                outcome = self._ledger.record(outcome, person.current(self._rules.settings), now)
        except NotSaved as error:
            self._problem = error.problem
        else:
            self._problem = None
        return outcome

    def _with_closed(self, outcome: Outcome, clock: Clock) -> tuple[Entry, ...]:
        today = clock.team_now.date()
        if self._closed_on != today:
            ended = (
                one for one in self._ledger.resolved() if one.last_seen.astimezone(clock.team_zone).date() == today
            )
            self._closed, self._closed_on = {one.fingerprint: one for one in ended}, today
        for one in outcome.entries:
            self._closed.pop(one.fingerprint, None)
            if one.state == "resolved":
                self._closed[one.fingerprint] = one
        listed = {one.fingerprint for one in outcome.entries}
        return (*outcome.entries, *(one for issue, one in self._closed.items() if issue not in listed))
