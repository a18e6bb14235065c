"""Refunds beside their sales, against adding them up one by one."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.refunds import refunded
from cockpit.reports import TYPES

SCHEMA = {**TYPES["settlement"].empty().schema, "item": pl.String()}
CENTS = st.integers(-3000, 3000).map(lambda n: Decimal(n) / 100)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "order_id": st.sampled_from(["111-1", "111-2"]),
            "item": st.sampled_from(["5001", "5002"]),
            "sku": st.sampled_from(["ZX-1", "ZX-2"]),
            "currency": st.sampled_from(["USD", "EUR"]),
            "amount_type": st.sampled_from(["ItemPrice", "Promotion", "ItemFees", "ItemWithheldTax"]),
            "amount_description": st.sampled_from(["Principal", "Shipping", "Tax", "ShippingTax", "Commission"]),
            "amount": CENTS,
        }
    ),
    max_size=25,
)
Sums = dict[tuple[str, str, str], Decimal]


def frame(lines: list[dict[str, Any]]) -> pl.DataFrame:
    """Lines as a settlement's frame."""
    return pl.DataFrame([{name: line.get(name) for name in SCHEMA} for line in lines], schema=SCHEMA)


def added(lines: list[dict[str, Any]]) -> Sums:
    """What stands in the buyer's lines without tax, by order line and currency."""
    sums: Sums = defaultdict(Decimal)
    for line in lines:
        if line["amount_type"] in {"ItemPrice", "Promotion"} and "Tax" not in line["amount_description"]:
            sums[line["order_id"], line["item"], line["currency"]] += line["amount"]
    return sums


@given(LINES, LINES)
def test_refunds_and_charges_are_those_that_adding_finds(
    back: list[dict[str, Any]], sold: list[dict[str, Any]]
) -> None:
    """By order item and currency, exactly."""
    found = refunded(frame(back), frame(sold))
    refunds, charges = added(back), added(sold)
    rows = {(row["order_id"], row["item"], row["currency"]): row for row in found.iter_rows(named=True)}
    assert {key: row["refunded"] for key, row in rows.items()} == {key: -amount for key, amount in refunds.items()}
    assert all(row["charges"] == charges[key] for key, row in rows.items() if key in charges)
