"""Return dissatisfaction rate: return requests that left the buyer unhappy."""

from collections.abc import Iterator
from dataclasses import dataclass

from cockpit.api import (
    Context,
    Pane,
    RateMetric,
    RateRule,
    Say,
    Severity,
    Words,
    check,
    reported_rates,
    say_rate,
    setting,
    typed_rates,
)


@dataclass(frozen=True)
class Settings:
    """[health.rdr]."""

    amazon: float = setting(
        0.10, "Amazon's line: the return dissatisfaction rate must stay under it",
        source="Amazon help: Return dissatisfaction rate", as_of="2026-10-01", unit="rate",
    )  # fmt: skip
    internal: float = setting(0.05, "warn from this rate on", unit="rate")
    min_n: int = setting(10, "fewer return requests are a small sample", unit="requests")


METRIC = RateMetric(
    "rdr",
    "returnDissatisfactionRate",
    Words("RDR", "退货不满意率"),
    cases=Words("return {n|request|requests}", "退货请求"),
    failed=Words("with a dissatisfied buyer", "买家不满意请求"),
    bound="under",
    target="under",
)
ACTION = Words(
    "Authorise, refund or close every request older than 36 h.", "超过 36 小时的退货请求逐条授权、退款或关闭。"
)


@check(
    "H-09",
    Words("Return dissatisfaction (RDR)", "退货不满意率(RDR)"),
    pane=Pane.MORNING,
    any_of=("manual-metrics", "seller-performance"),
    settings=Settings,
    section="health.rdr",
    severities=(Severity.WARNING, Severity.INFO),
)
def return_dissatisfaction_rate(ctx: Context[Settings]) -> Iterator[Say]:
    """The share of return requests that left the buyer unhappy.

    What it finds:
        A return dissatisfaction rate at or over Amazon's line or the house target: a warning in either case, as Amazon
        states no penalty.
    Why it matters:
        It is where A-to-z claims and negative feedback come from.
    Formula:
        Return requests with negative feedback, answered after more than 48 hours, or wrongly refused ÷ return requests,
        as Amazon reports it.
    Lines:
        amazon (10%, must stay under it) and internal (5%).
    Feeds:
        `rdr` typed in manual-metrics from the Account Health page (counts, or the share).
    Traps:
        The performance report does not have it. Fewer than 10 requests are a small sample.
    What to do:
        Authorise, refund or close every request older than 36 hours (C-05 lists them).

    中文

    发现什么:
        退货不满意率达到或超过亚马逊红线或内部目标:都只作预警,亚马逊未写明处罚。
    为何重要:
        A-to-z 索赔和差评往往由此而来。
    公式:
        有差评、超过 48 小时才回复或被错误拒绝的退货请求 ÷ 退货请求,以亚马逊数据为准。
    界限:
        amazon(10%,必须低于)和 internal(5%)。
    数据来源:
        从账户状况页面录入 manual-metrics 的 rdr(计数或比率)。
    陷阱:
        绩效报表中没有该指标。少于 10 个请求为样本少。
    怎么做:
        超过 36 小时的退货请求逐条授权、退款或关闭(C-05 有清单)。
    """
    rule = RateRule(METRIC, ACTION, worst=Severity.WARNING)
    yield from say_rate(ctx, rule, reported_rates(ctx, METRIC) or typed_rates(ctx, METRIC), ctx.settings)
