"""Merchant orders that still wait for a parcel, one row an order: what F-01, F-02, F-03 and F-06 judge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import polars as pl

from cockpit.check import Context, NotJudged
from cockpit.formulas.rows_by_key import rows_by_key
from cockpit.issue import Subject, Verdict
from cockpit.tables import FILE, ROW
from cockpit.text import Words

REPORT = "unshipped-orders"
_SHOWN = (
    "order_id", "order_item_id", "sku", "quantity_purchased", "quantity_shipped", "quantity_to_ship", "payments_date",
    "promise_date", "ship_service_level", "is_buyer_requested_cancellation", "buyer_requested_cancel_reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """One order with units still to ship. Dates are the earliest of its open rows; None where no row has one."""

    id: str
    units: int
    promise: datetime | None
    paid: datetime | None
    buyer_cancels: bool
    cancel_reason: str
    rows: pl.DataFrame  # every row of the order: an order with several items is one issue

    @property
    def subject(self) -> Subject:
        """What an issue about it is filed under."""
        return Subject("order", self.id)

    @property
    def notes(self) -> tuple[Words, ...]:
        """What changes what to do: the buyer has asked to cancel."""
        if not self.buyer_cancels:
            return ()
        english = "The buyer asked to cancel: cancel instead of shipping, it does not count against you"
        asked = Words(english, "买家已申请取消:请取消而不是发货,不计入取消率")
        reason = Words("{asked} ({reason})", "{asked}({reason})").fill(asked=asked, reason=self.cancel_reason)
        return (reason if self.cancel_reason else asked,)


@dataclass(frozen=True)
class OpenOrders:
    """The open orders of one marketplace.

    `orders` has one row an order with units to ship: order_id, units, promise_date and payments_date (the earliest),
    buyer_cancels, cancel_reason. Pending orders (the report has a payment column and no open row of the order has a
    payment) carry no duty yet and are not among them. Source: domain §4, traps.
    """

    rows: pl.DataFrame
    orders: pl.DataFrame

    @classmethod
    def of(cls, ctx: Context[Any]) -> Self:
        """The open orders of the fresh unshipped-orders report; the check must declare it."""
        return ctx.once("open orders", lambda: cls._of(ctx))

    @classmethod
    def _of(cls, ctx: Context[Any]) -> Self:
        table, rows = ctx.table(REPORT), ctx.frame(REPORT)
        tells_payment = table is not None and "payments_date" in table.headers
        return cls(rows, _by_order(rows, unpaid_counts=not tells_payment))

    def where(self, condition: pl.Expr) -> Iterator[OpenOrder]:
        """The orders that fulfil a condition, the earliest promise first."""
        hits = self.orders.filter(condition).sort("promise_date", "order_id", nulls_last=True)
        shown = [name for name in _SHOWN if name in self.rows.columns]
        parts = rows_by_key(self.rows.select(*shown, FILE, ROW), "order_id", hits["order_id"])
        for hit in hits.iter_rows(named=True):
            yield OpenOrder(
                hit["order_id"],
                hit["units"],
                hit["promise_date"],
                hit["payments_date"],
                hit["buyer_cancels"],
                hit["cancel_reason"] or "",
                parts[hit["order_id"]],
            )

    def earliest(self, column: str, condition: pl.Expr) -> datetime | None:
        """The earliest moment in a column among the orders that fulfil a condition."""
        found: datetime | None = self.orders.filter(condition)[column].min()  # type: ignore[assignment]  # a Datetime column
        return found

    def unreadable(self, column: str, name: str) -> Iterator[NotJudged]:
        """The orders that cannot be judged: no date in `column` (as the report spells it: `name`), or no quantity."""
        for order in self.orders.filter(pl.col(column).is_null())["order_id"]:
            yield _unsure(order, name)
        known = self.orders["order_id"].implode()
        unknown = self.rows.filter(pl.col("quantity_to_ship").is_null(), ~pl.col("order_id").is_in(known))
        for order in unknown["order_id"].drop_nulls().unique(maintain_order=True):
            yield _unsure(order, "quantity-to-ship")


def _by_order(rows: pl.DataFrame, *, unpaid_counts: bool) -> pl.DataFrame:
    grouped = (
        rows.filter(pl.col("quantity_to_ship") > 0, pl.col("order_id").is_not_null())
        .group_by("order_id", maintain_order=True)
        .agg(
            pl.col("quantity_to_ship").sum().alias("units"),
            pl.col("promise_date").min(),
            pl.col("payments_date").min(),
            pl.col("is_buyer_requested_cancellation").any(ignore_nulls=True).alias("buyer_cancels"),
            pl.col("buyer_requested_cancel_reason").drop_nulls().first().alias("cancel_reason"),
        )
    )
    return grouped if unpaid_counts else grouped.filter(pl.col("payments_date").is_not_null())


def _unsure(order: str, name: str) -> NotJudged:
    reason = Words("{name} of order {order} is empty or unreadable", "订单 {order} 的 {name} 为空或无法读取")
    return NotJudged(Verdict.NO_DATA, reason.fill(name=name, order=order), Subject("order", order))
