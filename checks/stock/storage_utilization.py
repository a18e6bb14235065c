"""The storage utilization ratio: how many weeks of shipped volume lie in the warehouses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Say,
    Severity,
    Subject,
    Tag,
    Verdict,
    Words,
    charge_month,
    check,
    none_typed,
    number,
    recent_typed,
    same,
    setting,
    snapshots_of,
    unread_cells,
    utilization,
)

TYPED, FEES, PLANNING = "manual-metrics", "storage-fees", "inventory-planning"
METRIC = "storage_utilization_weeks"
DUE = timedelta(days=14)
MIN_DAYS = 14  # fewer daily snapshots say nothing of 13 weeks
FEES_DAYS = 75  # a month's fees appear two weeks after it, and are the newest for four more
BULKIEST = 10
TYPED_SHOWN = ("date", "metric", "value", "note", FILE, ROW)
FEES_SHOWN = ("month_of_charge", "fnsku", "storage_utilization_ratio", "storage_utilization_ratio_units", FILE, ROW)
BULKY_SHOWN = ("sku", "available", "item_volume", "storage_volume", "units_shipped_t90", FILE, ROW)


@dataclass(frozen=True)
class Settings:
    """[stock.utilization_weeks]."""

    warn: float = setting(20, "warn from so many weeks on", unit="weeks")
    crit: float = setting(
        22,
        "Amazon's surcharge begins above it (since 2024-04-01)",
        source="Amazon help: FBA storage and aged inventory changes",
        as_of="2026-10-01",
        unit="weeks",
    )
    max_age_days: float = setting(7, "a typed ratio is current for so long", unit="days")


OVER_AMAZON = Words(
    "Storage utilization {weeks} {weeks|week|weeks} — Amazon's surcharge begins above {line}",
    "库容使用比 {weeks} 周:超过 {line} 周即收附加费",
)
OVER_TARGET = Words(
    "Storage utilization {weeks} {weeks|week|weeks} — over your internal target {target}, not above Amazon's line "
    "{line}",
    "库容使用比 {weeks} 周:达到内部目标 {target},未超过亚马逊红线 {line}",
)
ACTION = Words(
    "Sell down or remove the bulkiest slow SKUs; surcharge starts above 22 weeks.",
    "清理体积大、周转慢的 SKU;超过 22 周将收附加费。",
)
FROM_TYPED = Words("typed for {day}", "{day} 手工录入")
FROM_FEES = Words("from the storage fees of {month}", "取自 {month} 的仓储费报表")
COUNTED = Words(
    "Our own count: mean volume of {days} daily {days|snapshot|snapshots} {volume} ÷ {shipped} shipped a week. "
    "Amazon's own figure stands in the capacity monitor and in the storage fees.",
    "自行计算:{days} 天快照的平均体积 {volume} ÷ 每周发货体积 {shipped}。亚马逊的数值见库容监控和仓储费报表。",
)
EXEMPT = Words(
    "Not charged: individual accounts, the first 365 days of a seller, and stock of at most 30 days.",
    "不收费:个人卖家、卖家前 365 天,以及库龄不超过 30 天的库存。",
)
FEW_DAYS = Words(
    "no typed ratio, no recent storage fees, and only {days} daily {days|snapshot|snapshots} of inventory-planning "
    "(at least {min})",
    "没有录入的比值和近期仓储费报表,inventory-planning 每日快照仅 {days} 天(至少 {min} 天)",
)
NOTHING_SHIPPED = Words(
    "nothing was shipped in 90 days, or no row has a volume: no ratio", "90 天内没有发货或没有体积数据:无法计算比值"
)


@dataclass(frozen=True)
class Ratio:
    """The ratio as the best source gives it."""

    weeks: float
    rows: pl.DataFrame
    note: Words
    numerator: float | None = None
    denominator: float | None = None
    tags: tuple[Tag, ...] = ()


@check(
    "S-07",
    Words("Storage utilization ratio", "库容使用比(周)"),
    pane=Pane.WEEKLY,
    wants=(TYPED, FEES, PLANNING),
    settings=Settings,
    section="stock.utilization_weeks",
    marketplaces=("US",),
)
def storage_utilization(ctx: Context[Settings]) -> Iterator[Say]:
    """The storage utilization ratio: how many weeks of shipped volume lie in the warehouses.

    What it finds:
        A ratio of 20 weeks or more (warning), or of more than 22 (critical). US only: elsewhere no surcharge on it is
        known.
    Why it matters:
        Above 22 weeks Amazon adds a surcharge to the storage of everything, every month.
    Formula:
        Mean daily volume stored ÷ mean volume shipped a week, both over 13 weeks. Amazon's own figure comes first: the
        typed one, then that of the storage fees; else it is counted from the daily snapshots of inventory-planning
        (volume of what is available; shipped: units of 90 days × volume of an item).
    Lines:
        warn (20, our own: exactly 20 is raised), crit (22, Amazon's since 2024-04-01: exactly 22 is a warning).
    Feeds:
        manual-metrics storage_utilization_weeks (counts for max_age_days, 7); storage-fees storage_utilization_ratio;
        inventory-planning storage-volume, item-volume, available, units-shipped-t90.
    Traps:
        This is not the use of the capacity limit (S-06). Professional accounts only; sellers in their first 365 days
        and stock of at most 30 days are not charged. Our own count is tagged low-confidence and needs 14 daily
        snapshots.
    What to do:
        Sell down or remove the bulkiest slow SKUs (the evidence lists them), within 14 days. Removal needs a second
        person.

    中文

    发现什么:
        比值达到 20 周(预警)或超过 22 周(紧急)。仅美国:其他站点未见此项附加费。
    为何重要:
        超过 22 周,亚马逊每月对全部仓储加收附加费。
    公式:
        13 周内日均存储体积 ÷ 每周平均发货体积。优先用亚马逊自己的数值:先录入值,再仓储费报表;否则用 inventory-planning
        的每日快照计算(可售库存的体积;发货:90 天件数 × 单件体积)。
    界限:
        warn(20,自定:正好 20 也提示)、crit(22,亚马逊自 2024-04-01:正好 22 为预警)。
    数据来源:
        manual-metrics 的 storage_utilization_weeks(7 天内有效,max_age_days);storage-fees 的
        storage_utilization_ratio;inventory-planning 的 storage-volume、item-volume、available、units-shipped-t90。
    陷阱:
        这不是库容使用率(S-06)。仅专业卖家;卖家前 365 天及库龄不超过 30 天的库存不收费。自行计算的值标记低置信,至少需要
        14 天快照。
    怎么做:
        14 天内清理体积大、周转慢的 SKU(证据中列出)。移除须第二人审批。
    """
    yield from unread_cells(ctx, TYPED, "value", "metric", "date")
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    ratio = _typed(ctx) or _charged(ctx) or _counted(ctx)
    if isinstance(ratio, NotJudged):
        yield ratio
    elif ratio.weeks >= ctx.settings.warn:
        yield _finding(ctx, ratio)


def _typed(ctx: Context[Settings]) -> Ratio | None:
    newest = recent_typed(ctx, METRIC, ctx.settings.max_age_days)
    if newest.is_empty():
        return None
    on = FROM_TYPED.fill(day=ctx.day(newest["date"][0]))
    return Ratio(float(newest["value"][0]), newest.select(TYPED_SHOWN), on)


def _charged(ctx: Context[Settings]) -> Ratio | None:
    """The shop's ratio of the newest month with fees: it stands on every row."""
    fees = ctx.frame(FEES).filter(pl.col("storage_utilization_ratio") > 0)
    months = {cell: month for cell in fees["month_of_charge"].unique() if (month := charge_month(cell))}
    oldest = ctx.clock.today(ctx.marketplace) - timedelta(days=FEES_DAYS)
    newest = max(months, key=lambda cell: months[cell], default=None)
    if newest is None or _end(months[newest]) < oldest:
        return None
    rows = fees.filter(pl.col("month_of_charge") == newest).head(1)
    note = FROM_FEES.fill(month=f"{months[newest]:%Y-%m}")
    return Ratio(float(rows["storage_utilization_ratio"][0]), rows.select(FEES_SHOWN), note)


def _end(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _counted(ctx: Context[Settings]) -> Ratio | NotJudged:
    """Our own count, or why there is none."""
    snapshots = snapshots_of(ctx)
    if not snapshots:
        return none_typed(ctx, METRIC)
    if len(snapshots) < MIN_DAYS:
        return NotJudged(Verdict.SMALL_SAMPLE, FEW_DAYS.fill(days=len(snapshots), min=MIN_DAYS))
    found = utilization(snapshots)
    if found.weeks is None:
        return NotJudged(Verdict.NOT_APPLICABLE, NOTHING_SHIPPED)
    note = COUNTED.fill(days=found.days, volume=found.volume, shipped=found.shipped)
    rows = snapshots[0].clear().select(BULKY_SHOWN)
    return Ratio(found.weeks, rows, note, found.volume, found.shipped, ("low-confidence",))


def _finding(ctx: Context[Settings], ratio: Ratio) -> Finding:
    over = ratio.weeks > ctx.settings.crit
    names = {"weeks": number(ratio.weeks, 1), "target": number(ctx.settings.warn), "line": number(ctx.settings.crit)}
    return Finding(
        Subject("account", ctx.marketplace),
        Severity.CRITICAL if over else Severity.WARNING,
        (OVER_AMAZON if over else OVER_TARGET).fill(**{name: same(text) for name, text in names.items()}),
        ACTION,
        figure=Figure("storage_utilization_weeks", ratio.weeks, ratio.numerator, ratio.denominator, "ratio"),
        lines=(ctx.line("amazon", "crit", crossed=over), ctx.line("internal", "warn", crossed=True)),
        evidence=tuple(rows for rows in (ratio.rows, _bulkiest(ctx)) if not rows.is_empty()),
        due_within=DUE,
        tags=(*ratio.tags, *(() if over else ("over-target",))),
        needs_approval=True,
        notes=(ratio.note, EXEMPT),
    )


def _bulkiest(ctx: Context[Settings]) -> pl.DataFrame:
    """The rows that lie longest for their volume: what selling down or removing helps most."""
    stored = pl.coalesce(pl.col("storage_volume"), pl.col("item_volume") * pl.col("available")).fill_null(0)
    weeks = pl.col("available") / (pl.col("units_shipped_t90").fill_null(0) + 1)
    rows = ctx.frame(PLANNING).filter(pl.col("available") > 0)
    return rows.sort(stored * weeks, descending=True, maintain_order=True).head(BULKIEST).select(BULKY_SHOWN)
