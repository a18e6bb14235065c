"""Listings that are suppressed or inactive while stock lies idle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import polars as pl

from cockpit.api import (
    CORE_REPORTS,
    FILE,
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
    core_skus,
    rows_by_key,
    setting,
    too_old,
    unread_cells,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    sellable_units: int = setting(20, "From so many idle sellable units on it is critical", unit="units")
    core_share: float = setting(
        0.20, "Core SKUs where the master flags none: this top share by 30-day sales", unit="share"
    )


# As the listings report spells them; Amazon Japan writes its own words.
STOPPED = {
    "inactive": Words("Inactive", "停售"),
    "incomplete": Words("Incomplete", "信息不完整"),
    "停止中": Words("Inactive", "停售"),
}
ACTIVE = ("active", "出品中")
SUPPRESSED = Words("Suppressed", "被抑制")

TITLE = Words(
    "{sku} is {state}: {units} sellable {units|unit|units} idle{core}",
    "{sku} {state}:{units} 件可售库存空耗{core}",
)
EMPTY = Words("{sku} is {state}, no sellable stock{core}", "{sku} {state},无可售库存{core}")
UNCOUNTED = Words("{sku} is {state}, stock unknown{core}", "{sku} {state},库存未知{core}")
CORE = Words(", core SKU", ",核心 SKU")
ACTION = Words("Fix the named field and resubmit; stock is earning nothing.", "按提示字段修复并重新提交;库存正在空耗。")
NAMED = Words("Amazon names: {issue}", "亚马逊提示:{issue}")
SECOND = Words(
    "Editing title, image, category or variation needs a second person",
    "修改标题、图片、类目或变体须第二人审批",
)
NO_LISTINGS = Words(
    "no all-listings report: only the suppressed listings were read",
    "缺少 all-listings 报表:仅读取了被抑制商品",
)
OLD_LISTINGS = Words(
    "the all-listings report is too old: only the suppressed listings were read",
    "all-listings 报表已过期:仅读取了被抑制商品",
)
NO_STATUS = Words(
    "{file} has no status column: export All Listings, not the active or open ones",
    "{file} 没有状态列:请导出“全部商品”报告,而不是在售商品报告",
)
STRANGE_STATUS = Words("status {status} in all-listings is not known", "all-listings 中的状态 {status} 无法识别")
EMPTY_STATUS = Words("the status of {sku} is empty", "{sku} 的状态为空")
NO_STOCK_REPORT = Words(
    "no fba-inventory report: {n} inactive FBA listings cannot be judged",
    "缺少 fba-inventory 报表:{n} 个停售的 FBA 商品无法判定",
)
OLD_STOCK_REPORT = Words(
    "{n} FBA {n|listing|listings} not on sale, and {type} is too old to tell the stock",
    "{n} 个 FBA 商品不在售,但 {type} 已过期,无法得知其库存",
)
NO_STOCK = Words("{sku} is {state} and no report tells its stock", "{sku} {state},但没有报表说明其库存")
EMPTY_QUANTITY = Words("{sku} is {state} and its quantity is empty", "{sku} {state},数量为空")
OLD_SUPPRESSED = Words(
    "the suppressed-listings report is too old to tell about {sku}",
    "suppressed-listings 报表已过期,无法判定 {sku}",
)

LISTING_SHOWN = ("seller_sku", "asin1", "item_name", "status", "fulfillment_channel", "quantity", FILE, ROW)
STOCK_REPORTS = {"fba-inventory": "afn_fulfillable_quantity", "inventory-planning": "available"}
SUPPRESSED_SHOWN = ("sku", "asin", "status", "reason", "issue_description", FILE, ROW)


@check(
    "L-02",
    Words("Suppressed or inactive", "被抑制或停售"),
    pane=Pane.MORNING,
    any_of=("all-listings", "suppressed-listings"),
    wants=("fba-inventory", "inventory-planning", *CORE_REPORTS),
    settings=Settings,
    section="listing",
)
def suppressed_or_inactive(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Listings that buyers cannot see or buy although there is stock to sell.

    What it finds:
        SKUs in the suppressed-listings report, and SKUs whose listing is Inactive or Incomplete (停止中 in Japan) while
        they have sellable stock; one issue a SKU, however many fields Amazon complains about.
    Why it matters:
        The stock earns nothing, storage is charged meanwhile, and the listing loses its rank day by day.
    Formula:
        Sellable stock is afn-fulfillable-quantity for FBA SKUs (inventory planning's `available` where that report is
        missing), and the listing's own quantity for merchant SKUs.
    Lines:
        sellable_units (our own, 20): critical from exactly so many idle units on, and always for a core SKU. Amazon
        publishes no line.
    Feeds:
        all-listings: seller-sku, status, quantity, fulfillment-channel; suppressed-listings; fba-inventory or
        inventory-planning; sku-master (core) or all-orders (the best sellers of 30 days).
    Traps:
        Inactive without stock is the effect of selling out (S-01), not an issue here. The quantity cell is empty for
        FBA SKUs. Only the All Listings export has a status column. An FBA SKU that the stock report does not name is
        unsure, and so are the SKUs of a suppressed-listings report that has grown too old.
    What to do:
        Fix the field that Amazon names and resubmit. Edits of title, image, category or variation need a second person.
        While this stands, L-06 and the ad checks keep quiet about the same SKU.

    中文

    发现什么:
        出现在被抑制报表中的 SKU,以及状态为 Inactive 或 Incomplete(日本站为 停止中)但仍有可售库存的 SKU;亚马逊指
        出多少个字段都只算一个问题。
    为何重要:
        库存卖不出去,仓储费照付,排名逐日下降。
    公式:
        可售库存:FBA 取 afn-fulfillable-quantity(没有该报表时取库存规划的 available),自发货取商品报表中的数量。
    界限:
        sellable_units(我们自己的设置,20):正好达到即为紧急;核心 SKU 一律紧急。亚马逊没有公布界限。
    数据来源:
        all-listings:seller-sku、status、quantity、fulfillment-channel;suppressed-listings;fba-inventory 或
        inventory-planning;sku-master(核心标记)或 all-orders(30 天畅销)。
    陷阱:
        没有库存的停售是断货的结果(S-01),不在此列。FBA SKU 的数量单元格为空。只有“全部商品”报表带状态列。库存报
        表中没有的 FBA SKU 为存疑,过期的被抑制报表中的 SKU 也为存疑。
    怎么做:
        按亚马逊提示的字段修复并重新提交;修改标题、图片、类目或变体须第二人审批。问题未解除前,L-06 和广告检查不
        再重复提示同一 SKU。
    """
    stock = _stock(ctx)
    listed = _listed(ctx, stock)
    stopped = listed.filter(pl.col("state").is_in(list(STOPPED)))
    suppressed = _suppressed(ctx, listed, stock)
    idle = stopped.filter(pl.col("units") > 0, ~pl.col("sku").is_in(suppressed["sku"].implode()))
    hits = _with_category(ctx, pl.concat([suppressed, idle], how="diagonal"))
    evidence = _Evidence.of(ctx, hits["sku"])
    for settings, part in ctx.parts(hits):
        for hit in part.iter_rows(named=True):
            yield _finding(ctx, settings, hit, evidence)
    yield from _status_unread(ctx)
    for type_, column in STOCK_REPORTS.items():
        yield from unread_cells(ctx, type_, "sku", column)
    yield from _stock_unread(ctx, stopped.filter(pl.col("units").is_null()), suppressed["sku"])
    yield from _suppressed_unread(ctx)


