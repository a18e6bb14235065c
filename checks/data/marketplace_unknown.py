"""Reports of which nobody can tell the marketplace."""

from collections.abc import Iterator

from cockpit.api import (
    UNRECOGNISED,
    Context,
    FileRow,
    Finding,
    NoSettings,
    Pane,
    Problem,
    ReportFile,
    Severity,
    Words,
    check,
    file_rows,
    report_finding,
)

TITLE = Words("{report}: which marketplace is {file}?", "{report}:{file} 属于哪个站点?")
ROWS = Words(
    "{report}: {n} {n|row|rows} of {file} {n|names|name} no marketplace", "{report}:{file} 中有 {n} 行未注明站点"
)
ACTION = Words(
    "Move the file into reports/<MARKETPLACE>/, or set default_marketplace in config.toml.",
    "把文件移到 reports/<站点>/ 文件夹,或在 config.toml 中设置 default_marketplace。",
)


@check(
    "D-06",
    Words("Marketplace unknown", "站点不明"),
    pane=Pane.MORNING,
    severities=(Severity.INFO,),
    unplaced=True,
    judges_stale=True,
)
def marketplace_unknown(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Reports that belong to no marketplace that we can tell.

    What it finds:
        Recognised files, or rows of them, whose marketplace no column, folder or header language decides.
    Why it matters:
        Guessing would mix amounts of two currencies and days of two time zones. So nothing of it is judged.
    Formula:
        In this order: a column of the file, its folder, the header's language where it decides, default_marketplace.
    Lines:
        None.
    Feeds:
        The folder itself.
    Traps:
        English headers decide nothing: US, UK, CA and AU files look alike.
    What to do:
        Move the file into the folder of its marketplace, or name a default_marketplace.

    中文

    发现什么:
        列、文件夹、表头语言都无法确定站点的已识别文件或其中的行。
    为何重要:
        猜测会混淆两种货币的金额和两个时区的日期,因此不对其作任何判断。
    公式:
        依次看:文件中的列、所在文件夹、能确定站点的表头语言、default_marketplace。
    界限:
        无。
    数据来源:
        文件夹本身。
    陷阱:
        英文表头什么都确定不了:US、UK、CA、AU 的文件看起来一样。
    怎么做:
        把文件移到其站点的文件夹,或设置 default_marketplace。
    """
    lost: dict[str, list[ReportFile]] = {}
    for file in sorted(ctx.files, key=lambda file: file.path):
        if file.status == "undecided" or _homeless(file):
            lost.setdefault(file.type or UNRECOGNISED, []).append(file)
    for type_, files in sorted(lost.items()):
        yield _finding(ctx, type_, files)


def _homeless(file: ReportFile) -> Problem | None:
    """The rows of a file that belong to no marketplace while others do; nothing in a file that a newer one replaced."""
    if file.status in {"superseded", "duplicate"}:
        return None
    return next((problem for problem in file.problems if problem.code == "undecided-rows"), None)


def _finding(ctx: Context[NoSettings], type_: str, files: list[ReportFile]) -> Finding:
    names = ", ".join(file.path for file in files)
    rows = sum(problem.count for file in files if (problem := _homeless(file)))
    return report_finding(
        ctx,
        type_,
        ROWS.fill(file=names, n=rows) if rows else TITLE.fill(file=names),
        evidence=(file_rows(_row(file) for file in files),),
        severity=Severity.INFO,
        action=ACTION,
    )


def _row(file: ReportFile) -> FileRow:
    problem = _homeless(file)
    return FileRow(file.path, problem.row or 1) if problem else FileRow(file.path)
