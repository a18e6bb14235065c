"""One pane as a list of things: its steps, its issues in order, what cannot be judged, what is set aside."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from cockpit.checklist import DAILY, Checklist, Step
from cockpit.issue import Pane, Severity, Verdict
from cockpit.marks import Marks, Standing, closed_by_hand, newest_report_of, state_of
from cockpit.picture import Issue, Picture, ReportNeed, VerdictLine
from cockpit.text import clean
from cockpit.view.completeness import Completeness, completeness
from cockpit.view.day import Day
from cockpit.view.grouping import Group, members, together
from cockpit.view.order import in_order, panes_of

# What is set aside, in the order in which it is listed; 0 is what is to be done.
UNCHECKED, LONG_CLOSED = 1, 9
ASIDE: Mapping[str, int] = {"suppressed": 2, "snoozed": 3, "resolved": 4}
BY_DECISION = frozenset({"off", "removed", "left"})  # people decided that nobody looks: it is not called out
SHOWN_CLOSED = timedelta(hours=24)  # how long an issue that a person closed is still shown among the resolved
SILENT = frozenset({Verdict.OK, Verdict.ISSUES, Verdict.NOT_APPLICABLE, Verdict.OFF})


class Blind(NamedTuple):
    """Checks that could not be judged in one marketplace for one reason: never calm when blind."""

    key: str
    verdict: Verdict
    marketplace: str
    checks: tuple[str, ...]
    line: VerdictLine  # the first of them, with its reason


class Rule(NamedTuple):
    """The rule between the steps and the issues."""

    key: str = "rule"


class Fold(NamedTuple):
    """What is set aside, folded into one row and counted there."""

    key: str
    snoozed: int
    resolved: int
    is_open: bool
    suppressed: int = 0
    critical: int = 0  # of the suppressed: a rule hides no critical without a word
    unchecked: int = 0  # nobody looks at them any more, and nobody has closed them
    back: datetime | None = None  # when the first of the snoozed returns by the clock


Item = Step | Rule | Issue | Blind | Fold | Group


def key_of(item: Item) -> str:
    """The identity of a row, the same in every picture."""
    if isinstance(item, Issue):
        return item.fingerprint
    return f"step:{item.id}" if isinstance(item, Step) else item.key


class PaneView(NamedTuple):
    """Everything one pane shows, in order."""

    pane: Pane
    due: datetime | None  # today; None for the weekly and longer ones
    items: Sequence[Item]
    steps: tuple[Step, ...]
    open_issues: Sequence[Issue]
    counts: Mapping[Severity, int]
    blind: tuple[Blind, ...]
    reports: Completeness
    missing: tuple[ReportNeed, ...]  # reports that its checks need and that are not there or too old
    judged: int  # how many verdicts say something
    places: Mapping[str, int]  # key -> place in `items`
    grouped: frozenset[str] = frozenset()  # issues below the row of what they are about
    own: Mapping[Severity, int] = {}  # of the counts, without what longer rounds bring to the day

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.tick.done for step in self.steps)

    @property
    def own_left(self) -> int:
        """How many of its own steps are open: those that must be signed when the pane is due."""
        return sum(not step.tick.done for step in self.steps if step.pane == self.pane)

    @property
    def guests_left(self) -> int:
        """How many open steps of longer rounds it lists: they have until the evening, wherever they stand."""
        return sum(not step.tick.done for step in self.steps if step.pane != self.pane)

    @property
    def first_issue(self) -> int:
        """Where the cursor stands at first: on the most urgent issue, else on the first step to do."""
        for at, item in enumerate(self.items):
            if isinstance(item, Issue):
                return at
        to_do = (at for at, item in enumerate(self.items) if isinstance(item, Step) and not item.tick.done)
        return next(to_do, 0)


class Choice(NamedTuple):
    """What the person has chosen to see."""

    filter: Callable[[Issue], bool] | None = None
    unfolded: frozenset[Pane] = frozenset()
    together: bool = False  # issues of one thing behind each other


EVERYTHING = Choice()


def build(
    picture: Picture,
    marks: Marks,
    checklist: Checklist,
    day: Day,
    choice: Choice = EVERYTHING,
) -> dict[Pane, PaneView]:
    """Every pane of a picture. Sorts each issue once; 100,000 of them take a moment, so callers do it off the loop."""
    wanted = [issue for issue in picture.issues if choice.filter is None or choice.filter(issue)]
    by_pane: dict[Pane, list[Issue]] = defaultdict(list)
    for issue in in_order(wanted):
        for pane in panes_of(issue, day):
            by_pane[pane].append(issue)
    blind = _blind(picture)
    return {
        pane: _pane(pane, by_pane[pane], picture, marks, checklist, day, blind.get(pane, ()), choice) for pane in Pane
    }


def _pane(
    pane: Pane,
    issues: list[Issue],
    picture: Picture,
    marks: Marks,
    checklist: Checklist,
    day: Day,
    blind: tuple[Blind, ...],
    choice: Choice,
) -> PaneView:
    mine = steps_of(checklist, pane)
    open_, aside = _parted(issues, picture, marks, day.now)
    unfolded = pane in choice.unfolded
    fold = _fold(pane, aside, picture, marks, day.now, is_open=unfolded)
    shown_blind = () if choice.filter else blind
    listed: Sequence[Item] = together(open_) if choice.together else open_
    parts: list[Iterable[Item]] = [mine, [Rule()] if mine else [], listed, shown_blind, fold, aside if unfolded else []]
    items: list[Item] = [item for part in parts for item in part]
    return PaneView(
        pane,
        day.due.get(pane),
        items,
        mine,
        open_,
        _counts(open_),
        blind,
        completeness(picture.needs, pane),
        _missing(picture, pane),
        _judged(picture, pane),
        {key_of(item): at for at, item in enumerate(items)},
        members(listed) if choice.together else frozenset(),
        _counts(issue for issue in open_ if pane == issue.pane or pane in issue.also_in),
    )


def _parted(issues: Iterable[Issue], picture: Picture, marks: Marks, now: datetime) -> tuple[list[Issue], list[Issue]]:
    """What is to be done, and what is set aside: not looked at any more, kept quiet, snoozed or resolved."""
    open_: list[Issue] = []
    aside: list[tuple[int, Issue]] = []
    for issue in issues:
        if issue.fingerprint not in marks.all and not issue.suppressed and not issue.unchecked:
            rank = ASIDE.get(issue.state, 0)
        else:
            rank = _aside(issue, picture, marks, now)
        if rank:
            aside.append((rank, issue))
        else:
            open_.append(issue)
    return open_, [issue for rank, issue in sorted(aside, key=itemgetter(0)) if rank != LONG_CLOSED]


def _aside(issue: Issue, picture: Picture, marks: Marks, now: datetime) -> int:
    """Among which of what is set aside an issue stands; 0: it is to be done."""
    state = standing(issue, picture, marks, now).state
    closed = marks.of(issue.fingerprint).closed
    if state == "resolved" and issue.state != "resolved" and closed and now - closed.at > SHOWN_CLOSED:
        return LONG_CLOSED
    if state == "unsure" and issue.unchecked in BY_DECISION:
        return UNCHECKED
    return ASIDE.get(state, 0)


def steps_of(checklist: Checklist, pane: Pane) -> tuple[Step, ...]:
    """The steps that a pane lists: a pane of the day also the longer rounds that are due today."""
    if pane in DAILY:
        return checklist.in_pane(pane)
    return tuple(step for step in checklist.steps if step.pane == pane)


def standing(issue: Issue, picture: Picture, marks: Marks, now: datetime) -> Standing:
    """The state of an issue with people's marks, and the rules of config.toml, laid over it.

    What is gone is gone; else a person who closed it has the word, then a rule that keeps it quiet, then the marks.
    """
    mark = marks.of(issue.fingerprint)
    if issue.state not in {"resolved", "pending"}:
        if closed_by_hand(issue, mark):
            return Standing("resolved")
        if issue.suppressed:
            return Standing("suppressed")
    newest = None
    if mark.snoozed is not None and mark.snoozed.until == "next-report":
        newest = newest_report_of(picture, issue.check, issue.store, issue.marketplace)
    return state_of(issue.state, mark, issue.severity, now, newest)


def _fold(
    pane: Pane, aside: Sequence[Issue], picture: Picture, marks: Marks, now: datetime, *, is_open: bool
) -> list[Fold]:
    if not aside:
        return []
    states = [standing(issue, picture, marks, now).state for issue in aside]
    count = Counter(states)
    critical = sum(
        issue.severity is Severity.CRITICAL
        for issue, state in zip(aside, states, strict=True)
        if state == "suppressed"
    )  # fmt: skip
    snoozes = (
        marks.of(issue.fingerprint).snoozed for issue, state in zip(aside, states, strict=True) if state == "snoozed"
    )
    ends = [snoozed.until for snoozed in snoozes if snoozed and isinstance(snoozed.until, datetime)]
    return [
        Fold(
            f"fold:{pane}", count["snoozed"], count["resolved"], is_open, count["suppressed"], critical,
            count["unsure"], min(ends, default=None),
        )
    ]  # fmt: skip


def _counts(issues: Iterable[Issue]) -> dict[Severity, int]:
    counts = dict.fromkeys(Severity, 0)
    for issue in issues:
        counts[issue.severity] += 1
    return counts


def _blind(picture: Picture) -> dict[Pane, tuple[Blind, ...]]:
    """What could not be judged, by pane; checks with one marketplace and one reason share a row."""
    panes = {rule.id: rule.panes for rule in picture.rules}
    rows: dict[Pane, dict[str, list[VerdictLine]]] = defaultdict(lambda: defaultdict(list))
    for line in picture.verdicts:
        if line.verdict not in SILENT:
            reason = line.reason.en if line.reason else ""
            key = f"blind:{line.store}:{line.marketplace}:{line.verdict}:{reason}"
            for pane in panes.get(line.check, (Pane.MORNING,)):
                rows[pane][key].append(line)
    return {pane: tuple(_blind_row(key, lines) for key, lines in found.items()) for pane, found in rows.items()}


def _blind_row(key: str, lines: Sequence[VerdictLine]) -> Blind:
    checks = tuple(sorted({clean(line.check) for line in lines}))
    return Blind(key, lines[0].verdict, clean(lines[0].marketplace), checks, lines[0])


def _missing(picture: Picture, pane: Pane) -> tuple[ReportNeed, ...]:
    needs = (need for need in picture.needs if pane in need.panes and not need.optional)
    return tuple(need for need in needs if need.status != "fresh")


def _judged(picture: Picture, pane: Pane) -> int:
    ours = {rule.id for rule in picture.rules if pane in rule.panes}
    return sum(line.check in ours and line.verdict.judged for line in picture.verdicts)
