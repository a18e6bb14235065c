"""Problems that Amazon has newly found with shipments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Figure,
    Finding,
    Money,
    Pane,
    Say,
    Severity,
    Subject,
    Words,
    check,
    money,
    new_problems,
    rows_by_key,
    same,
    setting,
)

PROBLEMS = "inbound-problems"
DUE = timedelta(days=7)
SHOWN = (
    "issue_reported_date", "fba_shipment_id", "fba_carton_id", "sku", "problem_type", "problem_quantity",
    "expected_quantity", "received_quantity", "coaching_level", "fee_type", "fee_total", "currency", "alert_status",
    FILE, ROW,
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """[stock.inbound_problems]."""

    new_days: int = setting(7, "a problem is new for so long after it first stood in the report", unit="days")
    repeat: int = setting(2, "the same type in so many shipments is a repeat", unit="shipments")
    repeat_days: int = setting(30, "within so many days", unit="days")


TITLE = Words("{problem}: {units} {units|unit|units} of shipment {shipment}", "{problem}:货件 {shipment} 共 {units} 件")
WITH_FEE = Words("{title}, fee {amount}", "{title},费用 {amount}")
SEVERAL = Words("{problem} and {more} more", "{problem} 等 {more} 项")
UNNAMED = Words("problem without a type", "未注明类型的问题")
ACTION = Words(
    "Fix the prep/label cause at the supplier; dispute wrong findings.", "让供应商整改贴标/包装;误判则申诉。"
)
REPEATED = Words(
    "{problem}: {count} {count|shipment|shipments} within {days} {days|day|days}. Amazon's coaching level rises with "
    "each.",
    "{problem}:{days} 天内 {count} 个货件。每次重复亚马逊都会提高警示级别。",
)


@check(
    "S-11",
    Words("Inbound problem", "入库问题"),
    pane=Pane.MORNING,
    needs=(PROBLEMS,),
    settings=Settings,
    section="stock.inbound_problems",
    severities=(Severity.WARNING,),
)
def inbound_problem(ctx: Context[Settings]) -> Iterator[Say]:
    """Problems that Amazon has newly found with shipments.

    What it finds:
        Shipments with a row in the inbound performance report that was not in the one before. Repeat: the same type of
        problem in two shipments or more within 30 days.
    Why it matters:
        Unplanned prep and labels cost a fee a unit; repeated problems end in a ban on creating shipments.
    Formula:
        Rows of the newest report without those that an older report of the folder had (shipment, carton, SKU, type,
        day). Such a row stays new for 7 days. Without an older report: rows that were reported within 7 days.
    Lines:
        new_days (7), repeat (2 shipments), repeat_days (30), all our own. Amazon publishes no line.
    Feeds:
        inbound-problems. A file with only the header means that there is no problem.
    Traps:
        Rows of one shipment are one issue. Rows that Amazon has closed are left out. Fees of different currencies are
        never added.
    What to do:
        Have the supplier mend the label or the prep, dispute what is wrong with photos, within 7 days.

    中文

    发现什么:
        入库绩效报表中出现上一份没有的行的货件。重复:同类问题 30 天内出现在两个及以上货件。
    为何重要:
        计划外的预处理和贴标按件收费;屡次出现会被限制创建货件。
    公式:
        最新报表的行减去文件夹内较早报表已有的行(货件、箱号、SKU、类型、日期)。这样的行 7 天内算新。没有较早报表时:7 天
        内报告的行。
    界限:
        new_days(7)、repeat(2 个货件)、repeat_days(30),均为自定。亚马逊未公布标准。
    数据来源:
        inbound-problems。只有表头表示没有问题。
    陷阱:
        一个货件的多行只提示一次。亚马逊已关闭的行不计。不同币种的费用不相加。
    怎么做:
        7 天内让供应商整改贴标或包装,误判的附照片申诉。
    """
    rows = new_problems(ctx, PROBLEMS, ctx.settings.new_days)
    ctx.changes_at(ctx.clock.end_of_day(ctx.clock.today(ctx.marketplace), ctx.marketplace))
    for shipment, part in sorted(rows_by_key(rows, "fba_shipment_id", rows["fba_shipment_id"].drop_nulls()).items()):
        yield _finding(ctx, shipment, part)


def _finding(ctx: Context[Settings], shipment: str, part: pl.DataFrame) -> Finding:
    repeats = dict(_repeats(ctx, part))
    units = part["problem_quantity"].sum() if part["problem_quantity"].is_not_null().any() else None
    fee = _fee(part)
    title = TITLE.fill(problem=_named(part), shipment=shipment, units="?" if units is None else units)
    return Finding(
        Subject("shipment", shipment),
        Severity.WARNING,
        WITH_FEE.fill(title=title, amount=same(money(fee.amount, fee.currency))) if fee else title,
        ACTION,
        figure=Figure("problem_units", units, unit="count"),
        evidence=(part.select(SHOWN),),
        due_within=DUE,
        tags=("repeat",) if repeats else (),
        impact=fee,
        notes=tuple(
            REPEATED.fill(problem=problem, count=count, days=ctx.settings.repeat_days)
            for problem, count in repeats.items()
        ),
    )


def _named(part: pl.DataFrame) -> Words:
    types = part["problem_type"].drop_nulls().unique(maintain_order=True).to_list()
    if not types:
        return UNNAMED
    return SEVERAL.fill(problem=types[0], more=len(types) - 1) if len(types) > 1 else same(types[0])


def _repeats(ctx: Context[Settings], part: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """The types of these rows that came up in enough shipments around them, with how many."""
    everything = ctx.frame(PROBLEMS)
    span = timedelta(days=ctx.settings.repeat_days)
    for row in part.unique("problem_type", maintain_order=True).iter_rows(named=True):
        near = everything.filter(
            pl.col("problem_type") == row["problem_type"],
            (pl.col("issue_reported_date") - pl.lit(row["issue_reported_date"])).abs() <= span,
        )
        count = near["fba_shipment_id"].n_unique()
        if count >= ctx.settings.repeat:
            yield row["problem_type"], count


def _fee(part: pl.DataFrame) -> Money | None:
    """The fees of these rows in the currency of which there is most; none where no fee is known."""
    sums: Mapping[str, Any] = {
        str(code): rows["fee_total"].sum()
        for (code, *_), rows in part.filter(pl.col("fee_total") > 0).partition_by("currency", as_dict=True).items()
        if code
    }
    best = max(sums, key=lambda code: sums[code], default=None)
    return None if best is None else Money(sums[best], best)
