"""Inventory ledger: balances per day or month and place (summary), or every movement (detail)."""

import polars as pl

from cockpit.reports.columns import count, day, instant, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

_MONTH = r"^\s*(\d{1,2})/(\d{4})\s*$"


def month_ends(frame: pl.DataFrame) -> pl.DataFrame:
    """A summary by month writes 08/2026: the row is of any day from the 1st, its ``date``, to ``month_end``."""
    first = pl.col("date").str.replace(_MONTH, "$2-$1-01").str.to_date("%Y-%m-%d", strict=False)
    ends = pl.when(pl.col("date").str.contains(_MONTH)).then(first.dt.month_end().dt.to_string("%Y-%m-%d"))
    return frame.with_columns(month_end=pl.coalesce("month_end", ends))


INVENTORY_LEDGER = ReportType(
    id="inventory-ledger",
    title=Words("Inventory ledger", "库存分类账"),
    menu=Words("Reports › Fulfilment › Inventory Ledger", "报告 › 配送 › 库存分类账"),
    columns=(
        day("date", "Date", required=True),
        day("month_end"),
        text("fnsku", "FNSKU", required=True),
        text("asin", "ASIN"),
        text("msku", "MSKU"),
        text("title", "Title"),
        text("event_type", "Event Type"),
        text("reference_id", "Reference ID", id=True),
        count("quantity", "Quantity"),
        text("fulfillment_center", "Fulfillment Center"),
        text("disposition", "Disposition", required=True),
        text("reason", "Reason"),
        text("country", "Country", "Location"),
        count("reconciled_quantity", "Reconciled Quantity"),
        count("unreconciled_quantity", "Unreconciled Quantity"),
        instant("date_and_time", "Date and Time"),
        count("starting_warehouse_balance", "Starting Warehouse Balance"),
        count("in_transit_between_warehouses", "In Transit Between Warehouses"),
        count("receipts", "Receipts"),
        count("customer_shipments", "Customer Shipments"),
        count("customer_returns", "Customer Returns"),
        count("vendor_returns", "Vendor Returns"),
        count("warehouse_transfer", "Warehouse Transfer In/Out"),
        count("found", "Found"),
        count("lost", "Lost"),
        count("damaged", "Damaged"),
        count("disposed", "Disposed"),
        count("other_events", "Other Events"),
        count("unknown_events", "Unknown Events"),
        count("ending_warehouse_balance", "Ending Warehouse Balance"),
    ),
    marks=(
        ("starting_warehouse_balance", "ending_warehouse_balance"),
        ("event_type", "reference_id", "unreconciled_quantity"),
    ),
    prepare=month_ends,
    accumulates="log",
    key=("date", "month_end", "fnsku", "disposition", "event_type", "reference_id", "fulfillment_center", "country"),
    period_columns=("date",),
    as_of_columns=("date",),
    quiet_hours=ANY_AGE,
    marketplace_column="country",
    max_age_hours=168,
)
