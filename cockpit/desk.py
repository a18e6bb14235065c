"""What people do at the cockpit: every method returns when it is on disk, so that what is shown is kept."""

import os
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from cockpit import checklist as day_file
from cockpit.board import Refused
from cockpit.board_desk import BoardDesk
from cockpit.checklist import Checklist, Profile, Step, Tick
from cockpit.incident_desk import IncidentDesk
from cockpit.issue import Pane
from cockpit.journal import Event, Journal
from cockpit.kept import keep_fold, kept_fold
from cockpit.left_over import left_over, with_left_over
from cockpit.marks import Until
from cockpit.marks_fold import KEPT, WANTED, Deed, MarksFold
from cockpit.presence import Presence
from cockpit.problems import Problem
from cockpit.store import Loaded, Modes, NotSaved, Store
from cockpit.text import Words, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cockpit.issue import Severity
    from cockpit.person import Entry, Person

_Stamp = tuple[int, int, int] | None

_Place = Literal["marks", "board", "incidents"]


class TeamProfile(Profile, Protocol):
    """[profile], as far as the desk reads it."""

    @property
    def zone(self) -> tzinfo:
        """The team's time zone: whose day it is."""


class DeskSettings(Protocol):
    """What the desk reads of the settings."""

    @property
    def profile(self) -> TeamProfile:
        """[profile]."""

    @property
    def people(self) -> "Sequence[Entry]":
        """[[people]]; without any, every other user may approve."""

    def table(self, name: str) -> Mapping[str, Any]:
        """A top-level table as plain data."""


