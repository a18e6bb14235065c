"""Whole units that Amazon fulfilled and refunded, beside what came back of them (domain §8, P-05)."""

from typing import Any, Final

import polars as pl

from cockpit.check import Context
from cockpit.formulas.refunds import LINE, REFUND_TYPES, SALE_TYPES, refund_lines, sale_lines
from cockpit.formulas.reimbursed import of_orders, reimbursements
from cockpit.formulas.settlement_lines import SETTLEMENT, named
from cockpit.tables import FILE, ROW

FBA_RETURNS: Final = "fba-returns"
RETURN_SHOWN = (
    "return_date", "order_id", "sku", "fnsku", "quantity", "fulfillment_center_id", "detailed_disposition", "reason",
    "status", "license_plate_number", FILE, ROW,
)  # fmt: skip
ORDER = ("order_id", "sku")
_DONE = ("done", "verified")
_CENT = "0.01"


def fba_refunds(ctx: Context[Any]) -> pl.DataFrame:
    """Refunds of what Amazon may have fulfilled, one row for each order, SKU and currency.

    Partial refunds, refunds of merchant orders and those that the board says a colleague made are left out.

    Returns:
        ``order_id sku currency day`` (the last refund, UTC; in Japan its own), ``refunded`` (the price, without tax
        and shipping), ``units`` (whole ones that were refunded), ``sure`` (whether the sale is at hand, so that a
        partial refund would show), ``fba`` (null: no report says who fulfilled it).
    """
    return ctx.once("fba refunds", lambda: _refunds(ctx))


def not_returned(ctx: Context[Any]) -> pl.DataFrame:
    """`fba_refunds` with ``returned reimbursed missing``: what neither came back nor was paid for; 1 and more."""
    returned = (
        ctx.frame(FBA_RETURNS).group_by(ORDER, maintain_order=True).agg(returned=pl.col("quantity").fill_null(1).sum())
    )
    found = fba_refunds(ctx)
    for known in (returned, of_orders(reimbursements(ctx))):
        found = found.join(known, on=ORDER, how="left", maintain_order="left")
    counted = found.with_columns(pl.col("returned", "reimbursed").fill_null(0))
    missing = pl.col("units") - pl.col("returned") - pl.col("reimbursed")
    return counted.with_columns(missing=missing).filter(pl.col("missing") > 0)


def _refunds(ctx: Context[Any]) -> pl.DataFrame:
    refunds, orders = refund_lines(ctx), _orders(ctx)
    counts = _counts(ctx, refunds["order_id"].unique())
    back = _with_units(_principal(refunds, "refunded", -1), counts, REFUND_TYPES, "refunded_units")
    sold = _with_units(_principal(sale_lines(ctx), "paid", 1), counts, SALE_TYPES, "paid_units")
    found = whole_units(back, sold, orders)
    zone = "Asia/Tokyo" if ctx.marketplace == "JP" else "UTC"
    by_us = [a.subject.id for a in ctx.actions if a.kind == "refund" and a.state in _DONE]
    channel = pl.coalesce("channel", "order_channel").str.to_lowercase()
    return (
        found.filter(pl.col("units") > 0, pl.col("order_id").is_in(by_us).not_())
        .with_columns(fba=channel.is_in(["afn", "amazon"]))
        .filter(pl.col("fba").fill_null(value=True))
        .group_by("order_id", "sku", "currency", maintain_order=True)
        .agg(
            pl.col("posted").max().dt.convert_time_zone(zone).dt.date().alias("day"),
            pl.col("refunded", "units").sum(),
            pl.col("sure", "fba").all(ignore_nulls=False),
        )
    )


def _orders(ctx: Context[Any]) -> pl.DataFrame:
    """What All Orders says of the refunded orders: ``order_id sku order_channel order_units order_paid``."""
    wanted = refund_lines(ctx)["order_id"].unique()
    rows = ctx.frame("all-orders").filter(pl.col("amazon_order_id").is_in(wanted.implode()))
    return rows.group_by(pl.col("amazon_order_id").alias("order_id"), "sku").agg(
        pl.col("fulfillment_channel").drop_nulls().first().alias("order_channel"),
        pl.col("quantity").sum().alias("order_units"),
        pl.col("item_price").sum().alias("order_paid"),
    )


