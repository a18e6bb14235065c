"""A moment as people of the team read it: the team's clock with the marketplace's beside it."""

from datetime import datetime

from cockpit.clock import Clock, zone_of
from cockpit.text import Words, moment


def both_clocks(when: datetime, clock: Clock, marketplace: str) -> Words:
    """A moment in team time with the marketplace zone beside it: 24 Nov 15:59 CST (US 23 Nov 23:59 PST).

    Source: domain §2.6, "every due time is shown in team time with the marketplace zone beside it".
    """
    today = clock.team_now.date()
    here = moment(when.astimezone(clock.team_zone), today)
    there = moment(when.astimezone(zone_of(marketplace)), today)
    return Words("{here} ({place} {there})", "{here}({place} {there})").fill(here=here, there=there, place=marketplace)
