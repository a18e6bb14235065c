"""Units that Amazon's warehouses lost or damaged and did not pay for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    CLAIM_CLOSED,
    CLAIM_RULES,
    LEDGER,
    LEDGER_SHOWN,
    REIMBURSEMENT_SHOWN,
    REIMBURSEMENTS,
    ClaimWindow,
    Context,
    Figure,
    Finding,
    Loss,
    LossEvent,
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
    claim_window,
    cost_of,
    expired_tag,
    fnskus,
    home_currency,
    ledger_events,
    open_losses,
    paid_for,
    reimbursements,
    rows_by_key,
    setting,
    standing,
    unit_costs,
)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    fc_claim_days: int = setting(
        60, "lost or damaged stock is claimed until so many days after it was reported", source=CLAIM_RULES,
        as_of="2024-10-23", unit="days",
    )  # fmt: skip
    fc_window: Mapping[str, Any] = setting(
        {}, "other claim windows of lost and damaged stock by marketplace, from a day on", source=CLAIM_RULES
    )
    fc_wait_days: int = setting(30, "so long Amazon searches and pays by itself before you claim", unit="days")
    claim_crit_days: int = setting(14, "so many days before a claim window ends it is critical", unit="days")


TITLE = Words(
    "{units} {units|unit|units} lost or damaged at Amazon, since {day} ({age} d): claim by {last}",
    "亚马逊仓内丢失/损坏 {units} 件,自 {day} 起({age} 天):{last} 前索赔",
)
EXPIRED = Words(
    "{units} {units|unit|units} lost or damaged at Amazon on {day}: the claim window closed on {last}",
    "亚马逊仓内 {day} 丢失/损坏 {units} 件:索赔期已于 {last} 截止",
)
EXPIRED_MONTH = Words(
    "{units} {units|unit|units} lost or damaged at Amazon from {day} to {end}: the claim window closed on {last}",
    "亚马逊仓内 {day} 至 {end} 丢失/损坏 {units} 件:索赔期已于 {last} 截止",
)
CLOSING = Words(
    "{units} {units|unit|units} lost or damaged at Amazon, since {day} ({age} d): claim today, the window may close",
    "亚马逊仓内丢失/损坏 {units} 件,自 {day} 起({age} 天):今天就索赔,索赔期可能即将截止",
)
ACTION = Words(
    "Open the claim in Inventory Defect and Reimbursement before {date}.",
    "在“库存缺陷与赔偿”中于 {date} 前提交。",
)
CLAIM_TODAY = Words(
    "Open the claim in Inventory Defect and Reimbursement today: it is taken until {date} at the latest.",
    "今天就在“库存缺陷与赔偿”中提交:最迟 {date} 截止。",
)
BY_MONTH = Words(
    "The ledger was exported by month: the loss was on any day from {day} to {end}. So the window closes on {first} at"
    " the earliest, which is the date to claim by, and on {last} at the latest. Export the ledger by day to know it.",
    "分类账按月导出:损失发生在 {day} 至 {end} 之间的某一天。索赔期最早 {first} 截止(以此为索赔期限),最迟 {last} 截止。"
    "按日导出分类账即可确定。",
)
EARLY = Words(
    "{sku}: {units} {units|unit|units} missing since {day}; Amazon searches for {wait} d first",
    "{sku}:{day} 起缺 {units} 件;亚马逊先查找 {wait} 天",
)
NO_COST = Words("The SKU master has no cost: the amount is not known.", "SKU 主档没有成本:金额未知。")
TOO_LATE = Words("{units} more {units|unit|units} can no longer be claimed.", "另有 {units} 件已过索赔期。")
REASON = Words("lost or damaged in the warehouse", "仓内丢失或损坏")
ATTACH = Words("the ledger's reference ids; the supplier's invoice", "库存分类账的参考编号;采购发票")


@check(
    "P-06",
    Words("Lost or damaged in the warehouse", "仓内丢失或损坏"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    needs=(LEDGER, REIMBURSEMENTS),
    wants=("sku-master",),
    settings=Settings,
    section="finance",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def lost_in_warehouse(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Units that Amazon's warehouses lost or damaged and did not pay for.

    What it finds:
        SKUs of which more units were misplaced than found again and paid for, or damaged by Amazon and not paid for,
        30 days and more ago.
    Why it matters:
        Amazon pays for most of it by itself. What it forgets has to be claimed within 60 days; then it is gone.
    Formula:
        Lost (reason M) − found (F, N) − reimbursed > 0, and damaged (E, 6, 7, H, K, U) − reimbursed > 0; units found or
        paid for settle the oldest loss first. The figure is the units that are left, of those lost and damaged
        (numerator) and those found and paid for (denominator). Age: today − the day of the oldest that is left.
    Lines:
        fc_wait_days (30): younger losses are not judged, exactly 30 is raised. claim_crit_days (14): critical from 46
        days on. fc_claim_days (60, Amazon's): older ones are information, with the tag expired. fc_window: other
        windows by marketplace and day.
    Feeds:
        inventory-ledger, detailed (Adjustments with their reasons); where there is only a summary, its sums of Lost,
        Found and Damaged. reimbursements: lost and damaged in the warehouse, less reversals. SKU master: cost, which is
        what Amazon pays since 31 March 2025.
    Traps:
        The damage codes are each followed by a P increase in another disposition: only the decrease is counted. A
        found unit may come later, under F or N. What was found or paid for before the first loss in the ledger belongs
        to an older one. Inbound losses are S-12's. A summary by month does not tell the day: it counts from the 1st, so
        that nobody claims too late, and is expired only when the window of the month's last day has closed.
    What to do:
        Open the claim in Inventory Defect and Reimbursement before the date, with the reference ids. More than 10
        claims at once need a second person.

    中文

    发现什么:
        在亚马逊仓内丢失(多于找回和已赔偿)或被亚马逊损坏且未赔偿、已满 30 天的 SKU。
    为何重要:
        多数由亚马逊自动赔偿。遗漏的须在 60 天内提出,过期即损失。
    公式:
        丢失(原因 M)− 找回(F、N)− 已赔偿 > 0,以及损坏(E、6、7、H、K、U)− 已赔偿 > 0;找回和赔偿先抵最早的损失。数
        值为剩余件数,分子为丢失和损坏件数,分母为找回和已赔偿件数。时长:今天 − 剩余中最早一件的日期。
    界限:
        fc_wait_days(30):未满不判断,正好 30 天即提示。claim_crit_days(14):满 46 天起紧急。fc_claim_days(60,亚马逊
        规定):更早的为提示,标签为已过期。fc_window:个别站点、自某日起的其他期限。
    数据来源:
        inventory-ledger 明细(带原因的 Adjustments);只有汇总时取其 Lost、Found、Damaged。reimbursements:仓内丢失和损
        坏,减去收回的。SKU 主档:成本(自 2025-03-31 起亚马逊按成本赔偿)。
    陷阱:
        损坏代码之后总有另一处置状态的 P 增加:只计减少。找回可能较晚,记为 F 或 N。分类账中首次丢失之前的找回和赔偿属于
        更早的丢失。入库丢失由 S-12 处理。按月汇总不说明日期:自 1 日起算,以免错过期限;当月最后一天的索赔期也截止后才算
        已过期。
    怎么做:
        在期限前到“库存缺陷与赔偿”附参考编号提交。一次超过 10 个索赔须第二人审批。
    """
    today = ctx.clock.today(ctx.marketplace)
    ctx.changes_at(ctx.clock.end_of_day(today, ctx.marketplace))
    judged = [_Judged(ctx, loss, today) for loss in open_losses(ledger_events(ctx), reimbursements(ctx))]
    for one in judged:
        if one.shown:
            continue
        first, units = one.loss.open[0].day, one.units(one.young)
        early = EARLY.fill(sku=one.loss.sku, units=units, day=ctx.day(first), wait=ctx.settings.fc_wait_days)
        yield NotJudged(Verdict.IMMATURE, early, Subject("sku", one.loss.sku))
    yield from _findings(ctx, [one for one in judged if one.shown])


