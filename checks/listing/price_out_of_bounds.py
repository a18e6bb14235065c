"""Prices below their floor, above their ceiling, or suddenly far from what they were."""

from collections.abc import Iterator, Mapping
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
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Table,
    Verdict,
    Words,
    check,
    exact_value,
    explains,
    home_currency,
    in_event,
    money,
    percent,
    price_actions,
    rows_by_key,
    setting,
    unread_cells,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[listing], as far as this check needs it."""

    price_jump: float = setting(
        0.30, "A price that moves by more than this against the previous snapshot", unit="share"
    )


BELOW = Words(
    "{sku}: price {price} below its floor {line} ({why}){moved}", "{sku}:价格 {price} 低于底价 {line}({why}){moved}"
)
ABOVE = Words("{sku}: price {price} above its ceiling {line}{moved}", "{sku}:价格 {price} 高于上限 {line}{moved}")
JUMPED = Words(
    "{sku}: price {before} → {price} ({change}), more than {line} and nobody logged it",
    "{sku}:价格 {before} → {price}({change}),超过 {line} 且无操作登记",
)
MOVED = Words(", was {before}", ",此前为 {before}")
FLOOR = Words("minimum price", "最低价")
COST = Words("cost + fees", "成本+费用")
ACTION = Words(
    "Set inventory to 0 or correct the price now, then check orders taken at the wrong price.",
    "立即改价或下架库存,并核查错价订单。",
)
DECIMAL_SLIP = Words("{before} → {price} looks like a slipped decimal point", "{before} → {price} 疑似小数点错位")
CURRENCY_SLIP = Words(
    "{before} → {price}: look whether another marketplace's price was uploaded",
    "{before} → {price}:请查是否上传了其他站点的价格",
)
NO_FEES = Words("the SKU master has no fees: the floor is the cost alone", "SKU 主档没有费用:底价仅按成本计")
NOTHING_TO_COMPARE = Words(
    "no older listings report and no price limits in the SKU master",
    "没有更早的商品报表,SKU 主档也没有价格上下限",
)
NO_PRICE = Words("the price of {sku} is empty", "{sku} 的价格为空")

# Another export of the same morning must not hide what the first one showed.
ANOTHER_DAY = timedelta(hours=12)
URGENT = timedelta(minutes=30)
# A price off by a factor of 10 or 100, give or take this share, is a slipped decimal point; no seller moves by `FAR`.
SLIP, SLIP_FACTORS, FAR = Decimal("0.01"), (10, 100), 20
STOPPED = ("inactive", "incomplete", "停止中")

LISTING_SHOWN = ("seller_sku", "asin1", "item_name", "price", "status", FILE, ROW)
MASTER_SHOWN = ("sku", "price_floor", "price_ceiling", "cost", "fees", FILE, ROW)


@check(
    "L-04",
    Words("Price out of bounds", "价格异常"),
    pane=Pane.MORNING,
    needs=("all-listings",),
    wants=("sku-master",),
    settings=Settings,
    section="listing",
    yields_to=("I-02",),
)
def price_out_of_bounds(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Prices that lose money, that nobody will pay, or that moved without anybody saying why.

    What it finds:
        SKUs priced below their floor or above their ceiling, and SKUs whose price moved by more than 30% against the
        previous listings report without an action on the board or a declared event.
    Why it matters:
        Orders come in within minutes at a wrong price. 19.99 typed as 1.99 sells the whole stock at a loss.
    Formula:
        price < price_floor (where the master has none: cost + fees), price > price_ceiling, or
        abs(price − before) ÷ before > price_jump, in exact decimals. `before` is the newest snapshot of another day
        and, for a fall, the previous one as well: a second export of the same morning does not make the change go away,
        and a price put back to what it was is no change.
    Lines:
        The floor and ceiling of the SKU master, price_jump (our own, 0.30). A price exactly on any of them is inside.
        Below the floor or fallen is critical, the rest a warning. Amazon publishes no line.
    Feeds:
        all-listings: seller-sku, price, and its older snapshots; sku-master: price_floor, price_ceiling, cost, fees.
    Traps:
        The report's prices have no currency: they are in the marketplace's, and so must the master's be. A price action
        on the board (approved or done, on that SKU, with this price where it names one) explains both the move and the
        level; a declared event explains the move alone. A move shows for a day: what stands afterwards is the new
        price.
    What to do:
        Set the inventory to 0 or correct the price within half an hour, then look at the orders taken meanwhile. Price
        changes need a second person.

    中文

    发现什么:
        低于底价或高于上限的 SKU,以及与上一份商品报表相比变动超过 30%、看板上没有操作登记也没有申报活动的 SKU。
    为何重要:
        错价几分钟内就会出单:19.99 误填成 1.99,整批库存都会亏本卖掉。
    公式:
        price < price_floor(主档没有底价时为 成本+费用)、price > price_ceiling,或 |价格 − 之前| ÷ 之前 >
        price_jump,按精确小数计算。“之前”取另一天最新的一份;下跌时还与上一份比较:同一上午再导出一次不会让问题消
        失,价格改回原样则不算变动。
    界限:
        SKU 主档的底价和上限、price_jump(我们自己的设置,0.30)。正好等于界限不算越界。低于底价或下跌为紧急,其余为
        预警。亚马逊没有公布界限。
    数据来源:
        all-listings:seller-sku、price 及其更早的快照;sku-master:price_floor、price_ceiling、cost、fees。
    陷阱:
        价格不带货币符号,按站点货币理解,主档也须如此。看板上该 SKU 的改价操作(已批准或已完成,写明价格时须与现价
        一致)可解释变动和水平;申报的活动只解释变动。变动只显示一天,之后即视为新价格。
    怎么做:
        半小时内改价或把库存设为 0,再核查期间的错价订单。改价须第二人审批。
    """
    older = _older(ctx)
    prices = _prices(ctx, older)
    if not older and prices["floor"].null_count() == prices["ceiling"].null_count() == prices.height > 0:
        yield NotJudged(Verdict.NO_DATA, NOTHING_TO_COMPARE)
    for settings, part in ctx.parts(prices):
        yield from _judge(ctx, settings, part.with_columns(*_flags(settings)), older)
    yield from unread_cells(ctx, "sku-master", "sku", "price_floor", "price_ceiling", "cost", "fees")
    known = pl.col("floor").is_not_null() | pl.col("ceiling").is_not_null() | pl.col("last").is_not_null()
    stopped = pl.col("state").str.strip_chars().str.to_lowercase().is_in(STOPPED).fill_null(value=False)
    for sku in prices.filter(pl.col("price").is_null(), known, ~stopped)["sku"]:
        yield NotJudged(Verdict.NO_DATA, NO_PRICE.fill(sku=sku), Subject("sku", sku))


