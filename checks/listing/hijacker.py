"""Sellers on the listings of our own brand who have no business there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    PATROL,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    exact,
    group,
    home_currency,
    money,
    number,
    offer_shares,
    pages,
    percent,
    rows_by_key,
    setting,
    shares_before,
    unread_cells,
)

PRACTICE = "practice, not an Amazon rule (Amazon publishes no target)"


@dataclass(frozen=True)
class BuyBox:
    """[listing.buybox], as far as this check needs it."""

    min_views: int = setting(50, "Fewer page views in the window are noise", unit="views")
    drop: float = setting(0.15, "So many points under the mean of the 7 days before", source=PRACTICE, unit="points")


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    buybox: BuyBox = group(BuyBox)
    undercut: float = setting(0.10, "A stranger cheaper than us by more than this is critical", unit="share")


TITLE = Words("{asin}: {who} on our own brand{worse}", "{asin}:自有品牌被跟卖:{who}{worse}")
NAMED = Words("unexpected seller {names}", "{names}")
UNNAMED = Words("{n} {n|offer|offers}, {expected} expected", "报价 {n} 个,应有 {expected} 个")
UNDERCUT = Words(", {share} cheaper ({theirs} against {ours})", ",低价 {share}({theirs} 对 {ours})")
FELL = Words(", Featured Offer share fell {points} {points|point|points}", ",推荐报价占比下降 {points} 个点")
HOLDS = Words(", holds the Featured Offer", ",占据推荐报价")
ACTION = Words(
    "Screenshot offers, test-buy, then report via Brand Registry; no threats to the seller.",
    "截图留证,测试购买,再通过品牌注册举报;勿私信威胁。",
)
EXPECTED = Words("Expected: {names}", "授权卖家:{names}")
NO_LIST = Words(
    "{asin}: nobody says who may sell it (expected-sellers, or expected_sellers in the SKU master)",
    "{asin}:没有授权卖家名单(expected-sellers 或 SKU 主档的 expected_sellers)",
)
NO_SELLERS = Words("{asin}: its newest patrol has neither sellers nor offers", "{asin}:最近一次巡检没有卖家和报价数")
NO_BRAND = Words("the SKU master says of no SKU whether the brand is ours", "SKU 主档没有说明哪些是自有品牌")
OLD = Words("{asin} was last patrolled more than 7 days ago", "{asin} 最近一次巡检已超过 7 天")

DIGITS = 9
SHOWN = (
    "date", "asin", "sku", "title", "sellers", "offer_count", "price", "lowest_foreign_price", "currency",
    "buy_box_seller", FILE, ROW,
)  # fmt: skip
SHARES_SHOWN = ("child_asin", "page_views", "buy_box_share", FILE, ROW)


@check(
    "L-07",
    Words("Hijacker", "跟卖"),
    pane=Pane.MORNING,
    needs=(PATROL, "sku-master"),
    wants=("expected-sellers", "all-listings", "business-report"),
    settings=Settings,
    section="listing",
)
def hijacker(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Sellers on the listings of our own brand who have no business there (跟卖).

    What it finds:
        ASINs of our own brand on which the newest patrol saw a seller, or more offers, than the expected list holds.
    Why it matters:
        A stranger on an own brand sells a copy, or stock that leaked. It takes the Featured Offer within hours, and its
        bad reviews stay on our page.
    Formula:
        Sellers and Featured Offer holder of the patrol without the expected ones; where the patrol names no sellers,
        its offer count less the expected sellers. Undercut = (our price − lowest foreign price) ÷ our price, in exact
        decimals; our price is the patrol's, else that of the listings report. The share has fallen as L-06 says it.
    Lines:
        undercut (our own, 10%: exactly 10% is not more), buybox.drop (15 points against the 7 days before, from
        buybox.min_views views on). Critical when undercut by more, when the share fell, or when the stranger holds the
        Featured Offer; else a warning.
    Feeds:
        listing-patrol: sellers, offer_count, price, lowest_foreign_price, buy_box_seller; sku-master: brand_owned,
        expected_sellers; expected-sellers; business-report and its older files: the Featured Offer share.
    Traps:
        Amazon Retail, Amazon Resale and an own second account must be on the expected list. Capitals and spaces do not
        tell sellers apart. A brand without a list of who may sell is not judged. A patrol older than a week says
        nothing of today.
    What to do:
        Screenshot the offers, buy one as a test, report through Brand Registry. No threats to the seller. The report
        needs a second person.

    中文

    发现什么:
        自有品牌 ASIN 最近一次巡检中,出现了授权名单之外的卖家或多出的报价。
    为何重要:
        自有品牌上的陌生卖家不是仿品就是窜货,几小时内就会抢走推荐报价,差评却留在我们的页面上。
    公式:
        巡检的卖家与推荐报价持有者,减去授权卖家;巡检没有卖家名单时,用报价数减授权卖家数。压价 = (我方价格 − 最低他人价
        格)÷ 我方价格,按精确小数;我方价格取巡检,没有时取商品报表。占比下降的算法同 L-06。
    界限:
        undercut(我们自己的设置,10%,正好 10% 不算)、buybox.drop(较前 7 天下降 15 个点,浏览量须达到
        buybox.min_views)。压价超限、占比下降或对方占据推荐报价为紧急,其余为预警。
    数据来源:
        listing-patrol:sellers、offer_count、price、lowest_foreign_price、buy_box_seller;sku-master:brand_owned、
        expected_sellers;expected-sellers;business-report 及其更早的文件:推荐报价占比。
    陷阱:
        亚马逊自营、亚马逊二手(Resale)和自己的第二账号须列入名单。卖家名不区分大小写和空格。没有授权名单的品牌不作判
        断。超过一周的巡检不能说明今天。
    怎么做:
        截图留证,测试购买,再通过品牌注册举报;勿私信威胁。举报须第二人审批。
    """
    found = pages(ctx)
    own = _own(ctx)
    if found.newest.height and not ctx.frame("sku-master")["brand_owned"].drop_nulls().len():
        yield NotJudged(Verdict.NO_DATA, NO_BRAND)
        return
    ours = (
        found.newest.drop("sku", "category")
        .join(own, on="asin")
        .join(_expected(ctx), on="asin", how="left", maintain_order="left")
    )
    rows = ours.join(_fallen(ctx), on="asin", how="left", maintain_order="left")
    evidence = _evidence(ctx, rows)
    for settings, part in ctx.parts(rows):
        for row in part.iter_rows(named=True):
            yield from _judge(ctx, settings, row, tuple(part[row["asin"]] for part in evidence if row["asin"] in part))
    for asin in sorted(set(found.old) & set(own["asin"])):
        yield NotJudged(Verdict.STALE, OLD.fill(asin=asin), Subject("asin", asin))
    yield from unread_cells(ctx, "expected-sellers", "asin", "seller")


