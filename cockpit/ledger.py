"""The memory of all issues: what is new, open, unsure, resolved and reopened, from the journal and the run at hand.

| before               | this run             | after                        |
|----------------------|----------------------|------------------------------|
| unknown, resolved    | found                | new, reopened (count + 1)    |
| new, open, unsure    | found                | open                         |
| new, open, unsure    | judged, not found    | resolved                     |
| new, open, unsure    | could not be judged  | unsure, still listed         |
| new, open, unsure    | found, but explained by a stronger finding | closed, with that cause |
| new, open, unsure    | the check is off     | unsure, until it is on again or a person closes it |

An issue that went or came back several times within some days is flapping: it stays what it is, and is not called out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.issue import Severity, Subject, Verdict
from cockpit.journal import Event, Journal
from cockpit.kept import keep_fold, kept_fold
from cockpit.ledger_fold import KEPT, WANTED, Known, LedgerFold, Sighting, changed, short, written
from cockpit.person import Person
from cockpit.picture import ONE_RUN, Runs, SeenState

if TYPE_CHECKING:
    from cockpit.problems import Problem

__all__ = ["Entry", "Ledger", "Outcome", "Ruling", "Sighting"]

Scope = tuple[str, str, str]  # check, store, marketplace


class Flapping(NamedTuple):
    """[issues]: how often within which time an issue must have gone or come back to be called flapping."""

    changes: int = 3
    within: timedelta = timedelta(days=7)

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Flapping":
        """From the table [issues] of the settings."""
        changes, days = cls().changes, cls().within / timedelta(days=1)
        return cls(int(table.get("flap_changes", changes)), timedelta(days=table.get("flap_days", days)))

    def holds(self, turns: Sequence[str], now: datetime) -> bool:
        """Whether an issue that went or came back at these times flaps. The last ones decide: they are in order."""
        if not self.changes or len(turns) < self.changes:
            return False
        return now - datetime.fromisoformat(turns[-self.changes]) <= self.within


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one check said about one store and marketplace, as far as it decides what may be cleared."""

    check: str
    store: str
    marketplace: str
    verdict: Verdict
    covers_all: bool = True  # False: doubtful data, an absent finding clears nothing
    unsure: frozenset[Subject] = frozenset()  # subjects that could not be judged although the check could
    silenced: Mapping[str, str] = field(default_factory=dict)  # fingerprints found but explained, and by which check

    def clears(self, subject: Subject) -> bool:
        """Whether the absence of a finding means that there is nothing."""
        return self.verdict.judged and self.covers_all and subject not in self.unsure


