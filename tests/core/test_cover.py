"""Cover, reorder date and order quantity (domain §6.2), against the formulas written out in exact fractions."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cockpit.formulas.cover import CoverSettings, cover

SCHEMA = {
    "near": pl.Int64(), "pipeline": pl.Int64(), "open_po": pl.Int64(), "velocity": pl.Float64(),
    "lead_days": pl.Int64(), "safety_days": pl.Int64(), "carton_qty": pl.Int64(),
}  # fmt: skip


def covered(**given_: Any) -> dict[str, Any]:
    """The cover of one SKU with 30 units near and one a day, unless said otherwise."""
    row = {"near": 30, "pipeline": 0, "open_po": 0, "velocity": 1.0, **given_}
    return cover(pl.DataFrame([row], schema=SCHEMA), CoverSettings()).row(0, named=True)


units = st.integers(0, 100_000)


@example(near=0, pipeline=100_000, open_po=0, weekly=32, carton=0)  # 21,875 days to the day: once a day too few
@given(near=units, pipeline=units, open_po=units, weekly=st.integers(1, 7000), carton=st.integers(0, 60))
def test_the_formulas_are_those_of_the_domain(near: int, pipeline: int, open_po: int, weekly: int, carton: int) -> None:
    """Cover, days to the order and the quantity equal the domain's formulas in exact fractions."""
    v = Fraction(weekly, 7)
    got = covered(near=near, pipeline=pipeline, open_po=open_po, velocity=round(weekly / 7, 12), carton_qty=carton)
    assert got["cover_now"] == pytest.approx(float(near / v), rel=1e-9, abs=1e-6)
    assert got["cover_all"] == pytest.approx(float((near + pipeline) / v), rel=1e-9, abs=1e-6)
    assert got["days_to_order"] == floor((near + pipeline) / v) - 45 - 14
    quantity = max(0, ceil(v * (45 + 30 + 14) - near - pipeline - open_po))
    assert got["order_quantity"] == (ceil(Fraction(quantity, carton)) * carton if carton else quantity)


@given(velocity=st.integers(1, 500), days=st.integers(0, 400))
def test_whole_days_of_cover_are_whole(velocity: int, days: int) -> None:
    """Stock for exactly n days lasts exactly n days: the boundary of a line is a boundary, not 6.999 or 7.001."""
    tenth = velocity / 10
    near = Fraction(velocity, 10) * days
    assume(near.denominator == 1)
    got = covered(near=int(near), velocity=tenth)
    assert got["cover_now"] == days
    assert got["days_to_order"] == days - 45 - 14


def test_the_sku_masters_own_days_come_first() -> None:
    """Lead and safety days of the SKU master outrank the defaults, each by itself."""
    assert covered()["days_to_order"] == 30 - 45 - 14
    assert covered(lead_days=10)["days_to_order"] == 30 - 10 - 14
    assert covered(lead_days=10, safety_days=0)["days_to_order"] == 20


def test_what_is_ordered_comes_in_whole_cartons() -> None:
    """The order quantity is rounded up to cartons; a carton of nothing counts as none."""
    assert covered()["order_quantity"] == 59
    assert covered(carton_qty=24)["order_quantity"] == 72
    assert covered(carton_qty=59)["order_quantity"] == 59
    assert covered(carton_qty=0)["order_quantity"] == 59


def test_open_purchase_orders_are_not_ordered_again() -> None:
    """Units on open purchase orders lower the quantity, never below zero."""
    assert covered(open_po=50)["order_quantity"] == 9
    assert covered(open_po=500)["order_quantity"] == 0


def test_an_unknown_pipeline_leaves_the_whole_cover_unknown() -> None:
    """Without the pipeline there is no cover with it, and no order date; what is near is still known."""
    got = covered(pipeline=None)
    assert got["cover_all"] is None
    assert got["days_to_order"] is None
    assert got["cover_now"] == 30


def test_what_does_not_sell_has_no_cover() -> None:
    """A velocity of nothing, or none at all, gives no cover instead of an infinite one."""
    assert covered(velocity=0.0)["cover_now"] is None
    assert covered(velocity=None)["cover_now"] is None
