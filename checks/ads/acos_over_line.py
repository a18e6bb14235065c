"""Campaigns that cost more than their sales may bear."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    AcosSettings,
    AcosTarget,
    AdRows,
    Context,
    Figure,
    Finding,
    Line,
    Money,
    NotJudged,
    Pane,
    Severity,
    SkuAds,
    Subject,
    Verdict,
    Words,
    acos_target,
    best_of,
    check,
    exact,
    immature,
    mature_window,
    money,
    percent,
    rows_by_key,
    same,
    setting,
    sum_by,
    sums_in,
    window_note,
    with_skus,
)

REPORTS = ("sp-search-terms", "sp-campaigns", ADVERTISED, "sp-targeting")


@dataclass(frozen=True)
class Settings(AcosSettings):
    """[ads], as far as this check needs it."""

    min_clicks: int = setting(30, "fewer clicks say nothing about a campaign", unit="clicks")
    critical_factor: float = setting(1.5, "so many times the upper line is critical when the margin is unknown")


TITLE = Words("ACoS {acos} over the upper line {upper}", "ACoS {acos},高于上限 {upper}")
LOSING = Words(
    "ACoS {acos} over break-even {line}: its sales lose money", "ACoS {acos},高于盈亏平衡 {line}:卖一单亏一单"
)
NO_SALE = Words(
    "{spend} spent on {clicks} {clicks|click|clicks} without a sale", "花费 {spend}、{clicks} 次点击,没有成交"
)
ACTION = Words(
    "Sort terms by spend: cut zero-order terms, lower bids to target, keep converting ones.",
    "按花费排序:否掉无单词,出价降到目标,保留出单词。",
)
SKUS = Words("Advertises {skus}: the loosest of their lines holds.", "推广 {skus}:取其中最宽的线。")
NO_MARGIN = Words(
    "The margin is unknown: price, cost and fees are not all in the SKU master.",
    "毛利未知:SKU 主档未填全售价、成本与费用。",
)
LAUNCH = Words("Every SKU of it is in its launch: information only.", "所推 SKU 均在新品期:仅作提示。")
EMPTY = Words("{campaign} has an empty cell among its figures", "{campaign} 的数据中有空单元格")
NO_VALUE = Words(
    "nobody knows what an order of {campaign} is worth: no order yet, no price in the SKU master",
    "无法得知 {campaign} 的客单价:尚无订单,SKU 主档也无售价",
)
MASTER_TARGET = "sku-master: target_acos"
MASTER_MARGIN = "sku-master: (price − cost − fees) ÷ price"
SHOWN = (
    "date", "start_date", "end_date", "campaign", "ad_group", "targeting", "match_type", "search_term", "clicks",
    "spend", "sales", "orders", FILE, ROW,
)  # fmt: skip


@check(
    "A-01",
    Words("ACoS over the line", "ACoS 超标"),
    pane=Pane.NOON,
    any_of=REPORTS,
    wants=("sku-master", ADVERTISED, ADS_BULK),
    settings=Settings,
    section="ads",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def acos_over_line(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Campaigns that cost more than their sales may bear.

    What it finds:
        Campaigns with at least 30 clicks that spent at least one target cost per order, and whose ACoS lies over their
        upper line or over break-even. A campaign that sold nothing has no ACoS: it is judged as if its next click sold.
    Why it matters:
        Over break-even every advertised sale loses money; over the target the account pays for sales it could have
        cheaper.
    Formula:
        ACoS = spend ÷ attributed sales over the mature days of a 30-day window. Upper line: target_acos of the SKU,
        else the band of its category. Break-even = (price − cost − fees) ÷ price. Target cost per order = upper line ×
        mean order value.
    Lines:
        acos_upper (home 30%, electronics accessories 25%: the article; 30% else): strictly over it is a warning. Over
        break-even is critical, even inside the band; while the margin is unknown, over 1.5 times the upper line is.
        Amazon publishes no line.
    Feeds:
        sp-search-terms, else sp-campaigns, sp-advertised-products or sp-targeting, by day. SKU master: target_acos,
        category, price, cost, fees, launch. sp-advertised-products: which SKUs a campaign advertises; without it,
        ads-bulk or a SKU written out in the campaign's name.
    Traps:
        Sales are attributed for a week: the last 3 days are not judged, and a summary export that runs into them
        cannot be. A campaign with several SKUs is judged by the loosest of their lines. Published ACoS figures
        disagree; the own margin outranks any band. A low ACoS is no issue. Launches are information only.
    What to do:
        Sort the terms by spend, cut those without an order (A-03), lower bids to the target, keep what converts. Bids
        beyond 30%, budgets beyond 20% and negative phrases need a second person.

    中文

    发现什么:
        点击至少 30 次、花费至少达到一个目标成交成本,且 ACoS 高于上限或高于盈亏平衡的广告活动。没有成交的活动没有
        ACoS:按下一次点击就成交来判断。
    为何重要:
        高于盈亏平衡,每一单广告销售都在亏钱;高于目标,则是花了不必花的钱。
    公式:
        ACoS = 花费 ÷ 归因销售额,取 30 天窗口内的成熟日。上限:SKU 的 target_acos,否则类目上限。盈亏平衡 =(售价 − 成
        本 − 费用)÷ 售价。目标成交成本 = 上限 × 平均客单价。
    界限:
        acos_upper(家居 30%、电子配件 25%,来自文章;其他 30%):严格高于为预警。高于盈亏平衡为紧急,即使仍在上限之内;毛
        利未知时高于上限 1.5 倍为紧急。亚马逊未公布标准。
    数据来源:
        按日的 sp-search-terms,否则 sp-campaigns、sp-advertised-products 或 sp-targeting。SKU 主档:target_acos、类目、售
        价、成本、费用、新品。sp-advertised-products:活动推广哪些 SKU;没有时看 ads-bulk 或活动名称中写明的 SKU。
    陷阱:
        销售额归因一周:最近 3 天不判定,含这几天的汇总报表无法判定。推广多个 SKU 的活动取最宽的线。公开的 ACoS 数据互
        相矛盾,自身毛利优先于任何区间。ACoS 偏低不是问题。新品期只作提示。
    怎么做:
        按花费排序:否掉无单词(A-03),出价降到目标,保留出单词。出价超过 30%、预算超过 20% 及否定词组须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    days = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    type_, rows = best_of(ctx, REPORTS, days)
    yield from immature(ctx, type_, rows, days)
    campaigns, facts = with_skus(ctx, _campaigns(rows, sums_in(ctx, type_, days)))
    value = _order_value(campaigns)
    judged = [
        _Campaign(row, settings, [facts[sku] for sku in row["skus"]], value)
        for settings, part in ctx.parts(campaigns)
        for row in part.filter(pl.col("clicks") >= settings.min_clicks, pl.col("spend") > 0).iter_rows(named=True)
    ]
    yield from _not_judged(campaigns, judged)
    raised = [campaign for campaign in judged if campaign.severity is not None]
    if raised:
        evidence, note = _evidence(rows, raised), window_note(ctx, rows, days)
        yield from (campaign.finding(ctx, evidence[campaign.subject.id], note) for campaign in raised)


def _campaigns(rows: AdRows, sums: pl.DataFrame) -> pl.DataFrame:
    """One row per campaign that can be judged, with its figures."""
    mixed = rows.mixed.select(CAMPAIGN).unique()
    return sum_by(sums.join(mixed, on=CAMPAIGN, how="anti", maintain_order="left"), [CAMPAIGN])


def _order_value(campaigns: pl.DataFrame) -> Fraction | None:
    """What an order of the whole account is worth, for campaigns that have none."""
    sold = campaigns.filter(pl.col("orders") > 0, pl.col("sales") > 0)
    orders, sales = sold["orders"].sum(), sold["sales"].sum()
    return Fraction(sales) / int(orders) if orders else None


def _not_judged(campaigns: pl.DataFrame, judged: list["_Campaign"]) -> Iterator[NotJudged]:
    unread = campaigns.filter(pl.any_horizontal(pl.col("clicks", "spend", "sales", "orders").is_null()))
    for key, name in unread.select(CAMPAIGN, "campaign").iter_rows():
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(campaign=name), Subject("campaign", key))
    for campaign in judged:
        if campaign.order_value is None and not campaign.unread:
            yield NotJudged(Verdict.NO_DATA, NO_VALUE.fill(campaign=campaign.name), campaign.subject)


def _evidence(rows: AdRows, raised: list["_Campaign"]) -> Mapping[str, pl.DataFrame]:
    """The rows of the campaigns, what cost most first."""
    keys = [campaign.subject.id for campaign in raised]
    shown = rows.matching(pl.DataFrame({CAMPAIGN: keys}), [CAMPAIGN], SHOWN)
    return rows_by_key(shown, CAMPAIGN, keys, keep_key=False, by="spend")


@dataclass(frozen=True)
class _Campaign:
    """One campaign against its lines."""

    row: Mapping[str, Any]
    settings: Settings
    skus: Sequence[SkuAds]
    account_value: Fraction | None

    @cached_property
    def target(self) -> AcosTarget:
        return acos_target(self.settings, self.skus)

    @property
    def subject(self) -> Subject:
        return Subject("campaign", self.row[CAMPAIGN])

    @property
    def name(self) -> str:
        return str(self.row["campaign"])

    @property
    def unread(self) -> bool:
        return self.row["sales"] is None or self.row["orders"] is None

    @property
    def sold(self) -> bool:
        return bool(self.row["sales"])

    @cached_property
    def order_value(self) -> Fraction | None:
        """What an order is worth: the campaign's own mean, else the SKU's price, else the account's mean."""
        if self.unread:
            return None
        if self.sold and self.row["orders"]:
            return Fraction(self.row["sales"]) / int(self.row["orders"])
        return self.account_value if self.target.price is None else Fraction(self.target.price)

    @property
    def counted_sales(self) -> Fraction:
        """The sales that its spend is held against: without any, those that the next click would bring."""
        return Fraction(self.row["sales"]) if self.sold else self.order_value or Fraction(0)

    def over(self, line: Fraction | None) -> bool:
        return line is not None and Fraction(self.row["spend"]) > line * self.counted_sales

    @cached_property
    def severity(self) -> Severity | None:
        """None: inside its lines, or too little spent to say."""
        target, factor = self.target, exact(self.settings.critical_factor)
        if self.order_value is None or Fraction(self.row["spend"]) < target.upper * self.order_value:
            return None
        losing = self.over(target.break_even)
        if not losing and not self.over(target.upper) and self.sold:
            return None
        if target.launch:
            return Severity.INFO
        far = target.break_even is None and self.over(factor * target.upper)
        return Severity.CRITICAL if losing or far else Severity.WARNING

    def finding(self, ctx: Context[Settings], rows: pl.DataFrame, window: Words) -> Finding:
        row = self.row
        value = float(Fraction(row["spend"]) / Fraction(row["sales"])) if self.sold else None
        return Finding(
            self.subject,
            self.severity or Severity.INFO,
            self.title(value),
            ACTION,
            figure=Figure("acos", value, row["spend"], row["sales"], "rate"),
            lines=self.lines(ctx),
            evidence=(rows,),
            due=ctx.due_in(Pane.NOON),
            tags=("launch",) if self.target.launch else (),
            impact=self.impact(),
            about=tuple(Subject("sku", sku.sku) for sku in self.skus),
            notes=(window, *self.notes()),
        )

    def title(self, value: float | None) -> Words:
        row, target = self.row, self.target
        if value is None:
            return NO_SALE.fill(spend=same(money(row["spend"], row["currency"] or "")), clicks=row["clicks"])
        if target.break_even is not None and self.over(target.break_even):
            return LOSING.fill(acos=percent(value), line=percent(float(target.break_even)))
        return TITLE.fill(acos=percent(value), upper=percent(float(target.upper)))

    def lines(self, ctx: Context[Settings]) -> tuple[Line, ...]:
        target, crossed = self.target, self.over(self.target.upper) or not self.sold
        upper = (
            ctx.line("internal", target.key, crossed=crossed, category=target.category, sku=target.sku)
            if target.key
            else Line("internal", float(target.upper), crossed, MASTER_TARGET)
        )
        if target.break_even is None:
            return (upper,)
        return upper, Line("internal", float(target.break_even), self.over(target.break_even), MASTER_MARGIN)

    def impact(self) -> Money | None:
        """What was spent beyond the upper line."""
        if not self.row["currency"]:
            return None
        beyond = Fraction(self.row["spend"]) - self.target.upper * Fraction(self.row["sales"])
        return Money(Decimal(f"{max(float(beyond), 0):.2f}"), self.row["currency"])

    def notes(self) -> Iterator[Words]:
        if len(self.skus) > 1:
            yield SKUS.fill(skus=", ".join(sku.sku for sku in self.skus))
        if self.target.break_even is None:
            yield NO_MARGIN
        if self.target.launch:
            yield LAUNCH
