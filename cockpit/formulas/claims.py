"""Claims as proposals, and when they are so many that a second person has to agree (domain §8, §10.1)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cockpit.check import Context
from cockpit.issue import Cell, Proposal, proposal
from cockpit.text import Words, same

MANY = Words(
    "{n} {n|claim|claims} at once: more than {line} {line|needs|need} a second person.",
    "一次提出 {n} 个索赔:超过 {line} 个须第二人审批。",
)
LINES = Words("the ids of the lines it is about", "相关行号")


@dataclass(frozen=True)
class ClaimApproval:
    """[approval], as far as claims need it."""

    claims: int = 10


def bulk_claim(ctx: Context[Any], claims: int) -> tuple[Words, ...]:
    """The note that so many claims need a second person; none while they do not."""
    limit = ctx.resolver.values("approval", ClaimApproval, ctx.marketplace).claims
    return (MANY.fill(n=claims, line=limit),) if claims > limit else ()


def claim(
    amount: Decimal | None,
    currency: str,
    reason: Words | str,
    *,
    order_id: str | None = None,
    shipment_id: str | None = None,
    settlement_id: str | None = None,
    reimbursement_id: str | None = None,
    sku: str | None = None,
    fnsku: str | None = None,
    quantity: int | None = None,
    since: date | None = None,
    until: date | None = None,
    attach: Words = LINES,
) -> tuple[Proposal, ...]:
    """What to claim, in whole coins of its currency; nothing where there is nothing to get or no currency.

    `reason` in both languages is shown in the reader's; programs are told the English one. An `amount` that nobody
    knows (the SKU master has no cost) stays empty: the units are claimed all the same. `attach` says what must be at
    hand when the case is opened.
    """
    if amount is not None and (amount <= 0 or not currency):
        return ()
    why = reason if isinstance(reason, Words) else same(reason)
    told: dict[str, Cell] = {
        "order_id": order_id, "shipment_id": shipment_id, "settlement_id": settlement_id,
        "reimbursement_id": reimbursement_id, "sku": sku, "fnsku": fnsku, "quantity": quantity,
        "from": since, "until": until, "amount": None if amount is None else in_coins(amount, currency),
        "currency": currency or None, "reason": why.en,
    }  # fmt: skip
    return (replace(proposal("claim", **told), attach=attach, reason=why),)


def in_coins(amount: Decimal, currency: str) -> Decimal:
    """An amount that can be paid: whole yen, whole cents."""
    return amount.quantize(Decimal(1) if currency == "JPY" else Decimal("0.01"), ROUND_HALF_UP)
