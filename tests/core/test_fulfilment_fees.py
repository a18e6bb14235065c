"""Fulfilment fees of order items and the previews that they may be compared with."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.fee_periods import same_band, same_season, same_table
from cockpit.formulas.fulfilment_fees import FEE, fulfilment_fees
from cockpit.formulas.measures import measure_changes
from cockpit.reports import TYPES

DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))
SCHEMA = {**TYPES["settlement"].empty().schema, "item": pl.String(), "day": pl.Date()}
POSTED = datetime(2026, 11, 10, 8, tzinfo=UTC)


def told(days: list[date], expr: pl.Expr) -> list[bool]:
    """What an expression over the column ``day`` says."""
    frame = pl.DataFrame({"day": days})
    return frame.with_columns(expr.alias("told"))["told"].to_list()


@given(DAYS, DAYS, st.lists(DAYS, max_size=4))
def test_a_rule_date_between_them_parts_a_charge_from_its_preview(
    day: date, preview: date, changes: list[date]
) -> None:
    """The day of the change itself belongs to the new table."""
    between = any(min(day, preview) < change <= max(day, preview) for change in changes)
    assert told([day], same_table(pl.col("day"), preview, changes)) == [not between]


@given(DAYS, DAYS)
def test_the_peak_is_compared_with_the_peak_alone(day: date, preview: date) -> None:
    """A season over the new year: 15 October to 14 January, both included."""

    def peak(one: date) -> bool:
        return (one.month, one.day) >= (10, 15) or (one.month, one.day) <= (1, 14)

    expected = peak(preview) or not peak(day)
    assert told([day], same_season(pl.col("day"), preview, "10-15", "01-14")) == [expected]


PRICES = st.integers(1, 8000).map(lambda n: Decimal(n) / 100)


@given(PRICES, PRICES)
def test_prices_of_one_band_are_compared(sold: Decimal, listed: Decimal) -> None:
    """Under 10, from 10 to 50, above 50."""

    def band(price: Decimal) -> int:
        return 0 if price < 10 else 1 if price <= 50 else 2

    frame = pl.DataFrame(
        {"sold": [sold], "listed": [listed]}, schema=dict.fromkeys(("sold", "listed"), pl.Decimal(18, 4))
    )
    assert frame.select(same_band(pl.col("sold"), pl.col("listed"), [10, 50])).item() == (band(sold) == band(listed))


def test_a_price_that_is_not_known_is_in_the_others_band() -> None:
    """Nothing is left out for want of a price."""
    frame = pl.DataFrame({"sold": [None], "listed": [12]}, schema=dict.fromkeys(("sold", "listed"), pl.Decimal(18, 4)))
    assert frame.select(same_band(pl.col("sold"), pl.col("listed"), [10, 50])).item() is True


def line(
    order: str, amount: str, quantity: int | None, description: str = FEE, kind: str = "ItemFees"
) -> dict[str, Any]:
    """One line of a sale."""
    own = {
        "settlement_id": "1001",
        "order_id": order,
        "item": order,
        "sku": "ZX-1",
        "amount": Decimal(amount),
        "quantity_purchased": quantity,
        "amount_description": description,
        "amount_type": kind,
        "posted_date_time": POSTED,
        "day": POSTED.date(),
        "currency": "USD",
    }
    return {name: own.get(name) for name in SCHEMA}


UNITS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 2000), st.booleans()), max_size=12)


@given(UNITS)
def test_units_are_counted_wherever_they_stand(sold: list[tuple[int, int, bool]]) -> None:
    """On the fee's own line or on the price's: units, charges and the price a unit come out exactly."""
    lines = []
    for number, (units, cents, own) in enumerate(sold):
        price = str(Decimal(cents * units) / 100)
        lines.append(line(f"111-{number}", f"-{price}", units if own else None))
        lines.append(line(f"111-{number}", price, units, "Principal", "ItemPrice"))
    found = fulfilment_fees(pl.DataFrame(lines, schema=SCHEMA)).sort(pl.col("order_id").str.slice(4).cast(pl.Int64))
    assert found["units"].to_list() == [units for units, _, _ in sold]
    assert found["charged"].to_list() == [Decimal(units * cents) / 100 for units, cents, _ in sold]
    assert found["price"].to_list() == [Decimal(cents) / 100 for _, cents, _ in sold]


HUNDREDTHS = st.integers(1, 3000)


@given(HUNDREDTHS, HUNDREDTHS)
def test_a_change_by_more_than_the_line_is_decided_exactly(now: int, before: int) -> None:
    """Five percent in whole hundredths, never in floats."""
    sides = ("longest_side", "median_side", "shortest_side", "item_package_weight")
    row: dict[str, Any] = {}
    for when, value in (("", now), ("_before", before)):
        row |= {f"{name}{when}": value / 100 for name in sides}
        row |= {f"unit_of_dimension{when}": "inches", f"unit_of_weight{when}": "pounds"}
    grown = measure_changes(pl.DataFrame([row]), 0.05)["grown"].to_list()[0]
    assert grown == (list(sides) if abs(now - before) * 20 > before else [])