def _own(ctx: Context[Settings]) -> pl.DataFrame:
    """The ASINs of the team's own brand: asin, sku (the first), category, listed (our price in the listings report)."""
    names = pages(ctx).rows.select("asin", "skus").explode("skus").rename({"skus": "sku"}).drop_nulls().unique()
    master = ctx.frame("sku-master").filter("brand_owned").unique("sku", keep="last")
    by_asin = pl.concat([names, master.select("asin", "sku").drop_nulls()]).unique()
    price = ctx.frame("all-listings").select(pl.col("seller_sku").alias("sku"), pl.col("price").alias("listed"))
    return (
        by_asin.join(master.select("sku", "category"), on="sku")
        .join(price.unique("sku", keep="last"), on="sku", how="left")
        .sort("asin", "sku")
        .group_by("asin", maintain_order=True)
        .agg(pl.col("sku").first(), pl.col("category").drop_nulls().first(),
             pl.col("listed").min())
    )  # fmt: skip


def _expected(ctx: Context[Settings]) -> pl.DataFrame:
    """Who may sell: asin, expected (sorted names)."""
    listed = ctx.frame("expected-sellers").select("asin", "seller")
    names = pages(ctx).rows.select("asin", "skus").explode("skus").rename({"skus": "sku"}).drop_nulls().unique()
    master = ctx.frame("sku-master").select("sku", pl.col("expected_sellers").alias("seller")).explode("seller")
    known = pl.concat([names, ctx.frame("sku-master").select("asin", "sku").drop_nulls()]).unique()
    both = pl.concat([listed, known.join(master, on="sku").select("asin", "seller")]).drop_nulls()
    return both.group_by("asin").agg(pl.col("seller").unique().sort().alias("expected"))


def _fallen(ctx: Context[Settings]) -> pl.DataFrame:
    """The Featured Offer share of each ASIN now and in the week before: asin, views, share, mean."""
    now = offer_shares(ctx.frame("business-report"))
    return now.join(shares_before(ctx, ctx.settings.buybox.min_views), on="asin", how="left")


