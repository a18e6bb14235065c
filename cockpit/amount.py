"""The one number that a short text names (what people type as a price, a bid, a count), and what prices are in."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

_DECIMAL_COMMA: Final = re.compile(r"(\d),(\d{1,2})(?!\d)")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")

# Currencies that belong to one marketplace; the euro decides nothing.
CURRENCIES: Final[Mapping[str, str]] = {
    "USD": "US", "CAD": "CA", "MXN": "MX", "BRL": "BR", "GBP": "UK", "SEK": "SE", "PLN": "PL", "TRY": "TR", "JPY": "JP",
    "AUD": "AU", "SGD": "SG", "INR": "IN", "AED": "AE", "SAR": "SA", "EGP": "EG", "ZAR": "ZA",
}  # fmt: skip

_EUROS: Final = frozenset({"DE", "FR", "IT", "ES", "NL", "BE", "IE"})
_PAID_IN: Final[Mapping[str, str]] = {
    **{place: code for code, place in CURRENCIES.items()},
    **dict.fromkeys(_EUROS, "EUR"),
}


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


def currency_in(marketplace: str) -> str:
    """The currency of a marketplace's prices; "" where the marketplace is not known."""
    return _PAID_IN.get(marketplace, "")
