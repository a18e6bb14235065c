"""Campaigns whose spend jumped, and auto campaigns that spend on terms which never sold."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    TERM,
    AdRows,
    Context,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    ad_rows,
    auto_terms,
    check,
    days_before,
    exact,
    group,
    immature,
    in_event,
    mature_window,
    money,
    number,
    percent,
    rows_by_key,
    rows_in,
    same,
    setting,
    sums_in,
    wasted,
    window_note,
    with_skus,
)

CAMPAIGNS = "sp-campaigns"
TERMS = "sp-search-terms"
REPORTS = (CAMPAIGNS, TERMS, ADVERTISED, "sp-targeting")
DAYS = 7  # that a day's spend is held against


@dataclass(frozen=True)
class Runaway:
    """[ads.runaway]."""

    x: float = setting(2, "times the mean of the 7 days before")
    crit: float = setting(3, "so many times is critical")
    min_abs: float = setting(20, "and at least so much more, in the marketplace's currency", unit="money")
    clicks: int = setting(100, "auto campaigns: at least so many clicks, and", unit="clicks")
    waste_share: float = setting(0.5, "at least this share of the spend on terms without an order", unit="share")


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    mature_after_days: int = setting(3, "sales of a day are judged after so many complete days", unit="days")
    window: int = setting(30, "window, ending with the last complete day", unit="days")
    runaway: Runaway = group(Runaway, "when spend counts as run away")


JUMP = Words("Spent {spend} on {day}, {x} times its mean {mean}", "{day} 花费 {spend},为此前日均 {mean} 的 {x} 倍")
FROM_ZERO = Words("Spent {spend} on {day}, nothing in the days before", "{day} 花费 {spend},此前几天为零")
WASTE = Words("{share} of {spend} went to terms without an order", "花费 {spend} 中 {share} 用在无单搜索词上")
ACTION = Words(
    "Cap budget, negate the wasteful terms, check a changed bid or new placement.",
    "先限预算,否定无效流量词,再查出价/广告位变动。",
)
MEAN_OF = Words("Mean of {n} {n|day|days}: {first} – {last}", "此前 {n} 天均值:{first} – {last}")
EMPTY = Words("{campaign} has an empty cell among its spend", "{campaign} 的花费中有空单元格")
NO_DAY = Words("{type} has no row of {day}, the last complete day", "{type} 没有最近完整日 {day} 的数据")
TOO_OLD = Words("{type} is too old to tell the spend of the last day", "{type} 已过期,无法得知最近一天的花费")
NO_DAILY = Words("{type} is a summary: the spend of single days is not in it", "{type} 是汇总报表:没有单日花费")
TOO_SHORT = Words(
    "{type} starts {first}: no {n} {n|day|days} before {day} to hold its spend against",
    "{type} 从 {first} 开始:{day} 之前不足 {n} 天可比",
)
SHOWN = ("date", "start_date", "end_date", "campaign", "clicks", "spend", "sales", "orders", FILE, ROW)
TERM_SHOWN = (*SHOWN[:4], "ad_group", "targeting", "search_term", *SHOWN[4:])


@check(
    "A-04",
    Words("Runaway spend", "广告跑飞"),
    pane=Pane.NOON,
    any_of=REPORTS,
    wants=(ADVERTISED, ADS_BULK, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.CRITICAL, Severity.WARNING),
)
def runaway(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Campaigns whose spend jumped, and auto campaigns that spend on terms which never sold.

    What it finds:
        Campaigns that spent at least twice the mean of the 7 days before, and at least 20 more, on the last complete
        marketplace day; auto campaigns with at least 100 clicks of which at least half of the spend went to search
        terms without an order.
    Why it matters:
        An auto group that runs away burns the budget of the good campaigns within hours.
    Formula:
        Spend of the last complete day ÷ mean daily spend of the 7 days before. Days without a row are days without
        spend; a campaign that is younger than the 7 days has the mean of the days it had. Waste: spend on terms with no
        order ÷ spend on all terms, over the mature days of a 30-day window.
    Lines:
        runaway.x (2), runaway.crit (3: critical), runaway.min_abs (20 in the marketplace's currency: set it for JP),
        runaway.clicks (100), runaway.waste_share (50%). All our own; Amazon publishes none.
    Feeds:
        sp-campaigns, else sp-search-terms, sp-advertised-products or sp-targeting, by day. Targeting type from
        sp-campaigns, else from what the search terms target. Declared [[events]].
    Traps:
        Spend of the last complete day is nearly final, its sales are not: the waste rule looks at mature days only. A
        day may spend up to 125% of the budget: Amazon averages over the month. Declared events (Prime Day, a deal)
        explain the day. A campaign that had never run before has no mean and is not judged.
    What to do:
        Cap the budget first, then negate the wasteful terms, then look for a changed bid or a new placement. Pausing,
        and budgets changed by more than 20%, need a second person.

    中文

    发现什么:
        最近完整站点日花费至少为此前 7 天日均的 2 倍且多出 20 以上的广告活动;以及点击至少 100 次、至少一半花费用在无
        单搜索词上的自动广告活动。
    为何重要:
        跑飞的自动广告组几小时内就会吃掉好活动的预算。
    公式:
        最近完整日花费 ÷ 此前 7 天日均花费。没有行的日子视为没有花费;不足 7 天的新活动按已有天数平均。无效占比:无单
        搜索词花费 ÷ 全部搜索词花费,取 30 天窗口内的成熟日。
    界限:
        runaway.x(2)、runaway.crit(3,紧急)、runaway.min_abs(20,以站点币种计:日本站请另设)、runaway.clicks(100)、
        runaway.waste_share(50%)。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-campaigns,否则 sp-search-terms、sp-advertised-products 或 sp-targeting。投放类型取自 sp-campaigns,否则
        看搜索词的投放对象。已声明的[[events]]。
    陷阱:
        最近完整日的花费基本定稿,销售额还没有:无效占比只看成熟日。单日花费可达预算的 125%,亚马逊按月平均。已声明的活
        动(Prime Day、秒杀)解释当天花费。从未投放过的活动没有均值,不判定。
    怎么做:
        先限预算,再否定无效词,再查出价或广告位变动。暂停活动及预算变动超过 20% 须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    jumps = yield from _jumps(ctx)
    waste = yield from _waste(ctx)
    for key, finding in jumps.items():
        yield _with_waste(finding, waste.pop(key, None))
    yield from waste.values()


def _with_waste(jump: Finding, waste: Finding | None) -> Finding:
    """One campaign, one issue: what it wastes stands beside its jump."""
    if waste is None:
        return jump
    notes, evidence = (*jump.notes, waste.title, *waste.notes), (*jump.evidence, *waste.evidence)
    return replace(jump, notes=notes, evidence=evidence, lines=(*jump.lines, *waste.lines))


# ── A day's spend against the days before ────────────────────────────────────────────────────────────────────────────


def _jumps(ctx: Context[Settings]) -> Generator[NotJudged, None, dict[str, Finding]]:
    found = _daily_report(ctx)
    if isinstance(found, NotJudged):
        yield found
        return {}
    last = ctx.clock.last_complete_day(ctx.marketplace)
    spent = _spent(found, last)
    for key, name in spent.filter(pl.col("unread")).select(CAMPAIGN, "campaign").iter_rows():
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(campaign=name), Subject("campaign", key))
    scoped, _ = with_skus(ctx, spent.filter(pl.col("unread").not_(), pl.col("days") > 0, pl.col("spend") > 0))
    jumps = [
        jump
        for settings, part in ctx.parts(scoped)
        for row in part.iter_rows(named=True)
        if (jump := _Jump(row, settings.runaway, last)).is_one and not _explained(ctx, row["skus"], last)
    ]
    week = found.filter(pl.col("date").is_between(last - timedelta(days=DAYS), last))
    shown = week.select(CAMPAIGN, *_there(SHOWN, week))
    rows = rows_by_key(shown, CAMPAIGN, [jump.key for jump in jumps], keep_key=False, by="date")
    return {jump.key: jump.finding(ctx, rows[jump.key]) for jump in jumps}


def _daily_report(ctx: Context[Settings]) -> pl.DataFrame | NotJudged:
    """The rows by day of the first report that has days; or why there are none to judge a day by."""
    reports = {type_: ad_rows(ctx, type_) for type_ in REPORTS if ctx.has(type_)}
    daily = {type_: frame for type_, (frame, by_day) in reports.items() if by_day}
    if not daily:
        return _no_days(ctx, next(iter(reports)))
    last = ctx.clock.last_complete_day(ctx.marketplace)
    filled = {type_: frame for type_, frame in daily.items() if not frame.is_empty()}
    reach = [type_ for type_, frame in filled.items() if (frame["date"] >= last).any()]
    type_ = next(iter((*reach, *filled)), "")
    if not type_:
        return next(iter(daily.values()))
    frame = filled[type_]
    first, newest = frame.select(pl.col("date").min().alias("first"), pl.col("date").max().alias("newest")).row(0)
    named = {"type": ctx.title_of(type_), "day": ctx.day(last)}
    if newest < last:
        return NotJudged(Verdict.STALE, NO_DAY.fill(**named))
    if first > last - timedelta(days=DAYS):
        return NotJudged(Verdict.SMALL_SAMPLE, TOO_SHORT.fill(**named, first=ctx.day(first), n=DAYS))
    return frame


def _no_days(ctx: Context[Settings], type_: str) -> NotJudged:
    """Only a summary is there; a campaign report that has grown too old would have told the days."""
    older = ctx.tables.get(CAMPAIGNS, ctx.store, ctx.marketplace)
    if older is not None and older.stale:
        return NotJudged(Verdict.STALE, TOO_OLD.fill(type=ctx.title_of(CAMPAIGNS)))
    return NotJudged(Verdict.NO_DATA, NO_DAILY.fill(type=ctx.title_of(type_)))


def _spent(frame: pl.DataFrame, last: date) -> pl.DataFrame:
    """Spend of the day and of the days before, by campaign; and how many of those days the campaign had."""
    before = days_before(last, DAYS)
    now, then = pl.col("date") == last, pl.col("date").is_between(before.first, before.last)
    return frame.group_by(CAMPAIGN, maintain_order=True).agg(
        pl.col("campaign").last(),
        pl.col("currency").drop_nulls().last(),
        pl.col("spend").filter(now).sum().alias("spend"),
        pl.col("spend").filter(then).sum().alias("before"),
        pl.col("spend").filter(now | then).is_null().any().alias("unread"),
        (pl.lit(last) - pl.col("date").min()).dt.total_days().clip(upper_bound=DAYS).alias("days"),
    )


def _explained(ctx: Context[Settings], skus: Sequence[str], day_: date) -> bool:
    """Whether a declared event of all SKUs, or of one that is advertised, was on that day."""
    return any(in_event(ctx, sku, day_, day_) for sku in ("", *skus))


@dataclass(frozen=True)
class _Jump:
    """What a campaign spent on the last complete day, against the days before."""

    row: Mapping[str, Any]
    lines: Runaway
    day: date

    @property
    def key(self) -> str:
        return str(self.row[CAMPAIGN])

    @property
    def mean(self) -> Fraction:
        return Fraction(self.row["before"]) / int(self.row["days"])

    @property
    def is_one(self) -> bool:
        spend, more = Fraction(self.row["spend"]), exact(self.lines.min_abs)
        return spend >= exact(self.lines.x) * self.mean and spend - self.mean >= more

    @property
    def is_critical(self) -> bool:
        return Fraction(self.row["spend"]) >= exact(self.lines.crit) * self.mean

    def finding(self, ctx: Context[Settings], rows: pl.DataFrame) -> Finding:
        row, currency = self.row, self.row["currency"] or ""
        mean = float(self.mean)
        times = float(Fraction(row["spend"]) / self.mean) if self.mean else None
        sku, category = row["sku"] or "", row["category"] or ""
        before = days_before(self.day, int(row["days"]))
        return Finding(
            Subject("campaign", self.key),
            Severity.CRITICAL if self.is_critical else Severity.WARNING,
            self.title(ctx, times),
            ACTION,
            figure=Figure("runaway", times, row["spend"], mean, "ratio"),
            lines=(
                ctx.line("internal", "runaway.x", crossed=True, sku=sku, category=category),
                ctx.line("internal", "runaway.crit", crossed=self.is_critical, sku=sku, category=category),
            ),
            evidence=(rows,),
            due=ctx.due_in(Pane.NOON),
            impact=Money(row["spend"] - Decimal(f"{mean:.2f}"), currency) if currency else None,
            about=tuple(Subject("sku", name) for name in row["skus"]),
            notes=(MEAN_OF.fill(n=len(before), first=ctx.day(before.first), last=ctx.day(before.last)),),
        )

    def title(self, ctx: Context[Settings], times: float | None) -> Words:
        currency = self.row["currency"] or ""
        spend, mean = same(money(self.row["spend"], currency)), same(money(float(self.mean), currency))
        if times is None:
            return FROM_ZERO.fill(spend=spend, day=ctx.day(self.day))
        return JUMP.fill(spend=spend, day=ctx.day(self.day), x=same(number(times, 1)), mean=mean)


# ── What auto campaigns spend on terms that never sold ───────────────────────────────────────────────────────────────


def _waste(ctx: Context[Settings]) -> Generator[NotJudged, None, dict[str, Finding]]:
    if not ctx.has(TERMS):
        return {}
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    rows = rows_in(ctx, TERMS, window)
    yield from immature(ctx, TERMS, rows, window)
    terms = auto_terms(ctx, rows, sums_in(ctx, TERMS, window))
    scoped, _ = with_skus(ctx, wasted(terms))
    hits = [
        (settings.runaway, row)
        for settings, part in ctx.parts(scoped)
        for row in part.filter(pl.col("clicks") >= settings.runaway.clicks, pl.col("spend") > 0).iter_rows(named=True)
        if Fraction(row["wasted"]) >= exact(settings.runaway.waste_share) * Fraction(row["spend"])
    ]
    if not hits:
        return {}
    evidence, note = _unsold_rows(rows, terms, [row[CAMPAIGN] for _, row in hits]), window_note(ctx, rows, window)
    return {row[CAMPAIGN]: _waste_finding(ctx, row, evidence[row[CAMPAIGN]], note) for _, row in hits}


def _unsold_rows(rows: AdRows, terms: pl.DataFrame, campaigns: Sequence[str]) -> Mapping[str, pl.DataFrame]:
    """The rows of the terms without an order, what cost most first."""
    unsold = terms.filter(pl.col("orders") == 0).select(TERM)
    of_hits = unsold.filter(pl.col(CAMPAIGN).is_in(campaigns))
    kept = rows.matching(of_hits, TERM, TERM_SHOWN)
    return rows_by_key(kept, CAMPAIGN, campaigns, keep_key=False, by="spend")


def _waste_finding(ctx: Context[Settings], row: Mapping[str, Any], rows: pl.DataFrame, window: Words) -> Finding:
    share, currency = float(Fraction(row["wasted"]) / Fraction(row["spend"])), row["currency"] or ""
    sku, category = row["sku"] or "", row["category"] or ""
    return Finding(
        Subject("campaign", row[CAMPAIGN]),
        Severity.WARNING,
        WASTE.fill(share=percent(share, 1), spend=same(money(row["spend"], currency))),
        ACTION,
        figure=Figure("waste_share", share, row["wasted"], row["spend"], "rate"),
        lines=(ctx.line("internal", "runaway.waste_share", crossed=True, sku=sku, category=category),),
        evidence=(rows,),
        due=ctx.due_in(Pane.NOON),
        impact=Money(row["wasted"], currency) if currency else None,
        about=tuple(Subject("sku", name) for name in row["skus"]),
        notes=(window,),
    )


def _there(names: Sequence[str], frame: pl.DataFrame) -> list[str]:
    return [name for name in names if name in frame.columns]
