"""Campaigns whose budget is used up before the day is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    AcosSettings,
    BudgetUse,
    Context,
    Days,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Proposal,
    Severity,
    SkuAds,
    Subject,
    Verdict,
    Words,
    acos_target,
    ads_bulk,
    best_of,
    budget_use,
    check,
    exact,
    in_coins,
    mature_window,
    money,
    percent,
    proposal,
    rows_by_key,
    same,
    setting,
    sum_by,
    sums_in,
    with_skus,
)

CAMPAIGNS, BUDGETS, TERMS = "sp-campaigns", "sp-budgets", "sp-search-terms"
DAYS = 7


@dataclass(frozen=True)
class Settings(AcosSettings):
    """[ads], as far as this check needs it."""

    time_in_budget: float = setting(0.9, "under this share of the day, averaged over 7 days, it ran dry", unit="share")
    budget_spent: float = setting(0.95, "a day that spent this share of the budget used it up", unit="share")
    budget_days: int = setting(3, "so many used-up days of 7", unit="days")
    budget_step: float = setting(0.20, "the budget is raised by this share", unit="share")


IN_BUDGET = Words(
    "In budget {share} of the time, {n} {n|day|days}, line {line}", "{n} 天平均仅 {share} 的时间在预算内,下限 {line}"
)
USED_UP = Words(
    "Spent at least {share} of its budget {budget} on {n} of {days} {days|day|days}",
    "{days} 天中有 {n} 天花掉预算 {budget} 的 {share} 以上",
)
RAN_DRY = Words("Out of budget early on {n} of {days} {days|day|days}", "{days} 天中有 {n} 天预算提前用完")
ACTION = Words("ACoS on target: raise budget 20%; else trim terms first.", "ACoS 达标则加预算 20%,否则先清词。")
RAISE = Words(
    "ACoS {acos} is within its target {target}: raise the budget from {old} to {new}.",
    "ACoS {acos} 在目标 {target} 以内:预算从 {old} 加到 {new}。",
)
WATCH = Words(
    "ACoS {acos} is within its target {target}. A day may spend up to 125% of the budget: watch whether it goes on.",
    "ACoS {acos} 在目标 {target} 以内。单日花费可达预算的 125%:继续观察。",
)
TRIM = Words("ACoS {acos} is over its target {target}: trim terms first.", "ACoS {acos} 高于目标 {target}:先清词。")
NO_SALE = Words("{spend} spent without a sale: trim terms first.", "花费 {spend} 没有成交:先清词。")
NO_ACOS = Words(
    "Its ACoS is not known over mature days: look at it before the budget is raised.",
    "没有成熟日的 ACoS:加预算前先核对。",
)
EMPTY = Words("{campaign} has an empty cell among its spend or budget", "{campaign} 的花费或预算中有空单元格")
NO_DAY = Words("{type} has no row of {day}, the last complete day", "{type} 没有最近完整日 {day} 的数据")
TOO_SHORT = Words("{type} starts {first}: not 7 days up to {day}", "{type} 从 {first} 开始:到 {day} 不足 7 天")
NO_DAILY = Words(
    "no report tells the spend of single days: export sp-campaigns by day, or sp-budgets",
    "没有按日花费:请按“每日”导出 sp-campaigns,或导出 sp-budgets",
)
TOO_WIDE = Words(
    "sp-budgets is a summary of other days than {first} – {last}: export it by day",
    "sp-budgets 汇总的不是 {first} – {last}:请按“每日”导出",
)
SHOWN = ("date", "start_date", "end_date", "campaign", "status", "budget", "clicks", "spend", "sales", FILE, ROW)
BUDGET_SHOWN = (
    "date", "start_date", "end_date", "campaign", "budget", "recommended_budget", "average_time_in_budget",
    "missed_sales_min", "missed_sales_max", FILE, ROW,
)  # fmt: skip


@check(
    "A-06",
    Words("Budget gone early", "预算提前用完"),
    pane=Pane.NOON,
    any_of=(CAMPAIGNS, BUDGETS),
    wants=(TERMS, ADVERTISED, ADS_BULK, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING, Severity.INFO),
)
def budget_gone(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Campaigns whose budget is used up before the day is.

    What it finds:
        Campaigns that were in budget less than 90% of the time on average over the last 7 complete days, or that spent
        at least 95% of their budget on 3 or more of them. Fewer such days are information.
    Why it matters:
        A campaign that is out of budget by noon sells nothing in the evening, when most people buy; and one that spends
        everything on bad terms should not get more.
    Formula:
        Mean of Average Time in Budget over the last 7 complete marketplace days; days with spend ≥ 95% of the budget.
        ACoS = spend ÷ attributed sales over the mature days of a 30-day window, against the target of A-01.
    Lines:
        time_in_budget (90%; exactly 90% is fine), budget_spent (95%; exactly 95% counts), budget_days (3 of 7),
        budget_step (20%). All our own; Amazon publishes none.
    Feeds:
        sp-budgets: Average Time in Budget. sp-campaigns by day: budget and spend (the budget report's own without it).
        ACoS from sp-campaigns or sp-search-terms, else the budget report's own. SKU master: target_acos, category.
        ads-bulk: ids of the proposal.
    Traps:
        A day may spend up to 125% of the budget: Amazon averages over the month, so one full day alone is information.
        Spend and budget are final after a day and judged up to the last complete day; ACoS only on mature days. Paused
        campaigns are left out. The budget in a daily export may be today's.
    What to do:
        ACoS on target: raise the budget by 20%, agreed with a second person. Otherwise trim the terms first.

    中文

    发现什么:
        最近 7 个完整日平均在预算内的时间不足 90%,或其中至少 3 天花掉预算 95% 以上的广告活动;天数更少的只作提示。
    为何重要:
        中午就没预算的活动,晚上购买高峰卖不出去;把钱花在差词上的活动则不该再加预算。
    公式:
        最近 7 个完整站点日“预算范围内的平均时间”的均值;花费 ≥ 预算 95% 的天数。ACoS = 花费 ÷ 归因销售额,取 30 天窗口
        的成熟日,目标同 A-01。
    界限:
        time_in_budget(90%,正好 90% 不提示)、budget_spent(95%,正好 95% 计入)、budget_days(7 天中 3 天)、
        budget_step(20%)。均为自定,亚马逊未公布。
    数据来源:
        sp-budgets:预算范围内的平均时间。按日的 sp-campaigns:预算与花费(没有时用预算报表自身的)。ACoS 取自 sp-campaigns
        或 sp-search-terms,都没有时用预算报表自身的。SKU 主档:target_acos、类目。ads-bulk:建议所需的编号。
    陷阱:
        单日花费可达预算的 125%,亚马逊按月平均,因此只有一天用完仅作提示。花费和预算一天后即定稿,看到最近完整日;ACoS
        只看成熟日。已暂停的活动不计。按日导出中的预算可能是当前值。
    怎么做:
        ACoS 达标:加预算 20%,须第二人审批。否则先清词。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    last = ctx.clock.last_complete_day(ctx.marketplace)
    week = Days(last - timedelta(days=DAYS - 1), last)
    use = budget_use(ctx, week, ctx.settings.time_in_budget, ctx.settings.budget_spent)
    yield from _blind(ctx, use, week)
    for key, name in use.campaigns.filter("unread").select(CAMPAIGN, "campaign").iter_rows():
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(campaign=name), Subject("campaign", key))
    runs = use.campaigns.filter((pl.col("state") != "stopped").fill_null(value=True))
    scoped, facts = with_skus(ctx, runs.join(_acos(ctx), on="campaign", how="left", maintain_order="left"))
    told = len(use.days & set(_days(week)))
    early = [
        campaign
        for settings, part in ctx.parts(scoped)
        for row in part.iter_rows(named=True)
        if (campaign := _Campaign(row, settings, _target(settings, row, facts), told)).severity
    ]
    evidence = _evidence(ctx, week, [campaign.row["campaign"] for campaign in early])
    for campaign in early:
        name = campaign.row["campaign"]
        yield campaign.finding(ctx, tuple(rows[name] for rows in evidence if name in rows))


def _target(settings: Settings, row: Mapping[str, Any], facts: Mapping[str, SkuAds]) -> Fraction:
    return acos_target(settings, [facts[sku] for sku in row["skus"]]).upper


def _days(week: Days) -> list[date]:
    return [week.first + timedelta(days=n) for n in range(len(week))]


def _blind(ctx: Context[Settings], use: BudgetUse, week: Days) -> Iterator[NotJudged]:
    """What of the week no report tells."""
    if use.too_wide:
        yield NotJudged(Verdict.NO_DATA, TOO_WIDE.fill(first=ctx.day(week.first), last=ctx.day(week.last)))
    if not use.spend_report:
        if use.campaigns["time"].null_count() == use.campaigns.height and _has_rows(ctx):
            yield NotJudged(Verdict.NO_DATA, NO_DAILY)
        return
    type_ = ctx.title_of(use.spend_report)
    if week.last not in use.days:
        yield NotJudged(Verdict.NO_DATA, NO_DAY.fill(type=type_, day=ctx.day(week.last)))
    elif min(use.days) > week.first:
        yield NotJudged(
            Verdict.NO_DATA, TOO_SHORT.fill(type=type_, first=ctx.day(min(use.days)), day=ctx.day(week.last))
        )


def _has_rows(ctx: Context[Settings]) -> bool:
    return any(not ctx.frame(type_).is_empty() for type_ in (CAMPAIGNS, BUDGETS))


def _acos(ctx: Context[Settings]) -> pl.DataFrame:
    """Spend and sales of each campaign over the mature days: campaign, month_spend, month_sales."""
    days = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    types = tuple(type_ for type_ in (CAMPAIGNS, TERMS, BUDGETS) if ctx.has(type_))
    if not types:
        return pl.DataFrame(schema={"campaign": pl.String(), "month_spend": pl.Float64(), "month_sales": pl.Float64()})
    type_, rows = best_of(ctx, types, days)
    whole = sums_in(ctx, type_, days).join(rows.mixed.select(CAMPAIGN).unique(), on=CAMPAIGN, how="anti")
    sums = sum_by(whole, [CAMPAIGN]).unique("campaign", keep="last", maintain_order=True)
    return sums.select("campaign", pl.col("spend").alias("month_spend"), pl.col("sales").alias("month_sales"))


def _evidence(ctx: Context[Settings], week: Days, names: Sequence[str]) -> tuple[Mapping[str, pl.DataFrame], ...]:
    inside = pl.col("end_date").is_between(week.first, week.last)
    return tuple(
        rows_by_key(ctx.frame(type_).filter(inside).select(shown), "campaign", names, by="end_date")
        for type_, shown in ((CAMPAIGNS, SHOWN), (BUDGETS, BUDGET_SHOWN))
    )


@dataclass(frozen=True)
class _Campaign:
    """One campaign that was out of budget on some day."""

    row: Mapping[str, Any]
    settings: Settings
    target: Fraction
    days: int  # of the week that the spend report tells

    @property
    def short_of_time(self) -> bool:
        return self.row["time"] is not None and self.row["time"] < self.settings.time_in_budget

    @property
    def often_full(self) -> bool:
        return int(self.row["full_days"]) >= self.settings.budget_days

    @property
    def severity(self) -> Severity | None:
        """None: never out of budget. One day alone is information, whatever the mean of the week says."""
        if not self.short_of_time and not self.row["full_days"] and not self.row["time_days"]:
            return None
        one_day = self.short_of_time and self.row["time_days"] == 1 and self.row["time_of"] > 1
        if self.often_full or (self.short_of_time and not one_day):
            return Severity.WARNING
        return Severity.INFO

    @property
    def on_target(self) -> bool | None:
        """None: its ACoS is not known."""
        spend, sales = self.row["month_spend"], self.row["month_sales"]
        if spend is None or sales is None or not spend:
            return None
        return Fraction(spend) <= self.target * Fraction(sales)

    @property
    def raised(self) -> Decimal | None:
        """The budget to propose: none unless the campaign is on target."""
        budget = self.row["budget"]
        if self.severity is not Severity.WARNING or not self.on_target or not budget:
            return None
        step = 1 + exact(self.settings.budget_step)
        return in_coins(Decimal(budget) * step.numerator / step.denominator, self.row["currency"] or "")

    def finding(self, ctx: Context[Settings], rows: tuple[pl.DataFrame, ...]) -> Finding:
        raised = self.raised
        return Finding(
            Subject("campaign", self.row[CAMPAIGN]),
            self.severity or Severity.INFO,
            self.title(),
            ACTION,
            figure=self.figure(),
            lines=tuple(self.lines(ctx)),
            evidence=rows,
            due=ctx.due_in(Pane.NOON),
            needs_approval=raised is not None,
            about=tuple(Subject("sku", sku) for sku in self.row["skus"]),
            notes=(self.note(),),
            proposals=() if raised is None else (self.proposal(ctx, raised),),
        )

    def title(self) -> Words:
        row, settings = self.row, self.settings
        if self.short_of_time:
            share, line = percent(row["time"]), percent(settings.time_in_budget)
            return IN_BUDGET.fill(share=share, n=row["time_of"], line=line)
        if row["full_days"]:
            budget = same(money(row["budget"], row["currency"] or ""))
            share = percent(settings.budget_spent)
            return USED_UP.fill(share=share, budget=budget, n=row["full_days"], days=self.days)
        return RAN_DRY.fill(n=row["time_days"], days=row["time_of"])

    def figure(self) -> Figure:
        row = self.row
        if self.short_of_time:
            return Figure("time_in_budget", row["time"], unit="rate")
        if row["full_days"]:
            return Figure("full_days", row["full_days"], row["full_days"], self.days)
        return Figure("full_days", row["time_days"], row["time_days"], row["time_of"])

    def lines(self, ctx: Context[Settings]) -> Iterator[Line]:
        sku, category = self.row["sku"] or "", self.row["category"] or ""
        if self.row["time"] is not None:
            yield ctx.line("internal", "time_in_budget", crossed=self.short_of_time, sku=sku, category=category)
        if self.row["full_days"]:
            yield ctx.line("internal", "budget_days", crossed=self.often_full, sku=sku, category=category)

    def note(self) -> Words:
        """What its ACoS says about the budget."""
        row, currency = self.row, self.row["currency"] or ""
        if self.on_target is None:
            return NO_ACOS
        if not row["month_sales"]:
            return NO_SALE.fill(spend=same(money(row["month_spend"], currency)))
        acos = percent(float(Fraction(row["month_spend"]) / Fraction(row["month_sales"])))
        told = (RAISE if self.raised else WATCH) if self.on_target else TRIM
        old, new = (same(money(value or 0, currency)) for value in (row["budget"], self.raised))
        return told.fill(
            acos=acos, target=percent(float(self.target)), old=old, new=new, step=percent(self.settings.budget_step)
        )

    def proposal(self, ctx: Context[Settings], budget: Decimal) -> Proposal:
        campaign = ads_bulk(ctx).campaign(self.row["campaign"], self.row[CAMPAIGN])
        return proposal("budget", **campaign, daily_budget=budget)
