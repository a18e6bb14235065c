"""What all ads cost of everything that the shop sells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import polars as pl

from cockpit.api import (
    ADVERTISED,
    OTHER_ADS,
    SALES_REPORTS,
    AdSpend,
    Context,
    Days,
    Figure,
    Finding,
    Line,
    NotJudged,
    OrderedSales,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    ad_spend,
    best_of,
    check,
    days_before,
    days_told,
    exact,
    immature,
    mature_window,
    money,
    number,
    ordered_sales,
    percent,
    same,
    setting,
)

REPORTS = ("sp-campaigns", "sp-search-terms", ADVERTISED, "sp-targeting")


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    mature_after_days: int = setting(3, "sales of a day are judged after so many complete days", unit="days")
    window: int = setting(30, "window, ending with the last complete day", unit="days")
    tacos: float = setting(0.15, "all ad spend of all ordered sales, at most", unit="rate")
    tacos_rise: float = setting(0.05, "and so much more than in the 30 days before is a rise", unit="rate")


TITLE = Words("TACoS {tacos} over {line}", "TACoS {tacos},高于 {line}")
ROSE = Words(
    "TACoS {tacos}, up {points} {points|point|points} from {before}",
    "TACoS {tacos},较此前的 {before} 上升 {points} 个点",
)
NO_SALES = Words("{spend} spent on ads, and nothing was sold", "广告花费 {spend},没有任何销售")
ACTION = Words(
    "Compare with organic share: rising TACoS with flat sales means ads replace organic orders.",
    "对照自然单占比;TACoS 升而销量平,说明广告在替代自然单。",
)
MADE_OF = Words(
    "{spend} of ads on {sales} of ordered sales, {n} {n|day|days}, {first} – {last}.",
    "{n} 天({first} – {last}):广告花费 {spend},已订购销售额 {sales}。",
)
BEFORE = Words(
    "The {n} {n|day|days} before: {tacos} ({spend} on {sales}).", "此前 {n} 天:{tacos}(花费 {spend},销售额 {sales})。"
)
NOT_IN = Words("Not in it, no report of these days: {types}.", "未计入(没有这些天的报表):{types}。")
NO_BUSINESS = Words("no business report: nobody can tell what was sold in all", "缺少业务报告:无法得知总销售额")
OLD_BUSINESS = Words("the business report is too old to tell what was sold in all", "业务报告已过期,无法得知总销售额")
FEW_DAYS = Words(
    "only {n} of the {all} mature {all|day|days} {first} – {last} are told by both, the ads and the business reports",
    "{first} – {last} 共 {all} 个成熟日,广告与业务报告都有数据的只有 {n} 天",
)
CURRENCIES = Words("amounts of different currencies ({codes}) cannot be divided", "币种不同({codes}),无法相除")
OTHER_DAYS = Words(
    "{type} is a summary of other days than the business reports: export both by day",
    "{type} 汇总的日期与业务报告不同:请都按“每日”导出",
)
UNREAD = Words("{types}: empty cells among the spend", "{types}:花费中有空单元格")


@check(
    "A-02",
    Words("TACoS over the line", "TACoS 超标"),
    pane=Pane.NOON,
    any_of=REPORTS,
    wants=(*SALES_REPORTS, *OTHER_ADS),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING,),
)
def tacos(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """What all ads cost of everything that the shop sells.

    What it finds:
        A marketplace whose ad spend is more than 15% of all its ordered sales over the mature days of a 30-day window,
        or 5 points more than in the 30 days before.
    Why it matters:
        ACoS looks at advertised sales alone. When ads only replace orders that would have come anyway, ACoS stays fine
        and TACoS rises.
    Formula:
        TACoS = all ad spend ÷ all ordered sales, same marketplace and dates: days that the ads report and a business
        report both tell.
    Lines:
        tacos (15%; 5 to 15% is usual practice; exactly 15% is fine), tacos_rise (5 points; exactly 5 count). Our own;
        Amazon publishes none.
    Feeds:
        Spend: sp-campaigns by day, else sp-search-terms, sp-advertised-products or sp-targeting; sb-campaigns and
        sd-campaigns where they are there. Sales: business-report-daily, else the files of business-report by product
        with a date or two in their names.
    Traps:
        Without their reports Sponsored Brands and Display are not in it, and the finding says so. Sales contain VAT in
        Europe and Japan, spend does not. With less than the whole window the finding is tagged partial; with less than
        half of it nothing is judged, and without the days before only the first line is. A summary counts for its own
        days or not at all.
    What to do:
        Compare with the organic share: where TACoS rises and sales stay flat, ads replace organic orders.

    中文

    发现什么:
        30 天窗口内成熟日的广告总花费超过全部已订购销售额的 15%,或较此前 30 天上升 5 个点的站点。
    为何重要:
        ACoS 只看广告销售。广告若只是替代了自然单,ACoS 依旧好看,TACoS 却在上升。
    公式:
        TACoS = 全部广告花费 ÷ 全部已订购销售额,同一站点、同一批日期:广告报表与业务报告都有数据的日子。
    界限:
        tacos(15%;通常为 5–15%;正好 15% 不提示)、tacos_rise(5 个点,正好 5 个点提示)。均为自定,亚马逊未公布。
    数据来源:
        花费:按日的 sp-campaigns,否则 sp-search-terms、sp-advertised-products 或 sp-targeting;有
        sb-campaigns、sd-campaigns 时计入。销售额:business-report-daily,否则文件名含一个或两个日期的 business-report(按
        子商品)。
    陷阱:
        没有品牌推广、展示型推广报表时不计入,并会注明。欧洲与日本的销售额含税,花费不含。不足整个窗口时标记 partial;不足
        一半不判定;没有此前 30 天则只看第一条线。汇总报表只对其自身日期有效。
    怎么做:
        对照自然单占比:TACoS 上升而销量持平,说明广告在替代自然单。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    type_, rows = best_of(ctx, REPORTS, window)
    if ctx.frame(type_).is_empty():
        return  # no ads
    young = tuple(immature(ctx, type_, rows, window))
    if young:
        yield from young
        return
    if not any(ctx.has(sales) for sales in SALES_REPORTS):
        yield _no_sales(ctx)
        return
    now = _period(ctx, type_, window)
    blind = _blind(ctx, now, type_, window)
    if blind:
        yield blind
        return
    before = _period(ctx, type_, days_before(window.first, ctx.settings.window))
    yield from _judged(ctx, now, before if before.is_whole else None, window)


