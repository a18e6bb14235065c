"""Reports that an enabled check needs and nobody has exported."""

from collections.abc import Iterator

from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Words, check, report_finding

TITLE = Words(
    "{report} is missing for {marketplace}: nobody looks there", "{marketplace} 缺少{report}:相关检查无法进行"
)


@check(
    "D-01",
    Words("Report missing", "缺少报表"),
    pane=Pane.MORNING,
    settings=NoSettings,
    severities=(Severity.WARNING,),
    yields_to=("D-03",),
    judges_stale=True,
)
def report_missing(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Reports that are needed and not there.

    What it finds:
        Every report type that an enabled check needs in a marketplace and of which no file lies in the folder.
    Why it matters:
        A check without its report says nothing. Without this one, that silence would look like good news.
    Formula:
        The types that enabled checks need, minus the types that were read. Where a check takes any one of several
        reports, the first is asked for when none of them is there.
    Lines:
        None: there or not there.
    Feeds:
        The folder itself.
    Traps:
        Reports kept by hand (except the SKU master) and a few rarely used ones are optional and never asked for. A file
        that is there and cannot be read is D-03, not this.
    What to do:
        Export it; `cockpit reports` names the Seller Central menu. Switch the checks off that you do not want
        (`[checks."F-01"] enabled = false`).
    """
    for demand in ctx.demands:
        if not demand.optional and ctx.tables.get(demand.type, ctx.store, ctx.marketplace) is None:
            yield report_finding(ctx, demand.type, TITLE)
