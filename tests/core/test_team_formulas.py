"""The team's month in figures: against simpler calculations of the same."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from cockpit import settings
from cockpit.api import (
    SIGNAL_REPORTS,
    Context,
    TeamSettings,
    check,
    measured_hours,
    stock_outs,
    team_month,
    typed_hours,
)
from cockpit.clock import Clock
from cockpit.issue import Pane
from cockpit.reports import TYPES
from cockpit.runner import TypeNote, World, run
from cockpit.signed import PaneTime, Signed
from cockpit.tables import FILE, ROW, Table, Tables
from cockpit.text import Words

NOW = datetime(2026, 11, 28, 2, tzinfo=UTC)
FIRST = date(2026, 10, 25)
TYPES_READ = {
    name: TypeNote(name, TYPES[name].title, optional=False, empty=TYPES[name].empty) for name in SIGNAL_REPORTS
}
fast = trying(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def asked(
    home: Path,
    tables: Sequence[Table],
    ask: Callable[[Context[TeamSettings]], Any],
    now: datetime = NOW,
    signed: Signed = Signed(),  # noqa: B008 - a value
) -> Any:
    """What a formula answers for the US, with these snapshots (the newest first is the current one)."""
    found: list[Any] = []

    @check("Z-01", Words("team", "团队"), pane=Pane.MONTH_END, wants=SIGNAL_REPORTS, settings=TeamSettings,
           section="team", checklist="times")  # fmt: skip
    def asks(ctx: Context[TeamSettings]) -> Any:
        """Ask."""
        found.append(ask(ctx))
        return ()

    current = {(table.type, "default", "US"): table for table in reversed(tables)}
    older = {key: tuple(one for one in tables if one.type == key[0])[1:] for key in current}
    current = current or {("feedback", "default", "US"): table_of("feedback", [], NOW)}
    (judged,) = run(World((asks,), Tables(current, older), settings.load(home), Clock(now), TYPES_READ, signed=signed))
    assert judged.problem is None, judged.problem
    return found[0]


def table_of(type_: str, rows: list[dict[str, Any]], as_of: datetime) -> Table:
    """Some rows as a table."""
    whole = [{**row, FILE: "US/file.txt", ROW: number} for number, row in enumerate(rows, start=2)]
    return Table(type_, "default", "US", pl.DataFrame(whole, schema=TYPES[type_].empty().schema), as_of)


def snapshot(day: date, stock: dict[str, int]) -> Table:
    """A day's stock, as Manage FBA Inventory has it in the American evening."""
    rows = [{"sku": sku, "afn_fulfillable_quantity": units} for sku, units in stock.items()]
    return table_of("fba-inventory", rows, datetime.combine(day, time(20), UTC))


Histories = st.dictionaries(
    st.sampled_from(["A", "B", "C"]),
    st.lists(st.sampled_from([0, 0, 3, 7, None]), min_size=34, max_size=34),
    min_size=1,
)


@fast
@given(Histories)
def test_stock_outs_are_counted_as_one_would_by_hand(
    tmp_path_factory: Any, histories: dict[str, list[int | None]]
) -> None:
    """Day by day and SKU by SKU: from the last known stock above none to none, in the days of the month."""
    days = [FIRST + timedelta(days=n) for n in range(34)]
    expected = []
    for sku, units in histories.items():
        known: int | None = None
        for day, now in zip(days, units, strict=True):
            if now == 0 and known and day.month == NOW.month:
                expected.append((day, sku))
            known = known if now is None else now
    stock = [
        snapshot(day, {sku: now for sku, units in histories.items() if (now := units[at]) is not None})
        for at, day in enumerate(days)
    ]
    home = tmp_path_factory.mktemp("home")
    events = asked(home, stock[::-1], stock_outs)
    assert sorted(events.select("day", "sku").iter_rows()) == sorted(expected)


@fast
@given(st.lists(st.tuples(st.integers(1, 27), st.integers(0, 240)), min_size=1, max_size=30))
def test_typed_hours_are_the_mean_of_the_working_days(tmp_path_factory: Any, typed: list[tuple[int, int]]) -> None:
    """Tenths of hours typed on any days: the exact sum over Monday to Friday by the number of their days."""
    rows = [{"date": date(2026, 11, day), "metric": "ops_hours", "value": tenths / 10} for day, tenths in typed]
    working = [(day, tenths) for day, tenths in typed if date(2026, 11, day).weekday() < 5]
    hours = asked(tmp_path_factory.mktemp("home"), [table_of("manual-metrics", rows, NOW)], typed_hours)
    if not working:
        assert hours is None
        return
    assert hours.mean == Fraction(sum(tenths for _, tenths in working), 10 * len({day for day, _ in working}))


def test_measured_hours_add_the_panes_of_a_day(tmp_path: Path) -> None:
    """A weekend and another month do not count; a month of nothing but single ticks has no hours."""
    friday, saturday, october = date(2026, 11, 20), date(2026, 11, 21), date(2026, 10, 30)
    times = (
        PaneTime(friday, Pane.MORNING, 50), PaneTime(friday, Pane.NOON, 25), PaneTime(saturday, Pane.NOON, 600),
        PaneTime(october, Pane.NOON, 600), PaneTime(date(2026, 11, 19), Pane.EVENING, 0),
    )  # fmt: skip
    hours = asked(tmp_path, [], measured_hours, signed=Signed((), times))
    assert hours.mean == Fraction(75, 120)
    assert asked(tmp_path, [], measured_hours, signed=Signed((), (PaneTime(friday, Pane.NOON, 0),))) is None


def test_the_month_is_the_one_whose_books_are_closed_next(tmp_path: Path) -> None:
    """Until the evening-less end of the month-end day, moved off a weekend, the month before; then the running one."""
    months = {
        "2026-11-30": "2026-11", "2026-12-03": "2026-11", "2026-12-04": "2026-12", "2026-10-05": "2026-09",
        "2026-10-06": "2026-10", "2027-01-01": "2026-12", "2028-03-03": "2028-02",
    }  # fmt: skip
    for day, month in months.items():
        found = asked(tmp_path, [], team_month, datetime.fromisoformat(f"{day}T10:00+08:00"))
        assert f"{found.first:%Y-%m}" == f"{found.last:%Y-%m}" == month
        assert (found.first.day, (found.last + timedelta(days=1)).day) == (1, 1)
