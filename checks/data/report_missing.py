"""Reports that an enabled check needs and nobody has exported."""

from collections.abc import Iterator

from cockpit.api import Context, Finding, NoSettings, Pane, Severity, Words, check, report_finding

TITLE = Words("No {report} for {marketplace}: {blind} cannot look", "{marketplace} 缺少{report}:{blind}无法进行")
SEVERAL = Words("{n} {n|check|checks}", " {n} 项检查")
NAMED = 3  # so many checks are named in the title, more are counted


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

    中文

    发现什么:
        已启用的检查在某站点需要、而文件夹中没有任何文件的报表类型。
    为何重要:
        没有报表的检查不会出声;若不提示,这种沉默会被当成没有问题。
    公式:
        已启用检查需要的类型减去已读到的类型。几种报表任选其一的检查,一种都没有时只要求第一种。
    界限:
        无:有或没有。
    数据来源:
        文件夹本身。
    陷阱:
        手工维护的报表(SKU 主档除外)和少数不常用的报表为可选,不会要求。文件在但读不了的是 D-03。
    怎么做:
        导出它;cockpit reports 会给出后台菜单。不需要的检查可关闭([checks."F-01"] enabled = false)。
    """
    for demand in ctx.demands:
        if not demand.optional and ctx.tables.get(demand.type, ctx.store, ctx.marketplace) is None:
            yield report_finding(ctx, demand.type, TITLE.fill(blind=_blind(demand.checks)))


def _blind(checks: tuple[str, ...]) -> Words:
    if len(checks) > NAMED:
        return SEVERAL.fill(n=len(checks))
    names = ", ".join(checks)
    return Words(names, f" {names} ")
