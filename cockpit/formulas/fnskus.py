"""Which FNSKU a SKU has at Amazon: what a removal or a claim is looked up by there."""

from collections.abc import Iterable, Mapping

import polars as pl


def fnskus(rows: pl.DataFrame, skus: Iterable[str], sku: str = "sku") -> Mapping[str, str]:
    """FNSKU by SKU, of a report's rows with ``fnsku`` and the column `sku`.

    A SKU with two of them (stickered units beside commingled ones) has none here: which one is meant is not known.
    """
    named = rows.select(pl.col(sku).alias("sku"), "fnsku").filter(
        pl.col("sku").is_in(sorted(set(skus))), pl.col("fnsku").is_not_null() & (pl.col("fnsku") != "")
    )
    return dict(named.unique().filter(pl.col("sku").is_unique()).iter_rows())
