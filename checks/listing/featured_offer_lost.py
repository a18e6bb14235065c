"""ASINs that have lost the Featured Offer (Buy Box) on a share of their page views."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.api import (
    CORE_REPORTS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    asin_skus,
    buyable_skus,
    check,
    core_skus,
    group,
    number,
    offer_shares,
    percent,
    rows_by_key,
    setting,
    shares_before,
    tables_of_week,
    unread_cells,
)

PRACTICE = "practice, not an Amazon rule (Amazon publishes no target)"


@dataclass(frozen=True)
class BuyBox:
    """[listing.buybox]."""

    min_views: int = setting(50, "Fewer page views in the window are noise", unit="views")
    low: float = setting(0.5, "A share under this is an issue for any ASIN", source=PRACTICE, unit="share")
    own: float = setting(0.9, "A share under this is an issue for a brand-owned SKU", source=PRACTICE, unit="share")
    drop: float = setting(0.15, "So many points under the mean of the 7 days before", source=PRACTICE, unit="points")


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    buybox: BuyBox = group(BuyBox)
    core_share: float = setting(
        0.20, "Core SKUs where the master flags none: this top share by 30-day sales", unit="share"
    )


TITLE = Words(
    "{asin}: Featured Offer on {share} of {views} {views|view|views} — {why}{core}",
    "{asin}:{views} 次浏览中推荐报价占比 {share},{why}{core}",
)
LOW = Words("under the line {line}", "低于 {line} 的界限")
OWN = Words("under {line} for your own brand", "自有品牌低于 {line}")
DROP = Words("fell {points} {points|point|points} from {mean}", "较 7 日均值 {mean} 下降 {points} 个点")
CORE = Words(", core SKU", ",核心 SKU")
ACTION = Words(
    "Check order: stock → suppression → price incl. shipping → new sellers → handling time and feedback.",
    "依次排查:库存→抑制→含运费价格→新跟卖→备货时效与店铺评分。",
)
ARTICLE = Words(
    "Practice, not an Amazon rule: feedback ≥ 95%, dispatch ≤ 2 days, the price need not be the lowest",
    "行业经验而非亚马逊规定:好评率 ≥ 95%、2 天内发货,价格不必最低",
)
SECOND = Words("Editing the listing needs a second person", "修改商品页面须第二人审批")
NO_COLUMN = Words("{file} has no {column} column: tick it in the export", "{file} 没有 {column} 列:导出时请勾选")
FEW_VIEWS = Words("no ASIN has {n} page {n|view|views} in the report", "报表中没有 ASIN 达到 {n} 次浏览")
NOISE = Words("{asin} has {views} page {views|view|views}: too few to judge", "{asin} 仅 {views} 次浏览,样本不足")
ABSENT = Words("{asin} is not in the report: nobody looked at its page", "报表中没有 {asin}:其页面无人浏览")
EMPTY_SHARE = Words("the Featured Offer share of {asin} is empty", "{asin} 的推荐报价百分比为空")

# Shares come as percent with two decimals: nine digits keep them whole and drop what binary fractions add.
DIGITS = 9

SHOWN = ("child_asin", "sku", "title", "page_views", "sessions", "buy_box_share", "units_ordered", FILE, ROW)
COLUMNS = {"page_views": "Page Views - Total", "buy_box_share": "Featured Offer (Buy Box) Percentage"}


@check(
    "L-06",
    Words("Featured Offer lost", "推荐报价(购物车)丢失"),
    pane=Pane.MORNING,
    needs=("business-report",),
    wants=("all-listings", "fba-inventory", "inventory-planning", "suppressed-listings", *CORE_REPORTS),
    settings=Settings,
    section="listing",
    yields_to=("S-01", "L-02"),
)
def featured_offer_lost(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """ASINs whose page views show somebody else's offer, or none, in the Buy Box.

    What it finds:
        ASINs with at least 50 page views whose Featured Offer share is under 50%, or has fallen by 15 points or more
        against the 7 days before, or is under 90% although the brand is your own.
    Why it matters:
        Nearly all orders go to the Featured Offer. Without it the page works, and the ads pay, for another seller.
    Formula:
        share = Featured Offer (Buy Box) Percentage of the child ASIN; several rows of one ASIN are weighted by their
        page views. Mean = the share over all page views of the reports that lie wholly in the 7 days before this one's
        period, where they cover at least 3 days and 50 page views.
    Lines:
        min_views (50 counts), low (0.50; exactly 50% is not under it), own (0.90), drop (0.15; exactly 15 points is a
        fall). All are practice: Amazon publishes no target. Critical only for a core SKU under `low`.
    Feeds:
        business-report by child item and its older files; sku-master (core, brand_owned) or all-orders (best sellers);
        SKUs of an ASIN from the report itself, all-listings, fba-inventory, inventory-planning, suppressed-listings and
        sku-master.
    Traps:
        0% while out of stock or suppressed is an effect: S-01 and L-02 on one of the ASIN's SKUs keep this quiet, but
        not while another of its SKUs can be bought as new (stock, not stopped, not suppressed, not used). Fewer than 50
        views are noise, so an open issue stays unsure on a day with few, or with none: Amazon then leaves the ASIN out
        of the report. Amazon may also hide the Featured Offer of an uncompetitive price without any other seller. Files
        without SKUs exist: the subject is the ASIN.
    What to do:
        Look in this order: stock, suppression, price with shipping, new sellers, handling time and feedback. The price
        need not be the lowest. Editing the listing needs a second person.

    中文

    发现什么:
        浏览量不少于 50 次、推荐报价(购物车)占比低于 50% 的 ASIN,或较前 7 天下降 15 个点及以上的,或自有品牌低于
        90% 的。
    为何重要:
        绝大多数订单来自推荐报价。丢失之后,页面和广告都在替别的卖家出力。
    公式:
        占比取子 ASIN 的推荐报价百分比;同一 ASIN 有多行时按浏览量加权。均值为完全落在本报表周期前 7 天之内的各报
        表按浏览量的占比,须至少覆盖 3 天和 50 次浏览。
    界限:
        min_views(正好 50 次算数)、low(0.50,正好 50% 不算低于)、own(0.90)、drop(0.15,正好 15 个点算下降)。均为行
        业经验,亚马逊没有公布目标。只有核心 SKU 低于 low 时为紧急。
    数据来源:
        business-report(按子商品)及其更早的文件;sku-master(核心、自有品牌)或 all-orders(畅销);ASIN 对应的 SKU 来
        自本报表、all-listings、fba-inventory、inventory-planning、suppressed-listings 和 sku-master。
    陷阱:
        断货或被抑制时的 0% 是结果:该 ASIN 任一 SKU 有 S-01 或 L-02 时不再提示,但另有 SKU 仍可作为新品购买(有
        货、未停售、未被抑制、非二手)时照常提示。不足 50 次浏览只是噪声,已有的问题当天保持存疑;无人浏览的 ASIN
        亚马逊不列入报表,同样存疑。价格没有竞争力时亚马逊也会隐藏推荐报价,并不一定有其他卖家。有的文件没有 SKU
        列,因此对象是 ASIN。
    怎么做:
        依次排查:库存→抑制→含运费价格→新跟卖→备货时效与店铺评分;价格不必最低。修改商品页面须第二人审批。
    """
    missing = tuple(_missing_columns(ctx))
    if missing:
        yield from missing
        return
    yield from unread_cells(ctx, "sku-master", "sku", "brand_owned")
    asins = _asins(ctx)
    if asins.height and not asins.filter(pl.col("views") >= ctx.settings.buybox.min_views).height:
        yield NotJudged(Verdict.SMALL_SAMPLE, FEW_VIEWS.fill(n=ctx.settings.buybox.min_views))
    for settings, part in ctx.parts(asins):
        flagged = part.with_columns(*_flags(settings.buybox))
        bad = flagged.filter(pl.col("low") | pl.col("not_own") | pl.col("fell"))
        enough = pl.col("views") >= settings.buybox.min_views
        yield from _findings(ctx, settings, bad.filter(enough))
        nothing_seen = pl.col("views") == 0  # a share of no views is no good news either
        noise = flagged.filter(~enough, pl.col("low") | pl.col("not_own") | pl.col("fell") | nothing_seen)
        yield from _unsure(flagged.filter(enough, pl.col("share").is_null()), noise)
    if asins.height:
        yield from _absent(ctx, asins)


def _missing_columns(ctx: Context[Settings]) -> Iterator[NotJudged]:
    """The user chooses the columns of a business report: without these two nothing can be judged."""
    table = ctx.table("business-report")
    if table is None or not table.frame.height:
        return
    for column, spelled in COLUMNS.items():
        if table.frame[column].null_count() == table.frame.height:
            files = ", ".join(table.files)
            yield NotJudged(Verdict.NO_DATA, NO_COLUMN.fill(file=files, column=spelled))


def _asins(ctx: Context[Settings]) -> pl.DataFrame:
    """Every ASIN: views, share, mean of the week before, its SKUs, whether it is the team's own brand, category."""
    master = ctx.frame("sku-master").select("sku", "category", "brand_owned").unique("sku", keep="last")
    skus = (
        asin_skus(ctx)
        .join(master, on="sku", how="left")
        .group_by("asin")
        .agg(
            pl.col("sku").sort().alias("skus"),
            pl.col("sku").sort().first(),
            pl.col("category").drop_nulls().first(),
            pl.col("brand_owned").any(ignore_nulls=True).alias("own"),
        )
    )
    week = shares_before(ctx, ctx.settings.buybox.min_views)
    now = offer_shares(ctx.frame("business-report"))
    return now.join(week, on="asin", how="left").join(skus, on="asin", how="left", maintain_order="left")


