"""The account's usual click rate: the median over its search terms, or over its keywords (domain §7, A-05)."""

from fractions import Fraction
from statistics import median

import polars as pl


def median_rate(sums: pl.DataFrame, impressions: int, enough: int) -> Fraction | None:
    """The median of clicks ÷ impressions, exactly; None where nothing has an impression.

    Args:
        sums: one row per term or keyword of one ad type: clicks, impressions.
        impressions: rows with fewer have click rates of chance (one click on three impressions is 33%); they are left
            out where the others are many enough to have a median.
        enough: how many that is.
    """
    shown = sums.drop_nulls(["clicks", "impressions"]).filter(pl.col("impressions") > 0)
    wide = shown.filter(pl.col("impressions") >= impressions)
    rows = (wide if wide.height >= enough else shown).select(pl.col("clicks", "impressions").cast(pl.Int64))
    if rows.is_empty():
        return None
    rate = pl.col("clicks") / pl.col("impressions")
    ranked = rows.sort(rate)
    middle = ranked.slice((ranked.height - 1) // 2, 2 - ranked.height % 2)
    return median([Fraction(clicks, seen) for clicks, seen in middle.iter_rows()])
