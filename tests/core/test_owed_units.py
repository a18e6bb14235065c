"""Units that Amazon owes: whole refunds, signed reimbursements, losses by their age, against counting them singly."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.fba_refunds import whole_units
from cockpit.formulas.ledger_losses import LossEvent, after, events, open_losses
from cockpit.formulas.refunds import LINE
from cockpit.formulas.reimbursed import signed
from cockpit.reports import TYPES

MONEY = pl.Decimal(38, 4)
REFUND = {
    **dict.fromkeys(LINE, pl.String()), "sku": pl.String(), "refunded": MONEY, "refunded_units": pl.Int64(),
}  # fmt: skip
SALE = {**dict.fromkeys(LINE, pl.String()), "sku": pl.String(), "paid": MONEY, "paid_units": pl.Int64()}
ORDERS = {"order_id": pl.String(), "sku": pl.String(), "order_units": pl.Int64(), "order_paid": MONEY}
NAMES = {"order_id": "111-1", "item": "5001", "currency": "USD", "sku": "ZX-1"}
CENT = Decimal("0.01")
TODAY = date(2026, 11, 24)


def units(refunded: Decimal, paid: Decimal, bought: int) -> int:
    """What `whole_units` counts for one order line."""
    back = pl.DataFrame([{**NAMES, "refunded": refunded, "refunded_units": None}], schema=REFUND)
    sale = pl.DataFrame([{**NAMES, "paid": paid, "paid_units": bought}], schema=SALE)
    return int(whole_units(back, sale, pl.DataFrame(schema=ORDERS))["units"].item())


def counted(refunded: Decimal, paid: Decimal, bought: int) -> int:
    """The same by trying every number of units."""
    if refunded >= paid:
        return bought
    fits = [n for n in range(1, bought + 1) if abs(refunded * bought - paid * n) <= CENT * n * bought]
    return min(fits, key=lambda n: abs(refunded * bought - paid * n)) if fits else 0


@given(st.integers(1, 6), st.integers(100, 20_000), st.integers(1, 25_000))
def test_only_whole_units_are_counted(bought: int, price: int, refunded: int) -> None:
    """To a cent a unit; everything between two whole numbers of units is a partial refund."""
    paid, back = Decimal(price * bought) / 100, Decimal(refunded) / 100
    assert units(back, paid, bought) == counted(back, paid, bought)


@given(st.integers(1, 6), st.integers(100, 20_000), st.data())
def test_any_number_of_whole_units_is_found(bought: int, price: int, data: st.DataObject) -> None:
    """Refunding n of them gives n."""
    n = data.draw(st.integers(1, bought))
    assert units(Decimal(price * n) / 100, Decimal(price * bought) / 100, bought) == n


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 5)), max_size=8), st.integers(0, 30))
def test_the_oldest_losses_are_settled_first(parts: list[tuple[int, int]], back: int) -> None:
    """Writing every unit down by itself and crossing the first ones out leaves the same."""
    days = sorted((TODAY - timedelta(days=age), count) for age, count in parts)
    out = [LossEvent(day, day, count) for day, count in days]
    singly = [event.day for event in out for _ in range(event.units)][back:]
    assert [event.day for event in after(out, back) for _ in range(event.units)] == singly


MOVES = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("MFNEP6Q"), st.integers(1, 4), st.integers(0, 90)), max_size=12
)


def ledger(moves: list[tuple[str, str, int, int]]) -> pl.DataFrame:
    """Movements as a detailed ledger: losses and damages are decreases, finds and P increases."""
    empty = TYPES["inventory-ledger"].empty()
    rows: list[dict[str, Any]] = [
        {
            **dict.fromkeys(empty.columns),
            "date": TODAY - timedelta(days=age), "fnsku": f"F{sku}", "msku": sku, "event_type": "Adjustments",
            "reason": reason, "quantity": count if reason in "FNP" else -count, "disposition": "SELLABLE",
        }
        for sku, reason, count, age in moves
    ]  # fmt: skip
    return events(pl.DataFrame(rows, schema=empty.schema))


@given(MOVES)
def test_what_is_left_is_losses_less_finds_since_the_first(moves: list[tuple[str, str, int, int]]) -> None:
    """Net of each SKU: lost (M) less found (F, N) since the first loss, never below nothing, and damaged (E, 6)."""
    paid = signed(TYPES["reimbursements"].empty(), "UTC")
    found = {loss.sku: sum(event.units for event in loss.open) for loss in open_losses(ledger(moves), paid)}
    expected = {}
    for sku in "AB":
        lost = [(age, count) for name, reason, count, age in moves if (name, reason) == (sku, "M")]
        first = max((age for age, _ in lost), default=-1)
        back = sum(n for name, reason, n, age in moves if name == sku and reason in "FN" and age <= first)
        damaged = sum(n for name, reason, n, _ in moves if name == sku and reason in "E6")
        expected[sku] = max(0, sum(count for _, count in lost) - back) + damaged
    assert found == {sku: count for sku, count in expected.items() if count}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), max_size=8))
def test_what_was_taken_back_is_negative(rows: list[tuple[int, int, bool]]) -> None:
    """Units in money and in stock together, less those of reversals, whatever sign they are written with."""
    empty = TYPES["reimbursements"].empty()
    written = [
        {
            **dict.fromkeys(empty.columns), "reimbursement_id": str(at),
            "reason": "Reversal" if back else "Lost_Warehouse",
            "original_reimbursement_type": "Lost_Warehouse" if back else None, "amount_total": Decimal(cash),
            "quantity_reimbursed_cash": cash, "quantity_reimbursed_inventory": stock,
        }
        for at, (cash, stock, back) in enumerate(rows)
    ]  # fmt: skip
    found = signed(pl.DataFrame(written, schema=empty.schema), "UTC")
    assert found["units"].to_list() == [-(cash + stock) if back else cash + stock for cash, stock, back in rows]
    assert set(found["kind"]) <= {"lostwarehouse"}
