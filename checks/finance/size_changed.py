"""Items that Amazon measures otherwise than it did before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    MEASURES,
    ROW,
    STOCK_EXTRAS,
    STOCK_REPORTS,
    Context,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Table,
    VelocitySettings,
    Verdict,
    Words,
    bulk_claim,
    check,
    in_coins,
    measure_changes,
    money,
    number,
    percent,
    rows_by_key,
    setting,
    snapshot_day,
    stock_now,
    velocity,
)

PREVIEW = "fee-preview"
TIER, FEE = "product_size_tier", "expected_fulfillment_fee_per_unit"
KEY = ("sku", "currency")
READ = (*KEY, *MEASURES, "unit_of_dimension", "unit_of_weight", TIER, FEE)
SHOWN = ("sku", "fnsku", *MEASURES, "unit_of_dimension", "unit_of_weight", TIER, "currency", FEE, FILE, ROW)
MASTER_SHOWN = ("sku", "length", "width", "height", "weight", FILE, ROW)
YEAR = 365
NOT_APPLICABLE = "--"
# Two exports of one day are one snapshot: the second must not make the change go away.
ANOTHER_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    size_change: float = setting(0.05, "weight or a side changed by more than this share", unit="share")
    fee_dispute_days: int = setting(
        90, "a fee can be disputed so many days after the charge", source="Amazon help: FBA fees reimbursement policy"
    )


NAMES: Mapping[str, Words] = {
    "longest_side": Words("longest side", "最长边"),
    "median_side": Words("median side", "次长边"),
    "shortest_side": Words("shortest side", "最短边"),
    "item_package_weight": Words("weight", "重量"),
}
BY_MEASURE = Words("Amazon's {what}: {before} → {now} ({change})", "亚马逊测量的{what}:{before} → {now}({change})")
BY_TIER = Words("Size tier: {before} → {now}", "尺寸分段:{before} → {now}")
ACTION = Words("Re-measure a unit; correct the listing or ask Amazon to.", "复测实物;更正数据或申请复测。")
YEARLY = Words(
    "The fee goes from {before} to {now} a unit: {x} a year at {v} {v|unit|units} a day",
    "每件费用由 {before} 变为 {now}:按每天 {v} 件,一年 {x}",
)
PER_UNIT = Words(
    "The fee goes from {before} to {now} a unit; how many are sold is not known",
    "每件费用由 {before} 变为 {now};销量未知",
)
SAME_FEE = Words("The fee stays at {now} a unit", "每件费用仍为 {now}")
FIRST = Words("no earlier fee preview to compare with", "没有更早的费用预览可供比较")
EMPTY = Words("{sku}: a measure or the size tier is empty now", "{sku}:尺寸、重量或尺寸分段现为空")


@check(
    "P-12",
    Words("Size tier or dimensions changed", "尺寸分段或尺寸变更"),
    pane=Pane.MONTH_END,
    needs=(PREVIEW,),
    wants=(*STOCK_REPORTS, *STOCK_EXTRAS),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING,),
)
def size_changed(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Items that Amazon measures otherwise than it did before.

    What it finds:
        SKUs whose size tier, weight or a side in the fee preview differs from the previous snapshot of another day: the
        tier at all, a measure by more than 5%.
    Why it matters:
        A wrong measure raises the fulfilment fee of every unit, and storage with it, until somebody asks.
    Formula:
        abs(now − before) ÷ before > size_change for weight and the three sides, in exact decimals; units are made the
        same first. The figure is the largest change (a fraction), of now (numerator) and before (denominator); the
        change of the fee where only the tier changed. A year's effect: the fee's change × units a day × 365.
    Lines:
        size_change (5%): exactly is inside. Our own.
    Feeds:
        fee-preview and its older snapshots: product-size-tier, in Europe product-size-weight-band. The stock reports
        for units a day. SKU master: our own measures, beside Amazon's in the evidence.
    Traps:
        Both directions count: a smaller measure is a chance, and may be as wrong. Length and girth follows from the
        sides. SKUs without an earlier row are new. Two exports of one day are one snapshot. On the first day nothing
        can be compared.
    What to do:
        Measure and weigh a packed unit. If Amazon is wrong, ask for a re-measurement; if the listing is, correct it.
        More than 10 claims at once need a second person.

    中文

    发现什么:
        费用预览中尺寸分段、重量或任一边长与另一天的上一份不同的 SKU:分段有变即算,尺寸和重量超过 5%。
    为何重要:
        测量错误会抬高每件配送费和仓储费,直到有人提出。
    公式:
        重量和三条边:|现在 − 之前| ÷ 之前 > size_change,按精确小数计算,先统一单位。数值为最大变化(小数),分子为现在,分
        母为之前;仅分段变化时为费用差。一年影响:费用差 × 日销量 × 365。
    界限:
        size_change(5%):正好不算。自定。
    数据来源:
        fee-preview 及其更早的快照:product-size-tier,欧洲为 product-size-weight-band。库存报表提供日销量。SKU 主档:自
        家尺寸,列在证据中。
    陷阱:
        变大变小都算:变小是机会,也可能同样有误。围长由边长得出。没有更早记录的 SKU 是新品。同一天的两次导出算一份。第一
        天无从比较。
    怎么做:
        测量并称重一件带包装的实物。亚马逊有误则申请复测,Listing 有误则更正。一次超过 10 个索赔须第二人审批。
    """
    before = ctx.previous(PREVIEW, ANOTHER_DAY) or ctx.previous(PREVIEW)
    if before is None:
        yield NotJudged(Verdict.NO_DATA, FIRST)
        return
    items = measure_changes(_beside(ctx.frame(PREVIEW), before.frame), ctx.settings.size_change)
    items = items.with_columns(other_tier=_other_tier())
    hits = items.filter((pl.col("grown").list.len() > 0) | pl.col("other_tier"))
    yield from _findings(ctx, before, hits)
    for sku in items.join(hits, on="sku", how="anti").filter(_emptied())["sku"].unique(maintain_order=True):
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(sku=sku), Subject("sku", sku))


