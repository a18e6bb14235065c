"""The merchant-fulfilled orders of the last complete marketplace days: what rates are counted from without a report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.clock import zone_of
from cockpit.formulas.account_rates import Measure
from cockpit.formulas.rates import Rate

ORDERS = "all-orders"
MERCHANT = "merchant"
ELSEWHERE = "non-amazon"  # orders of other shops in the same file: no rate of Amazon knows them


@dataclass(frozen=True)
class OrderWindow:
    """The order items of some complete days; an order with several items has several rows."""

    rows: pl.DataFrame
    first: date
    last: date

    @property
    def orders(self) -> int:
        """How many orders there are."""
        return self.rows["amazon_order_id"].n_unique()

    def counted(self, failed: pl.DataFrame, evidence: Iterable[pl.DataFrame], *, whole: bool = True) -> Measure:
        """A rate counted by ourselves: the orders among `failed` (rows of this window), each once, of all orders.

        Not `whole` where a source of failures is missing.
        """
        cases = self.orders
        rate = Rate(failed["amazon_order_id"].n_unique(), cases) if cases else None
        days = (self.last - self.first).days + 1
        return Measure(
            "counted", rate, cases, tuple(evidence), first=self.first, last=self.last, days=days, whole=whole
        )


def merchant_orders(ctx: Context[Any], days: int) -> OrderWindow:
    """The merchant-fulfilled orders placed in the last `days` complete days of the marketplace."""
    return ctx.once(("merchant orders", days), lambda: _placed(ctx, days))


def _placed(ctx: Context[Any], days: int) -> OrderWindow:
    last = ctx.clock.last_complete_day(ctx.marketplace)
    first = last - timedelta(days=days - 1)
    start = datetime.combine(first, time(), zone_of(ctx.marketplace)).astimezone(UTC)
    end = ctx.clock.end_of_day(last, ctx.marketplace).astimezone(UTC)
    orders = ctx.frame(ORDERS)
    in_time = orders["purchase_date"].is_between(start, end, closed="left")
    channels = orders.select("fulfillment_channel", "sales_channel").filter(in_time)  # of most nobody asks more
    elsewhere = channels["sales_channel"].is_in(_words(channels["sales_channel"], _is_elsewhere)).fill_null(value=False)
    ours = channels["fulfillment_channel"].is_in(_words(channels["fulfillment_channel"], MERCHANT.__eq__)) & ~elsewhere
    return OrderWindow(orders[in_time.arg_true().filter(ours)], first, last)


def _words(channels: pl.Series, fits: Callable[[str], bool]) -> Sequence[str]:
    """Of the few words of a column those that fit, whatever their case: a hundred thousand cells are not folded."""
    return [word for word in channels.unique() if word is not None and fits(word.lower())]


def _is_elsewhere(channel: str) -> bool:
    return channel.startswith(ELSEWHERE)
