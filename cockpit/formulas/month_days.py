"""Days of the month on which something is due or happens: the plan for old stock, Amazon's assessment."""

from datetime import date, datetime, timedelta
from typing import Any

from cockpit.check import Context

EVERY_MONTH = 28  # every month has it


def next_day(today: date, day: int) -> date:
    """The next date, after today, with that day of the month (1 to 28; others are moved there)."""
    wanted = min(max(day, 1), EVERY_MONTH)
    this = today.replace(day=wanted)
    return this if this > today else (today.replace(day=1) + timedelta(days=32)).replace(day=wanted)


def clear_by(ctx: Context[Any], plan_day: int) -> datetime:
    """When a plan for old stock is due: the evening of that day of the month which is still ahead (domain §10.4)."""
    today = ctx.clock.team_now.date()
    due = ctx.clock.team_time(ctx.evening, next_day(today - timedelta(days=1), plan_day))
    return due if ctx.now <= due else ctx.clock.team_time(ctx.evening, next_day(today, plan_day))


def last_chance(ctx: Context[Any], plan_day: int, assessment_day: int) -> datetime:
    """The same before an assessment: today where that day is over and Amazon has not counted yet."""
    assessed = next_day(ctx.clock.today(ctx.marketplace), assessment_day)
    planned = clear_by(ctx, plan_day)
    return planned if planned.date() < assessed else ctx.today()


def quarter_end(ctx: Context[Any]) -> datetime:
    """When this quarter's work is due: the evening of its last day, or midnight once that has passed."""
    today = ctx.clock.team_now.date()
    last_month = (today.month + 2) // 3 * 3
    after = today.replace(day=1, month=last_month) + timedelta(days=32)
    evening = ctx.clock.team_time(ctx.evening, after.replace(day=1) - timedelta(days=1))
    return evening if ctx.now <= evening else ctx.clock.end_of_team_day()