def _state() -> pl.Expr:
    return pl.col("status").str.strip_chars().str.to_lowercase()


def _listed(ctx: Context[Settings], stock: pl.DataFrame) -> pl.DataFrame:
    """The listings with their sellable units: sku, asin, state, merchant, units."""
    channel = pl.col("fulfillment_channel").str.to_uppercase()
    return (
        ctx.frame("all-listings")
        .select(
            pl.col("seller_sku").alias("sku"),
            pl.col("asin1").alias("asin"),
            _state().alias("state"),
            "quantity",
            channel.str.starts_with("DEFAULT").alias("merchant"),
        )
        .join(stock, on="sku", how="left")
        .select("sku", "asin", "state", "merchant", _units().alias("units"))
    )


def _units() -> pl.Expr:
    """Sellable units: the merchant's own quantity, else what lies in Amazon's centres."""
    own, theirs = pl.col("quantity"), pl.col("fba_units")
    unknown = pl.col("merchant").is_null()
    return pl.when(pl.col("merchant")).then(own).when(unknown).then(pl.coalesce(theirs, own)).otherwise(theirs)


def _stock(ctx: Context[Settings]) -> pl.DataFrame:
    """Sellable FBA units by SKU, from the first stock report that is there; an empty cell is unknown, not 0."""
    for type_, column in STOCK_REPORTS.items():
        if ctx.has(type_):
            units = pl.when(pl.col(column).count() > 0).then(pl.col(column).sum())
            return ctx.frame(type_).group_by("sku").agg(units.alias("fba_units"))
    return pl.DataFrame(schema={"sku": pl.String(), "fba_units": pl.Int64()})


