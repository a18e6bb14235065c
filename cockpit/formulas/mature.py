"""Windows of marketplace days whose ad figures may be judged (domain §2.5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.clock import Clock


@dataclass(frozen=True, slots=True)
class Days:
    """A range of marketplace days, both ends included; empty when it ends before it starts."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    def __len__(self) -> int:
        """How many days it has."""
        return max(0, (self.last - self.first).days + 1)


def mature_window(clock: Clock, marketplace: str, days: int, after_days: int) -> Days:
    """The mature days of a window: it ends at the last complete day, and only its mature days are used.

    A window of 30 days with sales that settle for 3 has 27 of them.
    """
    last = clock.last_complete_day(marketplace)
    return Days(last - timedelta(days=days - 1), clock.last_mature_day(marketplace, after_days))


def mature_days(clock: Clock, marketplace: str, days: int, after_days: int) -> Days:
    """The newest `days` mature days: what a reference rate rests on."""
    last = clock.last_mature_day(marketplace, after_days)
    return Days(last - timedelta(days=days - 1), last)


def days_before(last: date, days: int) -> Days:
    """The `days` days before `last`, without it."""
    return Days(last - timedelta(days=days), last - timedelta(days=1))
