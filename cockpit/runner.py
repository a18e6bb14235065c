"""Checks × tables → judgements. No threads, no disk: the same tables, settings and clock give the same answer."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from cockpit.check import (
    Check,
    Context,
    Demand,
    Finding,
    Judgement,
    NotJudged,
    RecordedAction,
    Silenced,
)
from cockpit.clock import Clock
from cockpit.incident_facts import Incident
from cockpit.issue import Pane, Severity, Subject, Verdict
from cockpit.problem_text import place_of, sentence
from cockpit.problems import Problem
from cockpit.settings import Settings
from cockpit.shared import Shared
from cockpit.signed import NOTHING_SIGNED, Signed
from cockpit.tables import Table, Tables
from cockpit.text import Words, lasted, same

Scope = tuple[str, str]  # store, marketplace
UNPLACED: Scope = ("default", "")  # the files that belong to no marketplace
EXPLAINED = Words(
    "{n} {n|finding|findings}, explained by {checks} and listed there as evidence",
    "{n} 项发现均由 {checks} 解释,已列为其证据",
)
# Of one subject: it is unsure by itself, the check has still judged the others.
BY_ITSELF = frozenset({Verdict.SMALL_SAMPLE, Verdict.IMMATURE, Verdict.NOT_APPLICABLE})


@dataclass(frozen=True)
class TypeNote:
    """What the runner must know of a report type: its name for people, whether it may be absent, who keeps it."""

    id: str
    title: Words
    optional: bool
    empty: Callable[[], pl.DataFrame]
    by_hand: bool = False


@dataclass(frozen=True)
class World:
    """Everything one run is about."""

    checks: tuple[Check[Any], ...]
    tables: Tables
    settings: Settings
    clock: Clock
    types: Mapping[str, TypeNote]
    actions: tuple[RecordedAction, ...] = ()
    incidents: tuple[Incident, ...] = ()
    signed: Signed = NOTHING_SIGNED
    _demands: dict[Scope, tuple[Demand, ...]] = field(default_factory=dict)
    _illegible: dict[Scope, frozenset[str]] = field(default_factory=dict)
    _shared: dict[Scope, Shared] = field(default_factory=dict)  # what checks computed together

    @cached_property
    def scopes(self) -> tuple[Scope, ...]:
        """Every store and marketplace to judge: those with reports, and those that the settings name."""
        found = set(self.tables.scopes())
        found |= {(file.store, file.marketplace) for file in self.tables.files if file.marketplace}
        wanted = self.settings.profile.marketplaces
        if wanted:
            stores = {store for store, _ in found} or {"default"}
            found = {scope for scope in found if scope[1] in wanted}
            found |= {(store, name) for store in stores for name in wanted}
        return tuple(sorted(found))

    def demands(self, scope: Scope) -> tuple[Demand, ...]:
        """Which enabled checks need which report types in a marketplace."""
        if scope not in self._demands:
            self._demands[scope] = _demands(self, scope)
        return self._demands[scope]

    def illegible(self, scope: Scope) -> frozenset[str]:
        """The report types of which a file lies there that could not be read."""
        if scope not in self._illegible:
            there = (file for file in self.tables.files if (file.store, file.marketplace or "") == scope)
            self._illegible[scope] = frozenset(f.type for f in there if f.type and f.status == "unreadable")
        return self._illegible[scope]

    def shared(self, scope: Scope) -> Shared:
        """What the checks of one store and marketplace share within this run (`Context.once`)."""
        return self._shared.setdefault(scope, Shared())

    def actions_of(self, scope: Scope) -> tuple[RecordedAction, ...]:
        """The board as the checks of one scope see it; in the run for what belongs nowhere, what no other run sees."""
        if scope == UNPLACED:
            return tuple(a for a in self.actions if not any(_holds(scope, a) for scope in self.scopes))
        return tuple(a for a in self.actions if _holds(scope, a) or not a.marketplace)

    def incidents_of(self, scope: Scope) -> tuple[Incident, ...]:
        """The incidents as the checks of one scope see them; a folder that says no marketplace shows everywhere."""
        if scope == UNPLACED:
            return tuple(i for i in self.incidents if not any(_holds(scope, i) for scope in self.scopes))
        return tuple(i for i in self.incidents if _holds(scope, i) or not i.marketplace)

    def enabled(self, check: Check[Any], marketplace: str) -> bool:
        """Whether a check runs in a marketplace at all."""
        return self.settings.override(check.id).enabled and self.not_where(check, marketplace) is None

    def not_where(self, check: Check[Any], marketplace: str) -> Words | None:
        """Why the rule of a check does not hold in a marketplace today; None where it does."""
        if check.marketplaces and marketplace not in check.marketplaces:
            return Words("not enforced in {mp}", "{mp} 不适用").fill(mp=marketplace)
        if check.not_where is None:
            return None
        settings = self.settings.values(check.section, check.settings, marketplace)
        try:
            return check.not_where(settings, marketplace, self.clock.today(marketplace))
        except Exception:  # noqa: BLE001 - anybody's code: the check is run, and fails under its own name
            return None


def _holds(scope: Scope, one: RecordedAction | Incident) -> bool:
    return one.marketplace == scope[1] and one.store in {scope[0], ""}


def run(world: World) -> tuple[Judgement, ...]:
    """Judge every check in every store and marketplace, then let causes silence their effects."""
    return silence(judge(world, check, scope) for check, scope in plan(world))


def plan(world: World) -> list[tuple[Check[Any], Scope]]:
    """What there is to judge, in a fixed order."""
    pairs = [(check, scope) for check in world.checks for scope in world.scopes]
    return pairs + [(check, UNPLACED) for check in world.checks if check.unplaced]


def judge(world: World, check: Check[Any], scope: Scope) -> Judgement:
    """What one check says about one store and marketplace. Never raises: a check that does is `failed`."""
    store, marketplace = scope
    early = _not_to_run(world, check, scope)
    if early is not None:
        return Judgement(check, store, marketplace, early[0], early[1], covers_all=False)
    context = context_of(world, check, scope)
    try:
        return _sum_up(world, context, list(check.run(context)))
    except Exception as error:  # noqa: BLE001 - a check is anybody's code
        return _failed(check, scope, error)
    except pl.exceptions.PanicException as error:  # derives from BaseException: polars' own panics
        return _failed(check, scope, error)
    finally:
        context.tables = world.tables  # which know no context: the two would hold each other, and all rows


def silence(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Move every finding that a stronger one explains to `silenced` (domain §2.8: one cause, one issue)."""
    judged = list(judgements)
    raised: dict[Scope, set[tuple[str, Subject]]] = defaultdict(set)
    for judgement in judged:
        scope = judgement.store, judgement.marketplace
        raised[scope] |= {(judgement.check.id, finding.subject) for finding in judgement.findings}
    return tuple(_silenced(judgement, raised[judgement.store, judgement.marketplace]) for judgement in judged)


