"""Whether the cells of an unknown column look like what one of our columns holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cockpit.reports.place import marketplace_of
from cockpit.reports.report_type import Column, Kind

_MOST = 0.8  # so many of the filled cells must look right: a few are always odd
_EMPTY = frozenset({"", "-", "--", "n/a", "无", "/", "null", "none", "keine", "なし"})

_SIGN = r"(?:[A-Z]{0,3}[$€£¥￥₹]|[A-Z]{3}|Rs\.?|zł)?"
_FIGURE = re.compile(rf"\(?[+-]?\s*{_SIGN}\s*[+-]?\d[\d.,'\s\u00a0]*\s*(?:{_SIGN}|%)\)?", re.IGNORECASE)
_WHOLE = re.compile(r"[+-]?\d{1,3}(?:[.,\s]?\d{3})*(?:[.,]0+)?|[+-]?\d+(?:[.,]0+)?")
_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*|20\d{6}"
    r"|\d{1,2}[-\s][A-Za-z]{3,9}[-\s]\d{2,4}.*|[A-Za-z]{3,9}\.?\s\d{1,2},\s\d{4}.*|[34]\d{4}(?:\.\d+)?"
)
_WORDS = frozenset(
    ["true", "false", "yes", "no", "y", "n", "1", "0", "是", "否", "有", "无", "ja", "nein", "はい", "いいえ"]
)
_ASIN = re.compile(r"B0[0-9A-Z]{8}|\d{9}[\dX]")
_CURRENCY = re.compile(r"[A-Za-z]{3}|人民币|美元|欧元|英镑|日元")


def _figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell))


_KINDS: Final[Mapping[Kind, Callable[[str], bool]]] = {
    Kind.COUNT: lambda cell: bool(_WHOLE.fullmatch(cell)),
    Kind.NUMBER: _figure,
    Kind.MONEY: _figure,
    Kind.RATE: _figure,
    Kind.INSTANT: lambda cell: bool(_DATE.fullmatch(cell)),
    Kind.DAY: lambda cell: bool(_DATE.fullmatch(cell)),
    Kind.FLAG: lambda cell: cell.casefold() in _WORDS,
}
# Columns of text that hold only one sort of it, by our name.
_NAMED: Final[Mapping[str, Callable[[str], bool]]] = {
    "asin": lambda cell: bool(_ASIN.fullmatch(cell)),
    "marketplace": lambda cell: all(marketplace_of(part) for part in cell.split(";")),
    "currency": lambda cell: bool(_CURRENCY.fullmatch(cell)),
    "sku": lambda cell: not _DATE.fullmatch(cell) and len(cell) <= 60,  # noqa: PLR2004 - Amazon allows 40 characters
}


def looks_like(column: Column, cells: Sequence[str]) -> bool:
    """Whether nearly all filled cells could be values of the column; empty ones say nothing against it."""
    test = _NAMED.get(column.name) or _KINDS.get(column.kind)
    filled = [text for cell in cells if (text := cell.strip()).casefold() not in _EMPTY]
    return test is None or sum(map(test, filled)) >= _MOST * len(filled)
