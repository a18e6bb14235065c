"""Fulfilment fees above what the fee preview says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, cast

import polars as pl

from cockpit.api import (
    FILE,
    LINE_SHOWN,
    ROW,
    SETTLEMENT,
    Context,
    Figure,
    Finding,
    Money,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    bulk_claim,
    check,
    claim,
    exact_value,
    fee_lines,
    fnskus,
    fulfilment_fees,
    group,
    master_rows,
    money,
    rows_by_key,
    same_band,
    same_season,
    same_table,
    setting,
    shipped_lines,
    snapshot_day,
    steps,
)

PREVIEW = "fee-preview"
PRESS = "third-party pages"
EXPECTED = "expected_fulfillment_fee_per_unit"


@dataclass(frozen=True)
class Fee:
    """[finance.fee]."""

    abs: float = setting(0.10, "a unit costs more than the preview by more than this, and", unit="money")
    rel: float = setting(0.03, "by more than this share of it", unit="share")
    min_units: int = setting(3, "fewer charged units are a small sample", unit="units")
    crit: float = setting(50, "from so much in all on (local currency) it is critical", unit="money")


@dataclass(frozen=True)
class Peak:
    """[finance.peak]."""

    first: str = setting("10-15", "first day of the peak season's fulfilment fees (month-day)", source=PRESS)
    last: str = setting("01-14", "last day of the peak season's fulfilment fees (month-day)", source=PRESS)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    fee: Fee = group(Fee)
    peak: Peak = group(Peak)
    fulfilment_surcharge: Mapping[str, Any] = setting(
        {"US": {"from": date(2026, 4, 17), "rate": 0.035}},
        "surcharge on fulfilment fees by marketplace, from a day on: the preview does not hold it",
        source=PRESS,
        as_of="2026-04-17",
    )
    fee_changes: Mapping[str, Any] = setting(
        {"US": [date(2026, 1, 15), date(2027, 1, 15)]},
        "days on which a new table of fulfilment fees holds",
        source=PRESS,
    )
    price_bands: Mapping[str, Any] = setting(
        {"US": [10, 50]}, "fulfilment fees differ below, between and above these prices", source=PRESS
    )
    fee_dispute_days: int = setting(
        90, "a fee can be disputed so many days after the charge", source="Amazon help: FBA fees reimbursement policy"
    )


TITLE = Words(
    "FBA fee {fee} a unit, expected {expected}: {x} too much on {n} {n|unit|units}",
    "FBA 配送费每件 {fee},应为 {expected}:{n} 件共多收 {x}",
)
ACTION = Words(
    "Request re-measurement with photos; claim {exposure} before {date}.",
    "提交复测并附照片,{date} 前索赔 {exposure}。",
)
SURCHARGED = Words(
    "Preview {preview} a unit, with the surcharge of the days of the charges {expected}",
    "费用预览每件 {preview},计入扣费当日附加费后为 {expected}",
)
FEW = Words("{sku}: only {n} {n|unit was|units were} charged", "{sku}:仅有 {n} 件被扣费")
NO_UNITS = Words("{sku}: no line says how many units were charged", "{sku}:没有明细说明扣费件数")
NO_PREVIEW = Words("{sku}: the fee preview has no fee for it", "{sku}:费用预览中没有其费用")
FEE_WRONG = Words("fulfilment fee: weight and dimensions", "配送费:重量与尺寸有误")
ATTACH = Words("photos of the unit on a scale and beside a tape", "实物上秤及卷尺测量的照片")
SHOWN = ("sku", "fnsku", "product_size_tier", "your_price", "sales_price", "currency", EXPECTED, FILE, ROW)
RATES = pl.Decimal(10, 6)
TOTAL = pl.Decimal(38, 10)


@check(
    "P-03",
    Words("FBA fee above the preview", "FBA 费用高于预览"),
    pane=Pane.MONTH_END,
    needs=(SETTLEMENT, PREVIEW),
    wants=("sku-master",),
    settings=Settings,
    section="finance",
)
def fee_above_preview(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Fulfilment fees above what the fee preview says.

    What it finds:
        SKUs that were charged more for fulfilment, on average a unit, than the fee preview with the surcharge of the
        day of each charge.
    Why it matters:
        Amazon has measured the item wrong, or put it in a wrong size tier: every unit costs too much until somebody
        asks for a re-measurement, and only the last 90 days come back.
    Formula:
        −Σ FBAPerUnitFulfillmentFee ÷ units − preview × (1 + surcharge) > max(0.10, 3%), in exact decimals, over the
        charges that can still be disputed. The surcharge is that of the day on which each line was posted, so a window
        over a rule date has both rates. The figure is the difference a unit, of what was charged (numerator) and
        expected (denominator). At risk: the difference × units.
    Lines:
        fee.abs (0.10) and fee.rel (3% of what is expected): both must be crossed, exactly is inside. fee.min_units (3).
        fee.crit (50, local currency): from so much in all on critical. Our own.
    Feeds:
        settlement: FBAPerUnitFulfillmentFee of orders, quantity-purchased, marketplace-name. fee-preview:
        expected-fulfillment-fee-per-unit, in Europe expected-domestic-fulfilment-fee-per-unit.
    Traps:
        Not compared: charges on the other side of a rule date (fee_changes) from the preview, charges of the peak
        season with a preview from outside of it, units sold in another price band (under 10, to 50, above), orders of
        other shops and other sites in the same settlement. The low-inventory-level fee is a line of its own. A fee that
        stands twice is P-04's. Quantities may stand on another row of the order item.
    What to do:
        Photograph the item on a scale and with a tape, request re-measurement, claim before the date. More than 10
        claims at once need a second person.

    中文

    发现什么:
        平均每件配送费高于费用预览(计入每笔扣费当日的附加费)的 SKU。
    为何重要:
        说明亚马逊测量有误或尺寸分段错误:不申请复测,每件都会多付,而且只能追回最近 90 天。
    公式:
        −Σ FBAPerUnitFulfillmentFee ÷ 件数 − 预览 ×(1 + 附加费)> max(0.10, 3%),按精确小数计算,只计仍可申诉的扣费。附
        加费取每行入账当日的比率,跨规则日的窗口两种比率并用。数值为每件差额,分子为实收,分母为应收。涉及金额:差额 × 件
        数。
    界限:
        fee.abs(0.10)与 fee.rel(应收的 3%):须同时超过,正好不算。fee.min_units(3)。fee.crit(50,当地币种):合计达
        到此值为紧急。均为自定。
    数据来源:
        settlement:订单的 FBAPerUnitFulfillmentFee、quantity-purchased、marketplace-name。fee-preview:
        expected-fulfillment-fee-per-unit,欧洲为 expected-domestic-fulfilment-fee-per-unit。
    陷阱:
        不比较:与预览分处规则日(fee_changes)两侧的扣费、旺季扣费与非旺季预览、在另一价格段(10 以下、至 50、以上)售出
        的商品、同一结算中其他店铺和其他站点的订单。低库存费是单独的明细。重复扣费由 P-04 处理。件数可能写在同一订单商品
        的另一行。
    怎么做:
        拍下实物称重和卷尺测量的照片,申请复测,并在期限前索赔。一次超过 10 个索赔须第二人审批。
    """
    since = ctx.clock.today(ctx.marketplace) - timedelta(days=ctx.settings.fee_dispute_days)
    charged = fulfilment_fees(shipped_lines(ctx, since))
    previews = _previews(ctx, charged)
    sums = _sums(_comparable(ctx, charged.join(previews, on=["sku", "currency"], maintain_order="left")), ctx)
    over = _over(ctx, sums)
    enough = over.filter(pl.col("units") >= pl.col("min_units"))
    yield from _findings(ctx, enough, since)
    for row in over.filter(pl.col("units") < pl.col("min_units")).iter_rows(named=True):
        few = FEW.fill(sku=row["sku"], n=row["units"])
        yield NotJudged(Verdict.SMALL_SAMPLE, few, Subject("sku", row["sku"]))
    yield from _unjudged(charged, previews)


