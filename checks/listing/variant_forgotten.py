"""Variants whose price stayed when their siblings' prices moved."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Table,
    Verdict,
    Words,
    both_clocks,
    check,
    exact,
    explains,
    group,
    home_currency,
    in_event,
    money,
    over_price_limit,
    price_actions,
    rows_by_key,
    setting,
    span,
    unread_cells,
    zone_of,
)


@dataclass(frozen=True)
class Variant:
    """[listing.variant]."""

    share: float = setting(0.5, "So many of the active children changed their price", unit="share")
    change: float = setting(0.03, "A price that moves by so much has changed", unit="share")
    hours: float = setting(72, "within so many hours", unit="h")
    children: int = setting(3, "A parent with fewer active children has no family price", unit="children")


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    variant: Variant = group(Variant)


TITLE = Words(
    "{sku}: still {price}, {n} of {total} {total|sibling|siblings} went {way} since {since} ({old} → {new})",
    "{sku}:仍为 {price},同父体 {total} 个变体中 {n} 个已{way}({old} → {new},自 {since})",
)
UP, DOWN = Words("up", "涨价"), Words("down", "降价")
ACTION = Words(
    "Sibling prices changed, this one did not — confirm or align.", "同父体变体已调价,该变体未调,请确认或补调。"
)
ALIGN = Words("Aligned with its siblings: {price}", "与同父体一致时为 {price}")
PARENT = Words("Parent {parent}", "父体 {parent}")
FIRST = Words(
    "no listings report of the last {length} to compare the prices with", "过去 {length}内没有商品报表可对比价格"
)
NO_PARENTS = Words(
    "no report tells which SKUs are variants of one parent (SKU master, business report)",
    "没有报表说明哪些 SKU 同属一个父体(SKU 主档、业务报告)",
)
NO_PRICE = Words("the price of {sku} is empty", "{sku} 的价格为空")

ACTIVE = ("active", "出品中")
SHOWN = ("seller_sku", "asin1", "item_name", "price", "status", FILE, ROW)


@check(
    "L-03",
    Words("Variant price forgotten", "变体漏调价"),
    pane=Pane.MORNING,
    needs=("all-listings",),
    wants=("sku-master", "business-report"),
    settings=Settings,
    section="listing",
    severities=(Severity.WARNING,),
)
def variant_forgotten(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Variants whose price stayed when at least half of their siblings' prices moved.

    What it finds:
        Under a parent with 3 or more active children, of which at least half changed their price by 3% or more in the
        same direction within 72 hours: each child that had the same old price as one of them and has not moved.
    Why it matters:
        One forgotten child undercuts its siblings or stands there too dear; buyers see both prices on one page.
    Formula:
        change = (price − price before) ÷ price before, in exact decimals, against the oldest listings report of the
        last 72 hours. Moved: 3% or more. Share = children moved the same way ÷ active children, deals left out.
    Lines:
        variant.share (half), variant.change (3%), variant.hours (72), variant.children (3); exactly on a line counts.
        All our own.
    Feeds:
        all-listings: price, status, and its older snapshots; sku-master or the business report: the parent.
    Traps:
        Sizes and packs have other base prices: changes are compared, never levels, and only a child with the same old
        price can be forgotten. Children in a declared event (a deal) are left out, moved or not. A price action on the
        board that names this child's price, or that is as young as the change, says that it was meant so.
    What to do:
        Confirm that the child keeps its price (log it), or align it. Aligning by more than 10% needs a second person.

    中文

    发现什么:
        父体有 3 个及以上在售子体,其中至少一半在 72 小时内同向变价 3% 及以上:与其中某个原价相同、却没有变动的每个子体。
    为何重要:
        漏调的子体会比同款便宜或过贵,买家在同一页面就能看到两种价格。
    公式:
        变动 = (现价 − 原价)÷ 原价,按精确小数,与过去 72 小时内最早的商品报表相比。3% 及以上算变动。占比 = 同向变动
        的子体 ÷ 在售子体,促销中的不计。
    界限:
        variant.share(一半)、variant.change(3%)、variant.hours(72)、variant.children(3),正好达到即算。均为我们自
        己的设置。
    数据来源:
        all-listings:价格、状态及其更早的快照;sku-master 或业务报告:父体。
    陷阱:
        不同尺寸、套装的基准价本来不同:只比变动不比水平,且只有原价相同的子体才算漏调。申报活动(促销)中的子体无论变没
        变都不计。看板上写明该子体现价的改价操作,或与变动同期的操作,说明这是有意为之。
    怎么做:
        确认该子体保持原价(并登记),或补调。补调超过 10% 须第二人审批。
    """
    before = _before(ctx)
    listings = ctx.frame("all-listings")
    if before is None:
        if listings.height:
            yield NotJudged(Verdict.IMMATURE, FIRST.fill(length=span(timedelta(hours=ctx.settings.variant.hours))))
        return
    children = _children(ctx, before)
    if children.height and children["parent"].null_count() == children.height:
        yield NotJudged(Verdict.NO_DATA, NO_PARENTS)
        return
    for family in _families(children.filter(pl.col("active") & pl.col("parent").is_not_null())):
        yield from _judge(ctx, family, before)
    yield from unread_cells(ctx, "sku-master", "sku", "parent")