def _evidence(ctx: Context[Settings], rows: pl.DataFrame) -> list[Mapping[str, pl.DataFrame]]:
    expected = ctx.frame("expected-sellers").select("asin", "seller", FILE, ROW)
    shares = ctx.frame("business-report").select(SHARES_SHOWN)
    return [
        rows_by_key(pages(ctx).newest.select(SHOWN), "asin", rows["asin"]),
        rows_by_key(expected, "asin", rows["asin"]),
        rows_by_key(shares, "child_asin", rows["asin"]),
    ]


def _judge(
    ctx: Context[Settings], settings: Settings, row: Mapping[str, Any], evidence: tuple[pl.DataFrame, ...]
) -> Iterator[Finding | NotJudged]:
    asin, expected = row["asin"], row["expected"]
    if not expected:
        yield NotJudged(Verdict.NO_DATA, NO_LIST.fill(asin=asin), Subject("asin", asin))
        return
    seen = [name for name in (*(row["sellers"] or ()), row["buy_box_seller"]) if name]
    offers = row["offer_count"]
    if not seen and offers is None:
        yield NotJudged(Verdict.NO_DATA, NO_SELLERS.fill(asin=asin), Subject("asin", asin))
        return
    known = set(map(_folded, expected))
    strangers = {_folded(name): name for name in seen if _folded(name) not in known}
    beyond = len(strangers) if row["sellers"] else max(len(strangers), (offers or 0) - len(known))
    if beyond > 0:
        yield _finding(ctx, settings, row, sorted(strangers.values()), beyond, evidence)


def _folded(name: str) -> str:
    return "".join(name.casefold().split())


def _finding(
    ctx: Context[Settings],
    settings: Settings,
    row: Mapping[str, Any],
    strangers: list[str],
    beyond: int,
    evidence: tuple[pl.DataFrame, ...],
) -> Finding:
    expected, total = row["expected"], len({*map(_folded, row["sellers"] or ())}) or row["offer_count"] or beyond
    home = home_currency(ctx)
    undercut, fell = _undercut(row, home), _fell(settings.buybox, row)
    cheap = undercut is not None and undercut > exact(settings.undercut)
    holds = bool(row["buy_box_seller"]) and _folded(row["buy_box_seller"]) not in set(map(_folded, expected))
    who = NAMED.fill(names=", ".join(strangers)) if strangers else UNNAMED.fill(n=total, expected=len(expected))
    worse = list(_worse(row, undercut if cheap else None, row["currency"] or home, fell=fell, holds=holds))
    return Finding(
        subject=Subject("asin", row["asin"]),
        severity=Severity.CRITICAL if worse else Severity.WARNING,
        title=TITLE.fill(
            asin=row["asin"], who=who, worse=Words("".join(one.en for one in worse), "".join(one.zh for one in worse))
        ),
        action=ACTION,
        figure=Figure("strange_sellers", beyond, beyond, total),
        lines=(
            ctx.line("internal", "undercut", crossed=cheap, sku=row["sku"] or "", category=row["category"] or ""),
            ctx.line("internal", "buybox.drop", crossed=fell),
        ),
        evidence=evidence,
        due=ctx.today(),
        needs_approval=True,
        about=tuple(Subject("sku", sku) for sku in row["skus"]),
        notes=(EXPECTED.fill(names=", ".join(expected)),),
    )


def _ours(row: Mapping[str, Any], home: str) -> Decimal | None:
    """Our price where the stranger's is in the same currency: the listings report's is the marketplace's."""
    price: Decimal | None = row["price"] or (row["listed"] if row["currency"] in {None, home} else None)
    return price


def _undercut(row: Mapping[str, Any], home: str) -> Decimal | None:
    """By how much the lowest stranger is cheaper, as a share of our price; None: not known."""
    ours, theirs = _ours(row, home), row["lowest_foreign_price"]
    if not ours or theirs is None:
        return None
    share: Decimal = (ours - theirs) / ours
    return share


def _fell(lines: BuyBox, row: Mapping[str, Any]) -> bool:
    if row["share"] is None or row["mean"] is None or row["views"] < lines.min_views:
        return False
    return bool(round(row["mean"] - row["share"], DIGITS) >= lines.drop)


def _worse(
    row: Mapping[str, Any], undercut: Decimal | None, currency: str, *, fell: bool, holds: bool
) -> Iterator[Words]:
    if undercut is not None:
        ours, theirs = (
            money(price, currency) for price in (row["price"] or row["listed"], row["lowest_foreign_price"])
        )
        yield UNDERCUT.fill(share=percent(undercut, 1), theirs=theirs, ours=ours)
    if fell:
        yield FELL.fill(points=number((row["mean"] - row["share"]) * 100, 1))
    if holds:
        yield HOLDS
