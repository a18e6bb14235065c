"""Settings that change on a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.dated import in_force, steps

RULE_DAY = date(2026, 4, 17)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_a_step_holds_from_its_day_on() -> None:
    """On the day itself the new value holds, on the day before nothing does."""
    surcharge = {"US": {"from": RULE_DAY, "rate": 0.035}}
    assert in_force(surcharge, "US", RULE_DAY) == {"rate": 0.035}
    assert in_force(surcharge, "US", RULE_DAY - timedelta(days=1)) is None


def test_a_marketplace_without_an_entry_takes_the_default() -> None:
    """The marketplace's own entry outranks `default`; without either nothing holds."""
    window = {"US": (60, 120), "default": (45, 105)}
    assert in_force(window, "US", RULE_DAY) == (60, 120)
    assert in_force(window, "DE", RULE_DAY) == (45, 105)
    assert in_force({"US": (60, 120)}, "JP", RULE_DAY) is None


@given(st.lists(DAYS, min_size=1, max_size=8, unique=True), DAYS)
def test_of_many_steps_the_newest_that_has_begun_holds(begins: list[date], day: date) -> None:
    """In whatever order they are written."""
    setting = {"DE": tuple({"from": begin, "rate": begin.toordinal()} for begin in begins)}
    begun = [begin.toordinal() for begin in begins if begin <= day]
    assert in_force(setting, "DE", day) == ({"rate": max(begun)} if begun else None)
    assert [step.since for step in steps(setting, "DE")] == sorted(begins)