def _suppressed(ctx: Context[Settings], listed: pl.DataFrame, stock: pl.DataFrame) -> pl.DataFrame:
    """The suppressed SKUs with what Amazon names and the units that lie idle: sku, asin, issue, units."""
    table = ctx.table("suppressed-listings")
    if table is None:
        columns = {"sku": pl.String(), "asin": pl.String(), "issue": pl.String(), "units": pl.Int64()}
        return pl.DataFrame(schema=columns)
    issues = pl.coalesce("issue_description", "reason", "status").drop_nulls().unique(maintain_order=True)
    grouped = (
        table.frame.filter(pl.col("sku").is_not_null())
        .group_by("sku", maintain_order=True)
        .agg(pl.col("asin").drop_nulls().first(), issues.str.join("; ").alias("issue"))
    )
    known = grouped.join(listed.select("sku", "units").unique("sku"), on="sku", how="left")
    return known.join(stock, on="sku", how="left").select("sku", "asin", "issue", pl.coalesce("units", "fba_units"))


def _with_category(ctx: Context[Settings], hits: pl.DataFrame) -> pl.DataFrame:
    master = ctx.frame("sku-master").select("sku", "category").unique("sku", keep="last")
    return hits.unique("sku", keep="first", maintain_order=True).join(master, on="sku", how="left")


@dataclass(frozen=True)
class _Evidence:
    """The rows behind each SKU: its listing, the stock, and what Amazon complains about."""

    parts: tuple[Mapping[str, pl.DataFrame], ...]

    @classmethod
    def of(cls, ctx: Context[Settings], skus: pl.Series) -> Self:
        parts = [rows_by_key(ctx.frame("all-listings").select(LISTING_SHOWN), "seller_sku", skus)]
        for type_, column in STOCK_REPORTS.items():
            parts.append(rows_by_key(ctx.frame(type_).select("sku", "asin", column, FILE, ROW), "sku", skus))
        suppressed = ctx.table("suppressed-listings")
        if suppressed is not None:
            parts.append(rows_by_key(suppressed.frame.select(SUPPRESSED_SHOWN), "sku", skus))
        return cls(tuple(parts))

    def behind(self, sku: str) -> tuple[pl.DataFrame, ...]:
        return tuple(part[sku] for part in self.parts if sku in part)


