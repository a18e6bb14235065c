"""Stock and inbound as causes of a sales break: could the SKU be bought, and if not, what is late (domain §6, S-14)."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.arrivals import INBOUND, arrivals
from cockpit.formulas.cause_tree import Cause, missing
from cockpit.formulas.mature import Days
from cockpit.formulas.new_problems import new_problems
from cockpit.formulas.rows_by_key import rows_by_key
from cockpit.formulas.sellable_days import sold_out_days
from cockpit.formulas.stock_levels import MANAGE, PLANNING, SHOWN, stock_levels
from cockpit.tables import FILE, ROW
from cockpit.text import Words

PROBLEMS = "inbound-problems"
PROBLEM_DAYS = 35  # both windows of the break
CUSTOMS = ("custom", "清关", "海关", "通关", "查验")
_PROBLEM_SHOWN = ("issue_reported_date", "fba_shipment_id", "sku", "problem_type", "problem_quantity", FILE, ROW)
_LISTED = ("seller_sku", "fulfillment_channel", "quantity", FILE, ROW)

STOCK, INBOUND_NAME = Words("Stock", "库存"), Words("Inbound and customs", "入库与清关")
GONE = Words("nothing sellable now", "现无可售库存")
WAS_OUT = Words("without stock on {n} of the 7 days", "7 天中有 {n} 天无库存")
THERE = Words(
    "{n} sellable {n|unit|units}, in stock on all days that snapshots tell of", "可售 {n} 件,快照所示各日均有货"
)
OWN_THERE = Words("merchant quantity {n}", "自发货数量 {n}")
NOT_NAMED = Words("no stock report names the SKU", "库存报表中没有该 SKU")
EMPTY = Words("its stock cell is empty", "库存单元格为空")
NOT_SHORT = Words("the SKU was in stock", "该 SKU 一直有货")
LATE = Words("shipment {id} ({n} {n|unit|units}) was expected on {date}", "货件 {id}({n} 件)应于 {date} 到仓")
HELD = Words("shipment {id} ({n} {n|unit|units}) is held in customs", "货件 {id}({n} 件)在清关")
PROBLEM = Words("Amazon reports {problem} with shipment {id}", "亚马逊报告货件 {id}:{problem}")
ON_TIME = Words("no shipment is late and no problem reported", "没有货件延误,也没有入库问题")


def stock_causes(ctx: Context[Any], skus: pl.Series, week: Days) -> Mapping[str, tuple[Cause, Cause]]:
    """By SKU, the branches stock and inbound.

    A late shipment explains nothing while there is stock, so the second is clear when the first is. A check that asks
    declares the two stock reports, `inbound-shipments`, `inbound-problems` and `all-listings`.
    """
    stock = _stock(ctx, skus, week)
    late = _late(ctx, skus)
    return {sku: (stock[sku], _inbound(ctx, stock[sku], late.get(sku))) for sku in skus}


def _stock(ctx: Context[Any], skus: pl.Series, week: Days) -> Mapping[str, Cause]:
    types = [type_ for type_ in (PLANNING, MANAGE) if ctx.has(type_)]
    wanted = pl.col("sku").is_in(skus.implode())
    levels = [stock_levels(type_, ctx.frame(type_).filter(wanted)).select("sku", "near") for type_ in types]
    empty = pl.DataFrame(schema={"sku": pl.String(), "near": pl.Int64()})
    asked = pl.concat([empty, *levels], how="vertical_relaxed")
    known = dict(asked.unique("sku", keep="first", maintain_order=True).iter_rows())
    out = sold_out_days(ctx, week, skus)
    rows = [rows_by_key(ctx.frame(type_).select(SHOWN[type_]), "sku", skus) for type_ in types]
    own = _merchant(ctx, skus)
    found = {}
    for sku in skus:
        behind = tuple(part[sku] for part in rows if sku in part)
        if sku in known:
            found[sku] = _of_level(known[sku], out.get(sku, 0), behind)
        elif sku in own:
            found[sku] = own[sku]
        else:
            said = NOT_NAMED if types else missing(ctx, PLANNING, MANAGE)
            found[sku] = Cause(STOCK, "unknown", said)
    return found


def _of_level(near: int | None, out: int, rows: tuple[pl.DataFrame, ...]) -> Cause:
    if near is not None and near <= 0:
        return Cause(STOCK, "found", GONE, rows)
    if out:
        return Cause(STOCK, "found", WAS_OUT.fill(n=out), rows)
    return Cause(STOCK, "unknown", EMPTY) if near is None else Cause(STOCK, "clear", THERE.fill(n=near))


def _merchant(ctx: Context[Any], skus: pl.Series) -> Mapping[str, Cause]:
    """What the listings say of SKUs that the team ships itself."""
    channel = pl.col("fulfillment_channel").str.to_uppercase().str.starts_with("DEFAULT")
    listed = rows_by_key(ctx.frame("all-listings").filter(channel).select(_LISTED), "seller_sku", skus)
    found = {}
    for sku, rows in listed.items():
        quantity = rows["quantity"].sum() if rows["quantity"].count() else None
        if quantity is None:
            found[sku] = Cause(STOCK, "unknown", EMPTY)
        else:
            said = OWN_THERE.fill(n=quantity)
            found[sku] = Cause(STOCK, "clear", said) if quantity else Cause(STOCK, "found", GONE, (rows,))
    return found


def _late(ctx: Context[Any], skus: pl.Series) -> Mapping[str, tuple[Words, pl.DataFrame]]:
    """By SKU, the first thing that is wrong with what is coming."""
    today = ctx.clock.team_now.date()
    coming = arrivals(ctx)
    found: dict[str, tuple[Words, pl.DataFrame]] = {}
    if ctx.has(PROBLEMS):
        fresh = new_problems(ctx, PROBLEMS, PROBLEM_DAYS).select(_PROBLEM_SHOWN)
        for sku, rows in rows_by_key(fresh, "sku", skus).items():
            row = rows.row(0, named=True)
            said = PROBLEM.fill(problem=row["problem_type"] or "?", id=row["fba_shipment_id"] or "?")
            found[sku] = said, rows
    for row in coming.filter(pl.col("sku").is_in(skus.implode())).sort("eta", descending=True).iter_rows(named=True):
        held = any(word in (row["status"] or "").lower() for word in CUSTOMS)
        if held or row["eta"] < today:
            words = HELD if held else LATE
            said = words.fill(id=row["shipment_id"], n=row["units"], date=ctx.day(row["eta"]))
            found[row["sku"]] = said, coming.filter(pl.col("shipment_id") == row["shipment_id"], sku=row["sku"])
    return found


def _inbound(ctx: Context[Any], stock: Cause, late: tuple[Words, pl.DataFrame] | None) -> Cause:
    if stock.state == "clear":
        return Cause(INBOUND_NAME, "clear", NOT_SHORT)
    if late is not None:
        return Cause(INBOUND_NAME, "found", late[0], (late[1],))
    if not ctx.has(INBOUND) or not ctx.has(PROBLEMS):
        return Cause(INBOUND_NAME, "unknown", missing(ctx, INBOUND, PROBLEMS))
    return Cause(INBOUND_NAME, "clear", ON_TIME)
