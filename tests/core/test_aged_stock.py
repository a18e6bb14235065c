"""Aged stock, against the rule written out row by row."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.aged_stock import BUCKETS, CHARGED, CHARGED_OLD, ESTIMATES, OVER_A_YEAR, aged_stock, is_late

NAMES = (*BUCKETS.values(), *OVER_A_YEAR, "inv_age_365_plus_days", "pending_removal_quantity", *CHARGED)
SCHEMA: dict[str, Any] = {
    "sku": pl.String(),
    "first_tier": pl.Int64(),
    "currency": pl.String(),
    **dict.fromkeys(NAMES, pl.Int64()),
    **dict.fromkeys(ESTIMATES, pl.Decimal(38, 4)),
}
Row = dict[str, int | None]


def judged(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """What is counted of these rows; all of one SKU unless they say so."""
    blank = dict.fromkeys(SCHEMA) | {"sku": "ZX-1", "first_tier": 181, "currency": "USD"}
    return aged_stock(pl.DataFrame([{**blank, **row} for row in rows], schema=SCHEMA)).rows(named=True)


def by_hand(row: Row, tier: int) -> int | None:
    """The rule of domain §6: Amazon's count, else the buckets from the first tier on without pending removals."""
    told = [row[name] for name in CHARGED if row[name] is not None]
    if told:
        return sum(units or 0 for units in told)
    old = [row[name] for name in OVER_A_YEAR if row[name] is not None]
    over_a_year = sum(units or 0 for units in old) if old else row["inv_age_365_plus_days"]
    buckets = [(366, over_a_year), *((start, row[name]) for start, name in BUCKETS.items())]
    wanted = [units for start, units in buckets if start >= tier]
    total = sum(units or 0 for units in wanted)
    if total == 0 and None in wanted:
        return None
    return max(0, total - (row["pending_removal_quantity"] or 0))


units = st.none() | st.integers(0, 30)


@given(row=st.fixed_dictionaries(dict.fromkeys(NAMES, units)), tier=st.sampled_from([181, 241, 271, 366]))
def test_units_are_counted_as_the_rule_says(row: Row, tier: int) -> None:
    """For any cells, empty ones among them."""
    (found,) = judged({**row, "first_tier": tier})
    assert found["charged"] == by_hand(row, tier)


@given(rows=st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, st.integers(0, 30))), min_size=1, max_size=4))
def test_units_over_a_year_are_part_of_what_is_charged(rows: list[Row]) -> None:
    """Never more of them than units in all, over all rows of a SKU."""
    (found,) = judged(*rows)
    assert 0 <= found["over_year"] <= found["charged"]
    assert found["charged"] == sum(by_hand(row, 181) or 0 for row in rows)


def test_amazons_count_without_old_tiers_leaves_the_old_buckets() -> None:
    """A file whose old tiers are empty cells still tells units over a year by its buckets."""
    (found,) = judged({CHARGED[0]: 5, "inv_age_366_to_455_days": 2})
    assert (found["charged"], found["over_year"]) == (5, 2)
    (found,) = judged({CHARGED[0]: 5, CHARGED_OLD[0]: 0, "inv_age_366_to_455_days": 2})
    assert (found["charged"], found["over_year"]) == (5, 0)


@pytest.mark.parametrize(
    ("category", "late"),
    [
        ("shoes", True), ("gl_shoes", True), ("Clothing, Shoes & Jewelry", True), ("Home / Bags", True),
        ("shoe racks", False), ("storage bags", False), ("gl_home", False), ("", False), (None, False),
    ],
)  # fmt: skip
def test_a_category_is_late_when_it_is_one_of_the_words(category: str | None, late: bool) -> None:
    """Not when a word is only part of its name."""
    frame = pl.DataFrame({"category": pl.Series([category], dtype=pl.String())})
    assert frame.select(is_late(pl.col("category"), ("shoes", "bags", "clothing"))).item() is late


def test_without_late_categories_none_is_late() -> None:
    """An empty list in the settings switches the later tier off."""
    assert pl.DataFrame({"category": ["shoes"]}).select(is_late(pl.col("category"), ())).item() is False
