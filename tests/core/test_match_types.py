"""How match types are told: each spelling once, as cell by cell."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.match_types import BROAD, EXACT, PHRASE, is_of_kind, match_kind

SPELLINGS = (
    "EXACT",
    "Exact",
    "精准匹配",
    "Phrase",
    "词组",
    "BROAD",
    "weitgehend",
    "-",
    "",
    "TARGETING_EXPRESSION",
    None,
)
KINDS = (EXACT, PHRASE, BROAD, None)


@given(st.lists(st.sampled_from(SPELLINGS)), st.sets(st.sampled_from(KINDS)))
def test_a_spelling_told_once_is_the_kind_of_every_cell(cells: list[str | None], kinds: set[str | None]) -> None:
    """`is_of_kind` says of every row what `match_kind` says of its cell, empty cells too."""
    frame = pl.DataFrame({"match_type": cells}, schema={"match_type": pl.String})
    told = frame.select(is_of_kind(frame["match_type"], kinds).alias("told"))["told"].to_list()
    assert told == [kind in kinds for kind in frame.select(match_kind().alias("kind"))["kind"].to_list()]
