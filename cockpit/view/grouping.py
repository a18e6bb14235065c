"""Issues of one thing together: of a SKU, of a campaign with its terms, of an order; causes before their effects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cockpit.issue import Severity, Subject
from cockpit.picture import Issue
from cockpit.view.order import urgency

OF_CAMPAIGN = frozenset({"campaign", "ad_group", "search_term", "keyword"})
STEP = " › "  # between a campaign, its ad group and its term


class Group(NamedTuple):
    """The row above the issues of one thing."""

    key: str
    marketplace: str
    subject: Subject
    issues: int
    counts: Mapping[Severity, int]


def group_of(issue: Issue) -> tuple[str, str, Subject]:
    """What an issue is filed under: store, marketplace and thing; a term or keyword under its campaign."""
    subject = issue.subject
    if subject.kind in OF_CAMPAIGN:
        subject = Subject("campaign", subject.id.partition(STEP)[0])
    return issue.store, issue.marketplace, subject


def together(issues: Iterable[Issue]) -> list[Group | Issue]:
    """Issues in order, those of one thing behind each other where its most urgent one stands.

    What explains others comes first among them. Several get a row above them.
    """
    groups: dict[tuple[str, str, Subject], list[Issue]] = defaultdict(list)
    for issue in issues:
        groups[group_of(issue)].append(issue)
    rows: list[Group | Issue] = []
    for (store, marketplace, subject), mine in groups.items():
        if len(mine) > 1:
            counts = {severity: sum(one.severity is severity for one in mine) for severity in Severity}
            key = f"group:{store}:{marketplace}:{subject.kind}:{subject.id}"
            rows.append(Group(key, marketplace, subject, len(mine), counts))
        ordered: list[Issue] = sorted(mine, key=lambda one: (not one.effects, urgency(one)))
        rows += ordered
    return rows


def members(rows: Iterable[object]) -> frozenset[str]:
    """The issues that stand below a row of their group."""
    found: set[str] = set()
    left = 0
    for row in rows:
        if isinstance(row, Group):
            left = row.issues
        elif left and isinstance(row, Issue):
            found.add(row.fingerprint)
            left -= 1
    return frozenset(found)
