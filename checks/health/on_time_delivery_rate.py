"""On-time delivery rate: merchant units that arrived by their deliver-by date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cockpit.api import (
    Context,
    Finding,
    NotJudged,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Severity,
    Verdict,
    Words,
    check,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.otdr]."""

    amazon: float = setting(
        0.90, "Amazon's line: the on-time delivery rate must reach it",
        source="Amazon seller forums: On-Time Delivery Rate", as_of="2026-10-01", unit="rate",
    )  # fmt: skip
    internal: float = setting(
        0.95, "warn under this rate, which Amazon advises", source="Amazon seller forums: On-Time Delivery Rate",
        as_of="2026-10-01", unit="rate",
    )  # fmt: skip
    min_units: int = setting(
        20, "Amazon does not enforce below so many tracked units in the window",
        source="Amazon seller forums: On-Time Delivery Rate", as_of="2026-10-01", unit="units",
    )  # fmt: skip
    enforced: Sequence[str] = setting(("US", "UK", "DE"), "where Amazon enforces it; elsewhere it is information")
    enforced_from: Mapping[str, Any] = setting(
        {"US": date(2024, 9, 25), "UK": date(2026, 2, 2), "DE": date(2026, 9, 1)},
        "from which day it is enforced there",
        source="Amazon seller forums: On-Time Delivery Rate",
    )

    @property
    def min_n(self) -> int:
        """The sample, as every rate calls it."""
        return self.min_units


UNITS = RateMetric(
    "otdr",
    "unitOnTimeDeliveryRate",
    Words("OTDR", "准时送达率"),
    cases=Words("tracked {n|unit|units}", "有追踪的件数"),
    failed=Words("late", "迟到"),
    bound="at_least",
    target="at_least",
    misses=True,
)
PARCELS = RateMetric(
    "otdr",
    "onTimeDeliveryRate",
    Words("OTDR", "准时送达率"),
    cases=Words("tracked {n|parcel|parcels}", "有追踪的包裹"),
    failed=Words("late", "迟到"),
    bound="at_least",
    target="at_least",
    misses=True,
)
ACTION = Words(
    "Move the late lanes to a faster service or lengthen transit time; turn on the three protections.",
    "对延误线路更换渠道或延长运输时效;开启三项保护(自动运费设置、自动备货时间、购买配送)。",
)
NOT_ENFORCED = Words("not enforced in {mp}", "{mp} 未强制执行")
STEPS = Words(
    "UK steps: 80–90% a warning, 60–80% limits, under 60% the right to ship oneself may go.",
    "英国分级:80–90% 警告,60–80% 限制,低于 60% 可能取消自发货权限。",
)
PROTECTED = Words(
    "Protected only with Shipping Settings Automation, automated handling time (or 0–1 day) and Buy Shipping together.",
    "须同时使用自动运费设置、自动备货时间(或 0–1 天)和购买配送才受保护。",
)
UK = "UK"


@check(
    "H-05",
    Words("On-time delivery rate (OTDR)", "准时送达率(OTDR)"),
    pane=Pane.MORNING,
    any_of=("seller-performance", "manual-metrics"),
    settings=Settings,
    section="health.otdr",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def on_time_delivery_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of tracked merchant units that were delivered by their deliver-by date.

    What it finds:
        An on-time delivery rate under Amazon's line (critical) or under what Amazon advises (warning). Below 20 tracked
        units, and where Amazon does not enforce it, information only.
    Why it matters:
        Under 90% Amazon limits the listings, and then the right to ship oneself.
    Formula:
        Tracked units delivered by the deliver-by date, without Amazon's own extensions ÷ tracked units, 14 days,
        leaving out the latest 7: the report's own range.
    Lines:
        amazon (90%, exactly 90% is enough; the report's own target outranks it), internal (95%, Amazon's advice),
        min_units (20), enforced (US since 25 September 2024, UK since 2 February 2026, DE since 1 September 2026).
    Feeds:
        seller-performance (unitOnTimeDeliveryRate, else onTimeDeliveryRate); else `otdr` in manual-metrics (units in
        time, units).
    Traps:
        Units are counted, not orders. A carrier's late scan counts against you unless all three protections are on.
    What to do:
        Move the late lanes to a faster service or lengthen the transit time; turn on the three protections. A change of
        shipping templates needs a second person.

    中文

    发现什么:
        准时送达率低于亚马逊红线(紧急)或低于亚马逊建议值(预警)。不足 20 件,或亚马逊未强制执行的站点,只作提示。
    为何重要:
        低于 90% 亚马逊会限制商品,进而取消自发货权限。
    公式:
        在承诺送达日前送达(不含亚马逊自己的延长)的有追踪件数 ÷ 有追踪件数,14 天,不含最近 7 天:以报表区间为准。
    界限:
        amazon(90%,正好 90% 达标;报表自带的目标优先)、internal(95%,亚马逊建议)、min_units(20)、enforced(美国自
        2024-09-25,英国自 2026-02-02,德国自 2026-09-01)。
    数据来源:
        seller-performance(unitOnTimeDeliveryRate,否则 onTimeDeliveryRate);否则用 manual-metrics 的 otdr(准时件数、总件
        数)。
    陷阱:
        按件数而不是订单。承运商扫描迟到也算在你头上,除非三项保护全部开启。
    怎么做:
        对延误线路更换渠道或延长运输时效;开启三项保护。修改运费模板须第二人审批。
    """
    metric = UNITS if reported_rates(ctx, UNITS) or not reported_rates(ctx, PARCELS) else PARCELS
    enforced = _enforced(ctx)
    notes = (PROTECTED, *([STEPS] if ctx.marketplace == UK else []))
    rule = RateRule(
        metric, ACTION, worst=Severity.CRITICAL if enforced else Severity.INFO, worst_of_few=Severity.INFO,
        needs_approval=True, notes=notes,
    )  # fmt: skip
    said = list(say_rate(ctx, rule, reported_rates(ctx, metric) or typed_rates(ctx, metric), ctx.settings))
    if enforced or any(isinstance(one, Finding) for one in said):
        yield from said
    else:
        yield NotJudged(Verdict.NOT_APPLICABLE, NOT_ENFORCED.fill(mp=ctx.marketplace))


def _enforced(ctx: Context[Settings]) -> bool:
    since = ctx.settings.enforced_from.get(ctx.marketplace, date.min)
    return ctx.marketplace in ctx.settings.enforced and ctx.clock.today(ctx.marketplace) >= since
