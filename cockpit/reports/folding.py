"""Header cells made comparable: one spelling stands for many."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Spaces, hyphens and dashes of every kind, underscores, zero-width characters: the domain says they never matter.
_NOISE = re.compile(r"[\s_\-\u00ad\u200b-\u200f\u2010-\u2015\u2212\u2060\ufe58\ufe63\ufeff\uff0d]+")
# A currency in brackets at the end of an amount's name: ($), (€), (₹), (USD), (C$), (Rs.)
_CURRENCY = re.compile(
    r"\((?:[a-z]{0,2}[$€£¥₹₩]|rs\.?|kr|zł|tl|₺|usd|cad|mxn|brl|gbp|eur|sek|pln|try|jpy|aud|sgd|inr|aed|sar|egp|zar|cny)\)$"
)

# The second generation of listing templates says whose value it is: item_name[marketplace_id=…][language_tag=…]#1.value
_WHOSE = re.compile(r"\[[a-z_]+=[^\[\]]*\]")


@lru_cache(maxsize=65536)
def fold(cell: str) -> str:
    """A header cell without case, width, spaces, hyphens, underscores and currency: ``7 Day Total Sales ($)``."""
    text = unicodedata.normalize("NFKC", cell).casefold()
    return _CURRENCY.sub("", _NOISE.sub("", _WHOSE.sub("", text))).rstrip(":")


def fold_line(cells: Sequence[str]) -> list[str]:
    """Each cell folded. The first lines of every file are, nearly all of them rows: a whole line costs two cells."""
    text = unicodedata.normalize("NFKC", "\0".join(cells)).casefold()
    if "[" in text or text.count("\0") != len(cells) - 1:  # what stands in brackets may not end in another cell
        return [fold(cell) for cell in cells]
    bare = _NOISE.sub("", text).split("\0")
    return [_CURRENCY.sub("", cell).rstrip(":") if cell.endswith((")", ":")) else cell for cell in bare]