class _Judged:
    """One SKU's losses by what can still be done about them."""

    def __init__(self, ctx: Context[Settings], loss: Loss, today: date) -> None:
        """Sort them into those to claim, those too young and those too old."""
        self.loss = loss
        self._ctx, self._today = ctx, today
        wait = timedelta(days=ctx.settings.fc_wait_days)
        self.young = [event for event in loss.open if today - event.day < wait]
        old = [event for event in loss.open if today - event.day >= wait]
        self.to_claim = [event for event in old if _window(ctx, event.last).left(today) >= 0]
        self.expired = [event for event in old if _window(ctx, event.last).left(today) < 0]
        self.shown = self.to_claim or self.expired

    @property
    def oldest(self) -> LossEvent:
        """Of those shown, the one that the issue is dated by."""
        return self.shown[0]

    @property
    def window(self) -> ClaimWindow:
        """Of the oldest, as if it was on the first day on which it can have been: who claims in it is in time."""
        return _window(self._ctx, self.oldest.day)

    @property
    def over(self) -> date:
        """The last day on which the oldest is claimed, if it was on the last day on which it can have been."""
        return _window(self._ctx, self.oldest.last).last

    @property
    def closing(self) -> bool:
        """Whether the oldest may be too late already, and may not be: only its month is known."""
        return self.window.left(self._today) < 0 <= (self.over - self._today).days

    @property
    def age(self) -> int:
        """Days since the oldest."""
        return (self._today - self.oldest.day).days

    @property
    def severity(self) -> Severity:
        """Of what can still be claimed by the window that may close first."""
        if self.closing:
            return Severity.CRITICAL
        return standing(self.window, self._today, self._ctx.settings.claim_crit_days)

    def units(self, part: Sequence[LossEvent]) -> int:
        """How many."""
        return sum(event.units for event in part)


