"""Judging what changed: a verdict is kept until a report, a setting or a moment that it rests on changes.

It is kept over restarts as well (`cockpit.kept_verdicts`). A finding is drawn as soon as it is made, and its rows are
let go: what is kept of it are words and places.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile, zip_longest
from typing import Any, Final, Protocol

from polars.exceptions import PolarsError

from cockpit.check import Check, Judgement
from cockpit.clock import Clock
from cockpit.inputs import Inputs, RestsOn
from cockpit.issue import Verdict
from cockpit.picture import ROWS_SHOWN
from cockpit.picture_of import Drawn, Headings, draw
from cockpit.problems import Problem
from cockpit.runner import Scope, World, judge, plan
from cockpit.settings import Profile
from cockpit.side_by_side import side_by_side
from cockpit.tables import Key, Tables
from cockpit.text import same, words

# A sentence that says hours ("waits 19.5 h") is at most so old, however long its verdict holds.
_HOURS_REFRESH: Final = timedelta(hours=1)


class Stale(Exception):  # noqa: N818 - the state of a run, not a fault
    """A newer state of the folder is there: this run was given up for it."""


Asked = tuple[Check[Any], Scope]
Place = tuple[str, Scope]  # check, and where it was asked


@dataclass(frozen=True, slots=True)
class Word:
    """A verdict, what it rests on, and the time in which it holds."""

    judgement: Judgement  # with findings whose rows were let go
    drawn: tuple[Drawn, ...]  # one for each finding
    since: datetime
    until: datetime
    rests_on: RestsOn | None = None
    version: Hashable = None  # of the settings


class KeptWord(Protocol):
    """A verdict of an earlier session, under the same settings and the same code."""

    @property
    def beyond(self) -> frozenset[Key]:
        """Which tables of other places it rests on as well."""

    def word(self, check: Check[Any], scope: Scope, digest: str, now: datetime) -> Word | None:
        """The verdict, if it rests on what this digest names and holds at this moment."""


class Judging:
    """Runs the checks of one workspace, each only when it may say something else than last time."""

    def __init__(
        self,
        begin: Callable[[str], None],
        set_aside: frozenset[str] = frozenset(),
        rows_shown: int = ROWS_SHOWN,
        *,
        at_once: bool = False,
    ) -> None:
        """`begin` is told the id of each check that is about to run; those in `set_aside` are not run.

        `at_once`: several marketplaces at a time. Where a death must say which check it was, one after the other.
        """
        self._begin = begin
        self._set_aside = set_aside
        self._rows_shown = rows_shown
        self._at_once = at_once
        self._kept: dict[Place, Word] = {}
        self._earlier: Mapping[Place, KeptWord] = {}
        self.judged = 0  # how many checks the last run really ran

    @property
    def words(self) -> Mapping[Place, Word]:
        """Every verdict that may be reused."""
        return self._kept

    def resume(self, earlier: Mapping[Place, KeptWord]) -> None:
        """Go on with the verdicts of an earlier session, in the first run."""
        self._earlier = earlier

    def forget(self) -> None:
        """Judge everything anew the next time."""
        self._kept.clear()
        self._earlier = {}

    def run(self, world: World, version: Hashable, stale: Callable[[], bool]) -> list[Judgement]:
        """Every check's word, not yet silenced. `version` names the settings. Raises `Stale` between checks."""
        rests, now = Inputs(world), world.clock.now
        words = {
            (check.id, scope): self._known(check, scope, version, rests, now)
            or self._from_earlier(check, scope, rests, now)
            for check, scope in plan(world)
        }
        asked = [(check, scope) for check, scope in plan(world) if words[check.id, scope] is None]
        words |= self._asked(world, asked, rests, stale)
        kept = {
            place: self._resting(word, place[1], version, rests) for place, word in words.items() if word is not None
        }
        if len(kept) < len(words):
            self._kept |= kept
            raise Stale
        self._kept, self._earlier = kept, {}
        return [known.judgement for known in kept.values()]

    def _asked(
        self, world: World, asked: Sequence[Asked], rests: Inputs, stale: Callable[[], bool]
    ) -> dict[Place, Word]:
        """What these checks say, until a newer state of the folder is there."""

        def say(one: Asked) -> Word:
            return self._judged(world, *one, rests)

        beside = _in_turn(asked, world.tables) if self._at_once else []
        said = list(side_by_side(say, beside, stale))
        after = (one for one in asked if not (self._at_once and _is_ours(one[0])))
        said += ((one, say(one)) for one in takewhile(lambda _: not stale(), after))
        self.judged = len(said)
        return {(check.id, scope): word for (check, scope), word in said}

    @staticmethod
    def _resting(word: Word, scope: Scope, version: Hashable, rests: Inputs) -> Word:
        """A verdict with what it rests on."""
        if word.rests_on is not None:
            return word
        rests_on = rests.of(word.judgement.check, scope, word.judgement.beyond)
        return replace(word, version=version, rests_on=rests_on)

    def drawn(self) -> dict[int, Drawn]:
        """Every finding as people will read it, by the id of the finding."""
        return {id(one.finding): one for word in self._kept.values() for one in word.drawn}

    def due(self) -> datetime | None:
        """The moment at which some verdict no longer holds."""
        return min((known.until for known in self._kept.values()), default=None)

    def _known(self, check: Check[Any], scope: Scope, version: Hashable, rests: Inputs, now: datetime) -> Word | None:
        """The verdict of this session, if it holds."""
        word = self._kept.get((check.id, scope))
        if word is None or (word.version, word.judgement.check) != (version, check):
            return None
        holds = word.since <= now < word.until and word.rests_on == rests.of(check, scope, word.judgement.beyond)
        return word if holds else None

    def _from_earlier(self, check: Check[Any], scope: Scope, rests: Inputs, now: datetime) -> Word | None:
        """The verdict of an earlier session, if it holds."""
        earlier = self._earlier.get((check.id, scope))
        return earlier.word(check, scope, rests.digest(check, scope, earlier.beyond), now) if earlier else None

    def _judged(self, world: World, check: Check[Any], scope: Scope, rests: Inputs) -> Word:
        if check.id in self._set_aside:
            judgement = _set_aside(check, scope)
        else:
            self._begin(check.id)
            judgement = _survived(world, check, scope)
        judgement, drawn = self._drawn(judgement, rests.headings, world.clock.now)
        return Word(judgement, drawn, world.clock.now, _until(world, judgement))

    def _drawn(self, judgement: Judgement, headings: Headings, now: datetime) -> tuple[Judgement, tuple[Drawn, ...]]:
        """The judgement with its findings drawn; one that cannot be drawn is no finding."""
        try:
            drawn = tuple(draw(judgement, finding, headings, self._rows_shown, now) for finding in judgement.findings)
        except (TypeError, ValueError, AttributeError, ArithmeticError, PolarsError) as error:
            found = f"{type(error).__name__}: {error}"[:200]
            problem = Problem("check-failed", column=judgement.check.id, found=found)
            return failed(judgement.check, (judgement.store, judgement.marketplace), problem), ()
        bare = tuple(replace(one, finding=replace(one.finding, evidence=())) for one in drawn)
        return replace(judgement, findings=tuple(one.finding for one in bare)), bare


