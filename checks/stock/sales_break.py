"""SKUs that suddenly sell half of what they did: what broke."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.api import (
    ADVERTISED,
    FILE,
    INBOUND,
    PATROL,
    ROW,
    AdLines,
    Cause,
    Context,
    Days,
    Figure,
    Finding,
    NotJudged,
    PageLines,
    Pane,
    Severity,
    Subject,
    Verdict,
    WeekUnits,
    Words,
    ad_causes,
    asin_skus,
    check,
    first_found,
    group,
    is_ended,
    master_rows,
    number,
    page_causes,
    percent,
    placed_on,
    rows_by_key,
    setting,
    stock_causes,
    too_old,
    week_units,
)

WEEK = 7
DIGITS = 9  # where a number is held against the line: what binary fractions add beyond is noise
TELLING = ("all-orders", "inventory-planning")


@dataclass(frozen=True)
class Break(PageLines, AdLines):
    """[stock.sales_break]."""

    share: float = setting(0.5, "S-14: a week that sells so much of the mean week or less is a break", unit="share")
    min_week: float = setting(14, "a mean week of fewer units moves by chance", unit="units a week")


@dataclass(frozen=True)
class Settings:
    """[stock], as far as this check needs it."""

    sales_break: Break = group(Break)


TITLE = Words(
    "{week} {week|unit|units} in 7 days, {mean} a week before ({share}): {why}",
    "7 天 {week} 件,此前每周 {mean} 件({share}):{why}",
)
CAUSE = Words("{name} — {said}", "{name} — {said}")
UNKNOWN = Words("no cause found", "未发现原因")
BLIND = Words("no cause found, {n} of 7 branches cannot be looked at", "未发现原因,7 个分支中有 {n} 个无法查看")
ACTION = Words("Walk the cause tree before touching ads.", "先按原因树排查,再动广告。")
NOTHING = Words(
    "nothing of the above: look at season, rivals and reviews yourself", "以上都不是:请查看季节、竞品与评论"
)
UNSEEN = Words("{n} of the branches above cannot tell", "以上有 {n} 个分支无法判断")
REST = Words("Unknown", "未知")
WINDOWS = Words(
    "Week: {first} to {last}; the mean is of the four weeks before. Counted in: {report}",
    "本周:{first} 至 {last};均值取此前四周。数据来源:{report}",
)
EVENTS = Words("Declared event days left out: scaled to 7 days", "已剔除申报活动日,并折算为 7 天")
TOO_SHORT = Words(
    "no report tells the units of 35 days: all-orders must reach back that far, or inventory-planning be there of "
    "today and of 7, 14, 21 and 28 days before",
    "没有报表说明 35 天的销量:all-orders 须覆盖这些天,或有今天及 7、14、21、28 天前的 inventory-planning",
)
OLD_ORDERS = Words("all-orders is too old to tell the last week", "all-orders 已过期,无法得知最近一周")
UNREAD = Words("a quantity of {sku} could not be read", "{sku} 有数量无法读取")
IN_EVENT = Words("declared event days leave no days of {sku} to compare", "剔除申报活动日后,{sku} 没有可比较的日子")

ORDER_SHOWN = ("amazon_order_id", "purchase_date", "order_status", "sku", "asin", "quantity", FILE, ROW)
SHIPPED_SHOWN = ("snapshot_date", "sku", "asin", "units_shipped_t7", "units_shipped_t30", FILE, ROW)


@check(
    "S-14",
    Words("Sales break", "销量骤降"),
    pane=Pane.MORNING,
    any_of=TELLING,
    wants=(
        "fba-inventory", "inbound-problems", "all-listings", "suppressed-listings", "business-report", "sku-master",
        "purchase-orders", INBOUND, PATROL, ADVERTISED,
    ),
    settings=Settings,
    section="stock",
    severities=(Severity.INFO,),
)  # fmt: skip
def sales_break(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """SKUs that suddenly sell half of what they did, with the tree of causes walked as far as the reports tell.

    What it finds:
        SKUs whose last 7 days sold half of the mean week of the four weeks before, or less. The title names the first
        cause that was found; the notes say of each branch whether it is the cause, is not, or cannot be looked at and
        which report is missing.
    Why it matters:
        The reflex is to raise bids. Where the stock, the Featured Offer or the rating is gone, ads buy clicks that
        cannot turn into orders: the cause comes first.
    Formula:
        units of 7 days ÷ mean week, the mean of the four weeks before those 7 days. Complete marketplace days that had
        ended when the orders were exported, both channels, without cancelled orders. Days of a declared event leave
        units and days. Tree: stock → inbound and customs → suppression → Featured Offer → price → rating → ads →
        unknown.
    Lines:
        share (50%, exactly on it counts) and min_week (14 units in the mean week), our own. In the branches: Featured
        Offer under 50% of 50 page views or 15 points under the week before; price up 5% since before the break; rating
        down 0.2 in a week, below 4.0, or 3 new low-star reviews; clicks from ads at half or less.
    Feeds:
        all-orders of 35 days. Else inventory-planning of today and of 7, 14, 21 and 28 days before: units-shipped-t7.
        The branches: inventory-planning, fba-inventory, inbound-shipments, purchase-orders, inbound-problems,
        all-listings (and its older snapshots), suppressed-listings, business-report, listing-patrol,
        sp-advertised-products by day.
    Traps:
        units-shipped-t30 holds the last week itself, so it is no mean of the weeks before. A late shipment explains
        nothing while there is stock. A missing report is no all-clear: its branch says that it cannot tell. The end of
        a sale looks like a break unless the event is declared. Discontinued SKUs and SKUs whose season is over are
        left alone. A SKU that is out of stock or suppressed has its own issue (S-01, L-02) as well: here it is the
        cause that is named.
    What to do:
        Walk the tree from the top, mend what is found, and only then look at the ads.

    中文

    发现什么:
        最近 7 天销量不超过此前四周周均一半的 SKU。标题写出找到的第一个原因;备注逐个分支说明:是原因、不是原因,或无
        法查看以及缺少哪份报表。
    为何重要:
        第一反应往往是加价抢量。若是断货、丢失推荐报价或评分下滑,广告买来的点击无法成单:先找原因。
    公式:
        7 天销量 ÷ 周均销量,均值取这 7 天之前的四周。只计导出时已结束的完整站点日,两种配送方式都计,取消的订单除外。
        申报活动日同时从销量和天数中剔除。原因树:库存 → 入库与清关 → 抑制 → 推荐报价 → 价格 → 评分 → 广告 → 未知。
    界限:
        share(50%,正好等于也算)与 min_week(周均 14 件),均为自定。各分支:浏览满 50 次而推荐报价低于 50%,或较此前一
        周下降 15 个点;价格较下滑前上涨 5%;评分一周内下降 0.2、跌破 4.0,或新增 3 条低星;广告点击降至一半及以下。
    数据来源:
        35 天的 all-orders。否则用今天及 7、14、21、28 天前的 inventory-planning:units-shipped-t7。各分支:
        inventory-planning、fba-inventory、inbound-shipments、purchase-orders、inbound-problems、all-listings 及更早
        快照、suppressed-listings、business-report、listing-patrol、按日的 sp-advertised-products。
    陷阱:
        units-shipped-t30 包含最近一周,不能当作此前的均值。有货时,货件延误不是原因。缺少报表不等于正常:该分支显示无法
        判断。促销结束看起来也像骤降,请声明活动。停产及季节已过的 SKU 不提示。断货或被抑制的 SKU 另有自己的问题(S-01、
        L-02),此处将其写为原因。
    怎么做:
        从上到下排查原因树,先处理找到的原因,再看广告。
    """
    units = week_units(ctx)
    if units is None:
        old = too_old(ctx, "all-orders")
        yield NotJudged(Verdict.STALE, OLD_ORDERS) if old else NotJudged(Verdict.NO_DATA, TOO_SHORT)
        return
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    asins = asin_skus(ctx)
    for settings, part in ctx.parts(_sold(ctx, units)):
        lines = settings.sales_break
        known = part.with_columns(_mean(), _pace()).filter(_enough(lines))
        yield from _unsure(known)
        hits = known.filter(pl.col("unread").not_(), pl.col("days_week") > 0, _broke(lines))
        yield from _findings(ctx, units, hits.join(_first(asins, hits["sku"]), on="sku", how="left"), lines)


def _sold(ctx: Context[Settings], units: WeekUnits) -> pl.DataFrame:
    """The units of SKUs that are meant to be sold, with their category."""
    master = master_rows(ctx)
    return (
        units.frame.join(master.filter(is_ended()).select("sku"), on="sku", how="anti", maintain_order="left")
        .join(master.select("sku", "category"), on="sku", how="left", maintain_order="left")
        .sort("sku")
    )


def _first(asins: pl.DataFrame, skus: pl.Series) -> pl.DataFrame:
    """The first ASIN of some SKUs."""
    return asins.filter(pl.col("sku").is_in(skus.implode())).unique("sku", keep="first", maintain_order=True)


def _mean() -> pl.Expr:
    return (pl.col("weeks") * WEEK / pl.col("days_weeks")).alias("mean")


def _pace() -> pl.Expr:
    return (pl.col("week") * WEEK / pl.col("days_week")).alias("pace")


def _enough(lines: Break) -> pl.Expr:
    return (pl.col("days_weeks") > 0) & (pl.col("weeks").is_not_null()) & (pl.col("mean") >= lines.min_week)


def _broke(lines: Break) -> pl.Expr:
    return pl.col("pace").round(DIGITS) <= (pl.col("mean") * lines.share).round(DIGITS)


def _unsure(known: pl.DataFrame) -> Iterator[NotJudged]:
    for sku in known.filter("unread")["sku"]:
        yield NotJudged(Verdict.NO_DATA, UNREAD.fill(sku=sku), Subject("sku", sku))
    for sku in known.filter(pl.col("unread").not_(), pl.col("days_week") == 0)["sku"]:
        yield NotJudged(Verdict.IMMATURE, IN_EVENT.fill(sku=sku), Subject("sku", sku))


def _findings(ctx: Context[Settings], units: WeekUnits, hits: pl.DataFrame, lines: Break) -> Iterator[Finding]:
    if hits.is_empty():
        return
    rows = _rows(ctx, units, hits["sku"])
    stock = stock_causes(ctx, hits["sku"], units.week)
    page = page_causes(ctx, dict(hits.select("sku", "asin").iter_rows()), units.week, lines)
    ads = ad_causes(ctx, hits["sku"], units.week, units.weeks, lines)
    for hit in hits.iter_rows(named=True):
        sku = hit["sku"]
        tree = (*stock[sku], *page[sku], ads[sku])
        yield _finding(ctx, units, hit, tree, rows.get(sku))


def _rows(ctx: Context[Settings], units: WeekUnits, skus: pl.Series) -> Mapping[str, pl.DataFrame]:
    """The rows that were counted, newest first."""
    if units.source != "all-orders":
        return rows_by_key(ctx.frame(units.source).select(SHIPPED_SHOWN), "sku", skus)
    counted = Days(units.weeks.first, units.week.last)
    inside = ctx.frame("all-orders").filter(placed_on(counted, ctx.marketplace), pl.col("sku").is_in(skus.implode()))
    return rows_by_key(inside.select(ORDER_SHOWN), "sku", skus, by="purchase_date")


def _finding(
    ctx: Context[Settings], units: WeekUnits, hit: Mapping[str, Any], tree: tuple[Cause, ...], rows: pl.DataFrame | None
) -> Finding:
    scope = {"sku": hit["sku"], "category": hit["category"] or ""}
    kept = hit["pace"] / hit["mean"]
    found = first_found(tree)
    evidence = [] if rows is None else [rows]
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.INFO,
        TITLE.fill(week=number(hit["pace"], 1), mean=number(hit["mean"], 1), share=percent(kept, 0), why=_why(tree)),
        ACTION,
        figure=Figure("sales_kept", kept, hit["pace"], hit["mean"], "rate"),
        lines=(
            ctx.line("internal", "sales_break.share", crossed=True, **scope),
            ctx.line("internal", "sales_break.min_week", crossed=True, **scope),
        ),
        evidence=(*(found.rows if found else ()), *evidence),
        due=ctx.today(),
        about=(Subject("asin", hit["asin"]),) if hit["asin"] else (),
        notes=tuple(_notes(ctx, units, hit, tree)),
    )


def _why(tree: tuple[Cause, ...]) -> Words:
    found = first_found(tree)
    if found is not None:
        return CAUSE.fill(name=found.name, said=found.said)
    blind = _blind(tree)
    return BLIND.fill(n=blind) if blind else UNKNOWN


def _blind(tree: tuple[Cause, ...]) -> int:
    return sum(cause.state == "unknown" for cause in tree)


def _notes(
    ctx: Context[Settings], units: WeekUnits, hit: Mapping[str, Any], tree: tuple[Cause, ...]
) -> Iterator[Words]:
    for n, cause in enumerate(tree, 1):
        yield cause.line(n)
    if first_found(tree) is None:
        blind = _blind(tree)
        said = UNSEEN.fill(n=blind) if blind else NOTHING
        yield Cause(REST, "unknown" if blind else "found", said).line(len(tree) + 1)
    first, last = ctx.day(units.week.first), ctx.day(units.week.last)
    yield WINDOWS.fill(first=first, last=last, report=ctx.title_of(units.source))
    if hit["days_week"] < len(units.week) or hit["days_weeks"] < len(units.weeks):
        yield EVENTS
