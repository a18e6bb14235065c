"""The days and moments of one marketplace around the demo's now."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cockpit.clock import Clock, operating, zone_of


@dataclass(frozen=True, slots=True)
class Moments:
    """One marketplace's calendar as seen from now."""

    clock: Clock
    marketplace: str

    @property
    def now(self) -> datetime:
        """The demo's now, on the marketplace's wall."""
        return self.clock.now.astimezone(zone_of(self.marketplace))

    @property
    def today(self) -> date:
        """The marketplace day that is running."""
        return self.clock.today(self.marketplace)

    @property
    def last_complete(self) -> date:
        """The newest day whose figures are whole."""
        return self.clock.last_complete_day(self.marketplace)

    def day(self, back: int) -> date:
        """The day `back` days before today."""
        return self.today - timedelta(days=back)

    def at(self, day: date, seconds: int) -> datetime:
        """So many seconds after a day's midnight on the wall, as a moment in UTC."""
        wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
        return wall.replace(tzinfo=zone_of(self.marketplace)).astimezone(UTC)

    def ago(self, **parts: float) -> datetime:
        """A moment before now (`hours=2, minutes=5`), in UTC."""
        return self.clock.now.astimezone(UTC) - timedelta(**parts)

    def lately(self, minutes: float) -> datetime:
        """Some minutes ago, but today: when a report of today was exported, in UTC."""
        return max(self.ago(minutes=minutes), self.at(self.today, 0))

    def end_of_day(self, day: date) -> datetime:
        """The last second of a day: how promise dates really look, in UTC."""
        return self.clock.end_of_day(day, self.marketplace).astimezone(UTC) - timedelta(seconds=1)

    def operating_ago(self, hours: float, holidays: frozenset[date]) -> datetime:
        """The latest whole minute from which at least `hours` operating hours have passed by now, in UTC."""
        start = self.clock.now.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(hours=hours)
        while (
            short := timedelta(hours=hours) - operating(start, self.clock.now, self.marketplace, holidays)
        ) > timedelta():
            start -= max(short, timedelta(minutes=1))
        return start
