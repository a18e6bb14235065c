"""What must be done first: the order of issues in a pane, and which panes show an issue."""

from collections.abc import Iterable
from datetime import UTC, datetime

from cockpit.issue import Money, Pane, Severity
from cockpit.picture import Issue
from cockpit.view.day import PERIOD_PANES, Day

RANKS = {severity: severity.rank for severity in Severity}  # looked up 100,000 times
FAR = datetime(9999, 1, 1, tzinfo=UTC).timestamp()
# Only to order amounts of different currencies by their rough size; they are never added or shown converted.
ROUGH_SIZE = {"JPY": 150.0, "INR": 80.0, "TRY": 35.0, "MXN": 18.0, "SEK": 10.0, "EGP": 50.0, "ZAR": 18.0}
OrderKey = tuple[float, float, int, float, float, str]


def urgency(issue: Issue) -> OrderKey:
    """Worst first; in that the soonest due, then what is new or came back, then the most money, then the oldest.

    What flaps stands below the steady ones of its severity; what was known on day one is not new.
    """
    flaps = "flapping" in issue.tags
    return (
        RANKS[issue.severity] + (0.5 if flaps else 0),
        issue.due.timestamp() if issue.due else FAR,
        0 if issue.state in {"new", "reopened"} and "baseline" not in issue.tags and not flaps else 1,
        -_size(issue.impact),
        issue.first_seen.timestamp(),
        issue.fingerprint,
    )


def _size(impact: Money | None) -> float:
    return 0.0 if impact is None else abs(float(impact.amount)) / ROUGH_SIZE.get(impact.currency, 1.0)


def in_order(issues: Iterable[Issue]) -> list[Issue]:
    """Issues as they are worked through."""
    return sorted(issues, key=urgency)


def panes_of(issue: Issue, day: Day) -> frozenset[Pane]:
    """Every pane that shows an issue.

    Weekly, month-end and quarterly work shows in its own pane, and with the morning's on the day it is due, as the
    checklist does it.
    """
    panes = {issue.pane, *issue.also_in}
    if issue.due is not None and issue.due <= day.ends and any(pane in PERIOD_PANES for pane in panes):
        panes.add(Pane.MORNING)
    return frozenset(panes)