def _before(ctx: Context[Settings]) -> Table | None:
    """The oldest snapshot of the last 72 hours: what a change within them is measured from."""
    table = ctx.table("all-listings")
    if table is None:
        return None
    first = table.as_of - timedelta(hours=ctx.settings.variant.hours)
    older = [one for one in ctx.history("all-listings") if first <= one.as_of < table.as_of]
    return min(older, key=lambda one: one.as_of, default=None)


def _children(ctx: Context[Settings], before: Table) -> pl.DataFrame:
    """Every listing: sku, asin, parent, active, price, old (its price before)."""
    listings = ctx.frame("all-listings").unique("seller_sku", keep="last", maintain_order=True)
    state = pl.col("status").str.strip_chars().str.to_lowercase()
    untold = listings["status"].null_count() == listings.height  # an export of active listings has no such column
    master = ctx.frame("sku-master").select("sku", pl.col("parent").alias("of_master")).drop_nulls().unique("sku")
    report = ctx.frame("business-report").select(
        pl.col("child_asin").alias("asin"), pl.col("parent_asin").alias("seen")
    )
    old = before.frame.select(pl.col("seller_sku").alias("sku"), pl.col("price").alias("old")).unique(
        "sku", keep="last"
    )
    return (
        listings.select(
            pl.col("seller_sku").alias("sku"), pl.col("asin1").alias("asin"), "price",
            (pl.lit(untold) | state.is_in(ACTIVE)).fill_null(value=False).alias("active"),
        )
        .join(master, on="sku", how="left", maintain_order="left")
        .join(report.drop_nulls().unique("asin"), on="asin", how="left", maintain_order="left")
        .join(old, on="sku", how="left", maintain_order="left")
        .with_columns(parent=pl.coalesce("of_master", "seen"))
    )  # fmt: skip


def _families(children: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The families in which any price moved at all."""
    moved = children.filter(pl.col("price") != pl.col("old"))["parent"].unique()
    kept = children.filter(pl.col("parent").is_in(moved.implode()))
    yield from kept.partition_by("parent", maintain_order=True)


def _judge(ctx: Context[Settings], family: pl.DataFrame, before: Table) -> Iterator[Finding | NotJudged]:
    lines = ctx.settings.variant
    if family.height < lines.children:
        return
    first, last = before.as_of.astimezone(zone_of(ctx.marketplace)).date(), ctx.clock.today(ctx.marketplace)
    rows = [row for row in family.iter_rows(named=True) if not in_event(ctx, row["sku"], first, last)]
    for row in rows:
        if row["price"] is None and row["old"] is not None:
            yield NotJudged(Verdict.NO_DATA, NO_PRICE.fill(sku=row["sku"]), Subject("sku", row["sku"]))
    known = [row for row in rows if row["price"] is not None and row["old"]]
    line = Decimal(str(lines.change))
    for sign in (1, -1):
        moved = [row for row in known if sign * (row["price"] - row["old"]) >= line * row["old"]]
        if moved and len(moved) >= exact(lines.share) * len(rows):
            still = [row for row in known if abs(row["price"] - row["old"]) < line * row["old"]]
            yield from _forgotten(ctx, still, moved, len(rows), before)


def _forgotten(
    ctx: Context[Settings],
    still: Sequence[Mapping[str, Any]],
    moved: Sequence[Mapping[str, Any]],
    total: int,
    before: Table,
) -> Iterator[Finding]:
    actions = price_actions(ctx)
    for row in still:
        alike = [one for one in moved if one["old"] == row["old"]]
        meant = any(explains(action, row["price"], before.as_of) for action in actions.get(row["sku"], ()))
        if alike and not meant:
            yield _finding(ctx, row, moved, alike, total, before)


def _finding(
    ctx: Context[Settings],
    row: Mapping[str, Any],
    moved: Sequence[Mapping[str, Any]],
    alike: Sequence[Mapping[str, Any]],
    total: int,
    before: Table,
) -> Finding:
    target, currency = Counter(one["price"] for one in alike).most_common(1)[0][0], home_currency(ctx)
    since = both_clocks(before.as_of, ctx.clock, ctx.marketplace)
    skus = [row["sku"], *(one["sku"] for one in moved)]
    frames = (ctx.frame("all-listings"), before.frame)
    evidence = [rows_by_key(frame.select(SHOWN), "seller_sku", skus) for frame in frames]
    return Finding(
        subject=Subject("sku", row["sku"]),
        severity=Severity.WARNING,
        title=TITLE.fill(
            sku=row["sku"], price=money(row["price"], currency), n=len(moved), total=total,
            way=UP if target > row["old"] else DOWN, since=since,
            old=money(row["old"], currency), new=money(target, currency),
        ),
        action=ACTION,
        figure=Figure("siblings_changed", len(moved) / total, len(moved), total, "rate"),
        lines=(ctx.line("internal", "variant.share", crossed=True),),
        evidence=tuple(pl.concat([part[sku] for sku in skus if sku in part]) for part in evidence),
        due=ctx.today(),
        needs_approval=over_price_limit(ctx, row["price"], target),
        about=(Subject("parent", row["parent"]), *((Subject("asin", row["asin"]),) if row["asin"] else ())),
        notes=(ALIGN.fill(price=money(target, currency)), PARENT.fill(parent=row["parent"])),
    )  # fmt: skip
