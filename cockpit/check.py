"""What a check is: its declaration, what it is given (`Context`) and what it may say (`Finding`, `NotJudged`)."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, Literal, Protocol, TypeVar, cast

import polars as pl

from cockpit.clock import Clock
from cockpit.incident_facts import Incident
from cockpit.issue import Figure, Line, LineKind, Money, Number, Pane, Proposal, Severity, Subject, Tag, Verdict
from cockpit.problems import Problem
from cockpit.report_file import ReportFile
from cockpit.setting_note import describe
from cockpit.settings import Event
from cockpit.shared import Shared
from cockpit.signed import NOTHING_SIGNED, Part, Signed, StepRecord
from cockpit.tables import Key, Table, Tables, before
from cockpit.text import Words, day, folded_name, same

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to act on. Its identity is check, store, marketplace and subject: never a number or a date in it.

    Evidence is one or more frames that keep the columns `_file` and `_row` beside the columns worth showing (canonical
    names); never copied text. `about` names other subjects the finding touches (the SKU of a campaign, the report type
    whose rows disappeared), so that their causes can silence it.
    """

    subject: Subject
    severity: Severity
    title: Words  # one line: what and how bad, against which line
    action: Words  # one line: what to do now
    figure: Figure | None = None
    lines: tuple[Line, ...] = ()
    evidence: tuple[pl.DataFrame, ...] = ()
    due: datetime | None = None
    due_within: timedelta | None = None  # instead: so long after the issue came up, whenever it is judged again
    tags: tuple[Tag, ...] = ()
    impact: Money | None = None
    needs_approval: bool = False
    pane: Pane | None = None  # when it differs from the check's
    also_in: tuple[Pane, ...] = ()  # further panes that show it
    about: tuple[Subject, ...] = ()
    notes: tuple[Words, ...] = ()  # further facts that the rule names: headroom, windows, reorder quantity
    proposals: tuple[Proposal, ...] = ()  # the action as numbers that a person can upload or send


@dataclass(frozen=True, slots=True)
class NotJudged:
    """The check, or one subject of it, cannot be judged now. With a subject, only that one becomes *unsure*.

    A check has one reason: where thousands may be unsure, give what makes theirs, ``partial(EMPTY.fill, sku=sku)``.
    """

    verdict: Verdict
    reason: Words | Callable[[], Words]
    subject: Subject | None = None

    def why(self) -> Words:
        """The reason in words."""
        return self.reason if isinstance(self.reason, Words) else self.reason()


@dataclass(frozen=True, slots=True)
class RecordedAction:
    """One line of the team's board, as checks may see it (domain §10.2)."""

    kind: str
    marketplace: str
    subject: Subject
    state: str  # proposed, approved, refused, expired, done, verified
    at: datetime  # when it came to this state
    by: str
    before: str = ""
    after: str = ""
    check: str = ""
    store: str = ""  # empty: not said
    id: str = ""
    approval: str = "not_needed"  # needed, requested, approved, refused, expired; by kind and values, the floor aside
    done_at: datetime | None = None
    done_by: str = ""
    self_approved_at: datetime | None = None  # its author tried to decide on it
    self_approved_by: str = ""
    why: str = ""
    error: str = ""  # what Amazon's system answered; then nothing was changed
    proposed_at: datetime | None = None  # when it was asked for; None: it was written down when it was already done
    approved_at: datetime | None = None  # when the second person agreed


class Resolver(Protocol):
    """How a context finds settings and where a value came from; `cockpit.settings` has the real one."""

    def values(self, section: str, shape: type[Any], marketplace: str, category: str = "", sku: str = "") -> Any:
        """The settings of `section` as an instance of `shape`, narrowest scope first."""

    def origin(self, section: str, key: str, marketplace: str, category: str = "", sku: str = "") -> str | None:
        """``config.toml:12`` when the workspace sets the key, else None (the shipped default holds)."""

    def narrowed(self, scope: Literal["category", "sku"], section: str) -> frozenset[str]:
        """The categories or SKUs that have values of their own for a section: few, however many SKUs there are."""


@dataclass(frozen=True)
class Demand:
    """Which enabled checks need a report type in one marketplace, and when: what D-01 and D-02 ask."""

    type: str
    checks: tuple[str, ...]
    panes: tuple[Pane, ...]  # those of the checks, then those in which their findings may stand too
    optional: bool  # absence raises nothing
    by_hand: bool = False  # the team keeps it itself: it is brought up to date, not exported


