"""White space in texts that are compared."""

import re

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.spaces import single_spaced

WHITE = " \t\n\r\u00a0\u3000\u2009"


@given(st.lists(st.text(alphabet=f"{WHITE}ab-。", max_size=12), max_size=5))
def test_every_run_of_white_space_becomes_one_space(texts: list[str]) -> None:
    """A text says the same as with every run of white space replaced, those of a single space too."""
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String()})
    spaced = frame.select(single_spaced(pl.col("text"))).to_series().to_list()
    assert spaced == [re.sub(r"\s+", " ", text).strip() for text in texts]
