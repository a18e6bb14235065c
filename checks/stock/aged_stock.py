"""Units that Amazon charges for their age at the next assessment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import polars as pl

from cockpit.api import (
    AGED_COLUMNS,
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    Money,
    NotJudged,
    Pane,
    Say,
    Severity,
    Subject,
    Verdict,
    Words,
    aged_stock,
    check,
    fnskus,
    group,
    in_force,
    is_late,
    last_chance,
    master_rows,
    money,
    next_day,
    proposal,
    rows_by_key,
    same,
    setting,
)

PLANNING = "inventory-planning"
LATE = (
    "apparel", "clothing", "shoe", "shoes", "bag", "bags", "handbags", "luggage", "jewelry", "jewellery", "watch",
    "watches", "服装", "服饰", "女装", "男装", "童装", "鞋", "鞋靴", "女鞋", "男鞋", "箱包", "珠宝", "首饰", "手表",
    "钟表",
)  # fmt: skip
EU = ("UK", "DE", "FR", "IT", "ES", "NL", "BE", "SE", "PL", "IE")
FIRST_TIER: Mapping[str, Mapping[str, int]] = {
    "default": {"days": 366},
    "US": {"days": 181, "late_days": 271},
    **{marketplace: {"days": 241} for marketplace in EU},
}
SOURCE = "Amazon help: FBA storage and aged inventory changes"
TIERS = "third-party pages: aged inventory tiers"


@dataclass(frozen=True)
class Aged:
    """[stock.aged]."""

    assessment_day: int = setting(15, "day of the month on which Amazon counts and charges", source=SOURCE)
    surcharge: float = setting(50, "from so much for one SKU on it is critical", unit="money")
    late_categories: tuple[str, ...] = setting(LATE, "categories that have the later first tier", source=TIERS)
    first_tier: Mapping[str, Any] = setting(
        FIRST_TIER,
        "age from which stock is charged, by marketplace, dated",
        source=TIERS,
        as_of="2026-10-01",
        unit="days",
    )


@dataclass(frozen=True)
class Settings:
    """[stock], as far as this check needs it."""

    plan_day: int = setting(12, "overstock and aged stock are dealt with by this day of the month")
    aged: Aged = group(Aged)


TITLE = Words(
    "{units} {units|unit|units} aged {tier} {tier|day|days} or more will be charged on {date}",
    "{units} 件库龄 {tier} 天及以上,{date} 将计收超龄附加费",
)
COSTS = Words("{title}, about {amount}", "{title},约 {amount}")
OVER_YEAR = Words("{units} of them are older than 365 days.", "其中 {units} 件超过 365 天。")
ACTION = Words("Create removal or promotion before the 15th{saving}.", "15 日前提交移除或促销清货{saving}。")
SAVES = Words("; saves about {amount}", ",可省约 {amount}")
BY_BUCKETS = Words(
    "Counted from the age buckets less pending removals: the report has no count of Amazon's own.",
    "按库龄分段减去待移除数量推算:报表中没有亚马逊自己的计数。",
)
LAST = Words(
    "Charged at the assessment of {date}: {units} {units|unit|units}, {amount}.", "{date} 已计收:{units} 件,{amount}。"
)
EMPTY = Words("the age buckets of {sku} are empty cells", "{sku} 的库龄单元格为空")


@check(
    "S-05",
    Words("Aged stock", "超龄库存"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    needs=(PLANNING,),
    wants=("sku-master", "aged-inventory-fees"),
    settings=Settings,
    section="stock",
)
def aged(ctx: Context[Settings]) -> Iterator[Say]:
    """Units that Amazon charges for their age at the next assessment.

    What it finds:
        FBA SKUs with units that will be charged on the 15th (warning); critical when any of them is older than 365 days
        or Amazon estimates 50 or more (local currency) for the SKU.
    Why it matters:
        The surcharge comes on top of storage every month and rises with age; soon it is more than the goods are worth.
    Formula:
        Units = quantity-to-be-charged-ais-*, summed over the tiers. Where those cells are empty: the age buckets from
        the first charged tier on, less pending removals.
    Lines:
        aged.first_tier, dated and by marketplace: US 181 days (clothing, shoes, bags, jewellery, watches 271), EU and
        UK 241, elsewhere 366. aged.surcharge (50): exactly 50 is critical. aged.assessment_day (15), plan_day (12).
    Feeds:
        inventory-planning: quantity-to-be-charged-ais-*, estimated-ais-*, inv-age-181-to-270-days and older (newer
        files end with 366-to-455 and 456-plus, older ones with 365-plus), pending-removal-quantity, product-group. SKU
        master: category. aged-inventory-fees: what the last assessment charged.
    Traps:
        The buckets overlap: one family alone is summed. Age is first in, first out. Units pending removal are excused.
        A bucket counts only when all of it is past the first tier: in the EU units of 241 to 270 days cannot be told
        from younger ones in a file without Amazon's own count.
    What to do:
        Create the removal or the promotion before the 15th: a removal order placed by then is excused. Removal and
        disposal need a second person.

    中文

    发现什么:
        15 日将被计收库龄附加费的 FBA SKU(预警);其中有超过 365 天的,或亚马逊对该 SKU 的估算达到 50(当地货币)为紧急。
    为何重要:
        附加费每月在仓储费之外另收,库龄越大越贵,很快就超过货值。
    公式:
        件数 = quantity-to-be-charged-ais-* 各档之和。这些单元格为空时:起收档及以上的库龄分段之和,减去待移除数量。
    界限:
        aged.first_tier 按站点、按日期设定:美国 181 天(服装、鞋、箱包、珠宝、手表 271 天),欧洲和英国
        241 天,其他 366 天。
        aged.surcharge(50):正好 50 即紧急。aged.assessment_day(15)、plan_day(12)。
    数据来源:
        inventory-planning:quantity-to-be-charged-ais-*、estimated-ais-*、181-270 天及以上的库龄分段(新表以 366-455、
        456-plus 结尾,旧表为 365-plus)、pending-removal-quantity、product-group。SKU 主档:类目。aged-inventory-fees:
        上次计收的金额。
    陷阱:
        库龄分段有重叠,只能加一组。库龄按先进先出。待移除的不收。一个分段全部超过起收档才计入:没有亚马逊计数时,欧洲 241
        至 270 天的库存无法与更短的区分。
    怎么做:
        15 日前提交移除或促销:在此之前下的移除单不收费。移除和弃置须第二人审批。
    """
    ctx.changes_at(ctx.clock.end_of_team_day())
    today = ctx.clock.today(ctx.marketplace)
    for settings, part in ctx.parts(_rows(ctx)):
        tier = in_force(settings.aged.first_tier, ctx.marketplace, today)
        if not tier:
            continue
        found = aged_stock(part.with_columns(first_tier=_first_tier(tier, settings)))
        hits = found.filter(pl.col("charged") > 0).join(part.select("sku", "category").unique("sku"), on="sku")
        rows = rows_by_key(part.select(_shown(part)), "sku", hits["sku"])
        paid, labels = _last_charge(ctx, hits["sku"]), fnskus(part, hits["sku"])
        for hit in hits.iter_rows(named=True):
            evidence = (rows[hit["sku"]], *([paid[hit["sku"]]] if hit["sku"] in paid else ()))
            yield _finding(ctx, settings, {**hit, "fnsku": labels.get(hit["sku"])}, evidence)
        for sku in found.filter(pl.col("charged").is_null())["sku"]:
            yield NotJudged(Verdict.NO_DATA, partial(EMPTY.fill, sku=sku), Subject("sku", sku))


def _rows(ctx: Context[Settings]) -> pl.DataFrame:
    """The report with the master's category."""
    master = master_rows(ctx).select("sku", "category")
    return ctx.frame(PLANNING).join(master, on="sku", how="left", maintain_order="left")


