"""Moments and spans as people of the team read them: the team's clock with the marketplace's beside it."""

from datetime import datetime, timedelta

from cockpit.clock import Clock, zone_of
from cockpit.text import Words, moment, number

_HOUR = timedelta(hours=1)
_LONG = timedelta(hours=72)


def both_clocks(when: datetime, clock: Clock, marketplace: str) -> Words:
    """A moment in team time with the marketplace zone beside it: 24 Nov 15:59 CST (US 23 Nov 23:59 PST).

    Source: domain §2.6, "every due time is shown in team time with the marketplace zone beside it".
    """
    here = moment(when.astimezone(clock.team_zone))
    there = moment(when.astimezone(zone_of(marketplace)))
    return Words("{here} ({place} {there})", "{here}({place} {there})").fill(here=here, there=there, place=marketplace)


def span(length: timedelta) -> Words:
    """A length of time, rounded for reading: 40 min, 5.5 h, 4.2 days. Never a basis for a decision."""
    if length < _HOUR:
        return Words("{n} min", "{n} 分钟").fill(n=int(length.total_seconds() // 60))
    hours = length.total_seconds() / 3600
    if length < _LONG:
        return Words("{n} h", "{n} 小时").fill(n=number(hours, 1))
    return Words("{n} days", "{n} 天").fill(n=number(hours / 24, 1))
