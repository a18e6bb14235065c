"""Amounts as the demo keeps them (whole minor units: cents, yen) and as each kind of report writes them."""

MINOR_DIGITS = {"USD": 2, "EUR": 2, "JPY": 0}


def plain(minor: int, currency: str) -> str:
    """``24.99``, ``-3.75``, ``2980``: dot decimals, no grouping, no sign of the currency."""
    if not MINOR_DIGITS[currency]:
        return str(minor)
    whole, rest = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:02d}"


def comma(minor: int, currency: str) -> str:
    """``1141,18``: the decimal comma of settlements in euro."""
    return plain(minor, currency).replace(".", ",")


def dollars(minor: int) -> str:
    """``$1,234.56``, as the English interface groups."""
    return f"${minor // 100:,}.{minor % 100:02d}"


def euros(minor: int) -> str:
    """``1.234,56 €``, as the German interface writes (a no-break space before the sign)."""
    grouped = f"{minor // 100:,}".replace(",", ".")
    return f"{grouped},{minor % 100:02d}\u00a0€"


def yen(minor: int) -> str:
    """``￥123,456``: the full-width sign of the Japanese interface."""
    return f"￥{minor:,}"
