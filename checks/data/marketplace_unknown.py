"""Reports of which nobody can tell the marketplace."""

from collections.abc import Iterator

from cockpit.api import (
    UNRECOGNISED,
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
)

TITLE = Words("{report}: which marketplace is {file}?", "{report}:{file} 属于哪个站点?")
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
        Recognised files whose marketplace no column, folder or header language decides.
    Why it matters:
        Guessing would mix amounts of two currencies and days of two time zones. So nothing in the file is judged.
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
    """
    lost: dict[str, list[ReportFile]] = {}
    for file in ctx.files:
        if file.status == "undecided":
            lost.setdefault(file.type or UNRECOGNISED, []).append(file)
    for type_, files in sorted(lost.items()):
        yield _finding(ctx, type_, sorted(files, key=lambda file: file.path))


def _finding(ctx: Context[NoSettings], type_: str, files: list[ReportFile]) -> Finding:
    return report_finding(
        ctx,
        type_,
        TITLE.fill(file=", ".join(file.path for file in files)),
        evidence=(file_rows(FileRow(file.path) for file in files),),
        severity=Severity.INFO,
        action=ACTION,
    )