def _previews(ctx: Context[Settings], charged: pl.DataFrame) -> pl.DataFrame:
    """One row per SKU and currency: ``preview`` and ``list_price``. Of several rows of a SKU the dearest fee counts."""
    home = charged["currency"].drop_nulls().head(1).to_list()
    currency = pl.col("currency").fill_null(home[0]) if home else pl.col("currency")
    rows = ctx.frame(PREVIEW).filter(
        pl.col(EXPECTED).is_not_null(), pl.col("sku").is_in(charged["sku"].unique().implode())
    )
    price = pl.coalesce("sales_price", "your_price").alias("list_price")
    dearest = rows.select("sku", currency, pl.col(EXPECTED).alias("preview"), price).sort("preview", descending=True)
    return dearest.unique(["sku", "currency"], keep="first", maintain_order=True)


def _comparable(ctx: Context[Settings], charged: pl.DataFrame) -> pl.DataFrame:
    """The charges that the preview's fee is about."""
    table = ctx.table(PREVIEW)
    if table is None:
        return charged.clear()
    exported = snapshot_day(table, ctx.marketplace)
    settings, here = ctx.settings, ctx.marketplace
    return charged.filter(
        pl.col("units") > 0,
        same_table(pl.col("day"), exported, settings.fee_changes.get(here, ())),
        same_season(pl.col("day"), exported, settings.peak.first, settings.peak.last),
        same_band(pl.col("price"), pl.col("list_price"), settings.price_bands.get(here, ())),
    )


