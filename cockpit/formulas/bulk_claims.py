"""When claims are so many that a second person has to agree (domain §8, §10.1)."""

from dataclasses import dataclass
from typing import Any

from cockpit.check import Context
from cockpit.text import Words

MANY = Words(
    "{n} claims at once: more than {line} need a second person.", "一次提出 {n} 个索赔:超过 {line} 个须第二人审批。"
)


@dataclass(frozen=True)
class ClaimApproval:
    """[approval], as far as claims need it."""

    claims: int = 10


def bulk_claim(ctx: Context[Any], claims: int) -> tuple[Words, ...]:
    """The note that so many claims need a second person; none while they do not."""
    limit = ctx.resolver.values("approval", ClaimApproval, ctx.marketplace).claims
    return (MANY.fill(n=claims, line=limit),) if claims > limit else ()
