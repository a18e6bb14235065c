"""Which actions need a second person (domain §10.1), told from their kind and their values before and after.

What cannot be read needs one: nobody can say that an unknown change is a small one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from cockpit.amount import named_amount

KINDS: Final = (
    "price", "bid", "budget", "pause", "archive", "negative", "listing", "appeal", "refund", "removal", "claim",
    "other",
)  # fmt: skip
_PHRASE: Final = re.compile(r"phrase|词组|短语", re.IGNORECASE)
# What a second person must agree to and has no kind of its own: handling time, shipping templates, vacation mode, user
# permissions, write-offs.
_KEY_OPERATION: Final = re.compile(
    r"handling[ -]?times?|(?:vacation|holiday)[ -]?(?:mode|settings?)|shipping[ -]?(?:template|settings?)"
    r"|(?:user|account)[ -]?(?:permission|right)s?|permissions?|writ(?:e|ing|ten)[ -]?offs?"
    r"|备货时间|处理时间|休假|假期模式|度假模式|(?:运费|配送)(?:模板|设置)|权限|核销|销账|坏账",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"[;；\n]")
_COUNTED: Final = re.compile(
    r"(\d+)\s*(?:\w+\s+)?(?:claims?|cases?|lines?|rows?|negatives?|terms?|words?|条|个|行|件|单)"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """[approval]: what one person may do alone."""

    refund: float = 50
    price_change: float = 0.10
    bid: float = 0.30
    budget: float = 0.20
    negatives: int = 10
    claims: int = 10
    bulk_rows: int = 20
    expires_h: float = 24

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Limits":
        """From the table [approval] of the settings."""
        return cls(**{field.name: table[field.name] for field in fields(cls) if field.name in table})

    @property
    def holds(self) -> timedelta:
        """How long an approval may be used."""
        return timedelta(hours=self.expires_h)


@dataclass(frozen=True, slots=True)
class Change:
    """What an action does, as far as it decides who must agree."""

    kind: str
    before: str
    after: str
    floor: Decimal | None = None  # the lowest price of the SKU, where it is known
    incident: bool = False  # an incident is open on its ASIN: whatever is changed there needs a second person
    why: str = ""  # of an action without values it is the only word about what is done


def needs_approval(change: Change, limits: Limits) -> bool:
    """Whether a second person must agree. A change of exactly the limit is still one person's."""
    if change.incident or change.kind not in _RULES:
        return True
    return _RULES[change.kind](change, limits)


def _always(_change: Change, _limits: Limits) -> bool:
    return True


def _price(change: Change, limits: Limits) -> bool:
    after = named_amount(change.after)
    below = after is not None and change.floor is not None and after < change.floor
    return below or _moved(change, limits.price_change)


def _bid(change: Change, limits: Limits) -> bool:
    return _moved(change, limits.bid)


def _budget(change: Change, limits: Limits) -> bool:
    before, after = named_amount(change.before), named_amount(change.after)
    lowered = before is not None and after is not None and after <= before
    return not lowered and _moved(change, limits.budget)


def _moved(change: Change, limit: float) -> bool:
    before, after = named_amount(change.before), named_amount(change.after)
    if before is None or after is None or before == 0:
        return True
    return abs(after - before) > before * Decimal(str(limit))


def _negative(change: Change, limits: Limits) -> bool:
    return not change.after or bool(_PHRASE.search(change.after)) or _count(change.after) > limits.negatives


def _refund(change: Change, limits: Limits) -> bool:
    amount = named_amount(change.after or change.before)
    return amount is None or amount > Decimal(str(limits.refund))


def _claim(change: Change, limits: Limits) -> bool:
    return _count(change.after) > limits.claims


def _other(change: Change, limits: Limits) -> bool:
    said = f"{change.before} {change.after}".strip() or change.why
    return bool(_KEY_OPERATION.search(said)) or _count(change.after) > limits.bulk_rows


def _count(text: str) -> int:
    """How many things a text says or lists ("12 claims", "a; b; c")."""
    said = [int(found[1]) for found in _COUNTED.finditer(text)]
    return max([len([part for part in _LIST.split(text) if part.strip()]), *said])


_RULES: Final[Mapping[str, Callable[[Change, Limits], bool]]] = {
    "price": _price, "bid": _bid, "budget": _budget, "pause": _always, "archive": _always, "negative": _negative,
    "listing": _always, "appeal": _always, "refund": _refund, "removal": _always, "claim": _claim, "other": _other,
}  # fmt: skip