@dataclass
class Context(Generic[S]):
    """Everything one check may see for one store and marketplace. Reading only; nothing here touches a disk."""

    check: "Check[S]"
    settings: S
    store: str
    marketplace: str
    clock: Clock
    tables: Tables
    resolver: Resolver
    empty: Callable[[str], pl.DataFrame]  # a type's header-only frame
    evening: str = "18:00"
    strict_article_mode: bool = False  # the article's figures are critical too (domain §2.1)
    actions: tuple[RecordedAction, ...] = ()
    incidents: tuple[Incident, ...] = ()  # that people took up, closed ones too; see `formulas.incidents`
    events: tuple[Event, ...] = ()
    holidays: frozenset[date] = frozenset()
    demands: tuple[Demand, ...] = ()
    title_of: Callable[[str], Words] = same  # a report type's name for people
    morning: str = "09:30"
    next_change: datetime | None = None
    ads_read: str = "10:00"
    noon: str = "12:00"
    month_end_day: int = 3  # the books of a month are closed on this day of the next
    working_days: tuple[str, ...] = ()  # of the team; empty: Monday to Friday
    signed: Signed = NOTHING_SIGNED  # the part that the check declares with `checklist`
    looked_at: set[str] = field(default_factory=set)  # the types this check asked for: a doubt elsewhere is not its own
    beyond: set[Key] = field(default_factory=set)  # tables of other places it asked for: its word rests on them
    shared: Shared = field(default_factory=Shared)  # of this run, store and marketplace: see `once`
    siblings: tuple[str, ...] = ()  # every marketplace of this store that is judged in this run, this one too
    _sources: dict[tuple[str, str, str], tuple[str, str | None, str, str]] = field(default_factory=dict, repr=False)

    @property
    def now(self) -> datetime:
        """The moment of the run, with a zone."""
        return self.clock.now

    @property
    def steps(self) -> tuple[StepRecord, ...]:
        """The steps of the team's checklist, this month's and the last one's, by day."""
        return self.signed.steps

    @property
    def files(self) -> tuple[ReportFile, ...]:
        """Every file of this store and marketplace (of none, in the run for files that belong nowhere)."""
        return self.once("files", self._files)

    def _files(self) -> tuple[ReportFile, ...]:
        if not self.marketplace:
            return tuple(f for f in self.tables.files if not f.marketplace and not f.marketplaces)
        return tuple(f for f in self.tables.files if f.store == self.store and self._holds(f))

    def _holds(self, file: ReportFile) -> bool:
        return self.marketplace == file.marketplace or self.marketplace in file.marketplaces

    def is_first_of(self, file: ReportFile) -> bool:
        """Whether a file is told of here: one that holds several marketplaces is, in the first of those judged."""
        judged = [name for name in self.siblings if name in file.marketplaces]
        return not judged or self.marketplace == min(judged)

    def table(self, type_: str) -> Table | None:
        """The current, fresh table of a declared type; None when it is missing or stale."""
        self._declared(type_)
        self.looked_at.add(type_)
        table = self.tables.get(type_, self.store, self.marketplace)
        return None if table is None or table.stale else table

    def has(self, type_: str) -> bool:
        """Whether a declared type is there and fresh."""
        return self.table(type_) is not None

    def frame(self, type_: str) -> pl.DataFrame:
        """Return the rows of a declared type, with `_file` and `_row`; no rows when it is missing."""
        table = self.table(type_)
        return self.empty(type_) if table is None else table.frame.clone()

    def previous(self, type_: str, at_least: timedelta = timedelta()) -> Table | None:
        """The newest snapshot before the current one (`at_least` older than it); None on the first day."""
        current = self.table(type_)
        return None if current is None else before(self.history(type_), current.as_of, at_least)

    def history(self, type_: str) -> Sequence[Table]:
        """All older snapshots of a declared type, newest first, stale or not."""
        self._declared(type_)
        return self.tables.history(type_, self.store, self.marketplace)

    def line(
        self,
        kind: LineKind,
        key: str,
        *,
        crossed: bool,
        value: Number | None = None,
        category: str = "",
        sku: str = "",
    ) -> Line:
        """Make a line of the setting `key` ("amazon", "runaway.x"), with its value and where that came from.

        `category` and `sku` are given where the finding was judged under their own settings (`parts`).
        """
        category, sku = self._own_scope(category, sku)
        shown = cast("Number", _dig(self.settings_for(category=category, sku=sku), key)) if value is None else value
        scope = key, category, sku
        if scope not in self._sources:  # there may be thousands of findings against one line
            declared = describe(type(self.settings), key)
            origin = self.resolver.origin(self.check.section, key, self.marketplace, category, sku)
            source, as_of = origin or declared.source, None if origin else declared.as_of
            self._sources[scope] = source, as_of, f"{self.check.section}.{key}", declared.unit
        return Line(kind, shown, crossed, *self._sources[scope])

    def settings_for(self, *, category: str = "", sku: str = "") -> S:
        """The check's settings under a narrower scope: ``[category."home".ads]``, ``[sku."ZX-1".stock]``."""
        category, sku = self._own_scope(category, sku)
        if not category and not sku:
            return self.settings
        found = self.resolver.values(
            self.check.section, type(self.settings), self.marketplace, category=category, sku=sku
        )
        return cast("S", found)

    def _own_scope(self, category: str, sku: str) -> tuple[str, str]:
        """The scopes that have values of their own: asking for each of 50,000 SKUs would cost more than the check."""
        return self._categories.get(folded_name(category), ""), sku if sku in self._narrowed["sku"] else ""

    @cached_property
    def _categories(self) -> Mapping[str, str]:
        """The categories with values of their own: a report's "Home" is meant by ``[category."home".ads]``."""
        return {folded_name(name): name for name in self._narrowed["category"]}

    @cached_property
    def _narrowed(self) -> Mapping[str, frozenset[str]]:
        return {
            "category": self.resolver.narrowed("category", self.check.section),
            "sku": self.resolver.narrowed("sku", self.check.section),
        }

    def parts(
        self, frame: pl.DataFrame, *, sku: str = "sku", category: str = "category"
    ) -> Iterator[tuple[S, pl.DataFrame]]:
        """The rows of `frame` in parts that share the same settings, the narrowest scope first.

        A SKU or a category with values of its own is a part for itself, everything else is one: a check filters each
        part in polars and never asks the settings row by row.
        """
        rest = frame
        if own := sorted(self._narrowed["sku"]):
            for name in own:
                for (group, *_), rows in frame.filter(pl.col(sku) == name).partition_by(category, as_dict=True).items():
                    yield self.settings_for(category=str(group or ""), sku=name), rows
            rest = frame.filter(pl.col(sku).is_in(own).fill_null(False).not_())
        if self._categories:
            spelled = rest[category].drop_nulls().unique().to_list()
            named = {word: mine for word in spelled if (mine := self._categories.get(folded_name(word)))}
            for name in sorted(set(named.values())):
                words = [word for word, mine in named.items() if mine == name]
                yield self.settings_for(category=name), rest.filter(pl.col(category).is_in(words))
            rest = rest.filter(pl.col(category).is_in(list(named)).fill_null(False).not_())
        yield self.settings, rest

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """`make()`, made once per run and shared with the other checks of this store and marketplace.

        For what several checks compute from the same tables (velocity, mature ad rows). The key names everything that
        the value depends on beside the tables and the clock.
        """
        made, looked_at, beyond = self.shared.value(key, lambda: self._made(make))
        self.looked_at |= looked_at  # a doubt about those tables is a doubt about every check that uses the value
        self.beyond |= beyond
        return made

    def _made(self, make: Callable[[], T]) -> tuple[T, frozenset[str], frozenset[Key]]:
        """A value with the tables that were looked at for it."""
        asked, beyond = self.looked_at, self.beyond
        self.looked_at, self.beyond = set(), set()
        made = make()
        told = made, frozenset(self.looked_at), frozenset(self.beyond)
        self.looked_at |= asked
        self.beyond |= beyond
        return told

    def day(self, value: date) -> Words:
        """A day as people read it now: 23 Nov, and 7 Jan 2027 where the year is another one."""
        return day(value, self.clock.team_now.date())

    def today(self) -> datetime:
        """When "today" is due: the team's evening time, or midnight once that has passed."""
        evening = self.clock.team_time(self.evening)
        return evening if self.now <= evening else self.clock.end_of_team_day()

    def due_in(self, pane: Pane) -> datetime:
        """When a pane is signed off on the team's day (noon: 12:00); `today` once that has passed."""
        signed_off = self.clock.team_time({Pane.MORNING: self.morning, Pane.NOON: self.noon}.get(pane, self.evening))
        return signed_off if self.now <= signed_off else self.today()

    def this_week(self) -> datetime:
        """When "this week" is due: the evening of the team's Sunday, or midnight once that has passed."""
        day = self.clock.team_now.date()
        evening = self.clock.team_time(self.evening, day + timedelta(days=6 - day.weekday()))
        return evening if self.now <= evening else self.clock.end_of_team_day()

    def close(self) -> datetime:
        """When the books are closed next: the evening of the month-end day that is still ahead (month-end work)."""
        today = self.clock.team_now.date()
        day = min(max(self.month_end_day, 1), 28)  # every month has it
        coming = self.clock.team_time(self.evening, today.replace(day=day))
        following = (today.replace(day=1) + timedelta(days=32)).replace(day=day)
        return coming if self.now <= coming else self.clock.team_time(self.evening, following)

    def changes_at(self, moment: datetime) -> None:
        """Say when the verdict may change with no new file (a deadline passes): the check is run again then."""
        if moment > self.now and (self.next_change is None or moment < self.next_change):
            self.next_change = moment

    def hear(self, key: Key) -> None:
        """Note a table that was asked for although it is of another place, or not declared."""
        if key[1:] != (self.store, self.marketplace) or key[0] not in self.check.reads:
            self.beyond.add(key)

    def _declared(self, type_: str) -> None:
        if type_ not in self.check.reads:
            raise LookupError(f"{self.check.id} reads {type_} without declaring it in needs, wants or any_of")


