"""What was sent to Amazon and what arrived of it, shipment by shipment (domain §6, S-12 and S-13)."""

from datetime import UTC
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.arrivals import INBOUND
from cockpit.tables import FILE, ROW

RECEIPT_SHOWN = (
    "shipment_id", "sku", "quantity_shipped", "quantity_received", "shipped_at", "mode", "eta", "status",
    "first_received_at", "closed_at", FILE, ROW,
)  # fmt: skip
NEVER = ("cancelled", "canceled", "deleted", "working", "ready_to_ship")  # nothing was sent, or is to come
CLOSED = ("closed", "completed")


def inbound_rows(ctx: Context[Any]) -> pl.DataFrame:
    """The rows of shipments that were sent, with ``short`` (units that did not arrive; null: not known)."""
    rows = ctx.frame(INBOUND).with_columns(_status().alias("_status"))
    sent = rows.filter(pl.col("_status").is_in(NEVER).fill_null(value=False).not_())
    # Amazon may receive more of one SKU than was sent: it makes up for nothing of another.
    missing = (pl.col("quantity_shipped") - pl.col("quantity_received")).clip(lower_bound=0)
    return sent.with_columns(short=missing)


def by_shipment(ctx: Context[Any]) -> pl.DataFrame:
    """One row per shipment that was sent, with the days of the team.

    Returns:
        ``shipment_id shipped received short`` (units), ``unknown`` (rows that do not say what arrived), ``skus``,
        ``mode shipped_day received_day closed_day`` (null: not known or not yet), ``closed`` (Amazon takes nothing
        more).
    """
    zone = str(ctx.clock.team_zone)
    rows = inbound_rows(ctx)
    moments = (("shipped_at", "shipped_day"), ("first_received_at", "received_day"), ("closed_at", "closed_day"))
    firsts = [pl.col(name).min().dt.convert_time_zone(zone).dt.date().alias(day) for name, day in moments]
    ended = (pl.col("closed_at") <= ctx.now.astimezone(UTC)) | pl.col("_status").is_in(CLOSED)
    return rows.group_by("shipment_id", maintain_order=True).agg(
        pl.col("quantity_shipped").sum().alias("shipped"),
        pl.col("quantity_received").sum().alias("received"),
        pl.col("short").sum(),
        pl.col("quantity_received").is_null().sum().alias("unknown"),
        pl.col("sku").unique(maintain_order=True).alias("skus"),
        pl.col("mode").str.strip_chars().str.to_lowercase().drop_nulls().first(),
        *firsts,
        ended.fill_null(value=False).any().alias("closed"),
    )


def _status() -> pl.Expr:
    return pl.col("status").str.strip_chars().str.to_lowercase().str.replace_all(r"[\s-]+", "_")
