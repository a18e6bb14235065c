"""SKUs with more stock than they sell in half a year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from cockpit.api import (
    STOCK_EXTRAS,
    STOCK_REPORTS,
    Context,
    CoverSettings,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Proposal,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    clear_by,
    fnskus,
    money,
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

PLANNING = "inventory-planning"
EXCESS = ("estimated_excess_quantity", "estimated_storage_cost_next_month", "currency")
AGED_90 = (
    "inv_age_91_to_180_days", "inv_age_181_to_270_days", "inv_age_271_to_365_days", "inv_age_366_to_455_days",
    "inv_age_456_plus_days", "inv_age_365_plus_days",
)  # fmt: skip


@dataclass(frozen=True)
class Settings(CoverSettings):
    """[stock], as far as this check needs it."""

    overstock_days: float = setting(180, "all stock lasts longer than this", unit="days")
    plan_day: int = setting(12, "overstock and aged stock are dealt with by this day of the month")


TITLE = Words(
    "All stock lasts {days} {days|day|days}, line {line}: {units} {units|unit|units} too many",
    "总库存可售 {days} 天,上限 {line} 天:多 {units} 件",
)
IDLE = Words(
    "{units} {units|unit|units}, some for over 90 days, and none sold in 90 days",
    "库存 {units} 件,部分已超 90 天,90 天内零销量",
)
EXCESS_TITLE = Words(
    "Amazon counts {units} {units|unit|units} as excess; all stock lasts {days} {days|day|days}",
    "亚马逊判定冗余 {units} 件;总库存可售 {days} 天",
)
ACTION = Words("Create removal or promotion before the 15th{saving}.", "15 日前提交移除或促销清货{saving}。")
SAVES = Words("; saves about {amount} of storage a month", ",每月可省仓储费约 {amount}")
UNSOLD = Words(
    "{sku} sold nothing in 90 days: its cover has no number, and no unit is known to be older than 90 days",
    "{sku} 90 天零销量:无法计算可售天数,也没有已知超过 90 天的库存",
)


@check(
    "S-04",
    Words("Overstock", "库存冗余"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    any_of=STOCK_REPORTS,
    wants=STOCK_EXTRAS,
    settings=Settings,
    section="stock",
    severities=(Severity.WARNING, Severity.INFO),
    yields_to=("L-02",),
)
def overstock(ctx: Context[Settings]) -> Iterator[Say]:
    """SKUs with more stock than they sell in half a year.

    What it finds:
        FBA SKUs whose stock, with what is on the way, lasts more than 180 days, and those that sold nothing in 90 days
        although part of the stock is older than that (warning); SKUs of which Amazon counts units as excess (info).
        Discontinued SKUs and SKUs whose season is over are in it: their stock is the first to clear.
    Why it matters:
        Storage is paid every month, from a certain age with a surcharge, and the room is missing for what sells.
    Formula:
        cover = (near + pipeline) ÷ velocity; near, pipeline and velocity as in S-01. Units too many = near + pipeline −
        velocity × 180.
    Lines:
        overstock_days (180, our own): more is raised, exactly 180 is not. Amazon's estimated excess (beyond about 90
        days of demand) is information. plan_day (12): the day of the month by which it is dealt with.
    Feeds:
        As S-01; inventory-planning: estimated-excess-quantity, estimated-storage-cost-next-month, age buckets.
    Traps:
        A SKU that has just been launched or was out of stock sells more than its windows tell: see the tags before
        removing anything. A listing that is suppressed or inactive (L-02) sells nothing whatever is stored: that issue
        comes first. Without a sale in 90 days cover has no number: such a SKU is raised only when the age buckets
        show units older than 90 days, else it is unsure. Units that are only planned ("working") do not count.
    What to do:
        Create a removal or a promotion before the 15th, when Amazon charges for age. Removal needs a second person.

    中文

    发现什么:
        连同在途可售超过 180 天的 FBA SKU,以及 90 天零销量且部分库存已超过 90 天的 SKU(预警);亚马逊判定有冗余的 SKU
        (提示)。停产及季节已过的 SKU 也在内:它们的库存最该先清。
    为何重要:
        仓储费每月都要付,超过一定库龄还要附加费,畅销品却缺库容。
    公式:
        可售天数 =(near + 在途)÷ 日均销量;各项同 S-01。多余件数 = near + 在途 − 日均销量 × 180。
    界限:
        overstock_days(180 天,自定):超过才提示,正好 180 天不提示。亚马逊估算的冗余(约超过 90 天需求)只作提示。
        plan_day(12):每月处理截止日。
    数据来源:
        同 S-01;inventory-planning 的 estimated-excess-quantity、estimated-storage-cost-next-month、库龄分段。
    陷阱:
        刚上新或断过货的 SKU 实际销速高于窗口数据,移除前先看标签。被抑制或停用的商品(L-02)本来就卖不出,先处理 L-02。
        90 天零销量时可售天数没有数值:只有库龄显示有超过 90 天的库存才提示,否则为不确定。仅为计划的入库(working)不计入。
    怎么做:
        赶在 15 日亚马逊计收库龄费之前提交移除或促销。移除须第二人审批。
    """
    stock = stock_now(ctx)
    if not stock.tells_sales:
        yield no_sales(ctx)
        return
    ctx.changes_at(ctx.clock.end_of_team_day())
    planning = _planning(ctx)
    for settings, part in stock_cover(ctx, ended=True):
        judged = _judged(part.join(planning, on="sku", how="left", maintain_order="left"), settings)
        hits = judged.filter(pl.col("over") | pl.col("idle") | (pl.col("excess") > 0))
        rows, labels = stock_rows(ctx, hits["sku"], EXCESS), fnskus(ctx.frame(PLANNING), hits["sku"])
        for hit in hits.iter_rows(named=True):
            yield _finding(ctx, settings, {**hit, "fnsku": labels.get(hit["sku"])}, rows.get(hit["sku"], ()))
        yield from _unsure(judged.join(hits, on="sku", how="anti"))


def _planning(ctx: Context[Settings]) -> pl.DataFrame:
    """What the planning report says of each SKU: excess (units), storage (money a month), currency, aged (units)."""
    cost = pl.col("estimated_storage_cost_next_month")
    return (
        ctx.frame(PLANNING)
        .group_by("sku")
        .agg(
            excess=pl.col("estimated_excess_quantity").sum(),
            storage=pl.when(cost.is_not_null().any()).then(cost.sum()),
            currency=pl.col("currency").drop_nulls().first(),
            aged=pl.sum_horizontal(pl.col(AGED_90).sum()),
        )
    )


def _judged(judged: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    """The stock with `lasts` (days; without the pipeline where that is unknown), `units`, `over` and `idle`."""
    units = pl.col("near") + pl.col("pipeline").fill_null(0)
    unsold = (pl.col("velocity") == 0).fill_null(value=False)
    return judged.with_columns(
        lasts=pl.coalesce("cover_all", "cover_now"),
        units=units,
        excess=pl.col("excess").fill_null(0),
    ).with_columns(
        over=(pl.col("lasts") > settings.overstock_days).fill_null(value=False),
        unsold=unsold & (pl.col("units") > 0).fill_null(value=False),
        idle=unsold & ((pl.col("units") > 0) & (pl.col("aged") > 0)).fill_null(value=False),
    )


def _unsure(rest: pl.DataFrame) -> Iterator[NotJudged]:
    for sku in rest.filter("unsold")["sku"]:
        yield NotJudged(Verdict.SMALL_SAMPLE, partial(UNSOLD.fill, sku=sku), Subject("sku", sku))
    blind = pl.col("near").is_null() | ((pl.col("units") > 0) & pl.col("cover_all").is_null())
    yield from not_judged(rest.filter(pl.col("unsold").not_(), blind), pipeline=True)


def _finding(
    ctx: Context[Settings], settings: Settings, hit: Mapping[str, Any], rows: tuple[pl.DataFrame, ...]
) -> Finding:
    scope = {"sku": hit["sku"], "category": hit["category"] or ""}
    heavy = hit["over"] or hit["idle"]
    surplus = _surplus(hit, settings)
    saving = _saving(hit, surplus)
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.WARNING if heavy else Severity.INFO,
        _title(hit, settings, surplus),
        ACTION.fill(saving=SAVES.fill(amount=same(money(saving.amount, saving.currency))) if saving else ""),
        figure=_figure(hit, heavy=heavy),
        lines=(ctx.line("internal", "overstock_days", crossed=heavy, **scope),),
        evidence=rows,
        due=clear_by(ctx, settings.plan_day),
        tags=stock_tags(hit),
        impact=saving,
        needs_approval=True,
        also_in=(Pane.MONTH_END,),
        notes=stock_notes(hit, settings.spike),
        proposals=_removal(hit, surplus, saving),
    )


def _removal(hit: Mapping[str, Any], surplus: int, saving: Money | None) -> tuple[Proposal, ...]:
    """The units too many, as far as they are sellable at Amazon: what is at sea cannot be removed."""
    units = min(surplus, hit["near"] or 0)
    if units <= 0:
        return ()
    amount, code = (saving.amount, saving.currency) if saving else (None, None)
    what = {"sku": hit["sku"], "fnsku": hit["fnsku"]}
    return (proposal("removal", **what, quantity=units, saving=amount, currency=code),)


def _figure(hit: Mapping[str, Any], *, heavy: bool) -> Figure:
    if heavy:
        return Figure("cover", hit["lasts"], hit["units"], hit["velocity"], "days")
    return Figure("excess_units", hit["excess"], unit="count")


def _title(hit: Mapping[str, Any], settings: Settings, surplus: int) -> Words:
    if hit["over"]:
        return TITLE.fill(days=hit["lasts"], line=settings.overstock_days, units=surplus)
    if hit["idle"]:
        return IDLE.fill(units=hit["units"])
    days = same("?") if hit["lasts"] is None else same(number(hit["lasts"], 0))
    return EXCESS_TITLE.fill(units=hit["excess"], days=days)


def _surplus(hit: Mapping[str, Any], settings: Settings) -> int:
    """Units beyond what the line's days sell; Amazon's own count where the line is not crossed."""
    if not hit["over"] and not hit["idle"]:
        return int(hit["excess"])
    return max(1, int(hit["units"] - hit["velocity"] * settings.overstock_days))


def _saving(hit: Mapping[str, Any], surplus: int) -> Money | None:
    """Next month's storage of the units that are too many, as far as they are at Amazon already."""
    if hit["storage"] is None or not hit["currency"] or not hit["near"]:
        return None
    share = Decimal(min(surplus, hit["near"])) / Decimal(hit["near"])
    amount = (Decimal(hit["storage"]) * share).quantize(Decimal("0.01"))
    return Money(amount, hit["currency"]) if amount > 0 else None
