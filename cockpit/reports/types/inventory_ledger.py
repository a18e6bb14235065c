"""Inventory ledger: balances per day and place (summary), or every movement (detail)."""

from cockpit.reports.columns import count, day, instant, text
from cockpit.reports.report_type import ANY_AGE, ReportType
from cockpit.text import Words

INVENTORY_LEDGER = ReportType(
    id="inventory-ledger",
    title=Words("Inventory ledger", "库存分类账"),
    menu=Words("Reports › Fulfilment › Inventory Ledger", "报告 › 配送 › 库存分类账"),
    columns=(
        day("date", "Date", required=True),
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
    accumulates="log",
    key=("date", "fnsku", "disposition", "event_type", "reference_id", "fulfillment_center", "country"),
    period_columns=("date",),
    as_of_columns=("date",),
    quiet_hours=ANY_AGE,
    marketplace_column="country",
    max_age_hours=168,
)