@dataclass(frozen=True, slots=True)
class Entry:
    """One issue of the ledger as it stands after a run."""

    fingerprint: str
    number: int  # 0 while it has not been recorded
    state: SeenState
    sighting: Sighting  # this run's, or the last one there was
    first_seen: datetime
    last_seen: datetime
    since: datetime  # first seen, or came back
    reopened: int  # how often it came back
    seen_runs: int  # k: runs that saw it
    runs: int  # n: runs since it was first seen, this one included
    trend: tuple[float, ...] = ()  # its figure over time, a value a day at most, now last
    cause: str = ""  # the check that explains it, for one that closed without being gone
    baseline: bool = False  # known since the first run of the workspace
    flapping: bool = False  # went and came back again and again
    history: Runs = ONE_RUN  # `seen_runs` and `runs` as what stays the same from run to run

    @property
    def severity(self) -> Severity:
        """How bad it was when it was last seen."""
        return self.sighting.severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run means: every issue that is open, unsure or has just closed, and the events that would record it."""

    entries: tuple[Entry, ...]
    events: tuple[Event, ...]  # empty when nothing changed


class Ledger:
    """The ledger of one workspace. It writes only by `record`, which one process at a time may call."""

    def __init__(self, journal: Journal, new_for: timedelta = timedelta()) -> None:
        """`new_for`: how long an issue counts as new (or reopened) although further runs saw it."""
        self.flapping = Flapping()
        self._journal = journal
        self._new_for = new_for
        self._fold = LedgerFold()
        self._unsaved: list[Event] = []
        self.problems: list[Problem] = []  # lines of the journal that could not be understood

    @classmethod
    def load(cls, journal: Journal, new_for: timedelta = timedelta()) -> "Ledger":
        """Everything the journal knows. Load again after taking over as recorder: what was only seen is forgotten."""
        ledger = cls(Journal(journal.store, WANTED), new_for)
        ledger._fold = kept_fold(ledger._journal, KEPT, LedgerFold.from_data) or LedgerFold()
        ledger.follow()
        return ledger

    def follow(self) -> None:
        """Read what the recorder wrote since."""
        for batch in self._journal.new():
            if batch.restart:
                self._fold, self.problems = LedgerFold(), []
            self.problems += self._fold.take_all(batch)

    @property
    def run_number(self) -> int:
        """How many runs were worth a line so far, the last one included."""
        return self._fold.run

    def by_number(self, number: int) -> Entry | None:
        """An issue by its short number, in whatever state it was recorded."""
        known = self._fold.known.get(self._fold.numbers.get(number, ""))
        return self._entry(known, known.state, known.last_seen) if known else None

    def by_fingerprint(self, fingerprint: str) -> Entry | None:
        """An issue by its identity, in whatever state it was recorded."""
        known = self._fold.known.get(fingerprint)
        return self._entry(known, known.state, known.last_seen) if known else None

    def resolved(self) -> Iterator[Entry]:
        """Every issue that is closed."""
        closed = (known for known in self._fold.known.values() if known.state == "resolved")
        return (self._entry(known, "resolved", known.last_seen) for known in closed)

    def run(
        self, sightings: Iterable[Sighting], rulings: Iterable[Ruling], now: datetime, inputs: str = "",
        *, whole: bool = True, follows: bool = False,
    ) -> Outcome:  # fmt: skip
        """Judge every known issue by what was found and what could be judged. Remembers it, writes nothing.

        `inputs` names what the run was made of (a digest of the reports): a run with new inputs counts in "seen in k
        of n runs" even when nothing changed. Without `whole`, issues of checks that did not run are left alone;
        with it they could not be judged. A process that `follows` the recorder clears nothing while it has read other
        reports than the recorder had: what that one has seen may stand in a file that this one has yet to read.
        """
        self.follow()
        apart = follows and self._fold.inputs not in {"", inputs}
        found = {issue: self._due(one, now) for issue, one in _worst_of_each(sightings).items()}
        ruled = {(ruling.check, ruling.store, ruling.marketplace): ruling for ruling in rulings}
        seen, unseen = self._seen(found), () if apart else self._unseen(found, ruled, whole=whole)
        changes = [*seen, *unseen]
        events = self._dated([*self._run_event(found, now, inputs, changed=bool(changes)), *changes], now)
        for event in events:
            self._fold.take(event)
        self._remember(found, now)
        return Outcome(tuple(self._listed(found, ruled, events, now, whole=whole)), tuple(events))

    def standing(self, sightings: Iterable[Sighting], rulings: Iterable[Ruling], now: datetime) -> tuple[Entry, ...]:
        """What a run at this moment has listed, found again by what it saw: nothing of it is news, nothing happens."""
        self.follow()
        found = {issue: self._due(one, now) for issue, one in _worst_of_each(sightings).items()}
        ruled = {(ruling.check, ruling.store, ruling.marketplace): ruling for ruling in rulings}
        self._remember({issue: one for issue, one in found.items() if issue in self._fold.known}, now)
        return tuple(self._listed(found, ruled, [], now, whole=True))

    def record(self, outcome: Outcome, person: Person, now: datetime) -> Outcome:
        """Write a run's events and give new issues their numbers. For the holder of the recorder lock.

        Raises `NotSaved`; the events are then kept and written with the next run's.
        """
        self._unsaved += outcome.events
        if not self._unsaved:
            keep_fold(self._journal, KEPT, self._fold)  # a start may have read years of lines although nothing changed
            return outcome
        with self._journal.store.locked():
            self.follow()
            self._journal.append(self._numbered(), person, now)
            self._unsaved.clear()
            self.follow()
        keep_fold(self._journal, KEPT, self._fold)
        known = self._fold.known
        return replace(outcome, entries=tuple(self._renumbered(one, known) for one in outcome.entries))

    def _numbered(self) -> list[Event]:
        number, events = self._fold.top_number, []
        for event in self._unsaved:
            if event["what"] == "new":
                number += 1
                event = {"what": "new", "issue": event["issue"], "number": number, **event}  # noqa: PLW2901
            events.append(event)
        return events

    @staticmethod
    def _renumbered(entry: Entry, known: Mapping[str, Known]) -> Entry:
        found = known.get(entry.fingerprint)
        return replace(entry, number=found.number) if found and found.number != entry.number else entry

    # ── One run ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _due(self, sighting: Sighting, now: datetime) -> Sighting:
        """With the moment at which it is due, where that is counted from when the issue came up."""
        if sighting.due_within is None:
            return sighting
        known = self._fold.known.get(sighting.fingerprint)
        since = known.since if known is not None and known.state != "resolved" else now.replace(microsecond=0)
        return replace(sighting, due=since + sighting.due_within)

    def _seen(self, found: Mapping[str, Sighting]) -> Iterator[Event]:
        """Events of what was found: new, back, seen again, changed in severity. In a fixed order: it gives numbers."""
        for sighting in sorted(found.values(), key=_order):
            known = self._fold.known.get(sighting.fingerprint)
            issue = sighting.fingerprint
            if known is None:
                yield {"what": "new", **written(sighting)}
            elif known.state == "resolved":
                times = known.reopened + 1
                yield {"what": "reopened", "issue": issue, "times": times, **changed(sighting, known.told)}
            elif known.state == "unsure":
                yield {"what": "open", "issue": issue, **changed(sighting, known.told)}
            elif known.told["severity"] != sighting.severity:
                yield {"what": "severity", "issue": issue, **changed(sighting, known.told)}

    def _unseen(self, found: Mapping[str, Sighting], ruled: Mapping[Scope, Ruling], *, whole: bool) -> Iterator[Event]:
        """Events of what was not found: gone, explained, or not to be judged."""
        for issue, known in self._fold.known.items():
            if issue in found or known.state == "resolved":
                continue
            ruling = ruled.get(known.scope)
            if ruling is None:
                lost = "unsure" if whole else ""
            elif issue in ruling.silenced:
                yield {**self._lost("resolved", known), "cause": ruling.silenced[issue]}
                continue
            else:
                lost = _lost_as(ruling, known.sighting.subject)
            if lost and lost != known.state:
                yield self._lost(lost, known)

    def _lost(self, what: str, known: Known) -> Event:
        """An issue that is seen no more, with the last of what was seen of it."""
        last = known.last_seen
        if known.found_since is not None and self._fold.run_at:
            last = max(last, self._fold.run_at)
        news = changed(known.seen, known.told) if known.seen else {}
        return {"what": what, "issue": known.fingerprint, "seen": last.isoformat(timespec="seconds"), **news}

    def _run_event(self, found: Mapping[str, Sighting], now: datetime, inputs: str, *, changed: bool) -> list[Event]:
        """The run itself, when it is worth a line: something changed, or it was made of other reports."""
        if not changed and inputs == self._fold.inputs:
            return []
        day = now.date().isoformat()
        figures = {
            issue: value
            for issue, sighting in found.items()
            if (known := self._fold.known.get(issue)) is not None and known.figure_day != day
            if (value := _changed_figure(known, sighting)) is not None
        }
        return [
            {"what": "run", "run": self._fold.run + 1, "inputs": inputs, **({"figures": figures} if figures else {})}
        ]

    @staticmethod
    def _dated(events: list[Event], now: datetime) -> list[Event]:
        at = now.isoformat(timespec="seconds")
        return [{"what": event["what"], "at": at, **event} for event in events]

    def _remember(self, found: Mapping[str, Sighting], now: datetime) -> None:
        for issue, sighting in found.items():
            known = self._fold.known[issue]
            known.seen, known.last_seen = sighting, max(known.last_seen, now)

    def _listed(
        self, found: Mapping[str, Sighting], ruled: Mapping[Scope, Ruling], events: list[Event], now: datetime,
        *, whole: bool,
    ) -> Iterator[Entry]:  # fmt: skip
        just = {event["issue"]: event["what"] for event in events if "issue" in event}
        for issue, known in self._fold.known.items():
            if issue in found:
                yield self._entry(known, self._state(known, just.get(issue, ""), now), now)
            elif known.state == "resolved":
                if just.get(issue) == "resolved":
                    yield self._entry(known, "resolved", now)
            elif whole or known.scope in ruled:
                yield self._entry(known, known.state, now)

    def _state(self, known: Known, just: str, now: datetime) -> SeenState:
        """The state of an issue that was found: new and reopened only for the run that says so, and for `new_for`."""
        if just in {"new", "reopened"} or now - known.since < self._new_for:
            return "reopened" if known.reopened else "new"
        return "open"

    def _entry(self, known: Known, state: SeenState, now: datetime) -> Entry:
        trend, value = tuple(known.figures), known.sighting.figure_value
        if value is not None and known.found_since is not None and trend[-1:] != (short(value),):
            trend = (*trend, short(value))
        return Entry(
            known.fingerprint, known.number, state, known.sighting, known.first_seen, known.last_seen,
            known.since, known.reopened, known.seen_runs(self._fold.run), max(self._fold.run - known.first_run + 1, 1),
            trend, known.cause, known.first_run <= 1, self.flapping.holds(known.turns, now),
            _history(known.first_run, known.seen_before, known.found_since or 0),
        )  # fmt: skip


@lru_cache(maxsize=4096)
def _history(first: int, before: int, since: int) -> Runs:
    """One value for all issues that came in the same run: what is sent to the screens names it once."""
    return Runs(first, before, since)


def _lost_as(ruling: Ruling, subject: Subject) -> str:
    return "resolved" if ruling.clears(subject) else "unsure"


def _worst_of_each(sightings: Iterable[Sighting]) -> dict[str, Sighting]:
    found: dict[str, Sighting] = {}
    for sighting in sightings:
        other = found.get(sighting.fingerprint)
        if other is None or sighting.severity.rank < other.severity.rank:
            found[sighting.fingerprint] = sighting
    return found


def _order(sighting: Sighting) -> tuple[int, str, str, str, str, str]:
    subject = sighting.subject
    return sighting.severity.rank, sighting.check, sighting.store, sighting.marketplace, subject.kind, subject.id


def _changed_figure(known: Known, sighting: Sighting) -> float | None:
    if sighting.figure_value is None:
        return None
    value = short(sighting.figure_value)
    return None if known.figures[-1:] == [value] else value
