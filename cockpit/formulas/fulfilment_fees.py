"""What Amazon charged for fulfilling each order item, from the lines of settlements (domain §8, P-03)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.line_marks import each_once
from cockpit.formulas.refunds import SALE_TYPES
from cockpit.formulas.settlement_lines import LINE_SHOWN, SETTLEMENT, named, with_currency
from cockpit.reports.place import marketplace_of

FEE = "FBAPerUnitFulfillmentFee"
GOODS = "Principal"
TELLING = ("item", "amount_description", "amount", "posted_date_time")  # hardly two lines have the same
SHIPPED = ("settlement_id", "order_id", "item", "posted_date_time", "sku")
# Orders of other shops that Amazon ships (multi-channel) pay other fees than the preview's.
OTHER_SHOPS = r"^S\d\d-"


def fee_lines(ctx: Context[Any], since: date) -> pl.DataFrame:
    """The fulfilment fees of this marketplace's own orders from a day on: lines with ``item`` and ``day``.

    ``day`` is the day as the settlement writes it. Lines that are equal in everything count once: that they stand
    twice is another check's word (P-04).
    """
    return shipped_lines(ctx, since).filter(pl.col("amount_description") == FEE)


def shipped_lines(ctx: Context[Any], since: date) -> pl.DataFrame:
    """Every line of a sale that says what was shipped: its fee, its price, its quantity."""
    return ctx.once(("shipped lines", since), lambda: _shipped_lines(ctx, since))


def _shipped_lines(ctx: Context[Any], since: date) -> pl.DataFrame:
    lines = _recent(ctx.frame(SETTLEMENT), since)
    zone = str(zone_of("JP")) if ctx.marketplace == "JP" else "UTC"
    own = lines.with_columns(pl.col("posted_date_time").dt.convert_time_zone(zone).dt.date().alias("day")).filter(
        pl.col("day") >= since,
        named(lines, "transaction_type", SALE_TYPES.__contains__),
        _own_site(ctx, lines),
        pl.col("order_id").str.contains(OTHER_SHOPS).fill_null(value=False).not_(),
    )
    items = own.select(*LINE_SHOWN, "currency", "day", pl.coalesce("order_item_code", "sku").alias("item"))
    same = ("amount_type", "amount_description", "amount", "quantity_purchased", "adjustment_id")
    return with_currency(ctx, each_once(items, [*SHIPPED, *same], TELLING))


def _recent(lines: pl.DataFrame, since: date) -> pl.DataFrame:
    """The few lines that tell of shipped items, a day more than asked for: of millions, before anything else is asked.

    In the wide layout a quantity stands on a row of its own, without an amount. They are put in one piece: in the
    pieces of the files that they come from, grouping them costs half as much again.
    """
    telling = pl.col("amount_description").is_in([FEE, GOODS]) | pl.col("amount").is_null()
    begin = datetime.combine(since, time(), UTC) - timedelta(days=1)
    recent = lines.lazy().filter(telling, pl.col("posted_date_time") >= begin)
    return recent.select(*LINE_SHOWN, "currency", "marketplace_name").collect().rechunk()


def _own_site(ctx: Context[Any], lines: pl.DataFrame) -> pl.Expr:
    """A settlement in euros holds the sales of several sites, and of other shops; an empty name is its own."""
    names = lines["marketplace_name"].unique().drop_nulls()
    own = [name for name in names if marketplace_of(name) == ctx.marketplace]
    return pl.col("marketplace_name").is_null() | pl.col("marketplace_name").is_in(own)


def fulfilment_fees(lines: pl.DataFrame) -> pl.DataFrame:
    """What each shipped order item was charged.

    Args:
        lines: of `shipped_lines`.

    Returns:
        One row per order item and moment: the columns of `SHIPPED`, ``day currency charged`` (positive), ``units``
        (those on the fee's own lines, else those that any line of the item states; null: none does) and ``price`` (of
        the goods, a unit; null: unknown).
    """
    fee = pl.col("amount_description") == FEE
    quantity = pl.col("quantity_purchased")
    own = quantity.filter(fee)
    price = (pl.col("amount_type") == "ItemPrice") & (pl.col("amount_description") == GOODS)
    items = lines.group_by(*SHIPPED, maintain_order=True).agg(
        pl.col("day", "currency").first(),
        (-pl.col("amount").filter(fee).sum()).alias("charged"),
        fee.any().alias("has_fee"),
        pl.when(own.count() > 0).then(own.sum()).otherwise(quantity.max()).alias("units"),
        pl.col("amount").filter(price).sum().alias("goods"),
        quantity.max().alias("sold"),
    )
    each = pl.when((pl.col("goods") > 0) & (pl.col("sold") > 0)).then(pl.col("goods") / pl.col("sold"))
    return items.filter("has_fee").with_columns(each.alias("price")).drop("has_fee", "goods", "sold")