def _beside(now: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The items of both previews, one row for a SKU and currency; of several rows of a SKU the dearest."""
    tier = pl.when(pl.col(TIER) != NOT_APPLICABLE).then(pl.col(TIER)).alias(TIER)
    one, other = (
        frame.select(READ)
        .with_columns(tier)
        .sort(FEE, TIER, descending=True, nulls_last=True)
        .unique(KEY, keep="first", maintain_order=True)
        for frame in (now, before)
    )
    return one.sort(KEY).join(other, on=KEY, suffix="_before", nulls_equal=True, maintain_order="left")


def _other_tier() -> pl.Expr:
    """Whether the tier is another one: spelled otherwise it is still the same."""
    now, before = (pl.col(name).str.to_lowercase().str.replace_all(r"[\s_-]", "") for name in (TIER, f"{TIER}_before"))
    return (now != before).fill_null(value=False)


def _emptied() -> pl.Expr:
    return pl.any_horizontal(
        pl.col(name).is_null() & pl.col(f"{name}_before").is_not_null() for name in (*MEASURES, TIER)
    )


def _findings(ctx: Context[Settings], before: Table, hits: pl.DataFrame) -> Iterator[Finding]:
    if hits.is_empty():
        return
    skus, bulk = hits["sku"].unique(), bulk_claim(ctx, hits["sku"].n_unique())
    frames = ((ctx.frame(PREVIEW), SHOWN), (before.frame, SHOWN), (ctx.frame("sku-master"), MASTER_SHOWN))
    evidence = [rows_by_key(frame.select(shown), "sku", skus) for frame, shown in frames]
    sold = _units_a_day(ctx)
    for hit in hits.iter_rows(named=True):
        rows = tuple(part[hit["sku"]] for part in evidence if hit["sku"] in part)
        yield _finding(ctx, before, hit, sold.get(hit["sku"]), rows, bulk)


def _units_a_day(ctx: Context[Settings]) -> Mapping[str, float | None]:
    if not any(ctx.has(type_) for type_ in STOCK_REPORTS):
        return {}
    skus = velocity(stock_now(ctx).skus, ctx.resolver.values("stock", VelocitySettings, ctx.marketplace))
    return dict(skus.select("sku", "velocity").iter_rows())


def _finding(
    ctx: Context[Settings],
    before: Table,
    hit: Mapping[str, Any],
    sold: float | None,
    rows: tuple[pl.DataFrame, ...],
    bulk: tuple[Words, ...],
) -> Finding:
    last = snapshot_day(before, ctx.marketplace) + timedelta(days=ctx.settings.fee_dispute_days)
    grown = sorted(hit["grown"], key=lambda name: -abs(hit[f"{name}_change"]))
    title, figure = _by_measure(hit, grown[0]) if grown else _by_tier(hit)
    note, effect = _yearly(hit, sold)
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.WARNING,
        title,
        ACTION,
        figure=figure,
        lines=(ctx.line("internal", "size_change", crossed=bool(grown)),),
        evidence=rows,
        due=ctx.clock.end_of_day(last, ctx.marketplace),
        impact=Money(effect, hit["currency"]) if effect is not None and effect > 0 and hit["currency"] else None,
        needs_approval=bool(bulk),
        notes=(*(_by_measure(hit, name)[0] for name in grown[1:]), *_tier_note(hit, grown), *note, *bulk),
    )


def _by_measure(hit: Mapping[str, Any], name: str) -> tuple[Words, Figure]:
    now, before, change = hit[name], hit[f"{name}_before"], hit[f"{name}_change"]
    unit = MEASURES[name]
    shown = {"now": f"{number(now)} {hit[unit] or ''}", "before": f"{number(before)} {hit[f'{unit}_before'] or ''}"}
    signed = f"{'+' if change > 0 else ''}{percent(change, 1)}"
    title = BY_MEASURE.fill(what=NAMES[name], change=signed, **{key: text.strip() for key, text in shown.items()})
    return title, Figure("size_change", change, now, before, "rate")


def _by_tier(hit: Mapping[str, Any]) -> tuple[Words, Figure]:
    now, before = hit[FEE], hit[f"{FEE}_before"]
    apart = None if now is None or before is None else now - before
    return _tier_words(hit), Figure("difference", apart, now, before, "money")


def _tier_words(hit: Mapping[str, Any]) -> Words:
    return BY_TIER.fill(before=hit[f"{TIER}_before"], now=hit[TIER])


def _tier_note(hit: Mapping[str, Any], grown: list[str]) -> tuple[Words, ...]:
    return (_tier_words(hit),) if grown and hit["other_tier"] else ()


def _yearly(hit: Mapping[str, Any], sold: float | None) -> tuple[tuple[Words, ...], Decimal | None]:
    """What the change costs in a year, as a note and as an amount; no amount where sales are not known."""
    now, before, currency = hit[FEE], hit[f"{FEE}_before"], hit["currency"] or ""
    if now is None or before is None:
        return (), None
    fees = {"now": money(now, currency), "before": money(before, currency)}
    if now == before:
        return (SAME_FEE.fill(**fees),), None
    if sold is None:
        return (PER_UNIT.fill(**fees),), None
    effect = in_coins((now - before) * Decimal(str(sold)) * YEAR, currency)
    return (YEARLY.fill(x=money(effect, currency), v=number(sold), **fees),), effect
