"""Sellable units and units on their way, from whichever stock report is there (domain §6.2)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.tables import FILE, ROW, Table

GRADED = "amzn.gr."  # how Amazon begins the SKUs of returns that it sells as used for the seller
PLANNING = "inventory-planning"
MANAGE = "fba-inventory"

# What is sellable now, and what is inside Amazon's network and sellable within days. The customer-order reserve is sold
# already; a total reserve does not say how much of it is; "working" is only a plan: none of the three counts.
NEAR: Mapping[str, tuple[str, tuple[str, ...]]] = {
    PLANNING: ("available", ("fc_transfer", "reserved_fc_processing")),
    MANAGE: ("afn_fulfillable_quantity", ("afn_fc_transfer_quantity",)),
}
PIPELINE = {
    PLANNING: ("inbound_shipped", "inbound_received"),
    MANAGE: ("afn_inbound_shipped_quantity", "afn_inbound_receiving_quantity"),
}
SHOWN = {
    PLANNING: (
        "snapshot_date", "sku", "asin", "product_name", "available", "fc_transfer", "reserved_fc_processing",
        "total_reserved_quantity", "inbound_working", "inbound_shipped", "inbound_received", "units_shipped_t7",
        "units_shipped_t30", "units_shipped_t90", FILE, ROW,
    ),
    MANAGE: (
        "sku", "asin", "product_name", "afn_fulfillable_quantity", "afn_fc_transfer_quantity", "afn_reserved_quantity",
        "afn_inbound_working_quantity", "afn_inbound_shipped_quantity", "afn_inbound_receiving_quantity", FILE, ROW,
    ),
}  # fmt: skip


def stock_levels(type_: str, frame: pl.DataFrame, **further: str) -> pl.DataFrame:
    """One row per SKU: sku, near, pipeline. A cell that is empty and must not be makes its figure null, never 0.

    `further` names columns that are summed alike, ``units_7="units_shipped_t7"``.
    """
    summed: dict[str, pl.Expr | str] = {"near": near(type_), "pipeline": _sum_of_known(PIPELINE[type_]), **further}
    return frame.select("sku", **summed).group_by("sku", maintain_order=True).agg(_sum_of_whole(one) for one in summed)


def near(type_: str) -> pl.Expr:
    """Units that are sellable now or within days, of a row of a stock report."""
    available, inside = NEAR[type_]
    return pl.col(available) + pl.sum_horizontal(inside)


def _sum_of_known(names: Iterable[str]) -> pl.Expr:
    columns = list(names)
    return pl.when(pl.any_horizontal(pl.col(columns).is_not_null())).then(pl.sum_horizontal(columns))


def _sum_of_whole(name: str) -> pl.Expr:
    """A SKU on several rows (two conditions, two FNSKUs) is unknown when one of them is."""
    return pl.when(pl.col(name).is_null().any().not_()).then(pl.col(name).sum()).alias(name)


def stocked_skus(ctx: Context[Any], type_: str, since: date) -> Mapping[date, pl.DataFrame]:
    """By marketplace day, the SKUs that had sellable stock in the snapshots of a type, the current one included.

    Snapshots that could not be read whole are left out: a SKU missing from them may have had stock.
    """
    current = ctx.table(type_)
    tables = [*([current] if current else []), *ctx.history(type_)]
    found: dict[date, pl.DataFrame] = {}
    for table in tables:  # newest first: of several on one day the last word counts
        day = snapshot_day(table, ctx.marketplace)
        if day >= since and day not in found and not table.doubts:
            # In one step, and of these columns alone: there is a table for every day of the window.
            found[day] = table.frame.select(pl.col("sku").filter(near(type_) > 0).unique())
    return found


def snapshot_day(table: Table, marketplace: str) -> date:
    """The marketplace day that a snapshot describes: what is true from the end of a day on is of that day."""
    return table.period_end or (table.as_of - timedelta(microseconds=1)).astimezone(zone_of(marketplace)).date()