def _window(ctx: Context[Settings], when: date) -> ClaimWindow:
    """In which days a loss may be claimed: looked up once a day of a loss, not once a loss."""
    return ctx.once((ctx.check.id, "window", when), lambda: _window_of(ctx, when))


def _window_of(ctx: Context[Settings], when: date) -> ClaimWindow:
    settings = ctx.settings
    own = claim_window(settings.fc_window, ctx.marketplace, when)
    last = own.last if own else when + timedelta(days=settings.fc_claim_days)
    return ClaimWindow(when + timedelta(days=settings.fc_wait_days), last)


def _findings(ctx: Context[Settings], judged: list[_Judged]) -> Iterator[Finding]:
    if not judged:
        return
    skus = [one.loss.sku for one in judged]
    bulk = bulk_claim(ctx, sum(bool(one.to_claim) for one in judged))
    evidence = tuple(_evidence(ctx, judged))
    costs, labels = unit_costs(ctx, skus), fnskus(ledger_events(ctx), skus)
    for one in judged:
        rows = tuple(part[one.loss.sku] for part in evidence if one.loss.sku in part)
        yield _finding(ctx, one, costs, rows, (labels.get(one.loss.sku), bulk))


def _evidence(ctx: Context[Settings], judged: list[_Judged]) -> Iterator[Mapping[str, pl.DataFrame]]:
    """By SKU: what the ledger tells, and what was paid since the first loss."""
    skus = [one.loss.sku for one in judged]
    events = ledger_events(ctx)
    yield rows_by_key(events.select(*LEDGER_SHOWN, _sku="sku"), "_sku", skus, keep_key=False)
    firsts = pl.DataFrame(
        {"sku": skus, "first": [one.loss.first for one in judged]}, schema={"sku": pl.String(), "first": pl.Date()}
    )
    repaid = paid_for(events, reimbursements(ctx)).with_columns(_sku=pl.col("sku")).join(firsts, on="sku")
    since = repaid.filter(pl.col("day") >= pl.col("first"))
    yield rows_by_key(since.select(*REIMBURSEMENT_SHOWN, "_sku"), "_sku", skus, keep_key=False)


def _finding(
    ctx: Context[Settings],
    one: _Judged,
    costs: Mapping[str, Any],
    evidence: tuple[pl.DataFrame, ...],
    said: tuple[str | None, tuple[Words, ...]],
) -> Finding:
    label, bulk = said
    sku, window, units = one.loss.sku, one.window, one.units(one.shown)
    late, currency, severity = not one.to_claim, home_currency(ctx), one.severity
    amount = cost_of(costs, [(sku, units)])
    title, action = _said(ctx, one)
    return Finding(
        Subject("sku", sku),
        severity,
        title,
        action,
        figure=Figure("lost_units", units, one.loss.lost, one.loss.settled),
        lines=(
            ctx.line("internal", "fc_wait_days", crossed=True),
            ctx.line("internal", "claim_crit_days", crossed=severity is not Severity.WARNING),
            ctx.line("amazon", "fc_claim_days", crossed=late, value=(window.last - one.oldest.day).days),
        ),
        evidence=evidence,
        due=ctx.clock.end_of_day(one.over if late else window.last, ctx.marketplace),
        tags=expired_tag(severity),
        impact=Money(amount, currency) if amount and currency and not late else None,
        needs_approval=bool(bulk) and not late,
        also_in=(Pane.MONTH_END,),
        notes=tuple(_notes(ctx, one, known=amount is not None)) + (() if late else bulk),
        proposals=()
        if late
        else claim(
            amount,
            currency,
            REASON,
            sku=sku,
            fnsku=label,
            quantity=units,
            since=window.first,
            until=one.over if one.closing else window.last,
            attach=ATTACH,
        ),
    )


def _said(ctx: Context[Settings], one: _Judged) -> tuple[Words, Words]:
    """The title and the action."""
    oldest = one.oldest
    told: dict[str, Words | int] = {"units": one.units(one.shown), "day": ctx.day(oldest.day), "age": one.age}
    if not one.to_claim:
        words = EXPIRED if oldest.day == oldest.last else EXPIRED_MONTH
        return words.fill(**told, end=ctx.day(oldest.last), last=ctx.day(one.over)), CLAIM_CLOSED
    if one.closing:
        return CLOSING.fill(**told), CLAIM_TODAY.fill(date=ctx.day(one.over))
    until = ctx.day(one.window.last)
    return TITLE.fill(**told, last=until), ACTION.fill(date=until)


def _notes(ctx: Context[Settings], one: _Judged, *, known: bool) -> Iterator[Words]:
    if not known and one.to_claim:
        yield NO_COST
    day, end = one.oldest.day, one.oldest.last
    if day != end:
        first, last = ctx.day(one.window.last), ctx.day(one.over)
        yield BY_MONTH.fill(day=ctx.day(day), end=ctx.day(end), first=first, last=last)
    if one.to_claim and one.expired:
        yield TOO_LATE.fill(units=one.units(one.expired))
