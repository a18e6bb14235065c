"""One reading of the time per run: the team's clock, the marketplaces' days, and the three ways to count hours."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

# Amazon's marketplaces and the zone of their day (domain §2.6; CA and MX follow the US by our own choice).
MARKETPLACE_ZONES = {
    "US": "America/Los_Angeles", "CA": "America/Los_Angeles", "MX": "America/Los_Angeles", "BR": "America/Sao_Paulo",
    "UK": "Europe/London", "IE": "Europe/London",
    "DE": "Europe/Berlin", "FR": "Europe/Paris", "IT": "Europe/Rome", "ES": "Europe/Madrid", "NL": "Europe/Amsterdam",
    "BE": "Europe/Brussels", "SE": "Europe/Stockholm", "PL": "Europe/Warsaw", "TR": "Europe/Istanbul",
    "JP": "Asia/Tokyo", "AU": "Australia/Sydney", "SG": "Asia/Singapore", "IN": "Asia/Kolkata",
    "AE": "Asia/Dubai", "SA": "Asia/Riyadh", "EG": "Africa/Cairo", "ZA": "Africa/Johannesburg",
}  # fmt: skip

SATURDAY = 5
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@cache
def zone_of(marketplace: str) -> tzinfo:
    """The time zone of a marketplace's day; UTC where the marketplace is unknown (it never raises: D-06 tells)."""
    name = MARKETPLACE_ZONES.get(marketplace)
    return ZoneInfo(name) if name else UTC


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment a run is about, read once, so that every check of the run agrees on it."""

    now: datetime  # aware
    team_zone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))

    def __post_init__(self) -> None:
        """Refuse a time without a zone: it would shift every deadline by the machine's offset."""
        if self.now.tzinfo is None:
            raise ValueError("a clock needs a time with a zone")

    @property
    def team_now(self) -> datetime:
        """Now, on the team's wall."""
        return self.now.astimezone(self.team_zone)

    def today(self, marketplace: str) -> date:
        """The marketplace day that is running."""
        return self.now.astimezone(zone_of(marketplace)).date()

    def last_complete_day(self, marketplace: str) -> date:
        """The newest marketplace day that has ended (at 10:00 Beijing the US one is two calendar days back)."""
        return self.today(marketplace) - timedelta(days=1)

    def last_mature_day(self, marketplace: str, after_days: int = 3) -> date:
        """The newest day whose ad figures may be judged: `after_days` complete days old (domain §2.5)."""
        return self.last_complete_day(marketplace) - timedelta(days=after_days)

    def end_of_day(self, day: date, marketplace: str) -> datetime:
        """The moment a marketplace day is over."""
        return datetime.combine(day + timedelta(days=1), time(), zone_of(marketplace))

    def team_time(self, hhmm: str, day: date | None = None) -> datetime:
        """A wall time of the team ("09:30") on the team's day, or on `day`."""
        hour, minute = (int(part) for part in hhmm.split(":"))
        return datetime.combine(day or self.team_now.date(), time(hour, minute), self.team_zone)

    def end_of_team_day(self) -> datetime:
        """Midnight at the end of the team's day: what "today" means as a due time without a pane."""
        return datetime.combine(self.team_now.date() + timedelta(days=1), time(), self.team_zone)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Time on the elapsed clock: weekends and holidays count (messages, claims, chargebacks)."""
    return end - start


def operating(
    start: datetime, end: datetime, marketplace: str, holidays: Collection[date] = (), *, weekends: bool = False
) -> timedelta:
    """Time on the operating clock: whole marketplace days Mon–Fri without national holidays, 24 h each (shipping).

    Friday 20:00 plus 24 operating hours is Monday 20:00. With `weekends` Saturday and Sunday count as well.
    """
    zone = zone_of(marketplace)
    moment, stop, total = start.astimezone(zone), end.astimezone(zone), timedelta()
    while moment < stop:
        midnight = datetime.combine(moment.date() + timedelta(days=1), time(), zone)
        until = min(midnight, stop)
        if is_operating(moment.date(), holidays, weekends=weekends):
            total += until.astimezone(UTC) - moment.astimezone(UTC)
        moment = until
    return total


def add_operating(
    start: datetime, hours: float, marketplace: str, holidays: Collection[date] = (), *, weekends: bool = False
) -> datetime:
    """The moment `hours` operating hours after `start`."""
    zone = zone_of(marketplace)
    moment, left = start.astimezone(zone), timedelta(hours=hours)
    while True:
        midnight = datetime.combine(moment.date() + timedelta(days=1), time(), zone)
        if is_operating(moment.date(), holidays, weekends=weekends):
            room = midnight.astimezone(UTC) - moment.astimezone(UTC)
            if left <= room:
                return (moment.astimezone(UTC) + left).astimezone(zone)
            left -= room
        moment = midnight


def is_operating(day: date, holidays: Collection[date] = (), *, weekends: bool = False) -> bool:
    """Whether a day counts on the operating clock."""
    return (weekends or day.weekday() < SATURDAY) and day not in holidays


def nth_operating_day_after(day: date, n: int, holidays: Collection[date] = ()) -> date:
    """The n-th Mon–Fri day after `day` (the third one after Friday is Wednesday)."""
    current = day
    while n > 0:
        current += timedelta(days=1)
        n -= is_operating(current, holidays)
    return current


def is_working(day: date, names: Collection[str]) -> bool:
    """Whether the team works on a day; without (known) names from Monday to Friday."""
    known = {name.lower() for name in names} & set(WEEKDAYS) or set(WEEKDAYS[:SATURDAY])
    return WEEKDAYS[day.weekday()] in known


def working_day_from(day: date, names: Collection[str]) -> date:
    """The day itself when the team works on it, else the next one on which it does."""
    while not is_working(day, names):
        day += timedelta(days=1)
    return day
