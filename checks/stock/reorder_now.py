"""SKUs whose next order must be placed now, or should have been."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    STOCK_EXTRAS,
    STOCK_REPORTS,
    Context,
    CoverSettings,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Proposal,
    Severity,
    Subject,
    Words,
    buying,
    check,
    in_coins,
    no_sales,
    not_judged,
    number,
    proposal,
    same,
    setting,
    stock_cover,
    stock_notes,
    stock_now,
    stock_rows,
    stock_tags,
)


@dataclass(frozen=True)
class Settings(CoverSettings):
    """[stock], as far as this check needs it."""

    reorder_days: float = setting(7, "the order date is at most so many days away", unit="days")


TITLE = Words(
    "Order by {date}: all stock lasts {days} {days|day|days}, lead {lead} d",
    "{date} 前须下单:总库存可售 {days} 天,备货 {lead} 天",
)
LATE = Words(
    "Order was due {date}: all stock lasts {days} {days|day|days}, lead {lead} d",
    "{date} 就该下单:总库存可售 {days} 天,备货 {lead} 天",
)
ACTION = Words("Order {qty} by {date} (lead {lead} d).", "请在 {date} 前下单 {qty} 件(备货周期 {lead} 天)。")
GAP = Words("Even if ordered today, about {days} {days|day|days} without stock.", "即使今天下单,仍将断货约 {days} 天。")
PARTS = Words(
    "{near} near, {pipeline} on the way, {open_po} on open purchase orders; sells {rate} a day; safety {safety} "
    "{safety|day|days}.",
    "近仓 {near} 件,在途 {pipeline} 件,未发采购 {open_po} 件;日均销 {rate} 件;安全库存 {safety} 天。",
)


@check(
    "S-03",
    Words("Reorder now", "该补货了"),
    pane=Pane.MORNING,
    any_of=STOCK_REPORTS,
    wants=STOCK_EXTRAS,
    settings=Settings,
    section="stock",
    severities=(Severity.WARNING,),
    yields_to=("S-01", "S-02"),
)
def reorder_now(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """SKUs whose next order must be placed now, or should have been.

    What it finds:
        FBA SKUs whose order date is at most 7 days away or past. Slow movers, discontinued SKUs, SKUs whose season is
        over, and SKUs for which open purchase orders already bring enough are left alone.
    Why it matters:
        Production and freight take weeks: an order placed on the day of the stock-out warning comes too late.
    Formula:
        Cover = (near + inbound shipped + receiving) ÷ velocity. Order by: today + whole days of cover − lead − safety.
        Quantity: velocity × (lead + 30 + safety) − near − pipeline − open purchase orders, rounded up to cartons.
        Gap: lead − cover, when positive.
    Lines:
        reorder_days (7), lead (45), safety (14), review (30), all our own; lead and safety days of the SKU master come
        first. Amazon publishes no line.
    Feeds:
        As S-01. SKU master: lead_days, safety_days, carton_qty. purchase-orders where kept.
    Traps:
        "Working" inbound is only a plan and does not count. Purchase orders count until they are shipped, then they are
        inbound. A velocity that is not stock-adjusted understates demand, and the date comes too late.
    What to do:
        Order the quantity by the date. A purchase over the team's limit needs a second person.

    中文

    发现什么:
        下单日在 7 天以内或已过的 FBA SKU。慢销品、停产、季节已过以及在途采购单已够的 SKU 不提示。
    为何重要:
        生产和运输要数周:等到断货预警那天再下单就晚了。
    公式:
        可售天数 =(near + 已发货 + 接收中)÷ 日均销量。下单日 = 今天 + 可售天数取整 − 备货周期 − 安全天数。数量 = 日
        均销量 ×(备货周期 + 30 + 安全天数)− near − 在途 − 未发采购单,按整箱进位。缺口 = 备货周期 − 可售天数(为正时)。
    界限:
        reorder_days(7)、lead(45)、safety(14)、review(30),均为自定;SKU 主档中的备货周期和安全天数优先。亚马逊未公布
        标准。
    数据来源:
        同 S-01。SKU 主档:lead_days、safety_days、carton_qty。有 purchase-orders 时使用。
    陷阱:
        “working”入库只是计划,不计入。采购单发货前算未发采购,发货后算在途。未按有货天数调整的销速会低估需求,日期会偏
        晚。
    怎么做:
        在该日期前按数量下单。超过团队限额的采购须第二人审批。
    """
    stock = stock_now(ctx)
    if not stock.tells_sales:
        yield no_sales(ctx)
        return
    ctx.changes_at(ctx.clock.end_of_team_day())
    for settings, part in stock_cover(ctx):
        judged = part.filter(pl.col("slow").not_())
        hits = judged.filter(pl.col("days_to_order") <= settings.reorder_days, pl.col("order_quantity") > 0)
        rows, terms = stock_rows(ctx, hits["sku"]), buying(ctx, hits["sku"])
        for hit in hits.iter_rows(named=True):
            yield _finding(ctx, settings, {**hit, **terms.get(hit["sku"], {})}, rows.get(hit["sku"], ()))
        blind = pl.col("near").is_null() | ((pl.col("near") > 0) & pl.col("cover_all").is_null())
        yield from not_judged(judged.filter(blind), pipeline=True)


def _finding(
    ctx: Context[Settings], settings: Settings, hit: dict[str, Any], rows: tuple[pl.DataFrame, ...]
) -> Finding:
    by = ctx.clock.team_now.date() + timedelta(days=int(hit["days_to_order"]))
    line = hit["lead"] + hit["safety"] + settings.reorder_days
    scope = {"sku": hit["sku"], "category": hit["category"] or ""}
    title = (LATE if hit["days_to_order"] < 0 else TITLE).fill(
        date=ctx.day(by), days=hit["cover_all"], lead=hit["lead"]
    )
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.WARNING,
        title,
        ACTION.fill(qty=same(number(hit["order_quantity"], 0)), date=ctx.day(by), lead=hit["lead"]),
        figure=Figure("cover", hit["cover_all"], hit["near"] + hit["pipeline"], hit["velocity"], "days"),
        lines=(ctx.line("internal", "reorder_days", crossed=True, value=line, **scope),),
        evidence=rows,
        due=ctx.clock.team_time(ctx.evening, by),
        tags=stock_tags(hit),
        notes=(*_gap(hit), _parts(hit), *stock_notes(hit, settings.spike)),
        proposals=(_purchase(hit, by),),
    )


def _purchase(hit: dict[str, Any], by: date) -> Proposal:
    quantity, each, currency = hit["order_quantity"], hit.get("unit_cost"), hit.get("currency")
    whole = None if each is None else in_coins(each * int(quantity), currency or "")
    return proposal(
        "purchase", supplier=hit.get("supplier"), sku=hit["sku"], quantity=quantity, order_by=by,
        carton_qty=hit["carton_qty"], unit_cost=each, cost=whole, currency=currency,
    )  # fmt: skip


def _gap(hit: dict[str, Any]) -> tuple[Words, ...]:
    days = hit["lead"] - hit["cover_all"]
    return (GAP.fill(days=same(number(days, 1))),) if days > 0 else ()


def _parts(hit: dict[str, Any]) -> Words:
    return PARTS.fill(
        near=hit["near"], pipeline=hit["pipeline"], open_po=hit["open_po"], rate=hit["velocity"], safety=hit["safety"]
    )
