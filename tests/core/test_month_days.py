"""Days of the month: the plan for old stock, and Amazon's assessment."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.month_days import next_day


@given(today=st.dates(max_value=date(9998, 1, 1)), day=st.integers(1, 28))
def test_the_next_day_is_the_first_after_today_with_that_number(today: date, day: int) -> None:
    """Counted day by day."""
    walked = today + timedelta(days=1)
    while walked.day != day:
        walked += timedelta(days=1)
    assert next_day(today, day) == walked


@pytest.mark.parametrize(("day", "expected"), [(31, date(2027, 2, 28)), (0, date(2027, 3, 1))])
def test_a_day_that_some_month_lacks_is_moved_into_every_month(day: int, expected: date) -> None:
    """A setting of 31 or 0 is no crash on the first of March."""
    assert next_day(date(2027, 2, 27), day) == expected
