"""Steps that an earlier day left undone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.checklist import Checklist, Step, Tick, path_of, steps_due, ticked, write
from cockpit.issue import Pane
from cockpit.left_over import LeftOver, left_over, with_left_over
from cockpit.settings import Profile, defaults
from cockpit.store import Store
from cockpit.text import Words

PROFILE = Profile()
TABLE: Mapping[str, Any] = defaults().table("checklist")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The state of a workspace."""
    return Store(tmp_path)


def keep(store: Store, day: date, undone: Mapping[str, str] | None = None, *more: Step) -> None:
    """A day's file in which everything due was done, but for some steps with their reasons."""
    due = (*steps_due(day, TABLE, PROFILE), *more)
    ticks = {step.id: Tick(done=True, by="Li", at=AT) for step in due}
    ticks |= {step_id: Tick(note=reason) for step_id, reason in (undone or {}).items()}
    write(store, Checklist(day, ticked(due, ticks)), None)


def over(store: Store, day: date, table: Mapping[str, Any] = TABLE) -> dict[str, tuple[date, str]]:
    """What a day finds left over: since when, and why."""
    return {name: (one.since, one.reason) for name, one in left_over(store, day, table, PROFILE).items()}


def test_nothing_is_left_over_where_nobody_kept_a_checklist(store: Store) -> None:
    """A fresh workspace begins with a clean list."""
    assert over(store, TUESDAY) == {}


def test_what_yesterday_left_undone_comes_again_with_its_reason(store: Store) -> None:
    """A daily step and a weekly one are carried over, each with the day and the reason that was typed."""
    keep(store, MONDAY, {"M3": "carrier strike", "W2": ""})
    assert over(store, TUESDAY) == {"M3": (MONDAY, "carrier strike"), "W2": (MONDAY, "")}


def test_a_step_keeps_the_day_on_which_it_was_first_left(store: Store) -> None:
    """Carried over twice, a step still says the first day."""
    keep(store, MONDAY, {"W2": "no access"})
    due = with_left_over(steps_due(TUESDAY, TABLE, PROFILE), left_over(store, TUESDAY, TABLE, PROFILE))
    done = {step.id: Tick(done=True, by="Li", at=AT) for step in due if step.id != "W2"}
    write(store, Checklist(TUESDAY, ticked(due, done)), None)
    assert over(store, WEDNESDAY) == {"W2": (MONDAY, "no access")}


def test_days_without_a_file_leave_undone_what_was_due(store: Store) -> None:
    """Over a weekend and a Monday on which nobody came, Monday's steps are left, the weekend's daily ones are not."""
    friday = MONDAY - timedelta(days=3)
    keep(store, friday)
    found = over(store, TUESDAY)
    assert {since for since, _ in found.values()} == {MONDAY}
    assert {"M1", "E5", "W1", "W5"} <= set(found)


def test_a_step_that_was_switched_off_is_done_with(store: Store) -> None:
    """What the team took off its list does not come again."""
    keep(store, MONDAY, {"M3": ""})
    assert over(store, TUESDAY, {**TABLE, "M3": {"enabled": False}}) == {}


def test_a_step_that_somebody_wrote_in_is_carried_over(store: Store) -> None:
    """A step by hand, known to no settings, stays until it is done."""
    keep(store, MONDAY, {"X9": ""}, Step("X9", Pane.NOON, Words("Call the forwarder", "致电货代")))
    found = left_over(store, TUESDAY, TABLE, PROFILE)["X9"]
    assert (found.step.pane, found.step.text.en) == (Pane.NOON, "Call the forwarder · 致电货代")


def test_a_broken_day_leaves_nothing_over(store: Store) -> None:
    """A file that cannot be read says nothing of what was left, and nothing is made up."""
    store.save(path_of(store, MONDAY), b"<<<<<<< HEAD")
    assert over(store, TUESDAY) == {}


def test_older_days_than_a_month_are_forgotten(store: Store) -> None:
    """A checklist that lay still for longer than a month begins anew."""
    keep(store, TUESDAY - timedelta(days=32), {"M3": ""})
    assert over(store, TUESDAY) == {}


def test_marked_steps_stand_where_they_are_due_and_the_others_behind() -> None:
    """A step due again is marked in its place; one that is not due is added with its reason as the note."""
    due = (Step("M1", Pane.MORNING, Words("a", "a")), Step("M2", Pane.MORNING, Words("b", "b")))
    weekly = Step("W1", Pane.WEEKLY, Words("c", "c"))
    found = with_left_over(due, {"W1": LeftOver(weekly, MONDAY, "why"), "M2": LeftOver(due[1], MONDAY)})
    assert [(step.id, step.carried, step.tick.note) for step in found] == [
        ("M1", None, ""), ("M2", MONDAY, ""), ("W1", MONDAY, "why"),
    ]  # fmt: skip
