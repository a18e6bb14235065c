"""Open policy violations, and new ones of the grave kinds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Line,
    NotJudged,
    Pane,
    Severity,
    Subject,
    Verdict,
    Words,
    check,
    setting,
    zone_of,
)


@dataclass(frozen=True)
class Settings:
    """[health.violations]."""

    grave: Sequence[str] = setting(
        ("receivedIntellectualPropertyComplaints", "suspectedIntellectualPropertyViolations",
         "productAuthenticityCustomerComplaints", "productSafetyCustomerComplaints", "foodAndProductSafetyIssues",
         "restrictedProductPolicyViolations"),
        "a new violation of these kinds is critical",
    )  # fmt: skip


NAMES: Mapping[str, Words] = {
    "listingPolicyViolations": Words("Listing policy", "商品政策"),
    "productAuthenticityCustomerComplaints": Words("Product authenticity", "商品真实性"),
    "productConditionCustomerComplaints": Words("Product condition", "商品状况"),
    "productSafetyCustomerComplaints": Words("Product safety", "商品安全"),
    "receivedIntellectualPropertyComplaints": Words("Received IP complaints", "收到知识产权投诉"),
    "suspectedIntellectualPropertyViolations": Words("Suspected IP violations", "涉嫌侵犯知识产权"),
    "restrictedProductPolicyViolations": Words("Restricted products", "受限商品"),
    "foodAndProductSafetyIssues": Words("Food and product safety", "食品和商品安全"),
    "otherPolicyViolations": Words("Other policies", "其他政策"),
    "customerProductReviewsPolicyViolations": Words("Product review policy", "商品评论政策"),
    "documentRequests": Words("Document requests", "资料要求"),
}
NEW = Words("{name}: {n} open, {more} new since {day}", "{name}:{n} 条未结,自 {day} 起新增 {more} 条")
OPEN = Words("{name}: {n} open", "{name}:{n} 条未结")
ACTION = Words(
    "Read the notice, freeze edits on the ASIN, start an incident file.", "阅读通知,冻结该 ASIN 修改,建立事故档案。"
)
FIRST = Words(
    "no earlier report to compare with: whether they are new is not known", "没有更早的报表可比:无法得知是否新增"
)
UNREAD = Words("the count of {name} is empty or unreadable", "{name} 的数量为空或无法读取")
NONE_THERE = Words(
    "seller-performance has no counts of violations for {mp}", "seller-performance 中没有 {mp} 的违规数量"
)
SHOWN = ("metric", "field", "numerator", "status", "target_value", "window_from", "window_to", FILE, ROW)


@check(
    "H-07",
    Words("Policy violations", "政策违规"),
    pane=Pane.MORNING,
    needs=("seller-performance",),
    settings=Settings,
    section="health.violations",
)
def policy_violations(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Open policy violations by kind, and whether there are new ones.

    What it finds:
        Each kind of violation with an open count (a warning); more of a grave kind than in the last report (critical):
        intellectual property, received or suspected, authenticity, product safety, food safety, restricted products.
    Why it matters:
        Each one costs points of the account health rating; the grave ones end accounts.
    Formula:
        Open count of the kind; new = more than in the newest report before.
    Lines:
        Amazon's target is 0. grave lists the kinds whose new ones are critical (our own).
    Feeds:
        seller-performance: defectsCount of each kind, and the report before it.
    Traps:
        A drop may be an expiry after 180 days, not success. Without an earlier report nobody knows what is new. A kind
        that is missing in the report is unknown, not 0.
    What to do:
        Read the notice, freeze edits on the ASIN, start an incident file (I-01). At 99 points and less at once. An
        appeal needs the supervisor.

    中文

    发现什么:
        每类未结违规(预警);比上一份报表增加的严重类别(紧急):知识产权(收到或涉嫌)、真实性、商品安全、食品安全、受限
        商品。
    为何重要:
        每一条都会扣账户评级分;严重类别足以封号。
    公式:
        该类未结数量;新增 = 多于此前最新一份报表。
    界限:
        亚马逊目标为 0。grave 列出新增即紧急的类别(自定)。
    数据来源:
        seller-performance:各类 defectsCount,以及上一份报表。
    陷阱:
        减少可能只是 180 天到期,并非处理成功。没有更早的报表时无法得知是否新增。报表里缺少的类别是未知,不是 0。
    怎么做:
        阅读通知,冻结该 ASIN 修改,建立事故档案(I-01)。评分 99 及以下立即处理。申诉须主管审批。
    """
    rows = _violations(ctx.frame("seller-performance"))
    if rows.is_empty():
        yield NotJudged(Verdict.NO_DATA, NONE_THERE.fill(mp=ctx.marketplace))
        return
    earlier = ctx.previous("seller-performance")
    before = {} if earlier is None else dict(_violations(earlier.frame).select("metric", "numerator").iter_rows())
    for row in rows.iter_rows(named=True):
        subject = Subject("violation", row["field"])
        if row["numerator"] is None:
            yield NotJudged(Verdict.NO_DATA, UNREAD.fill(name=NAMES[row["metric"]]), subject)
        elif row["numerator"] > 0:
            of_row = rows.filter(pl.col("field") == row["field"]).select(SHOWN)
            since = None if earlier is None else ctx.day(_day_of(earlier.as_of, ctx.marketplace))
            yield _finding(ctx, row, before.get(row["metric"]), since, of_row)


def _day_of(moment: datetime, marketplace: str) -> date:
    """The marketplace day of a snapshot; one that is known by its day alone counts from that day's end."""
    return (moment - timedelta(microseconds=1)).astimezone(zone_of(marketplace)).date()


def _violations(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("metric").is_in(list(NAMES)))


def _finding(
    ctx: Context[Settings], row: Mapping[str, Any], before: int | None, since: Words | None, evidence: pl.DataFrame
) -> Finding:
    count, name = row["numerator"], NAMES[row["metric"]]
    more = 0 if before is None else count - before
    new = more > 0 and since is not None
    grave = row["metric"] in ctx.settings.grave
    return Finding(
        Subject("violation", row["field"]),
        Severity.CRITICAL if new and grave else Severity.WARNING,
        (NEW if new else OPEN).fill(name=name, n=count, more=more, day=since or ""),
        ACTION,
        figure=Figure("violations", count),
        lines=(Line("amazon", row["target_value"] or 0, crossed=True, source=f"{row[FILE]}: targetValue"),),
        evidence=(evidence,),
        due=ctx.today(),
        needs_approval=True,
        notes=() if before is not None else (FIRST,),
    )
