"""Valid tracking rate: parcels with a tracking number that a carrier really scanned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cockpit.api import (
    Context,
    Measure,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Subject,
    Words,
    check,
    in_stale_report,
    lapsed_part,
    lapsed_rates,
    not_there,
    percent,
    reported_rates,
    same,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.vtr]."""

    amazon: float = setting(
        0.95,
        "Amazon's line: the valid tracking rate of each category must reach it",
        source="Amazon help: Valid tracking rate",
        as_of="2026-10-01",
        unit="rate",
    )
    internal: float = setting(0.97, "Warn under this rate", unit="rate")
    by: str = setting("category", 'Judge each category ("category") or the total alone ("total")')
    min_n: int = setting(20, "Fewer packages are a small sample", unit="packages")


METRIC = RateMetric(
    "vtr",
    "validTrackingRate",
    Words("VTR", "有效追踪率"),
    cases=Words("{n|package|packages}", "包裹"),
    failed=Words("without valid tracking", "无有效追踪包裹"),
    bound="at_least",
    target="at_least",
    misses=True,
)
ACTION = Words(
    "Correct carrier and tracking ID on the listed parcels; edits count within 72 h and only until delivery.",
    "修正清单内包裹的承运商和单号;72 小时内生效,妥投后不可再改。",
)
TOTAL = Words("in total", "总体")
BESIDE = Words(
    "{value} over {days} {days|day|days}, which Amazon shows and does not judge",
    "{days} 天内为 {value}:亚马逊仅展示,不考核",
)
WINDOW = 30  # days
RULE = RateRule(METRIC, ACTION)


@check(
    "H-04",
    Words("Valid tracking rate (VTR)", "有效追踪率(VTR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics"),
    settings=Settings,
    section="health.vtr",
)
def valid_tracking_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of merchant parcels whose tracking number a carrier has scanned.

    What it finds:
        A valid tracking rate under Amazon's line (critical) or under the house target (warning), in total and in each
        category: 97 % overall with one category at 93 % is critical for that category.
    Why it matters:
        Amazon takes the right to ship oneself per category. Parcels without valid tracking also lose every claim for
        an item not received.
    Formula:
        Packages with valid tracking / packages, merchant-fulfilled, 30 days; a figure typed for 7 days is shown beside
        it and judged only where there is no other. Below 20 packages, or with a single miss, the line is a warning
        tagged small-sample; Amazon's own BAD is critical in any case, its GOOD caps our count at a warning.
    Lines:
        amazon (95 %, exactly 95 % is enough; the report's own target outranks it) and internal (97 %).
    Feeds:
        seller-performance for the total; manual-metrics (`vtr` with `category`, counts of valid and of all packages)
        for the categories, and for the total where the report lacks it.
    Traps:
        A well-formed number that is never scanned is invalid. Since January 2025 all carriers count, and how many
        scans a parcel needs depends on its value. FBA parcels never count. The performance report has no categories:
        type them from the Account Health page; a category typed some days ago and not since is stale.
    What to do:
        Correct carrier and tracking ID; edits count within 72 hours and only until delivery.

    中文

    发现什么:
        有效追踪率低于亚马逊红线(紧急)或低于内部目标(预警),总体与各类目分别判断:总体 97% 而某一类目 93%,该类目为紧急。
    为何重要:
        亚马逊按类目取消自发货权限。没有有效追踪的包裹,未收到货的索赔必输。
    公式:
        30 天内有有效追踪的包裹 ÷ 包裹,只看自发货;录入的 7 天数值仅作展示,没有其他数值时才判定。
        少于 20 个包裹,或只有一个失败时,超线只作预警并标记小样本;亚马逊自己判定 BAD 一律紧急,判定 GOOD 则我们的计数最多
        为预警。
    界限:
        amazon(95%,正好 95% 达标;报表自带的目标优先)和 internal(97%)。
    数据来源:
        seller-performance 提供总体;类目用 manual-metrics(vtr,填 category,录入有效包裹数与包裹总数),报表没有总体时也用
        它。
    陷阱:
        格式正确但从未被扫描的单号无效。2025 年 1 月起所有承运商都计入,需要几次扫描取决于货值。FBA 包裹不计。绩效报表
        没有类目:请从账户状况页面录入;几天前录入过而之后没有再录入的类目视为过期。
    怎么做:
        修正承运商和单号;72 小时内生效,妥投后不可再改。
    """
    typed = typed_rates(ctx, METRIC, by_category=True)
    total = reported_rates(ctx, METRIC) or typed_rates(ctx, METRIC)
    categories = [measure for measure in typed if measure.category and ctx.settings.by == "category"]
    if total or not categories:
        yield from _of_window(ctx, total, ctx.settings)
    for name in sorted({measure.category for measure in categories}):
        yield from _of_category(ctx, name, [measure for measure in categories if measure.category == name])
    yield from _unseen(ctx, total_seen=bool(total))


def _of_category(ctx: Context[Settings], name: str, measures: list[Measure]) -> Iterator[Say]:
    yield from _of_window(ctx, measures, ctx.settings_for(category=name), Subject("category", name))


def _of_window(
    ctx: Context[Settings], measures: Sequence[Measure], settings: Settings, part: Subject | None = None
) -> Iterator[Say]:
    """Judge the 30 days; Amazon shows 7 days beside them, and so do we."""
    short = [one for one in measures if one.days is not None and one.days < WINDOW]
    judged = [one for one in measures if one not in short] or short
    shown = [BESIDE.fill(value=percent(float(one.rate.share)), days=one.days or 0) for one in short if one.rate]
    yield from say_rate(ctx, RULE if judged is short else replace(RULE, notes=tuple(shown)), judged, settings, part)


def _unseen(ctx: Context[Settings], *, total_seen: bool) -> Iterator[Say]:
    """What was known within the window and is not now: what is fine beside it does not clear it."""
    account = Subject("account", ctx.marketplace)
    if not total_seen and in_stale_report(ctx, METRIC):
        yield not_there(ctx, METRIC, account)
    for name, on in lapsed_rates(ctx, METRIC, WINDOW).select("category", "date").iter_rows():
        if name and ctx.settings.by == "category":
            yield lapsed_part(ctx, METRIC, same(name), on, Subject("category", name))
        elif not name and not total_seen:
            yield lapsed_part(ctx, METRIC, TOTAL, on, account)
