"""SKUs that the SKU master does not know."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cockpit.api import (
    SKU_COLUMNS,
    Context,
    Figure,
    Finding,
    Pane,
    Severity,
    Subject,
    Words,
    check,
    damaged_twins,
    report_finding,
    rows_by_key,
    setting,
    unknown_skus,
)


@dataclass(frozen=True)
class Settings:
    """[data], as far as this check needs it."""

    unknown_skus: int = setting(50, "More unknown SKUs than this are one issue: the master itself is incomplete")


TITLE = Words("{sku} is not in the SKU master", "{sku} 不在 SKU 主档中")
MANY = Words("{n} {n|SKU is|SKUs are} not in the SKU master", "{n} 个 SKU 不在主档中")
ADD = Words("Add {sku} to the SKU master of {marketplace}.", "把 {sku} 补进 {marketplace} 的 SKU 主档。")
TWIN = Words(
    "The master has {twin}: Excel may have taken the leading zeros away", "主档中有 {twin}:可能被 Excel 去掉了前导零"
)
IN = Words("Named in {reports}", "出现在:{reports}")
REPORT = "sku-master"


@check(
    "D-07",
    Words("SKU not in the master", "SKU 不在主档"),
    pane=Pane.MORNING,
    needs=(REPORT,),
    wants=tuple(SKU_COLUMNS),
    settings=Settings,
    section="data",
    severities=(Severity.INFO,),
)
def sku_not_in_master(ctx: Context[Settings]) -> Iterator[Finding]:
    """SKUs that are sold, listed or stocked, and of which the SKU master says nothing.

    What it finds:
        Every SKU that a report names and the master of this marketplace does not, one issue each. More than fifty are
        one issue about the master: then it is the master that is incomplete.
    Why it matters:
        Without its row a SKU has no cost, no floor, no lead time and no target ACoS: its checks fall back on defaults.
    Formula:
        SKUs of the listings, stock, orders, business and advertised-product reports, minus those of the master. Blanks
        around a SKU are ignored; nothing else is: SKUs are text.
    Lines:
        unknown_skus (50): more are one issue.
    Feeds:
        sku-master; all-listings, fba-inventory, inventory-planning, all-orders, unshipped-orders, business-report,
        sp-advertised-products.
    Traps:
        A SKU whose leading zeros Excel took away looks unknown: the one that it may be is named. SKUs that Amazon makes
        by itself (amzn.gr.…) are left out. Without any SKU master D-01 asks for it, and this check says nothing.
    What to do:
        Add the SKU to the master, or export the master again.

    中文

    发现什么:
        报表中出现、而本站点 SKU 主档中没有的 SKU,每个一条。超过 50 个时合并为一条:说明主档本身不全。
    为何重要:
        主档没有该 SKU,就没有成本、底价、交期和目标 ACoS,相关检查只能用默认值。
    公式:
        商品、库存、订单、业务、推广商品报表中的 SKU 减去主档中的 SKU。忽略首尾空格,此外一概不改:SKU 是文本。
    界限:
        unknown_skus(50):超过时合并为一条。
    数据来源:
        sku-master;all-listings、fba-inventory、inventory-planning、all-orders、unshipped-orders、business-report、
        sp-advertised-products。
    陷阱:
        被 Excel 去掉前导零的 SKU 看似未知:会指出可能对应的那个。亚马逊自建的 SKU(amzn.gr.…)不计。完全没有主档时由 D-01
        提示,本检查不作判断。
    怎么做:
        把 SKU 补进主档,或重新导出主档。
    """
    rows = unknown_skus(ctx)
    skus = rows["sku"].unique().sort()
    if skus.is_empty():
        return
    if len(skus) > ctx.settings.unknown_skus:
        yield _many(ctx, rows, len(skus))
        return
    twins, parts = damaged_twins(ctx, skus), rows_by_key(rows, "sku", skus)
    for sku in skus:
        yield _one(ctx, sku, parts[sku], twins.get(sku, ""))


def _one(ctx: Context[Settings], sku: str, rows: pl.DataFrame, twin: str) -> Finding:
    reports = [ctx.title_of(type_) for type_ in rows["report"].unique(maintain_order=True)]
    named = Words(", ".join(one.en for one in reports), "、".join(one.zh for one in reports))
    return Finding(
        Subject("sku", sku),
        Severity.INFO,
        TITLE.fill(sku=sku),
        ADD.fill(sku=sku, marketplace=ctx.marketplace),
        evidence=(rows,),
        due=ctx.due_in(Pane.MORNING),
        notes=(IN.fill(reports=named), *((TWIN.fill(twin=twin),) if twin else ())),
    )


def _many(ctx: Context[Settings], rows: pl.DataFrame, count: int) -> Finding:
    return report_finding(
        ctx,
        REPORT,
        MANY.fill(n=count),
        evidence=(rows.unique("sku", keep="first", maintain_order=True),),
        figure=Figure("unknown_skus", count),
        lines=(ctx.line("internal", "unknown_skus", crossed=True),),
        severity=Severity.INFO,
    )
