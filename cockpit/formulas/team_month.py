"""The month whose books are closed next: the one that the team's own metrics are about."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from cockpit.check import Context
from cockpit.clock import working_day_from


class Month(NamedTuple):
    """A calendar month of the team, both days included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last


def team_month(ctx: Context[Any]) -> Month:
    """This month; until the month-end work is due, the month before, so that it is read when it is whole.

    The month-end day moves to the next working day, as the checklist's month-end steps do.
    """
    today = ctx.clock.team_now.date()
    first = today.replace(day=1)
    closing = working_day_from(first.replace(day=min(max(ctx.month_end_day, 1), 28)), ctx.working_days)
    if today <= closing:
        first = (first - timedelta(days=1)).replace(day=1)
    return Month(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
