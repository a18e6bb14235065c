"""Ads that are paid for although nobody can buy the product."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from cockpit.api import (
    ADS_BULK,
    ADVERTISED,
    FILE,
    ROW,
    UNSELLABLE_REPORTS,
    Context,
    Figure,
    Finding,
    Line,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Unsellable,
    Verdict,
    Words,
    ad_rows,
    check,
    money,
    number,
    percent,
    rows_by_key,
    same,
    setting,
    stock_rows,
    unsellable,
    with_skus,
)

CAMPAIGNS, TERMS = "sp-campaigns", "sp-search-terms"
REPORTS = (CAMPAIGNS, TERMS, ADVERTISED)


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    unsellable_share: float = setting(
        0.10, "under this share of the Featured Offer the ads sell for others", unit="share"
    )
    unsellable_views: int = setting(50, "with so many page views", unit="views")


TITLE = Words("Ads cost {spend} on {day}, but it is {why}", "{day} 广告花费 {spend},但{why}")
SOLD_OUT = Words("out of stock", "已断货")
SUPPRESSED = Words("suppressed or not on sale", "被抑制或停售")
LOST = Words("without the Featured Offer ({share} of {views} {views|view|views})", "推荐报价仅 {share}({views} 次浏览)")
ACTION = Words("Pause or bid down until sellable.", "恢复可售前暂停广告或降低竞价。")
PAUSING = Words(
    "Pausing a campaign needs a second person; lowering a bid by up to 30% does not.",
    "暂停活动须第二人审批;降低出价 30% 以内不须。",
)
WHERE = Words("Campaigns: {names}.", "广告活动:{names}。")
NO_DAY = Words(
    "no ads report tells the spend of {day} by SKU: export sp-advertised-products by day",
    "没有广告报表说明 {day} 各 SKU 的花费:请按“每日”导出 sp-advertised-products",
)
UNKNOWN = Words(
    "{n} {n|campaign|campaigns} with spend on {day} {n|names|name} no SKU: export sp-advertised-products by day",
    "{day} 有花费的 {n} 个活动无法对应 SKU:请按“每日”导出 sp-advertised-products",
)
UNTOLD = {
    "stock": Words("no stock report: nobody can tell what is out of stock", "缺少库存报表:无法得知断货"),
    "listing": Words("no listings report: nobody can tell what is suppressed", "缺少商品报表:无法得知被抑制商品"),
    "offer": Words(
        "no business report: nobody can tell who has the Featured Offer", "缺少业务报告:无法得知推荐报价归属"
    ),
}
SHOWN = ("date", "campaign", "ad_group", "sku", "clicks", "spend", FILE, ROW)
TRAFFIC_SHOWN = ("child_asin", "sku", "page_views", "buy_box_share", FILE, ROW)
LISTING_SHOWN = ("seller_sku", "asin1", "status", "quantity", FILE, ROW)
SUPPRESSED_SHOWN = ("sku", "asin", "status", "reason", "issue_description", FILE, ROW)


@check(
    "A-12",
    Words("Ads on an unsellable SKU", "广告推广不可售 SKU"),
    pane=Pane.NOON,
    any_of=REPORTS,
    wants=(*UNSELLABLE_REPORTS, ADS_BULK, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.WARNING,),
)
def unsellable_advertised(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Ads that are paid for although nobody can buy the product.

    What it finds:
        SKUs with ad spend on the last complete marketplace day that are out of stock, suppressed or not on sale, or
        whose Featured Offer share is under 10% with at least 50 page views.
    Why it matters:
        Every click is paid in full and sells nothing, or sells another seller's offer.
    Formula:
        Spend of the last complete day by SKU > 0. Out of stock: available + FC transfer + FC processing = 0; a merchant
        listing with quantity 0. Featured Offer: of the newest business report, weighted by page views.
    Lines:
        unsellable_share (10%; exactly 10% is not under it), unsellable_views (50; exactly 50 count). Our own; Amazon
        publishes none.
    Feeds:
        sp-advertised-products by day; without it, the campaigns that advertise a single known SKU. inventory-planning
        or fba-inventory; all-listings and suppressed-listings; business-report by child item.
    Traps:
        Spend is nearly final after a day, so the last complete day is judged; sales are not. Amazon stops most ads of
        products that are out of stock by itself: what is still spent here runs on. S-01 and L-02 name the cause of the
        same SKU and do not silence this: the ads are something to do of their own. Units in FC transfer can be bought.
    What to do:
        Pause the ads or bid them down until the product can be bought again; pausing needs a second person.

    中文

    发现什么:
        最近完整站点日有广告花费,但已断货、被抑制或停售,或推荐报价占比低于 10%(浏览至少 50 次)的 SKU。
    为何重要:
        每次点击照样扣费,却卖不出去,或替别的卖家成交。
    公式:
        最近完整日该 SKU 的花费 > 0。断货:available + FC transfer + FC processing = 0;自发货看商品报表数量为 0。推荐
        报价取最新业务报告,按浏览量加权。
    界限:
        unsellable_share(10%,正好 10% 不算低于)、unsellable_views(50 次,正好 50 计入)。均为自定,亚马逊未公布。
    数据来源:
        按日的 sp-advertised-products;没有时取只推一个已知 SKU 的活动。inventory-planning 或 fba-inventory;all-listings
        与 suppressed-listings;按子商品的 business-report。
    陷阱:
        花费一天后基本定稿,故判定最近完整日;销售额则不然。断货商品的广告多数会被亚马逊自动停掉,这里的花费说明仍在投
        放。S-01、L-02 指出同一 SKU 的原因,但不压制本条:广告需要单独处理。FC transfer 中的库存可以购买。
    怎么做:
        恢复可售前暂停广告或降低竞价;暂停须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    last = ctx.clock.last_complete_day(ctx.marketplace)
    spent = _by_sku(ctx, last)
    if spent is None:
        if not all(ctx.frame(type_).is_empty() for type_ in REPORTS):
            yield NotJudged(Verdict.NO_DATA, NO_DAY.fill(day=ctx.day(last)))
        return
    nameless = spent.filter(pl.col("sku").is_null(), pl.col("spend") > 0)["campaign"].n_unique()
    if nameless:
        yield NotJudged(Verdict.NO_DATA, UNKNOWN.fill(n=nameless, day=ctx.day(last)))
    state = unsellable(ctx, ctx.settings.unsellable_views)
    yield from (NotJudged(Verdict.NO_DATA, words) for part, words in UNTOLD.items() if part not in state.told)
    yield from _findings(ctx, spent.filter(pl.col("sku").is_not_null(), pl.col("spend") > 0), state, last)


def _by_sku(ctx: Context[Settings], last: date) -> pl.DataFrame | None:
    """The rows of the day with their SKU (null: not known); None when no report has the day."""
    for type_ in (ADVERTISED, CAMPAIGNS, TERMS):
        rows, daily = ad_rows(ctx, type_)
        of_day = rows.filter(pl.col("date") == last) if daily else rows.clear()
        if of_day.is_empty():
            continue
        named = of_day if type_ == ADVERTISED else with_skus(ctx, of_day)[0]
        columns = [name for name in SHOWN if name in named.columns]
        return named.select(*columns, "currency")
    return None


def _findings(ctx: Context[Settings], spent: pl.DataFrame, state: Unsellable, last: date) -> Iterator[Finding]:
    master = ctx.frame("sku-master").select("sku", "category").unique("sku", keep="last")
    sums = spent.group_by("sku", maintain_order=True).agg(
        pl.col("spend").sum(), pl.col("currency").drop_nulls().last(), pl.col("campaign").unique(maintain_order=True)
    )
    scoped = sums.join(master, on="sku", how="left", maintain_order="left")
    hits = [
        (row, why)
        for settings, part in ctx.parts(scoped)
        for row in part.iter_rows(named=True)
        if (why := list(_why(row["sku"], state, settings)))
    ]
    skus = pl.Series([row["sku"] for row, _ in hits], dtype=pl.String())
    evidence = _evidence(ctx, spent, skus)
    for row, why in hits:
        yield _finding(ctx, row, why, tuple(part[row["sku"]] for part in evidence if row["sku"] in part), last)


def _why(sku: str, state: Unsellable, settings: Settings) -> Iterator[Words]:
    """Everything that keeps buyers away, the plainest first."""
    if sku in state.sold_out:
        yield SOLD_OUT
    if sku in state.suppressed:
        yield SUPPRESSED
    share, views = state.lost.get(sku, (1.0, 0))
    if share < settings.unsellable_share:
        yield LOST.fill(share=percent(share), views=number(views))


def _evidence(ctx: Context[Settings], spent: pl.DataFrame, skus: pl.Series) -> tuple[Mapping[str, pl.DataFrame], ...]:
    stock = {sku: rows[0] for sku, rows in stock_rows(ctx, skus).items() if rows}
    asins = ctx.frame("business-report").select(TRAFFIC_SHOWN)
    return (
        rows_by_key(spent.drop("currency"), "sku", skus, by="spend"),
        stock,
        rows_by_key(ctx.frame("all-listings").select(LISTING_SHOWN), "seller_sku", skus),
        rows_by_key(ctx.frame("suppressed-listings").select(SUPPRESSED_SHOWN), "sku", skus),
        rows_by_key(asins, "sku", skus),
    )


def _finding(
    ctx: Context[Settings],
    row: Mapping[str, Any],
    why: list[Words],
    evidence: tuple[pl.DataFrame, ...],
    last: date,
) -> Finding:
    spend, currency, names = row["spend"], row["currency"] or "", sorted(row["campaign"])
    return Finding(
        Subject("sku", row["sku"]),
        Severity.WARNING,
        TITLE.fill(spend=same(money(spend, currency)), day=ctx.day(last), why=why[0]),
        ACTION,
        figure=Figure("ad_spend", spend, unit="money"),
        lines=tuple(_lines(ctx, row, why)),
        evidence=evidence,
        due=ctx.due_in(Pane.NOON),
        impact=Money(spend, currency) if currency else None,
        about=tuple(Subject("campaign", name) for name in names),
        notes=(*why[1:], WHERE.fill(names=", ".join(names)), PAUSING),
    )


def _lines(ctx: Context[Settings], row: Mapping[str, Any], why: list[Words]) -> Iterator[Line]:
    """The one line there is, where it was crossed."""
    if any(words.en.startswith("without") for words in why):
        yield ctx.line("internal", "unsellable_share", crossed=True, sku=row["sku"], category=row["category"] or "")
