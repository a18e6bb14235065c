"""Order defect rate: claims, chargebacks and negative feedback on merchant orders."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Measure,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Words,
    check,
    merchant_orders,
    percent,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.odr]."""

    amazon: float = setting(
        0.01,
        "Amazon's line: the order defect rate must stay under it",
        source="Amazon help: Order defect rate",
        as_of="2026-10-01",
        unit="rate",
    )
    internal: float = setting(0.005, "Warn from this rate on", unit="rate")
    min_n: int = setting(100, "Fewer orders are a small sample", unit="orders")


WINDOW = 60  # days, by order date; fixed by Amazon
NEGATIVE = 2  # stars
METRIC = RateMetric(
    "odr",
    "orderDefectRate",
    Words("ODR", "订单缺陷率"),
    cases=Words("{n|order|orders}", "订单"),
    failed=Words("defective", "缺陷单"),
    bound="under",
    target="under",
)
ACTION = Words(
    "List the defective orders; answer or settle each claim today, request removal where feedback breaks Amazon's "
    "rules, and hold risky SKUs until the rate is under 0.5%.",
    "列出缺陷订单,当天处理索赔;差评符合移除条件的立即申请移除;问题 SKU 暂停推广,直至 ODR 降到 0.5% 以下。",
)
AFN = Words("FBA orders (not judged here): {value}, {k} of {n}", "FBA 订单(不在此判定):{value},{n} 单中 {k} 单")
CAUSES = Words(
    "claims {claims}, chargebacks {chargebacks}, negative feedback {feedback}",
    "索赔 {claims}、拒付 {chargebacks}、差评 {feedback}",
)
ORDER_SHOWN = ("amazon_order_id", "purchase_date", "order_status", "sku", FILE, ROW)
FEEDBACK_SHOWN = ("date", "rating", "comments", "order_id", FILE, ROW)
CLAIM_SHOWN = ("claim_id", "opened_at", "state", "order_id", FILE, ROW)
CHARGEBACK_SHOWN = ("chargeback_id", "notified_at", "state", "order_id", FILE, ROW)
# What makes an order defective, by the report that tells it.
DEFECTS: Mapping[str, tuple[pl.Expr, Sequence[str]]] = {
    "feedback": (pl.col("rating") <= NEGATIVE, FEEDBACK_SHOWN),
    "atoz-claims": (~pl.col("state").is_in(["denied", "withdrawn"]).fill_null(value=False), CLAIM_SHOWN),
    "chargebacks": (pl.lit(value=True), CHARGEBACK_SHOWN),
}


