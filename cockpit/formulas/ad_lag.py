"""How long accepted ad actions waited until somebody carried them out (T-02)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any, NamedTuple

from cockpit.check import Context, RecordedAction
from cockpit.formulas.own_actions import own_actions
from cockpit.formulas.team_month import team_month

AD_KINDS = frozenset({"bid", "budget", "negative"})
AD_SUBJECTS = frozenset({"campaign", "ad_group", "search_term", "keyword"})


class CarriedOut(NamedTuple):
    """One ad action that was accepted and done."""

    action: RecordedAction
    done: datetime
    lag: timedelta  # since it was accepted


def carried_out(ctx: Context[Any]) -> Sequence[CarriedOut]:
    """The month's ad actions that were proposed, accepted and carried out, by how long they waited.

    The clock starts when the second person agreed, and with the proposal where nobody had to. What was written down
    only when it was done has no lag that anybody could know; what was refused was not accepted.
    """
    month = team_month(ctx)
    found = [
        CarriedOut(action, action.done_at, action.done_at - accepted)
        for action in own_actions(ctx)
        if _is_ads(action) and action.done_at and (accepted := _accepted(action))
    ]
    zone = ctx.clock.team_zone
    inside = [one for one in found if month.holds(one.done.astimezone(zone).date())]
    return sorted(inside, key=lambda one: (one.lag, one.action.id))


def median_lag(carried: Sequence[CarriedOut]) -> timedelta:
    """The middle one; of an even number the mean of the two in the middle."""
    return timedelta(seconds=median(one.lag.total_seconds() for one in carried))


def _accepted(action: RecordedAction) -> datetime | None:
    """When an action was agreed; one that was ratified only afterwards counts from its proposal."""
    agreed = action.approved_at
    if agreed and action.done_at and agreed <= action.done_at:
        return agreed
    return None if action.approval == "refused" else action.proposed_at


def _is_ads(action: RecordedAction) -> bool:
    return action.kind in AD_KINDS or action.subject.kind in AD_SUBJECTS
