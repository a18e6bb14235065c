"""Which bank receipts belong to which settlement: by its id, else by an equal amount, else by a near one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto

# A bank may book a payment on the day before Amazon's date: the zones differ.
EARLY = timedelta(days=1)
# A receipt of another amount is taken for a settlement's when it came within so long and is so near: otherwise a
# receipt of something else would be called a wrong deposit.
NEAR_DAYS = timedelta(days=20)
NEAR_SHARE = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Payout:
    """What Amazon says that it paid for one settlement."""

    settlement: str
    day: date
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the bank. `exchanged`: it came into an account for another currency, so amounts cannot be equal."""

    number: int  # its place in the table
    day: date
    amount: Decimal
    currency: str
    settlement: str = ""
    exchanged: bool = False


class How(Enum):
    """How receipts were found for a payout."""

    NAMED = auto()
    EQUAL = auto()
    NEAR = auto()
    EXCHANGED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Match:
    """A payout with its receipts; `received` in the payout's currency."""

    payout: Payout
    receipts: tuple[Receipt, ...]
    how: How

    @property
    def received(self) -> Decimal:
        """What came in; exchanged money is not counted."""
        return sum((receipt.amount for receipt in self.receipts if not receipt.exchanged), Decimal(0))


def matches(payouts: Sequence[Payout], receipts: Iterable[Receipt], tolerance: Decimal) -> Iterator[Match]:
    """Each payout with its receipts; no receipt belongs to two. Amounts within `tolerance` are equal.

    Receipts that name a settlement are its own, however many. The others are given out by equal amounts first, oldest
    payout first, so that a near one never takes what fits another to the cent.
    """
    named: dict[str, list[Receipt]] = {}
    free: list[Receipt] = []
    for receipt in sorted(receipts, key=lambda one: (one.day, one.number)):
        if receipt.settlement:
            named.setdefault(receipt.settlement, []).append(receipt)
        else:
            free.append(receipt)
    found = {
        payout.settlement: _named(payout, named[payout.settlement]) for payout in payouts if payout.settlement in named
    }
    for how in (How.EQUAL, How.NEAR):
        for payout in sorted(payouts, key=lambda one: one.day):
            best = _best(payout, free, how, tolerance) if payout.settlement not in found else None
            if best is not None:
                free.remove(best)
                found[payout.settlement] = Match(payout, (best,), how)
    for payout in payouts:
        yield found.get(payout.settlement) or _unmatched(payout, free)


def _named(payout: Payout, receipts: Sequence[Receipt]) -> Match:
    """The receipts that name it; money in another currency was exchanged on its way."""
    own = tuple(receipt for receipt in receipts if not receipt.exchanged and receipt.currency == payout.currency)
    return Match(payout, own, How.NAMED) if own else Match(payout, tuple(receipts), How.EXCHANGED)


def _unmatched(payout: Payout, free: Sequence[Receipt]) -> Match:
    """Nothing in its currency. Exchanged money of those days that names no settlement may be its own."""
    maybe = (one for one in free if (one.exchanged or one.currency != payout.currency) and _in_time(payout, one))
    exchanged = tuple(maybe)
    return Match(payout, exchanged, How.EXCHANGED if exchanged else How.NONE)


def _in_time(payout: Payout, receipt: Receipt) -> bool:
    return payout.day - EARLY <= receipt.day <= payout.day + NEAR_DAYS


def _best(payout: Payout, free: Sequence[Receipt], how: How, tolerance: Decimal) -> Receipt | None:
    """The first of equal receipts, the nearest of near ones; a total of zero or less was not paid out."""
    if payout.amount <= 0:
        return None
    equal = how is How.EQUAL
    fitting = _fitting(payout, free, tolerance if equal else payout.amount * NEAR_SHARE)
    return min(fitting, key=_first if equal else _nearest(payout), default=None)


def _fitting(payout: Payout, free: Sequence[Receipt], allowed: Decimal) -> list[Receipt]:
    return [
        receipt
        for receipt in free
        if receipt.currency == payout.currency
        and not receipt.exchanged
        and _in_time(payout, receipt)
        and abs(receipt.amount - payout.amount) <= allowed
    ]


def _first(receipt: Receipt) -> tuple[Decimal, date]:
    return Decimal(0), receipt.day


def _nearest(payout: Payout) -> Callable[[Receipt], tuple[Decimal, date]]:
    return lambda receipt: (abs(receipt.amount - payout.amount), receipt.day)