def _counts(ctx: Context[Any], orders: pl.Series) -> pl.DataFrame:
    """The rows that say how many units an order line has: each of its rows, or one of its own without an amount."""
    wanted = (pl.col("quantity_purchased") > 0) & pl.col("order_id").is_in(orders.implode())
    rows = ctx.frame(SETTLEMENT).filter(wanted)
    return rows.select(
        "transaction_type", "order_id", "posted_date_time", "quantity_purchased",
        item=pl.coalesce("order_item_code", "sku", pl.lit("")),
    )  # fmt: skip


def _with_units(found: pl.DataFrame, counts: pl.DataFrame, types: frozenset[str], name: str) -> pl.DataFrame:
    """With the units of each order line; what was posted at one moment is counted once."""
    own = counts.filter(named(counts, "transaction_type", types.__contains__))
    once = own.group_by("order_id", "item", "posted_date_time").agg(pl.col("quantity_purchased").max().alias(name))
    units = once.group_by("order_id", "item").agg(pl.col(name).sum())
    return found.join(units, on=["order_id", "item"], how="left", maintain_order="left")


def _principal(lines: pl.DataFrame, name: str, sign: int) -> pl.DataFrame:
    """What the goods of each order line cost, without tax, shipping and goodwill."""
    goods = named(lines, "amount_type", {"itemprice"}.__contains__) & named(
        lines, "amount_description", {"principal"}.__contains__
    )
    return (
        lines.filter(goods)
        .group_by(*LINE, maintain_order=True)
        .agg(
            pl.col("sku").drop_nulls().first(),
            (pl.col("amount").sum() * sign).alias(name),
            pl.col("fulfillment_id").drop_nulls().first().alias("channel"),
            pl.col("posted_date_time").max().alias("posted"),
        )
    )


def whole_units(refunds: pl.DataFrame, sales: pl.DataFrame, orders: pl.DataFrame) -> pl.DataFrame:
    """The refunded order lines with ``units``: how many whole ones were refunded, 0 for a partial refund.

    Where no report at hand tells what was paid, the refund is taken for whole and ``sure`` is false.
    """
    sold = sales.select(*LINE, "paid", "paid_units")
    by_sku = sales.group_by("order_id", "sku", "currency").agg(
        pl.col("paid").sum().alias("sku_paid"), pl.col("paid_units").sum().alias("sku_units")
    )
    joined = (
        refunds.join(sold, on=LINE, how="left", nulls_equal=True, maintain_order="left")
        .join(by_sku, on=["order_id", "sku", "currency"], how="left", nulls_equal=True, maintain_order="left")
        .join(orders, on=ORDER, how="left", nulls_equal=True, maintain_order="left")
    )
    paid = pl.coalesce("paid", "sku_paid", "order_paid").alias("paid")
    bought = [pl.when(pl.col(name) > 0).then(pl.col(name)) for name in ("paid_units", "sku_units", "order_units")]
    back = pl.when(pl.col("refunded_units") > 0).then(pl.col("refunded_units"))
    sized = joined.with_columns(paid, bought=pl.coalesce(*bought, back, pl.lit(1)), back=pl.coalesce(back, pl.lit(1)))
    return sized.with_columns(units=_units(), sure=pl.col("paid").is_not_null())


def _units() -> pl.Expr:
    """How many of the bought units the refund pays back in full, to a cent a unit."""
    refunded, paid, bought = pl.col("refunded"), pl.col("paid"), pl.col("bought")
    near = (refunded.cast(pl.Float64) * bought / paid.cast(pl.Float64)).round().fill_nan(0).cast(pl.Int64, strict=False)
    apart = (refunded * bought - paid * near).abs()
    whole = (apart <= pl.lit(_CENT).cast(pl.Decimal(38, 4)) * near * bought) & (near > 0)
    known = pl.when(refunded >= paid).then(bought).when(whole).then(near).otherwise(0)
    unknown = paid.is_null() | (paid <= 0)
    return pl.when(refunded <= 0).then(0).when(unknown).then(pl.col("back")).otherwise(known).cast(pl.Int64)