def _first_tier(tier: Mapping[str, int], settings: Settings) -> pl.Expr:
    """Days of age from which a row's units are charged."""
    days = tier["days"]
    words = settings.aged.late_categories
    late = is_late(pl.col("category"), words) | is_late(pl.col("product_group"), words)
    return pl.when(late).then(pl.lit(tier.get("late_days", days))).otherwise(pl.lit(days))


def _shown(part: pl.DataFrame) -> list[str]:
    """Columns worth showing: those of the age that the file has at all."""
    there = [name for name in AGED_COLUMNS if part[name].null_count() < part.height]
    return ["snapshot_date", "sku", "available", "pending_removal_quantity", *there, "currency", FILE, ROW]


def _last_charge(ctx: Context[Settings], skus: pl.Series) -> Mapping[str, pl.DataFrame]:
    """What the newest assessment charged, by SKU."""
    paid = ctx.frame("aged-inventory-fees")
    newest = paid.filter(pl.col("snapshot_date") == pl.col("snapshot_date").max())
    shown = ("snapshot_date", "sku", "surcharge_age_tier", "qty_charged", "amount_charged", "currency", FILE, ROW)
    return rows_by_key(newest.select(shown), "sku", skus)


def _finding(
    ctx: Context[Settings], settings: Settings, hit: Mapping[str, Any], evidence: tuple[pl.DataFrame, ...]
) -> Finding:
    costs = hit["estimate"] is not None and hit["estimate"] >= settings.aged.surcharge
    amount = _amount(hit)
    spoken = same(money(amount.amount, amount.currency)) if amount else None
    assessed = next_day(ctx.clock.today(ctx.marketplace), settings.aged.assessment_day)
    return Finding(
        Subject("sku", hit["sku"]),
        Severity.CRITICAL if costs or hit["over_year"] > 0 else Severity.WARNING,
        _title(ctx, hit, assessed, spoken),
        ACTION.fill(saving=SAVES.fill(amount=spoken) if spoken else ""),
        figure=Figure("aged_units", hit["charged"], unit="count"),
        lines=_lines(ctx, settings, hit, costs=costs),
        evidence=evidence,
        due=last_chance(ctx, settings.plan_day, settings.aged.assessment_day),
        impact=amount,
        needs_approval=True,
        also_in=(Pane.MONTH_END,),
        notes=tuple(_notes(ctx, hit, evidence)),
        proposals=(
            proposal(
                "removal",
                sku=hit["sku"],
                fnsku=hit["fnsku"],
                quantity=hit["charged"],
                saving=amount.amount if amount else None,
                currency=amount.currency if amount else None,
            ),
        ),
    )


