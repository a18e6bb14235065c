"""The team's month and its checklist: signals, size, steps left out, a SKU nobody wrote down (T, R-04, D-07)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from cockpit.checklist import Checklist, Step, Tick, ends_at, steps_due, ticked
from cockpit.clock import Clock, is_working, working_day_from
from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.situations.customers import RATED
from cockpit.demo.stock import SNAPSHOT_DAYS
from cockpit.issue import Pane, Severity
from cockpit.settings import Settings, defaults

LI = "Li Na"
HISTORY = 4  # working days before today whose checklist was kept
HOURS: Mapping[str, tuple[float, ...]] = {"US": (4.5, 4.3, 4.7, 4.2), "DE": (4.0, 4.0), "JP": (2.5, 3.5)}
LEFT_OUT, FORGOTTEN = "M4", "E2"  # on the last two working days; on the last one
REASON = "Brand Registry was down; first thing tomorrow"
UNPROVED = "DE campaigns are two days behind; asked for a new export"  # A-10 is raised: no report proves the step
BEGINS = {Pane.MORNING: (8, 40), Pane.NOON: (10, 20), Pane.EVENING: (17, 5)}
NEGATIVE, NEW = 2, 2  # stars; days back within which 48 hours are not over yet
A_STEP = timedelta(minutes=7)


def team_month(clock: Clock) -> tuple[date, date]:
    """The month whose books are closed next, first and last day (domain §9.3, month-end work on the 3rd)."""
    today = clock.team_now.date()
    first = today.replace(day=1)
    if today <= working_day_from(first.replace(day=3), ()):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def working_days_before(today: date, count: int) -> list[date]:
    """The last working days before a day, oldest first."""
    found: list[date] = []
    day = today
    while len(found) < count:
        day -= timedelta(days=1)
        if is_working(day, ()):
            found.insert(0, day)
    return found


def plant_team(shop: Shop, plan: Plan) -> None:
    """What the team checks must find in a marketplace: where it depends on the day of the month, it is reckoned."""
    mp = shop.marketplace
    first, last = team_month(shop.moments.clock)
    days = working_days_before(shop.moments.clock.team_now.date(), len(HOURS[mp]))
    if mp == "US" and any(first <= day <= last for day in days):
        plan.raises("T-01", mp, "account", mp, Severity.INFO)
    else:
        plan.spares("T-01", mp, "account", mp, "4 h on average is on the line; less is under it")
    late = [
        back for back, stars, answered, _, _ in RATED.get(mp, ()) if stars <= NEGATIVE and not answered and back > NEW
    ]
    if any(first <= shop.moments.day(back) <= last for back in late):
        plan.raises("T-03", mp, "account", mp, Severity.INFO)
    _stock_outs(shop, plan, first, last)
    plan.raises("T-05", mp, "account", mp, Severity.INFO)  # three marketplaces


def _stock_outs(shop: Shop, plan: Plan, first: date, last: date) -> None:
    backs = [sku.stock.sold_out_days - 1 for sku in shop.skus if sku.stock.sold_out_days and not sku.discontinued]
    gone = [back for back in backs if back + 1 < SNAPSHOT_DAYS and first <= shop.moments.day(back) <= last]
    near = [sku for sku in shop.skus if sku.stock.sold_out_days and sku.stock.near]
    count = len(gone) - len(near)  # what moves between centres is not out
    if count > 2:  # noqa: PLR2004 - the article's line
        plan.raises("T-04", shop.marketplace, "account", shop.marketplace, Severity.INFO)
    else:
        plan.spares("T-04", shop.marketplace, "account", shop.marketplace, f"{count} stock-outs, the line is 2")


def plant_unknown_sku(shop: Shop, plan: Plan) -> None:
    """A listing that nobody wrote into the SKU master."""
    if shop.marketplace == "US":
        sku = shop.take(lambda sku: sku.merchant and not sku.advertised and not sku.core, slowest=True)
        sku.in_master = False
        plan.raises("D-07", "US", "sku", sku.sku, Severity.INFO)


def plant_checklist(clock: Clock, plan: Plan) -> list[tuple[Checklist, datetime]]:
    """The checklist of the last working days, and of today as far as its panes have ended; when each was last saved."""
    today, settings = clock.team_now.date(), defaults()
    days = working_days_before(today, HISTORY)
    kept = [_day(clock, settings, day, _open_on(days, day), {LEFT_OUT: days[-2]}) for day in days]
    began = clock.team_now >= clock.team_time(settings.profile.morning) and is_working(today, ())
    if began:
        since = {LEFT_OUT: days[-2], FORGOTTEN: days[-1]}
        kept.append(_day(clock, settings, today, {LEFT_OUT: REASON}, since))
    plan.raises("R-04", "", "step", LEFT_OUT, Severity.WARNING)
    if began and clock.team_now >= clock.team_time(settings.profile.evening):
        plan.spares("R-04", "", "step", FORGOTTEN, "done today")
    else:
        plan.raises("R-04", "", "step", FORGOTTEN, Severity.INFO)
    return kept


def _open_on(days: list[date], day: date) -> dict[str, str]:
    """The steps that a day left undone, with the reason that was given."""
    last = day == days[-1]
    return {**({LEFT_OUT: REASON if last else ""} if day in days[-2:] else {}), **({FORGOTTEN: ""} if last else {})}


def _day(
    clock: Clock, settings: Settings, day: date, undone: Mapping[str, str], since: Mapping[str, date]
) -> tuple[Checklist, datetime]:
    steps = steps_due(day, settings.table("checklist"), settings.profile)
    due = tuple(replace(step, carried=_before(since.get(step.id), day)) for step in steps)
    ticks: dict[str, Tick] = {}
    for pane, (hour, minute) in BEGINS.items():
        start = clock.team_time(f"{hour}:{minute:02}", day)
        for at, step in enumerate(step for step in due if _shown_at(step) == pane):
            over = clock.team_time(ends_at(step.pane, settings.profile), day) <= clock.now
            if step.id in undone:
                ticks[step.id] = Tick(note=undone[step.id])
            elif over:
                ticks[step.id] = _done(step, start + at * A_STEP, proved=day < clock.team_now.date())
    times = [tick.at for tick in ticks.values() if tick.at]
    return Checklist(day, ticked(due, ticks)), max(times, default=clock.now)


def _done(step: Step, at: datetime, *, proved: bool) -> Tick:
    """A step as it was ticked: by its report, or by hand with a note where that report is late."""
    if not step.proof_by or proved:
        return Tick(True, LI, at, proof=step.proof_by)
    return Tick(True, LI, at, note=UNPROVED)


def _before(since: date | None, day: date) -> date | None:
    return since if since and since < day else None


def _shown_at(step: Step) -> Pane:
    """When a step is done: the weekly and longer ones in the evening."""
    return step.pane if step.pane in BEGINS else Pane.EVENING