def _silenced(judgement: Judgement, raised: set[tuple[str, Subject]]) -> Judgement:
    if not judgement.check.yields_to:
        return judgement
    loud, quiet = [], []
    for finding in judgement.findings:
        cause = _cause(judgement.check, finding, raised)
        if cause is None:
            loud.append(finding)
        else:
            quiet.append(Silenced(finding, *cause))
    if not quiet:
        return judgement
    # The condition is there, so it is no "ok"; and nobody must look for an issue that another check's stands for.
    reason = judgement.reason if loud or judgement.reason else _explained(quiet)
    return replace(judgement, reason=reason, findings=tuple(loud), silenced=tuple(quiet))


def _explained(quiet: Sequence[Silenced]) -> Words:
    return EXPLAINED.fill(n=len(quiet), checks=same(", ".join(sorted({one.by_check for one in quiet}))))


def _cause(check: Check[Any], finding: Finding, raised: set[tuple[str, Subject]]) -> tuple[str, Subject] | None:
    subjects = (finding.subject, *finding.about)
    causes = ((stronger, subject) for stronger in check.yields_to for subject in subjects)
    return next((cause for cause in causes if cause in raised), None)


def _not_to_run(world: World, check: Check[Any], scope: Scope) -> tuple[Verdict, Words] | None:
    """Why a check is not even run: off, not for this marketplace, reports missing or stale."""
    if not world.settings.override(check.id).enabled:
        return Verdict.OFF, Words("switched off in config.toml", "已在 config.toml 中关闭")
    if scope == UNPLACED:
        return None
    if (reason := world.not_where(check, scope[1])) is not None:
        return Verdict.NOT_APPLICABLE, reason
    return _missing(world, check.needs, scope, check) or _none_of(world, check.any_of, scope, check)


