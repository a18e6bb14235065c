"""Claim windows: dated settings, marketplace by marketplace, against counting days one by one."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.claim_windows import ClaimWindow, claim_window, months_after, standing, with_windows
from cockpit.issue import Severity
from cockpit.settings_rules import is_window

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RETURNS = {"US": [60, 120], "default": [45, 105]}
CRIT = 14


@given(DAYS, st.integers(0, 60), st.integers(0, 200))
def test_a_window_is_as_many_days_as_are_written(since: date, first: int, more: int) -> None:
    """Both days stand in it, in whatever form it is written."""
    expected = ClaimWindow(since + timedelta(first), since + timedelta(first + more))
    assert claim_window({"US": [first, first + more]}, "US", since) == expected
    assert claim_window({"default": {"days": [first, first + more]}}, "JP", since) == expected
    assert claim_window(first + more, "US", since) == ClaimWindow(since, expected.last)


@given(DAYS, st.integers(1, 24))
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int) -> None:
    """Stepping from one month to the next gives the month; the day is kept where there is one."""
    month = day.replace(day=1)
    for _ in range(months):
        month = (month + timedelta(days=31)).replace(day=1)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert months_after(day, months) == month.replace(day=min(day.day, last.day))


def test_what_happened_under_the_old_rule_keeps_it() -> None:
    """A window that changes on a day changes nothing before that day, and no other marketplace."""
    setting = {"US": [{"days": [60, 120]}, {"from": date(2027, 1, 15), "days": [30, 90]}], "default": [45, 105]}
    eve, day = date(2027, 1, 14), date(2027, 1, 15)
    assert claim_window(setting, "US", eve) == ClaimWindow(eve + timedelta(60), eve + timedelta(120))
    assert claim_window(setting, "US", day) == ClaimWindow(day + timedelta(30), day + timedelta(90))
    assert claim_window(setting, "UK", day) == ClaimWindow(day + timedelta(45), day + timedelta(105))


def test_where_nothing_is_written_nothing_is_known() -> None:
    """No rule, no window: not one of another marketplace."""
    assert claim_window({"US": 60}, "JP", date(2026, 1, 1)) is None
    assert claim_window({}, "US", date(2026, 1, 1)) is None


@given(st.lists(DAYS | st.none(), max_size=12))
def test_a_frame_has_the_windows_of_its_days(days: list[date | None]) -> None:
    """Row by row what `claim_window` says; nothing where there is no day."""
    frame = with_windows(pl.DataFrame({"day": days}, schema={"day": pl.Date()}), "day", RETURNS, "US")
    expected = [claim_window(RETURNS, "US", day) if day else None for day in days]
    assert frame["claim_from"].to_list() == [window.first if window else None for window in expected]
    assert frame["claim_until"].to_list() == [window.last if window else None for window in expected]


@given(DAYS, st.integers(-30, 60))
def test_urgency_rises_to_the_last_day_and_then_ends(last: date, left: int) -> None:
    """A warning above 14 days, critical down to 0, information after."""
    today = last - timedelta(days=left)
    expected = Severity.INFO if left < 0 else Severity.CRITICAL if left <= CRIT else Severity.WARNING
    assert standing(ClaimWindow(last - timedelta(60), last), today, CRIT) is expected


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (60, True),
        ([60, 120], True),
        ({"months": 9}, True),
        ({"from": date(2027, 1, 1), "days": [30, 90]}, True),
        ([{"days": 60}, {"from": date(2027, 1, 1), "days": 90}], True),
        (-1, False),
        ([120, 60], False),
        ([60], False),
        ("60", False),
        (True, False),
        ({"days": 60, "months": 2}, False),
        ({"weeks": 2}, False),
        ({"from": "soon", "days": 60}, False),
    ],
)
def test_what_is_no_window_is_told(value: Any, *, fits: bool) -> None:
    """Every form of a window is taken, everything else is a problem of the settings."""
    assert is_window(value) is fits
