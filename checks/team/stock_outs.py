"""How often the shop ran out of stock."""

from collections.abc import Iterator

import polars as pl

from cockpit.api import (
    HIRE,
    SIGNAL_REPORTS,
    STOCK_REPORTS,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    TeamSettings,
    Verdict,
    Words,
    check,
    signals,
    snapshot_days,
    stock_outs,
    team_month,
)

SHOWN = 10  # events that are named
TITLE = Words("{n} {n|stock-out|stock-outs} this month — internal line {line}", "本月断货 {n} 次:内部线 {line} 次")
ONE = Words("{sku} on {day}", "{sku} {day}")
EVENTS = Words("{events}{more}", "{events}{more}")
MORE = Words(" and {n} more", "等,另有 {n} 次")
TOO_FEW = Words(
    "one day's stock shows no event: {n} {n|snapshot|snapshots} this month", "快照太少,无法判断断货次数:本月 {n} 天"
)


@check(
    "T-04",
    Words("Stock-outs in the month", "本月断货次数"),
    pane=Pane.MONTH_END,
    any_of=STOCK_REPORTS,
    wants=SIGNAL_REPORTS,
    settings=TeamSettings,
    section="team",
    severities=(Severity.INFO,),
    checklist="times",
)
def stock_outs_of_the_month(ctx: Context[TeamSettings]) -> Iterator[Finding | NotJudged]:
    """How often SKUs ran out of stock.

    What it finds:
        A month in which SKUs went from stock to none more than twice.
    Why it matters:
        It is the last of the article's four signs that a shop needs an assistant of its own.
    Formula:
        An event is a SKU with near = 0 in the last snapshot of a day, and near > 0 in the snapshot before. The same SKU
        counts again when a snapshot in between had stock. near = available + FC transfer + FC processing.
    Lines:
        stockouts (the article's, 2). Exactly 2 is not raised.
    Feeds:
        inventory-planning or fba-inventory: today's, older files in the folder, and the daily snapshots that are kept.
    Traps:
        What runs out and is filled up between two snapshots is not seen. A SKU that a snapshot does not list is not
        known on that day; a partial export counts for nobody. Discontinued SKUs were meant to run out,
        and so were the used units that Amazon sells from returns (amzn.gr…).
    What to do:
        Consider a dedicated assistant; look at S-02 and S-03 of the SKUs that are named.

    中文

    发现什么:
        某月 SKU 由有货变为断货超过 2 次。
    为何重要:
        这是原文中店铺需要专职助理的四个信号之一。
    公式:
        某 SKU 在某日最后一份快照中 near = 0,而上一份快照 near > 0,计一次;其间恢复有货后再断货另计一次。
        near = 可售 + 调拨中 + 处理中。
    界限:
        stockouts(原文,2)。正好 2 次不提示。
    数据来源:
        inventory-planning 或 fba-inventory:当天文件、文件夹中的旧文件与保存的每日快照。
    陷阱:
        两份快照之间断货又补上的看不到。快照未列出的 SKU 当天不明;不完整导出不计。停产 SKU 和亚马逊
        转售的二手品(amzn.gr…)本就要卖完。
    怎么做:
        考虑增设专职助理;查看所列 SKU 的 S-02、S-03。
    """
    events = stock_outs(ctx)
    if events.height > ctx.settings.stockouts:
        yield _finding(ctx, events)
    elif (days := snapshot_days(ctx, team_month(ctx))) < 2:  # noqa: PLR2004 - from one day to the next
        yield NotJudged(Verdict.SMALL_SAMPLE, TOO_FEW.fill(n=days))


def _finding(ctx: Context[TeamSettings], events: pl.DataFrame) -> Finding:
    return Finding(
        Subject("account", ctx.marketplace),
        Severity.INFO,
        TITLE.fill(n=events.height, line=ctx.settings.stockouts),
        HIRE,
        figure=Figure("stock_outs", events.height),
        lines=(ctx.line("internal", "stockouts", crossed=True),),
        evidence=(events,),
        due=ctx.close(),
        notes=(_named(ctx, events), signals(ctx).said()),
    )


def _named(ctx: Context[TeamSettings], events: pl.DataFrame) -> Words:
    named = [ONE.fill(sku=sku, day=ctx.day(on)) for on, sku in events.head(SHOWN).select("day", "sku").iter_rows()]
    listed = Words(", ".join(one.en for one in named), "、".join(one.zh for one in named))
    beyond = events.height - len(named)
    return EVENTS.fill(events=listed, more=MORE.fill(n=beyond) if beyond else "")
