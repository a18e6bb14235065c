"""Shipments of which Amazon received less than was sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import polars as pl

from cockpit.api import (
    CLAIM_CLOSED,
    CLAIM_RULES,
    INBOUND,
    RECEIPT_SHOWN,
    ClaimWindow,
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
    by_shipment,
    check,
    claim,
    claim_window,
    cost_of,
    expired_tag,
    home_currency,
    inbound_rows,
    rows_by_key,
    setting,
    standing,
    unit_costs,
)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    inbound_window: Mapping[str, Any] = setting(
        {"US": {"months": 9}, "AE": [15, 60], "default": {"months": 6}},
        "a short shipment is claimed until so long after its delivery, by marketplace",
        source=CLAIM_RULES,
        as_of="2023-01-01",
    )
    inbound_wait_days: int = setting(
        30, "so long after the first receipt a shipment that is not closed counts as received", unit="days"
    )
    claim_crit_days: int = setting(14, "so many days before a claim window ends it is critical", unit="days")


TITLE = Words(
    "{received} of {shipped} {shipped|unit|units} received: {short} short",
    "发货 {shipped} 件,入库 {received} 件:少 {short} 件",
)
UNTIL = Words("{title}, claim by {last}", "{title},{last} 前索赔")
EXPIRED = Words("{title}; the claim window closed on {last}", "{title};索赔期已于 {last} 截止")
ACTION = Words(
    "Match shipped vs received, collect POD and invoice, open the case.",
    "核对发货与入库,备齐签收证明和采购发票后开案。",
)
BY_SKU = Words("{sku}: {units} short", "{sku}:少 {units} 件")
NO_COST = Words("The SKU master lacks a cost: the amount is not known.", "SKU 主档缺少成本:金额未知。")
EARLY = Words(
    "shipment {id}: first received {day}, Amazon may still be receiving until {until}",
    "货件 {id}:{day} 首次接收,{until} 前可能仍在接收",
)
UNKNOWN = Words("shipment {id}: what was received is not written down", "货件 {id}:未填写接收数量")
REASON = Words("received less than was sent", "实收少于发货")
ATTACH = Words("proof of delivery; the supplier's invoice", "签收证明;采购发票")


@check(
    "S-12",
    Words("Inbound short receipt", "入库短少"),
    pane=Pane.MORNING,
    needs=(INBOUND,),
    wants=("sku-master",),
    settings=Settings,
    section="finance",
    severities=(Severity.CRITICAL, Severity.WARNING, Severity.INFO),
)
def short_receipt(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Shipments of which Amazon received less than was sent.

    What it finds:
        Shipments that are closed, or were first received 30 days ago, with fewer units received than sent. The finance
        family's P-07 (inbound lost) is this check.
    Why it matters:
        Units that were lost on the way in are paid for only when you prove that they were sent, and only in time.
    Formula:
        Σ over the SKUs of a shipment of max(0, shipped − received) > 0. The figure is the units that are short, of
        those received (numerator) and sent (denominator).
    Lines:
        inbound_wait_days (30: exactly 30 is raised), our own. claim_crit_days (14): exactly 14 days before the claim
        window ends it is critical. inbound_window: 9 months after the delivery in the US, 6 elsewhere, 15 to 60 days in
        AE; after it information, with the tag expired.
    Feeds:
        inbound-shipments: quantity_shipped, quantity_received, first_received_at, closed_at, status. SKU master: cost.
    Traps:
        More than was sent of one SKU makes up for nothing of another. Cancelled, deleted and planned shipments are left
        out. A closed shipment without a number of what arrived cannot be judged. The delivery is the first receipt,
        else the day on which the shipment was closed.
    What to do:
        Match shipped against received, collect the proof of delivery and the invoice, open the case.

    中文

    发现什么:
        已关闭或首次接收满 30 天、入库少于发货的货件。财务类的 P-07(入库丢失)即本检查。
    为何重要:
        入库途中丢失的,只有在期限内证明已发货才会赔偿。
    公式:
        货件内各 SKU 的 max(0, 发货 − 接收) 之和 > 0。数值为短少件数,分子为接收件数,分母为发货件数。
    界限:
        inbound_wait_days(30:正好 30 天即提示),自定。claim_crit_days(14):距索赔期结束正好 14 天即紧急。
        inbound_window:美国为送达后 9 个月,其他站点 6 个月,阿联酋 15 至 60 天;之后为提示,标签为已过期。
    数据来源:
        inbound-shipments:quantity_shipped、quantity_received、first_received_at、closed_at、status。SKU 主档:成本。
    陷阱:
        一个 SKU 多收不能抵另一个的短少。已取消、已删除和仅计划的货件不计。已关闭但未填接收数量的无法判断。送达日取首次
        接收日,没有时取关闭日。
    怎么做:
        核对发货与入库,备齐签收证明和采购发票后开案。
    """
    today = ctx.clock.team_now.date()
    ctx.changes_at(ctx.clock.end_of_team_day())
    waited = pl.col("received_day") <= today - timedelta(days=ctx.settings.inbound_wait_days)
    rows = by_shipment(ctx)
    ended = rows.filter(pl.col("closed") | waited.fill_null(value=False))
    hits = list(ended.filter(pl.col("short") > 0).sort("shipment_id").iter_rows(named=True))
    yield from _findings(ctx, hits)
    for row in ended.filter(pl.col("short") <= 0, pl.col("unknown") > 0).iter_rows(named=True):
        yield NotJudged(Verdict.NO_DATA, UNKNOWN.fill(id=row["shipment_id"]), Subject("shipment", row["shipment_id"]))
    receiving = rows.filter(~pl.col("closed"), ~waited, pl.col("short") > 0)
    for row in receiving.iter_rows(named=True):
        until = row["received_day"] + timedelta(days=ctx.settings.inbound_wait_days)
        said = EARLY.fill(id=row["shipment_id"], day=ctx.day(row["received_day"]), until=ctx.day(until))
        yield NotJudged(Verdict.IMMATURE, said, Subject("shipment", row["shipment_id"]))


