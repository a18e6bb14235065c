"""Steps that an earlier day left undone: they appear again, with the day and the reason that was typed for them.

Each day's file names what it carries, so one look back suffices: the newest day that was kept says what it left undone,
and the days since on which nobody came left undone all that was due on them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from typing import Any, Final

from cockpit.checklist import DAILY, Profile, Step, Tick, carried_in, laid_over, path_of, read, step_of, steps_due
from cockpit.clock import is_working
from cockpit.store import Store

LOOKED_BACK: Final = 31  # days; what is older is due again by then, or forgotten
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\.toml")


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One step that was left undone."""

    step: Step  # as it was known then
    since: date  # the first day that left it undone
    reason: str = ""


def kept_days(store: Store, first: date, last: date) -> list[date]:
    """The days in a range that have a checklist file, oldest first."""
    folder = path_of(store, last).parent
    try:
        names = [match[1] for path in folder.iterdir() if (match := _DAY.fullmatch(path.name))]
    except OSError:
        return []
    return sorted(day for name in names if (day := _as_day(name)) is not None and first <= day <= last)


def _as_day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def left_over(store: Store, day: date, table: Mapping[str, Any], profile: Profile) -> dict[str, LeftOver]:
    """What earlier days have left undone, by step id. Nothing in a workspace whose checklist nobody kept yet."""
    kept = kept_days(store, day - timedelta(days=LOOKED_BACK), day - timedelta(days=1))
    if not kept or (found := read(store, kept[-1]).data) is None:
        return {}
    over = {one.step.id: one for one in _undone(kept[-1], found, table)}
    missed = kept[-1] + timedelta(days=1)
    while missed < day:
        for step in _due(missed, table, profile):
            over.setdefault(step.id, LeftOver(step, missed))
        missed += timedelta(days=1)
    return over


def _undone(day: date, found: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[LeftOver]:
    """What the file of a day says was not done; a step that the settings have switched off since is done with."""
    since = {row["id"]: carried_in(row) for row in found.get("step", [])}
    for step in laid_over((), found, UTC):
        known = step_of(step.id, table[step.id]) if step.id in table else step
        if known is not None and not step.tick.done:
            yield LeftOver(known, since.get(step.id) or day, step.tick.note)


def _due(day: date, table: Mapping[str, Any], profile: Profile) -> Iterator[Step]:
    """What was due on a day on which nobody ticked anything; the daily steps only when the team works on that day."""
    for step in steps_due(day, table, profile):
        if step.pane not in DAILY or is_working(day, profile.working_days):
            yield step


def with_left_over(due: tuple[Step, ...], over: Mapping[str, LeftOver]) -> tuple[Step, ...]:
    """The steps due today, those that were left undone marked, then those that are not due again but still open."""
    marked = [_marked(step, over[step.id]) if step.id in over else step for step in due]
    again = {step.id for step in due}
    return (*marked, *(_marked(one.step, one) for name, one in over.items() if name not in again))


def _marked(step: Step, one: LeftOver) -> Step:
    return replace(step, carried=one.since, tick=Tick(note=one.reason))
