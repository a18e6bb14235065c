"""The engine: a workspace's folder, settings and clock in, a complete picture out. No pipe, no process, no screen.

What costs is done once, and what came of it is kept in ``state/cache`` for the next start, each part believed only when
everything it rests on is the same: the whole picture (`kept_run`), the verdicts (`kept_verdicts`), what every file is
(`reading_index`). So a start after which nothing changed opens no report; after a change those files are read that
changed, and those that the checks which rest on them look at.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cockpit.acted import Acted
from cockpit.check import Check, Judgement
from cockpit.clock import Clock
from cockpit.evidence import cells_at, reports_of, rows_at
from cockpit.inbox import Change, Inbox, Timing, as_it_is
from cockpit.incident_notes import incident_notes
from cockpit.issue import Pane
from cockpit.judging import Judging, Stale
from cockpit.kept_days import keep_quietly
from cockpit.kept_picture import KeptState, kept_state
from cockpit.kept_results import KeptResults
from cockpit.kept_run import Places, brief, keep_run, kept_places, run_key
from cockpit.ledger import Entry, Ruling, Sighting
from cockpit.library import Library, Tell, list_reports
from cockpit.memory import Memory
from cockpit.needs import needs_of, titles_of
from cockpit.person import current
from cockpit.picture import ROWS_SHOWN, CheckNote, EvidenceRow, Issue, Picture, worst_first
from cockpit.picture_of import Around, Drawn, effects_of, issue_of, memory_of, ruling, sighting, unchecked, verdict_line
from cockpit.problems import Problem
from cockpit.quiet import Listing, Still
from cockpit.report_file import closed_folders
from cockpit.rulebook import Rulebook
from cockpit.runner import World, silence
from cockpit.signed_days import SignedDays
from cockpit.snapshots import Snapshots
from cockpit.store import NotSaved, Store
from cockpit.suppress import Suppression, idle, next_end, suppressed_by, suppressions
from cockpit.tables import Replaced, Tables
from cockpit.tabling import Tabling, next_age
from cockpit.text import Words
from cockpit.uncollected import uncollected
from cockpit.wire import Doing, SetAside

__all__ = ["Engine", "Stale"]

MOST_ISSUES: Final = 100_000  # of one picture, the worst; those beyond are counted
_OF_A_RUN: Final = frozenset(
    {"check-failed", "check-set-aside", "closed-folder", "issues-left-out", "suppress-ended", "suppress-unused"}
)  # problems that a kept run has
_NOTHING: Final = SetAside()
_RETRY: Final = timedelta(seconds=30)  # a file that the system would not give is asked for again


def _never() -> bool:
    return False


def _nobody(_message: object) -> None:
    return None


class Engine:
    """Everything between the folder and the picture. One thread looks; `evidence` may be asked from another."""

    def __init__(
        self,
        workspace: Path,
        *,
        record: bool,
        rows_shown: int = ROWS_SHOWN,
        set_aside: SetAside = _NOTHING,
        tell: Tell = _nobody,
        new_for: timedelta = timedelta(),
        all_resolved: bool = False,
        afresh: bool = False,
        at_once: bool = False,
    ) -> None:
        """Without `record` nothing is ever written, and every check is run, as it is `afresh`.

        `new_for`: how long an issue counts as new. `at_once`: several marketplaces are judged at a time.
        Raises CockpitError.
        """
        self._workspace = workspace
        self._record = record
        self._rows_shown = rows_shown
        self._set_aside = set_aside
        self._tell = tell
        self._all_resolved = all_resolved
        self.writing = threading.Lock()  # held while something is being written
        self._rules = Rulebook(workspace)
        self._store = Store(workspace, self._rules.modes)
        self._memory = Memory(self._store, self._rules, self.writing, record=record, new_for=new_for)
        self._snapshots = Snapshots(self._store, self._rules.types)
        self._library = Library(self._rules.settings.reports_folder, tell, set_aside)
        self._tabling = Tabling()
        self._acted = Acted(workspace, self._rules.settings)
        self._signed = SignedDays(workspace, self._rules.settings)
        self._judging = Judging(self._begin_check, frozenset(set_aside.checks), rows_shown, at_once=at_once)
        self._reuses = record and not afresh  # verdicts of another moment: true, but said then
        self._results = KeptResults(self._store, self._rules, rows_shown, verdicts=self._reuses)
        self._still = Still({})
        self._folder_problems: tuple[Problem, ...] = ()
        self._keeping_problem: Problem | None = None
        self._tables: Tables | None = None
        self._drawn: dict[int, Drawn] = {}
        self._issues: dict[str, tuple[object, Issue]] = {}  # what each was made of, and the issue
        self._places: Places = {}
        self._suppressions: tuple[Suppression, ...] = ()
        self._picture: Picture | None = None
        self._kept: KeptState | None = None
        self._due: datetime | None = None
        self._number = 0

    # ── For whoever runs it ──────────────────────────────────────────────────────────────────────────────────────────

    def picture(self, now: datetime) -> Picture:
        """Look once, at what is there now, and keep what is to be kept."""
        picture = self.look(now)
        self.keep()
        return picture

    @uncollected()
    def look(self, now: datetime, change: Change | None = None, stale: Callable[[], bool] = _never) -> Picture:
        """The picture of the folder as `change` found it; without one the folder is listed. Raises `Stale`."""
        self._take(change)
        self._acted.look(self._rules.settings)
        self._signed.look(self._rules.settings)
        clock = Clock(now, self._rules.settings.profile.zone)
        if self._picture is None and (warm := self._warm(now)) is not None:
            return warm
        world, judgements = self._looked(clock, stale)
        self._picture = self._whole(world, judgements, self._remembered(judgements, world.tables, clock))
        self._due = self._next_due(world.tables, now)
        return self._picture

    def take_kept(self) -> KeptState | None:
        """The state that was kept before the first look, once: whoever has it need not be sent what is still so."""
        kept, self._kept = self._kept, None
        return kept

    def keep(self) -> None:
        """Write what outlives the process: today's snapshots, and this run for the next start."""
        if self._tables is None:
            return
        try:
            self._keep(self._tables)
        except Replaced:  # the next look is about what is there now
            return
        finally:
            self._let_go(self._tables)

    def _keep(self, tables: Tables) -> None:
        if not self._record or self._picture is None:
            return
        if self._memory.records:
            self._keep_snapshots(tables)
            with self.writing:
                keep_quietly(self._store, self._picture, self._rules.settings.profile.zone)
            self._keep_board(self._picture)
        whole = self._due is not None and not self._still.growing and all(one.number for one in self._picture.issues)
        if whole and self._due is not None:
            with self.writing:
                keep_run(self._store, self._key(), self._due, brief(self._picture), self._places)
        with self.writing:
            self._results.keep(self._library, self._tabling, self._judging)

    @uncollected()
    def warm_up(self, stale: Callable[[], bool]) -> None:
        """Unpack what a kept run did not need, so that the first change costs only itself. Raises `Stale`."""
        if self._tables is None and self._picture is not None:
            clock = Clock(self._picture.as_of, self._rules.settings.profile.zone)  # at which the kept run holds
            world, judgements = self._looked(clock, stale)
            self._recognise(world, judgements, self._picture)
            self._let_go(world.tables)

    def verified(self) -> Picture | None:
        """The last picture with what breaks the journal's chain, the first time that it is looked at; else None."""
        return self._retold(self._picture) if self._picture is not None and self._memory.verify() else None

    def evidence(self, fingerprint: str) -> tuple[EvidenceRow, ...]:
        """The rows behind an issue, with their cells as they stand in the file.

        Raises LookupError when the issue is not of the last picture, or its file is no longer what was read.
        """
        places, hints = self._places[fingerprint], self._rules.hints
        types = reports_of(fingerprint, self._picture, self._rules.checks) if self._picture else {}
        return rows_at(places, types, self._library, self._still.entries, hints)

    def world(self, now: datetime) -> World:
        """Everything that one run is about, for who needs tables (the evidence pack). No look, no picture."""
        self._take(None)
        self._acted.look(self._rules.settings)
        clock = Clock(now, self._rules.settings.profile.zone)
        return self._world(self._read(clock, _never), clock)

    def cells(self, file: str, rows: Sequence[int], type_: str) -> list[Sequence[tuple[str, str]]]:
        """The cells of some rows of a report as they stand in it, under its own headings."""
        return cells_at(file, rows, type_, self._library.root, self._rules.hints)

    def forget(self) -> None:
        """Judge everything anew at the next look."""
        self.reload()
        self._judging.forget()

    def reload(self) -> None:
        """Take edited settings and checks, before the look that needs them: the folder to watch may be another."""
        if self._rules.reload():
            self._store.modes = self._rules.modes
            self._snapshots.use(self._rules.types)

    def is_due(self, now: datetime) -> bool:
        """Whether a moment has come at which the picture may be another although nothing changed."""
        return self._due is not None and now >= self._due

    def seconds_until_due(self, now: datetime) -> float:
        """How long the picture holds if nothing changes."""
        return max(0.0, (self._due - now).total_seconds()) if self._due else float("inf")

    @property
    def follows(self) -> bool:
        """Whether another process writes down what the machine sees: its lines give our issues their numbers."""
        return self._record and not self._memory.records

    @property
    def acted(self) -> bool:
        """Whether somebody wrote on the board or ticked a step since the last look: checks judge by both."""
        return self._acted.news or self._signed.news

    @property
    def watched(self) -> tuple[Path, Timing]:
        """The folder to watch, and how."""
        watch = self._rules.settings.watch
        return self._rules.settings.reports_folder, Timing(watch.quiet_seconds, watch.sweep_seconds)

    def inbox(self) -> Inbox:
        """A new inbox on that folder, not yet started."""
        root, timing = self.watched
        return Inbox(root, self._workspace, self._listed, timing=timing, ahead=self._read_ahead)

    def close(self) -> None:
        """Let another process record."""
        self._memory.close()

    # ── One look ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, change: Change | None) -> None:
        """Note what has changed; settings and checks that did are loaded again."""
        if change is None:
            root, timing = self.watched
            self._still, self._folder_problems = as_it_is(root, self._listed, timing)
            return
        if change.settings or change.checks:
            self.reload()
        root = self._rules.settings.reports_folder
        if root != self._library.root:
            self._library = Library(root, self._tell, self._set_aside)
        self._still, self._folder_problems = Still(change.files, change.growing), change.problems

    def _listed(self, root: Path) -> Listing:
        return list_reports(root, self._workspace)

    def _read_ahead(self, files: Listing) -> None:
        self._library.read_ahead(files, self._rules.hints)

    def _warm(self, now: datetime) -> Picture | None:
        """The picture of the last session, when nothing it rests on has changed since."""
        if not self._reuses or self._still.growing:
            return None
        self._kept, key = kept_state(self._workspace), self._key()
        kept = self._kept
        if kept is None or not kept.holds(key, now):
            return None
        self._places = kept_places(self._workspace, key)
        self._due = kept.until
        return self._retold(kept.picture)

    def _retold(self, picture: Picture) -> Picture:
        of_run = [problem for problem in picture.problems if problem.code in _OF_A_RUN]
        self._picture = replace(picture, number=self._next_number(), problems=self._problems(of_run))
        return self._picture

    def _key(self) -> str:
        return run_key(self._still.entries, f"{self._rules.digest()} {self._acted.key} {self._signed.key}")

    def _looked(self, clock: Clock, stale: Callable[[], bool]) -> tuple[World, list[Judgement]]:
        """What the files hold and every check's word on it, all about one state of each file."""
        if self._tables is None:
            self._results.resume(self._library, self._tabling, self._judging, self._still.entries)
        while True:
            try:
                world = self._world(self._read(clock, stale), clock)
                judgements = self._judged(world, stale)
            except Replaced:  # such a file is read at once the next time, and its rows held: this ends
                continue
            if not self._library.replaced:
                return world, judgements
            self._judging.forget()  # some check has swallowed that, and said something about a table it did not see

    def _let_go(self, tables: Tables) -> None:
        """Hold no rows that no check looks at."""
        tables.let_go()
        self._library.let_go()

    def _read(self, clock: Clock, stale: Callable[[], bool]) -> Tables:
        hints = self._rules.hints
        readings = self._library.update(self._still, hints, stale)
        self._tables = self._tabling.assemble(readings, clock, hints, self._snapshots.history())
        return self._tables

    def _world(self, tables: Tables, clock: Clock) -> World:
        rules, acted = self._rules, self._acted
        actions, incidents = acted.actions(clock.now), acted.incidents(clock.now)
        signed = self._signed.signed(clock)
        return World(rules.checks, tables, rules.settings, clock, rules.notes, actions, incidents, signed)

    def _begin_check(self, check_id: str) -> None:
        self._library.during = Doing(check=check_id)
        self._tell(self._library.during)

    def _judged(self, world: World, stale: Callable[[], bool]) -> list[Judgement]:
        """Every check's word, causes before effects, each finding drawn."""
        try:
            judgements = silence(self._judging.run(world, self._rules.settings.digest, stale))
        finally:
            self._library.during = Doing()
            self._tell(Doing())
        drawn = self._judging.drawn()
        self._drawn = {id(one): drawn[id(one)] for judgement in judgements for one in judgement.findings}
        return list(judgements)

    def _recognise(self, world: World, judgements: Sequence[Judgement], kept: Picture) -> None:
        """Know the kept picture's issues by what they are made of: the first change then makes only those of its own.

        Made anew they would all be compared before the picture of one changed file is sent (3,400 issues: 0.13 s).
        """
        entries = self._memory.warm_up(*self._seen(judgements), world.clock)
        drawn = {one.issue.fingerprint: one for one in self._drawn.values()}
        around = self._around(world, judgements, effects_of(judgements))
        self._issues = {issue.fingerprint: (None, issue) for issue in kept.issues}
        for entry in entries:
            self._issue(entry, drawn.get(entry.fingerprint), around(entry))

    def _seen(self, judgements: Sequence[Judgement]) -> tuple[list[Sighting], list[Ruling]]:
        """What the memory of issues must know of a run."""
        found = (self._drawn[id(one)] for judgement in judgements for one in judgement.findings)
        return list(map(sighting, found)), [ruling(judgement) for judgement in judgements]

    def _remembered(self, judgements: Sequence[Judgement], tables: Tables, clock: Clock) -> tuple[Entry, ...]:
        inputs = sha256(repr([(file.path, file.digest) for file in tables.files]).encode("utf-8", "surrogatepass"))
        return self._memory.run(*self._seen(judgements), clock, inputs.hexdigest()[:16])

    def _whole(self, world: World, judgements: Sequence[Judgement], entries: Iterable[Entry]) -> Picture:
        """Everything put together."""
        drawn = {one.issue.fingerprint: one for one in self._drawn.values()}
        if self._all_resolved:
            entries = list({entry.fingerprint: entry for entry in (*self._memory.resolved(), *entries)}.values())
        around = self._around(world, judgements, effects_of(judgements))
        issues = [self._issue(entry, drawn.get(entry.fingerprint), around(entry)) for entry in entries]
        issues.sort(key=worst_first)
        listed, beyond = issues[:MOST_ISSUES], issues[MOST_ISSUES:]
        self._issues = {issue.fingerprint: self._issues[issue.fingerprint] for issue in listed}
        self._places = {fingerprint: one.places for fingerprint, one in drawn.items()}
        left_out = [Problem("issues-left-out", count=len(beyond))] if beyond else []
        verdicts = tuple(verdict_line(judgement) for judgement in judgements)
        broken = [judgement.problem for judgement in judgements if judgement.problem]
        return Picture(
            self._next_number(),
            world.clock.team_now,
            self._rules.settings.name,
            tuple(sorted({marketplace for _, marketplace in world.scopes if marketplace})),
            tuple(listed),
            verdicts,
            world.tables.files,
            needs_of(world, self._rules.types),
            tuple(self._note(check) for check in self._rules.checks),
            self._problems(
                (
                    *closed_folders(world.tables.files),
                    *broken,
                    *left_out,
                    *idle(self._suppressions, listed, verdicts, world.clock.now),
                )
            ),
            run=self._memory.run_number,
            incidents=incident_notes(world),
            titles=titles_of(world, self._rules.types),
        )

    def _around(
        self, world: World, judgements: Sequence[Judgement], effects: Mapping[str, tuple[tuple[str, Words], ...]]
    ) -> Callable[[Entry], Around]:
        """What this run says about each issue beside its finding."""
        verdicts = {(one.check.id, one.store, one.marketplace): one.verdict for one in judgements}
        checks, now = {check.id for check in self._rules.checks}, world.clock.now
        named = self._rules.settings.profile.marketplaces
        self._suppressions = suppressions(self._rules.settings)
        # Nobody knows what is gone for good while a folder, or a file of checks, cannot be read.
        blind = (*self._folder_problems, *closed_folders(world.tables.files))
        whole = not blind and not any(one.code == "check-not-loaded" for one in self._rules.problems)

        def of(entry: Entry) -> Around:
            seen = entry.sighting
            quiet = suppressed_by(self._suppressions, seen.check, seen.marketplace, seen.subject, now)
            why = unchecked(entry, verdicts, checks, named) if whole else ""
            return Around(effects.get(entry.fingerprint, ()), why, quiet)

        return of

    def _issue(self, entry: Entry, drawn: Drawn | None, around: Around) -> Issue:
        """The issue as last time, itself, when nothing of it has changed: then it need not be sent again."""
        made_of = (drawn.issue, around, memory_of(entry)) if drawn else None
        before, known = self._issues.get(entry.fingerprint, (None, None))
        if known is None or made_of is None or made_of != before:
            issue = issue_of(entry, drawn.issue if drawn else None, around)
            known = known if known == issue else issue
            self._issues[entry.fingerprint] = made_of, known
        return known

    def _note(self, check: Check[Any]) -> CheckNote:
        pane = Pane(self._rules.settings.override(check.id).pane or check.pane)
        further = tuple(other for other in check.also_in if other != pane)
        return CheckNote(check.id, check.title, pane, check.manual, further)

    def _problems(self, more: Iterable[Problem]) -> tuple[Problem, ...]:
        """Whatever people must know beside the issues, each once."""
        keeping = (self._keeping_problem,) if self._keeping_problem else ()
        kept = (*self._folder_problems, *self._memory.problems, *self._acted.problems)
        return tuple(dict.fromkeys((*self._rules.problems, *kept, *keeping, *more)))

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _next_due(self, tables: Tables, now: datetime) -> datetime | None:
        ends = next_end(self._suppressions, now)
        moments = [self._judging.due(), next_age(tables, now), self._acted.due(now), ends]
        if self._library.blocked:
            moments.append(now + _RETRY)
        return min((moment for moment in moments if moment is not None), default=None)

    def _keep_board(self, picture: Picture) -> None:
        """Write down what came of the actions that the board holds; what cannot be saved is told by the next mark."""
        with self.writing, suppress(NotSaved):
            self._acted.keep()
            self._acted.settle(picture, self._memory.has_gone, current(self._rules.settings))

    def _keep_snapshots(self, tables: Tables) -> None:
        try:
            with self.writing:
                self._snapshots.keep(tables)
        except NotSaved as error:
            self._keeping_problem = error.problem
        else:
            self._keeping_problem = None