def _findings(ctx: Context[Settings], hits: list[dict[str, Any]]) -> Iterator[Finding]:
    if not hits:
        return
    windows = {hit["shipment_id"]: _window(ctx, hit) for hit in hits}
    rows = inbound_rows(ctx).with_columns(_id=pl.col("shipment_id"))
    parts = rows_by_key(rows, "_id", list(windows), keep_key=False)
    costs = unit_costs(ctx, {sku for hit in hits for sku in hit["skus"]})
    for hit in hits:
        yield _finding(ctx, hit, windows[hit["shipment_id"]], parts[hit["shipment_id"]], costs)


def _window(ctx: Context[Settings], hit: Mapping[str, Any]) -> ClaimWindow | None:
    delivered = hit["received_day"] or hit["closed_day"]
    return claim_window(ctx.settings.inbound_window, ctx.marketplace, delivered) if delivered else None


def _finding(
    ctx: Context[Settings],
    hit: Mapping[str, Any],
    window: ClaimWindow | None,
    rows: pl.DataFrame,
    costs: Mapping[str, Any],
) -> Finding:
    today = ctx.clock.team_now.date()
    severity = standing(window, today, ctx.settings.claim_crit_days) if window else Severity.WARNING
    late, currency = severity is Severity.INFO, home_currency(ctx)
    short = list(
        rows.filter(pl.col("short") > 0).group_by("sku", maintain_order=True).agg(pl.col("short").sum()).iter_rows()
    )
    amount = cost_of(costs, short)
    title = TITLE.fill(received=hit["received"], shipped=hit["shipped"], short=hit["short"])
    if window:
        title = (EXPIRED if late else UNTIL).fill(title=title, last=ctx.day(window.last))
    return Finding(
        Subject("shipment", hit["shipment_id"]),
        severity,
        title,
        CLAIM_CLOSED if late else ACTION,
        figure=Figure("short_units", hit["short"], hit["received"], hit["shipped"]),
        lines=(ctx.line("internal", "claim_crit_days", crossed=severity is not Severity.WARNING),),
        evidence=(rows.select(RECEIPT_SHOWN),),
        due=ctx.clock.end_of_day(window.last, ctx.marketplace) if window else ctx.this_week(),
        tags=expired_tag(severity),
        impact=Money(amount, currency) if amount and currency and not late else None,
        about=tuple(Subject("sku", sku) for sku, _ in short),
        notes=tuple(_notes(short, known=late or amount is not None)),
        proposals=() if late else _claims(ctx, hit, window, short, costs),
    )


def _claims(
    ctx: Context[Settings],
    hit: Mapping[str, Any],
    window: ClaimWindow | None,
    short: list[tuple[str, int]],
    costs: Mapping[str, Any],
) -> Any:
    """One for each SKU of the shipment that is short."""
    return tuple(
        one
        for sku, units in short
        for one in claim(
            cost_of(costs, [(sku, units)]),
            home_currency(ctx),
            REASON,
            shipment_id=hit["shipment_id"],
            sku=sku,
            quantity=units,
            since=window.first if window else None,
            until=window.last if window else None,
            attach=ATTACH,
        )
    )


def _notes(short: list[tuple[str, int]], *, known: bool) -> Iterator[Words]:
    if len(short) > 1:
        yield from (BY_SKU.fill(sku=sku, units=units) for sku, units in short)
    if not known:
        yield NO_COST
