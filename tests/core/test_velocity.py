"""Velocity and in-stock days (domain §6.1), against the formula written out in exact fractions."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.in_stock_days import in_stock_days, union_days
from cockpit.formulas.velocity import VelocitySettings, velocity

NEWEST = date(2026, 11, 22)
DEFAULTS = VelocitySettings()
SCHEMA = {
    **{f"units_{w}": pl.Int64() for w in (7, 30, 90)},
    **{f"days_{w}": pl.Int64() for w in (7, 30, 90)},
    **{f"known_{w}": pl.Boolean() for w in (7, 30, 90)},
    "seen": pl.Int64(),
    "history": pl.Int64(),
    "live_days": pl.Int64(),
    "event": pl.Boolean(),
    "mixed": pl.Boolean(),
}


def judged(settings: VelocitySettings = DEFAULTS, **given_: Any) -> dict[str, Any]:
    """The velocity of one SKU: three a day, always in stock, unless said otherwise."""
    row: dict[str, Any] = {
        "units_7": 21, "units_30": 90, "units_90": 270, "days_7": 7, "days_30": 30, "days_90": 90,
        "known_7": True, "known_30": True, "known_90": True,
        "seen": 90, "history": 90, "live_days": None, "event": False, "mixed": False, **given_,
    }  # fmt: skip
    return velocity(pl.DataFrame([row], schema=SCHEMA), settings).row(0, named=True)


def usable(days: int, window: int) -> bool:
    """The rule as written: in-stock days >= max(3, 0.3·w)."""
    return days >= max(Fraction(3), Fraction(3 * window, 10))


units = st.integers(0, 5000)


@given(
    sold=st.tuples(units, units, units),
    days=st.tuples(st.integers(0, 7), st.integers(0, 30), st.integers(0, 90)),
    event=st.booleans(),
)
def test_velocity_is_the_weighted_rate_of_the_usable_windows(
    sold: tuple[int, int, int], days: tuple[int, int, int], event: bool
) -> None:
    """Velocity equals the formula of the domain rules in exact fractions, with the spike guard."""
    rates = {w: Fraction(n, d) if usable(d, w) else None for w, n, d in zip((7, 30, 90), sold, days, strict=True)}
    week, month = rates[7], rates[30]
    if week is not None and month is not None and week > 2 * month and not event:
        rates[7] = 2 * month
    weights = {7: Fraction(5, 10), 30: Fraction(3, 10), 90: Fraction(2, 10)}
    counted = {w: rate for w, rate in rates.items() if rate is not None}
    got = judged(
        units_7=sold[0], units_30=sold[1], units_90=sold[2], days_7=days[0], days_30=days[1], days_90=days[2],
        event=event,
    )  # fmt: skip
    if not counted:
        assert got["velocity"] is None
        return
    expected = sum(weights[w] * rate for w, rate in counted.items()) / sum(weights[w] for w in counted)
    assert got["velocity"] == pytest.approx(float(expected), abs=1e-8)


def test_three_a_day_is_three_a_day_exactly() -> None:
    """A steady SKU has a round velocity: no float noise may move a boundary of whole days."""
    assert judged()["velocity"] == 3.0


@pytest.mark.parametrize(("days", "is_used"), [(2, False), (3, True)])
def test_a_week_counts_from_three_in_stock_days(days: int, is_used: bool) -> None:
    """The 7-day window needs three in-stock days."""
    assert (judged(days_7=days)["rate_7"] is not None) is is_used


@pytest.mark.parametrize(("days", "is_used"), [(8, False), (9, True)])
def test_a_month_counts_from_nine_in_stock_days(days: int, is_used: bool) -> None:
    """The 30-day window needs 0.3 × 30 in-stock days."""
    assert (judged(days_30=days)["rate_30"] is not None) is is_used


@pytest.mark.parametrize(("days", "is_used"), [(26, False), (27, True)])
def test_a_quarter_counts_from_27_in_stock_days(days: int, is_used: bool) -> None:
    """The 90-day window needs 0.3 × 90 in-stock days, on the boundary exactly."""
    assert (judged(days_90=days)["rate_90"] is not None) is is_used


def test_exactly_twice_the_month_is_no_spike() -> None:
    """The spike guard holds above twice the month's rate, not on it."""
    assert not judged(units_7=42)["capped"]
    assert judged(units_7=43)["capped"]


