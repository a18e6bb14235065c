"""Confirmed parcels that no carrier has scanned."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
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

    scan_h: float = setting(48, "the first scan is there so long after the confirmation", unit="h")


TITLE = Words("Order {order} confirmed {waited} ago, no scan yet", "订单 {order} 确认发货 {waited},仍无扫描")
ACTION = Words(
    "Ask the forwarder for the first scan; a label without a parcel looks like a false shipment.",
    "催货代首次扫描;有单无货会被视为虚假发货。",
)
NO_SCANS = Words("the confirmations have no scan times (first_scan_at)", "发货确认中没有扫描时间(first_scan_at)")
SHOWN = ("order_id", "ship_date", "confirmed_at", "first_scan_at", "carrier", "tracking_number", FILE, ROW)


@check(
    "F-07",
    Words("Parcel never scanned", "包裹未被扫描"),
    pane=Pane.EVENING,
    needs=(CONFIRMATIONS,),
    wants=("all-orders",),
    settings=Settings,
    section="fulfilment",
    severities=(Severity.WARNING,),
)
def never_scanned(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Confirmed parcels that no carrier has scanned.

    What it finds:
        Merchant orders of the last 30 days, confirmed 48 hours ago or longer, with a parcel without a first scan.
    Why it matters:
        A scan is what makes tracking valid, however well the number is formed.
    Formula:
        Now minus the confirmation (the ship date where it has none), on the elapsed clock.
    Lines:
        scan_h (48 hours, our own); exactly 48 hours have reached it. Amazon's line is the valid tracking rate (H-04).
    Feeds:
        shipment-confirmations: confirmed, first scan. all-orders: which orders are the seller's to ship.
    Traps:
        Only where the confirmations have scan times at all: without any, nothing is known. A parcel without a number is
        F-04's.
    What to do:
        Ask the forwarder for the first scan.

    中文

    发现什么:
        最近 30 天的自发货订单中,确认发货已满 48 小时而包裹没有首次扫描。
    为何重要:
        有扫描才算有效追踪,单号格式再正确也没用。
    公式:
        现在减去确认时间(没有则取发货时间),自然时钟。
    界限:
        scan_h(48 小时,自定);正好 48 小时即算。亚马逊的红线是有效追踪率(H-04)。
    数据来源:
        shipment-confirmations:确认时间、首次扫描。all-orders:哪些订单由卖家发货。
    陷阱:
        只有发货确认里有扫描时间才判定:一条都没有时无从得知。没有单号的包裹属于 F-04。
    怎么做:
        催货代首次扫描。
    """
    told = parcels(ctx)
    if told.height and told["first_scan_at"].is_null().all():
        yield NotJudged(Verdict.NO_DATA, NO_SCANS)
        return
    since = pl.coalesce("confirmed_at", "ship_date")
    waiting = told.filter(pl.col("first_scan_at").is_null(), pl.col("number").is_not_null()).with_columns(since=since)
    length = timedelta(hours=ctx.settings.scan_h)
    for moment in waiting.filter(pl.col("since") > ctx.now.astimezone(UTC) - length)["since"].sort().head(1):
        ctx.changes_at(moment.astimezone(UTC) + length)
    late = waiting.filter(pl.col("since") <= ctx.now.astimezone(UTC) - length)
    orders = late.group_by("order_id").agg(pl.col("since").min()).sort("since", "order_id")
    rows = rows_by_key(late.select(SHOWN), "order_id", orders["order_id"])
    for order, confirmed in orders.iter_rows():
        waited = elapsed(confirmed, ctx.now)
        yield Finding(
            Subject("order", order),
            Severity.WARNING,
            TITLE.fill(order=order, waited=lasted(waited)),
            ACTION,
            figure=Figure("since_confirmed", waited / timedelta(hours=1), unit="hours"),
            lines=(ctx.line("internal", "scan_h", crossed=True),),
            evidence=(rows[order],),
            due=ctx.today(),
        )
