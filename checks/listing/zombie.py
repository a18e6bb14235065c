"""Listings that nobody has looked at for a month although they could be bought."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    SELLABLE_REPORTS,
    Context,
    Days,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Table,
    Tag,
    Verdict,
    Words,
    check,
    quarter_end,
    rows_by_key,
    sellable_units_days,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    zombie_days: int = setting(30, "A listing without a session on so many days in a row", unit="days")
    zombie_min_age: int = setting(60, "A listing is new for so many days", unit="days")
    zombie_stock_days: int = setting(25, "It had stock to sell on at least so many of those days", unit="days")


TITLE = Words(
    "{sku}: no session in {n} {n|day|days}, in stock on {stocked} of them",
    "{sku}:连续 {n} 天无访问,其中 {stocked} 天有可售库存",
)
ACTION = Words(
    "Quarterly: revive (price, keywords, coupon), merge, or close after approval.",
    "季度评估:激活(价格/关键词/优惠)、合并或经审批下架。",
)
KEEP = Words("Keep with its family: {why}. Do not close it.", "随同父体保留:{why},不建议下架。")
SEASON, LAUNCH = Words("seasonal", "季节性商品"), Words("being launched", "新品推广中")
FAMILY, EMPTY = Words("its siblings have traffic", "同父体商品有流量"), Words("out of stock now", "目前缺货")
PRACTICE = Words(
    "No Amazon rule: what it costs is storage, aged fees, stranded stock and compliance",
    "并非亚马逊规定:真正的成本是仓储费、超龄费、滞留库存与合规",
)
FEW_DAYS = Words(
    "business reports cover {n} of the {days} {days|day|days} up to {last}",
    "业务报告覆盖截至 {last} 的 {days} 天中的 {n} 天",
)
NO_SESSIONS = Words("{file} has no sessions column: tick it in the export", "{file} 没有会话数列:导出时请勾选")
NO_STATUS = Words("{file} has no status column: export All Listings", "{file} 没有状态列:请导出“全部商品”报告")
NO_STOCK = Words(
    "{n} {n|listing|listings} without a session {n|has|have} too little stock history to judge (needed: {days} "
    "{days|day|days})",
    "{n} 个无访问的商品库存历史不足,无法判定(需 {days} 天)",
)

ACTIVE = ("active", "出品中")
REPORT, LISTINGS = "business-report", "all-listings"
SHOWN = ("seller_sku", "asin1", "item_name", "status", "quantity", "open_date", FILE, ROW)


@check(
    "L-09",
    Words("Zombie listing", "僵尸 Listing"),
    pane=Pane.QUARTERLY,
    needs=(LISTINGS, REPORT),
    wants=("sku-master", *SELLABLE_REPORTS),
    settings=Settings,
    section="listing",
    severities=(Severity.INFO,),
    yields_to=("S-01", "L-02"),
)
def zombie(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Listings that nobody has looked at for a month although they could be bought (僵尸 Listing).

    What it finds:
        Active listings, first live more than 60 days ago, with stock to sell on at least 25 of the last 30 days and
        without a single session on any of them. A list for the quarterly review, never an automatic close.
    Why it matters:
        Their stock costs storage and aged fees, and old pages gather compliance demands. Amazon publishes no rule that
        they lower the shop's weight.
    Formula:
        The 30 days up to the end of the newest business report. For each day the narrowest report that covers it
        counts; an ASIN that is not in it, or with 0 sessions, had none. Stock days: snapshots of the stock reports with
        units that can be bought, for merchant listings those of the listings report with a quantity.
    Lines:
        zombie_days (30), zombie_min_age (60: exactly 60 is new), zombie_stock_days (25: exactly 25 is enough). All our
        own.
    Feeds:
        business-report by child item and its older files; all-listings: status, open-date, quantity, and its older
        files; fba-inventory or inventory-planning and their older files; sku-master: first_live, season, launch,
        parent.
    Traps:
        Days that no business report covers are not days without sessions: too little history is no verdict. New,
        seasonal or launched products, those out of stock now, and children of a family with traffic are listed with
        "keep with family", without a proposal to close. S-01 and L-02 on the SKU explain it.
    What to do:
        Revive it (price, keywords, coupon), merge it, or close it after approval by the end of the quarter.

    中文

    发现什么:
        上架超过 60 天、状态在售、最近 30 天中至少 25 天有可售库存、却连续 30 天没有任何访问的商品。仅供季度评估,绝不自
        动下架。
    为何重要:
        库存要付仓储费和超龄费,旧页面还会招来合规要求。亚马逊并没有规定这会降低店铺权重。
    公式:
        截至最新业务报告末日的 30 天。每一天取覆盖它的最窄的报表;ASIN 不在其中或会话数为 0 即无访问。库存天数取库存报
        表快照中可售数量大于 0 的天数,自发货取商品报表的数量。
    界限:
        zombie_days(30)、zombie_min_age(60,正好 60 天算新品)、zombie_stock_days(25,正好 25 天即可)。均为我们自己
        的设置。
    数据来源:
        business-report(按子商品)及其更早的文件;all-listings:状态、上架日期、数量及其更早的文件;fba-inventory 或
        inventory-planning 及其更早的文件;sku-master:first_live、season、launch、parent。
    陷阱:
        没有业务报告的日子不等于没有访问:历史不足不作判断。新品、季节性、目前缺货、或同父体有流量的商品标为“随同父体保
        留”,不建议下架。该 SKU 有 S-01 或 L-02 时由其解释。
    怎么做:
        季度末前激活(价格/关键词/优惠)、合并或经审批下架。
    """
    table = ctx.table(REPORT)
    if table is None or table.period_end is None:
        return
    days = Days(table.period_end - timedelta(days=ctx.settings.zombie_days - 1), table.period_end)
    used = _narrowest(ctx, table, days)
    if len(used) < len(days):
        yield NotJudged(Verdict.IMMATURE, FEW_DAYS.fill(n=len(used), days=len(days), last=ctx.day(days.last)))
        return
    reports = {id(one): one for one in used.values()}.values()
    blind = next((one for one in reports if one.height and one.frame["sessions"].null_count() == one.height), None)
    listings = ctx.frame(LISTINGS)
    if blind is not None:
        yield NotJudged(Verdict.NO_DATA, NO_SESSIONS.fill(file=", ".join(blind.files)))
        return
    if listings.height and listings["status"].null_count() == listings.height:
        yield NotJudged(Verdict.NO_DATA, NO_STATUS.fill(file=", ".join(_files(ctx))))
        return
    # An empty cell is no zero: such a page may have been looked at.
    seen = pl.concat([one.frame.filter(pl.col("sessions").is_null() | (pl.col("sessions") > 0)) for one in reports])
    told = pl.concat([one.frame.select("child_asin", "parent_asin") for one in reports]).drop_nulls().unique()
    yield from _dead(ctx, days, seen.select("child_asin", "parent_asin").unique(), told)