def _missing(world: World, needs: Sequence[str], scope: Scope, check: Check[Any]) -> tuple[Verdict, Words] | None:
    for type_ in needs:
        table = world.tables.get(type_, *scope)
        if table is None:
            return Verdict.NO_DATA, _no_report([type_], scope, world)
        if table.stale and not check.judges_stale:
            return Verdict.STALE, _stale_report(table, world)
    return None


def _none_of(world: World, any_of: Sequence[str], scope: Scope, check: Check[Any]) -> tuple[Verdict, Words] | None:
    if not any_of:
        return None
    tables = [table for type_ in any_of if (table := world.tables.get(type_, *scope))]
    if not tables:
        return Verdict.NO_DATA, _no_report(any_of, scope, world)
    if all(table.stale for table in tables) and not check.judges_stale:
        return Verdict.STALE, _stale_report(tables[0], world)
    return None


def _no_report(types: Sequence[str], scope: Scope, world: World) -> Words:
    english, chinese = " or ".join(types), "或".join(_in_chinese(type_, world) for type_ in types)
    return Words("no {type} report for {mp}", "{mp} 缺少{type}报表").fill(type=Words(english, chinese), mp=scope[1])


def _stale_report(table: Table, world: World) -> Words:
    texts = Words("{type} is {age} old", "{type}的数据距今已 {age}")
    named = Words(table.type, _in_chinese(table.type, world))
    return texts.fill(type=named, age=lasted(world.clock.now - table.as_of))


def _in_chinese(type_: str, world: World) -> str:
    """A report type as Chinese readers know it; English readers and programs have its id."""
    note = world.types.get(type_)
    return f"“{note.title.zh}”" if note else f" {type_} "


def context_of(world: World, check: Check[Any], scope: Scope) -> Context[Any]:
    """What one check sees of a run."""
    store, marketplace = scope
    profile = world.settings.profile
    context = Context(
        check,
        world.settings.values(check.section, check.settings, marketplace),
        store,
        marketplace,
        world.clock,
        world.tables,
        world.settings,
        lambda type_: world.types[type_].empty(),
        profile.evening,
        profile.strict_article_mode,
        world.actions_of(scope),
        world.incidents_of(scope),
        tuple(event for event in world.settings.events if not event.marketplaces or marketplace in event.marketplaces),
        world.settings.holidays(marketplace),
        world.demands(scope),
        title_of=lambda type_: note.title if (note := world.types.get(type_)) else same(type_),
        ads_read=profile.ads_read,
        noon=profile.noon,
        siblings=tuple(place for owner, place in world.scopes if owner == store),
        month_end_day=profile.month_end_day,
        working_days=profile.working_days,
        signed=world.signed.part(check.checklist),
        morning=profile.morning,
        shared=world.shared(scope),
    )
    context.tables = replace(world.tables, heard=context.hear)
    return context


def _demands(world: World, scope: Scope) -> tuple[Demand, ...]:
    users: dict[str, list[Check[Any]]] = defaultdict(list)
    for check in world.checks:
        if world.enabled(check, scope[1]):
            for type_ in (*check.needs, *_missing_choice(world, check, scope)):
                users[type_].append(check)
    return tuple(_demand(world, type_, users[type_]) for type_ in sorted(users))


def _missing_choice(world: World, check: Check[Any], scope: Scope) -> tuple[str, ...]:
    """Of a choice of reports, the ones that are there, be they legible or not; the first named when none is."""
    there = tuple(t for t in check.any_of if world.tables.get(t, *scope) or t in world.illegible(scope))
    return there or check.any_of[:1]


