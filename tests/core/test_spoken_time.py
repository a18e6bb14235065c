"""Moments and spans in words."""

from datetime import UTC, datetime, timedelta

import pytest

from cockpit.clock import Clock
from cockpit.formulas.spoken_time import both_clocks
from cockpit.text import lasted, span

WHEN = datetime(2026, 11, 24, 7, 59, tzinfo=UTC)


def test_a_moment_stands_in_team_time_with_the_marketplace_beside_it() -> None:
    """15:59 in Shanghai is the day before, 23:59, in Los Angeles."""
    words = both_clocks(WHEN, Clock(WHEN), "US")
    assert words.en == "24 Nov 15:59 CST (US 23 Nov 23:59 PST)"
    assert words.zh == "11月24日 15:59 CST(US 11月23日 23:59 PST)"


@pytest.mark.parametrize(
    ("length", "english"),
    [
        (timedelta(), "0 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=5, minutes=30), "5.5 h"),
        (timedelta(hours=72), "3 days"),
        (timedelta(days=4, hours=6), "4.3 days"),
        (timedelta(hours=2268), "94.5 days"),
    ],
)
def test_a_span_is_said_in_the_unit_people_would_use(length: timedelta, english: str) -> None:
    """Minutes under an hour, hours under three days, days from there."""
    assert span(length).en == english


@pytest.mark.parametrize(
    ("length", "over", "english"),
    [
        (timedelta(hours=23, minutes=59), None, "23.9 h"),
        (timedelta(hours=24), timedelta(hours=24), "24 h"),
        (timedelta(hours=24, seconds=1), timedelta(hours=24), "24.0002 h"),
        (timedelta(hours=384, minutes=30), timedelta(hours=384), "16.02 days"),
        (timedelta(hours=23, minutes=59), timedelta(hours=24), "23.9 h"),
    ],
)
def test_a_wait_does_not_read_as_a_line_it_is_not_on(length: timedelta, over: timedelta | None, english: str) -> None:
    """What is a minute short of 24 h does not read as 24 h, and what is a second past it does not either."""
    assert lasted(length, over).en == english
