"""What binary fractions add to a number that people know exactly is taken away; every other number is left whole."""

import polars as pl

# 19.99 % weighted by its views is 0.1999, and seven days of cover are 7: lines are drawn at such numbers. What is
# further from one than float noise can be is no such number, and keeps every digit.
DIGITS = 6
NOISE = 1e-12


def settled(value: pl.Expr) -> pl.Expr:
    """The number of at most six places that lies within float noise of the value; else the value itself."""
    short = value.round(DIGITS)
    near = (value - short).abs() <= NOISE * pl.max_horizontal(value.abs(), 1.0)
    return pl.when(near).then(short).otherwise(value)
