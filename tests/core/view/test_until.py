"""Until when something is put off: the usual times, and what may be typed."""

from datetime import datetime, timedelta

import pytest

from cockpit.clock import Clock
from cockpit.view.until import understood, usual_times
from tests.core.view.scenes import NOW, PROFILE
from tests.screens import pictures


def test_usual_times_are_those_of_the_teams_day() -> None:
    """An hour, this evening, the next working morning, next Monday, until worse, until the next report."""
    found = {usual.word: usual.until for usual in usual_times(Clock(NOW), PROFILE)}
    assert list(found) == ["hour", "evening", "tomorrow", "monday", "worse", "next_report"]
    assert found["tomorrow"] == datetime(2026, 11, 24, 9, 30, tzinfo=pictures.TEAM)
    assert found["monday"] == datetime(2026, 11, 30, 9, 30, tzinfo=pictures.TEAM)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("16:30", datetime(2026, 11, 23, 16, 30, tzinfo=pictures.TEAM)),
        ("8：05", datetime(2026, 11, 24, 8, 5, tzinfo=pictures.TEAM)),
        ("3d", NOW + timedelta(days=3)),
        ("2 小时", NOW + timedelta(hours=2)),
        ("2026-12-01", datetime(2026, 12, 1, 9, 30, tzinfo=pictures.TEAM)),
        ("2026-11-20", None),
        ("25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_typed_time_is_understood_or_refused(typed: str, until: datetime | None) -> None:
    """A clock time, a span, a date; never a time that has passed."""
    assert understood(typed, Clock(NOW), PROFILE) == until
