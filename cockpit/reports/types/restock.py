"""Restock recommendations: cover per SKU as Amazon computes it, and what it would send. There is no date inside."""

from cockpit.reports.columns import count, day, money, number, text
from cockpit.reports.report_type import ReportType
from cockpit.text import Words

RESTOCK = ReportType(
    id="restock",
    title=Words("Restock inventory", "补充库存"),
    menu=Words("Inventory › Restock Inventory › Download report", "库存 › 补充库存 › 下载报告"),
    columns=(
        text("country", "Country"),
        text("product_name", "Product Name"),
        text("fnsku", "FNSKU"),
        text("merchant_sku", "Merchant SKU", required=True, filled=True),
        text("asin", "ASIN"),
        text("condition", "Condition"),
        text("supplier", "Supplier"),
        text("currency", "Currency code"),
        money("price", "Price"),
        money("sales_last_30_days", "Sales last 30 days"),
        count("units_sold_last_30_days", "Units Sold Last 30 Days"),
        count("total_units", "Total Units", required=True),
        count("inbound", "Inbound"),
        count("available", "Available"),
        count("fc_transfer", "FC transfer"),
        count("fc_processing", "FC Processing"),
        count("customer_order", "Customer Order"),
        count("unfulfillable", "Unfulfillable"),
        count("working", "Working"),
        count("shipped", "Shipped"),
        count("receiving", "Receiving"),
        text("fulfilled_by", "Fulfilled by"),
        number("total_days_of_supply", "Total Days of Supply (including units from open shipments)"),
        number("days_of_supply", "Days of Supply at Amazon Fulfillment Network"),
        text("alert", "Alert"),
        count("recommended_replenishment_qty", "Recommended replenishment qty", required=True),
        day("recommended_ship_date", "Recommended ship date"),  # or the word none
        text("recommended_action", "Recommended action"),
        text("unit_storage_size", "Unit storage size"),
    ),
    marks=(("merchant_sku", "recommended_replenishment_qty", "total_units"),),
    row_key=("merchant_sku", "fnsku", "condition"),
    marketplace_column="country",
    currency_column="currency",
    max_age_hours=24,
    optional=True,
)