def _older(ctx: Context[Settings]) -> tuple[Table, ...]:
    """The previous snapshot and the newest one of another day, which may be the same; none on the first day."""
    last, day = ctx.previous("all-listings"), ctx.previous("all-listings", ANOTHER_DAY)
    return () if last is None else (last, day or last)


def _prices(ctx: Context[Settings], older: tuple[Table, ...]) -> pl.DataFrame:
    """Every listing: sku, asin, price, state, its limits and where they stand, `last` and `day` (older prices)."""
    listings = ctx.frame("all-listings")
    known = _by_sku(listings, pl.col("asin1").alias("asin"), "price", pl.col("status").alias("state"))
    known = known.join(_limits(ctx), on="sku", how="left")
    for name, table in zip(("last", "day"), older or (None, None), strict=True):
        frame = listings.clear() if table is None else table.frame
        known = known.join(_by_sku(frame, pl.col("price").alias(name)), on="sku", how="left")
    return known


def _by_sku(listings: pl.DataFrame, *columns: str | pl.Expr) -> pl.DataFrame:
    return listings.select(pl.col("seller_sku").alias("sku"), *columns).unique("sku", keep="last", maintain_order=True)


def _limits(ctx: Context[Settings]) -> pl.DataFrame:
    """What the SKU master allows: sku, category, floor, ceiling, what the floor is made of, and where it stands."""
    cost, fees, floor = pl.col("cost"), pl.col("fees"), pl.col("price_floor")
    return (
        ctx.frame("sku-master")
        .unique("sku", keep="last", maintain_order=True)
        .select(
            "sku",
            "category",
            pl.coalesce(floor, cost + fees.fill_null(0)).alias("floor"),
            pl.col("price_ceiling").alias("ceiling"),
            floor.is_null().alias("by_cost"),
            fees.is_null().alias("no_fees"),
            pl.format("{}:{}", FILE, ROW).alias("place"),
        )
    )


def _flags(settings: Settings) -> list[pl.Expr]:
    """What is wrong with a price, exactly: decimals against decimals. `before` is the older price it has left."""
    price, day, last = pl.col("price"), pl.col("day"), pl.col("last")
    jump = exact_value(settings.price_jump)
    from_day = (day > 0) & ((price - day).abs() > day * jump)
    fell_since = (last > 0) & (last - price > last * jump)
    return [
        (price < pl.col("floor")).fill_null(value=False).alias("below"),
        (price > pl.col("ceiling")).fill_null(value=False).alias("above"),
        (from_day | fell_since).fill_null(value=False).alias("moved"),
        pl.when(from_day).then(day).when(fell_since).then(last).otherwise(pl.coalesce(day, last)).alias("before"),
    ]


