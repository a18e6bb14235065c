"""SKUs that ship so much faster than their handling time that Amazon will flag them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    exact,
    in_force,
    parcels,
    percent,
    rows_by_key,
    setting,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[fulfilment], as far as this check needs it."""

    handling_accuracy: Mapping[str, Any] = setting(
        {"US": {"from": date(2026, 6, 29), "share": 0.8, "orders": 10, "days": 30}},
        "by marketplace: this share of at least so many orders in so many days shipped a day early or more",
        source="Amazon announcement: Handling time accuracy",
        as_of="2026-06-29",
    )


TITLE = Words(
    "{share} of {orders} {orders|order|orders} shipped a day or more before their ship-by date",
    "{orders} 个订单中有 {share} 提前一天及以上发货",
)
ACTION = Words("Shorten the handling time or enable the automatic setting.", "缩短备货时间或开启自动备货时间。")
NO_RULE = Words("no such rule in {mp}", "{mp} 没有该规定")
NO_SHIP_BY = Words("the confirmations have no ship-by dates (ship_by)", "发货确认中没有最晚发货时间(ship_by)")
NO_SKUS = Words(
    "no order of the confirmations is in all-orders, which names the SKUs", "all-orders 中没有这些订单,无法得知 SKU"
)
FLAGGED_FOR = timedelta(days=30)
SHOWN = ("sku", "order_id", "ship_date", "ship_by", FILE, ROW)


def _rule(settings: Settings, marketplace: str, today: date) -> Mapping[str, Any] | None:
    return in_force(settings.handling_accuracy, marketplace, today)


def _not_where(settings: Settings, marketplace: str, today: date) -> Words | None:
    return NO_RULE.fill(mp=marketplace) if _rule(settings, marketplace, today) is None else None


@check(
    "F-08",
    Words("Handling time too long", "备货时间偏长"),
    pane=Pane.WEEKLY,
    needs=(CONFIRMATIONS, "all-orders"),
    settings=Settings,
    section="fulfilment",
    severities=(Severity.INFO,),
    not_where=_not_where,
)
def handling_time_long(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """SKUs that ship so much faster than their handling time that Amazon will flag them.

    What it finds:
        SKUs of which 80% of at least 10 merchant orders of the last 30 days were shipped one working day or more before
        their ship-by date (information).
    Why it matters:
        Since 29 June 2026 Amazon US flags such SKUs; a handling time that is not corrected within 30 days is corrected
        by Amazon.
    Formula:
        Orders shipped at least one Mon–Fri day before the ship-by day, by the marketplace's calendar, ÷ all orders with
        both dates. The handling time is what lies between an order and its ship-by date.
    Lines:
        handling_accuracy (80%, 10 orders, 30 days; from 29 June 2026 in the US): exactly 80% of exactly 10 are raised.
        Other marketplaces have no such rule.
    Feeds:
        shipment-confirmations: ship date, ship_by. all-orders: the SKUs of an order.
    Traps:
        Without ship-by dates nothing is known. National holidays are no working days.
    What to do:
        Shorten the handling time or enable the automatic setting, within 30 days. It needs a second person.

    中文

    发现什么:
        最近 30 天至少 10 个自发货订单中,80% 及以上比最晚发货日提前一个及以上工作日发货的 SKU(提示)。
    为何重要:
        自 2026 年 6 月 29 日起,亚马逊美国站会标记此类 SKU;30 天内不改,由亚马逊修改。
    公式:
        按站点日历,至少提前一个工作日(周一至周五)发货的订单 ÷ 两个日期都有的订单。备货时间即下单到最晚发货日之间。
    界限:
        handling_accuracy(80%、10 单、30 天;美国站自 2026 年 6 月 29 日):正好 80%、正好 10 单即算。其他站点没有该规定。
    数据来源:
        shipment-confirmations:发货时间、最晚发货时间。all-orders:订单的 SKU。
    陷阱:
        没有最晚发货时间则无从判断。全国性节假日不算工作日。
    怎么做:
        30 天内缩短备货时间或开启自动备货时间,须第二人审批。
    """
    rule = _rule(ctx.settings, ctx.marketplace, ctx.clock.today(ctx.marketplace)) or {}  # not run where none holds
    told = parcels(ctx).filter(pl.col("ship_date") > ctx.now.astimezone(UTC) - timedelta(days=rule["days"]))
    dated = told.filter(pl.col("ship_by").is_not_null())
    if told.height and dated.is_empty():
        yield NotJudged(Verdict.NO_DATA, NO_SHIP_BY)
        return
    shipped = _shipped(ctx, dated)
    if dated.height and shipped.is_empty():
        yield NotJudged(Verdict.NO_DATA, NO_SKUS)
        return
    counted = shipped.group_by("sku").agg(pl.len().alias("orders"), pl.col("early").sum())
    hits = counted.filter(pl.col("orders") >= rule["orders"]).sort("sku")
    rows = rows_by_key(shipped.filter("early").select(SHOWN), "sku", hits["sku"])
    for sku, orders, early in hits.iter_rows():
        if early >= exact(rule["share"]) * orders:
            yield _finding(ctx, rule, sku, early, orders, rows[sku])


def _shipped(ctx: Context[Settings], dated: pl.DataFrame) -> pl.DataFrame:
    """One row per order and SKU: whether it left a working day or more before its ship-by day."""
    skus = (
        ctx.frame("all-orders").select(pl.col("amazon_order_id").alias("order_id"), "sku").unique(maintain_order=True)
    )
    zone = str(zone_of(ctx.marketplace))
    left, promised = (pl.col(name).dt.convert_time_zone(zone).dt.date() for name in ("ship_date", "ship_by"))
    working = pl.business_day_count(left, promised, holidays=sorted(ctx.holidays))
    return (
        dated.sort("ship_date")
        .unique("order_id", keep="last", maintain_order=True)  # the last parcel decides when an order had left
        .join(skus, on="order_id", maintain_order="left")
        .with_columns((working >= 1).alias("early"))
    )


def _finding(
    ctx: Context[Settings], rule: Mapping[str, Any], sku: str, early: int, orders: int, rows: pl.DataFrame
) -> Finding:
    line: Line = ctx.line("amazon", "handling_accuracy", crossed=True, value=rule["share"])
    return Finding(
        Subject("sku", sku),
        Severity.INFO,
        TITLE.fill(share=percent(early / orders), orders=orders),
        ACTION,
        figure=Figure("early_share", early / orders, early, orders, "rate"),
        lines=(line,),
        evidence=(rows,),
        due_within=FLAGGED_FOR,
        needs_approval=True,
    )
