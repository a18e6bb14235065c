"""Return requests of merchant orders that nobody has answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    elapsed,
    lasted,
    over_refund_limit,
    setting,
    span,
)


@dataclass(frozen=True)
class Settings:
    """[customers], as far as return requests go."""

    return_warn_h: float = setting(36, "warn when a return request waits this long, weekends included", unit="h")
    return_h: float = setting(
        48, "a return request is answered within", source="Amazon help: Return dissatisfaction rate",
        as_of="2026-10-01", unit="h",
    )  # fmt: skip
    return_answered: Sequence[str] = setting(
        ("approved", "authorized", "authorised", "completed", "closed", "refunded", "rejected", "denied", "declined",
         "cancelled", "canceled"),
        "request statuses that need no answer any more; every other one waits",
    )  # fmt: skip


WAITS = Words(
    "Return request on {order} waits {waited} — {against}", "订单 {order} 的退货请求已等待 {waited}:{against}"
)
PAST_AMAZON = Words("Amazon's line {line} reached", "已到亚马逊红线 {line}")
PAST_TARGET = Words("past your internal {target}, Amazon's line is {line}", "已过内部目标 {target},亚马逊红线 {line}")
ACTION = Words("Authorise, refund or close with the right code.", "授权、退款或按正确代码关闭。")
NO_DATE = Words("the return request on {order} has no readable date", "订单 {order} 的退货请求没有可读的日期")
SHOWN = (
    "order_id", "return_request_date", "return_request_status", "amazon_rma_id", "merchant_sku", "return_reason",
    "in_policy", "a_to_z_claim", "resolution", "order_amount", "currency", FILE, ROW,
)  # fmt: skip


@check(
    "C-05",
    Words("Return request waiting", "退货请求待处理"),
    pane=Pane.EVENING,
    also_in=(Pane.MORNING,),
    needs=("mfn-returns",),
    settings=Settings,
    section="customers",
)
def return_request(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Return requests of merchant orders that nobody has answered.

    What it finds:
        Orders with an open return request that has waited 36 hours (a warning) or 48 hours (critical).
    Why it matters:
        Requests answered late count towards the return dissatisfaction rate, and the buyer's next step is an A-to-z
        claim.
    Formula:
        Now minus the end of the request's day in the marketplace's zone, on the elapsed clock: the report has a date
        and no hour, so the clock starts when that day is over.
    Lines:
        return_h (48 h, Amazon); return_warn_h (36 h, our own). Exactly that old has reached it.
    Feeds:
        mfn-returns: order, request date, request status.
    Traps:
        A status that the cockpit does not know counts as open: nothing is calm because of a new word
        (return_answered lists those that need no answer). Weekends and holidays count. FBA returns never appear here.
    What to do:
        Authorise, refund or close the request with the right code. A refund above the limit needs a second person.

    中文

    发现什么:
        自发货订单未处理的退货请求:等待 36 小时为预警,48 小时为紧急。
    为何重要:
        逾期处理会计入退货不满意率,买家下一步就是 A-to-z 索赔。
    公式:
        现在减去请求当日在站点时区的结束时刻(自然时钟):报表只有日期没有钟点,从当天结束起算。
    界限:
        return_h(48 小时,亚马逊);return_warn_h(36 小时,自定)。正好到时即算。
    数据来源:
        mfn-returns:订单、请求日期、请求状态。
    陷阱:
        不认识的状态按未处理计:不会因为一个新词而误报平安(return_answered 列出无需处理的状态)。周末和节假日照计。FBA
        退货不在此列。
    怎么做:
        授权、退款或按正确代码关闭。超过限额的退款须第二人审批。
    """
    answered = pl.col("return_request_status").str.strip_chars().str.to_lowercase().is_in(ctx.settings.return_answered)
    waiting = ctx.frame("mfn-returns").filter(~answered.fill_null(False))
    for rows in waiting.sort("return_request_date", nulls_last=True).partition_by("order_id", maintain_order=True):
        order, asked = rows["order_id"][0], rows["return_request_date"][0]
        if asked is None:
            yield NotJudged(Verdict.NO_DATA, NO_DATE.fill(order=order), Subject("order", order))
            continue
        start = ctx.clock.end_of_day(asked, ctx.marketplace)
        for hours in (ctx.settings.return_warn_h, ctx.settings.return_h):
            ctx.changes_at(start + timedelta(hours=hours))
        waited = elapsed(start, ctx.now)
        if waited >= timedelta(hours=ctx.settings.return_warn_h):
            yield _finding(ctx, rows, waited)


def _finding(ctx: Context[Settings], rows: pl.DataFrame, waited: timedelta) -> Finding:
    order = rows["order_id"][0]
    critical = waited >= timedelta(hours=ctx.settings.return_h)
    against = (PAST_AMAZON if critical else PAST_TARGET).fill(
        line=span(timedelta(hours=ctx.settings.return_h)), target=span(timedelta(hours=ctx.settings.return_warn_h))
    )
    return Finding(
        Subject("order", order),
        Severity.CRITICAL if critical else Severity.WARNING,
        WAITS.fill(order=order, waited=lasted(waited), against=against),
        ACTION,
        figure=Figure("waiting", waited / timedelta(hours=1), unit="hours"),
        lines=(
            ctx.line("amazon", "return_h", crossed=critical),
            ctx.line("internal", "return_warn_h", crossed=True),
        ),
        evidence=(rows.select(SHOWN),),
        due=ctx.now - waited + timedelta(hours=ctx.settings.return_h),
        needs_approval=over_refund_limit(ctx, rows["order_amount"].max()),  # type: ignore[arg-type]  # a Decimal column
        also_in=(Pane.MORNING,) if critical else (),
    )
