"""Shipments on their way with an expected day: what becomes sellable before a SKU runs out."""

from datetime import date
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.tables import FILE, ROW

INBOUND = "inbound-shipments"
PURCHASES = "purchase-orders"
OVER = ("closed", "received", "cancelled", "canceled", "deleted")
PLANNED = ("working", "ready_to_ship")  # only a plan: nothing has left
SHOWN = ("shipment_id", "sku", "quantity_shipped", "quantity_received", "eta", "status", FILE, ROW)


def arrivals(ctx: Context[Any]) -> pl.DataFrame:
    """What is on its way with an ETA: sku, eta (a day of the team), units (shipped, not yet received), and the row.

    The shipments come first. The purchase sheet names the ETA of a shipment that has none, and stands for what it calls
    shipped and no shipment is written down for.
    """
    return ctx.once("arrivals", lambda: _coming(ctx))


def _coming(ctx: Context[Any]) -> pl.DataFrame:
    ordered = _ordered(ctx)
    sent = _sent(ctx, ordered)
    found = pl.concat([_on_the_way(sent), _only_ordered(ordered, sent)])
    eta = pl.col("eta").dt.convert_time_zone(str(ctx.clock.team_zone)).dt.date()
    return found.with_columns(eta=eta).filter(pl.col("eta").is_not_null(), pl.col("units") > 0)


def _ordered(ctx: Context[Any]) -> pl.DataFrame:
    """The shipped lines of the purchase sheet, by the columns of a shipment; their own number where they name none."""
    shipped = pl.col("status").str.strip_chars().str.to_lowercase() == "shipped"
    return ctx.frame(PURCHASES).filter(shipped.fill_null(value=False)).select(*_as_shipment())


def _as_shipment() -> tuple[pl.Expr, ...]:
    return (
        pl.coalesce("shipment_id", "po_id").alias("shipment_id"),
        pl.col("sku"),
        pl.col("quantity").alias("quantity_shipped"),
        pl.lit(None, pl.Int64).alias("quantity_received"),
        *(pl.col(name) for name in ("eta", "status", FILE, ROW)),
        pl.col("shipment_id").is_not_null().alias("named"),
    )


def _sent(ctx: Context[Any], ordered: pl.DataFrame) -> pl.DataFrame:
    """Every row of the shipments, with the ETA that the purchase sheet has where they have none."""
    etas = ordered.filter("named").group_by("shipment_id", "sku").agg(ordered_eta=pl.col("eta").min())
    rows = ctx.frame(INBOUND).join(etas, on=["shipment_id", "sku"], how="left", maintain_order="left")
    return rows.with_columns(eta=pl.coalesce("eta", "ordered_eta"))


def _on_the_way(sent: pl.DataFrame) -> pl.DataFrame:
    status = pl.col("status").str.strip_chars().str.to_lowercase().str.replace_all(r"[\s-]+", "_")
    still = status.is_in([*OVER, *PLANNED]).fill_null(value=False).not_()
    units = pl.col("quantity_shipped") - pl.col("quantity_received").fill_null(0)
    return sent.filter(pl.col("closed_at").is_null(), still).select(*SHOWN, units=units)


def _only_ordered(ordered: pl.DataFrame, sent: pl.DataFrame) -> pl.DataFrame:
    """What the purchase sheet alone knows: counted twice, one parcel would hide a stock-out."""
    alone = ordered.filter("named").join(sent, on=["shipment_id", "sku"], how="anti", maintain_order="left")
    unnamed = ordered.filter(~pl.col("named")).join(sent, on="sku", how="anti", maintain_order="left")
    return pl.concat([alone, unnamed]).select(*SHOWN, units="quantity_shipped")


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
