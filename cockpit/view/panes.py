"""One pane as a list of things: its steps, its issues in order, what cannot be judged, what is set aside."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from cockpit.checklist import DAILY, Checklist, Step
from cockpit.issue import Pane, Severity, Verdict
from cockpit.marks import Marks, Standing, newest_report_of, state_of
from cockpit.picture import Issue, Picture, ReportNeed, VerdictLine
from cockpit.text import clean
from cockpit.view.completeness import Completeness, completeness
from cockpit.view.day import Day
from cockpit.view.order import in_order, panes_of

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
    """The snoozed and the resolved, folded into one row."""

    key: str
    snoozed: int
    resolved: int
    is_open: bool


Item = Step | Rule | Issue | Blind | Fold


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

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.tick.done for step in self.steps)

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
    fold = _fold(pane, aside, is_open=unfolded)
    shown_blind = () if choice.filter else blind
    parts: list[Iterable[Item]] = [mine, [Rule()] if mine else [], open_, shown_blind, fold, aside if unfolded else []]
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
    )


def _parted(issues: Iterable[Issue], picture: Picture, marks: Marks, now: datetime) -> tuple[list[Issue], list[Issue]]:
    """What is to be done, and what is set aside: snoozed or resolved."""
    open_: list[Issue] = []
    aside: list[Issue] = []
    for issue in issues:
        marked = issue.fingerprint in marks.all
        snoozed = marked and standing(issue, picture, marks, now).state == "snoozed"
        (aside if snoozed or issue.state == "resolved" else open_).append(issue)
    return open_, aside


def steps_of(checklist: Checklist, pane: Pane) -> tuple[Step, ...]:
    """The steps that a pane lists: a pane of the day also the longer rounds that are due today."""
    if pane in DAILY:
        return checklist.in_pane(pane)
    return tuple(step for step in checklist.steps if step.pane == pane)


def standing(issue: Issue, picture: Picture, marks: Marks, now: datetime) -> Standing:
    """The state of an issue with people's marks laid over it."""
    mark = marks.of(issue.fingerprint)
    newest = None
    if mark.snoozed is not None and mark.snoozed.until == "next-report":
        newest = newest_report_of(picture, issue.check, issue.store, issue.marketplace)
    return state_of(issue.state, mark, issue.severity, now, newest)


def _fold(pane: Pane, aside: Sequence[Issue], *, is_open: bool) -> list[Fold]:
    if not aside:
        return []
    resolved = sum(issue.state == "resolved" for issue in aside)
    return [Fold(f"fold:{pane}", len(aside) - resolved, resolved, is_open)]


def _counts(issues: Iterable[Issue]) -> dict[Severity, int]:
    counts = dict.fromkeys(Severity, 0)
    for issue in issues:
        counts[issue.severity] += 1
    return counts


def _blind(picture: Picture) -> dict[Pane, tuple[Blind, ...]]:
    """What could not be judged, by pane; checks with one marketplace and one reason share a row."""
    pane_of = {rule.id: rule.pane for rule in picture.rules}
    rows: dict[Pane, dict[str, list[VerdictLine]]] = defaultdict(lambda: defaultdict(list))
    for line in picture.verdicts:
        if line.verdict not in SILENT:
            reason = line.reason.en if line.reason else ""
            key = f"blind:{line.store}:{line.marketplace}:{line.verdict}:{reason}"
            rows[pane_of.get(line.check, Pane.MORNING)][key].append(line)
    return {pane: tuple(_blind_row(key, lines) for key, lines in found.items()) for pane, found in rows.items()}


def _blind_row(key: str, lines: Sequence[VerdictLine]) -> Blind:
    checks = tuple(sorted({clean(line.check) for line in lines}))
    return Blind(key, lines[0].verdict, clean(lines[0].marketplace), checks, lines[0])


def _missing(picture: Picture, pane: Pane) -> tuple[ReportNeed, ...]:
    needs = (need for need in picture.needs if pane in need.panes and not need.optional)
    return tuple(need for need in needs if need.status != "fresh")


def _judged(picture: Picture, pane: Pane) -> int:
    ours = {rule.id for rule in picture.rules if rule.pane == pane}
    return sum(line.check in ours and line.verdict.judged for line in picture.verdicts)
