"""A setting among the decimals of a report."""

from decimal import Decimal

import polars as pl


def exact_value(value: float) -> pl.Expr:
    """A setting as the decimal that it is written as, for expressions: 0.01 is not 0.01000000000000000021.

    The decimal itself as a literal would have polars load numpy, which costs a tenth of a second.
    """
    written = Decimal(str(value))
    digits = written.as_tuple().exponent
    return pl.lit(f"{written:f}").cast(pl.Decimal(38, max(0, -digits) if isinstance(digits, int) else 0))
