"""Repeatable chance for millions of rows: numbers mixed from the row number, as polars expressions."""

import polars as pl

# Odd constants with well-spread bits (Knuth's generator; a finaliser of splitmix64).
_STEP, _SALT, _MIX = 6364136223846793005, 1442695040888963407, 0xBF58476D1CE4E5B9
_WORD = 2**64


def noise(seed: int, purpose: int, row: str = "n") -> pl.Expr:
    """32 random bits for each row; another `purpose` gives independent ones."""
    start = (purpose * _SALT + seed * _STEP) % _WORD
    mixed = pl.col(row).cast(pl.UInt64) * pl.lit(_STEP, pl.UInt64) + pl.lit(start, pl.UInt64)
    mixed = (mixed ^ (mixed // 2**29)) * pl.lit(_MIX, pl.UInt64)
    return (mixed ^ (mixed // 2**31)) // 2**32


def pick(seed: int, purpose: int, below: int, row: str = "n") -> pl.Expr:
    """A whole number from 0 to `below` - 1."""
    return (noise(seed, purpose, row) % below).cast(pl.Int64)


def skewed(seed: int, purpose: int, below: int) -> pl.Expr:
    """A whole number below `below`, small ones much more often: a few SKUs sell most."""
    share = noise(seed, purpose).cast(pl.Float64) / 2**32
    return (share.pow(3) * below).cast(pl.Int64)


def digits(value: pl.Expr, width: int) -> pl.Expr:
    """A number as text with zeros in front."""
    return value.cast(pl.String).str.zfill(width)


def money(minor: pl.Expr, currency: str) -> pl.Expr:
    """An amount in minor units as text with a dot."""
    if currency == "JPY":
        return minor.cast(pl.String)
    size = minor.abs()
    sign = pl.when(minor < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.format("{}{}.{}", sign, size // 100, digits(size % 100, 2))


def rows(count: int) -> pl.DataFrame:
    """The row numbers that everything is made from."""
    return pl.DataFrame({"n": pl.int_range(count, eager=True)})
