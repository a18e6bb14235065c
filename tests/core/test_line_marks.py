"""Lines of settlements told apart by a number, against comparing them column by column."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.line_marks import each_once

SCHEMA = {"order": pl.String(), "what": pl.String(), "amount": pl.Decimal(18, 4), "quantity": pl.Int64()}
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "order": st.sampled_from(["111-1", "111-2", None]),
            "what": st.sampled_from(["Commission", None]),
            "amount": st.sampled_from([None, 1, -1]),
            "quantity": st.sampled_from([1, 2, None]),
        }
    ),
    max_size=8,
)


@given(LINES)
def test_each_line_stands_once_in_its_order(lines: list[dict[str, object]]) -> None:
    """Lines that differ in a column which does not tell are two; nothing and nothing are the same."""
    frame = pl.DataFrame(lines, schema=SCHEMA)
    expected = [line for at, line in enumerate(lines) if line not in lines[:at]]
    assert each_once(frame, tuple(SCHEMA), ("order", "amount")).equals(pl.DataFrame(expected, schema=SCHEMA))
