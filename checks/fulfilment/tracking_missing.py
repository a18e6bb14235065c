"""Confirmed parcels without a carrier or a tracking number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Pane,
    Severity,
    Subject,
    Words,
    check,
    elapsed,
    lasted,
    parcels,
    rows_by_key,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[fulfilment], as far as this check needs it."""

    tracking_h: float = setting(
        24, "carrier and number are there so long after the ship date", source="article", unit="h"
    )


TITLE = Words("Order {order} shipped {waited} ago without {missing}", "订单 {order} 已发货 {waited},缺少{missing}")
CARRIER, NUMBER, BOTH = Words("a carrier", "承运商"), Words("a tracking number", "单号"), Words(
    "carrier and tracking number", "承运商和单号"
)  # fmt: skip
ACTION = Words(
    "Get the right carrier and number from the forwarder and edit the shipment today.",
    "向货代核实承运商与单号,今天内修改发货信息。",
)
SHOWN = (
    "order_id", "ship_date", "carrier", "tracking_number", "ship_method", "confirmed_at", "fulfillment_channel", FILE,
    ROW,
)  # fmt: skip


@check(
    "F-04",
    Words("Carrier or tracking missing", "缺承运商或单号"),
    pane=Pane.EVENING,
    needs=(CONFIRMATIONS,),
    wants=("all-orders",),
    settings=Settings,
    section="fulfilment",
)
def tracking_missing(ctx: Context[Settings]) -> Iterator[Finding]:
    """Confirmed parcels without a carrier or a tracking number.

    What it finds:
        Merchant orders confirmed in the last 30 days with a parcel whose carrier or tracking number is empty: a
        warning, critical 24 hours after the ship date. A carrier called "Other" and no more is empty.
    Why it matters:
        A parcel without valid tracking counts against the valid tracking rate, and no claim about it can be won.
    Formula:
        Now minus the earliest ship date of the order's incomplete parcels, on the elapsed clock.
    Lines:
        tracking_h (24 hours, the article); exactly 24 hours have reached it. Amazon's line is the rate itself (H-04).
    Feeds:
        shipment-confirmations: order, ship date, carrier, number. all-orders: which orders are the seller's to ship.
    Traps:
        FBA rows need no number of ours. Of an order with several parcels one without a number is enough. Parcels older
        than Amazon's window of 30 days are left alone: nothing can be corrected any more.
    What to do:
        Get carrier and number from the forwarder and edit the shipment today: edits count within 72 hours.

    中文

    发现什么:
        最近 30 天内确认发货、但有包裹缺承运商或单号的自发货订单:预警,发货 24 小时后为紧急。承运商只写“其他”视为空。
    为何重要:
        没有有效追踪的包裹会拉低有效追踪率,相关索赔也无法胜诉。
    公式:
        现在减去该订单信息不全的包裹中最早的发货时间(自然时钟)。
    界限:
        tracking_h(24 小时,文章);正好 24 小时即算。亚马逊的红线是追踪率本身(H-04)。
    数据来源:
        shipment-confirmations:订单、发货时间、承运商、单号。all-orders:哪些订单由卖家发货。
    陷阱:
        FBA 行不需要我方单号。一单多包裹,缺一个即算。超过亚马逊 30 天窗口的包裹不再提示:已无法修改。
    怎么做:
        向货代核实承运商与单号,今天内修改发货信息:72 小时内的修改有效。
    """
    bare = parcels(ctx).filter(pl.col("named_carrier").is_null() | pl.col("number").is_null())
    orders = bare.group_by("order_id").agg(
        pl.col("ship_date").min(),
        pl.col("named_carrier").is_null().any().alias("no_carrier"),
        pl.col("number").is_null().any().alias("no_number"),
    )
    rows = rows_by_key(bare.select(SHOWN), "order_id", orders["order_id"])
    for hit in orders.sort("ship_date", "order_id").iter_rows(named=True):
        missing = BOTH if hit["no_carrier"] and hit["no_number"] else CARRIER if hit["no_carrier"] else NUMBER
        yield _finding(ctx, hit["order_id"], hit["ship_date"], missing, rows[hit["order_id"]])


def _finding(ctx: Context[Settings], order: str, shipped: datetime, missing: Words, rows: pl.DataFrame) -> Finding:
    line = shipped.astimezone(UTC) + timedelta(hours=ctx.settings.tracking_h)
    ctx.changes_at(line)
    late = ctx.now >= line
    waited = max(elapsed(shipped, ctx.now), timedelta())
    return Finding(
        Subject("order", order),
        Severity.CRITICAL if late else Severity.WARNING,
        TITLE.fill(order=order, waited=lasted(waited), missing=missing),
        ACTION,
        figure=Figure("since_shipped", waited / timedelta(hours=1), unit="hours"),
        lines=(ctx.line("internal", "tracking_h", crossed=late),),
        evidence=(rows,),
        due=ctx.today(),
    )
