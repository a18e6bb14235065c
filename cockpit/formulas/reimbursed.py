"""Reimbursements as signed units: what Amazon paid or replaced, less what it took back (domain §8)."""

from typing import Any, Final

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.settlement_lines import folded
from cockpit.tables import FILE, ROW

REIMBURSEMENTS: Final = "reimbursements"
REIMBURSEMENT_SHOWN = (
    "approval_date", "reimbursement_id", "case_id", "amazon_order_id", "reason", "sku", "fnsku", "amount_per_unit",
    "amount_total", "currency", "quantity_reimbursed_cash", "quantity_reimbursed_inventory",
    "quantity_reimbursed_total", "original_reimbursement_id", "original_reimbursement_type", FILE, ROW,
)  # fmt: skip
_QUANTITIES = ("quantity_reimbursed_cash", "quantity_reimbursed_inventory")


def reimbursements(ctx: Context[Any]) -> pl.DataFrame:
    """Every reimbursement and reversal.

    Returns:
        The report's rows with ``reversal`` (whether Amazon took back), ``kind`` (the folded reason; of a reversal that
        names it, what was reimbursed at first), ``units`` (negative when taken back; 1 where the report does not say)
        and ``day`` (of the marketplace).
    """
    return ctx.once("reimbursements", lambda: signed(ctx.frame(REIMBURSEMENTS), str(zone_of(ctx.marketplace))))


def signed(rows: pl.DataFrame, zone: str) -> pl.DataFrame:
    """`reimbursements` of the report's rows."""
    reversals = [word for word in rows["reason"].unique() if word is not None and "reversal" in folded(word)]
    reversal = (pl.col("amount_total") < 0).fill_null(value=False) | pl.col("reason").is_in(reversals)
    said = pl.when(pl.any_horizontal(pl.col(name).is_not_null() for name in _QUANTITIES)).then(
        pl.sum_horizontal(_QUANTITIES)
    )
    units = pl.coalesce("quantity_reimbursed_total", said, pl.lit(1)).abs()
    marked = rows.select(*REIMBURSEMENT_SHOWN).with_columns(
        reversal=reversal.fill_null(value=False),
        reason_meant=pl.when(reversal).then(pl.coalesce("original_reimbursement_type", "reason")).otherwise("reason"),
        day=pl.col("approval_date").dt.convert_time_zone(zone).dt.date(),
    )
    words = marked["reason_meant"].drop_nulls().unique().to_list()
    kind = pl.col("reason_meant").replace_strict(
        words, [folded(word) for word in words], default="", return_dtype=pl.String()
    )
    return marked.with_columns(kind=kind, units=pl.when("reversal").then(-units).otherwise(units).cast(pl.Int64)).drop(
        "reason_meant"
    )


def of_orders(rows: pl.DataFrame) -> pl.DataFrame:
    """Units reimbursed for each order and SKU: ``order_id sku reimbursed``."""
    orders = rows.filter(pl.col("amazon_order_id").is_not_null())
    return orders.group_by(pl.col("amazon_order_id").alias("order_id"), "sku", maintain_order=True).agg(
        reimbursed=pl.col("units").sum()
    )
