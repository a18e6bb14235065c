"""The month of a storage fee, as Amazon writes it and as Excel leaves it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.charge_months import charge_month


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31)))
def test_all_spellings_of_a_month_are_the_same_month(day: date) -> None:
    """2026-02, 26-Feb and Feb-26 are February 2026."""
    first = day.replace(day=1)
    assert {charge_month(f"{day:%Y-%m}"), charge_month(f"{day:%y-%b}"), charge_month(f" {day:%b-%y} ")} == {first}


@pytest.mark.parametrize("cell", ["", "2026-13", "2026", "Feb", "26-02", "Feb-Feb", "25-25", "--", "Feb-2026-1"])
def test_what_is_no_month_is_none(cell: str) -> None:
    """Nothing is guessed."""
    assert charge_month(cell) is None
