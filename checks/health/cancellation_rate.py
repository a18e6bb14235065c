"""Pre-fulfilment cancellation rate: merchant orders that the seller cancelled."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Measure,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Words,
    check,
    merchant_orders,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.cancel]."""

    amazon: float = setting(
        0.025,
        "Amazon's line: the cancellation rate must stay under it",
        source="Amazon help: Cancellation rate",
        as_of="2026-10-01",
        unit="rate",
    )
    internal: float = setting(0.015, "Warn from this rate on", unit="rate")
    window: int = setting(7, "The window that Amazon looks at", source="Amazon help: Cancellation rate", unit="d")
    min_n: int = setting(40, "Fewer orders are a small sample", unit="orders")


METRIC = RateMetric(
    "cancellation_rate",
    "preFulfillmentCancellationRate",
    Words("Cancellation rate", "配送前取消率"),
    cases=Words("{n|order|orders}", "订单"),
    failed=Words("cancelled by us", "我方取消单"),
    bound="under",
    target="under",
)
ACTION = Words(
    "Find out-of-stock cancellations, zero the MFN quantity, sync stock with the ERP.",
    "排查缺货取消,自发货库存归零,并核对 ERP 库存同步。",
)
UNTOLD = Words(
    "for {n} cancelled {n|order|orders} the file does not say whether the buyer asked: {n|it is|they are} counted",
    "{n} 个取消订单未注明是否由买家提出:已计入",
)
SHOWN = (
    "amazon_order_id", "purchase_date", "order_status", "sku", "is_buyer_requested_cancellation",
    "buyer_requested_cancel_reason", FILE, ROW,
)  # fmt: skip


@check(
    "H-03",
    Words("Cancellation rate", "配送前取消率"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics", "all-orders"),
    settings=Settings,
    section="health.cancel",
)
def cancellation_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of merchant orders that were cancelled by us before they shipped.

    What it finds:
        A cancellation rate at or over Amazon's line (critical) or the house target (warning), over 7 days.
    Why it matters:
        From 2.5 % on Amazon may take the right to ship oneself. It is nearly always stock sold that was not there.
    Formula:
        Orders cancelled by the seller / merchant orders. What the buyer asked for through Amazon does not count; orders
        that were never confirmed and cancelled by Amazon (7 business days after ship-by) do. Below 40 orders, or with a
        single cancellation, the line is a warning tagged small-sample; Amazon's own BAD is critical in any case, its
        GOOD caps our count at a warning.
    Lines:
        amazon (2.5 %, must stay under it; the report's own target outranks it) and internal (1.5 %).
    Feeds:
        seller-performance (its own range); else the counts typed in manual-metrics as `cancellation_rate`; else
        all-orders of the last 7 complete days, tagged low-confidence.
    Traps:
        Only the download from Seller Central says whether the buyer asked; where the column is missing or the cell is
        empty, the order is counted and a note says for how many. An order with several items counts once. FBA orders
        never count.
    What to do:
        Find the out-of-stock cancellations, zero the merchant quantity, sync stock with the ERP.

    中文

    发现什么:
        7 天内配送前取消率达到或超过亚马逊红线(紧急)或内部目标(预警)。
    为何重要:
        达到 2.5% 起亚马逊可能取消自发货权限;原因几乎总是卖出了没有的库存。
    公式:
        由卖家取消的订单 ÷ 自发货订单。买家通过亚马逊提出的取消不计;一直未确认而被自动取消的(承诺发货日后 7 个工作日)
        要计。少于 40 单,或只有一个失败时,超线只作预警并标记小样本;亚马逊自己判定 BAD 一律紧急,判定 GOOD 则我们的计数
        最多为预警。
    界限:
        amazon(2.5%,必须低于;报表自带的目标优先)和 internal(1.5%)。
    数据来源:
        seller-performance(其自身区间);否则用 manual-metrics 中录入的 cancellation_rate 计数;再否则由最近 7 个完整日的
        all-orders 自行统计,标记低置信。
    陷阱:
        只有后台下载的报表注明是否由买家提出;没有该列或单元格为空时计入,并在备注中说明有几单。多件商品的订单只算一次。
        FBA 订单和其他渠道的订单不计。
    怎么做:
        排查缺货取消,自发货库存归零,并核对 ERP 库存同步。
    """
    measures = reported_rates(ctx, METRIC) or typed_rates(ctx, METRIC)
    notes: tuple[Words, ...] = ()
    if not measures and ctx.has("all-orders"):
        measures, notes = _counted(ctx)
    yield from say_rate(ctx, RateRule(METRIC, ACTION, notes=notes), measures, ctx.settings)


def _counted(ctx: Context[Settings]) -> tuple[list[Measure], tuple[Words, ...]]:
    window = merchant_orders(ctx, ctx.settings.window)
    cancelled = pl.col("order_status").str.to_lowercase().str.starts_with("cancel")
    asked = pl.col("is_buyer_requested_cancellation")
    failed = window.rows.filter(cancelled & ~asked.fill_null(value=False))
    orders = failed.unique("amazon_order_id", keep="first", maintain_order=True).select(SHOWN)
    untold = orders.filter(asked.is_null()).height
    return [window.counted(failed, (orders,))], (UNTOLD.fill(n=untold),) if untold else ()
