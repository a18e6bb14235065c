"""The chance rules of domain §7.1, against SciPy and against the table printed there."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cockpit.formulas.zero_orders import (
    account_rate,
    chance_of_no_order,
    chance_of_so_few,
    clicks_needed,
    reference_rate,
)

rates = st.floats(0.001, 0.6)


@pytest.mark.parametrize(
    ("rate", "clicks"),
    [(0.02, 149), (0.03, 99), (0.05, 59), (0.08, 36), (0.10, 29), (0.12, 24), (0.15, 19), (0.20, 14)],
)
def test_clicks_needed_at_five_percent_are_those_of_the_domain_table(rate: float, clicks: int) -> None:
    """The clicks that prove a zero at 5% are the ones the domain rules print for each conversion rate."""
    assert clicks_needed(rate, 0.05) == clicks


@given(rate=rates, chance=st.floats(0.001, 0.5))
def test_one_click_fewer_is_never_enough(rate: float, chance: float) -> None:
    """The number of clicks needed is the smallest: with it the chance holds, with one fewer it does not."""
    needed = clicks_needed(rate, chance)
    assert chance_of_no_order(rate, needed) <= chance
    assert needed == 1 or chance_of_no_order(rate, needed - 1) > chance


@pytest.mark.parametrize("rate", [0.0, 1.0, -0.1])
def test_no_number_of_clicks_proves_a_rate_outside_zero_and_one(rate: float) -> None:
    """Asking for the clicks of an impossible rate is refused instead of answered with infinity."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        clicks_needed(rate, 0.05)


@given(rate=rates, clicks=st.integers(0, 3000))
def test_no_order_is_the_binomial_of_zero(rate: float, clicks: int) -> None:
    """The zero-order chance is SciPy's binomial probability of no success."""
    assert chance_of_no_order(rate, clicks) == pytest.approx(binom.pmf(0, clicks, rate), rel=1e-9, abs=1e-300)


@given(rate=rates, clicks=st.integers(1, 20_000), share=st.floats(0, 0.3))
def test_so_few_orders_agree_with_scipy(rate: float, clicks: int, share: float) -> None:
    """The low-conversion chance is SciPy's cumulative binomial, up to tens of thousands of clicks."""
    orders = int(clicks * share)
    assert chance_of_so_few(orders, clicks, rate) == pytest.approx(binom.cdf(orders, clicks, rate), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(("orders", "rate", "chance"), [(3, 0.1, 1.0), (5, 0.1, 1.0), (0, 0.0, 1.0), (0, 1.0, 0.0)])
def test_so_few_orders_at_the_edges(orders: int, rate: float, chance: float) -> None:
    """As many orders as clicks are never few; a rate of zero expects none; a rate of one expects all."""
    assert chance_of_so_few(orders, 3, rate) == chance


@given(orders=st.integers(0, 100), extra=st.integers(0, 5000), prior=st.floats(1, 100), account=rates)
def test_the_reference_rate_lies_between_the_group_and_the_account(
    orders: int, extra: int, prior: float, account: float
) -> None:
    """A few clicks say little: the reference rate starts at the account's and moves towards the group's own."""
    clicks = orders + extra
    found = reference_rate(float(orders), float(clicks), prior, account)
    own = orders / clicks if clicks else account
    assert min(own, account) - 1e-12 <= found <= max(own, account) + 1e-12


def test_an_account_without_an_order_has_the_fallback_rate() -> None:
    """Clicks without a single order tell no conversion rate: the default stands in, never zero."""
    assert account_rate(0, 500, 0.10) == 0.10
    assert account_rate(0, 0, 0.10) == 0.10
    assert account_rate(25, 500, 0.10) == 0.05


def test_a_column_is_judged_by_the_same_formula_as_a_number() -> None:
    """The rules give the same answers for polars expressions and for floats."""
    frame = pl.DataFrame({"orders": [3.0, 0.0], "clicks": [100.0, 20.0]})
    rate = reference_rate(pl.col("orders"), pl.col("clicks"), 30, 0.1)
    found = frame.select(rate=rate, chance=chance_of_no_order(rate, pl.col("clicks"))).rows()
    for (orders, clicks), (got_rate, got_chance) in zip(frame.rows(), found, strict=True):
        expected = reference_rate(orders, clicks, 30.0, 0.1)
        assert got_rate == pytest.approx(expected)
        assert got_chance == pytest.approx(chance_of_no_order(expected, clicks))