def _no_sales(ctx: Context[Settings]) -> NotJudged:
    old = any(ctx.tables.get(type_, ctx.store, ctx.marketplace) for type_ in SALES_REPORTS)
    return NotJudged(Verdict.STALE, OLD_BUSINESS) if old else NotJudged(Verdict.NO_DATA, NO_BUSINESS)


@dataclass(frozen=True)
class _Period:
    """Ads and sales of the same days."""

    ads: AdSpend
    sold: OrderedSales
    asked: int  # days of the window

    @property
    def days(self) -> frozenset[date]:
        return self.sold.days

    @property
    def is_whole(self) -> bool:
        """Whether at least half of the days are told, and what they tell can be divided."""
        return 2 * len(self.days) >= self.asked and not self.ads.unread and len(self.currencies) <= 1

    @property
    def currencies(self) -> frozenset[str]:
        return self.ads.currencies | self.sold.currencies

    @property
    def currency(self) -> str:
        return next(iter(self.currencies), "")

    @property
    def rate(self) -> Fraction | None:
        """TACoS; None where nothing was sold."""
        return Fraction(self.ads.spend) / Fraction(self.sold.sales) if self.sold.sales > 0 else None

    def amount(self, value: Decimal) -> Words:
        return same(money(value, self.currency))


def _period(ctx: Context[Settings], type_: str, window: Days) -> _Period:
    sold = ordered_sales(ctx, window).within(days_told(ctx, type_))
    return _Period(ad_spend(ctx, (type_, *OTHER_ADS), sold.days), sold, len(window))