def _finding(ctx: Context[Settings], settings: Settings, hit: dict[str, Any], evidence: _Evidence) -> Finding:
    sku, units, issue = hit["sku"], hit["units"], hit["issue"]
    core = sku in core_skus(ctx, ctx.settings.core_share)
    many = units is not None and units >= settings.sellable_units
    state = SUPPRESSED if issue is not None else STOPPED[hit["state"]]
    words = UNCOUNTED if units is None else TITLE if units else EMPTY
    return Finding(
        subject=Subject("sku", sku),
        severity=Severity.CRITICAL if core or many else Severity.WARNING,
        title=words.fill(sku=sku, state=state, units=units or 0, core=CORE if core else ""),
        action=ACTION,
        figure=Figure("idle_units", units, unit="count"),
        lines=(ctx.line("internal", "sellable_units", crossed=many, category=hit["category"] or "", sku=sku),),
        evidence=evidence.behind(sku),
        due=ctx.today(),
        about=(Subject("asin", hit["asin"]),) if hit["asin"] else (),
        notes=(SECOND,) if issue is None else (NAMED.fill(issue=issue), SECOND),
    )


def _status_unread(ctx: Context[Settings]) -> Iterator[NotJudged]:
    """Listings of which the report does not say whether they are on sale."""
    table = ctx.table("all-listings")
    if table is None:
        old = too_old(ctx, "all-listings")
        yield NotJudged(Verdict.STALE, OLD_LISTINGS) if old else NotJudged(Verdict.NO_DATA, NO_LISTINGS)
        return
    if table.frame.height and table.frame["status"].null_count() == table.frame.height:
        yield NotJudged(Verdict.NO_DATA, NO_STATUS.fill(file=", ".join(table.files)))
        return
    strange = table.frame.filter(_state().is_in([*STOPPED, *ACTIVE]).not_())["status"]
    for status in strange.unique().sort():
        yield NotJudged(Verdict.NO_DATA, STRANGE_STATUS.fill(status=status))
    for sku in table.frame.filter(pl.col("status").is_null())["seller_sku"]:
        yield NotJudged(Verdict.NO_DATA, EMPTY_STATUS.fill(sku=sku), Subject("sku", sku))


def _stock_unread(ctx: Context[Settings], unknown: pl.DataFrame, found: pl.Series) -> Iterator[NotJudged]:
    """Stopped listings of which nobody tells the stock."""
    unknown = unknown.filter(~pl.col("sku").is_in(found.implode()))
    merchant = pl.col("merchant").fill_null(value=False)
    for sku, state in unknown.filter(merchant).select("sku", "state").iter_rows():
        yield NotJudged(Verdict.NO_DATA, EMPTY_QUANTITY.fill(sku=sku, state=STOPPED[state]), Subject("sku", sku))
    fba = unknown.filter(~merchant)
    if not any(ctx.has(type_) for type_ in STOCK_REPORTS):
        if fba.height:
            yield _no_stock_report(ctx, fba.height)
        return
    for sku, state in fba.select("sku", "state").iter_rows():
        # Archived SKUs look like this as well: one of them must not blind the check.
        yield NotJudged(Verdict.NOT_APPLICABLE, NO_STOCK.fill(sku=sku, state=STOPPED[state]), Subject("sku", sku))


def _no_stock_report(ctx: Context[Settings], n: int) -> NotJudged:
    if (old := too_old(ctx, *STOCK_REPORTS)) is not None:
        return NotJudged(Verdict.STALE, OLD_STOCK_REPORT.fill(n=n, type=old))
    return NotJudged(Verdict.NO_DATA, NO_STOCK_REPORT.fill(n=n))


def _suppressed_unread(ctx: Context[Settings]) -> Iterator[NotJudged]:
    """SKUs that an old report called suppressed: they may still be."""
    table = ctx.tables.get("suppressed-listings", ctx.store, ctx.marketplace)
    if table is not None and table.stale:
        for sku in table.frame["sku"].drop_nulls().unique().sort():
            yield NotJudged(Verdict.STALE, OLD_SUPPRESSED.fill(sku=sku), Subject("sku", sku))
