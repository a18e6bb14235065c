"""Types that are known by where their columns stand, because the header is in any language."""

import re
from collections.abc import Sequence

_ORDER_ID = re.compile(r"\d{3}-\d{7}-\d{7}")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_RATINGS = frozenset("12345")


def looks_like_feedback(rows: Sequence[Sequence[str]]) -> bool:
    """Five or six columns: a day, a rating of 1 to 5, two texts, an order id (report-formats §1)."""
    return bool(rows) and all(
        len(row) in {5, 6}
        and _DAY.fullmatch(row[0].strip()) is not None
        and row[1].strip() in _RATINGS
        and _ORDER_ID.fullmatch(row[4].strip()) is not None
        for row in rows
    )
