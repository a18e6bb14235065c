"""When the checks of merchant orders ask to be run again although no file changes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from checks.fulfilment.auto_cancel_near import auto_cancel_near
from checks.fulfilment.past_ship_by import past_ship_by
from checks.fulfilment.ship_by_near import ship_by_near
from checks.fulfilment.unconfirmed_too_long import unconfirmed_too_long
from cockpit import settings
from cockpit.check import Check
from cockpit.clock import Clock
from cockpit.reports import TYPES
from cockpit.runner import World, run
from cockpit.tables import FILE, ROW, Table, Tables

TYPE = TYPES["unshipped-orders"]
NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)  # Monday 18:00 in Los Angeles
MOMENT = timedelta(microseconds=1)


def next_change(check: Any, order: Mapping[str, object], home: Path, *, now: datetime = NOW) -> datetime | None:
    """When the check wants to look again at one order."""
    row = {"order_id": "111-1", "quantity_to_ship": 1, **order, FILE: "US/unshipped.txt", ROW: 2}
    frame = pl.DataFrame([row], schema=TYPE.empty().schema)
    headers = {name: name for name in row}
    table = Table(TYPE.id, "default", "US", frame, now, headers=headers)
    assert isinstance(check, Check)
    world = World((check,), Tables({(TYPE.id, "default", "US"): table}), settings.load(home), Clock(now), {})
    (judgement,) = run(world)
    return judgement.next_change


def paid(at: str) -> dict[str, object]:
    """An order paid then, promised in a fortnight."""
    return {"payments_date": datetime.fromisoformat(at), "promise_date": NOW + timedelta(days=14)}


def promised(at: datetime) -> dict[str, object]:
    """An order promised then, paid an hour ago."""
    return {"payments_date": NOW - timedelta(hours=1), "promise_date": at}


def test_an_order_turns_late_right_after_its_promise(tmp_path: Path) -> None:
    """At the promise it is still in time, so the look is a moment later."""
    at = NOW + timedelta(hours=3)
    assert next_change(past_ship_by, promised(at), tmp_path) == at + MOMENT


def test_an_order_that_is_late_needs_no_further_look(tmp_path: Path) -> None:
    """Nothing changes any more without a new file."""
    assert next_change(past_ship_by, promised(NOW - timedelta(hours=3)), tmp_path) is None


def test_an_order_comes_near_24_hours_before_its_promise(tmp_path: Path) -> None:
    """The boundary is included, so the look is at it."""
    at = NOW + timedelta(hours=30)
    assert next_change(ship_by_near, promised(at), tmp_path) == at - timedelta(hours=24)


def test_an_order_that_is_near_turns_late(tmp_path: Path) -> None:
    """What F-02 has raised it takes back when F-01 takes over."""
    at = NOW + timedelta(hours=3)
    assert next_change(ship_by_near, promised(at), tmp_path) == at + MOMENT


@pytest.mark.parametrize(
    ("payment", "due"),
    [
        ("2026-11-23T12:00:00-08:00", "2026-11-24T12:00:00-08:00"),  # Monday noon
        ("2026-11-20T20:00:00-08:00", "2026-11-23T20:00:00-08:00"),  # Friday evening: Monday evening
        ("2026-11-22T09:00:00-08:00", "2026-11-24T00:00:00-08:00"),  # Sunday: all of Monday
    ],
)
def test_the_teams_hours_run_out_on_the_operating_clock(payment: str, due: str, tmp_path: Path) -> None:
    """Exactly 24 hours are still inside, so the look is a moment later."""
    assert next_change(unconfirmed_too_long, paid(payment), tmp_path) == datetime.fromisoformat(due) + MOMENT


def test_the_auto_cancel_alarm_comes_at_midnight_of_the_marketplace(tmp_path: Path) -> None:
    """Promised on Thursday in Los Angeles: the third working day after is Tuesday, 00:00 there."""
    at = datetime.fromisoformat("2026-11-19T23:59:59-08:00").astimezone(UTC)
    alarm = datetime.fromisoformat("2026-11-24T00:00:00-08:00")
    assert next_change(auto_cancel_near, promised(at), tmp_path) == alarm


@pytest.mark.parametrize("check", [past_ship_by, ship_by_near, auto_cancel_near])
def test_the_look_that_was_asked_for_finds_something(check: Any, tmp_path: Path) -> None:
    """A check that is run again at the moment it named raises its issue then, and not a moment before."""
    order = promised(NOW + timedelta(hours=30))
    at = next_change(check, order, tmp_path)
    assert at is not None
    assert next_change(check, order, tmp_path, now=at - MOMENT) == at
    assert next_change(check, order, tmp_path, now=at) != at
