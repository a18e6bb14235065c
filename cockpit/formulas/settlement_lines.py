"""The lines of settlements as the checks of fees, refunds and duplicates ask for them, each part read once a run.

There may be two million lines: whatever is asked filters by a few distinct words first and groups what is left.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.tables import FILE, ROW

SETTLEMENT: Final = "settlement"
LINE_SHOWN = (
    "settlement_id", "transaction_type", "order_id", "adjustment_id", "sku", "order_item_code", "amount_type",
    "amount_description", "amount", "quantity_purchased", "posted_date_time", FILE, ROW,
)  # fmt: skip


def folded(text: str | None) -> str:
    """A word of a settlement without case, spaces and marks: ``FBA Storage-Fee`` is fbastoragefee."""
    return "".join(letter for letter in (text or "").casefold() if letter.isalnum())


def named(lines: pl.DataFrame, column: str, fits: Callable[[str], bool]) -> pl.Expr:
    """Whether the cell of a column with few distinct words is one whose folded form fits."""
    words = [word for word in lines[column].unique() if word is not None and fits(folded(word))]
    return pl.col(column).is_in(words).fill_null(value=False)


def settlements(ctx: Context[Any]) -> pl.DataFrame:
    """One row per settlement, in order of its start.

    Columns: ``settlement_id currency start end deposit total`` (null where the file does not say), `_file`, `_row` of
    its first row.
    """
    return ctx.once("settlements", lambda: settlements_in(ctx.frame(SETTLEMENT)))


def settlements_in(lines: pl.DataFrame) -> pl.DataFrame:
    """The same of these lines, be they stale."""
    # Only the first row of a settlement says these; a file that repeats them says the same on every row.
    said = pl.any_horizontal(
        pl.col("total_amount", "settlement_start_date", "settlement_end_date", "deposit_date").is_not_null()
    )
    first = lines.filter(said).group_by("settlement_id", maintain_order=True)
    return first.agg(
        pl.col("currency").drop_nulls().first(),
        pl.col("settlement_start_date").min().alias("start"),
        pl.col("settlement_end_date").max().alias("end"),
        pl.col("deposit_date").drop_nulls().first().alias("deposit"),
        pl.col("total_amount").drop_nulls().first().alias("total"),
        pl.col(FILE, ROW).first(),
    ).sort("start", "end", "settlement_id", nulls_last=True)


def with_currency(ctx: Context[Any], lines: pl.DataFrame) -> pl.DataFrame:
    """The lines, each with its own currency, else the one that its settlement names on the first row."""
    of = settlements(ctx).select("settlement_id", pl.col("currency").alias("_currency"))
    joined = lines.join(of, on="settlement_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("currency", "_currency").alias("currency")).drop("_currency")


def settlement_day(moment: datetime, marketplace: str) -> date:
    """The day that a settlement's moment is written as: Amazon writes them in UTC, in Japan in Japan's time."""
    return moment.astimezone(zone_of(marketplace) if marketplace == "JP" else UTC).date()
