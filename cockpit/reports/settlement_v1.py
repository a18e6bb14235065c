"""The wide settlement layout (V1): its columns, and how its many amounts become one amount a row, as in V2."""

import polars as pl

from cockpit.reports.columns import text
from cockpit.tables import ROW

# Amount column of V1 → the column that describes it, and what V2 calls the kind.
AMOUNTS: tuple[tuple[str, str, str], ...] = (
    ("price_amount", "price_type", "ItemPrice"),
    ("item_related_fee_amount", "item_related_fee_type", "ItemFees"),
    ("promotion_amount", "promotion_type", "Promotion"),
    ("shipment_fee_amount", "shipment_fee_type", "ShipmentFees"),
    ("order_fee_amount", "order_fee_type", "OrderFees"),
    ("direct_payment_amount", "direct_payment_type", "DirectPayment"),
    ("misc_fee_amount", "", "MiscFees"),
    ("other_fee_amount", "other_fee_reason_description", "OtherFees"),
    ("other_amount", "", "other-transaction"),
)

V1 = tuple(text(name) for amount, described, _ in AMOUNTS for name in (amount, described) if name)


def to_amount_lines(frame: pl.DataFrame) -> pl.DataFrame:
    """Every amount of a wide row as a row of its own; rows without any (totals, quantities) stay one row without."""
    wide = [entry for entry in AMOUNTS if entry[0] in frame.columns]
    if "amount" in frame.columns and not frame["amount"].is_null().all():
        wide = []
    if not wide:
        return frame.drop([name for pair in AMOUNTS for name in pair[:2] if name in frame.columns])
    kept = [name for name in frame.columns if name not in {column.name for column in V1}]
    lines = [_lines(frame, kept, *entry) for entry in wide]
    none = pl.all_horizontal(pl.col(amount).is_null() for amount, _, _ in wide)
    long = pl.concat([frame.filter(none).select(kept), *lines], how="diagonal").sort(ROW, maintain_order=True)
    again = (pl.col(ROW) == pl.col(ROW).shift(1)).fill_null(value=False)  # a row is counted with its first amount
    return long.with_columns(
        pl.when(~again).then(pl.col(name)).alias(name) for name in ("quantity_purchased", "total_amount")
    )


def _lines(frame: pl.DataFrame, kept: list[str], amount: str, described: str, kind: str) -> pl.DataFrame:
    """The rows that have this amount, in V2's columns. Without a description the transaction type is it."""
    said = pl.col(described) if described in frame.columns else pl.lit(None, pl.String)
    new = {
        "amount": pl.col(amount),
        "amount_type": pl.lit(kind),
        "amount_description": pl.coalesce(said, "transaction_type"),
    }
    others = [name for name in kept if name not in new]
    return frame.filter(pl.col(amount).is_not_null()).select(*others, **new)
