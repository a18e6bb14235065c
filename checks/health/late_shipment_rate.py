"""Late shipment rate: merchant orders confirmed after their expected ship date."""

from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.api import (
    Context,
    Measure,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Words,
    check,
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


METRIC = RateMetric(
    "lsr",
    "lateShipmentRate",
    Words("LSR", "迟发率"),
    cases=Words("orders", "订单"),
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
    any_of=("seller-performance", "manual-metrics"),
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
        the windows that the report does not have.
    Traps:
        Confirming late counts although the parcel left in time. The expected ship date moves for national holidays
        only. Automated Handling Time protects from deactivation. FBA orders never count.
    What to do:
        Confirm every shipped order now and clear what is due within 24 hours. Raising handling time, or vacation mode,
        needs the supervisor's approval.
    """
    rule = RateRule(METRIC, ACTION, strict=True)
    yield from say_rate(ctx, rule, _by_window(ctx), ctx.settings)


def _by_window(ctx: Context[Settings]) -> list[Measure]:
    """One measure per window: Amazon's report first, typed counts for the windows it does not have."""
    measures = reported_rates(ctx, METRIC)
    there = {measure.days for measure in measures}
    for measure in typed_rates(ctx, METRIC):
        untold = measure.days is None and not measures
        if untold or (measure.days in ctx.settings.windows and measure.days not in there):
            measures.append(measure)
    return measures
