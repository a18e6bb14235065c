"""A-to-z claims that wait for an answer, may be appealed, or are under review."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
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
    both_clocks,
    check,
    elapsed,
    over_refund_limit,
    setting,
)


@dataclass(frozen=True)
class Settings:
    """[customers], as far as A-to-z claims go."""

    atoz_h: Mapping[str, float] = setting(
        {"default": 48.0, "US_amazon": 72.0},
        "answer a claim within; US_amazon is Amazon's own line in the US, where it differs",
        source="Amazon help: Respond to an A-to-z Guarantee claim",
        as_of="2026-10-01",
        unit="h",
    )
    atoz_appeal_d: float = setting(
        30, "a granted claim may be appealed for", source="Amazon help: Appeal an A-to-z claim", as_of="2026-10-01",
        unit="days",
    )  # fmt: skip
    atoz_appeal_crit_d: float = setting(7, "so few days left to appeal are critical", unit="days")


ANSWER = Words(
    "A-to-z claim {id} on order {order}: answer by {when}", "订单 {order} 的 A-to-z 索赔 {id}:请在 {when} 前回复"
)
LATE = Words(
    "A-to-z claim {id} on order {order}: the answer was due {when}",
    "订单 {order} 的 A-to-z 索赔 {id}:{when} 前就该回复",
)
GRANTED = Words(
    "A-to-z claim {id} on order {order} was granted; appeal by {when}",
    "订单 {order} 的 A-to-z 索赔 {id} 已判赔付,可在 {when} 前申诉",
)
REVIEW = Words("A-to-z claim {id} on order {order} is under review", "订单 {order} 的 A-to-z 索赔 {id} 审核中")
ACTION = Words(
    "Send POD, tracking, messages; or refund if we are wrong.", "提交签收、轨迹、沟通记录;确属我方责任则退款。"
)
APPEAL = Words(
    "Appeal with POD, tracking and messages if the decision is wrong.", "判定有误时,凭签收、轨迹、沟通记录申诉。"
)
WAIT = Words("Nothing to send now; keep POD, tracking and messages at hand.", "暂无需提交;备好签收、轨迹、沟通记录。")
NO_STATE = Words("claim {id}: “{state}” is no state of a claim", "索赔 {id}:“{state}” 不是索赔状态")
NO_DATE = Words("claim {id} was granted, and no date says when", "索赔 {id} 已判赔付,但没有日期")
OPEN, REVIEWED, DECIDED = "action_required", "under_review", "granted"
SETTLED = ("denied", "withdrawn")
US = "US"
SHOWN = (
    "claim_id", "opened_at", "state", "order_id", "updated_at", "decided_at", "appealed_at", "deadline", "amount",
    "currency", FILE, ROW,
)  # fmt: skip


@check(
    "C-03",
    Words("A-to-z claim", "A-to-z 索赔"),
    pane=Pane.EVENING,
    also_in=(Pane.MORNING,),
    needs=("atoz-claims",),
    settings=Settings,
    section="customers",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def atoz_claim(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """A-to-z claims that wait for an answer, may still be appealed, or are under review.

    What it finds:
        Claims that require an action (critical at once), granted claims that may still be appealed (a warning, critical
        in the last 7 days), and claims under review (information).
    Why it matters:
        A claim without an answer in time is granted at our cost and is an order defect, whoever was right.
    Formula:
        Due: the deadline where the list has one, else the claim's opening + 48 hours on the elapsed clock. Appeal
        until: the decision + 30 days.
    Lines:
        atoz_h (48 h; UK, EU and AU pages say 48, the US page says 72 now and said 48 before: both are shown, the
        shorter one is due). atoz_appeal_d (30 days, Amazon), atoz_appeal_crit_d (7 days, our own).
    Feeds:
        atoz-claims, kept by hand or from an ERP: claim id, opened, state, deadline, decided, appealed, amount.
    Traps:
        Weekends and holidays count. Denied and withdrawn claims, and granted ones that were appealed, need nothing. A
        state that is none of Amazon's leaves the claim unsure. A granted claim without a date cannot be timed.
    What to do:
        Send proof of delivery, tracking and messages, or refund if we are wrong. A refund above the limit needs a
        second person.

    中文

    发现什么:
        需要回复的索赔(立即紧急),已判赔付但仍可申诉的索赔(预警,最后 7 天为紧急),以及审核中的索赔(提示)。
    为何重要:
        逾期未回复的索赔由我方承担赔付,并计入订单缺陷,不论对错。
    公式:
        截止:列表中有截止时间则按其计,否则为索赔提出时间 + 48 小时(自然时钟)。申诉截止:判定 + 30 天。
    界限:
        atoz_h(48 小时;英国、欧盟、澳洲页面为 48,美国页面现为 72、此前为 48:两者都显示,按较短者到期)。atoz_appeal_d
        (30 天,亚马逊)、atoz_appeal_crit_d(7 天,自定)。
    数据来源:
        atoz-claims,手工或 ERP:索赔编号、提出时间、状态、截止时间、判定、申诉、金额。
    陷阱:
        周末和节假日照计。被驳回、撤回以及已申诉的索赔无需处理。状态不属于亚马逊的词时不作判定。已判赔付但没有日期的无法
        计时。
    怎么做:
        提交签收、轨迹、沟通记录;确属我方责任则退款。超过限额的退款须第二人审批。
    """
    claims = ctx.frame("atoz-claims")
    for row in claims.filter(~pl.col("state").is_in(SETTLED)).iter_rows(named=True):
        claim = _Claim(ctx, row, claims.filter(pl.col(FILE) == row[FILE], pl.col(ROW) == row[ROW]).select(SHOWN))
        match row["state"]:
            case "action_required":
                yield claim.open()
            case "under_review":
                yield claim.reviewed()
            case "granted":
                yield from claim.granted()
            case other:
                yield NotJudged(Verdict.NO_DATA, NO_STATE.fill(id=row["claim_id"], state=other), claim.subject)


@dataclass(frozen=True)
class _Claim:
    """One claim that is not settled."""

    ctx: Context[Settings]
    row: Mapping[str, Any]
    rows: pl.DataFrame

    @property
    def subject(self) -> Subject:
        return Subject("claim", self.row["claim_id"])

    @property
    def hours(self) -> float:
        """The house's time to answer in this marketplace."""
        allowed = self.ctx.settings.atoz_h
        return allowed.get(self.ctx.marketplace, allowed["default"])

    def open(self) -> Finding:
        opened = self.row["opened_at"].replace(tzinfo=UTC)
        due = _utc(self.row["deadline"]) or opened + timedelta(hours=self.hours)
        self.ctx.changes_at(due)
        late = self.ctx.now > due
        amazon = self.ctx.settings.atoz_h.get("US_amazon", self.hours) if self.ctx.marketplace == US else self.hours
        waited = elapsed(opened, self.ctx.now) / timedelta(hours=1)
        return self._finding(
            Severity.CRITICAL, LATE if late else ANSWER, ACTION, due,
            Figure("waiting", waited, unit="hours"),
            (self.ctx.line("amazon", "atoz_h", crossed=waited >= amazon, value=amazon),
             self.ctx.line("internal", "atoz_h", crossed=waited >= self.hours, value=self.hours)),
            needs_approval=over_refund_limit(self.ctx, self.row["amount"]),
        )  # fmt: skip

    def reviewed(self) -> Finding:
        waited = elapsed(_utc(self.row["opened_at"]) or self.ctx.now, self.ctx.now) / timedelta(hours=1)
        return self._finding(Severity.INFO, REVIEW, WAIT, None, Figure("waiting", waited, unit="hours"), ())

    def granted(self) -> Iterator[Finding | NotJudged]:
        """While it may be appealed and was not."""
        decided = _utc(self.row["decided_at"]) or _utc(self.row["updated_at"])
        if self.row["appealed_at"] is not None:
            return
        if decided is None:
            yield NotJudged(Verdict.NO_DATA, NO_DATE.fill(id=self.row["claim_id"]), self.subject)
            return
        until = decided + timedelta(days=self.ctx.settings.atoz_appeal_d)
        last = until - timedelta(days=self.ctx.settings.atoz_appeal_crit_d)
        self.ctx.changes_at(last)
        self.ctx.changes_at(until)
        if self.ctx.now < until:
            critical = self.ctx.now >= last
            yield self._finding(
                Severity.CRITICAL if critical else Severity.WARNING, GRANTED, APPEAL, until,
                Figure("days_left", (until - self.ctx.now) / timedelta(days=1), unit="days"),
                (self.ctx.line("amazon", "atoz_appeal_d", crossed=False),
                 self.ctx.line("internal", "atoz_appeal_crit_d", crossed=critical)),
            )  # fmt: skip

    def _finding(
        self, severity: Severity, title: Words, action: Words, due: datetime | None, figure: Figure, lines: Any,
        *, needs_approval: bool = False,
    ) -> Finding:  # fmt: skip
        row = self.row
        when = both_clocks(due, self.ctx.clock, self.ctx.marketplace) if due else ""
        return Finding(
            self.subject,
            severity,
            title.fill(id=row["claim_id"], order=row["order_id"] or "–", when=when),
            action,
            figure=figure,
            lines=lines,
            evidence=(self.rows,),
            due=due,
            impact=Money(row["amount"], row["currency"]) if row["amount"] is not None and row["currency"] else None,
            needs_approval=needs_approval,
            also_in=(Pane.MORNING,),
            about=(Subject("order", row["order_id"]),) if row["order_id"] else (),
        )


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)
