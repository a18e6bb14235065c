"""Exports that lost most of their rows against the one before."""

from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.api import (
    CAMPAIGN_LISTS,
    FILE,
    CampaignLosses,
    Context,
    Figure,
    FileRow,
    Finding,
    Line,
    LossSettings,
    Pane,
    Severity,
    Table,
    Words,
    campaign_losses,
    check,
    file_rows,
    report_finding,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[data]."""

    partial_share: float = setting(0.5, "A report is called partial when it lost more than this share of its rows")
    partial_rows: int = setting(5, "... and at least so many rows")


TITLE = Words(
    "{report} for {marketplace} fell from {before} to {now} {now|row|rows}: partial export?",
    "{marketplace} 的{report}从 {before} 行降到 {now} 行:导出不完整?",
)
CAMPAIGNS_GONE = Words(
    "{n} of {all} {all|campaign|campaigns} {n|is|are} missing at once from {report} for {marketplace}: partial export?",
    "{marketplace} 的{report}一次缺少 {all} 个广告活动中的 {n} 个:导出不完整?",
)


@check(
    "D-04",
    Words("Partial export", "导出不完整"),
    pane=Pane.MORNING,
    wants=CAMPAIGN_LISTS,
    settings=Settings,
    section="data",
    severities=(Severity.WARNING,),
    judges_stale=True,
)
def partial_export(ctx: Context[Settings]) -> Iterator[Finding]:
    """Reports with far fewer rows than the snapshot before.

    What it finds:
        A report of which more than half of the rows, and at least five, are gone against the previous snapshot of the
        same report and marketplace.
    Why it matters:
        A cut download looks like a hundred disappeared listings or campaigns. While it stands, findings of the kind
        "disappeared" that are drawn from it are its evidence and no issues of their own.
    Formula:
        (rows before - rows now) / rows before, on whole numbers: 2 x lost > before for the shipped half. Campaigns are
        counted and not their rows: those that A-07 would call vanished, of all that were there.
    Lines:
        partial_share (0.5) and partial_rows (5), of campaigns vanished_share (0.5) and vanished_min (5); all our own.
    Feeds:
        Every report that has an older snapshot in the folder or in `state/history`.
    Traps:
        Exactly half is not more than half. Two business reports are compared only when they cover equally many days;
        logs that are joined from many files (orders, settlements) have no snapshot to compare with.
    What to do:
        Export the report again, for all rows and without a filter.

    中文

    发现什么:
        与同站点上一份快照相比,行数减少一半以上且至少五行的报表。
    为何重要:
        中断的下载看起来像上百个 Listing 或广告活动消失。在此期间,由它得出的“消失”类结论只作为证据,不单独成为问题。
    公式:
        (原行数 - 现行数) ÷ 原行数,按整数比较:默认一半即 2 × 减少数 > 原行数。广告活动按个数而非行数:A-07 认为消失的个
        数 ÷ 此前全部个数。
    界限:
        partial_share(0.5)和 partial_rows(5);广告活动为 vanished_share(0.5)和 vanished_min(5)。均为自定。
    数据来源:
        文件夹或 state/history 中有旧快照的所有报表。
    陷阱:
        正好一半不算。两份业务报告天数相同才比较;由多个文件合并的流水(订单、结算)没有快照可比。
    怎么做:
        不加筛选、导出全部行,重新导出。
    """
    fallen = set()
    for (type_, store, marketplace), table in sorted(ctx.tables.current.items(), key=lambda item: item[0]):
        if (store, marketplace) != (ctx.store, ctx.marketplace):
            continue
        older = next(iter(ctx.tables.history(type_, store, marketplace)), None)
        if older is not None and _comparable(table, older) and _fell(ctx.settings, table.height, older.height):
            fallen.add(type_)
            yield _finding(ctx, type_, table, older)
    limits = ctx.resolver.values("ads", LossSettings, ctx.marketplace)
    for losses in campaign_losses(ctx, limits.seen_days):
        if losses.report not in fallen and losses.is_partial(limits):
            yield _campaigns_gone(ctx, losses, limits)


def _comparable(table: Table, older: Table) -> bool:
    return _days(table) == _days(older)


def _days(table: Table) -> int | None:
    if table.period_start is None or table.period_end is None:
        return None
    return (table.period_end - table.period_start).days


def _fell(settings: Settings, now: int, before: int) -> bool:
    lost = before - now
    return lost >= settings.partial_rows and lost > settings.partial_share * before


def _finding(ctx: Context[Settings], type_: str, table: Table, older: Table) -> Finding:
    now, before = table.height, older.height
    rows = [FileRow(file, facts={"rows": f"{held.height}"}) for held in (table, older) for file in held.files]
    return report_finding(
        ctx,
        type_,
        TITLE.fill(before=before, now=now),
        figure=Figure("rows_lost", (before - now) / before, before - now, before, "rate"),
        lines=(ctx.line("internal", "partial_share", crossed=True),),
        evidence=(file_rows(rows),),
        severity=Severity.WARNING,
    )


def _campaigns_gone(ctx: Context[Settings], losses: CampaignLosses, limits: LossSettings) -> Finding:
    gone, before = len(losses.gone), losses.seen.before.height
    source = ctx.resolver.origin("ads", "vanished_share", ctx.marketplace) or "our own default"
    rows = losses.seen.rows.group_by(FILE, maintain_order=True).len().iter_rows()
    return report_finding(
        ctx,
        losses.report,
        CAMPAIGNS_GONE.fill(n=gone, all=before),
        figure=Figure("campaigns_lost", gone / before, gone, before, "rate"),
        lines=(Line("internal", limits.vanished_share, crossed=True, source=source),),
        evidence=(file_rows(FileRow(file, facts={"rows": f"{n}"}) for file, n in rows),),
        severity=Severity.WARNING,
    )
