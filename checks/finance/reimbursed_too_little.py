"""Reimbursements below what the goods cost, and those that Amazon took back without a found unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.api import (
    CLAIM_CLOSED,
    CLAIM_RULES,
    FBA_RETURNS,
    LEDGER,
    REIMBURSEMENT_SHOWN,
    REIMBURSEMENTS,
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
    bulk_claim,
    check,
    claim,
    expired_tag,
    home_currency,
    in_force,
    ledger_events,
    money,
    reimbursements,
    rows_by_key,
    setting,
    unit_costs,
)


@dataclass(frozen=True)
class Settings:
    """[finance], as far as this check needs it."""

    cost_paid: Mapping[str, Any] = setting(
        {"default": {"from": date(2025, 3, 31), "share": 1}},
        "from this day on Amazon pays so much of the manufacturing cost of what it lost",
        source="Amazon announcement: Reimbursement at manufacturing cost",
        as_of="2025-03-31",
    )
    fc_claim_days: int = setting(
        60, "lost or damaged stock is claimed until so many days after it was reported", source=CLAIM_RULES,
        as_of="2024-10-23", unit="days",
    )  # fmt: skip


TITLE = Words("Paid {paid} a unit, cost {cost}: {x} too little", "每件赔 {paid},成本 {cost}:少赔 {x}")
TAKEN = Words(
    "Amazon took back {x} ({units} {units|unit|units}); no found unit is at hand",
    "亚马逊收回 {x}({units} 件);未见找回记录",
)
ACTION = Words("Upload the true manufacturing cost with invoices.", "凭发票上传真实采购成本。")
ASK = Words(
    "Ask for the transaction in which the unit was found; else claim {x} back.",
    "要求提供找回该件的记录;否则追回 {x}。",
)
NO_COST = Words("{sku}: the SKU master has no cost", "{sku}:SKU 主档没有成本")
OTHER_CURRENCY = Words(
    "{id}: paid in {paid}, the SKU master's costs are in {home}", "{id}:以 {paid} 赔付,SKU 主档成本为 {home}"
)
NO_LEDGER = Words(
    "{id}: taken back, and there is no inventory ledger to see whether the unit was found",
    "{id}:赔偿被收回,没有库存分类账可核对是否找回",
)
NO_MASTER = Words(
    "no SKU master: nobody can tell whether reimbursements cover the cost", "没有 SKU 主档:无法得知赔偿是否达到成本"
)
LOW = Words("reimbursed below cost", "赔偿低于成本")
REVERSED = Words("reimbursement taken back without a found unit", "赔偿被收回但未找回货件")
INVOICES = Words("invoices that show what a unit cost to make", "证明单件制造成本的发票")
IDS = Words(
    "the ids of both reimbursements; the ledger without a found unit", "两笔赔偿的编号;没有找回记录的库存分类账"
)


@check(
    "P-09",
    Words("Reimbursement too low or taken back", "赔偿过低或被收回"),
    pane=Pane.WEEKLY,
    also_in=(Pane.MONTH_END,),
    needs=(REIMBURSEMENTS,),
    wants=("sku-master", LEDGER, FBA_RETURNS),
    settings=Settings,
    section="finance",
    severities=(Severity.WARNING, Severity.INFO),
)
def reimbursed_too_little(ctx: Context[Settings]) -> Iterator[Finding | NotJudged]:
    """Reimbursements below what the goods cost, and those that Amazon took back without a found unit.

    What it finds:
        Reimbursements in money whose amount a unit is below the cost in the SKU master; reversals for which the
        inventory ledger shows no found unit and the returns no returned one.
    Why it matters:
        Since 31 March 2025 Amazon pays the manufacturing cost of what it loses, by an estimate of its own where it
        knows none. Each estimate below the true cost is lost until you upload the invoice.
    Formula:
        amount-per-unit < cost × share, in exact decimals and the marketplace's currency. The figure is the difference a
        unit, of what was paid (numerator) and the cost (denominator). Reversal: units taken back > units found (ledger
        F, N) or returned by the buyer since the first reimbursement; the figure is the amount taken back.
    Lines:
        cost_paid (the whole cost, from 2025-03-31): equal is enough; older reimbursements are not compared.
        fc_claim_days (60): so long after the approval it can be disputed, then information with the tag expired.
    Feeds:
        reimbursements: amount-per-unit, amount-total, quantities, original-reimbursement-id. SKU master: cost.
        inventory-ledger and fba-returns, for reversals.
    Traps:
        Units given back as stock are not money. Amounts of another currency than the marketplace's are not compared.
        A SKU without a cost cannot be judged; a reversal needs none. A reversal is judged only where a ledger or the
        buyer's return can show the unit.
    What to do:
        Upload the true manufacturing cost with invoices; dispute a reversal. More than 10 claims at once need a second
        person.

    中文

    发现什么:
        每件赔偿金额低于 SKU 主档成本的现金赔偿;库存分类账没有找回、退货报表没有退回的赔偿收回。
    为何重要:
        自 2025-03-31 起亚马逊按采购成本赔偿所丢失的商品,没有成本时自行估计。低于真实成本的部分,不上传发票就损失了。
    公式:
        amount-per-unit < 成本 × share,按精确小数、站点币种比较。数值为每件差额,分子为已赔,分母为成本。收回:收回件数
        > 自最初赔偿以来的找回件数(分类账 F、N)或买家退回件数;数值为收回金额。
    界限:
        cost_paid(自 2025-03-31 起为全部成本):相等即可;更早的赔偿不比较。fc_claim_days(60):批准后可申诉的天数,之后
        为提示,标签为已过期。
    数据来源:
        reimbursements:amount-per-unit、amount-total、数量、original-reimbursement-id。SKU 主档:成本。收回另需
        inventory-ledger 和 fba-returns。
    陷阱:
        以库存返还的不是现金。与站点币种不同的金额不比较。没有成本的 SKU 无法判断;判断收回无需成本。
        只有分类账或退货能显示该件时才判断收回。
    怎么做:
        凭发票上传真实采购成本;对收回提出申诉。一次超过 10 个索赔须第二人审批。
    """
    today = ctx.clock.today(ctx.marketplace)
    ctx.changes_at(ctx.clock.end_of_day(today, ctx.marketplace))
    rows = reimbursements(ctx).filter(pl.col("day").is_not_null())
    low, blind = _low(ctx, rows)
    taken, unseen = _taken_back(ctx, rows)
    hits = [hit for frame in (low, taken) for hit in _hits(frame)]
    yield from _findings(ctx, hits)
    yield from blind
    yield from unseen


@dataclass(frozen=True)
class _Hit:
    """One reimbursement that is too low (``low``) or was taken back (``taken``)."""

    id: str
    sku: str
    order: str | None
    wrong: str
    day: date
    units: int
    paid: Decimal  # a unit; of a reversal all of it
    due: Decimal  # what it should be
    extra: Decimal  # what is missing in all
    currency: str
    fnsku: str


def _hits(frame: pl.DataFrame) -> Iterator[_Hit]:
    """One for each reimbursement and what is wrong with it, however many lines it has."""
    firsts = ("sku", "amazon_order_id", "day", "paid", "due", "currency", "fnsku")
    each = frame.group_by("reimbursement_id", "wrong", maintain_order=True).agg(
        pl.col(firsts).first(), pl.col("cash", "extra").sum()
    )
    for row in each.iter_rows(named=True):
        yield _Hit(
            row["reimbursement_id"], row["sku"] or "", row["amazon_order_id"], row["wrong"], row["day"],
            int(row["cash"]), row["paid"], row["due"], Decimal(row["extra"]), row["currency"] or "",
            row["fnsku"] or "",
        )  # fmt: skip


def _low(ctx: Context[Settings], rows: pl.DataFrame) -> tuple[pl.DataFrame, list[NotJudged]]:
    """Reimbursements below cost, and those that cannot be judged."""
    home = home_currency(ctx)
    cash = pl.coalesce("quantity_reimbursed_cash", "quantity_reimbursed_total", pl.lit(1))
    judged = rows.filter(~pl.col("reversal"), pl.col("amount_total") > 0, cash > 0).with_columns(cash=cash)
    paid = pl.coalesce("amount_per_unit", pl.col("amount_total") / pl.col("cash")).cast(pl.Decimal(38, 4))
    days = {when: _share(ctx, when) for when in judged["day"].unique().to_list()}
    ruled = judged.filter(pl.col("day").is_in([when for when, share in days.items() if share is not None]))
    known = unit_costs(ctx, ruled["sku"].drop_nulls())
    priced = ruled.with_columns(
        paid=paid,
        due=pl.col("sku").replace_strict(
            list(known), list(known.values()), default=None, return_dtype=pl.Decimal(38, 4)
        ),
    )
    foreign = priced.filter(pl.col("currency").is_not_null(), pl.col("currency") != home)
    own = priced.filter(pl.col("currency").fill_null(home) == home)
    parts = [
        own.filter(pl.col("day") == when).with_columns(due=(pl.col("due") * _exact(share)).cast(pl.Decimal(38, 4)))
        for when, share in sorted(days.items())
        if share is not None
    ]
    whole = pl.concat([own.clear(), *parts]) if parts else own.clear()
    under = whole.filter(pl.col("paid") < pl.col("due"))
    extra = (pl.col("due") - pl.col("paid")) * pl.col("cash")
    return under.with_columns(extra=extra.cast(pl.Decimal(38, 4)), wrong=pl.lit("low")), [
        *_no_cost(ctx, own), *_foreign(foreign, home)
    ]  # fmt: skip


def _exact(share: Decimal) -> pl.Expr:
    return pl.lit(f"{share:f}").cast(pl.Decimal(38, 4))


def _share(ctx: Context[Settings], when: date) -> Decimal | None:
    rule = in_force(ctx.settings.cost_paid, ctx.marketplace, when)
    return None if rule is None else Decimal(str(rule["share"] if isinstance(rule, Mapping) else rule))


def _no_cost(ctx: Context[Settings], own: pl.DataFrame) -> Iterator[NotJudged]:
    """Of those without a cost. Where that is every one of them, nothing was judged."""
    if not ctx.has("sku-master"):
        if own.height:
            yield NotJudged(Verdict.NO_DATA, NO_MASTER)
        return
    blind = own["due"].null_count() == own.height
    verdict = Verdict.NO_DATA if blind else Verdict.NOT_APPLICABLE
    for row in (
        own.filter(pl.col("due").is_null()).unique("reimbursement_id", maintain_order=True).iter_rows(named=True)
    ):
        said = NO_COST.fill(sku=row["sku"] or row["fnsku"] or "?")
        yield NotJudged(verdict, said, Subject("claim", row["reimbursement_id"]))


def _foreign(rows: pl.DataFrame, home: str) -> Iterator[NotJudged]:
    for row in rows.unique("reimbursement_id", maintain_order=True).iter_rows(named=True):
        said = OTHER_CURRENCY.fill(id=row["reimbursement_id"], paid=row["currency"], home=home)
        yield NotJudged(Verdict.NOT_APPLICABLE, said, Subject("claim", row["reimbursement_id"]))


def _taken_back(ctx: Context[Settings], rows: pl.DataFrame) -> tuple[pl.DataFrame, list[NotJudged]]:
    """Reversals without a found or returned unit, and those of which nothing at hand can tell."""
    hits, unseen = [], []
    first = dict(rows.filter(~pl.col("reversal")).select("reimbursement_id", "day").iter_rows())
    for row in rows.filter(pl.col("reversal"), pl.col("amount_total") < 0).iter_rows(named=True):
        since = first.get(row["original_reimbursement_id"], date.min)
        seen = _seen(ctx, row, since)
        if seen is None:
            said = NO_LEDGER.fill(id=row["reimbursement_id"])
            unseen.append(NotJudged(Verdict.NO_DATA, said, Subject("claim", row["reimbursement_id"])))
        elif seen < -row["units"]:
            back = -row["amount_total"]
            hits.append(
                {**row, "cash": -row["units"], "paid": back, "due": Decimal(0), "extra": back, "wrong": "taken"}
            )
    columns = (
        "reimbursement_id", "sku", "amazon_order_id", "wrong", "day", "cash", "paid", "due", "extra", "currency",
        "fnsku",
    )  # fmt: skip
    schema = {
        **{name: rows.schema[name] for name in columns if name in rows.schema},
        "wrong": pl.String(), "cash": pl.Int64(),
        **dict.fromkeys(("paid", "due", "extra"), pl.Decimal(38, 4)),
    }  # fmt: skip
    kept = [{name: hit[name] for name in columns} for hit in hits]
    return pl.DataFrame(kept, schema={name: schema[name] for name in columns}), unseen


def _seen(ctx: Context[Settings], row: Mapping[str, Any], since: date) -> int | None:
    """Units that turned up again since the reimbursement; None where nothing at hand could show them."""
    order = row["amazon_order_id"]
    returned = 0
    if order and ctx.has(FBA_RETURNS):
        back = ctx.frame(FBA_RETURNS).filter(pl.col("order_id") == order, pl.col("sku") == row["sku"])
        returned = int(back["quantity"].fill_null(1).sum())
    elif not ctx.has(LEDGER):
        return None
    if not ctx.has(LEDGER):
        return returned
    own = (pl.col("sku") == row["sku"]) | (pl.col("fnsku") == row["fnsku"])
    last = pl.coalesce("month_end", "date")  # a find of which only the month is known may be the one
    found = ledger_events(ctx).filter(own, pl.col("kind") == "found", last >= since)
    return returned + int(found["units"].sum())


def _findings(ctx: Context[Settings], hits: list[_Hit]) -> Iterator[Finding]:
    if not hits:
        return
    today = ctx.clock.today(ctx.marketplace)
    live = {hit.id for hit in hits if today <= _until(ctx, hit)}
    bulk = bulk_claim(ctx, len(live))
    rows = reimbursements(ctx).select(REIMBURSEMENT_SHOWN).with_columns(_id=pl.col("reimbursement_id"))
    evidence = rows_by_key(rows, "_id", sorted({hit.id for hit in hits}), keep_key=False)
    seen: set[str] = set()
    for hit in hits:
        if hit.id not in seen:  # a reversal may have the number of what it reverses: one issue for both
            seen.add(hit.id)
            yield _finding(ctx, hit, evidence[hit.id], bulk if hit.id in live else (), late=hit.id not in live)


def _until(ctx: Context[Settings], hit: _Hit) -> date:
    return hit.day + timedelta(days=ctx.settings.fc_claim_days)


def _finding(
    ctx: Context[Settings], hit: _Hit, evidence: pl.DataFrame, bulk: tuple[Words, ...], *, late: bool
) -> Finding:
    severity, until, low = Severity.INFO if late else Severity.WARNING, _until(ctx, hit), hit.wrong == "low"
    x = money(hit.extra, hit.currency)
    low_title = TITLE.fill(paid=money(hit.paid, hit.currency), cost=money(hit.due, hit.currency), x=x)
    short = Figure("difference", hit.due - hit.paid, hit.paid, hit.due, "money")
    return Finding(
        Subject("claim", hit.id),
        severity,
        low_title if low else TAKEN.fill(x=x, units=hit.units),
        CLAIM_CLOSED if late else ACTION if low else ASK.fill(x=x),
        figure=short if low else Figure("difference", hit.extra, unit="money"),
        lines=(ctx.line("amazon", "fc_claim_days", crossed=late),),
        evidence=(evidence,),
        due=ctx.clock.end_of_day(until, ctx.marketplace),
        tags=expired_tag(severity),
        impact=Money(hit.extra, hit.currency) if hit.currency and not late else None,
        needs_approval=bool(bulk),
        also_in=(Pane.MONTH_END,),
        about=(Subject("sku", hit.sku),) if hit.sku else (),
        notes=bulk,
        proposals=() if late else _claim(hit, until),
    )


def _claim(hit: _Hit, until: date) -> Any:
    return claim(
        hit.extra,
        hit.currency,
        LOW if hit.wrong == "low" else REVERSED,
        order_id=hit.order,
        reimbursement_id=hit.id,
        sku=hit.sku or None,
        fnsku=hit.fnsku or None,
        quantity=hit.units,
        since=hit.day,
        until=until,
        attach=INVOICES if hit.wrong == "low" else IDS,
    )
