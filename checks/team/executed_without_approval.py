"""Actions that needed a second person and were done without one."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import polars as pl

from cockpit.api import (
    FILE,
    ROW,
    Context,
    Finding,
    NoSettings,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Words,
    both_clocks,
    check,
    named_amount,
    own_actions,
    said_change,
)

TITLE = {
    "needed": Words("{change}: done by {by} without a second person", "{change}:{by} 未经二次确认即执行"),
    "expired": Words("{change}: done by {by} when the approval had expired", "{change}:{by} 执行时审批已失效"),
    "refused": Words("{change}: done by {by} although it was refused", "{change}:已被拒绝,{by} 仍执行"),
    "below": Words(
        "{change}: done by {by} without a second person, below the floor {floor}",
        "{change}:{by} 未经二次确认即执行,低于最低价 {floor}",
    ),
}
ACTION = Words("Reverse or ratify ({command}); record why.", "撤销或补批({command}),并记录原因。")
DONE = Words("Logged done at {when}", "登记执行于 {when}")
SHOWN = ("sku", "price_floor", FILE, ROW)


@check(
    "R-01",
    Words("Done without approval", "未审批即执行"),
    pane=Pane.EVENING,
    wants=("sku-master",),
    settings=NoSettings,
    severities=(Severity.CRITICAL,),
    unplaced=True,
)
def executed_without_approval(ctx: Context[NoSettings]) -> Iterator[Finding]:
    """Key operations that one person did alone.

    What it finds:
        Actions on the board that needed a second person, and were done without an approval that held at that moment:
        nobody was asked, it was refused, it had expired, or other values had been approved.
    Why it matters:
        A wrong price, a closed listing or a careless appeal costs more than the hour that the second person costs.
    Formula:
        The action is done or verified; its kind and its values before and after are past the limits of [approval], or
        its price is below the floor of the SKU master, or an incident was open on its product; and no approval was
        given at most expires_h before it was done. An approval given afterwards ratifies it.
    Lines:
        [approval] in config.toml: price_change, bid, budget, refund, negatives, claims, bulk_rows, expires_h.
    Feeds:
        The board (cockpit act, cockpit approve); sku-master: price_floor.
    Traps:
        An action without readable values before and after needs a second person: nobody can say that it was a small
        one. What nobody wrote on the board is not seen here; L-04 and A-07 see its effect.
    What to do:
        Reverse it, or have the second person ratify it with cockpit approve; record why.

    中文

    发现什么:
        看板上需要二次确认、但执行当时没有有效审批的操作:没人批准、已被拒绝、审批已失效,或批准的是其他数值。
    为何重要:
        一次错误改价、误关 Listing 或草率申诉的代价,远高于第二人的一点时间。
    公式:
        操作已执行或已复核;其类型与前后数值超出 [approval] 界限,或价格低于 SKU 主档最低价,或该商品有未结事故;
        且执行前 expires_h 内没有审批。事后批准视为补批。
    界限:
        config.toml 的 [approval]:price_change、bid、budget、refund、negatives、claims、bulk_rows、expires_h。
    数据来源:
        看板(cockpit act、cockpit approve);sku-master:price_floor。
    陷阱:
        前后数值无法读取的操作一律需要二次确认:无法证明改动很小。没有登记的操作这里看不到,由 L-04、A-07 从结果发现。
    怎么做:
        撤销,或由第二人用 cockpit approve 补批;记录原因。
    """
    floors = ctx.frame("sku-master").filter(pl.col("price_floor").is_not_null())
    for action in own_actions(ctx):
        if action.state not in {"done", "verified"}:
            continue
        floor = floors.filter(pl.col("sku") == action.subject.id) if _is_small(action) else floors.clear()
        below = floor.filter(pl.col("price_floor") > _price(action))
        if action.approval in {"needed", "expired", "refused"} or below.height:
            yield _finding(ctx, action, below)


def _is_small(action: RecordedAction) -> bool:
    """A price step within the limits: only the floor may ask for a second person."""
    return action.kind == "price" and action.approval == "not_needed" and named_amount(action.after) is not None


def _price(action: RecordedAction) -> Decimal:
    return named_amount(action.after) or Decimal(0)


def _finding(ctx: Context[NoSettings], action: RecordedAction, below: pl.DataFrame) -> Finding:
    by, at = action.done_by or action.by, action.done_at or action.at
    texts = TITLE["below" if below.height else action.approval]
    floor = str(below["price_floor"][0]) if below.height else ""
    return Finding(
        Subject("action", action.id),
        Severity.CRITICAL,
        texts.fill(change=said_change(action), by=by, floor=floor),
        ACTION.fill(command=f"cockpit approve {action.id}"),
        evidence=(below.select(SHOWN),) if below.height else (),
        due_within=timedelta(),  # at once
        about=(action.subject,),
        notes=(DONE.fill(when=both_clocks(at, ctx.clock, action.marketplace)),),
    )