Say = Finding | NotJudged


@dataclass(frozen=True)
class Check(Generic[S]):
    """One rule. Made by the `check` decorator; found by `cockpit.discovery`, which looks for values of this class."""

    id: str
    title: Words  # its name in lists, under 40 characters
    run: Callable[[Context[S]], Iterable[Say]]
    pane: Pane
    needs: tuple[str, ...]  # every one must be there and fresh
    any_of: tuple[str, ...]  # at least one must be there and fresh
    wants: tuple[str, ...]  # used where present
    settings: type[S]
    section: str  # the TOML table of its settings: "health.lsr"
    severities: tuple[Severity, ...]  # what it can raise, worst first
    yields_to: tuple[str, ...]  # checks whose finding on the same subject, or one it is about, silences this one's
    marketplaces: tuple[str, ...]  # () = all
    unplaced: bool  # also runs once for the files that belong to no marketplace
    judges_stale: bool  # runs although a needed table is stale (the data checks)
    version: int  # raised when the rule changes, so that kept results are not reused
    checklist: Part = ""  # what it looks at of the team's checklist
    # Of its settings, a marketplace and its day: why its rule does not hold there; None where it does.
    not_where: "Callable[[S, str, date], Words | None] | None" = None
    also_in: tuple[Pane, ...] = ()  # further panes in which its findings may stand: its verdict counts there as well

    @property
    def reads(self) -> frozenset[str]:
        """Every report type the check may look at."""
        return frozenset((*self.needs, *self.any_of, *self.wants))

    @property
    def manual(self) -> str:
        """Its manual page: the docstring of the function."""
        return self.run.__doc__ or ""