def _demand(world: World, type_: str, checks: Sequence[Check[Any]]) -> Demand:
    own = {Pane(world.settings.override(check.id).pane or check.pane) for check in checks}
    further = {pane for check in checks for pane in check.also_in} - own
    ordered = tuple(pane for panes in (own, further) for pane in Pane if pane in panes)
    note = world.types.get(type_)
    optional, by_hand = (False, False) if note is None else (note.optional, note.by_hand)
    return Demand(type_, tuple(check.id for check in checks), ordered, optional, by_hand)


def _failed(check: Check[Any], scope: Scope, error: BaseException) -> Judgement:
    trace = error.__traceback__
    while trace and trace.tb_next and trace.tb_next.tb_frame.f_code.co_filename == _file(check):
        trace = trace.tb_next
    line = trace.tb_lineno if trace and trace.tb_frame.f_code.co_filename == _file(check) else None
    text = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    place = "/".join(Path(_file(check)).parts[-2:])  # my_checks/x_02.py: as a file that does not load is named
    problem = Problem("check-failed", place, row=line, column=check.id, found=text)
    return Judgement(check, *scope, Verdict.FAILED, same(text), covers_all=False, problem=problem)


def _file(check: Check[Any]) -> str:
    return check.run.__code__.co_filename


def _sum_up(world: World, context: Context[Any], said: Sequence[Finding | NotJudged]) -> Judgement:
    findings = _adjusted(world, context.check, [item for item in said if isinstance(item, Finding)])
    silent = [item for item in said if isinstance(item, NotJudged)]
    whole = next((item for item in silent if item.subject is None), None)
    doubt = _doubt(context)
    verdict, reason = _verdict(findings, whole, silent, doubt)
    return Judgement(
        context.check,
        context.store,
        context.marketplace,
        verdict,
        reason,
        findings,
        tuple(item.subject for item in silent if item.subject is not None),
        covers_all=whole is None and doubt is None,
        next_change=context.next_change,
        beyond=frozenset(context.beyond),
    )


def _verdict(
    findings: Sequence[Finding], whole: NotJudged | None, silent: Sequence[NotJudged], doubt: Words | None
) -> tuple[Verdict, Words | None]:
    """Findings are issues whatever else; without any, only whole and undoubted data may be called ok.

    A subject with too few cases (one ASIN with five views) is unsure by itself; it does not make the check blind.
    """
    if findings:
        return Verdict.ISSUES, None
    if whole is not None:
        return whole.verdict, whole.why()
    if doubt is not None:
        return Verdict.NO_DATA, doubt
    blind = next((item for item in silent if item.verdict not in BY_ITSELF), None)
    if blind is not None:
        return blind.verdict, blind.why()
    return Verdict.OK, None


def _doubt(context: Context[Any]) -> Words | None:
    """Why an absent finding may not be believed: the first doubt of a table that the check rests on.

    Of a choice of reports it rests on those it looked at: a bad cell among the orders does not blind a rate that the
    performance report gives whole, nor the day that a late reading asks for.
    """
    if not context.marketplace:
        return None
    choice = () if context.check.judges_stale else context.check.any_of
    chosen = [type_ for type_ in choice if type_ in context.looked_at]
    for type_ in (*context.check.needs, *chosen):
        table = context.table(type_)
        if table is not None and table.doubts:
            problem = table.doubts[0]
            texts = Words("could not be read in full: {place}: {what}", "未能完整读取:{place}:{what}")
            return texts.fill(place=place_of(problem), what=sentence(problem))
    return None


def _adjusted(world: World, check: Check[Any], findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding per subject (its worst), under the workspace's pane and severity; worst first, then by subject."""
    override = world.settings.override(check.id)
    worst: dict[Subject, Finding] = {}
    for finding in findings:
        before = worst.get(finding.subject)
        if before is None or finding.severity.rank < before.severity.rank:
            worst[finding.subject] = finding
    capped = [_overridden(finding, override.pane, override.severity) for finding in worst.values()]
    return tuple(sorted(capped, key=lambda finding: (finding.severity.rank, finding.subject)))


def _overridden(finding: Finding, pane: str, severity: str) -> Finding:
    if severity and Severity(severity).rank > finding.severity.rank:
        finding = replace(finding, severity=Severity(severity))
    return replace(finding, pane=Pane(pane)) if pane else finding
