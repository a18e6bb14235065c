"""Shipments on their way with an expected day: what becomes sellable before a SKU runs out."""

from datetime import date
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.tables import FILE, ROW

INBOUND = "inbound-shipments"
OVER = ("closed", "received", "cancelled", "canceled", "deleted")
SHOWN = ("shipment_id", "sku", "quantity_shipped", "quantity_received", "eta", "status", FILE, ROW)


def arrivals(ctx: Context[Any]) -> pl.DataFrame:
    """Open shipments with an ETA: sku, eta (a day of the team), units (shipped and not yet received), and the row."""
    schema = {"sku": pl.String(), "eta": pl.Date(), "units": pl.Int64()}
    if not ctx.has(INBOUND):
        return pl.DataFrame(schema=schema)
    status = pl.col("status").str.strip_chars().str.to_lowercase()
    units = pl.col("quantity_shipped") - pl.col("quantity_received").fill_null(0)
    eta = pl.col("eta").dt.convert_time_zone(str(ctx.clock.team_zone)).dt.date()
    return (
        ctx.frame(INBOUND)
        .filter(pl.col("closed_at").is_null(), status.is_in(OVER).fill_null(value=False).not_())
        .select(*SHOWN, units=units)
        .with_columns(eta=eta)
        .filter(pl.col("eta").is_not_null(), pl.col("units") > 0)
    )


def in_time(shipments: pl.DataFrame, skus: pl.DataFrame, today: date, receiving_days: float) -> pl.DataFrame:
    """The shipments whose units can be sold before their SKU runs out.

    Args:
        shipments: as `arrivals` gives them.
        skus: sku and cover_now (days).
        today: the team's day.
        receiving_days: from arrival to sellable. A shipment that should be sellable by now and is not has no ETA worth
            counting on, and is left out.
    """
    sellable = pl.col("eta") + pl.duration(days=receiving_days)
    runs_out = pl.lit(today) + pl.duration(days=pl.col("cover_now").floor().cast(pl.Int64))
    return (
        shipments.join(skus.select("sku", "cover_now"), on="sku")
        .filter(sellable >= today, sellable <= runs_out)
        .sort("sku", "eta")
    )
