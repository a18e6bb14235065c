"""Valid tracking rate: parcels with a tracking number that a carrier really scanned."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    reported_rates,
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
    cases=Words("packages", "包裹"),
    failed=Words("without valid tracking", "无有效追踪包裹"),
    bound="at_least",
    target="at_least",
    misses=True,
)
ACTION = Words(
    "Correct carrier and tracking ID on the listed parcels; edits count within 72 h and only until delivery.",
    "修正清单内包裹的承运商和单号;72 小时内生效,妥投后不可再改。",
)
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
        Packages with valid tracking / packages, merchant-fulfilled, 30 days. Below 20 packages, or with a single miss,
        the line is a warning tagged small-sample; Amazon's own BAD is critical in any case, its GOOD caps our count at
        a warning.
    Lines:
        amazon (95 %, exactly 95 % is enough; the report's own target outranks it) and internal (97 %).
    Feeds:
        seller-performance for the total; manual-metrics (`vtr` with `category`, counts of valid and of all packages)
        for the categories, and for the total where the report lacks it.
    Traps:
        A well-formed number that is never scanned is invalid. Since January 2025 all carriers count, and how many
        scans a parcel needs depends on its value. FBA parcels never count. The performance report has no categories:
        type them from the Account Health page.
    What to do:
        Correct carrier and tracking ID; edits count within 72 hours and only until delivery.
    """
    typed = typed_rates(ctx, METRIC)
    total = reported_rates(ctx, METRIC) or [measure for measure in typed if not measure.category]
    categories = [measure for measure in typed if measure.category and ctx.settings.by == "category"]
    if total or not categories:
        yield from say_rate(ctx, RULE, total, ctx.settings)
    for name in sorted({measure.category for measure in categories}):
        yield from _of_category(ctx, name, [measure for measure in categories if measure.category == name])


def _of_category(ctx: Context[Settings], name: str, measures: list[Measure]) -> Iterator[Say]:
    yield from say_rate(ctx, RULE, measures, ctx.settings_for(category=name), Subject("category", name))
