"""Reports that are too old to be judged."""

from collections.abc import Iterator
from datetime import timedelta

from cockpit.api import (
    Context,
    Figure,
    FileRow,
    Finding,
    Line,
    NoSettings,
    Pane,
    Severity,
    Table,
    Words,
    check,
    elapsed,
    file_rows,
    lasted,
    report_finding,
    span,
)

HOUR = timedelta(hours=1)
TITLE = Words(
    "{report} for {marketplace}: {age} old — at most {line}",
    "{marketplace} 的{report}数据距今已 {age}:最多 {line}",
)


@check(
    "D-02",
    Words("Report out of date", "报表过期"),
    pane=Pane.MORNING,
    settings=NoSettings,
    severities=(Severity.WARNING, Severity.INFO),
    judges_stale=True,
)
def report_stale(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Reports whose content is older than it may be.

    What it finds:
        Every report type of a marketplace whose newest file describes a moment too long ago.
    Why it matters:
        What it said then may be wrong now. The checks that need it say "stale" and repeat no old verdict.
    Formula:
        Now minus the moment the content describes: a date in the file, else one in its name or folder, else the file's
        own time.
    Lines:
        [freshness] in config.toml, in hours per report type; 0 means never stale.
    Feeds:
        The folder itself.
    Traps:
        Copying an old file gives it a new file time: a date in its name (2026-11-23) is believed first.
    What to do:
        Export it again.

    中文

    发现什么:
        某站点最新文件所描述的时刻已经太久的报表类型。
    为何重要:
        那时的内容现在可能已不成立。需要它的检查显示过期,不会重复旧结论。
    公式:
        现在减去内容所描述的时刻:先看文件内的日期,其次看文件名或文件夹中的日期,最后看文件时间。
    界限:
        config.toml 的 [freshness],按报表类型以小时计;0 表示永不过期。
    数据来源:
        文件夹本身。
    陷阱:
        复制旧文件会得到新的文件时间:名称中的日期(2026-11-23)优先。
    怎么做:
        重新导出。
    """
    for type_, table in sorted(_tables_of(ctx)):
        _plan_next(ctx, table)
        if table.stale:
            yield _finding(ctx, type_, table)


def _tables_of(ctx: Context[NoSettings]) -> Iterator[tuple[str, Table]]:
    for (type_, store, marketplace), table in ctx.tables.current.items():
        if (store, marketplace) == (ctx.store, ctx.marketplace):
            yield type_, table


def _plan_next(ctx: Context[NoSettings], table: Table) -> None:
    if table.max_age_hours is not None:
        ctx.changes_at(table.as_of + timedelta(hours=table.max_age_hours))


def _finding(ctx: Context[NoSettings], type_: str, table: Table) -> Finding:
    age, allowed = elapsed(table.as_of, ctx.now), table.max_age_hours or 0
    then = table.as_of.astimezone(ctx.clock.team_zone).isoformat(" ", "minutes")
    source = ctx.resolver.origin("freshness", type_, ctx.marketplace) or "our own default"
    return report_finding(
        ctx,
        type_,
        TITLE.fill(age=lasted(age, timedelta(hours=allowed)), line=span(timedelta(hours=allowed))),
        figure=Figure("age", age / HOUR, unit="hours"),
        lines=(Line("internal", allowed, crossed=True, source=source),),
        evidence=(file_rows(FileRow(file, facts={"true at": then}) for file in table.files),),
    )
