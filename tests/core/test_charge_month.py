"""Months of storage reports, as Amazon and spreadsheets write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.charge_month import charge_month, month_after

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS = st.dates(date(2015, 1, 1), date(2060, 12, 31)).map(lambda day: day.replace(day=1))


@given(MONTHS)
def test_a_month_is_known_in_every_spelling(month: date) -> None:
    """Amazon's own, with a day, with slashes, and what spreadsheets make of it."""
    name, short = NAMES[month.month - 1], f"{month:%y}"
    for text in (
        f"{month:%Y-%m}",
        f"{month}",
        f"{month} 00:00:00",
        f"{month:%Y/%m}",
        f"{month:%m/%Y}",
        f"{short}-{name}",
        f"{name}-{short}",
    ):
        assert charge_month(text) == month, text


@pytest.mark.parametrize(
    "text", [None, "", "autumn", "2026-13", "13/2026", "26-Foo", "2026", "26-02", "25-25", "--", "Feb-2026-1"]
)
def test_what_names_no_month_is_none(text: str | None) -> None:
    """Nothing is guessed."""
    assert charge_month(text) is None


@given(MONTHS)
def test_the_month_after_begins_when_the_month_ends(month: date) -> None:
    """Its first day is the day after the month's last."""
    assert (month_after(month) - timedelta(days=1)).month == month.month
    assert month_after(month).day == 1
