"""Shipments that left long ago and of which Amazon has received nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    INBOUND,
    RECEIPT_SHOWN,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    by_shipment,
    check,
    group,
    inbound_rows,
    rows_by_key,
    setting,
)

PURCHASES = "purchase-orders"
DUE = timedelta(days=2)


@dataclass(frozen=True)
class Lanes:
    """[stock.inbound_stalled.lane_days]."""

    domestic: int = setting(10, "a domestic shipment is received within so many days", unit="days")
    air: int = setting(20, "a shipment by air or express", unit="days")
    sea: int = setting(45, "a shipment by sea or rail", unit="days")


@dataclass(frozen=True)
class Settings:
    """[stock.inbound_stalled]."""

    lane_days: Lanes = group(Lanes)


TITLE = Words(
    "Shipped {day} ({mode}), {units} {units|unit|units}: nothing received in {age} d, usually within {limit}",
    "{day} 发出({mode}){units} 件:{age} 天仍未接收,通常 {limit} 天内",
)
MODES = {
    "domestic": Words("domestic", "国内"), "air": Words("air", "空运"), "sea": Words("sea", "海运"),
}  # fmt: skip
NO_MODE = Words("mode not known", "运输方式未知")
ACTION = Words(
    "Ask the forwarder for customs/delivery status before touching ads.",
    "先向货代确认清关/派送状态,再判断是否广告问题。",
)
LONGEST = Words(
    "Neither the shipment nor its purchase order names the mode: later than the slowest lane all the same.",
    "货件和采购单均未注明运输方式:已超过最慢线路。",
)
NO_LANE = Words("shipment {id}: the mode of transport is not known", "货件 {id}:运输方式未知")


@check(
    "S-13",
    Words("Inbound stalled", "入库停滞"),
    pane=Pane.MORNING,
    needs=(INBOUND,),
    wants=(PURCHASES,),
    settings=Settings,
    section="stock.inbound_stalled",
    severities=(Severity.WARNING,),
)
def inbound_stalled(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Shipments that left long ago and of which Amazon has received nothing.

    What it finds:
        Shipments on their way for longer than their lane takes, with not one unit received.
    Why it matters:
        A parcel that hangs in customs looks like falling sales two weeks later; then it is blamed on ads.
    Formula:
        Days since shipped (the team's calendar) > the limit of the mode of transport, and Σ received = 0. The figure is
        the days since shipped.
    Lines:
        lane_days: domestic 10, air 20, sea 45, our own. Exactly the limit is inside.
    Feeds:
        inbound-shipments: shipped_at, mode, quantity_received, status. purchase-orders: mode, where the shipment names
        none.
    Traps:
        Cancelled, deleted, planned and closed shipments are left out (a closed one without receipt is S-12's). Without
        a mode only what is later than the slowest lane is raised.
    What to do:
        Ask the forwarder for the customs and delivery status, within 2 days, before touching ads.

    中文

    发现什么:
        在途时间超过线路时限、一件也未接收的货件。
    为何重要:
        卡在清关的货件,两周后就像销量下滑,往往被误认为广告问题。
    公式:
        发货至今的天数(团队日历)> 运输方式的时限,且接收总数 = 0。数值为发货至今的天数。
    界限:
        lane_days:国内 10、空运 20、海运 45 天,均为自定。正好等于时限不算。
    数据来源:
        inbound-shipments:shipped_at、mode、quantity_received、status。purchase-orders:货件未注明运输方式时取其 mode。
    陷阱:
        已取消、已删除、仅计划和已关闭的货件不计(已关闭未接收的由 S-12 处理)。没有运输方式时,只提示超过最慢线路的。
    怎么做:
        2 天内向货代确认清关和派送状态,再判断是否广告问题。
    """
    today = ctx.clock.team_now.date()
    ctx.changes_at(ctx.clock.end_of_team_day())
    lanes = ctx.settings.lane_days
    limits = {"domestic": lanes.domestic, "air": lanes.air, "sea": lanes.sea}
    slowest = max(limits.values())
    hits, unknown = [], []
    for row in _waiting(ctx).iter_rows(named=True):
        limit, age = limits.get(row["mode"]), (today - row["shipped_day"]).days
        if age > (slowest if limit is None else limit):
            hits.append(row)
        elif limit is None and age > min(limits.values()):
            unknown.append(row["shipment_id"])
    yield from _findings(ctx, hits, limits, today)
    for id_ in unknown:
        yield NotJudged(Verdict.NO_DATA, NO_LANE.fill(id=id_), Subject("shipment", id_))


def _waiting(ctx: Context[Settings]) -> pl.DataFrame:
    """Shipments that left and of which nothing was received, with their mode where anyone says it."""
    rows = by_shipment(ctx).filter(
        ~pl.col("closed"),
        pl.col("received") == 0,
        pl.col("received_day").is_null(),
        pl.col("shipped_day").is_not_null(),
    )
    ordered = ctx.frame(PURCHASES).filter(pl.col("shipment_id").is_not_null(), pl.col("mode").is_not_null())
    modes = ordered.group_by("shipment_id").agg(ordered_mode=pl.col("mode").str.to_lowercase().first())
    joined = rows.join(modes, on="shipment_id", how="left", maintain_order="left")
    own = pl.when(pl.col("mode").is_in(list(MODES))).then("mode")
    return joined.with_columns(mode=pl.coalesce(own, "ordered_mode", "mode")).sort("shipment_id")


def _findings(
    ctx: Context[Settings], hits: list[dict[str, Any]], limits: Mapping[str, int], today: date
) -> Iterator[Finding]:
    if not hits:
        return
    rows = inbound_rows(ctx).select(RECEIPT_SHOWN).with_columns(_id=pl.col("shipment_id"))
    evidence = rows_by_key(rows, "_id", [hit["shipment_id"] for hit in hits], keep_key=False)
    for hit in hits:
        yield _finding(ctx, hit, evidence[hit["shipment_id"]], limits, today)


def _finding(
    ctx: Context[Settings], hit: Mapping[str, Any], rows: pl.DataFrame, limits: Mapping[str, int], today: date
) -> Finding:
    known = hit["mode"] in limits
    lane = hit["mode"] if known else max(limits, key=lambda name: limits[name])
    age = (today - hit["shipped_day"]).days
    mode = MODES[lane] if known else NO_MODE
    return Finding(
        Subject("shipment", hit["shipment_id"]),
        Severity.WARNING,
        TITLE.fill(day=ctx.day(hit["shipped_day"]), mode=mode, units=hit["shipped"], age=age, limit=limits[lane]),
        ACTION,
        figure=Figure("age", age, unit="days"),
        lines=(ctx.line("internal", f"lane_days.{lane}", crossed=True),),
        evidence=(rows,),
        due_within=DUE,
        about=tuple(Subject("sku", sku) for sku in hit["skus"]),
        notes=() if known else (LONGEST,),
    )
