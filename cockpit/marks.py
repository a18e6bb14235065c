"""What people said about issues (acknowledged, snoozed, owned, noted), laid over what the machine sees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal, NamedTuple

from cockpit.issue import Severity, Tag
from cockpit.picture import Issue, Picture, SeenState
from cockpit.report_file import ReportFile

State = Literal["pending", "new", "open", "acknowledged", "snoozed", "resolved", "reopened", "unsure", "suppressed"]
Until = datetime | Literal["worse", "next-report"]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody knows. Ends when the issue gets worse than `severity`, and when it is resolved."""

    by: str
    at: datetime
    severity: Severity
    note: str = ""

    def ended(self, severity: Severity) -> bool:
        """Whether the issue has got worse since."""
        return _worse(severity, self.severity)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Not now. Ends at a time, when the issue gets worse than `severity`, or with the next report behind it."""

    by: str
    at: datetime
    until: Until
    reason: str = ""
    severity: Severity | None = None  # how bad it was; unknown: "worse" means critical
    newest_report: datetime | None = None  # of the reports behind the issue at that moment; unknown: `at`

    def over(self, severity: Severity, now: datetime, newest_report: datetime | None = None) -> bool:
        """Whether the issue is back. `newest_report` as `newest_report_of` tells it now."""
        if isinstance(self.until, datetime):
            return now >= self.until
        if self.until == "worse":
            return _worse(severity, self.severity or Severity.WARNING)
        return newest_report is not None and newest_report > (self.newest_report or self.at)


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody ended an issue that nobody looks at any more. Ends when it is looked at again."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down. Kept for ever, also when the issue comes back."""

    by: str
    at: datetime
    text: str
    event: str  # id of its event


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything people said about one issue."""

    acknowledged: Acknowledged | None = None
    snoozed: Snoozed | None = None
    owner: str = ""
    notes: tuple[Note, ...] = ()
    closed: Closed | None = None

    def is_known(self, severity: Severity) -> bool:
        """Whether an acknowledgement holds for an issue that is now so bad."""
        return self.acknowledged is not None and not self.acknowledged.ended(severity)


UNMARKED: Final = Mark()


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all issues, by fingerprint, as they stand. Never changes; a new one is made for every change."""

    all: Mapping[str, Mark] = field(default_factory=dict)

    def of(self, fingerprint: str) -> Mark:
        """The mark of an issue; an empty one when nobody said anything."""
        return self.all.get(fingerprint, UNMARKED)


class Standing(NamedTuple):
    """The one state name of an issue for JSON and screens, and the tags that go with it."""

    state: State
    tags: tuple[Tag, ...] = ()


def state_of(
    seen: SeenState, mark: Mark, severity: Severity, now: datetime, newest_report: datetime | None = None
) -> Standing:
    """Lay a mark over what the machine sees.

    Resolved and pending stay what they are. A running snooze hides everything else; one that has ended tags the issue
    *back-after-snooze* until somebody takes it up. An acknowledgement covers new, open and reopened, never *unsure*:
    that a known issue cannot be seen any more is news.
    """
    if seen in {"resolved", "pending"}:
        return Standing(seen)
    snoozed, acknowledged = mark.snoozed, mark.acknowledged
    if snoozed and not snoozed.over(severity, now, newest_report):
        return Standing("snoozed")
    holds = mark.is_known(severity)
    taken_up = snoozed and acknowledged and acknowledged.at >= snoozed.at
    tags: tuple[Tag, ...] = ("back-after-snooze",) if snoozed and not taken_up else ()
    return Standing("acknowledged" if holds and seen != "unsure" else seen, tags)


def closed_by_hand(issue: Issue, mark: Mark) -> bool:
    """Whether a person ended an issue that is not looked at any more, after it was last seen."""
    return bool(issue.unchecked) and mark.closed is not None and mark.closed.at >= issue.last_seen


def newest_report_of(picture: Picture, check: str, store: str, marketplace: str) -> datetime | None:
    """When the newest of the reports behind an issue was written: what "until the next report" is compared with."""
    types = {
        need.type
        for need in picture.needs
        if check in need.checks and (need.store, need.marketplace) == (store, marketplace)
    }
    times = [
        file.modified
        for file in picture.files
        if file.modified and file.type in types and file.store == store and _holds(file, marketplace)
    ]
    return max(times, default=None)


def _holds(file: ReportFile, marketplace: str) -> bool:
    everywhere = file.marketplace is None and not file.marketplaces
    return everywhere or marketplace == file.marketplace or marketplace in file.marketplaces


def _worse(now: Severity, then: Severity) -> bool:
    return now.rank < then.rank