def _files(ctx: Context[Settings]) -> tuple[str, ...]:
    table = ctx.table(LISTINGS)
    return () if table is None else table.files


def _narrowest(ctx: Context[Settings], table: Table, days: Days) -> Mapping[date, Table]:
    """Day of the window → the business report of the fewest days that covers it."""
    found: dict[date, Table] = {}
    widest_first = sorted((table, *ctx.history(REPORT)), key=_width, reverse=True)
    for one in widest_first:
        if one.period_start is not None and one.period_end is not None and not one.doubts:
            first, last = max(one.period_start, days.first), min(one.period_end, days.last)
            found |= {first + timedelta(days=n): one for n in range((last - first).days + 1)}
    return found


def _width(table: Table) -> int:
    return (table.period_end - table.period_start).days if table.period_start and table.period_end else 0


def _dead(ctx: Context[Settings], days: Days, seen: pl.DataFrame, told: pl.DataFrame) -> Iterator[Finding | NotJudged]:
    """The listings without a session, with how long they had stock; `told`: child and parent of every product."""
    quiet = _candidates(ctx).filter(~pl.col("asin").is_in(seen["child_asin"].implode()))
    stock = sellable_units_days(ctx, days, quiet.select("sku", "merchant"))
    rows = quiet.join(stock, on="sku", how="left", maintain_order="left")
    needed = ctx.settings.zombie_stock_days
    stocked, known = pl.col("stocked").fill_null(0), pl.col("known").fill_null(0)
    short = rows.filter(stocked < needed, stocked + (len(days) - known) >= needed)
    dead = rows.filter(stocked >= needed)
    if dead.height:
        yield from _findings(ctx, days, dead, seen, told)
    if short.height:
        yield NotJudged(Verdict.IMMATURE, NO_STOCK.fill(n=short.height, days=needed))