def _judge(
    ctx: Context[Settings], settings: Settings, prices: pl.DataFrame, older: tuple[Table, ...]
) -> Iterator[Finding]:
    hits = prices.filter(pl.col("below") | pl.col("above") | pl.col("moved"))
    evidence = _evidence(ctx, older, hits["sku"])
    actions = price_actions(ctx)
    since = min((table.as_of for table in older), default=ctx.now)
    first, last = since.astimezone(zone_of(ctx.marketplace)).date(), ctx.clock.today(ctx.marketplace)
    for hit in hits.iter_rows(named=True):
        sku = hit["sku"]
        if any(explains(action, hit["price"], since) for action in actions.get(sku, ())):
            continue
        moved = hit["moved"] and not in_event(ctx, sku, first, last)
        if moved or hit["below"] or hit["above"]:
            rows = tuple(part[sku] for part in evidence if sku in part)
            yield _finding(ctx, settings, {**hit, "moved": moved}, rows)


def _evidence(ctx: Context[Settings], older: tuple[Table, ...], skus: pl.Series) -> list[Mapping[str, pl.DataFrame]]:
    """The rows behind each SKU: its listing now and before, and its limits."""
    snapshots = {table.as_of: table.frame for table in older}
    frames = [ctx.frame("all-listings"), *snapshots.values()]
    listings = [rows_by_key(frame.select(LISTING_SHOWN), "seller_sku", skus) for frame in frames]
    return [*listings, rows_by_key(ctx.frame("sku-master").select(MASTER_SHOWN), "sku", skus)]


def _finding(
    ctx: Context[Settings], settings: Settings, hit: Mapping[str, Any], rows: tuple[pl.DataFrame, ...]
) -> Finding:
    fell, currency = hit["moved"] and hit["price"] < hit["before"], home_currency(ctx)
    return Finding(
        subject=Subject("sku", hit["sku"]),
        severity=Severity.CRITICAL if hit["below"] or fell else Severity.WARNING,
        title=_title(settings, hit, currency),
        action=ACTION,
        figure=_figure(hit),
        lines=tuple(_lines(ctx, hit)),
        evidence=rows,
        due_within=URGENT,
        needs_approval=True,
        about=(Subject("asin", hit["asin"]),) if hit["asin"] else (),
        notes=tuple(_notes(hit, currency)),
    )


def _title(settings: Settings, hit: Mapping[str, Any], currency: str) -> Words:
    price, before = money(hit["price"], currency), money(hit["before"] or 0, currency)
    moved = MOVED.fill(before=before) if hit["moved"] else ""
    if hit["below"]:
        why = COST if hit["by_cost"] else FLOOR
        return BELOW.fill(sku=hit["sku"], price=price, line=money(hit["floor"], currency), why=why, moved=moved)
    if hit["above"]:
        return ABOVE.fill(sku=hit["sku"], price=price, line=money(hit["ceiling"], currency), moved=moved)
    change = f"{_change(hit):+.0%}"
    line = percent(settings.price_jump)
    return JUMPED.fill(sku=hit["sku"], price=price, before=before, change=change, line=line)


def _change(hit: Mapping[str, Any]) -> Decimal:
    """How far the price moved, as a fraction of what it was."""
    moved: Decimal = (hit["price"] - hit["before"]) / hit["before"]
    return moved


def _figure(hit: Mapping[str, Any]) -> Figure:
    if hit["below"] or hit["above"]:
        return Figure("price", hit["price"], unit="money")
    return Figure("price_change", _change(hit), hit["price"], hit["before"], "rate")


def _lines(ctx: Context[Settings], hit: Mapping[str, Any]) -> Iterator[Line]:
    for limit, crossed in (("floor", hit["below"]), ("ceiling", hit["above"])):
        if hit[limit] is not None:
            yield Line("internal", hit[limit], crossed, hit["place"])
    if hit["before"] is not None:
        yield ctx.line("internal", "price_jump", crossed=hit["moved"], category=hit["category"] or "", sku=hit["sku"])


def _notes(hit: Mapping[str, Any], currency: str) -> Iterator[Words]:
    if hit["below"] and hit["by_cost"] and hit["no_fees"]:
        yield NO_FEES
    if hit["moved"] and hit["price"] > 0:
        values = {"before": money(hit["before"], currency), "price": money(hit["price"], currency)}
        factor = max(hit["price"], hit["before"]) / min(hit["price"], hit["before"])
        if any(abs(factor / slip - 1) <= SLIP for slip in SLIP_FACTORS):
            yield DECIMAL_SLIP.fill(**values)
        elif factor >= FAR:
            yield CURRENCY_SLIP.fill(**values)