class Desk:
    """One person at one workspace. Not for several threads at once: the saver thread of a screen owns it.

    `marks`, `checklist`, `problems`, `board.seen`, `incidents.seen` and `here` (the users who have a cockpit open) are
    values that are replaced, never changed: any thread may read them. A supervisor only looks here, and decides on the
    board (`cockpit.board_desk`).
    """

    def __init__(
        self, workspace: Path | Store, settings: DeskSettings, person: "Person", now: Callable[[], datetime]
    ) -> None:
        """Read what is kept. Creates nothing; a file that is no TOML is set aside.

        With a store of a past moment it is the desk as it was then, to look at.
        """
        self.settings = settings
        self.person = person
        self.touched = ""  # the issue or step that the last undo or redo was about
        self._now = now
        modes = Modes.of(settings.table("state"))
        self._store = workspace if isinstance(workspace, Store) else Store(workspace, modes)
        self._journal = Journal(self._store, WANTED)
        self._fold = kept_fold(self._journal, KEPT, MarksFold.from_data) or MarksFold()
        self._journal_problems: list[Problem] = []
        self._file_problems: list[Problem] = []
        self._found: dict[str, Any] | None = None  # the day's file, as read
        self._frozen: Problem | None = None  # why the day's file must not be written
        self._stamp: _Stamp = None
        self._taken_back: list[_Place] = []  # what this session took back last
        self.incidents = IncidentDesk(self._store, settings, person, now)
        self.board = BoardDesk(self._store, settings, person, now, self.incidents.open_on)
        self._collected: list[Mapping[str, Any]] | None = None  # what `together` will write
        self.marks = self._fold.marks()
        self._presence = Presence(self._store, person)
        self.here: tuple[str, ...] = (person.user,)
        self.checklist = Checklist(self._today())
        self._follow_journal()
        self._read_day(self._today())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or had to be set aside, in this session."""
        return (*self._file_problems, *self._journal_problems, *self.board.problems, *self.incidents.problems)

    @property
    def read_only(self) -> bool:
        """Whether this person may only look here."""
        return self._store.read_only

    # ── Issues ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def acknowledge(self, fingerprint: str, severity: "Severity", note: str = "") -> None:
        """I know. Holds until the issue gets worse than `severity`, or is resolved and returns."""
        self._add({"what": "acknowledged", "issue": fingerprint, "severity": severity.value, **_given(note=note)})

    def unacknowledge(self, fingerprint: str) -> None:
        """Take an acknowledgement back, whoever gave it."""
        self._add({"what": "unacknowledged", "issue": fingerprint})

    def snooze(
        self, fingerprint: str, until: Until, reason: str,
        severity: "Severity | None" = None, newest_report: datetime | None = None,
    ) -> None:  # fmt: skip
        """Not now. `severity`: how bad it is, for "worse"; `newest_report`: see `marks.newest_report_of`."""
        end = until.isoformat(timespec="seconds") if isinstance(until, datetime) else until
        newest = newest_report.isoformat() if newest_report else ""
        about = _given(reason=reason, severity=severity.value if severity else "", newest_report=newest)
        self._add({"what": "snoozed", "issue": fingerprint, "until": end, **about})

    def wake(self, fingerprint: str) -> None:
        """End a snooze, whoever began it."""
        self._add({"what": "woken", "issue": fingerprint})

    def own(self, fingerprint: str, who: str) -> None:
        """Say whose issue it is; an empty name: nobody's."""
        self._add({"what": "owned", "issue": fingerprint, "owner": who})

    def note(self, fingerprint: str, text: str) -> None:
        """Write something down about an issue. Notes stay when it is resolved and returns."""
        self._add({"what": "noted", "issue": fingerprint, "text": text})

    def close_unchecked(self, fingerprint: str, reason: str) -> None:
        """End an issue that nobody looks at any more. Holds until it is looked at again."""
        self._add({"what": "closed", "issue": fingerprint, "reason": reason})

    @contextmanager
    def together(self) -> "Iterator[None]":
        """What is done to issues within is one write, all of it or nothing, and one undo."""
        with self._writing():
            entries: list[Mapping[str, Any]] = []
            self._collected = entries
            try:
                yield
            finally:
                self._collected = None
            if len(entries) > 1:
                group = os.urandom(4).hex()
                entries = [{**entry, "group": group} for entry in entries]
            if entries:
                self._taken_back.clear()
                self._append(*entries)

    def history(self, fingerprint: str) -> list[Event]:
        """Every event about an issue, oldest first: what the machine saw and what people did."""
        return [event for event in self._journal.about(fingerprint) if event.get("issue") == fingerprint]

    # ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def tick(self, step_id: str, note: str = "") -> None:
        """The step is done; who did it first keeps it. Raises KeyError for a step that is not of today."""
        self._hands_on()
        with self._writing():
            was = self._step(step_id).tick
            if not was.done:
                self._tick(step_id, Tick(True, self.person.name, self._moment(), note or was.note))
            elif note and note != was.note:  # somebody was faster: theirs stays, with this note
                self._tick(step_id, replace(was, note=note))

    def untick(self, step_id: str) -> None:
        """The step is not done after all. Its note stays."""
        self._hands_on()
        with self._writing():
            was = self._step(step_id).tick
            if was.done:
                self._tick(step_id, Tick(note=was.note))

    def prove(self, step_id: str, proof: str) -> None:
        """The step is done because a report shows it: `proof` names the report. A step that is done stays as it is."""
        self._hands_on()
        with self._writing():
            if not self._step(step_id).tick.done:
                self._tick(step_id, Tick(True, self.person.name, self._moment(), "", proof))

    def excuse(self, step_id: str, reason: str) -> None:
        """Say why a step is not done: it goes with the step to the next day. On a step that is done, its note."""
        self._hands_on()
        with self._writing():
            was = self._step(step_id).tick
            if was.done:
                self._tick(step_id, replace(was, note=reason))
            elif reason != was.note:
                about = {"what": "excused", "day": self._day, "step": step_id, "note": reason, **_was(was)}
                self._save_step(step_id, Tick(note=reason), about)

    def spend(self, pane: Pane, minutes: int | None) -> None:
        """Correct the time that a pane took today; None: as it is measured. Without a change nothing is written."""
        self._hands_on()
        with self._writing():
            was = self.checklist.minutes.get(pane)
            if minutes != was:
                about = {"what": "timed", "day": self._day, "pane": pane.value, "minutes": minutes, "was": was}
                self._save_day(_timed(self.checklist, pane, minutes), about)

    # ── Taking back ──────────────────────────────────────────────────────────────────────────────────────────────────

    def undo(self) -> Words | None:
        """Take back the newest thing this person did in the last day and that still stands; what it was, or None."""
        with self._writing():
            deed = self._fold.undoable(self.person.uid, self._now(), self._of_today)
            acted, stepped = self.board.undone_at(), self.incidents.undone_at()
            newest = max((at for at in (acted, stepped, deed and deed.at) if at), default=None)
            if newest and newest == acted:
                return self._noted("board", self.board.undo())
            if newest and newest == stepped:
                return self._noted("incidents", self.incidents.undo())
            return self._noted("marks", self._turn(deed, deed.event, deed.before.value, "undone")) if deed else None

    def redo(self) -> Words | None:
        """Do again what the last undo took back; what it was, or None."""
        with self._writing():
            last = self._taken_back.pop() if self._taken_back else "marks"
            if last == "incidents":
                return self.incidents.redo()
            deed = self._fold.redoable(self.person.uid)
            if last == "board" or deed is None or not self._of_today(deed):
                return self.board.redo()
            return self._turn(deed, deed.undo, deed.after.value, "redone")

    def _noted(self, where: _Place, what: Words | None) -> Words | None:
        """Remember what was taken back, so that redo finds it."""
        if what is not None:
            self._taken_back.append(where)
        return what

    def _of_today(self, deed: Deed) -> bool:
        """Steps and times of another day are closed: nobody looks at the file that would change."""
        if not (deed.step or deed.pane):
            return True
        return deed.target == self._day and (not deed.step or self.checklist.step(deed.step) is not None)

    def _turn(self, deed: Deed, named: str, value: Any, how: str) -> Words:
        event = {"what": "undone", "event": named}
        if deed.step:
            self._save_step(deed.step, value or Tick(), event)
        elif deed.pane:
            self._save_day(_timed(self.checklist, Pane(deed.pane), value), event)
        else:
            self._append(event)
        self.touched = deed.step or deed.target
        pane = words(f"pane.{deed.pane}") if deed.pane else ""
        said = words(f"desk.{how}.{deed.what}").fill(step=deed.step, pane=pane)
        many = self._fold.together(self.person.uid, deed)
        return said if many == 1 else words("desk.many").fill(what=said, n=many)

    # ── Reading what others wrote ────────────────────────────────────────────────────────────────────────────────────

    def refresh(self) -> bool:
        """Read what others wrote since, and turn to the new day at midnight; True when there is something new.

        Costs a look at two folders when nothing happened.
        """
        before = self._all_seen
        self._follow_journal()
        self._follow_day()
        self.board.refresh()
        self.incidents.refresh()
        self.here = self._presence.users()
        return before != self._all_seen

    @property
    def _all_seen(self) -> tuple[object, ...]:
        return self.marks, self.checklist, self.problems, self.board.seen, self.incidents.seen, self.here

    def enter(self) -> None:
        """Tell the other cockpits on this workspace that this one is open, until `leave` or the end of the process."""
        self._presence.enter()
        self.here = self._presence.users()

    def leave(self) -> None:
        """Tell the others that this cockpit is closed."""
        self._presence.leave()

    def use(self, settings: DeskSettings) -> None:
        """Go on with settings that were edited: other steps may be due."""
        self.settings = settings
        self._store.modes = Modes.of(settings.table("state"))
        self.board.use(settings)
        self.incidents.use(settings)
        self._read_day(self._today())

    def _follow_journal(self) -> None:
        changed = False
        for batch in self._journal.new():
            if batch.restart:
                self._fold, self._journal_problems = MarksFold(), []
            changed = changed or batch.restart or bool(batch.events)
            self._journal_problems += self._fold.take_all(batch)
        if changed:
            self.marks = self._fold.marks()

    def _follow_day(self) -> None:
        today = self._today()
        if today != self.checklist.day or _stamp(day_file.path_of(self._store, today)) != self._stamp:
            self._read_day(today)

    def _read_day(self, day: date) -> None:
        self._stamp = _stamp(day_file.path_of(self._store, day))
        self._take_day(day, self._read_file(day))

    def _take_day(self, day: date, found: Loaded) -> None:
        self._frozen = found.problem if found.frozen else None
        self._found = found.data
        if day != self.checklist.day:
            self._file_problems = []
        if found.problem and found.problem not in self._file_problems:
            self._file_problems.append(found.problem)
        table, profile = self.settings.table("checklist"), self.settings.profile
        due = with_left_over(day_file.steps_due(day, table, profile), left_over(self._store, day, table, profile))
        if self._found is None:  # no file: the journal knows what was ticked
            ticks, minutes = self._fold.ticks(day.isoformat()), self._fold.minutes(day.isoformat())
            self.checklist = Checklist(day, day_file.ticked(due, ticks), minutes)
            return
        steps = day_file.laid_over(due, self._found, profile.zone)
        self.checklist = Checklist(day, steps, day_file.minutes_in(self._found))

    def _read_file(self, day: date) -> Loaded:
        """The day's file; a broken one is moved out of the way, unless somebody has mended it meanwhile."""
        if self._store.until is not None:  # the file has the ticks of later, too: the journal tells those of then
            return Loaded()
        found = day_file.read(self._store, day)
        if not found.broken:
            return found
        try:
            with self._store.locked():
                found = day_file.read(self._store, day)
                if found.broken:
                    found = Loaded(problem=self._store.set_aside(day_file.path_of(self._store, day), self._moment()))
                return found
        except NotSaved:
            return replace(found, frozen=True)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _writing(self) -> "Iterator[None]":
        """Hold the lock, with everything read that others wrote before."""
        with self._store.locked():
            self.refresh()
            yield

    def _hands_on(self) -> None:
        """A supervisor reads the same screen and changes nothing on it, whatever screen or script asks."""
        if self.person.role == "supervisor":
            raise Refused(words("desk.supervisor").fill(user=self.person.name))

    def _add(self, entry: Mapping[str, Any]) -> None:
        self._hands_on()
        if self._collected is not None:
            self._collected.append(entry)
            return
        with self._writing():
            self._taken_back.clear()
            self._append(entry)

    def _append(self, *entries: Mapping[str, Any]) -> None:
        self._journal.append(entries, self.person, self._moment())
        self._follow_journal()
        keep_fold(self._journal, KEPT, self._fold)

    def _tick(self, step_id: str, tick: Tick) -> None:
        was = self._step(step_id).tick
        self._taken_back.clear()
        about: dict[str, Any] = {"what": "ticked" if tick.done else "unticked", "day": self._day, "step": step_id}
        self._save_step(step_id, tick, about | _given(note=tick.note, proof=tick.proof) | _was(was))

    def _save_step(self, step_id: str, tick: Tick, entry: Mapping[str, Any]) -> None:
        day = self.checklist
        self._save_day(replace(day, steps=day_file.ticked(day.steps, {step_id: tick})), entry)

    def _save_day(self, changed: Checklist, entry: Mapping[str, Any]) -> None:
        """Write the day's file, then the journal; when the journal cannot be written the file is put back."""
        before = self.checklist
        if self._frozen:
            self._read_day(before.day)
        if self._frozen:
            raise NotSaved(self._frozen)
        written = day_file.write(self._store, changed, self._found)
        stamp = _stamp(day_file.path_of(self._store, before.day))
        try:
            self._append(entry)
        except NotSaved:
            try:
                day_file.write(self._store, before, self._found)
            finally:
                self._read_day(before.day)
            raise
        self._stamp = stamp
        self._take_day(before.day, Loaded(written))

    def _step(self, step_id: str) -> Step:
        step = self.checklist.step(step_id)
        if step is None:
            raise KeyError(step_id)
        return step

    @property
    def _day(self) -> str:
        return self.checklist.day.isoformat()

    def _today(self) -> date:
        return self._moment().date()

    def _moment(self) -> datetime:
        """Now, on the team's clock: how times are written down."""
        return self._now().astimezone(self.settings.profile.zone)


def _was(tick: Tick) -> dict[str, Any]:
    """What stood there before, for who takes it back; nothing where nobody had touched the step."""
    return {"was": day_file.tick_data(tick)} if tick != Tick() else {}


def _timed(day: Checklist, pane: Pane, minutes: int | None) -> Checklist:
    others = {other: spent for other, spent in day.minutes.items() if other != pane}
    return replace(day, minutes=others if minutes is None else {**others, pane: minutes})


def _given(**fields: str) -> dict[str, str]:
    """The fields that say something: an event is a short line."""
    return {key: value for key, value in fields.items() if value}


def _stamp(path: Path) -> _Stamp:
    """What changes when a file does; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
