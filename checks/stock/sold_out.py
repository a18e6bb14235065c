"""SKUs that sell and have nothing left to sell."""

from collections.abc import Iterator
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
    Severity,
    Subject,
    Words,
    check,
    expedite,
    no_sales,
    not_judged,
    stock_cover,
    stock_notes,
    stock_now,
    stock_rows,
    stock_tags,
)

TITLE = Words("Out of stock, sells {rate} a day; {coming} on the way", "已断货,日均销 {rate} 件;在途 {coming} 件")
SLOW = Words("Out of stock, a slow mover; {coming} on the way", "慢销品断货;在途 {coming} 件")
UNKNOWN = Words("?", "?")


@check(
    "S-01",
    Words("Out of stock", "断货"),
    pane=Pane.MORNING,
    any_of=STOCK_REPORTS,
    wants=STOCK_EXTRAS,
    settings=CoverSettings,
    section="stock",
    severities=(Severity.CRITICAL, Severity.INFO),
)
def sold_out(ctx: Context[CoverSettings]) -> Iterator[Finding | NotJudged]:
    """SKUs that sell and have nothing left to sell.

    What it finds:
        FBA SKUs with no unit that is sellable now or within days, although they sell. Discontinued SKUs, SKUs whose
        season is over (SKU master) and Amazon's used units (amzn.gr…) are left alone.
    Why it matters:
        Every day out of stock costs the day's sales and some of the rank that brought them; ads run against nothing.
    Formula:
        near = available + FC transfer + FC processing, and near = 0. Velocity is the weighted mean of the 7, 30 and 90
        day rates, each over the days on which the SKU was in stock.
    Lines:
        slow_velocity (0.1 a day) and slow_units_90 (5 in 90 days), our own: under either the SKU is a slow mover and
        the issue only information. A SKU that sold nothing in 90 days is not reported. Amazon publishes no line.
    Feeds:
        inventory-planning: available, fc-transfer, Reserved FC Processing, units-shipped-t7/t30/t90. Without it:
        fba-inventory, with the units of all-orders. SKU master: discontinued, season, lead days, carton. Older daily
        snapshots of the stock reports: in-stock days.
    Traps:
        The customer-order reserve is sold already; a total reserve is left out where its parts are unknown. Without
        daily snapshots the days out of stock are not known: the rate is understated and tagged not-stock-adjusted, and
        a SKU that has been out for a whole window counts as slow. Shared pools (FBA Export, EFN) are not told apart.
    What to do:
        Expedite the quantity, stop spending on ads for the SKU, tell purchasing today. Air freight and price changes
        need a second person. While this stands, S-02, S-03 and the ad checks keep quiet about the same SKU.

    中文

    发现什么:
        没有任何一件现在或数日内可售、但仍有销量的 FBA SKU。SKU 主档标为停产或季节已过的,以及亚马逊的二手品(amzn.gr…)
        不提示。
    为何重要:
        断货一天就少一天销售,并流失排名;广告也在空跑。
    公式:
        near = available + FC transfer + FC processing,且 near = 0。日均销量为 7、30、90 天速率的加权平均,各按有货天
        数计算。
    界限:
        slow_velocity(每天 0.1 件)与 slow_units_90(90 天 5 件),均为自定:低于任一者为慢销品,只作提示。90 天没有销量的
        SKU 不提示。亚马逊未公布标准。
    数据来源:
        inventory-planning:available、fc-transfer、Reserved FC Processing、units-shipped-t7/t30/t90。没有时用
        fba-inventory 加 all-orders 的销量。SKU 主档:停产、季节、备货周期、箱规。较早的每日库存快照:有货天数。
    陷阱:
        已被订单占用的预留不算可售;只知道预留总数时不计入。没有每日快照就不知道断货天数:速率偏低并标记“未按有货天数
        调整”,整个窗口都断货的 SKU 会被当作慢销品。FBA Export、EFN 等共享库存无法区分。
    怎么做:
        按数量加急补货,停掉该 SKU 的广告,今天通知采购。空运和改价须第二人审批。在此期间 S-02、S-03 及广告检查对同一
        SKU 不再提示。
    """
    stock = stock_now(ctx)
    if not stock.tells_sales:
        yield no_sales(ctx)
        return
    ctx.changes_at(ctx.clock.end_of_team_day())
    for settings, judged in stock_cover(ctx):
        hits = judged.filter(pl.col("near") == 0, pl.col("velocity") > 0)
        rows = stock_rows(ctx, hits["sku"])
        for hit in hits.iter_rows(named=True):
            yield _finding(ctx, settings, hit, rows.get(hit["sku"], ()))
        unknown = pl.col("near").is_null() | ((pl.col("near") == 0) & pl.col("velocity").is_null())
        yield from not_judged(judged.filter(unknown))


def _finding(
    ctx: Context[CoverSettings], settings: CoverSettings, hit: dict[str, Any], rows: tuple[pl.DataFrame, ...]
) -> Finding:
    scope = {"sku": hit["sku"], "category": hit["category"] or ""}
    coming = UNKNOWN if hit["pipeline"] is None else hit["pipeline"]
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.INFO if hit["slow"] else Severity.CRITICAL,
        (SLOW if hit["slow"] else TITLE).fill(rate=hit["velocity"], coming=coming),
        expedite(ctx, hit),
        figure=Figure("cover", 0.0, hit["near"], hit["velocity"], "days"),
        lines=(ctx.line("internal", "slow_velocity", crossed=not hit["slow"], **scope),),
        evidence=rows,
        due=ctx.today(),
        tags=stock_tags(hit),
        needs_approval=not hit["slow"],
        notes=stock_notes(hit, settings.spike),
    )
