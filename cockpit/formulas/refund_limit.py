"""Whether a refund needs a second person (domain §10.1: above a limit, 50 in the marketplace's currency)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cockpit.check import Context
from cockpit.setting_note import setting


@dataclass(frozen=True)
class RefundLimit:
    """[approval], as far as refunds go."""

    refund: float = setting(50, "a refund above this needs a second person", unit="money")


def over_refund_limit(ctx: Context[Any], amount: Decimal | None) -> bool:
    """Whether refunding `amount` needs a second person; an unknown amount may be any, so it does not say so."""
    limit = ctx.resolver.values("approval", RefundLimit, ctx.marketplace).refund
    return amount is not None and amount > Decimal(str(limit))
