"""The statistics and the arithmetic of ads proposals, against independent calculations."""

from decimal import Decimal
from fractions import Fraction
from statistics import median

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from cockpit.formulas.click_rates import median_rate
from cockpit.formulas.keyword_bids import next_bid
from cockpit.formulas.match_types import fold_keyword, folded, match_kind
from cockpit.formulas.zero_orders import chance_of_no_order, chance_of_so_few

CENT = Decimal("0.01")
STEP = Fraction(1, 4)
BOUNDS = (Decimal("0.02"), Decimal(5))

bids = st.decimals(Decimal("0.02"), Decimal(5), places=2)
ideals = st.fractions(0, 20)
pairs = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 5000)), min_size=1, max_size=40)


@given(st.integers(1, 3000), st.integers(0, 60), st.floats(0.001, 0.6))
def test_so_few_orders_are_as_rare_as_scipy_says(clicks: int, orders: int, rate: float) -> None:
    """The low-conversion rule is the lower tail of the binomial distribution."""
    told = chance_of_so_few(min(orders, clicks), clicks, rate)
    assert told == pytest.approx(float(binom.cdf(min(orders, clicks), clicks, rate)), rel=1e-7, abs=1e-12)


@given(st.integers(1, 500), st.integers(0, 20), st.floats(0.01, 0.5))
def test_more_orders_are_never_rarer(clicks: int, orders: int, rate: float) -> None:
    """With one order more the chance of so few does not fall, and with none it is the zero-order rule."""
    assert chance_of_so_few(orders, clicks, rate) <= chance_of_so_few(orders + 1, clicks, rate) + 1e-12
    assert chance_of_so_few(0, clicks, rate) == pytest.approx(chance_of_no_order(rate, float(clicks)), rel=1e-9)


@given(bids, ideals)
def test_a_bid_moves_towards_its_ideal_by_at_most_a_step(bid: Decimal, ideal: Fraction) -> None:
    """Between a quarter down and a quarter up, never past the ideal one, inside the bounds, in whole cents."""
    new = next_bid(bid, ideal, STEP, BOUNDS, CENT)
    assert Fraction(bid) * (1 - STEP) <= Fraction(new) <= Fraction(bid) * (1 + STEP)
    assert BOUNDS[0] <= new <= BOUNDS[1]
    assert new == new.quantize(CENT)
    assert min(Fraction(bid), ideal) <= Fraction(new) <= max(Fraction(bid), ideal) or new in BOUNDS


def test_a_bid_beyond_its_bounds_comes_back() -> None:
    """What already bids more than it may is brought down to the bound, as far as a step reaches."""
    assert next_bid(Decimal(6), Fraction(20), STEP, BOUNDS, CENT) == Decimal(5)
    assert next_bid(Decimal(50), Fraction(62), STEP, (Decimal(2), Decimal(500)), Decimal(1)) == Decimal(62)


@given(pairs)
def test_the_median_click_rate_is_the_median(rows: list[tuple[int, int]]) -> None:
    """Exactly, with an odd and an even number of rows."""
    sums = pl.DataFrame(rows, schema=["clicks", "impressions"], orient="row")
    assert median_rate(sums, 0, 1) == median([Fraction(clicks, seen) for clicks, seen in rows])


def test_rows_with_few_impressions_are_left_out_where_there_are_enough_others() -> None:
    """One click on three impressions says nothing of an account whose other terms are shown thousands of times."""
    wide = [(10, 1000)] * 5
    long_tail = [(1, 3)] * 20
    sums = pl.DataFrame(wide + long_tail, schema=["clicks", "impressions"], orient="row")
    assert median_rate(sums, 1000, 5) == Fraction(1, 100)
    assert median_rate(sums, 1000, 6) == Fraction(1, 3)
    assert median_rate(sums.clear(), 1000, 5) is None


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30))
def test_a_keyword_is_folded_alike_in_a_column_and_alone(text: str) -> None:
    """A term is found among the keywords of a column whatever its letters are."""
    column = pl.DataFrame({"keyword": [text]}).select(folded("keyword")).item()
    assert fold_keyword(text).split() == column.split()


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("EXACT", "exact"),
        ("Phrase", "phrase"),
        ("broad", "broad"),
        ("精准匹配", "exact"),
        ("词组", "phrase"),
        ("广泛匹配", "broad"),
        ("完全一致", "exact"),
        ("部分一致", "broad"),
        ("-", None),
        ("TARGETING_EXPRESSION", None),
        ("TARGETING_EXPRESSION_PREDEFINED", None),
    ],
)
def test_match_types_are_known_in_the_words_of_the_consoles(written: str, kind: str | None) -> None:
    """Product and automatic targets have no match type."""
    assert pl.DataFrame({"match_type": [written]}).select(match_kind()).item() == kind