def _is_ours(check: Check[Any]) -> bool:
    """Whether it comes with the cockpit, and so remembers nothing between two marketplaces."""
    return check.run.__module__.startswith("checks.")


def _in_turn(asked: Iterable[Asked], tables: Tables) -> list[Asked]:
    """Our checks, one of each store and marketplace in turn, of those with the most rows first.

    Two of one place would wait for what they compute together, and the place with the most rows would be the only one
    that is left at the end.
    """
    scopes: defaultdict[Scope, list[Asked]] = defaultdict(list)
    for check, scope in asked:
        if _is_ours(check):
            scopes[scope].append((check, scope))
    rows: Counter[Scope] = Counter()
    for (_, store, marketplace), table in tables.current.items():
        rows[store, marketplace] += table.height
    largest = sorted(scopes.values(), key=lambda some: -rows[some[0][1]])
    return [one for turn in zip_longest(*largest) for one in turn if one is not None]


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


def _until(world: World, judgement: Judgement) -> datetime:
    """The first moment at which the verdict may change although no report does."""
    clock = world.clock
    moments = [next_boundary(clock, world.settings.profile, judgement.marketplace)]
    if judgement.next_change is not None:
        moments.append(judgement.next_change)
    hours = any(finding.figure is not None and finding.figure.unit == "hours" for finding in judgement.findings)
    if hours or judgement.verdict is Verdict.STALE:
        moments.append(clock.now + _HOURS_REFRESH)
    return min(moments)


def next_boundary(clock: Clock, profile: Profile, marketplace: str) -> datetime:
    """The next moment that means something to every check: a day ends here or there, or a pane is due."""
    walls = [clock.team_time(time) for time in (profile.morning, profile.ads_read, profile.noon, profile.evening)]
    ends = [clock.end_of_team_day(), clock.end_of_day(clock.today(marketplace), marketplace)]
    return min(moment for moment in (*walls, *ends) if moment > clock.now)
