"""The storage utilization ratio, against the formula in exact fractions."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.utilization import utilization

SCHEMA: dict[str, Any] = {
    "available": pl.Int64(), "storage_volume": pl.Float64(), "item_volume": pl.Float64(),
    "units_shipped_t90": pl.Int64(),
}  # fmt: skip


def snapshot(*rows: tuple[int, float | None, float | None, int]) -> pl.DataFrame:
    """One day's stock: available, storage volume, item volume, units of 90 days."""
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@given(
    stocks=st.lists(st.integers(0, 5000), min_size=1, max_size=20),
    sold=st.integers(1, 5000),
    eighths=st.integers(1, 64),
)
def test_the_ratio_is_mean_volume_by_weekly_shipped_volume(stocks: list[int], sold: int, eighths: int) -> None:
    """In weeks, whatever the unit of volume: it cancels out."""
    found = utilization([snapshot((units, None, eighths / 8, sold)) for units in stocks])
    weeks = Fraction(sum(stocks), len(stocks)) / (Fraction(sold, 90) * 7)
    assert found.weeks == pytest.approx(float(weeks))
    assert found.days == len(stocks)


def test_the_reports_own_volume_comes_first() -> None:
    """An item's volume is taken from the stored volume where the file has only that."""
    found = utilization([snapshot((10, 20.0, None, 90))])
    assert found.volume == pytest.approx(20.0)
    assert found.shipped == pytest.approx(14.0)


def test_rows_without_a_volume_leave_both_sides() -> None:
    """They neither lie in the warehouse nor ship: half of a ratio would be wrong."""
    known = utilization([snapshot((10, None, 1.0, 90))])
    assert utilization([snapshot((10, None, 1.0, 90), (99, None, None, 900))]).weeks == known.weeks


def test_nothing_shipped_is_no_ratio() -> None:
    """A division by nothing is unknown, not endless."""
    assert utilization([snapshot((10, None, 1.0, 0))]).weeks is None
