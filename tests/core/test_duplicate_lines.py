"""Equal lines of settlements, against counting them one by one."""

from collections import Counter
from decimal import Decimal

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from checks.finance.duplicate_charge import SAME, equal_lines
from cockpit.reports import TYPES

EMPTY = TYPES["settlement"].empty()
CENTS = st.sampled_from([None, Decimal("-4.10"), Decimal("-4.11"), Decimal(0)])
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "settlement_id": st.sampled_from(["1001", "1002"]),
            "order_id": st.sampled_from(["111-1", "111-2", None]),
            "order_item_code": st.sampled_from(["5001", None]),
            "amount": CENTS,
            "quantity_purchased": st.sampled_from([1, None]),
        }
    ),
    max_size=30,
)


@given(LINES)
def test_equal_lines_are_those_that_counting_finds(lines: list[dict[str, object]]) -> None:
    """Whatever is empty in them: nothing and nothing are the same."""
    frame = pl.DataFrame(lines, schema={name: EMPTY.schema[name] for name in lines[0]} if lines else None)
    whole = pl.concat([EMPTY, frame], how="diagonal")
    counted = Counter(tuple(row[name] for name in SAME) for row in whole.iter_rows(named=True) if row["amount"])
    expected = sum(times for times in counted.values() if times > 1)
    assert equal_lines(whole).height == expected
