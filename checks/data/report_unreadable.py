"""Files that cannot be read, or not in full."""

from collections.abc import Iterator

from cockpit.api import (
    UNRECOGNISED,
    Context,
    Figure,
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
    problem_hint,
    problem_sentence,
    report_finding,
    same,
)

# Older files are history, copies are D-05, files of no marketplace D-06.
SETTLED = ("superseded", "duplicate", "undecided")
# Worth a word in the list of reports, and no damage: a time without a zone is the team's, an unused report is whole.
# Rows of no marketplace are D-06.
REMARKS = ("no-zone", "unused-report", "undecided-rows", "undecided-marketplace", "repeated-row")
NOTES = 5  # problems told in words; all of them are in the evidence

TITLE = Words("{file}: {problem}", "{file}:{problem}")
AND_MORE = Words("{file}: {problem} (and {more} more)", "{file}:{problem}(另有 {more} 处)")
AND_FILES = Words("{file}: {problem}; also {others}", "{file}:{problem};另有 {others}")
BEYOND = Words("{named} and {n} more {n|file|files}", "{named} 等,再加 {n} 个文件")
NAMED = 3  # so many further files stand in the title; all of them in the evidence
CHECK_IT = Words(
    "Look into the file: export the right report again, or move it out of the reports folder.",
    "检查该文件:重新导出正确的报表,或将其移出报表文件夹。",
)
SILENT = Words("not recognised as any report", "无法识别为任何报表")


@check(
    "D-03",
    Words("File unreadable", "文件无法读取"),
    pane=Pane.MORNING,
    severities=(Severity.WARNING, Severity.INFO),
    unplaced=True,
    judges_stale=True,
)
def report_unreadable(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Files of which something, or everything, could not be read.

    What it finds:
        Files that are no report we know, that lack a required column, or that have cells that are not what their column
        holds: one issue per report type, with every place as evidence.
    Why it matters:
        A row whose date cannot be read falls out of every filter. Its problem would vanish from the screen and look
        solved; so the checks that use the file clear nothing while this stands.
    Formula:
        What the reader wrote down: file, row, column, what was expected, what was found.
    Lines:
        None.
    Feeds:
        The folder itself.
    Traps:
        Excel turns long ids into 1.35845E+14 and dates into its own form: export again instead of mending by hand. The
        column is named, its content never guessed.
    What to do:
        Export the report again and drop it beside the old one; move files that are no reports out of the folder.

    中文

    发现什么:
        不属于任何已知报表、缺少必需列、或单元格与列不符的文件:每种报表类型一个问题,所有位置作为证据。
    为何重要:
        日期读不出的行会从所有筛选中消失,它的问题也随之从屏幕上消失,看似已解决;因此在此期间,用到该文件的检查不解除任何
        问题。
    公式:
        读取时记下的内容:文件、行、列、应为什么、实际是什么。
    界限:
        无。
    数据来源:
        文件夹本身。
    陷阱:
        Excel 会把长编号变成 1.35845E+14,把日期改成自己的格式:请重新导出,不要手工修补。只指出列名,绝不猜测内容。没有时
        区的时间和没有检查使用的报表不算损坏。
    怎么做:
        重新导出并放在旧文件旁边;不是报表的文件请移出文件夹。
    """
    damaged: dict[str, list[tuple[ReportFile, Problem | None]]] = {}
    for file in sorted(ctx.files, key=lambda file: file.path):
        if file.status not in SETTLED:
            damaged.setdefault(file.type or UNRECOGNISED, []).extend((file, problem) for problem in _damage(file))
    for type_, places in sorted(damaged.items()):
        if places:
            yield _finding(ctx, type_, places)


def _damage(file: ReportFile) -> list[Problem | None]:
    """What is wrong with a file; None for a file of which nobody said why it could not be used."""
    found = [problem for problem in file.problems if problem.code not in REMARKS]
    return [*found] if file.problems or file.status not in {"unknown", "unreadable"} else [None]


def _finding(ctx: Context[NoSettings], type_: str, places: list[tuple[ReportFile, Problem | None]]) -> Finding:
    total = sum(problem.count if problem else 1 for _, problem in places)
    first, problem = places[0]
    others = dict.fromkeys(file.path for file, _ in places if file.path != first.path)
    title = AND_FILES if others else AND_MORE if total > 1 else TITLE
    told = tuple(TITLE.fill(file=_at(*place), problem=_said(place[1])) for place in places[1:NOTES])
    hints = [hint for _, problem in places[:NOTES] if problem and (hint := problem_hint(problem)).en]
    return report_finding(
        ctx,
        type_,
        title.fill(file=_at(first, problem), problem=_said(problem), more=total - 1, others=_named([*others])),
        evidence=(file_rows(_row(file, problem) for file, problem in places),),
        figure=Figure("problems", total),
        notes=(*told, *dict.fromkeys(hints)),
        action=CHECK_IT if type_ == UNRECOGNISED else None,
    )


def _named(files: list[str]) -> Words:
    named, beyond = same(", ".join(files[:NAMED])), len(files) - NAMED
    return BEYOND.fill(named=named, n=beyond) if beyond > 0 else named


def _at(file: ReportFile, problem: Problem | None) -> str:
    return f"{_place(file, problem)}:{problem.row}" if problem and problem.row else file.path


def _place(file: ReportFile, problem: Problem) -> str:
    """The file, and the sheet of a workbook that holds several reports."""
    return problem.file if problem.file.startswith(file.path) else file.path


def _said(problem: Problem | None) -> Words:
    return problem_sentence(problem) if problem else SILENT


def _row(file: ReportFile, problem: Problem | None) -> FileRow:
    if problem is None:
        return FileRow(file.path)
    return FileRow(_place(file, problem), problem.row or 1, {"column": problem.column, "found": problem.found})
