"""Stock in Amazon's warehouses that no listing sells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    Pane,
    Say,
    Severity,
    Subject,
    Words,
    check,
    rows_by_key,
    setting,
)

STRANDED = "stranded"
DUE = timedelta(days=3)
SOURCE = "Amazon help: Stranded inventory auto-removal"
# Which of Amazon's waits a stranded reason falls under, by a word in it. The first that fits counts.
REASONS = (
    ("deleted", r"delet|删除|gelöscht|supprim|eliminad|eliminat|削除"),
    ("policy", r"polic|complian|restrict|violat|authentic|suspect|合规|政策|违规|ポリシー"),
    ("closed", r"clos|关闭|geschlossen|ferm|cerrad|chius|終了|停止"),
)
SHOWN = (
    "sku", "asin", "stranded_reason", "status_secondary", "primary_action", "date_stranded",
    "date_to_take_auto_removal", "fulfillable_qty", "unfulfillable_qty", "reserved_quantity", FILE, ROW,
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """[stock.stranded]."""

    crit_days: float = setting(7, "so near before Amazon removes it by itself it is critical", unit="days")
    removal_days: Mapping[str, float] = setting(
        {"deleted": 30, "policy": 60, "closed": 180},
        "Amazon's longest wait by the reason, where the report has no date",
        source=SOURCE,
        as_of="2026-10-01",
        unit="days",
    )


TITLE = Words("{units} {units|unit|units} stranded: {reason}", "{units} 件滞留:{reason}")
REMOVED = Words(
    "{units} {units|unit|units} stranded ({reason}): Amazon removes {units|it|them} on {date}",
    "{units} 件滞留({reason}):{date} 亚马逊将自动移除",
)
ACTION = Words(
    "Relist or remove each stranded SKU; storage is charged meanwhile.", "逐条恢复可售或移除;期间仍在计仓储费。"
)
BY_REASON = Words(
    "The report has no removal date: {days} {days|day|days} after {date} is Amazon's longest wait for this reason.",
    "报表没有移除日期:该原因最长保留至 {date} 后 {days} 天。",
)
UNKNOWN = Words("When Amazon removes it is not told: neither a date nor a reason with a known wait.", "移除时间未知。")
NO_REASON = Words("no reason given", "未注明原因")


@check(
    "S-10",
    Words("Stranded stock", "滞留库存"),
    pane=Pane.MORNING,
    needs=(STRANDED,),
    settings=Settings,
    section="stock.stranded",
)
def stranded(ctx: Context[Settings]) -> Iterator[Say]:
    """Stock in Amazon's warehouses that no listing sells.

    What it finds:
        Every SKU in the stranded inventory report (warning); critical 7 days or less before Amazon removes it.
    Why it matters:
        Storage is charged while nothing can be sold, and then Amazon removes or disposes of the goods at your cost.
    Formula:
        Days left = Date-to-take-auto-removal − today (marketplace day). Where the date is empty: date-stranded +
        Amazon's longest wait for the reason.
    Lines:
        crit_days (7: exactly 7 is critical), removal_days (Amazon's: deleted listing 30 days, policy 60, closed
        listing 180).
    Feeds:
        stranded. A file with only the header means that nothing is stranded.
    Traps:
        A SKU on several rows is one issue, by the earliest date. Reasons without a known wait ("Listing error") and
        without a date stay a warning.
    What to do:
        Relist or remove each SKU, within 3 days or before Amazon does. Removal needs a second person.

    中文

    发现什么:
        滞留库存报表中的每个 SKU(预警);距亚马逊自动移除 7 天及以内为紧急。
    为何重要:
        无法销售却照收仓储费,之后亚马逊会移除或弃置,费用由卖家承担。
    公式:
        剩余天数 = Date-to-take-auto-removal − 今天(站点日期)。日期为空时:date-stranded + 该原因的最长保留天数。
    界限:
        crit_days(7:正好 7 天即紧急)、removal_days(亚马逊:删除的商品 30 天、违规 60 天、关闭的商品 180 天)。
    数据来源:
        stranded。只有表头表示没有滞留。
    陷阱:
        一个 SKU 多行只提示一次,以最早日期为准。既无日期、原因又没有已知期限的(如 Listing error)保持预警。
    怎么做:
        3 天内或在亚马逊移除之前,逐条恢复可售或移除。移除须第二人审批。
    """
    rows = _with_removal(ctx)
    parts = rows_by_key(rows.select(SHOWN), "sku", rows["sku"])
    for hit in _by_sku(rows).iter_rows(named=True):
        yield _finding(ctx, hit, parts[hit["sku"]])


def _with_removal(ctx: Context[Settings]) -> pl.DataFrame:
    """The report with `wait` (days; null: unknown), `removal` (date; null: unknown) and `by_reason`."""
    frame = ctx.frame(STRANDED)
    reason = pl.col("stranded_reason").fill_null("").str.to_lowercase()
    known = pl.coalesce(
        *(
            pl.when(reason.str.contains(pattern)).then(pl.lit(ctx.settings.removal_days.get(name)))
            for name, pattern in REASONS
        )
    ).cast(pl.Int64)
    counted = pl.col("date_stranded") + pl.duration(days=pl.col("wait"))
    return frame.with_columns(wait=known).with_columns(
        removal=pl.coalesce(pl.col("date_to_take_auto_removal"), counted),
        by_reason=pl.col("date_to_take_auto_removal").is_null(),
    )


def _by_sku(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per SKU: the one that is removed first, with the units of all."""
    counts = ("fulfillable_qty", "unfulfillable_qty", "reserved_quantity")
    units = rows.group_by("sku").agg(units=pl.sum_horizontal(pl.col(counts).sum()))
    first = rows.sort("removal", nulls_last=True, maintain_order=True).unique("sku", keep="first", maintain_order=True)
    return first.join(units, on="sku", how="left", maintain_order="left")


def _finding(ctx: Context[Settings], hit: Mapping[str, Any], rows: pl.DataFrame) -> Finding:
    removal = hit["removal"]
    left = None if removal is None else (removal - ctx.clock.today(ctx.marketplace)).days
    near = left is not None and left <= ctx.settings.crit_days
    reason = hit["stranded_reason"] or NO_REASON
    title = TITLE.fill(units=hit["units"], reason=reason)
    if removal is not None:
        title = REMOVED.fill(units=hit["units"], reason=reason, date=ctx.day(removal))
    by = _due(ctx, removal)
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.CRITICAL if near else Severity.WARNING,
        title,
        ACTION,
        figure=Figure("stranded_units", hit["units"]) if left is None else Figure("days_left", left, unit="days"),
        lines=(_line(ctx, near=near),),
        evidence=(rows,),
        due=by,
        due_within=None if by else DUE,
        needs_approval=True,
        notes=tuple(_notes(ctx, hit)),
    )


def _line(ctx: Context[Settings], *, near: bool) -> Line:
    return ctx.line("internal", "crit_days", crossed=near)


def _due(ctx: Context[Settings], removal: Any) -> datetime | None:
    """The evening before Amazon's removal where that is nearer than the usual 3 days."""
    if removal is None or removal > ctx.clock.team_now.date() + DUE:
        return None
    return max(ctx.today(), ctx.clock.team_time(ctx.evening, removal - timedelta(days=1)))


def _notes(ctx: Context[Any], hit: Mapping[str, Any]) -> Iterator[Words]:
    if hit["removal"] is None:
        yield UNKNOWN
    elif hit["by_reason"]:
        yield BY_REASON.fill(days=hit["wait"], date=ctx.day(hit["date_stranded"]))
