"""Which charges a fee preview may be compared with: fees differ by season, by rule date and by price (domain §8)."""

from collections.abc import Sequence
from datetime import date

import polars as pl


def same_table(day: pl.Expr, preview: date, changes: Sequence[date]) -> pl.Expr:
    """Whether the same table of fees holds on `day` and on the preview's day: no rule date lies between."""
    apart = [(day < change) != (preview < change) for change in changes]
    return pl.any_horizontal(apart).not_() if apart else pl.lit(value=True)


def same_season(day: pl.Expr, preview: date, first: str, last: str) -> pl.Expr:
    """False for a charge of the peak season and a preview from outside of it: peak fees are higher by rule.

    `first` and `last` are month and day ("10-15"), both included; the season may run over the new year. A charge
    outside the season that is above a preview of the season is above its own fee all the more.
    """
    if _within(preview, first, last):
        return pl.lit(value=True)
    text = day.dt.strftime("%m-%d")
    inside = (text >= first) & (text <= last) if first <= last else (text >= first) | (text <= last)
    return inside.not_()


def _within(day: date, first: str, last: str) -> bool:
    text = f"{day:%m-%d}"
    return first <= text <= last if first <= last else text >= first or text <= last


def same_band(sold: pl.Expr, preview: pl.Expr, bands: Sequence[float]) -> pl.Expr:
    """Whether both prices lie in one price band: under the first line, up to the second, above it.

    A price that is not known is taken to be in the other's band.
    """
    if not bands:
        return pl.lit(value=True)
    return (_band(sold, bands) == _band(preview, bands)).fill_null(value=True)


def _band(price: pl.Expr, bands: Sequence[float]) -> pl.Expr:
    """0 under the first line; a price on a line lies in the band between, which holds both of its ends."""
    first, *higher = sorted(bands)
    above = [(price > line).cast(pl.Int8) for line in higher]
    return pl.sum_horizontal((price >= first).cast(pl.Int8), *above, ignore_nulls=False)