def _findings(
    ctx: Context[Settings], days: Days, dead: pl.DataFrame, seen: pl.DataFrame, told: pl.DataFrame
) -> Iterator[Finding]:
    siblings = ctx.frame("sku-master").filter(pl.col("asin").is_in(seen["child_asin"].implode()))["parent"]
    families = {*seen["parent_asin"].drop_nulls(), *siblings.drop_nulls()}
    children = {*told.filter(pl.col("parent_asin").is_in(list(families)))["child_asin"]}
    evidence = rows_by_key(ctx.frame(LISTINGS).select(SHOWN), "seller_sku", dead["sku"])
    for row in dead.iter_rows(named=True):
        yield _finding(ctx, row, days, tuple(_kept(row, families, children)), evidence[row["sku"]])


def _candidates(ctx: Context[Settings]) -> pl.DataFrame:
    """Active listings that are old enough: sku, asin, merchant, parent, season, launch."""
    master = ctx.frame("sku-master")[["sku", "first_live", "season", "launch", "parent"]].unique("sku", keep="last")
    state = pl.col("status").str.strip_chars().str.to_lowercase()
    opened = pl.coalesce("first_live", pl.col("open_date").dt.date())
    old = ctx.clock.today(ctx.marketplace) - timedelta(days=ctx.settings.zombie_min_age)
    return (
        ctx.frame(LISTINGS)
        .filter(state.is_in(ACTIVE), pl.col("asin1").is_not_null())
        .select("open_date", "fulfillment_channel", sku="seller_sku", asin="asin1")
        .unique("sku", keep="last", maintain_order=True)
        .join(master, on="sku", how="left", maintain_order="left")
        .filter(opened < old)
        .with_columns(merchant=pl.col("fulfillment_channel").str.to_uppercase().str.starts_with("DEFAULT"))
        .select("sku", "asin", pl.col("merchant").fill_null(value=False), "parent", "season", "launch")
    )  # fmt: skip


def _kept(row: Mapping[str, Any], families: set[str], children: set[str]) -> Iterator[Words]:
    """Why a listing should stay whatever its sessions; a master or its own row of the report names its parent."""
    if row["season"]:
        yield SEASON
    if row["launch"]:
        yield LAUNCH
    if row["asin"] in children or (row["parent"] in families and row["parent"] != row["asin"]):
        yield FAMILY
    if not row["now"]:
        yield EMPTY


def _finding(
    ctx: Context[Settings], row: Mapping[str, Any], days: Days, kept: Sequence[Words], rows: pl.DataFrame
) -> Finding:
    why = Words(", ".join(one.en for one in kept), "、".join(one.zh for one in kept))
    tags: tuple[Tag, ...] = ("keep-with-family",) if kept else ()
    return Finding(
        subject=Subject("sku", row["sku"]),
        severity=Severity.INFO,
        title=TITLE.fill(sku=row["sku"], n=len(days), stocked=row["stocked"]),
        action=KEEP.fill(why=why) if kept else ACTION,
        figure=Figure("quiet_days", len(days), unit="days"),
        lines=(ctx.line("internal", "zombie_days", crossed=True),),
        evidence=(rows,),
        due=quarter_end(ctx),
        tags=tags,
        needs_approval=True,
        about=(Subject("asin", row["asin"]),),
        notes=(PRACTICE,),
    )
