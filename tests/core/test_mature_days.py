"""Which marketplace days may be judged (domain §2.5)."""

from datetime import date, datetime

import pytest

from cockpit.clock import Clock
from cockpit.formulas.mature import Days, days_before, mature_days, mature_window

TEN_IN_BEIJING = Clock(datetime.fromisoformat("2026-11-23T10:00:00+08:00"))


def test_a_window_of_30_days_uses_its_27_mature_ones() -> None:
    """The window ends with the last complete day; its last three days are left out."""
    days = mature_window(TEN_IN_BEIJING, "US", 30, 3)
    assert days == Days(date(2026, 10, 23), date(2026, 11, 18))
    assert len(days) == 27


def test_a_reference_of_60_days_has_60_mature_ones() -> None:
    """Mature days are counted back from the newest mature one."""
    days = mature_days(TEN_IN_BEIJING, "US", 60, 3)
    assert (days.last, len(days)) == (date(2026, 11, 18), 60)


@pytest.mark.parametrize(("marketplace", "last"), [("US", 18), ("DE", 19), ("JP", 19)])
def test_every_marketplace_has_its_own_last_mature_day(marketplace: str, last: int) -> None:
    """At 10:00 in Beijing the American day is still the one before."""
    assert mature_window(TEN_IN_BEIJING, marketplace, 30, 3).last == date(2026, 11, last)


def test_both_ends_of_a_range_belong_to_it() -> None:
    """A range of days includes its first and its last day, and nothing beyond."""
    days = days_before(date(2026, 11, 21), 7)
    assert date(2026, 11, 14) in days
    assert date(2026, 11, 20) in days
    assert date(2026, 11, 13) not in days
    assert date(2026, 11, 21) not in days


def test_a_window_shorter_than_maturity_is_empty() -> None:
    """A window of two days has no mature day, and a length of nothing."""
    assert len(mature_window(TEN_IN_BEIJING, "US", 2, 3)) == 0
