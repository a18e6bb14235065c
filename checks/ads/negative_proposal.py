"""Search terms that take clicks and, by now, should have brought an order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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
    AcosTarget,
    AdRows,
    Context,
    Days,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Proposal,
    ReferenceSettings,
    Sellable,
    Severity,
    SkuAds,
    Subject,
    Verdict,
    Words,
    acos_target,
    ads_bulk,
    chance_of_no_order,
    check,
    clicks_needed,
    expected_rates,
    featured_shares,
    guard,
    immature,
    is_protected,
    mature_window,
    money,
    percent,
    proposal,
    protected_terms,
    rows_by_key,
    rows_in,
    same,
    setting,
    sold_out_days,
    sums_in,
    window_note,
    with_skus,
)

REPORT = "sp-search-terms"


@dataclass(frozen=True)
class Settings(ReferenceSettings):
    """[ads], as far as this check needs it."""

    negative_p: float = setting(0.05, "a chance at most this: propose the negative")
    watch_p: float = setting(0.20, "a chance at most this: watch, lower the bid")
    sellable_share: float = setting(0.8, "of the window's days the SKU must have been sellable", unit="share")
    featured_share: float = setting(
        0.5, "under this share of the Featured Offer the SKU does not hold it", unit="share"
    )


@dataclass(frozen=True)
class Approval:
    """[approval], as far as this check needs it."""

    negatives: int = setting(10, "more negatives at once need a second person")


TITLE = Words(
    "{clicks} {clicks|click|clicks} and {spend}, no order: chance {p}", "{clicks} 次点击花费 {spend},0 单:偶然概率 {p}"
)
NEGATE = Words(
    "Add as negative exact in {campaign} after a relevance look.", "人工判断相关性后,在 {campaign} 添加精准否定。"
)
NEGATE_ASIN = Words(
    "Add {term} as a negative product target in {campaign} after a relevance look.",
    "人工判断相关性后,在 {campaign} 将 {term} 添加为否定商品定向。",
)
WATCH = Words(
    "Watch it or lower the bid: about {n} {n|click|clicks} without an order would prove it.",
    "先观察或降低出价:约 {n} 次无单点击才足以判定。",
)
EXPECTED = Words(
    "Expected conversion {p0}; an order is worth {value}, its target cost is {cpa}.",
    "参考转化率 {p0};客单价 {value},目标单次成交成本 {cpa}。",
)
MANY = Words(
    "{n} {n|negative is|negatives are} proposed at once: more than {line} {line|needs|need} a second person.",
    "一次提出 {n} 个否定词:超过 {line} 个须第二人审批。",
)
EMPTY = Words("{term} has an empty cell among its figures", "{term} 的数据中有空单元格")
NO_VALUE = Words(
    "nobody knows what an order is worth: no order in {days} {days|day|days}, no price in the SKU master",
    "无法得知客单价:{days} 天内没有订单,SKU 主档也无售价",
)
SHOWN = (
    "date", "start_date", "end_date", "campaign", "ad_group", "targeting", "match_type", "search_term", "impressions",
    "clicks", "spend", "sales", "orders", FILE, ROW,
)  # fmt: skip
# An ASIN as a search term stands for a product page: it is negated as a product target, never as a keyword.
ASIN = re.compile(r"b0[0-9a-z]{8}", re.IGNORECASE)
NO_QUERY = "*"  # a product page without a query: nothing to negate


@check(
    "A-03",
    Words("Negative proposal", "否定词建议"),
    pane=Pane.NOON,
    needs=(REPORT,),
    wants=("sku-master", ADVERTISED, ADS_BULK, *SELLABLE_REPORTS, "business-report"),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING, Severity.INFO),
    yields_to=("S-01", "L-02"),
)
def negative_proposal(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Search terms that take clicks and, by now, should have brought an order.

    What it finds:
        Search terms of an ad group with clicks and no order over the mature days of a 30-day window, where so many
        clicks without an order would be rare if the term were as good as its ad group, and that cost at least one
        target cost per order.
    Why it matters:
        Wasted clicks are the cheapest saving in an account; negating a term too early is the dearest mistake.
    Formula:
        P = (1 − p0)^clicks, p0 = (O + 30·c) ÷ (N + 30): orders O and clicks N of the ad group over 60 mature days (of
        its campaign, then its SKU, under 100 clicks), c the account's conversion rate (10% when it has none).
    Lines:
        negative_p (5%): propose the negative, a warning. watch_p (20%): watch or lower the bid, information. Spend of
        at least the target cost per order: the upper ACoS line of the SKU or its category × the mean order value. All
        our own; Amazon publishes none.
    Feeds:
        sp-search-terms by day. SKU master: protected_terms, target_acos, category, price. sp-advertised-products: the
        SKUs of an ad group. ads-bulk: the ids of the proposal, and what is negated already. Daily stock snapshots:
        sellable on at least 80% of the window's days. business-report: Featured Offer held.
    Traps:
        Clicks of the last 3 days have no orders yet: they are not counted. Terms that contain a protected one (own
        brand, core list) are never proposed. Rows whose term is "*" have no query. The window still holds the clicks of
        a term that the bulk sheet negates: it is not proposed again. An ASIN is negated as a product target. A SKU that
        could not be bought is not its terms' fault. Variants of one root with few clicks each need a person's look. A
        summary export that runs into immature days cannot be judged where it does.
    What to do:
        Look at the term, then add it as a negative exact. Negative phrases, and more than 10 negatives at once, need a
        second person.

    中文

    发现什么:
        广告组中有点击、无订单的搜索词(30 天窗口内的成熟日):若该词与广告组一样好,这么多次点击不出单就很少见;且花费至
        少达到一个目标成交成本。
    为何重要:
        无效点击是账户里最容易省下的钱;过早否定则是最贵的错误。
    公式:
        P =(1 − p0)^点击数,p0 =(O + 30·c)÷(N + 30):O、N 为广告组 60 个成熟日的订单和点击(不足 100 次点击时取活动,再
        取 SKU),c 为账户转化率(没有时取 10%)。
    界限:
        negative_p(5%):建议否定,预警。watch_p(20%):观察或降价,提示。花费至少为目标成交成本:SKU 或类目的 ACoS 上限 ×
        平均客单价。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-search-terms。SKU 主档:protected_terms、target_acos、类目、售价。sp-advertised-products:广告组
        的 SKU。ads-bulk:建议所需的编号,以及已有的否定词。每日库存快照:窗口内至少 80% 的天数可售。business-report:当前持
        有推荐报价。
    陷阱:
        最近 3 天的点击还没有订单:不计入。含保护词(自有品牌、核心词)的搜索词从不建议。词为“*”的行没有搜索词。批量表中已
        精准否定的词在窗口内仍有点击,不再建议。ASIN 应否定为商品定向。买不到的 SKU 不能怪搜索词。点击很少的同根词变体要
        人工看。汇总报表含未成熟日的部分无法判定。
    怎么做:
        先看相关性,再添加精准否定。否定词组,以及一次超过 10 个否定词,须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    window = mature_window(ctx.clock, ctx.marketplace, ctx.settings.window, ctx.settings.mature_after_days)
    rows = rows_in(ctx, REPORT, window)
    yield from immature(ctx, REPORT, rows, window)
    terms = _terms(ctx, rows)
    yield from _unread(terms)
    judged = _judged(ctx, terms, window)
    yield from (NotJudged(Verdict.NO_DATA, term.no_value(), term.subject) for term in judged if not term.worth)
    raised = [term for term in judged if term.worth and term.costly]
    if raised:
        negatives = sum(term.proven for term in raised)
        evidence, note = _evidence(rows, raised), window_note(ctx, rows, window)
        yield from (term.finding(ctx, evidence[term.subject.id], negatives, note) for term in raised)


def _terms(ctx: Context[Settings], rows: AdRows) -> pl.DataFrame:
    """One row per search term of an ad group, with its figures, what its ad group leads to expect, and its SKUs."""
    settings = ctx.settings
    rates = expected_rates(ctx, REPORT, settings)
    mixed = rows.mixed.select(TERM).unique()
    window = mature_window(ctx.clock, ctx.marketplace, settings.window, settings.mature_after_days)
    sums = sums_in(ctx, REPORT, window).filter(pl.col("search_term") != NO_QUERY)
    terms = sums.join(mixed, on=TERM, how="anti", maintain_order="left")
    judged = terms.join(rates, on=[CAMPAIGN, "ad_group"], how="left", maintain_order="left")
    return judged.with_columns(p=chance_of_no_order(pl.col("p0"), pl.col("clicks")).round_sig_figs(12))


def _unread(terms: pl.DataFrame) -> Iterator[NotJudged]:
    unread = terms.filter(pl.any_horizontal(pl.col("clicks", "spend", "orders").is_null()))
    for row in unread.iter_rows(named=True):
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(term=row["search_term"]), _subject(row))


def _subject(row: Mapping[str, Any]) -> Subject:
    return Subject("search_term", f"{row['campaign']} › {row['ad_group']} › {row['search_term']}")


def _judged(ctx: Context[Settings], terms: pl.DataFrame, window: Days) -> list["_Term"]:
    """The terms whose clicks without an order are rare, and whose SKU could be bought."""
    empty = terms.filter(pl.col("orders") == 0, pl.col("clicks") > 0, pl.col("spend").is_not_null())
    scoped, facts = with_skus(ctx, empty)
    bulk = ads_bulk(ctx)
    barred = guard(protected_terms(ctx))
    sold_out = sold_out_days(ctx, window, facts)
    sellable = Sellable(sold_out, len(window), featured_shares(ctx))
    return [
        _Term(row, settings, [facts[sku] for sku in row["skus"]])
        for settings, part in ctx.parts(scoped)
        for row in part.filter(pl.col("p") <= settings.watch_p).iter_rows(named=True)
        if not is_protected(row["search_term"], barred)
        and not bulk.negates(row["campaign"], row["ad_group"], row["search_term"])
        and sellable.any_of(row["skus"], settings.sellable_share, settings.featured_share)
    ]


@dataclass(frozen=True)
class _Term:
    """One search term whose clicks without an order are rare."""

    row: Mapping[str, Any]
    settings: Settings
    skus: Sequence[SkuAds]

    @property
    def subject(self) -> Subject:
        return _subject(self.row)

    @property
    def proven(self) -> bool:
        return bool(self.row["p"] <= self.settings.negative_p)

    @cached_property
    def target(self) -> AcosTarget:
        return acos_target(self.settings, self.skus)

    @cached_property
    def worth(self) -> float | None:
        """What an order is worth: of the ad group, its campaign, its SKU or the account; else the SKU's price."""
        price = self.target.price
        value: float | None = self.row["order_value"]
        return value if value is not None or price is None else float(price)

    @property
    def target_cost(self) -> float:
        """What an order may cost: the upper ACoS line × the order's value."""
        return float(self.target.upper) * (self.worth or 0)

    @property
    def costly(self) -> bool:
        return float(self.row["spend"]) >= round(self.target_cost, 6)

    def no_value(self) -> Words:
        return NO_VALUE.fill(days=self.settings.reference_days)

    def finding(self, ctx: Context[Settings], rows: pl.DataFrame, negatives: int, window: Words) -> Finding:
        row, currency = self.row, self.row["currency"] or ""
        limit = ctx.resolver.values("approval", Approval, ctx.marketplace).negatives
        sku, category = row["sku"] or "", row["category"] or ""
        many = self.proven and negatives > limit
        return Finding(
            self.subject,
            Severity.WARNING if self.proven else Severity.INFO,
            TITLE.fill(clicks=row["clicks"], spend=same(money(row["spend"], currency)), p=percent(row["p"])),
            self.action(),
            figure=Figure("p", row["p"], 0, row["clicks"], "probability"),
            lines=(
                ctx.line("internal", "negative_p", crossed=self.proven, sku=sku, category=category),
                ctx.line("internal", "watch_p", crossed=True, sku=sku, category=category),
            ),
            evidence=(rows,),
            due=ctx.due_in(Pane.NOON),
            tags=() if self.proven else ("watch",),
            impact=Money(Decimal(row["spend"]), currency) if currency else None,
            needs_approval=many,
            about=(Subject("campaign", row[CAMPAIGN]), *([Subject("sku", row["sku"])] if row["sku"] else [])),
            notes=(window, self.expected(currency), *([MANY.fill(n=negatives, line=limit)] if many else [])),
            proposals=(self.proposal(ctx),) if self.proven else (),
        )

    def proposal(self, ctx: Context[Settings]) -> Proposal:
        """The row of a bulk sheet: a negative exact, of an ASIN a negative product target."""
        row, term = self.row, self.row["search_term"]
        target = ("product", term.upper()) if ASIN.fullmatch(term) else ("exact", term)
        ids = ads_bulk(ctx).ids(row["campaign"], row["ad_group"], row[CAMPAIGN])
        return proposal("negative", **ids, keyword=target[1], match_type=target[0])

    def action(self) -> Words:
        if not self.proven:
            return WATCH.fill(n=clicks_needed(self.row["p0"], self.settings.negative_p))
        form = NEGATE_ASIN if ASIN.fullmatch(self.row["search_term"]) else NEGATE
        return form.fill(term=self.row["search_term"].upper(), campaign=self.row["campaign"])

    def expected(self, currency: str) -> Words:
        value, cost = same(money(self.worth or 0, currency)), same(money(self.target_cost, currency))
        return EXPECTED.fill(p0=percent(self.row["p0"]), value=value, cpa=cost)


def _evidence(rows: AdRows, raised: Sequence[_Term]) -> Mapping[str, pl.DataFrame]:
    """The rows of the raised terms by subject, in one pass."""
    keys = pl.DataFrame(
        [{**{name: term.row[name] for name in TERM}, "_subject": term.subject.id} for term in raised],
        schema={**dict.fromkeys(TERM, pl.String), "_subject": pl.String},
    )
    kept = rows.matching(keys, TERM, SHOWN).select("_subject", pl.exclude("_subject", CAMPAIGN))
    return rows_by_key(kept, "_subject", keys["_subject"], keep_key=False)