@dataclass(frozen=True)
class NoSettings:
    """For a check without thresholds."""


def check(
    id: str,  # noqa: A002 - the word of the domain
    title: Words,
    *,
    pane: Pane,
    needs: tuple[str, ...] = (),
    any_of: tuple[str, ...] = (),
    wants: tuple[str, ...] = (),
    also_in: tuple[Pane, ...] = (),
    settings: type[Any] = NoSettings,
    section: str = "",
    severities: tuple[Severity, ...] = (Severity.CRITICAL, Severity.WARNING),
    yields_to: tuple[str, ...] = (),
    marketplaces: tuple[str, ...] = (),
    unplaced: bool = False,
    judges_stale: bool = False,
    version: int = 1,
    checklist: Part = "",
    not_where: Callable[[Any, str, date], Words | None] | None = None,
) -> Callable[[Callable[[Context[Any]], Iterable[Say]]], Check[Any]]:
    """Declare a check. The decorated generator becomes a `Check`; nothing is registered, importing changes nothing.

    `not_where` says, from its settings, where and when its rule does not hold: the check is not run there and asks for
    no report. `marketplaces` is the same for a rule whose places never change. `also_in` names the further panes in
    which any finding of it may stand: there too the pane is blind where the check cannot see.
    """

    def declare(run: Callable[[Context[Any]], Iterable[Say]]) -> Check[Any]:
        return Check(
            id, title, run, pane, needs, any_of, wants, settings, section, severities, yields_to, marketplaces,
            unplaced, judges_stale, version, checklist, not_where, also_in,
        )  # fmt: skip

    return declare


def _dig(value: object, key: str) -> object:
    for part in key.split("."):
        value = value[part] if isinstance(value, Mapping) else getattr(value, part)
    return value


@dataclass(frozen=True)
class Silenced:
    """A finding that a stronger one on the same subject explains: listed as its evidence, not as an issue."""

    finding: Finding
    by_check: str
    by_subject: Subject


@dataclass(frozen=True)
class Judgement:
    """What one check said about one store and marketplace in one run."""

    check: Check[Any]
    store: str
    marketplace: str
    verdict: Verdict
    reason: Words | None = None
    findings: tuple[Finding, ...] = ()
    unsure: tuple[Subject, ...] = ()  # subjects that could not be judged although the check could
    covers_all: bool = True  # False: doubtful data, an absent finding clears nothing
    silenced: tuple[Silenced, ...] = ()
    next_change: datetime | None = None
    problem: Problem | None = None  # of a check that raised
    beyond: frozenset[Key] = frozenset()  # tables of other stores and marketplaces that it rests on as well
