"""SKUs that sell well and pay Amazon's fee for keeping too little stock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    master_rows,
    number,
    rows_by_key,
    same,
    setting,
)

PLANNING, RESTOCK = "inventory-planning", "restock"
SHORT, LONG = "short_term_historical_days_of_supply", "long_term_historical_days_of_supply"
PAN_EU = ("DE", "FR", "IT", "ES", "NL", "BE", "SE", "PL", "IE")
ENFORCED = ("US", *PAN_EU, "JP")
SOURCE = "Amazon announcement: Low-inventory-level fee"
SHOWN = (
    "snapshot_date", "sku", "fnsku", "available", "units_shipped_t7", SHORT, LONG,
    "exempted_from_low_inventory_level_fee", "low_inventory_level_fee_applied", "recommended_ship_in_date", FILE, ROW,
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """[stock], as far as this check needs it."""

    lil_days: Mapping[str, float] = setting(
        {"default": 28, "JP": 14},
        "a fee when both windows are under it",
        source=SOURCE,
        as_of="2026-10-01",
        unit="days",
    )
    lil_min_units7: float = setting(20, "fewer units in 7 days are exempt", source=SOURCE, as_of="2026-10-01")
    lil_fnsku_from: Mapping[str, date] = setting(
        {"US": date(2026, 1, 15)}, "from this day on the units of one FNSKU count together", source=SOURCE
    )
    lil_new_days: float = setting(180, "so are the first days of a product", source=SOURCE, unit="days")


TITLE = Words(
    "Low-inventory fee: {short} {short|day|days} of supply over 30 days, {long} over 90, line {line}",
    "低库存费:短期供货 {short} 天,长期 {long} 天,界限 {line} 天",
)
ACTION = Words(
    "Raise either window to {line} {line|day|days}: send a top-up or slow sales.",
    "补货或控速,使短期或长期供货天数之一达到 {line} 天。",
)
APPLIED = Words("Amazon charges the fee in the current week.", "亚马逊本周已在收取该费用。")
UNITS = Words(
    "{units} {units|unit|units} shipped in 7 days; from {min} on the fee applies.",
    "7 天发货 {units} 件;{min} 件起收费。",
)
EMPTY = Words("the historical days of supply of {sku} are empty cells", "{sku} 的历史供货天数单元格为空")
NO_COLUMNS = Words("inventory-planning has no historical days of supply", "inventory-planning 中没有历史供货天数")


@check(
    "S-09",
    Words("Low-inventory-level fee", "低库存水平费"),
    pane=Pane.MORNING,
    needs=(PLANNING,),
    wants=(RESTOCK, "sku-master"),
    settings=Settings,
    section="stock",
    severities=(Severity.WARNING,),
    marketplaces=ENFORCED,
)
def low_inventory_fee(ctx: Context[Settings]) -> Iterator[Say]:
    """SKUs that sell well and pay Amazon's fee for keeping too little stock.

    What it finds:
        SKUs whose short-term (30 days) and long-term (90 days) historical days of supply are both under 28 (Japan: 14)
        and of which at least 20 units were shipped in 7 days. US, Pan-EU and Japan.
    Why it matters:
        Amazon adds a fee to every unit it ships while both windows are low.
    Formula:
        The larger of the two windows against the line: either one at 28 or more means no fee.
    Lines:
        lil_days (28, JP 14, Amazon's: exactly 28 is fine), lil_min_units7 (20: exactly 20 is charged), lil_new_days
        (180), lil_fnsku_from (US 2026-01-15).
    Feeds:
        inventory-planning: Short term and Long term historical days of supply, units-shipped-t7, "Exempted from
        Low-Inventory-Level fee?", Recommended ship-in date. SKU master: first_live. restock: Recommended ship date.
    Traps:
        Exempt: fewer than 20 units in 7 days, the first 180 days of a product (first_live), and what the report calls
        exempted (AWD replenished by itself is). A seller's first 365 days are exempt too, which no report tells. In the
        US the units of one FNSKU count together since 2026-01-15.
    What to do:
        Send a top-up with the next shipment, or slow sales, until one window is back at the line. Due on Amazon's
        recommended ship date where a report has one.

    中文

    发现什么:
        短期(30 天)与长期(90 天)历史供货天数均低于 28 天(日本 14 天),且 7 天发货至少 20 件的 SKU。适用美国、泛欧和日本。
    为何重要:
        两个窗口都偏低期间,亚马逊对每件发货加收费用。
    公式:
        取两个窗口中较大者与界限比较:任一达到 28 天即不收费。
    界限:
        lil_days(28 天,日本 14 天,亚马逊:正好 28 不提示)、lil_min_units7(20 件:正好 20 收费)、lil_new_days(180 天)、
        lil_fnsku_from(美国 2026-01-15)。
    数据来源:
        inventory-planning:Short term / Long term historical days of supply、units-shipped-t7、“Exempted from
        Low-Inventory-Level fee?”、Recommended ship-in date。SKU 主档:first_live。restock:Recommended ship date。
    陷阱:
        豁免:7 天少于 20 件、产品前 180 天(first_live)、报表标明豁免的(AWD 自动补货即是)。卖家前 365 天也豁免,但没有报表
        说明。美国自 2026-01-15 起按 FNSKU 合计件数。
    怎么做:
        随下一批货补充,或控制销速,直到其中一个窗口回到界限。报表给出建议发货日期时以该日为期限。
    """
    line = ctx.settings.lil_days.get(ctx.marketplace, ctx.settings.lil_days.get("default", 28))
    selling = _selling(ctx)
    low = (pl.col(SHORT) < line) & (pl.col(LONG) < line)
    hits = selling.filter(low)
    rows = rows_by_key(ctx.frame(PLANNING).select(SHOWN), "sku", hits["sku"])
    ships = _ship_dates(ctx, hits)
    for hit in hits.unique("sku", maintain_order=True).iter_rows(named=True):
        yield _finding(ctx, hit, line, rows[hit["sku"]], ships.get(hit["sku"]))
    yield from _unsure(ctx, selling, low)


def _selling(ctx: Context[Settings]) -> pl.DataFrame:
    """The rows that are not exempt, with `units` of 7 days."""
    planning = ctx.frame(PLANNING)
    whole = pl.col("units_shipped_t7").sum().over("fnsku")
    since = ctx.settings.lil_fnsku_from.get(ctx.marketplace, date.max)
    together = pl.col("fnsku").is_not_null() & (pl.col("snapshot_date") >= since).fill_null(value=False)
    units = pl.when(together).then(whole).otherwise(pl.col("units_shipped_t7"))
    master = master_rows(ctx).select("sku", "first_live")
    oldest = ctx.clock.today(ctx.marketplace) - timedelta(days=ctx.settings.lil_new_days)
    new = (pl.col("first_live") > oldest).fill_null(value=False)
    exempt = pl.col("exempted_from_low_inventory_level_fee").fill_null(value=False)
    return (
        planning.with_columns(units=units)
        .join(master, on="sku", how="left", maintain_order="left")
        .filter(pl.col("units") >= ctx.settings.lil_min_units7, new.not_(), exempt.not_())
    )


def _ship_dates(ctx: Context[Settings], hits: pl.DataFrame) -> Mapping[str, datetime]:
    """When Amazon would ship the next units of each SKU, as far as a report says so and the day is not over."""
    restock = ctx.frame(RESTOCK).select(sku="merchant_sku", on="recommended_ship_date")
    dates = pl.concat([hits.select("sku", on="recommended_ship_in_date"), restock]).drop_nulls()
    ahead = dates.filter(pl.col("on") >= ctx.clock.team_now.date(), pl.col("sku").is_in(hits["sku"].implode()))
    earliest = ahead.group_by("sku").agg(pl.col("on").min())
    return {sku: ctx.clock.team_time(ctx.evening, on) for sku, on in earliest.iter_rows()}


def _unsure(ctx: Context[Settings], selling: pl.DataFrame, low: pl.Expr) -> Iterator[NotJudged]:
    """Rows of which a window is empty and the other one is not enough."""
    blind = selling.filter(low.is_null())
    if blind.is_empty():
        return
    told = ctx.frame(PLANNING).select(pl.any_horizontal(pl.col(SHORT, LONG).is_not_null()).any()).item()
    if not told:
        yield NotJudged(Verdict.NO_DATA, NO_COLUMNS)
        return
    for sku in blind["sku"].unique(maintain_order=True):
        yield NotJudged(Verdict.NO_DATA, EMPTY.fill(sku=sku), Subject("sku", sku))


def _finding(
    ctx: Context[Settings], hit: Mapping[str, Any], line: float, rows: pl.DataFrame, ships: datetime | None
) -> Finding:
    key = ctx.marketplace if ctx.marketplace in ctx.settings.lil_days else "default"
    short, long = hit[SHORT], hit[LONG]
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.WARNING,
        TITLE.fill(short=same(number(short, 1)), long=same(number(long, 1)), line=line),
        ACTION.fill(line=line),
        figure=Figure("days_of_supply", max(short, long), unit="days"),
        lines=(ctx.line("amazon", f"lil_days.{key}", crossed=True),),
        evidence=(rows,),
        due=ships,
        notes=(UNITS.fill(units=hit["units"], min=ctx.settings.lil_min_units7), *_applied(hit)),
    )


def _applied(hit: Mapping[str, Any]) -> tuple[Words, ...]:
    return (APPLIED,) if hit["low_inventory_level_fee_applied"] else ()