def _blind(ctx: Context[Settings], now: _Period, type_: str, window: Days) -> NotJudged | None:
    """Why nothing can be said of the window."""
    if type_ in now.ads.left_out:
        return NotJudged(Verdict.NO_DATA, OTHER_DAYS.fill(type=ctx.title_of(type_)))
    if now.ads.unread:
        return NotJudged(Verdict.NO_DATA, UNREAD.fill(types=", ".join(now.ads.unread)))
    if len(now.currencies) > 1:
        return NotJudged(Verdict.NO_DATA, CURRENCIES.fill(codes=", ".join(sorted(now.currencies))))
    if not now.is_whole:
        first, last = ctx.day(window.first), ctx.day(window.last)
        return NotJudged(Verdict.NO_DATA, FEW_DAYS.fill(n=len(now.days), all=len(window), first=first, last=last))
    return None


def _judged(ctx: Context[Settings], now: _Period, before: _Period | None, window: Days) -> Iterator[Finding]:
    rate, earlier = now.rate, before.rate if before else None
    if not now.ads.spend:
        return
    over = rate is None or rate > exact(ctx.settings.tacos)
    rose = rate is not None and earlier is not None and rate - earlier >= exact(ctx.settings.tacos_rise)
    if not over and not rose:
        return
    yield Finding(
        Subject("account", ctx.marketplace),
        Severity.WARNING,
        _title(ctx, now, earlier, over=over),
        ACTION,
        figure=Figure("tacos", None if rate is None else float(rate), now.ads.spend, now.sold.sales, "rate"),
        lines=tuple(_lines(ctx, over=over, rose=rose, known=earlier is not None)),
        evidence=tuple(_evidence(now)),
        due=ctx.this_week(),
        tags=("partial",) if len(now.days) < len(window) else (),
        notes=tuple(_notes(ctx, now, before)),
    )


def _title(ctx: Context[Settings], now: _Period, earlier: Fraction | None, *, over: bool) -> Words:
    rate = now.rate
    if rate is None:
        return NO_SALES.fill(spend=now.amount(now.ads.spend))
    if over or earlier is None:
        return TITLE.fill(tacos=percent(float(rate)), line=percent(ctx.settings.tacos))
    points = number(float((rate - earlier) * 100), 1)
    return ROSE.fill(tacos=percent(float(rate)), points=points, before=percent(float(earlier)))


def _lines(ctx: Context[Settings], *, over: bool, rose: bool, known: bool) -> Iterator[Line]:
    yield ctx.line("internal", "tacos", crossed=over)
    if known:
        yield ctx.line("internal", "tacos_rise", crossed=rose)


def _evidence(now: _Period) -> Iterator[pl.DataFrame]:
    yield from now.ads.rows
    yield from (part.rows for part in now.sold.parts)


def _notes(ctx: Context[Settings], now: _Period, before: _Period | None) -> Iterator[Words]:
    first, last = min(now.days), max(now.days)
    amounts = {"spend": now.amount(now.ads.spend), "sales": now.amount(now.sold.sales)}
    yield MADE_OF.fill(**amounts, n=len(now.days), first=ctx.day(first), last=ctx.day(last))
    if before and before.rate is not None:
        amounts = {"spend": before.amount(before.ads.spend), "sales": before.amount(before.sold.sales)}
        yield BEFORE.fill(**amounts, n=len(before.days), tacos=percent(float(before.rate)))
    missing = [type_ for type_ in OTHER_ADS if not ctx.has(type_) or type_ in now.ads.left_out]
    if missing:
        first_name, *rest = (ctx.title_of(type_) for type_ in missing)
        yield NOT_IN.fill(types=Words("{a}{b}", "{a}{b}").fill(a=first_name, b=_and(rest)))


def _and(rest: list[Words]) -> Words:
    return Words(", {b}", "、{b}").fill(b=rest[0]) if rest else Words("", "")
