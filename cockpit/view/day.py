"""The team's day: when each pane is due, which of them comes next, and which weekly or monthly work falls on today."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from cockpit.clock import Clock
from cockpit.issue import Pane
from cockpit.settings import Profile

DAY_PANES = (Pane.MORNING, Pane.NOON, Pane.EVENING)
PERIOD_PANES = (Pane.WEEKLY, Pane.MONTH_END, Pane.QUARTERLY)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Day(NamedTuple):
    """One day of the team, at one moment."""

    now: datetime
    due: Mapping[Pane, datetime]  # of the three panes of the day
    tomorrow: datetime  # when the morning pane of the next working day is due
    ends: datetime  # midnight, team time

    def next_pane(self) -> Pane | None:
        """The pane that is due next today; None in the evening, when all are past."""
        return next((pane for pane in DAY_PANES if self.due[pane] > self.now), None)


def day_of(clock: Clock, profile: Profile) -> Day:
    """The day that is running on the team's wall."""
    times = {Pane.MORNING: profile.morning, Pane.NOON: profile.noon, Pane.EVENING: profile.evening}
    due = {pane: clock.team_time(at) for pane, at in times.items()}
    following = next_working_day(clock.team_now.date(), profile)
    return Day(clock.now, due, clock.team_time(profile.morning, following), clock.end_of_team_day())


def next_working_day(today: date, profile: Profile) -> date:
    """The working day after today (the next day where no working days are set)."""
    for ahead in range(1, 8):
        day = today + timedelta(days=ahead)
        if not profile.working_days or WEEKDAYS[day.weekday()] in profile.working_days:
            return day
    return today + timedelta(days=1)
