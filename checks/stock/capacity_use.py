"""Storage capacity that is nearly used up, or exceeded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

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
    Verdict,
    Words,
    check,
    current_typed,
    exact,
    none_typed,
    percent,
    same,
    setting,
    typed_rows,
    unread_cells,
)

TYPED = "manual-metrics"
METRIC = "capacity_used"
UNNAMED = "all"  # typed without a storage type
SHOWN = ("date", "metric", "category", "value", "limit", "note", FILE, ROW)
LATER = timedelta(days=3)
LAPSED_DAYS = 30  # a storage type that was typed within them and is not typed any more is unknown, not gone


@dataclass(frozen=True)
class Settings:
    """[stock.capacity]."""

    warn: float = setting(0.9, "warn above this share of the limit", source="article (not Amazon's line)", unit="rate")
    crit: float = setting(
        1.0,
        "Amazon's line: each day above the limit is charged",
        source="Amazon help: FBA inventory storage overage fees",
        as_of="2026-10-01",
        unit="rate",
    )


OVER_AMAZON = Words(
    "{type}: {share} of the capacity used — Amazon's limit is reached", "{type}:库容已用 {share},达到亚马逊上限"
)
OVER_TARGET = Words(
    "{type}: {share} of the capacity used — over your internal target {target}, within Amazon's limit",
    "{type}:库容已用 {share},高于内部目标 {target},仍在亚马逊上限以内",
)
ACTION = Words(
    "Hold new shipments of slow SKUs, remove aged stock, bid for capacity only if DOC < 45 on winners.",
    "暂停慢销品发货,移除老库存;仅在爆款不足 45 天时竞拍库容。",
)
COUNTS = Words(
    "Creating a shipment counts open shipments as well; the overage fee counts only what is on hand, day by day.",
    "创建货件时会计入未完成货件;超量费只按每天的在库量计收。",
)
NO_LIMIT = Words("{type} has no limit", "{type} 没有上限")
NO_LIMITS = Words("no storage type has a limit", "所有仓储类型均无上限")
EMPTY = Words(
    "capacity_used of {type}: the value is empty, or the limit is not above 0", "{type} 的库容值为空或上限无效"
)
LAPSED = Words("capacity_used of {type}, last typed for {day}, is out of date", "{type} 的库容最近录入于 {day},已过期")


@check(
    "S-06",
    Words("Capacity use", "库容使用率"),
    pane=Pane.MORNING,
    wants=(TYPED,),
    settings=Settings,
    section="stock.capacity",
)
def capacity_use(ctx: Context[Settings]) -> Iterator[Say]:
    """Storage capacity that is nearly used up, or exceeded.

    What it finds:
        Storage types of which more than 90% of the capacity limit is used (warning), or all of it and more (critical).
    Why it matters:
        A full limit blocks new shipments, also of what sells best; Amazon charges every day above it.
    Formula:
        used ÷ limit, per storage type.
    Lines:
        warn (90%, the article's figure and no rule of Amazon's: exactly 90% is fine), crit (100%, Amazon's: exactly
        100% is critical). In strict article mode more than 90% is critical as well.
    Feeds:
        manual-metrics capacity_used: value, limit, and the storage type as category, typed from the capacity monitor
        (Inventory › FBA dashboard). No export of it was found.
    Traps:
        "No limit" or an empty limit means that there is none: not applicable. The monitor's figure for creating
        shipments counts open shipments, the fee only what is on hand. This is not the storage utilization ratio (S-07).
    What to do:
        Hold shipments of slow SKUs and remove aged stock; bid for more capacity only where a winner has less than 45
        days of cover. A bid needs a second person. Due today from 100% on, else within 3 days.

    中文

    发现什么:
        库容上限已用超过 90%(预警)或已用满、超出(紧急)的仓储类型。
    为何重要:
        用满后无法创建新货件,爆款也发不了;超出部分亚马逊按天收费。
    公式:
        已用 ÷ 上限,按仓储类型。
    界限:
        warn(90%,出自文章,并非亚马逊规定:正好 90% 不提示)、crit(100%,亚马逊:正好 100% 即紧急)。严格文章模式下超过 90%
        也为紧急。
    数据来源:
        manual-metrics 的 capacity_used:数值、上限、类别为仓储类型,从库容监控页面录入(库存 › FBA 仪表板)。未见导出。
    陷阱:
        “No limit”或上限为空表示没有上限:不适用。创建货件的口径含未完成货件,收费只看在库量。这不是库容使用比(S-07)。
    怎么做:
        暂停慢销品发货,移除老库存;仅在爆款不足 45 天时竞拍库容。竞拍须第二人审批。达到 100% 今天处理,否则 3 天内。
    """
    yield from unread_cells(ctx, TYPED, "value", "limit", "category", "metric", "date")
    fresh = _newest(current_typed(ctx, METRIC))
    said = [_judged(ctx, row, fresh[at : at + 1]) for at, row in enumerate(fresh.iter_rows(named=True))]
    unlimited = [item for item in said if isinstance(item, NotJudged) and item.verdict is Verdict.NOT_APPLICABLE]
    if not said:
        yield none_typed(ctx, METRIC)
    elif len(unlimited) == len(said):
        yield NotJudged(Verdict.NOT_APPLICABLE, NO_LIMITS)
    yield from (item for item in said if item is not None)
    yield from _lapsed(ctx, fresh["type"])


def _newest(rows: pl.DataFrame) -> pl.DataFrame:
    """The newest row of each storage type."""
    name = pl.col("category").fill_null("").str.strip_chars()
    typed = rows.with_columns(type=pl.when(name == "").then(pl.lit(UNNAMED)).otherwise(name))
    return typed.unique("type", keep="last", maintain_order=True)


def _lapsed(ctx: Context[Settings], fresh: pl.Series) -> Iterator[NotJudged]:
    since = ctx.clock.today(ctx.marketplace) - timedelta(days=LAPSED_DAYS)
    recent = _newest(typed_rows(ctx, METRIC).filter(pl.col("date") >= since))
    old = recent.filter(pl.col("type").is_in(fresh.implode()).not_())
    for row in old.iter_rows(named=True):
        reason = LAPSED.fill(type=row["type"], day=ctx.day(row["date"]))
        yield NotJudged(Verdict.STALE, reason, Subject("storage_type", row["type"]))


def _judged(ctx: Context[Settings], row: Mapping[str, Any], rows: pl.DataFrame) -> Say | None:
    used, limit, subject = row["value"], row["limit"], Subject("storage_type", row["type"])
    if used is None or (limit is not None and limit <= 0):
        return NotJudged(Verdict.NO_DATA, EMPTY.fill(type=row["type"]), subject)
    if limit is None:
        return NotJudged(Verdict.NOT_APPLICABLE, NO_LIMIT.fill(type=row["type"]), subject)
    share = exact(used) / exact(limit)
    if share <= exact(ctx.settings.warn) and share < exact(ctx.settings.crit):
        return None
    return _finding(ctx, row, rows, full=share >= exact(ctx.settings.crit))


def _finding(ctx: Context[Settings], row: Mapping[str, Any], rows: pl.DataFrame, *, full: bool) -> Finding:
    share = float(exact(row["value"]) / exact(row["limit"]))
    critical = full or ctx.strict_article_mode
    names: dict[str, Words | str] = {
        "type": row["type"],
        "share": same(percent(share)),
        "target": same(percent(ctx.settings.warn)),
    }
    return Finding(
        Subject("storage_type", row["type"]),
        Severity.CRITICAL if critical else Severity.WARNING,
        (OVER_AMAZON if full else OVER_TARGET).fill(**names),
        ACTION,
        figure=Figure("capacity_used", share, row["value"], row["limit"], "rate"),
        lines=(ctx.line("amazon", "crit", crossed=full), ctx.line("internal", "warn", crossed=True)),
        evidence=(rows.select(SHOWN),),
        due=ctx.today() if full else None,
        due_within=None if full else LATER,
        tags=() if full else ("over-target",),
        needs_approval=True,
        notes=(COUNTS,),
    )
