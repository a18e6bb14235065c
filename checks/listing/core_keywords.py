"""Search terms that sell and that the product's page does not hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    ADVERTISED,
    CAMPAIGN,
    FILE,
    ROW,
    TERM,
    TEXT_REPORTS,
    AdRows,
    Context,
    Days,
    Figure,
    Finding,
    NotJudged,
    PageTexts,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    asked_words,
    check,
    immature,
    mature_days,
    number,
    page_texts,
    rows_by_key,
    rows_in,
    setting,
    sums_in,
    window_note,
    with_skus,
)


@dataclass(frozen=True)
class Settings:
    """[ads], as far as this check needs it."""

    core_keyword_orders: int = setting(3, "A search term with so many orders is a core keyword", unit="orders")
    core_keyword_days: int = setting(60, "in so many mature days", unit="days")
    mature_after_days: int = setting(3, "A day is judged when it is so many complete days old", unit="days")


TITLE = Words(
    "“{term}” brought {n} {n|order|orders} and is not on the page of {sku} ({missing})",
    "“{term}”已出 {n} 单,但 {sku} 的页面没有({missing})",
)
NOWHERE = Words("any product", "任何商品")
ACTION = Words("Add the converting term to title, bullets or search terms.", "把已出单的词补进标题、五点或 ST。")
UNKNOWN_SKU = Words(
    "No report tells which product the ad group is about: none of {n} {n|page|pages} holds the term",
    "没有报表说明该广告组对应的商品:{n} 个页面都没有这个词",
)
BLIND = Words(
    "{n} selling search {n|term|terms} cannot be looked for: bullets and search terms of "
    "{n|its product|their products} are in no report (category listing report, patrol)",
    "{n} 个出单搜索词无法核对:没有报表提供其商品的五点和搜索词(分类商品报告、巡检)",
)
REPORT = "sp-search-terms"
WEEK = timedelta(days=7)
NAMED = 4
SHOWN = ("date", "campaign", "ad_group", "search_term", "clicks", "orders", "sales", FILE, ROW)


@check(
    "L-10",
    Words("Core keywords missing", "核心词未收录"),
    pane=Pane.WEEKLY,
    needs=(REPORT,),
    wants=(*TEXT_REPORTS, ADVERTISED, "sku-master"),
    settings=Settings,
    section="ads",
    severities=(Severity.INFO,),
)
def core_keywords(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Search terms that sell and whose words are not all on the product's page.

    What it finds:
        A search term with 3 or more orders in 60 mature days of which a word stands neither in the title nor in the
        bullets nor in the search terms of the product.
    Why it matters:
        Buyers have shown that the word sells the product. Without it the page ranks for it only as long as the ad is
        paid.
    Formula:
        Orders of the term over all ad groups of the same products, in the newest 60 days that are mature. A word is
        there in any form of case and width, in the singular or with an s; articles, prepositions and conjunctions need
        not be. Japanese is looked for inside of longer runs.
    Lines:
        core_keyword_orders (3: exactly 3 count), core_keyword_days (60), mature_after_days (3). All our own.
    Feeds:
        sp-search-terms; category-listings: title, bullets, search terms; listing-patrol: the same; all-listings: title;
        sp-advertised-products, or the SKU in the campaign's name: which products an ad group is about.
    Traps:
        ASINs are no search terms. Amazon joins the words of title, bullets and search terms, so they need not stand
        beside each other. Of several products in one ad group one that holds the words is enough. Where a part of the
        page is in no report, an absent word is not known to be absent. Where nobody tells the product, the term must
        be on none of the pages, and all of them must be known as a whole.
    What to do:
        Add the missing word where it reads well; title first, then bullets, then search terms (L-05). Editing the
        listing needs a second person.

    中文

    发现什么:
        60 个成熟日内出 3 单及以上、却有词不在该商品标题、五点或搜索词中的搜索词。
    为何重要:
        买家已经证明这个词能卖货。页面没有它,只有付广告费时才有排名。
    公式:
        同一商品的所有广告组合计,取最近 60 个成熟日的订单数。不分大小写、全半角、单复数(s);冠词、介词、连词不要求。日
        文在连写的文字中查找。
    界限:
        core_keyword_orders(3,正好 3 算数)、core_keyword_days(60)、mature_after_days(3)。均为我们自己的设置。
    数据来源:
        sp-search-terms;category-listings:标题、五点、搜索词;listing-patrol:同上;all-listings:标题;
        sp-advertised-products 或活动名中的 SKU:广告组对应的商品。
    陷阱:
        ASIN 不是搜索词。亚马逊会把标题、五点和搜索词合并收录,词不必相连。一个广告组有多个商品时,其中一个有即可。页面的
        某一部分不在任何报表中时,不能断定没有。无人说明商品时,须所有页面信息完整且都没有。
    怎么做:
        把缺的词补到读起来自然的地方:先标题,再五点,再搜索词(L-05)。修改商品页面须第二人审批。
    """
    days = mature_days(ctx.clock, ctx.marketplace, ctx.settings.core_keyword_days, ctx.settings.mature_after_days)
    rows = rows_in(ctx, REPORT, days)
    yield from immature(ctx, REPORT, rows, days)
    if not rows.there and not rows.frame.is_empty():
        return
    texts, sold = page_texts(ctx), _selling(ctx, days)
    found, blind = [], 0
    told = zip(sold["skus"].to_list(), asked_words(sold["search_term"], ctx.marketplace), strict=True)
    for at, (skus, asked) in enumerate(told):
        pages = texts.of(skus) if skus else texts
        if pages.any_covers(asked):
            continue
        if pages.whole:
            found.append(_Absent(sold.row(at, named=True), asked, pages))
        else:
            blind += 1
    yield from _findings(ctx, rows, found, window_note(ctx, rows, days))
    if blind:
        yield NotJudged(Verdict.NO_DATA, BLIND.fill(n=blind))


