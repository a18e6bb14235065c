"""What an action came to: the figure of its issue afterwards, or why that cannot be said yet.

An action that is done and was recorded from an issue is measured when

1. every report that the check must have there is fresh and newer than the action by the days of [board]: data of before
   the action says nothing about it, and ads data of yesterday is not mature (domain §2.5);
2. the check was judged there (*ok* or *issues*): what nobody could see has not gone;
3. the issue is raised still, which gives its figure afterwards, or is not raised any more, which ends it. One that is
   only silent because another issue explains it, or that is *unsure*, gives nothing.

An issue that has gone in this way is the check of the result: the cockpit marks the action as verified. A figure that
is still raised decides nothing: a person says whether it worked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from cockpit.board_fold import Action
from cockpit.issue import Verdict
from cockpit.measured import Measured
from cockpit.picture import Issue, Picture, ReportNeed

Missing = Literal["too_early", "no_report", "not_judged", "no_issue", "explained"]
LOOKED_BACK: Final = timedelta(days=120)  # actions that are older are not measured any more


@dataclass(frozen=True, slots=True)
class Waits:
    """[board]: how many days newer than an action its data must be."""

    result_days: float = 0
    result_days_ads: float = 10
    result_days_health: float = 14

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Waits":
        """From the table [board] of the settings."""
        return cls(**{field.name: table[field.name] for field in fields(cls) if field.name in table})

    def after(self, check: str) -> timedelta:
        """How long a check's figure still tells of the time before."""
        days = {"A": self.result_days_ads, "H": self.result_days_health}.get(check[:1], self.result_days)
        return timedelta(days=days)


def can_be_measured(action: Action, now: datetime) -> bool:
    """Whether there is something to measure: it is done, answers an issue and is not too old."""
    return bool(action.done and action.issue and now - action.done.at <= LOOKED_BACK)


def ready_at(action: Action, waits: Waits) -> datetime | None:
    """From which moment on reports may tell what it came to; None while it is not done."""
    return action.done.at + waits.after(action.check) if action.done else None


def measured(action: Action, picture: Picture, waits: Waits, *, closed: bool) -> Measured | Missing:
    """What a picture tells about an action that is done; `closed`: whether the ledger has closed its issue as gone."""
    issue = next((one for one in picture.issues if one.fingerprint == action.issue), None)
    data_at = _data_at(action, issue, picture, waits)
    if not isinstance(data_at, datetime):
        return data_at
    if not _judged(action, picture) or (issue and issue.state in {"unsure", "pending"}):
        return "not_judged"
    if issue is None or issue.state == "resolved":
        return Measured(picture.as_of, data_at, gone=True) if closed else "explained"
    return Measured(picture.as_of, data_at, gone=False, figure=issue.figure)


def _data_at(action: Action, issue: Issue | None, picture: Picture, waits: Waits) -> datetime | Missing:
    """How new the oldest report behind the issue is, once all of them are new enough."""
    ready = ready_at(action, waits)
    if ready is None or not action.issue:
        return "no_issue"
    needs = _needs(action, issue, picture)
    data_at = min((need.as_of for need in needs if need.as_of), default=None)
    if data_at is None or any(need.status != "fresh" for need in needs):
        return "no_report"
    return data_at if data_at > ready else "too_early"


def _needs(action: Action, issue: Issue | None, picture: Picture) -> list[ReportNeed]:
    store = issue.store if issue else action.store
    return [
        need
        for need in picture.needs
        if action.check in need.checks
        and not need.optional
        and need.marketplace == action.marketplace
        and store in {need.store, ""}
    ]


def _judged(action: Action, picture: Picture) -> bool:
    said = [
        line.verdict
        for line in picture.verdicts
        if line.check == action.check and line.marketplace == action.marketplace and action.store in {line.store, ""}
    ]
    return bool(said) and all(verdict in {Verdict.OK, Verdict.ISSUES} for verdict in said)
