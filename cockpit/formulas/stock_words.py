"""What the findings of the stock checks share: the action, the tags, the notes, and what could not be judged."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import polars as pl

from cockpit.check import Context, NotJudged
from cockpit.formulas.stock_levels import PLANNING
from cockpit.formulas.too_old import too_old
from cockpit.issue import Subject, Tag, Verdict
from cockpit.text import Words, number, same

# domain §6, for S-01 and S-02
EXPEDITE = Words(
    "Runs out on {date}; expedite {qty}, slow ads and raise price 5–10% to stretch stock, tell purchasing today.",
    "预计 {date} 断货:加急补 {qty} 件,降广告/小幅提价控速,今天通知采购。",
)
# Enough is on the way or ordered: "expedite 0" would read as nothing to do.
HURRY = Words(
    "Runs out on {date}; enough is ordered: speed up what is on the way, slow ads and raise price 5–10% to stretch "
    "stock, tell purchasing today.",
    "预计 {date} 断货:已订数量足够,请催在途货件,降广告/小幅提价控速,今天通知采购。",
)
CAPPED = Words(
    "The last 7 days sold over {x} times the month's rate and count as {x} times it; declare the event if it was one.",
    "近 7 天销速超过月均 {x} 倍,按 {x} 倍计;如为活动请在设置中声明。",
)
MIXED = Words(
    "A declared event lies in the sales windows and no orders report covers it: its units could not be taken out.",
    "销售窗口内含已声明的活动,但没有覆盖该时段的订单报表,无法剔除活动销量。",
)
NO_SALES = Words(
    "no inventory-planning report and no all-orders of the last 7 days: nobody knows what sells",
    "缺少 inventory-planning 报表,也没有近 7 天的 all-orders:无法得知销量",
)
OLD_SALES = Words("{type} is too old to tell what sells", "{type} 已过期,无法得知销量")
EMPTY_STOCK = Words("the stock of {sku} is an empty cell", "{sku} 的库存单元格为空")
EMPTY_UNITS = Words("the units sold of {sku} are empty cells", "{sku} 的销量单元格为空")
EMPTY_PIPELINE = Words("the inbound units of {sku} are empty cells", "{sku} 的在途数量单元格为空")
TOO_FEW_DAYS = Words("{sku} was in stock on too few days to tell what it sells", "{sku} 有货天数太少,无法判断销速")


def expedite(ctx: Context[Any], hit: Mapping[str, Any]) -> Words:
    """What to do about a SKU that is out or runs out: with the date, and the units to bring."""
    runs_out = ctx.clock.team_now.date() + timedelta(days=int(hit["cover_now"]))
    text = EXPEDITE if hit["order_quantity"] > 0 else HURRY
    return text.fill(date=ctx.day(runs_out), qty=same(number(hit["order_quantity"], 0)))


def no_sales(ctx: Context[Any]) -> NotJudged:
    """Why nobody knows what sells: a report that would tell is too old, or there is none."""
    old = too_old(ctx, PLANNING, "all-orders")
    return NotJudged(Verdict.STALE, OLD_SALES.fill(type=old)) if old else NotJudged(Verdict.NO_DATA, NO_SALES)


def stock_tags(hit: Mapping[str, Any]) -> tuple[Tag, ...]:
    """How far the velocity of a SKU may be trusted."""
    named: tuple[tuple[Tag, bool], ...] = (
        ("not-stock-adjusted", not hit["adjusted"]),
        ("low-confidence", hit["low_confidence"]),
    )
    return tuple(tag for tag, holds in named if holds)


def stock_notes(hit: Mapping[str, Any], spike: float) -> tuple[Words, ...]:
    """What was done to the velocity of a SKU."""
    notes = ((CAPPED.fill(x=spike), hit["capped"]), (MIXED, hit["mixed"]))
    return tuple(note for note, holds in notes if holds)


def not_judged(skus: pl.DataFrame, *, pipeline: bool = False) -> Iterator[NotJudged]:
    """The SKUs of a frame with velocity that cannot be judged, each with the reason."""
    if skus.is_empty():
        return
    sold = pl.any_horizontal(pl.col("units_7", "units_30", "units_90").is_not_null())
    blind = [
        (pl.col("near").is_null(), EMPTY_STOCK, Verdict.NO_DATA),
        (sold.not_(), EMPTY_UNITS, Verdict.NO_DATA),
        (pl.col("velocity").is_null(), TOO_FEW_DAYS, Verdict.SMALL_SAMPLE),
    ]
    if pipeline:
        blind.append((pl.col("pipeline").is_null(), EMPTY_PIPELINE, Verdict.NO_DATA))
    rest = skus
    for condition, reason, verdict in blind:
        yield from _unsure(rest.filter(condition)["sku"], reason, verdict)
        rest = rest.filter(condition.not_())


def _unsure(skus: Iterable[str], reason: Words, verdict: Verdict) -> Iterator[NotJudged]:
    return (NotJudged(verdict, partial(reason.fill, sku=sku), Subject("sku", sku)) for sku in skus)
