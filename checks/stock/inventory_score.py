"""The inventory performance index (IPI)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Pane,
    Say,
    Severity,
    Subject,
    Words,
    check,
    none_typed,
    number,
    recent_typed,
    same,
    setting,
    unread_cells,
)

TYPED = "manual-metrics"
METRIC = "ipi"
SHOWN = ("date", "metric", "value", "note", FILE, ROW)
DUE = timedelta(days=14)


@dataclass(frozen=True)
class Settings:
    """[stock.ipi]."""

    warn: float = setting(450, "warn under this score", unit="points")
    crit: float = setting(
        400,
        "Amazon's threshold: under it",
        source="third-party pages: IPI threshold",
        as_of="2026-10-01",
        unit="points",
    )
    max_age_days: float = setting(7, "a typed score is current for so long: Amazon computes it weekly", unit="days")


UNDER_AMAZON = Words("IPI {score} — under Amazon's threshold {line}", "IPI {score}:低于亚马逊门槛 {line}")
UNDER_TARGET = Words(
    "IPI {score} — below your internal target {target}, not under Amazon's threshold {line}",
    "IPI {score}:低于内部目标 {target},仍达到亚马逊门槛 {line}",
)
ACTION = Words("Fix stranded first, then excess, then restock winners.", "先处理滞留,再清冗余,再补爆款。")
TYPED_ON = Words("typed for {day}: no report has the score", "{day} 手工录入:报表中没有该分值")


@check(
    "S-08",
    Words("Inventory performance index (IPI)", "库存绩效指标(IPI)"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    wants=(TYPED,),
    settings=Settings,
    section="stock.ipi",
)
def inventory_score(ctx: Context[Settings]) -> Iterator[Say]:
    """The inventory performance index (IPI).

    What it finds:
        A score under 400 (critical), or under 450 (warning).
    Why it matters:
        Under Amazon's threshold the next capacity limits shrink, and stock-outs follow in the season.
    Formula:
        The typed score against the lines.
    Lines:
        crit (400, the threshold in force by third-party pages: exactly 400 is a warning), warn (450, our own: exactly
        450 is fine).
    Feeds:
        manual-metrics ipi, typed from Inventory › FBA dashboard. No report has it. Amazon computes it once a week, so
        a typed score counts for 7 days (max_age_days).
    Traps:
        The score looks three months back: what is mended today shows in weeks.
    What to do:
        Fix stranded listings first, then clear excess, then restock what sells. Within 14 days.

    中文

    发现什么:
        分数低于 400(紧急)或低于 450(预警)。
    为何重要:
        低于亚马逊门槛,下一期库容上限会缩小,旺季容易断货。
    公式:
        录入的分数与界限比较。
    界限:
        crit(400,第三方资料中的现行门槛:正好 400 为预警)、warn(450,自定:正好 450 不提示)。
    数据来源:
        manual-metrics 的 ipi,从“库存 › FBA 仪表板”录入,任何报表都没有。亚马逊每周计算一次,录入后 7 天内有效
        (max_age_days)。
    陷阱:
        该分数回看三个月:今天的改善数周后才体现。
    怎么做:
        先处理滞留库存,再清冗余,再补畅销品。14 天内完成。
    """
    newest = recent_typed(ctx, METRIC, ctx.settings.max_age_days)
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    yield from unread_cells(ctx, TYPED, "value", "metric", "date")
    if newest.is_empty():
        yield none_typed(ctx, METRIC)
        return
    typed = float(newest["value"][0])
    score = int(typed) if typed.is_integer() else typed
    if score >= ctx.settings.warn:
        return
    under = score < ctx.settings.crit
    names = {"score": number(score), "target": number(ctx.settings.warn), "line": number(ctx.settings.crit)}
    yield Finding(
        Subject("account", ctx.marketplace),
        Severity.CRITICAL if under else Severity.WARNING,
        (UNDER_AMAZON if under else UNDER_TARGET).fill(**{name: same(text) for name, text in names.items()}),
        ACTION,
        figure=Figure("ipi", score, unit="points"),
        lines=(ctx.line("amazon", "crit", crossed=under), ctx.line("internal", "warn", crossed=True)),
        evidence=(newest.select(SHOWN),),
        due_within=DUE,
        tags=() if under else ("over-target",),
        also_in=(Pane.MONTH_END,),
        notes=(TYPED_ON.fill(day=ctx.day(newest["date"][0])),),
    )