def _sums(charged: pl.DataFrame, ctx: Context[Settings]) -> pl.DataFrame:
    """One row per SKU and currency: ``units charged expected`` in all, ``preview``, ``first`` day, ``category``."""
    expected = pl.col("units") * pl.col("preview") * (_surcharge(ctx) + 1)
    sums = charged.group_by("sku", "currency", maintain_order=True).agg(
        pl.col("units").sum(),
        pl.col("charged").cast(TOTAL).sum(),
        expected.cast(TOTAL).sum().alias("expected"),
        pl.col("preview").first(),
        pl.col("day").min().alias("first"),
    )
    return sums.join(master_rows(ctx).select("sku", "category"), on="sku", how="left", maintain_order="left")


def _surcharge(ctx: Context[Settings]) -> pl.Expr:
    """The surcharge that held on the day of each charge."""
    rate: Any = pl.lit("0").cast(RATES)
    for step in steps(ctx.settings.fulfilment_surcharge, ctx.marketplace):
        since = pl.col("day") >= (step.since or date.min)
        rate = pl.when(since).then(exact_value(step.value.get("rate", 0)).cast(RATES)).otherwise(rate)
    return cast("pl.Expr", rate)


def _over(ctx: Context[Settings], sums: pl.DataFrame) -> pl.DataFrame:
    """The SKUs above both lines of their own scope, with ``exposure`` and the least number of units."""
    parts = []
    for settings, rows in ctx.parts(sums):
        exposure = pl.col("charged") - pl.col("expected")
        least = pl.max_horizontal(
            (exact_value(settings.fee.abs) * pl.col("units")).cast(TOTAL),
            (exact_value(settings.fee.rel) * pl.col("expected")).cast(TOTAL),
        )
        marked = rows.with_columns(exposure=exposure, min_units=pl.lit(settings.fee.min_units))
        parts.append(marked.filter(pl.col("exposure") > least))
    return pl.concat(parts)


def _findings(ctx: Context[Settings], over: pl.DataFrame, since: date) -> Iterator[Finding]:
    if over.is_empty():
        return
    bulk = bulk_claim(ctx, over.height)
    charges = rows_by_key(fee_lines(ctx, since).select(LINE_SHOWN), "sku", over["sku"])
    previews = rows_by_key(ctx.frame(PREVIEW).select(SHOWN), "sku", over["sku"])
    labels = fnskus(ctx.frame(PREVIEW), over["sku"])
    for row in over.iter_rows(named=True):
        named = {**row, "fnsku": labels.get(row["sku"])}
        yield _finding(ctx, named, (charges[row["sku"]], previews[row["sku"]]), bulk)


def _finding(
    ctx: Context[Settings], row: Mapping[str, Any], evidence: tuple[pl.DataFrame, ...], bulk: tuple[Words, ...]
) -> Finding:
    sku, category, currency, exposure = row["sku"], row["category"] or "", row["currency"] or "", row["exposure"]
    fee, expected = row["charged"] / row["units"], row["expected"] / row["units"]
    crit = Decimal(str(ctx.settings_for(category=category, sku=sku).fee.crit))
    last = row["first"] + timedelta(days=ctx.settings.fee_dispute_days)
    x = money(exposure, currency)
    shown = {"fee": money(fee, currency), "expected": money(expected, currency), "x": x, "n": row["units"]}
    return Finding(
        Subject("sku", sku),
        Severity.CRITICAL if exposure >= crit else Severity.WARNING,
        TITLE.fill(**shown),
        ACTION.fill(exposure=x, date=ctx.day(last)),
        figure=Figure("difference", fee - expected, fee, expected, "money"),
        lines=tuple(
            ctx.line("internal", f"fee.{key}", crossed=crossed, sku=sku, category=category)
            for key, crossed in (("abs", True), ("rel", True), ("crit", exposure >= crit))
        ),
        evidence=evidence,
        due=ctx.clock.end_of_day(last, ctx.marketplace),
        impact=Money(exposure, currency) if currency else None,
        needs_approval=bool(bulk),
        proposals=claim(
            exposure, currency, FEE_WRONG, sku=sku, fnsku=row["fnsku"], quantity=row["units"], until=last, attach=ATTACH
        ),
        notes=(SURCHARGED.fill(preview=money(row["preview"], currency), expected=shown["expected"]), *bulk),
    )


def _unjudged(charged: pl.DataFrame, previews: pl.DataFrame) -> Iterator[NotJudged]:
    """SKUs that have no fee in the preview (where that is every one, nothing was judged), or no number of units."""
    skus = charged.select("sku", "currency").drop_nulls("sku")
    missing = skus.join(previews, on=["sku", "currency"], how="anti", maintain_order="left")["sku"]
    verdict = Verdict.NO_DATA if previews.is_empty() else Verdict.NOT_APPLICABLE
    for sku in missing.unique(maintain_order=True):
        yield NotJudged(verdict, partial(NO_PREVIEW.fill, sku=sku), Subject("sku", sku))
    uncounted = charged.filter(pl.col("units").is_null(), pl.col("sku").is_in(previews["sku"].implode()))["sku"]
    for sku in uncounted.unique(maintain_order=True):
        yield NotJudged(Verdict.NO_DATA, partial(NO_UNITS.fill, sku=sku), Subject("sku", sku))
