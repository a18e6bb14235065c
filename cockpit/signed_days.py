"""The checklist as checks see it: what the days that were kept say of steps and of time (R-04, T-01)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cockpit import checklist
from cockpit.checklist import DAILY, Checklist, Step, Tick
from cockpit.clock import Clock, is_working
from cockpit.journal import Journal
from cockpit.left_over import kept_days
from cockpit.marks_fold import WANTED, MarksFold
from cockpit.settings import Settings
from cockpit.signed import PaneTime, Signed, StepRecord
from cockpit.store import Modes, Store

_Stamps = tuple[tuple[str, int, int], ...]  # file name, size, time of the last change
_FORSAKEN: Final = timedelta(days=7)  # without a file for longer, nobody keeps the checklist any more


class SignedDays:
    """The checklist files of one workspace, followed over many looks. Reads only; what is broken the desk tells."""

    def __init__(self, workspace: Path, settings: Settings) -> None:
        """Read nothing yet."""
        self._store = Store(workspace, Modes.of(settings.table("state")))
        self._settings = settings
        self._seen = self._stamps()
        self._read: dict[str, tuple[tuple[int, int], dict[str, Any] | None]] = {}

    @property
    def news(self) -> bool:
        """Whether a day's file has changed since the last look."""
        return self._stamps() != self._seen

    @property
    def key(self) -> str:
        """Names what the last look saw."""
        return sha256(repr(self._seen).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def look(self, settings: Settings) -> None:
        """Take what is there now."""
        self._settings = settings
        self._seen = self._stamps()

    def signed(self, clock: Clock) -> Signed:
        """What was signed up to a moment: ticks of later, when a past moment is replayed, are not there yet."""
        today = clock.team_now.date()
        first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        kept = kept_days(self._store, first, today)
        if not kept:
            return Signed()
        unread = tuple(day for day in kept if self._found(day) is None)
        days = [self._day(day, clock) for day in self._wanted(kept, clock) if day not in unread]
        times = (time for day in days if day.day < today for time in _times(day))
        told = days if today - kept[-1] <= _FORSAKEN else []
        return Signed(tuple(step for day in told for step in self._records(day, clock)), tuple(times), unread)

    def _wanted(self, kept: list[date], clock: Clock) -> Iterator[date]:
        """Every day from the first that was kept: those without a file when the team works on them."""
        day = last = kept[0]
        while day <= clock.team_now.date():
            last = day if day in kept else last
            missed = day - last <= _FORSAKEN and is_working(day, self._settings.profile.working_days)
            if day == last or missed:
                yield day
            day += timedelta(days=1)

    def _day(self, day: date, clock: Clock) -> Checklist:
        found = self._found(day)
        if found is None:
            steps, minutes = self._of_journal(day)
        else:
            due = self._known(found)
            steps = checklist.laid_over(due, found, self._settings.profile.zone)
            minutes = checklist.minutes_in(found)
        return Checklist(day, tuple(_as_of(step, clock.now) for step in steps), minutes)

    def _known(self, found: Mapping[str, Any]) -> tuple[Step, ...]:
        """The steps that a file holds, in the words of the settings: those it does not hold were not asked for."""
        table = self._settings.table("checklist")
        rows = {row["id"]: row for row in found.get("step", [])}
        steps = (checklist.step_of(name, table[name]) for name in rows if name in table)
        return tuple(replace(step, carried=checklist.carried_in(rows[step.id])) for step in steps if step)

    def _of_journal(self, day: date) -> tuple[tuple[Step, ...], dict[Any, int]]:
        """A day without a file: all that was due, undone. Where the file was set aside, as the journal knows it."""
        settings = self._settings
        due = checklist.steps_due(day, settings.table("checklist"), settings.profile)
        path = checklist.path_of(self._store, day)
        if not any(path.parent.glob(f"{path.name}.broken-*")):
            return due, {}
        fold = MarksFold()
        for batch in Journal(self._store, WANTED).new():
            fold.take_all(batch)
        return checklist.ticked(due, fold.ticks(day.isoformat())), fold.minutes(day.isoformat())

    def _found(self, day: date) -> dict[str, Any] | None:
        """The content of a day's file; read again when it has changed."""
        path = checklist.path_of(self._store, day)
        try:
            status = path.stat()
        except OSError:
            return None
        stamp = status.st_size, status.st_mtime_ns
        known = self._read.get(path.name)
        if known is None or known[0] != stamp:
            known = self._read[path.name] = stamp, checklist.read(self._store, day).data
        return known[1]

    def _records(self, day: Checklist, clock: Clock) -> Iterator[StepRecord]:
        for step in day.steps:
            tick = step.tick
            due = clock.team_time(checklist.ends_at(step.pane, self._settings.profile), day.day)
            yield StepRecord(
                day.day, step.pane, step.id, step.text, due, tick.done, tick.by, tick.at, tick.note, step.carried
            )

    def _stamps(self) -> _Stamps:
        folder = checklist.path_of(self._store, date.min).parent
        try:
            found = [(path.name, path.stat()) for path in folder.iterdir() if not path.name.startswith(".")]
        except OSError:  # not there yet, or changed in this moment: the next look sees it
            return ()
        return tuple(sorted((name, status.st_size, status.st_mtime_ns) for name, status in found))


def _as_of(step: Step, now: datetime) -> Step:
    """A step without what was ticked later than `now`."""
    late = step.tick.at is not None and step.tick.at > now
    return replace(step, tick=Tick(note=step.tick.note)) if late else step


def _times(day: Checklist) -> Iterator[PaneTime]:
    for pane in DAILY:
        spent = day.spent(pane)
        if spent is not None:
            yield PaneTime(day.day, pane, spent, pane in day.minutes)
