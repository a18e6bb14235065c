"""Judging what changed: a verdict is kept until a report, a setting or a moment that it rests on changes."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from cockpit.check import Check, Judgement
from cockpit.clock import Clock
from cockpit.issue import Verdict
from cockpit.problems import Problem
from cockpit.runner import Scope, World, judge, plan
from cockpit.settings import Profile
from cockpit.tables import Table
from cockpit.text import same, words

if TYPE_CHECKING:
    from cockpit.report_file import ReportFile

# A sentence that says hours ("waits 19.5 h") is at most so old, however long its verdict holds.
_HOURS_REFRESH: Final = timedelta(hours=1)


class Stale(Exception):  # noqa: N818 - the state of a run, not a fault
    """A newer state of the folder is there: this run was given up for it."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A verdict, what it rests on, and the time in which it holds."""

    inputs: Hashable
    judgement: Judgement
    since: datetime
    until: datetime


class Judging:
    """Runs the checks of one workspace, each only when it may say something else than last time."""

    def __init__(self, begin: Callable[[str], None], set_aside: frozenset[str] = frozenset()) -> None:
        """`begin` is told the id of each check that is about to run; those in `set_aside` are not run."""
        self._begin = begin
        self._set_aside = set_aside
        self._kept: dict[tuple[str, Scope], _Kept] = {}
        self.judged = 0  # how many checks the last run really ran

    def forget(self) -> None:
        """Judge everything anew the next time."""
        self._kept.clear()

    def run(self, world: World, version: Hashable, stale: Callable[[], bool]) -> list[Judgement]:
        """Every check's word, not yet silenced. `version` names settings and code. Raises `Stale` between checks."""
        kept: dict[tuple[str, Scope], _Kept] = {}
        self.judged = 0
        rests = _Inputs(world)
        for check, scope in plan(world):
            known = self._kept.get((check.id, scope))
            inputs = version, check, rests.of(check, scope)
            if known is None or known.inputs != inputs or not known.since <= world.clock.now < known.until:
                if stale():
                    self._kept |= kept
                    raise Stale
                known = self._judged(world, check, scope, inputs)
            kept[check.id, scope] = known
        self._kept = kept
        return [known.judgement for known in kept.values()]

    def due(self) -> datetime | None:
        """The moment at which some verdict no longer holds."""
        return min((known.until for known in self._kept.values()), default=None)

    def _judged(self, world: World, check: Check[Any], scope: Scope, inputs: Hashable) -> _Kept:
        self.judged += 1
        if check.id in self._set_aside:
            judgement = _set_aside(check, scope)
        else:
            self._begin(check.id)
            judgement = _survived(world, check, scope)
        return _Kept(inputs, judgement, world.clock.now, _until(world, judgement))


def _survived(world: World, check: Check[Any], scope: Scope) -> Judgement:
    """What the check says; one that tries to end the process has failed like any other that raises."""
    try:
        return judge(world, check, scope)
    except SystemExit as error:
        return failed(check, scope, Problem("check-failed", column=check.id, found=f"SystemExit: {error}"[:200]))


def _set_aside(check: Check[Any], scope: Scope) -> Judgement:
    return failed(check, scope, Problem("check-set-aside", column=check.id))


def failed(check: Check[Any], scope: Scope, problem: Problem) -> Judgement:
    """The word of a check that has none: nothing it has found before is cleared."""
    reason = same(problem.found) if problem.found else words(f"problem.{problem.code}.text").fill(column=check.id)
    return Judgement(check, *scope, Verdict.FAILED, reason, covers_all=False, problem=problem)


class _Inputs:
    """What the checks of one run rest on, as values that compare: tables by what they were made of, files, actions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._made_of: dict[tuple[str, Scope], Hashable] = {}
        self._files: dict[tuple[str, str, str | None], list[ReportFile]] = defaultdict(list)
        for file in world.tables.files:
            for marketplace in {file.marketplace or "", *file.marketplaces}:
                self._files[file.store, marketplace, file.type].append(file)

    def of(self, check: Check[Any], scope: Scope) -> Hashable:
        """Everything that a check's word about one store and marketplace may rest on."""
        files: Hashable
        if not check.reads or check.judges_stale or check.unplaced:
            types = sorted({type_ for type_, *place in self._world.tables.current if tuple(place) == scope})
            files = self._world.tables.files  # it may look at any file, also at those that became no table
        else:
            types = sorted(check.reads)
            files = tuple(file for type_ in types for file in self._files.get((*scope, type_), ()))
        tables = tuple(self._tables(type_, scope) for type_ in types)
        signed = self._world.signed.part(check.checklist)
        return files, tables, self._world.actions_of(scope), self._world.incidents_of(scope), signed

    def _tables(self, type_: str, scope: Scope) -> Hashable:
        """What the tables of a type were made of: asked by many checks, and there may be a year of snapshots."""
        if (type_, scope) not in self._made_of:
            self._made_of[type_, scope] = self._versions(type_, scope)
        return self._made_of[type_, scope]

    def _versions(self, type_: str, scope: Scope) -> Hashable:
        current = self._world.tables.get(type_, *scope)
        older = tuple(_version(table) for table in self._world.tables.history(type_, *scope))
        return None if current is None else _version(current), older


def _version(table: Table) -> Hashable:
    return table.files, table.as_of, table.stale, table.rejected, table.doubts  # rows of old ones are not yet read


def _until(world: World, judgement: Judgement) -> datetime:
    """The first moment at which the verdict may change although no report does."""
    clock = world.clock
    moments = [next_boundary(clock, world.settings.profile, judgement.marketplace)]
    if judgement.next_change is not None:
        moments.append(judgement.next_change)
    if any(finding.figure is not None and finding.figure.unit == "hours" for finding in judgement.findings):
        moments.append(clock.now + _HOURS_REFRESH)
    return min(moments)


def next_boundary(clock: Clock, profile: Profile, marketplace: str) -> datetime:
    """The next moment that means something to every check: a day ends here or there, or a pane is due."""
    walls = [clock.team_time(time) for time in (profile.morning, profile.ads_read, profile.noon, profile.evening)]
    ends = [clock.end_of_team_day(), clock.end_of_day(clock.today(marketplace), marketplace)]
    return min(moment for moment in (*walls, *ends) if moment > clock.now)
