"""SKUs that sell out before new stock can be there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.api import (
    INBOUND,
    STOCK_EXTRAS,
    STOCK_REPORTS,
    Context,
    CoverSettings,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Words,
    arrivals,
    check,
    expedite,
    in_time,
    no_sales,
    not_judged,
    rows_by_key,
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

    warn_days: float = setting(7, "stock that lasts no longer than this is at risk", source="article", unit="days")
    early_days: float = setting(14, "the same when nothing is on the way", unit="days")
    receiving_days: float = setting(3, "from a shipment's arrival to sellable", unit="days")


TITLE = Words(
    "Stock lasts {days} {days|day|days}, line {line}; {coming} on the way",
    "库存可售 {days} 天,预警线 {line} 天;在途 {coming} 件",
)
EARLY = Words("Stock lasts {days} {days|day|days} and nothing is on the way", "库存可售 {days} 天,且无在途")
COVERED = Words(
    "{units} {units|unit|units} of shipment {shipment} {units|is|are} expected on {date}, in time.",
    "货件 {shipment} 的 {units} 件预计 {date} 到仓,可及时接上。",
)
UNSURE = Words(
    "Fewer than {days} in-stock {days|day|days} of history, or an event in the sales: at most a warning.",
    "有货历史不足 {days} 天,或销量含活动:最高只作预警。",
)
UNKNOWN = Words("?", "?")


@check(
    "S-02",
    Words("Stock-out risk", "断货风险"),
    pane=Pane.MORNING,
    any_of=STOCK_REPORTS,
    wants=(*STOCK_EXTRAS, INBOUND),
    settings=Settings,
    section="stock",
    severities=(Severity.CRITICAL, Severity.WARNING),
    yields_to=("S-01",),
)
def stock_out_risk(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """SKUs that sell out before new stock can be there.

    What it finds:
        FBA SKUs whose sellable stock lasts 7 days or less, and those that last 14 days or less with nothing on the way.
        Slow movers, discontinued SKUs and SKUs whose season is over are left alone.
    Why it matters:
        Seven days are what it takes to react: expedite, slow the sales, tell purchasing. A stock-out costs rank that
        takes weeks to win back.
    Formula:
        cover = near ÷ velocity, near = available + FC transfer + FC processing. Runs out on: today + whole days of
        cover. Velocity as in S-01.
    Lines:
        warn_days (7, the article): at or under it is critical, a warning when shipments that become sellable (ETA + 3
        days) before the stock runs out bring 7 more days. early_days (14, our own): a warning when the pipeline is
        empty. Amazon publishes no line.
    Feeds:
        As S-01; inbound-shipments (ETA, quantities) where kept, purchase-orders for the ETA and for what is called
        shipped there and stands in no shipment.
    Traps:
        Rates after a stock-out understate demand unless daily snapshots tell the days in stock. A week with a sale is
        capped at twice the month's rate unless the event is declared. Fewer than 14 in-stock days of history are low
        confidence: at most a warning. "Working" inbound is only a plan and the customer-order reserve is sold: neither
        counts. A shipment that should have been sellable by now is not counted on.
    What to do:
        Expedite the quantity, slow ads, raise the price 5–10% to stretch the stock, tell purchasing today. Price and
        air freight need a second person.

    中文

    发现什么:
        可售库存只够 7 天及以内的 FBA SKU,以及只够 14 天及以内且没有在途的 SKU。慢销品、停产及季节已过的 SKU 不提示。
    为何重要:
        七天是来得及反应的时间:加急、控速、通知采购。断货损失的排名要数周才能恢复。
    公式:
        可售天数 = near ÷ 日均销量,near = available + FC transfer + FC processing。断货日 = 今天 + 可售天数取整。日
        均销量同 S-01。
    界限:
        warn_days(7 天,文章):达到或低于为紧急;若断货前可售的在途货件(ETA + 3 天)能再支撑 7 天,则为预警。
        early_days(14 天,自定):在途为零时预警。亚马逊未公布标准。
    数据来源:
        同 S-01;另有 inbound-shipments(ETA、数量)时使用;purchase-orders 提供 ETA,以及其中已发货而未登记货件的部分。
    陷阱:
        断货后的速率会低估需求,除非每日快照给出有货天数。单周销速超过月均两倍时按两倍计,除非已声明活动。有货历史不足
        14 天为低置信:最高预警。“working”入库只是计划,已被订单占用的预留已售出:都不计入。早该可售而仍未可售的货件不
        计入。
    怎么做:
        按数量加急补货,降广告,提价 5–10% 控速,今天通知采购。改价和空运须第二人审批。
    """
    stock = stock_now(ctx)
    if not stock.tells_sales:
        yield no_sales(ctx)
        return
    ctx.changes_at(ctx.clock.end_of_team_day())
    shipments = arrivals(ctx)
    for settings, part in stock_cover(ctx):
        judged = part.filter(pl.col("slow").not_())
        soon = judged.filter(pl.col("cover_now") <= settings.warn_days)
        early = judged.filter(pl.col("cover_now").is_between(settings.warn_days, settings.early_days, closed="right"))
        hits = pl.concat([soon, early.filter(pl.col("pipeline") == 0)])
        rows = stock_rows(ctx, hits["sku"])
        coming = in_time(shipments, soon, ctx.clock.team_now.date(), settings.receiving_days)
        arriving = rows_by_key(coming.drop("cover_now"), "sku", soon["sku"])
        for hit in hits.iter_rows(named=True):
            sku = hit["sku"]
            yield _Risk(ctx, settings, hit, arriving.get(sku, coming.clear())).finding(rows.get(sku, ()))
        blind = pl.col("near").is_null() | (pl.col("velocity").is_null() & (pl.col("near") > 0))
        yield from not_judged(judged.filter(blind))
        yield from not_judged(early.filter(pl.col("pipeline").is_null()), pipeline=True)


@dataclass(frozen=True)
class _Risk:
    """One SKU at risk, with the shipments that arrive in time."""

    ctx: Context[Settings]
    settings: Settings
    hit: dict[str, Any]
    arriving: pl.DataFrame

    @property
    def near_line(self) -> bool:
        return bool(self.hit["cover_now"] <= self.settings.warn_days)

    @property
    def covered(self) -> bool:
        """Whether shipments in time bring as many more days as the line has."""
        return bool(self.arriving["units"].sum() >= self.settings.warn_days * self.hit["velocity"])

    @property
    def severity(self) -> Severity:
        sure = self.near_line and not self.covered and not self.hit["low_confidence"]
        return Severity.CRITICAL if sure else Severity.WARNING

    def finding(self, rows: tuple[pl.DataFrame, ...]) -> Finding:
        hit, title = self.hit, TITLE if self.near_line else EARLY
        coming = UNKNOWN if hit["pipeline"] is None else hit["pipeline"]
        return Finding(
            Subject("sku", hit["sku"]),
            self.severity,
            title.fill(days=hit["cover_now"], line=self.settings.warn_days, coming=coming),
            expedite(self.ctx, hit),
            figure=Figure("cover", hit["cover_now"], hit["near"], hit["velocity"], "days"),
            lines=self.lines(),
            evidence=(*rows, *([] if self.arriving.is_empty() else [self.arriving])),
            due=self.ctx.today(),
            tags=stock_tags(hit),
            needs_approval=True,
            notes=(*stock_notes(hit, self.settings.spike), *self.notes()),
        )

    def lines(self) -> tuple[Line, ...]:
        scope = {"sku": self.hit["sku"], "category": self.hit["category"] or ""}
        empty = self.hit["pipeline"] == 0
        return (
            self.ctx.line("internal", "warn_days", crossed=self.near_line, **scope),
            self.ctx.line("internal", "early_days", crossed=empty, **scope),
        )

    def notes(self) -> Iterator[Words]:
        if self.near_line and self.covered:
            for row in self.arriving.iter_rows(named=True):
                yield COVERED.fill(shipment=row["shipment_id"], units=row["units"], date=self.ctx.day(row["eta"]))
        if self.near_line and self.hit["low_confidence"]:
            yield UNSURE.fill(days=self.settings.history_days)
