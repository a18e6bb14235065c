"""The issues of one headless run: filtered as asked, in a fixed order, each with the state that people gave it."""

import argparse
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches

from cockpit.approval import Limits
from cockpit.board_fold import Action, Approval
from cockpit.clock import MARKETPLACE_ZONES
from cockpit.issue import Pane, Tag, Verdict
from cockpit.marks import Marks, State
from cockpit.picture import Issue, Picture, VerdictLine
from cockpit.problems import CockpitError
from cockpit.view.approvals import approval_of
from cockpit.view.panes import BY_DECISION, standing

Place = tuple[str, str, str]  # a check, a store and a marketplace
QUIET = frozenset({"snoozed", "suppressed", "resolved"})  # these do not count for --fail-on
ALSO_CALLED = {"P-07": "S-12"}  # two names of one rule: inbound lost is a matter of stock and of money
UNKNOWN = frozenset(
    {Verdict.NO_DATA, Verdict.STALE, Verdict.IMMATURE, Verdict.SMALL_SAMPLE, Verdict.FAILED}
)  # a check that applies could not be judged


@dataclass(frozen=True)
class Listed:
    """An issue and its final state: what the machine sees under what people did."""

    issue: Issue
    state: State
    tags: tuple[Tag, ...]
    approval: Approval = "not_needed"


@dataclass(frozen=True)
class Wanted:
    """The filters of the command line; empty means everything."""

    marketplaces: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    pane: str = ""

    @classmethod
    def of(cls, arguments: argparse.Namespace, *pictures: Picture) -> "Wanted":
        """From parsed arguments, asked of these pictures.

        Raises CockpitError for a check or a marketplace that there is not: a slip of the hand would list nothing for
        ever, which a script takes for calm.
        """
        marketplaces = tuple(name.upper() for name in arguments.marketplace or ())
        checks = {rule.id for picture in pictures for rule in picture.rules}
        checks |= {issue.check for picture in pictures for issue in picture.issues}
        named = (_known(rule_called(name), checks) for name in arguments.check or ())
        wanted = cls(marketplaces, tuple(check for names in named for check in names), arguments.pane or "")
        must_be_marketplaces(marketplaces)
        return wanted

    def has(self, check: str, marketplace: str, panes: Sequence[Pane]) -> bool:
        """Whether an issue or verdict is asked for. A check's id matches whole or by prefix ("H")."""
        return (
            (not self.marketplaces or marketplace in self.marketplaces)
            and (not self.checks or any(_is_or_begins(check, name) for name in self.checks))
            and (not self.pane or self.pane in panes)
        )


def must_be_marketplaces(names: Iterable[str]) -> None:
    """Raise CockpitError for a code that is none of Amazon's marketplaces."""
    for name in names:
        if name not in MARKETPLACE_ZONES:
            raise CockpitError(
                f"--marketplace {name}: no marketplace of Amazon's; there are {', '.join(MARKETPLACE_ZONES)}"
            )


def rule_called(name: str) -> str:
    """The id of a rule by any of its names, in any case."""
    return ALSO_CALLED.get(name.upper(), name.upper())


def _known(name: str, checks: Collection[str]) -> Sequence[str]:
    """The name itself where it is a check or a family ("H"); else every check that begins so ("F-0").

    Raises CockpitError when there is none.
    """
    if any(_is_or_begins(check, name) for check in checks):
        return (name,)
    found = sorted(check for check in checks if name and check.startswith(name))
    if not found:
        raise CockpitError(f"--check {name}: no check has this id or begins so{_nearest(name, checks)}")
    return found


def _is_or_begins(check: str, name: str) -> bool:
    return check == name or check.startswith(f"{name}-")


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.4)
    return f"; the nearest is {near[0]}" if near else ""


@dataclass(frozen=True)
class People:
    """What people did so far: their marks, and the board under its limits."""

    marks: Marks
    actions: Sequence[Action] = ()
    limits: Limits = field(default_factory=Limits)


def listed(picture: Picture, people: People, wanted: Wanted, now: datetime, *, resolved: bool) -> list[Listed]:
    """The issues asked for, worst first, then by check, marketplace, store and subject."""
    rows = [
        _listed(issue, picture, people, now)
        for issue in picture.issues
        if wanted.has(issue.check, issue.marketplace, (issue.pane, *issue.also_in))
    ]
    return sorted((row for row in rows if resolved or not _is_over(row)), key=_order)


def _is_over(row: Listed) -> bool:
    """Resolved, or nobody looks any more because somebody decided so: only `--all` lists it."""
    return row.state == "resolved" or (row.state == "unsure" and row.issue.unchecked in BY_DECISION)


def _listed(issue: Issue, picture: Picture, people: People, now: datetime) -> Listed:
    stands = standing(issue, picture, people.marks, now)
    tags = tuple(sorted({*issue.tags, *stands.tags}))
    return Listed(issue, stands.state, tags, approval_of(issue, people.actions, now, people.limits))


def verdicts(picture: Picture, wanted: Wanted) -> list[VerdictLine]:
    """The verdicts asked for, by check, marketplace and store.

    Each pane has those of the checks that may raise an issue in it, and of those that did: nothing is listed without
    its verdict.
    """
    panes: dict[str, set[Pane]] = {rule.id: set(rule.panes) for rule in picture.rules}
    raised: dict[Place, set[Pane]] = defaultdict(set)
    for issue in picture.issues:
        if issue.state == "resolved":
            continue
        raised[issue.check, issue.store, issue.marketplace].update((issue.pane, *issue.also_in))
    rows = [
        row
        for row in picture.verdicts
        if wanted.has(
            row.check,
            row.marketplace,
            (*panes.get(row.check, ()), *raised.get((row.check, row.store, row.marketplace), ())),
        )
    ]
    return sorted(rows, key=lambda row: (row.check, row.marketplace, row.store))


def exit_code(rows: Iterable[Listed], judged: Iterable[VerdictLine], fail_on: str, *, fail_on_unknown: bool) -> int:
    """1: something at or above `fail_on`, quiet and resolved ones apart; 3: something was not judged; else 0."""
    ladder = ("critical", "warning", "info")
    counted = ladder[: ladder.index(fail_on) + 1] if fail_on in ladder else ()
    if any(row.issue.severity in counted and row.state not in QUIET for row in rows):
        return 1
    return 3 if fail_on_unknown and any(row.verdict in UNKNOWN for row in judged) else 0


def _order(row: Listed) -> tuple[int, str, str, str, str, str]:
    issue = row.issue
    return issue.severity.rank, issue.check, issue.marketplace, issue.store, issue.subject.kind, issue.subject.id
