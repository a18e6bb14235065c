"""The one number that a short text names: what people type as a price, a bid, a budget, a count."""

import re
from decimal import Decimal
from typing import Final

_DECIMAL_COMMA: Final = re.compile(r"(\d),(\d{1,2})(?!\d)")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")


def named_amount(text: str) -> Decimal | None:
    """The number in "24.99", "$24.99", "24,99 EUR" or "1,299"; None where no number or more than one stands there."""
    found = _NUMBER.findall(_DECIMAL_COMMA.sub(r"\1.\2", text).replace(",", ""))
    return Decimal(found[0]) if len(found) == 1 else None


def same_value(one: str, other: str) -> bool:
    """Whether two texts name the same value: the same number, else the same words."""
    amounts = named_amount(one), named_amount(other)
    if None not in amounts:
        return amounts[0] == amounts[1]
    return one.split() == other.split()