def test_a_declared_event_is_no_spike() -> None:
    """A week with a declared event is not capped: the sales were meant to be there."""
    assert not judged(units_7=200, event=True)["capped"]


@pytest.mark.parametrize(("sold", "slow"), [(4, True), (5, False)])
def test_fewer_than_five_units_in_90_days_are_slow(sold: int, slow: bool) -> None:
    """Five units in 90 days are the least that is not slow, whatever the velocity."""
    got = judged(units_90=sold, units_30=sold, units_7=sold, days_90=30, days_30=30, days_7=7)
    assert got["velocity"] >= 0.1
    assert got["slow"] is slow


def test_exactly_a_tenth_a_day_is_not_slow() -> None:
    """A velocity of 0.1 is on the line and not under it."""
    weights = VelocitySettings(weights={"7": 0.0, "30": 1.0, "90": 0.0})
    assert not judged(weights, units_30=3, units_90=9)["slow"]
    assert judged(weights, units_30=2, units_90=9)["slow"]


@pytest.mark.parametrize(
    ("changed", "unsure"),
    [
        ({"history": 13}, True),
        ({"history": 14}, False),
        ({"live_days": 13}, True),
        ({"mixed": True}, True),
        ({}, False),
    ],
)
def test_a_short_history_is_low_confidence(changed: dict[str, Any], unsure: bool) -> None:
    """Under 14 in-stock days of a history that was seen, or with an event that cannot be taken out, it is a guess."""
    assert judged(**changed)["low_confidence"] is unsure


def test_a_window_without_units_is_left_out() -> None:
    """An empty units cell is unknown, never zero: the other windows speak."""
    assert judged(units_7=None)["velocity"] == 3.0
    assert judged(units_7=None, units_30=None, units_90=None)["velocity"] is None


def skus(*names: str) -> pl.DataFrame:
    """The SKUs of a snapshot that had stock."""
    return pl.DataFrame({"sku": list(names)}, schema={"sku": pl.String()})


@given(stock=st.lists(st.booleans(), min_size=90, max_size=90))
def test_in_stock_days_are_counted_in_the_daily_snapshots(stock: list[bool]) -> None:
    """With a snapshot a day, the in-stock days of a window are the days on which the SKU had stock."""
    history = {NEWEST - timedelta(days=i): skus("A", "B") if has else skus("B") for i, has in enumerate(stock)}
    found = in_stock_days(history, NEWEST)
    row = found.frame.filter(pl.col("sku") == "A").to_dicts()
    expected = {"days_7": sum(stock[:7]), "days_30": sum(stock[:30]), "days_90": sum(stock), "history": sum(stock)}
    assert (row[0] if row else {"sku": "A", **dict.fromkeys(expected, 0)}) == {"sku": "A", **expected}
    assert found.known == {7: True, 30: True, 90: True}


def test_a_weekend_without_export_counts_like_the_friday() -> None:
    """Up to three days without a snapshot take the state of the last one before them."""
    days = [NEWEST - timedelta(days=i) for i in (0, 1, 2, 6)]
    found = in_stock_days({day: skus("A") for day in days}, NEWEST)
    assert found.known[7]
    assert found.frame.row(0, named=True)["days_7"] == 7


def test_a_longer_gap_makes_the_window_unknown() -> None:
    """A day that lies more than three days after the last snapshot is unknown, and so is its window."""
    days = [NEWEST - timedelta(days=i) for i in (0, 1, 6)]
    assert not in_stock_days({day: skus("A") for day in days}, NEWEST).known[7]


def test_event_days_leave_the_count() -> None:
    """Days of a declared event count for no window."""
    history = {NEWEST - timedelta(days=i): skus("A") for i in range(90)}
    found = in_stock_days(history, NEWEST, {NEWEST, NEWEST - timedelta(days=20)})
    row = found.frame.row(0, named=True)
    assert (row["days_7"], row["days_30"], row["days_90"], row["history"]) == (6, 28, 88, 90)


def test_a_day_in_two_histories_is_the_first_ones() -> None:
    """Two report types make one history; where both have a day, the first type is believed."""
    day = NEWEST - timedelta(days=1)
    both = union_days({NEWEST: skus("A")}, {NEWEST: skus("B"), day: skus("B")})
    assert both[NEWEST]["sku"].to_list() == ["A"]
    assert both[day]["sku"].to_list() == ["B"]