@check(
    "H-01",
    Words("Order defect rate (ODR)", "订单缺陷率(ODR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics", "all-orders"),
    wants=("feedback", "atoz-claims", "chargebacks"),
    settings=Settings,
    section="health.odr",
)
def order_defect_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of merchant orders that ended in a claim, a chargeback or negative feedback.

    What it finds:
        An order defect rate at or over Amazon's line (critical) or the house target (warning).
    Why it matters:
        From 1 % on Amazon may take the right to sell. It is the first figure an account manager looks at.
    Formula:
        Orders with at least one defect / orders, by order date over 60 days; an order counts once, however many
        defects it has. Defects: 1 and 2 star feedback, A-to-z claims that were not denied, withdrawn or paid by Amazon,
        credit-card chargebacks. Below 100 orders, or with a single defect, the line is a warning tagged small-sample;
        Amazon's own BAD is critical in any case, its GOOD caps our count at a warning.
    Lines:
        amazon (1 %, must stay under it; the report's own target outranks it) and internal (0.5 %).
    Feeds:
        seller-performance (its own range, which ends about two weeks back; merchant-fulfilled only); else the counts
        typed in manual-metrics as `odr`; else all-orders of the last 60 complete days with what there is of feedback,
        atoz-claims and chargebacks, tagged low-confidence: without all three it can raise and does not clear.
    Traps:
        It follows the order date, so it never agrees with the feedback page. FBA orders have a rate of their own, shown
        as a note; FBA delivery complaints can be struck through. One of 60 is 1.67 %. Product reviews are not feedback.
    What to do:
        List the defective orders, settle each claim today, ask for removal where feedback breaks the rules, and hold
        risky SKUs until the rate is under the target.

    中文

    发现什么:
        订单缺陷率达到或超过亚马逊红线(紧急)或内部目标(预警)。
    为何重要:
        达到 1% 起亚马逊可能取消销售权限;这是客户经理首先看的数字。
    公式:
        60 天内(按下单日期)至少有一个缺陷的订单 ÷ 订单;一个订单无论有几个缺陷只算一次。缺陷:1–2 星反馈、未被驳回、未撤
        回且非亚马逊承担的 A-to-z 索赔、信用卡拒付。少于 100 单,或只有一个失败时,超线只作预警并标记小样本;亚马逊自己判
        定 BAD 一律紧急,判定 GOOD 则我们的计数最多为预警。
    界限:
        amazon(1%,必须低于;报表自带的目标优先)和 internal(0.5%)。
    数据来源:
        seller-performance(用其自身区间,约止于两周前;只看自发货);否则用 manual-metrics 中录入的 odr 计数;再否则由最近
        60 个完整日的 all-orders 与现有的 feedback、atoz-claims、chargebacks 自行统计,标记低置信:三者不全时只能报警,
        不能解除。
    陷阱:
        按下单日期计算,因此与反馈页面对不上。FBA 订单另有一个比率,仅作备注;FBA 配送类差评可申请划除。60 单中 1 单即
        1.67%。商品评论不是店铺反馈。
    怎么做:
        列出缺陷订单,当天处理索赔;差评符合移除条件的立即申请移除;问题 SKU 暂停推广,直至降到目标以下。
    """
    measures = reported_rates(ctx, METRIC) or typed_rates(ctx, METRIC) or list(_counted(ctx))
    rule = RateRule(METRIC, ACTION, notes=tuple(_report_notes(ctx)), evidence=tuple(_complaints(ctx, measures)))
    yield from say_rate(ctx, rule, measures, ctx.settings)


def _counted(ctx: Context[Settings]) -> Iterator[Measure]:
    """Defects by the feedback, claims and chargebacks there are; without any of them there is nothing to count."""
    if not (ctx.has("all-orders") and any(ctx.has(type_) for type_ in DEFECTS)):
        return
    window = merchant_orders(ctx, WINDOW)
    defects = [ctx.frame(type_).filter(bad).select(*shown) for type_, (bad, shown) in DEFECTS.items()]
    ids = pl.concat([frame["order_id"] for frame in defects]).drop_nulls().unique()
    failed = window.rows.filter(pl.col("amazon_order_id").is_in(ids.implode()))
    orders = failed.unique("amazon_order_id", keep="first", maintain_order=True).select(ORDER_SHOWN)
    ours = pl.col("order_id").is_in(orders["amazon_order_id"].implode())
    whole = all(ctx.has(type_) for type_ in DEFECTS)
    yield window.counted(failed, (orders, *(frame.filter(ours) for frame in defects)), whole=whole)


def _complaints(ctx: Context[Settings], measures: list[Measure]) -> Iterator[pl.DataFrame]:
    """Beside Amazon's figure: the negative feedback since its range began, the part of the defects we can list."""
    first = next((measure.first for measure in measures if measure.origin == "report" and measure.first), None)
    if first is not None and ctx.has("feedback"):
        bad = (pl.col("rating") <= NEGATIVE) & (pl.col("date") >= first)
        yield ctx.frame("feedback").filter(bad).select(FEEDBACK_SHOWN)


def _report_notes(ctx: Context[Settings]) -> Iterator[Words]:
    """What the performance report says beside the rate: the causes, and the rate of FBA orders."""
    rows = ctx.frame("seller-performance").filter(pl.col("metric") == METRIC.field)
    for row in rows.iter_rows(named=True):
        k, n = row["numerator"], row["denominator"]
        if (row["fulfillment"] or "").lower() == "afn":
            if k is not None and n:
                yield AFN.fill(value=percent(k / n), k=k, n=n)
        elif row["claims"] is not None:
            causes = {"claims": row["claims"], "chargebacks": row["chargebacks"] or 0}
            yield CAUSES.fill(**causes, feedback=row["negative_feedback"] or 0)
