"""Actions that needed a second person and were done without one."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import polars as pl

from cockpit.api import (
    FILE,
    NOTIFICATIONS,
    ROW,
    Context,
    Finding,
    Incident,
    NoSettings,
    Pane,
    RecordedAction,
    Severity,
    Subject,
    Words,
    all_incidents,
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
    "incident": Words(
        "{change}: done by {by} without a second person while incident {incident} was open",
        "{change}:事故 {incident} 未结时 {by} 未经二次确认即执行",
    ),
}
ACTION = Words("Reverse or ratify ({command}); record why.", "撤销或补批({command}),并记录原因。")
DONE = Words("Logged done at {when}", "登记执行于 {when}")
SHOWN = ("sku", "price_floor", FILE, ROW)


@check(
    "R-01",
    Words("Done without approval", "未审批即执行"),
    pane=Pane.EVENING,
    wants=("sku-master", "all-listings", NOTIFICATIONS),
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
        The board (cockpit act, cockpit approve); sku-master: price_floor, asin; all-listings: asin1;
        performance-notifications: asins, skus, received_at, appeal_sent_at; incidents opened at the cockpit.
    Traps:
        An action without readable values before and after needs a second person: nobody can say that it was a small
        one. Handling time, shipping templates, vacation mode, permissions and write-offs have no kind of their own: an
        action of kind other that names one of them needs a second person. What nobody wrote on the board is not seen
        here; L-04 and A-07 see its effect.
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
        看板(cockpit act、cockpit approve);sku-master:price_floor、asin;all-listings:asin1;
        performance-notifications:asins、skus、received_at、appeal_sent_at;驾驶舱登记的事故。
    陷阱:
        前后数值无法读取的操作一律需要二次确认:无法证明改动很小。备货时间、运费模板、假期模式、权限、核销没有单独类型:类型为
        other 且写明其一的操作需要二次确认。没有登记的操作这里看不到,由 L-04、A-07 从结果发现。
    怎么做:
        撤销,或由第二人用 cockpit approve 补批;记录原因。
    """
    floors = ctx.frame("sku-master").filter(pl.col("price_floor").is_not_null())
    warned = [(one, _products(ctx, one)) for one in all_incidents(ctx) if one.asins or one.skus]
    for action in own_actions(ctx):
        if action.state not in {"done", "verified"}:
            continue
        floor = floors.filter(pl.col("sku") == action.subject.id) if _is_small(action) else floors.clear()
        below = floor.filter(pl.col("price_floor") > _price(action))
        incident = _incident(action, warned)
        if action.approval in {"needed", "expired", "refused"} or below.height or incident:
            yield _finding(ctx, action, below, incident)


def _products(ctx: Context[NoSettings], incident: Incident) -> frozenset[Subject]:
    """What an incident is about: its ASINs, its SKUs, and the SKUs that the master or the listings put on its ASINs."""
    tables = (("sku-master", "asin", "sku"), ("all-listings", "asin1", "seller_sku"))
    found = (ctx.frame(type_).filter(pl.col(asin).is_in(incident.asins))[sku] for type_, asin, sku in tables)
    skus = {*incident.skus, *(sku for column in found for sku in column.drop_nulls())}
    return frozenset({*(Subject("asin", asin) for asin in incident.asins), *(Subject("sku", sku) for sku in skus)})


def _incident(action: RecordedAction, warned: Sequence[tuple[Incident, frozenset[Subject]]]) -> str:
    """The incident that was open on the product of an action that nobody was asked about; else ""."""
    at = action.done_at or action.at
    asked = action.approval != "not_needed"
    about = (one for one, products in warned if not asked and action.subject in products and _was_open(one, at))
    return next((one.id for one in about), "")


def _was_open(incident: Incident, at: datetime) -> bool:
    """Taken up, until it is closed; in the report alone, until the appeal is sent."""
    begun = incident.received_at or incident.opened_at
    ended = incident.closed_at if incident.opened_at else incident.appeal_sent_at
    return begun is not None and begun <= at and (ended is None or at < ended)


def _is_small(action: RecordedAction) -> bool:
    """A price step within the limits: only the floor may ask for a second person."""
    return action.kind == "price" and action.approval == "not_needed" and named_amount(action.after) is not None


def _price(action: RecordedAction) -> Decimal:
    return named_amount(action.after) or Decimal(0)


def _finding(ctx: Context[NoSettings], action: RecordedAction, below: pl.DataFrame, incident: str) -> Finding:
    by, at = action.done_by or action.by, action.done_at or action.at
    texts = TITLE["below" if below.height else "incident" if incident else action.approval]
    floor = str(below["price_floor"][0]) if below.height else ""
    return Finding(
        Subject("action", action.id),
        Severity.CRITICAL,
        texts.fill(change=said_change(action), by=by, floor=floor, incident=incident),
        ACTION.fill(command=f"cockpit approve {action.id}"),
        evidence=(below.select(SHOWN),) if below.height else (),
        due_within=timedelta(),  # at once
        about=(action.subject,),
        notes=(DONE.fill(when=both_clocks(at, ctx.clock, action.marketplace)),),
    )
