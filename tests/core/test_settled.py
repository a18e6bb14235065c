"""Numbers that people know exactly are exact; all others keep every digit."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.settled import settled


def one(value: float) -> float:
    """The value, settled."""
    found: float = pl.select(settled(pl.lit(value))).item()
    return found


@given(st.integers(0, 10_000), st.integers(1, 1_000_000))
def test_a_share_in_percent_survives_its_weighting(share: int, views: int) -> None:
    """A share of two decimals, multiplied by views and divided by them again, is that share to the last bit."""
    assert one(share / 10_000 * views / views) == share / 10_000


@given(st.integers(1, 10**6), st.integers(1, 997))
def test_a_ratio_keeps_every_digit(part: int, whole: int) -> None:
    """A ratio moves by no more than a binary fraction's own noise."""
    assert abs(one(part / whole) - part / whole) <= 4e-15 * (part / whole)