def _flags(lines: BuyBox) -> list[pl.Expr]:
    share = pl.col("share")
    own = pl.col("own").fill_null(value=False)
    fallen = (pl.col("mean") - share).round(DIGITS) >= lines.drop
    return [
        (share < lines.low).fill_null(value=False).alias("low"),
        (own & (share < lines.own)).fill_null(value=False).alias("not_own"),
        fallen.fill_null(value=False).alias("fell"),
    ]


def _findings(ctx: Context[Settings], settings: Settings, bad: pl.DataFrame) -> Iterator[Finding]:
    core = core_skus(ctx, ctx.settings.core_share)
    on_sale = buyable_skus(ctx, bad.filter(pl.col("skus").list.len() > 1)["skus"].explode().drop_nulls())
    evidence = rows_by_key(ctx.frame("business-report").select(SHOWN), "child_asin", bad["asin"])
    fell = bad.filter("fell")["asin"]
    week = tables_of_week(ctx) if fell.len() else ()
    older = [rows_by_key(table.frame.select(SHOWN), "child_asin", fell) for table in week]
    for hit in bad.iter_rows(named=True):
        asin = hit["asin"]
        rows = (evidence[asin], *(part[asin] for part in older if asin in part))
        skus = hit["skus"] or ()
        # What is sold out or stopped explains nothing while another SKU of the ASIN is on sale.
        about = [sku for sku in skus if sku in on_sale] or skus
        yield _finding(ctx, settings, {**hit, "about": about, "core": not core.isdisjoint(skus)}, rows)


