"""The three clocks of domain §2.6, and the marketplaces' days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cockpit.clock import Clock, add_operating, nth_operating_day_after, operating

BEIJING = ZoneInfo("Asia/Shanghai")
PACIFIC = ZoneInfo("America/Los_Angeles")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(("marketplace", "day"), [("US", 14), ("DE", 15), ("UK", 15), ("JP", 15)])
def test_the_last_complete_day_at_ten_in_beijing(marketplace: str, day: int) -> None:
    """On 16 January 10:00 Beijing the US day that ended last is the 14th, elsewhere the 15th."""
    clock = Clock(datetime(2026, 1, 16, 10, tzinfo=BEIJING))
    assert clock.last_complete_day(marketplace) == date(2026, 1, day)


def test_friday_evening_is_due_monday_evening_on_the_operating_clock() -> None:
    """Friday 20:00 plus 24 operating hours is Monday 20:00."""
    friday = datetime(2026, 11, 20, 20, tzinfo=BERLIN)
    assert add_operating(friday, 24, "DE") == datetime(2026, 11, 23, 20, tzinfo=BERLIN)


def test_a_national_holiday_stops_the_operating_clock() -> None:
    """Thanksgiving on Thursday pushes Wednesday 20:00 plus 24 h to Friday 20:00."""
    wednesday = datetime(2026, 11, 25, 20, tzinfo=PACIFIC)
    holidays = {date(2026, 11, 26)}
    assert add_operating(wednesday, 24, "US", holidays) == datetime(2026, 11, 27, 20, tzinfo=PACIFIC)


def test_weekend_operation_counts_saturday_and_sunday() -> None:
    """A team that ships at weekends has Friday's order due on Saturday."""
    friday = datetime(2026, 11, 20, 20, tzinfo=BERLIN)
    assert add_operating(friday, 24, "DE", weekends=True) == datetime(2026, 11, 21, 20, tzinfo=BERLIN)


def test_operating_time_is_the_inverse_of_adding_it() -> None:
    """The time between a moment and that moment plus n operating hours is n hours."""
    start = datetime(2026, 11, 19, 7, 30, tzinfo=UTC)
    for hours in (0.5, 8, 24, 49, 120):
        assert operating(start, add_operating(start, hours, "US"), "US") == timedelta(hours=hours)


def test_the_day_of_the_clock_change_has_its_true_hours() -> None:
    """A marketplace day with 25 hours counts 25, so a deadline in it is not an hour early."""
    start = datetime(2026, 10, 23, 12, tzinfo=BERLIN)  # Friday; the clocks go back on Sunday
    assert add_operating(start, 24, "DE") == datetime(2026, 10, 26, 12, tzinfo=BERLIN)


def test_the_third_operating_day_after_a_friday_is_wednesday() -> None:
    """Saturday and Sunday are not counted."""
    assert nth_operating_day_after(date(2026, 11, 20), 3) == date(2026, 11, 25)


def test_a_clock_without_a_zone_is_refused() -> None:
    """A naive time would be read as the machine's."""
    with pytest.raises(ValueError, match="zone"):
        Clock(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake that is refused
