"""Refunds in settlements beside the sales that they refund (domain §8): read once a run for every check of refunds."""

from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.settlement_lines import LINE_SHOWN, SETTLEMENT, folded, named, with_currency

# Folded transaction types. Reimbursements and retrocharges pay nothing back to a buyer.
REFUND_TYPES = frozenset({"refund", "chargebackrefund", "atozguaranteerefund"})
SALE_TYPES = frozenset({"order"})
LINE = ("order_id", "item", "currency")
EVENT = (
    "settlement_id", *LINE, "sku", "adjustment_id", "merchant_adjustment_item_id", "posted_date_time",
)  # fmt: skip


def refund_lines(ctx: Context[Any]) -> pl.DataFrame:
    """Every line of a refund of an order, with its currency and ``item``: its order item code, else its SKU."""
    return ctx.once("refund lines", lambda: _of_orders(ctx, REFUND_TYPES))


def refunded_lines(ctx: Context[Any]) -> pl.DataFrame:
    """What each order line was refunded in all, and what the buyer was charged for it, both without tax.

    Returns:
        One row per order line and currency: ``order_id item currency sku refunded charges``. Goods, shipping, gift wrap
        and promotions count. ``charges`` is null where no settlement at hand has its sale.
    """
    return ctx.once("refunded lines", lambda: refunded(refund_lines(ctx), sale_lines(ctx)))


def refund_events(ctx: Context[Any]) -> pl.DataFrame:
    """Each refund of an order line, with the fees that came back and went.

    Returns:
        One row per refund: the columns of `EVENT`, ``admin_fee`` (the administration fee kept, positive), ``referral``
        (the referral fee on the refunded amount: what came back, else the sale's share of it; null: nobody knows).
    """
    return ctx.once("refund events", lambda: _events(ctx))


def _of_orders(ctx: Context[Any], types: frozenset[str], orders: pl.Series | None = None) -> pl.DataFrame:
    lines = ctx.frame(SETTLEMENT)
    words = [word for word in _types(ctx) if folded(word) in types]
    wanted = pl.col("transaction_type").is_in(words) & pl.col("amount").is_not_null()
    if orders is not None:
        wanted &= pl.col("order_id").is_in(orders.implode())
    found = lines.filter(wanted, pl.col("order_id").is_not_null()).select(
        *LINE_SHOWN, "currency", "merchant_adjustment_item_id", "fulfillment_id"
    )
    return with_currency(ctx, found).with_columns(item=pl.coalesce("order_item_code", "sku", pl.lit("")))


def _types(ctx: Context[Any]) -> list[str]:
    """The transaction types of the settlements as they spell them: a few in two million lines, looked for once."""
    return ctx.once("transaction types", lambda: ctx.frame(SETTLEMENT)["transaction_type"].unique().to_list())


def sale_lines(ctx: Context[Any]) -> pl.DataFrame:
    """Every line of the sales of refunded orders: a few of a million. Columns as in `refund_lines`."""
    orders = refund_lines(ctx)["order_id"].unique()
    return ctx.once("sale lines of refunds", lambda: _of_orders(ctx, SALE_TYPES, orders))


def _of_buyer(lines: pl.DataFrame) -> pl.Expr:
    """What the buyer paid or got back, without tax."""
    kind = named(lines, "amount_type", {"itemprice", "promotion"}.__contains__)
    return kind & named(lines, "amount_description", lambda word: "tax" in word).not_()


def refunded(refunds: pl.DataFrame, sales: pl.DataFrame) -> pl.DataFrame:
    """`refunded_lines` of the lines of refunds and of sales."""
    back = refunds.filter(_of_buyer(refunds)).group_by(*LINE, maintain_order=True)
    found = back.agg(pl.col("sku").drop_nulls().first(), (-pl.col("amount").sum()).alias("refunded"))
    return _with_sale(found, sales, _of_buyer(sales), "charges")


def _with_sale(found: pl.DataFrame, sales: pl.DataFrame, counted: pl.Expr, name: str) -> pl.DataFrame:
    """The sum of the sale's counted lines: by order item, else by the SKU in that order."""
    sums = sales.filter(counted)
    by_item = sums.group_by(*LINE).agg(pl.col("amount").sum().alias(name))
    by_sku = sums.group_by("order_id", "sku", "currency").agg(pl.col("amount").sum().alias("by_sku"))
    joined = found.join(by_item, on=LINE, how="left", nulls_equal=True, maintain_order="left")
    joined = joined.join(
        by_sku, on=["order_id", "sku", "currency"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined.with_columns(pl.coalesce(name, "by_sku").alias(name)).drop("by_sku")


def _events(ctx: Context[Any]) -> pl.DataFrame:
    lines, sales = refund_lines(ctx), sale_lines(ctx)
    amount, what = pl.col("amount"), pl.col("amount_description")
    found = lines.group_by(*EVENT, maintain_order=True).agg(
        (-amount.filter(what == "RefundCommission").sum()).alias("admin_fee"),
        amount.filter(what == "Commission").sum().alias("came_back"),
        (what == "Commission").any().alias("stated"),
        (-amount.filter(_of_buyer(lines)).sum()).alias("refunded"),
    )
    found = _with_sale(found.filter(pl.col("admin_fee") > 0), sales, _of_buyer(sales), "charges")
    found = _with_sale(found, sales, pl.col("amount_description") == "Commission", "commission")
    share = pl.when(pl.col("charges") > 0).then(-pl.col("commission") * pl.col("refunded") / pl.col("charges"))
    referral = pl.when("stated").then(pl.col("came_back")).otherwise(share.cast(pl.Decimal(38, 4)))
    return found.select(*EVENT, "admin_fee", referral.alias("referral"))
