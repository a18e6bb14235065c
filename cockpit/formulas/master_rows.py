"""The SKU master with one row for each SKU."""

from typing import Any

import polars as pl

from cockpit.check import Context

MASTER = "sku-master"


def master_rows(ctx: Context[Any]) -> pl.DataFrame:
    """The rows of the SKU master; of several rows of a SKU the first. Made once for all checks that ask."""
    return ctx.once("master rows", lambda: one_each(ctx.frame(MASTER)))


def one_each(rows: pl.DataFrame) -> pl.DataFrame:
    """Counting the SKUs costs a tenth of taking their first rows, and hardly any master names one twice."""
    twice = rows["sku"].n_unique() < rows.height
    return rows.unique("sku", keep="first", maintain_order=True) if twice else rows
