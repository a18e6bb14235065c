"""Search terms and keywords of manual ad groups that many people click and few buy by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    SELLABLE_REPORTS,
    TERM,
    AdRows,
    Context,
    Days,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    ReferenceSettings,
    Severity,
    Subject,
    Verdict,
    Words,
    auto_campaigns,
    chance_of_so_few,
    check,
    exact,
    expected_rates,
    immature,
    keyword_sums,
    mature_window,
    median_rate,
    number,
    percent,
    rows_by_key,
    rows_in,
    same,
    setting,
    sums_in,
    window_note,
    with_skus,
)

TERMS, TARGETING = "sp-search-terms", "sp-targeting"
NO_QUERY = "*"
ENOUGH = 5  # so many rows with enough impressions have a median of their own


@dataclass(frozen=True)
class Settings(ReferenceSettings):
    """[ads], as far as this check needs it."""

    min_clicks: int = setting(30, "fewer clicks say nothing about a campaign", unit="clicks")
    negative_p: float = setting(0.05, "a chance at most this: propose the negative")
    ctr_factor: float = setting(1.3, "times the account's median click rate is a high one")
    ctr_impressions: int = setting(1000, "with fewer impressions a click rate is noise", unit="impressions")


TITLE = Words(
    "CTR {ctr}, {x} times the median, but {orders} {orders|order|orders} from {clicks} {clicks|click|clicks}: chance "
    "{p}",
    "点击率 {ctr},为中位数的 {x} 倍,但 {clicks} 次点击仅 {orders} 单:偶然概率 {p}",
)
ACTION = Words(
    "People click but do not buy: check price, reviews, images, variant, delivery date; then lower the bid.",
    "点得多买得少:先查落地页(价格、评论、图片、变体、时效),再降低竞价。",
)
EXPECTED = Words(
    "Median CTR {median}; expected conversion {p0}, seen {cvr}.", "点击率中位数 {median};参考转化率 {p0},实际 {cvr}。"
)
EMPTY = Words("{name} has an empty cell among its figures", "{name} 的数据中有空单元格")
NO_IMPRESSIONS = Words("{type} has no impressions: export it with them", "{type} 没有展示量:请导出含展示量的报表")
SHOWN = (
    "date", "start_date", "end_date", "campaign", "ad_group", "targeting", "match_type", "search_term", "impressions",
    "clicks", "spend", "sales", "orders", FILE, ROW,
)  # fmt: skip


@check(
    "A-05",
    Words("High CTR, low CVR", "高点击低转化"),
    pane=Pane.NOON,
    any_of=(TERMS, TARGETING),
    wants=("sp-campaigns", ADVERTISED, ADS_BULK, "sku-master", *SELLABLE_REPORTS),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING,),
    yields_to=("S-01", "L-02"),
)
def clicked_not_bought(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Search terms and keywords of manual ad groups that many people click and few buy by.

    What it finds:
        Search terms, and keywords, of manual ad groups with at least 1,000 impressions over the mature days of a 30-day
        window, a click rate of at least 1.3 times the account's median, and so few orders from at least 30 clicks that
        chance alone would rarely explain them.
    Why it matters:
        The ad promises something that the page does not keep: the fault is on the product page, and every click until
        then is paid.
    Formula:
        CTR = clicks ÷ impressions. P(X ≤ orders | clicks, p0) by the binomial distribution, p0 as in A-03: (O + 30·c) ÷
        (N + 30) over 60 mature days of the ad group (its campaign, then its SKU, under 100 clicks).
    Lines:
        ctr_impressions (1,000; exactly 1,000 count), ctr_factor (1.3; exactly 1.3 times counts), negative_p (5%),
        min_clicks (30; exactly 30 count). All our own; Amazon publishes none.
    Feeds:
        sp-search-terms and sp-targeting by day. Targeting type of a campaign from sp-campaigns, else from what it
        targets. sp-advertised-products: the SKUs of an ad group.
    Traps:
        Sales of the last 3 days are still being counted. The median is that of Sponsored Products rows of the same
        kind: of those with enough impressions where there are at least 5 such, because terms with a handful of
        impressions have absurd click rates. Rows whose term is "*" have no query. A keyword is not raised beside one of
        its own search terms. A term may be here and in A-03 as well: look at the product page before it is negated.
        S-01 and L-02 on the SKU explain what does not sell.
    What to do:
        Look at price, reviews, images, variant and delivery date of the page, then lower the bid.

    中文

    发现什么:
        手动广告组中,30 天窗口内成熟日展示至少 1,000 次、点击率至少为账户中位数 1.3 倍、点击至少 30 次而订单少到难以用
        偶然解释的搜索词和关键词。
    为何重要:
        广告给出的期待,页面没有兑现:问题在商品页,而每次点击都在付费。
    公式:
        点击率 = 点击 ÷ 展示。P(X ≤ 订单 | 点击, p0) 用二项分布,p0 同 A-03:(O + 30·c)÷(N + 30),取广告组 60 个成熟日(不
        足 100 次点击时取活动,再取 SKU)。
    界限:
        ctr_impressions(1,000 次,正好 1,000 计入)、ctr_factor(1.3 倍,正好 1.3 倍计入)、negative_p(5%)、min_clicks(30
        次,正好 30 计入)。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-search-terms 与 sp-targeting。活动的投放类型取自 sp-campaigns,否则看其投放对象。
        sp-advertised-products:广告组的 SKU。
    陷阱:
        最近 3 天的销售还在统计。中位数取商品推广同类行;展示足够的行至少 5 个时只取这些,因为展示极少的词点击率失真。
        词为“*”的行没有搜索词。关键词不与其自身的搜索词重复提示。同一词可能同时出现在 A-03:否定前先看商品页。SKU 有
        S-01、L-02 时即为原因。
    怎么做:
        先查商品页的价格、评论、图片、变体和时效,再降低出价。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    raised: set[tuple[str, str, str]] = set()
    for type_ in (TERMS, TARGETING):
        if not ctx.has(type_):
            continue
        rows = rows_in(ctx, type_, window)
        yield from immature(ctx, type_, rows, window)
        kind = _Kind(type_, ctx.title_of(type_), _sums(ctx, type_, rows, window))
        yield from kind.not_judged()
        hits = _hits(ctx, kind, rows)
        if type_ == TARGETING:
            hits = [hit for hit in hits if hit.key not in raised]
        raised |= _keywords(rows, hits) if type_ == TERMS else set()
        yield from _findings(ctx, hits, rows, window)


def _sums(ctx: Context[Settings], type_: str, rows: AdRows, window: Days) -> pl.DataFrame:
    """One row per term or keyword that can be judged: campaign_key, campaign, ad_group, name, figures."""
    if type_ == TERMS:
        named = sums_in(ctx, TERMS, window).filter(pl.col("search_term") != NO_QUERY)
        sums = named.rename({"search_term": "name"})
    else:
        keywords = keyword_sums(rows)
        sums = keywords.with_columns(pl.col("targeting").alias("name"))
    groups = rows.mixed.select(CAMPAIGN, "ad_group").unique()
    return sums.join(groups, on=[CAMPAIGN, "ad_group"], how="anti", maintain_order="left")


@dataclass(frozen=True)
class _Kind:
    """All search terms, or all keywords, of the account."""

    type: str
    title: Words
    sums: pl.DataFrame

    def not_judged(self) -> Iterator[NotJudged]:
        if self.sums.height and self.sums["impressions"].null_count() == self.sums.height:
            yield NotJudged(Verdict.NO_DATA, NO_IMPRESSIONS.fill(type=self.title))
            return
        figures = pl.col("impressions", "clicks", "orders")
        for row in self.sums.filter(pl.any_horizontal(figures.is_null())).iter_rows(named=True):
            yield NotJudged(Verdict.NO_DATA, EMPTY.fill(name=row["name"]), _subject(self.type, row))


def _subject(type_: str, row: Mapping[str, Any]) -> Subject:
    kind = "search_term" if type_ == TERMS else "keyword"
    name = f"{row['campaign']} › {row['ad_group']} › {row['name']}"
    return Subject("search_term", name) if kind == "search_term" else Subject("keyword", name)


def _hits(ctx: Context[Settings], kind: _Kind, rows: AdRows) -> list["_Hit"]:
    """What is clicked much and bought little, in manual ad groups."""
    settings = ctx.settings
    manual = kind.sums
    if kind.type == TERMS:
        auto = auto_campaigns(ctx, rows)
        manual = manual.filter(pl.col("campaign").is_in(auto.implode()).not_())
    median = median_rate(kind.sums, settings.ctr_impressions, ENOUGH)
    if median is None:
        return []
    wide = manual.filter(pl.col("impressions") > 0, pl.col("clicks") > 0, pl.col("orders").is_not_null())
    likely = wide.filter(pl.col("orders") < pl.col("clicks"))
    rates = expected_rates(ctx, kind.type, settings)
    known = likely.join(rates, on=[CAMPAIGN, "ad_group"], how="left", maintain_order="left")
    scoped, _ = with_skus(ctx, known.filter(pl.col("orders") < pl.col("clicks") * pl.col("p0")))
    return [
        hit
        for own, part in ctx.parts(scoped)
        for row in part.filter(
            pl.col("impressions") >= own.ctr_impressions, pl.col("clicks") >= own.min_clicks
        ).iter_rows(named=True)
        if (hit := _Hit(kind.type, row, own, median)).is_one
    ]


def _keywords(rows: AdRows, hits: Sequence["_Hit"]) -> set[tuple[str, str, str]]:
    """The keywords that brought the raised terms: campaign, ad group, keyword."""
    named = [(hit.row[CAMPAIGN], hit.row["ad_group"], hit.row["name"]) for hit in hits]
    if not named:
        return set()
    brought = rows.matching(pl.DataFrame(named, list(TERM), orient="row"), TERM, ("campaign", "targeting"))
    return set(brought.select("campaign", "ad_group", pl.col("targeting").str.to_lowercase()).iter_rows())


@dataclass(frozen=True)
class _Hit:
    """One search term or keyword."""

    type: str
    row: Mapping[str, Any]
    settings: Settings
    median: Fraction

    @property
    def key(self) -> tuple[str, str, str]:
        return self.row["campaign"], self.row["ad_group"], self.row["name"].lower()

    @property
    def subject(self) -> Subject:
        return _subject(self.type, self.row)

    @property
    def ctr(self) -> Fraction:
        return Fraction(int(self.row["clicks"]), int(self.row["impressions"]))

    @property
    def p(self) -> float:
        chance = chance_of_so_few(int(self.row["orders"]), int(self.row["clicks"]), self.row["p0"])
        return float(f"{chance:.12g}")

    @property
    def is_one(self) -> bool:
        return self.ctr >= exact(self.settings.ctr_factor) * self.median and self.p <= self.settings.negative_p

    def title(self) -> Words:
        row = self.row
        times = same(number(float(self.ctr / self.median), 1) if self.median else "∞")
        return TITLE.fill(
            ctr=percent(float(self.ctr)), x=times, orders=row["orders"], clicks=row["clicks"], p=percent(self.p)
        )

    def finding(self, ctx: Context[Settings], rows: pl.DataFrame, window: Words) -> Finding:
        row, currency = self.row, self.row["currency"] or ""
        sku, category = row["sku"] or "", row["category"] or ""
        cvr = percent(row["orders"] / row["clicks"])
        return Finding(
            self.subject,
            Severity.WARNING,
            self.title(),
            ACTION,
            figure=Figure("p", self.p, row["orders"], row["clicks"], "probability"),
            lines=(
                ctx.line("internal", "negative_p", crossed=True, sku=sku, category=category),
                ctx.line("internal", "ctr_factor", crossed=True, sku=sku, category=category),
            ),
            evidence=(rows,),
            due=ctx.due_in(Pane.NOON),
            impact=Money(row["spend"], currency) if currency and row["spend"] is not None else None,
            about=(Subject("campaign", row[CAMPAIGN]), *([Subject("sku", row["sku"])] if row["sku"] else [])),
            notes=(window, EXPECTED.fill(median=percent(float(self.median)), p0=percent(row["p0"]), cvr=cvr)),
        )


def _findings(ctx: Context[Settings], hits: Sequence[_Hit], rows: AdRows, window: Days) -> Iterator[Finding]:
    if not hits:
        return
    on = ["campaign", "ad_group", "search_term" if hits[0].type == TERMS else "targeting"]
    named = [(hit.row["campaign"], hit.row["ad_group"], hit.row["name"], hit.subject.id) for hit in hits]
    keys = pl.DataFrame(named, [*on, "_subject"], orient="row").unique(maintain_order=True)
    kept = rows.matching(keys, on, SHOWN)
    evidence = rows_by_key(kept, "_subject", keys["_subject"], keep_key=False, by="clicks")
    note = window_note(ctx, rows, window)
    for hit in hits:
        yield hit.finding(ctx, evidence[hit.subject.id], note)
