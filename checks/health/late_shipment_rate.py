"""Late shipment rate: merchant orders confirmed after their expected ship date."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cockpit.api import (
    CONFIRMATIONS,
    Context,
    Measure,
    NotJudged,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Words,
    check,
    confirmed_late,
    in_stale_report,
    lapsed_part,
    lapsed_rates,
    not_there,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.lsr]."""

    amazon: float = setting(
        0.04,
        "Amazon's line: the late shipment rate must stay under it, over 10 days and over 30 days",
        source="Amazon help: Late shipment rate",
        as_of="2026-10-01",
        unit="rate",
    )
    internal: float = setting(0.025, "Warn above this rate", source="article (not Amazon's line)", unit="rate")
    windows: tuple[int, ...] = setting((10, 30), "The windows that Amazon enforces, in days", unit="d")
    min_n: int = setting(30, "Fewer orders are a small sample", unit="orders")


DAYS = Words("over {days} {days|day|days}", "{days} 天")
METRIC = RateMetric(
    "lsr",
    "lateShipmentRate",
    Words("LSR", "迟发率"),
    cases=Words("{n|order|orders}", "订单"),
    failed=Words("late", "迟发单"),
    bound="under",
    target="at_most",
)
ACTION = Words(
    "Confirm every shipped order now, clear orders due in 24 h, and raise handling time on SKUs you cannot ship in "
    "time (supervisor approval).",
    "立即确认所有已发货订单,清完 24 小时内到期订单;发不出的 SKU 申请延长备货时间(需主管审批)。",
)


@check(
    "H-02",
    Words("Late shipment rate (LSR)", "迟发率(LSR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics", CONFIRMATIONS),
    wants=("unshipped-orders", "all-orders"),
    settings=Settings,
    section="health.lsr",
)
def late_shipment_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of merchant orders whose shipment was confirmed too late.

    What it finds:
        A late shipment rate at or over Amazon's line (critical) or above the house target (warning), over 10 or over
        30 days: one issue, for the worse window.
    Why it matters:
        Amazon enforces both windows. A short spell of late orders breaks the 10-day rate long before the 30-day rate
        shows it.
    Formula:
        Orders confirmed after their expected ship date / orders; merchant-fulfilled only. Below 30 orders, or with a
        single late one, the line is a warning tagged small-sample; Amazon's own BAD is critical in any case, its GOOD
        caps our count at a warning.
    Lines:
        amazon (4 %, must stay under it; the report's own target outranks it) and internal (2.5 %, the article's figure,
        which it wrongly calls Amazon's: exactly 2.5 % is still allowed). In strict article mode the internal line is
        critical too.
    Feeds:
        seller-performance for the window of its own range; manual-metrics (`lsr`, `window_days` 10 or 30, counts) for
        the windows that the report does not have. A window typed some days ago and not since is stale: the other one
        being fine clears nothing. With neither, our own count: shipment-confirmations (confirmed_at, ship_by) and, for
        orders without a ship_by, the promise date that the unshipped files had; orders whose ship-by fell in the last
        10 and 30 complete days, late when confirmed after it or still open. Tagged low-confidence; without the
        unshipped orders, or with an order whose ship-by nobody knows, it can raise and does not clear.
    Traps:
        Confirming late counts although the parcel left in time. The expected ship date moves for national holidays
        only. Automated Handling Time protects from deactivation. FBA orders never count.
    What to do:
        Confirm every shipped order now and clear what is due within 24 hours. Raising handling time, or vacation mode,
        needs the supervisor's approval.

    中文

    发现什么:
        10 天或 30 天迟发率达到或超过亚马逊红线(紧急)或高于内部目标(预警);两个窗口合为一个问题,取较差者。
    为何重要:
        两个窗口亚马逊都考核。短期迟发会先冲破 10 天的比率,30 天的比率很久以后才显示。
    公式:
        预计发货日之后才确认的订单 ÷ 订单,只看自发货。少于 30 单,或只有一个失败时,超线只作预警并标记小样本;亚马逊自己
        判定 BAD 一律紧急,判定 GOOD 则我们的计数最多为预警。
    界限:
        amazon(4%,必须低于;报表自带的目标优先)和 internal(2.5%,原文的数字,原文误作亚马逊要求;正好 2.5% 仍允许)。严格原
        文模式下内部目标也为紧急。
    数据来源:
        seller-performance 提供其自身区间的窗口;报表没有的窗口用 manual-metrics(lsr,window_days 为 10 或 30,录入计数)。
        几天前录入过而之后没有再录入的窗口视为过期:另一个窗口正常不能解除它。两者都没有时自行统计:shipment-confirmations
        (confirmed_at、ship_by);没有 ship_by 的订单取未发货报表中的承诺日期。统计最近 10 与 30 个完整日内到期的订单,
        到期后才确认或仍未发货即为迟发。标记低置信;缺未发货报表,或有订单的最晚发货时间不明
        时,只能报警,不能解除。
    陷阱:
        准时发货但确认晚了也算迟发。预计发货日只因全国性假日顺延。自动备货时间可避免因迟发率停用账户。FBA 订单不计。
    怎么做:
        立即确认所有已发货订单,清完 24 小时内到期的订单。延长备货时间或开启假期模式须主管审批。
    """
    measures = _by_window(ctx)
    said = list(say_rate(ctx, RateRule(METRIC, ACTION, strict=True), measures, ctx.settings))
    yield from said or _unseen(ctx, {measure.days for measure in measures})


def _by_window(ctx: Context[Settings]) -> list[Measure]:
    """One measure per window: Amazon's report, typed counts for the windows it lacks; with neither, our own count."""
    measures = reported_rates(ctx, METRIC)
    there = {measure.days for measure in measures}
    for measure in typed_rates(ctx, METRIC):
        untold = measure.days is None and not measures
        if untold or (measure.days in ctx.settings.windows and measure.days not in there):
            measures.append(measure)
    return measures or [one for days in ctx.settings.windows if (one := confirmed_late(ctx, days)) is not None]


def _unseen(ctx: Context[Settings], seen: set[int | None]) -> Iterator[NotJudged]:
    """A window that was known and is not now: the other window being fine does not clear it."""
    if in_stale_report(ctx, METRIC) and not set(ctx.settings.windows) <= seen:
        yield not_there(ctx, METRIC)
    for window in ctx.settings.windows:
        rows = lapsed_rates(ctx, METRIC, window).filter(pl.col("window_days") == window)
        if window not in seen and not rows.is_empty():
            yield lapsed_part(ctx, METRIC, DAYS.fill(days=window), rows["date"][0])