def _finding(
    ctx: Context[Settings], settings: Settings, hit: Mapping[str, Any], rows: tuple[pl.DataFrame, ...]
) -> Finding:
    core = CORE if hit["core"] else ""
    share, views = percent(hit["share"]), number(hit["views"])
    return Finding(
        subject=Subject("asin", hit["asin"]),
        severity=Severity.CRITICAL if hit["core"] and hit["low"] else Severity.WARNING,
        title=TITLE.fill(asin=hit["asin"], share=share, views=views, why=_why(settings.buybox, hit), core=core),
        action=ACTION,
        figure=Figure("buy_box_share", hit["share"], denominator=hit["views"], unit="rate"),
        lines=tuple(_lines(ctx, hit)),
        evidence=rows,
        due=ctx.today(),
        about=tuple(Subject("sku", sku) for sku in hit["about"]),
        notes=(ARTICLE, SECOND),
    )


def _why(lines: BuyBox, hit: Mapping[str, Any]) -> Words:
    """The worst of what is wrong."""
    if hit["low"]:
        return LOW.fill(line=percent(lines.low))
    if hit["fell"]:
        return DROP.fill(points=number((hit["mean"] - hit["share"]) * 100, 1), mean=percent(hit["mean"]))
    return OWN.fill(line=percent(lines.own))


def _lines(ctx: Context[Settings], hit: Mapping[str, Any]) -> Iterator[Line]:
    category, sku = hit["category"] or "", hit["sku"] or ""
    yield ctx.line("internal", "buybox.low", crossed=hit["low"], category=category, sku=sku)
    if hit["own"]:
        yield ctx.line("internal", "buybox.own", crossed=hit["not_own"], category=category, sku=sku)
    if hit["mean"] is not None:
        yield ctx.line("internal", "buybox.drop", crossed=hit["fell"], category=category, sku=sku)


def _unsure(empty: pl.DataFrame, noise: pl.DataFrame) -> Iterator[NotJudged]:
    for asin in empty["asin"]:
        yield NotJudged(Verdict.NO_DATA, EMPTY_SHARE.fill(asin=asin), Subject("asin", asin))
    for asin, views in noise.select("asin", "views").iter_rows():
        yield NotJudged(Verdict.SMALL_SAMPLE, NOISE.fill(asin=asin, views=views), Subject("asin", asin))


def _absent(ctx: Context[Settings], asins: pl.DataFrame) -> Iterator[NotJudged]:
    """ASINs that may have an issue and are not in the report: Amazon leaves out what nobody looked at.

    Only a share under the whole can ever have been raised: the rest of a long catalogue is not named.
    """
    older = [table.frame for table in ctx.history("business-report")]
    if not older:
        return
    told, shares = (pl.concat([frame[name] for frame in older]) for name in ("child_asin", "buy_box_share"))
    known = told.filter(shares < 1).drop_nulls().unique()
    for asin in known.filter(~known.is_in(asins["asin"].implode())).sort():
        yield NotJudged(Verdict.SMALL_SAMPLE, ABSENT.fill(asin=asin), Subject("asin", asin))
