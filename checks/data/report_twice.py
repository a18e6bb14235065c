"""The same report twice in the folder."""

from collections.abc import Iterator

import polars as pl

from cockpit.api import (
    Context,
    FileRow,
    Finding,
    NoSettings,
    Pane,
    ReportFile,
    Severity,
    Words,
    check,
    file_rows,
    report_finding,
    whole_files,
)

TITLE = Words("{report} lies in the folder twice: {file}", "{report}重复:{file}")
ACTION = Words(
    "Delete the copy; export {report} for {marketplace} again if it should have been a newer one.",
    "删除重复文件;若本应是新报表,请重新导出 {marketplace} 的 {report}。",
)

BY_ID = "settlement"  # a report with an id of its own: two files that have it are one report, however they are laid out


@check(
    "D-05",
    Words("Report twice", "报表重复"),
    pane=Pane.MORNING,
    severities=(Severity.INFO,),
    unplaced=True,
    judges_stale=True,
)
def report_twice(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Files that hold the same report as another one.

    What it finds:
        Files whose content is byte for byte that of another file of the same report and marketplace, and settlements
        whose id stands in a newer file as well.
    Why it matters:
        It is counted once, so no figure is wrong. But somebody meant to export something newer and did not, or the
        second marketplace got the first one's file.
    Formula:
        Equal type, marketplace and content; of settlements equal settlement-id, whatever the rest of the file.
    Lines:
        None.
    Feeds:
        The folder itself.
    Traps:
        For reports without a date inside, equal bytes under another name and day are another day's snapshot: stock that
        did not move is no duplicate. A file that holds several marketplaces is told of once, in the first of them.
    What to do:
        Delete the copy, or export again what it should have been.

    中文

    发现什么:
        内容与同站点同类型另一文件逐字节相同的文件,以及结算编号也出现在更新文件中的结算报告。
    为何重要:
        只计算一次,数字不会错;但说明有人本想导出新的而没有成功,或第二个站点拿到了第一个站点的文件。
    公式:
        类型、站点、内容均相同;结算报告只看结算编号,不论文件其余部分。
    界限:
        无。
    数据来源:
        文件夹本身。
    陷阱:
        文件内没有日期的报表,另一天名下的相同内容是那一天的快照:库存没变不算重复。含多个站点的文件只在其中第一个站点提示一次。
    怎么做:
        删除副本,或重新导出本应导出的报表。
    """
    copies: dict[str, list[ReportFile]] = {}
    for file in ctx.files:
        twice = file.status == "duplicate" or (file.status == "superseded" and file.type == BY_ID)
        if file.type and twice and ctx.is_first_of(file):
            copies.setdefault(file.type, []).append(file)
    for type_, files in sorted(copies.items()):
        yield _finding(ctx, type_, files)


def _finding(ctx: Context[NoSettings], type_: str, copies: list[ReportFile]) -> Finding:
    digests, named = {file.digest for file in copies}, {file.path for file in copies}
    same = _same_ids(ctx, named) if type_ == BY_ID else set()
    twins = [file for file in ctx.files if (file.digest in digests or file.path in same) and file.path not in named]
    rows = [FileRow(file.path) for file in sorted([*copies, *twins], key=lambda file: file.path)]
    names = ", ".join(file.path for file in sorted(copies, key=lambda file: file.path))
    return report_finding(
        ctx, type_, TITLE.fill(file=names), evidence=(file_rows(rows),), severity=Severity.INFO, action=ACTION
    )


def _same_ids(ctx: Context[NoSettings], copies: set[str]) -> set[str]:
    """The files that count, of the settlements in these copies."""
    place = (BY_ID, ctx.store, ctx.marketplace)
    older = [table.frame["settlement_id"] for table in ctx.tables.history(*place) if copies & {*table.files}]
    current = ctx.tables.get(*place)
    if current is None or not older:
        return set()
    ids = pl.concat(older).unique()
    return set(whole_files(current.frame.filter(pl.col("settlement_id").is_in(ids.implode()))))