def _amount(hit: Mapping[str, Any]) -> Money | None:
    if not hit["estimate"] or not hit["currency"]:
        return None
    return Money(Decimal(hit["estimate"]).quantize(Decimal("0.01")), hit["currency"])


def _title(ctx: Context[Any], hit: Mapping[str, Any], assessed: date, amount: Words | None) -> Words:
    title = TITLE.fill(units=hit["charged"], tier=hit["first_tier"], date=ctx.day(assessed))
    return COSTS.fill(title=title, amount=amount) if amount else title


def _lines(ctx: Context[Settings], settings: Settings, hit: Mapping[str, Any], *, costs: bool) -> tuple[Line, ...]:
    scope = {"sku": hit["sku"], "category": hit["category"] or ""}
    place = ctx.marketplace if ctx.marketplace in settings.aged.first_tier else "default"
    tier = ctx.line("amazon", f"aged.first_tier.{place}", crossed=True, value=hit["first_tier"], **scope)
    return tier, ctx.line("internal", "aged.surcharge", crossed=costs, **scope)


def _notes(ctx: Context[Any], hit: Mapping[str, Any], evidence: tuple[pl.DataFrame, ...]) -> Iterator[Words]:
    if hit["over_year"] > 0:
        yield OVER_YEAR.fill(units=hit["over_year"])
    if not hit["counted"]:
        yield BY_BUCKETS
    for paid in evidence[1:]:
        amount = same(money(paid["amount_charged"].sum(), paid["currency"][0] or ""))
        yield LAST.fill(date=ctx.day(paid["snapshot_date"][0]), units=paid["qty_charged"].sum(), amount=amount)
