"""Until when an issue may be put off: the usual times, and one that somebody typed."""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from cockpit.clock import Clock
from cockpit.issue import Pane
from cockpit.marks import Until
from cockpit.settings import Profile
from cockpit.view.day import day_of, next_working_day

_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})")
_SPAN = re.compile(r"(\d{1,3})\s*(m|min|h|d|w|分|分钟|小时|时|天|日|周)")
_UNITS = {
    "m": timedelta(minutes=1), "min": timedelta(minutes=1), "分": timedelta(minutes=1), "分钟": timedelta(minutes=1),
    "h": timedelta(hours=1), "小时": timedelta(hours=1), "时": timedelta(hours=1),
    "d": timedelta(days=1), "天": timedelta(days=1), "日": timedelta(days=1),
    "w": timedelta(weeks=1), "周": timedelta(weeks=1),
}  # fmt: skip
MONDAY = 0


class Usual(NamedTuple):
    """One of the usual times: its word in the catalogs, and the time."""

    word: str
    until: Until


def usual_times(clock: Clock, profile: Profile) -> list[Usual]:
    """An hour, this evening, tomorrow morning, next Monday, until worse, until the next report."""
    day = day_of(clock, profile)
    times = [Usual("hour", clock.now + timedelta(hours=1))]
    if day.due[Pane.EVENING] > clock.now + timedelta(hours=1):
        times.append(Usual("evening", day.due[Pane.EVENING]))
    times.append(Usual("tomorrow", day.tomorrow))
    monday = _next_monday(clock.team_now.date())
    if monday != next_working_day(clock.team_now.date(), profile):
        times.append(Usual("monday", clock.team_time(profile.morning, monday)))
    return [*times, Usual("worse", "worse"), Usual("next_report", "next-report")]


def _next_monday(today: date) -> date:
    return today + timedelta(days=(MONDAY - today.weekday()) % 7 or 7)


def understood(text: str, clock: Clock, profile: Profile) -> datetime | None:
    """A typed time: ``16:30`` (today, else tomorrow), ``3d``, ``2 小时``, ``2026-12-01`` (its morning), or None.

    A time that has passed is unclear: nothing can be put off until then.
    """
    typed = text.strip().casefold()
    if match := _CLOCK.fullmatch(typed):
        found = _at_clock(int(match[1]), int(match[2]), clock)
    elif match := _SPAN.fullmatch(typed):
        found = clock.now + int(match[1]) * _UNITS[match[2]]
    else:
        found = _on_day(typed, clock, profile)
    return found if found is not None and found > clock.now else None


def _at_clock(hour: int, minute: int, clock: Clock) -> datetime | None:
    try:
        at = time(hour, minute)
    except ValueError:
        return None
    today = clock.team_time(f"{at:%H:%M}")
    return today if today > clock.now else clock.team_time(f"{at:%H:%M}", today.date() + timedelta(days=1))


def _on_day(typed: str, clock: Clock, profile: Profile) -> datetime | None:
    try:
        return clock.team_time(profile.morning, date.fromisoformat(typed))
    except ValueError:
        return None