@dataclass(frozen=True)
class _Absent:
    """A term that sells and that no page of its products holds."""

    row: Mapping[str, Any]
    asked: frozenset[str]
    pages: PageTexts


def _selling(ctx: Context[Settings], days: Days) -> pl.DataFrame:
    """The terms with enough orders: campaign, ad_group and search_term of the best ad group, skus, orders."""
    sums = sums_in(ctx, REPORT, days, ("orders",))
    asin = pl.col("search_term").str.contains(r"(?i)^b0[a-z0-9]{8}$")
    sold = sums.filter(pl.col("orders") > 0, pl.col("search_term").is_not_null(), ~asin)
    known, _ = with_skus(ctx, sold)
    place = pl.when(pl.col("skus").list.len() > 0).then(pl.col("skus").list.join("\n")).otherwise(pl.lit(""))
    return (
        known.with_columns(place=place, folded=pl.col("search_term").str.to_lowercase().str.strip_chars())
        .sort("orders", CAMPAIGN, "ad_group", descending=[True, False, False])
        .group_by("place", "folded", maintain_order=True)
        .agg(pl.col(CAMPAIGN, "campaign", "ad_group", "search_term", "skus").first(), pl.col("orders").sum())
        .filter(pl.col("orders") >= ctx.settings.core_keyword_orders)
        .sort("folded", "place")
    )


def _findings(ctx: Context[Settings], rows: AdRows, found: Sequence[_Absent], window: Words) -> Iterator[Finding]:
    keys = pl.DataFrame(
        [{**{name: one.row[name] for name in TERM}, "_term": f"{at}"} for at, one in enumerate(found)],
        schema=dict.fromkeys((*TERM, "_term"), pl.String()),
    )
    if not found:
        return
    shown = [name for name in SHOWN if name in rows.frame.columns]
    evidence = rows_by_key(
        rows.matching(keys, TERM, shown).select("_term", *shown), "_term", keys["_term"], keep_key=False
    )
    nothing = rows.frame.select(shown).clear()
    for at, one in enumerate(found):
        yield _finding(ctx, one, evidence.get(f"{at}", nothing), window)


def _finding(ctx: Context[Settings], absent: _Absent, evidence: pl.DataFrame, window: Words) -> Finding:
    row, missing = absent.row, absent.pages.missing(absent.asked) or sorted(absent.asked)
    skus: Sequence[str] = row["skus"]
    where = _named(skus) if skus else NOWHERE
    return Finding(
        subject=Subject("search_term", f"{row['campaign']} › {row['ad_group']} › {row['search_term']}"),
        severity=Severity.INFO,
        title=TITLE.fill(term=row["search_term"], n=number(row["orders"]), sku=where, missing=", ".join(missing)),
        action=ACTION,
        figure=Figure("term_orders", row["orders"]),
        lines=(ctx.line("internal", "core_keyword_orders", crossed=True),),
        evidence=(evidence,),
        due_within=WEEK,
        needs_approval=True,
        about=tuple(Subject("sku", sku) for sku in skus),
        notes=(window,) if skus else (window, UNKNOWN_SKU.fill(n=len(absent.pages.pages))),
    )


def _named(skus: Sequence[str]) -> Words:
    """The SKUs by name, a few of many."""
    shown = ", ".join(skus[:NAMED])
    return Words(shown, shown) if len(skus) <= NAMED else Words(f"{shown} …", f"{shown} …")
