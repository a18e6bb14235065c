"""What the ERP confirmed as shipped in the last weeks, and what is wrong with some of it (F-04, F-05, F-07, F-08)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from cockpit.demo.expected import Plan
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

DAYS = 32
CARRIERS = {"US": "USPS", "DE": "DHL", "JP": "ヤマト運輸"}


@dataclass(slots=True)
class Parcel:
    """One confirmed parcel."""

    line: OrderLine
    shipped: datetime
    carrier: str
    number: str
    scanned: datetime | None
    recipient: str
    postcode: str


def ship(shop: Shop, plan: Plan) -> list[Parcel]:
    """The confirmations of a marketplace, oldest first."""
    since = shop.moments.ago(days=DAYS)
    lines = [line for line in shop.orders if line.sku.merchant and line.status == "Shipped" and line.placed > since]
    quick = _quick_sku(shop, lines, plan)
    found = [_parcel(shop, line, early=line.sku.sku == quick) for line in lines]
    found.sort(key=lambda parcel: parcel.shipped)
    for index, situation in enumerate(SITUATIONS[shop.marketplace]):
        situation(shop, found[-12 - 3 * index], plan)
    return found


def _quick_sku(shop: Shop, lines: Sequence[OrderLine], plan: Plan) -> str:
    """The SKU that leaves the same day although three are promised: the best-selling one of the US."""
    if shop.marketplace != "US":
        return ""
    recent = [line.sku.sku for line in lines if line.placed > shop.moments.ago(days=DAYS - 4)]
    (quick, _), (other, _) = Counter(recent).most_common(2)
    plan.raises("F-08", shop.marketplace, "sku", quick, Severity.INFO)
    plan.spares("F-08", shop.marketplace, "sku", other, "ships on its ship-by day")
    return quick


def _parcel(shop: Shop, line: OrderLine, *, early: bool) -> Parcel:
    rng = shop.rng(f"parcel/{line.item_id}")
    until = line.promise or line.placed + timedelta(days=3)
    planned = line.placed + timedelta(hours=3) if early else until - timedelta(minutes=90 + rng.randrange(300))
    shipped = min(max(planned, line.placed + timedelta(minutes=30)), shop.moments.ago(minutes=45))
    scanned = shipped + timedelta(hours=3 + rng.randrange(20))
    return Parcel(
        line,
        shipped,
        CARRIERS[shop.marketplace],
        NUMBERS[shop.marketplace](rng),
        scanned if scanned < shop.moments.ago(minutes=40) else None,
        f"Buyer {line.order_id[-4:]}",
        line.city[2],
    )


def _usps(rng: Random) -> str:
    body = f"94{rng.randrange(10**19):019d}"
    weighted = sum(int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(body)))
    return f"{body}{-weighted % 10}"


def _dhl(rng: Random) -> str:
    body = rng.randrange(10**8, 10**9)
    return f"{body}{body % 7}"


NUMBERS: Mapping[str, Callable[[Random], str]] = {
    "US": _usps, "DE": _dhl, "JP": lambda rng: f"{rng.randrange(10**12):012d}",
}  # fmt: skip

Situation = Callable[[Shop, Parcel, Plan], None]


def _moved(shop: Shop, parcel: Parcel, hours: float) -> None:
    parcel.shipped = shop.moments.ago(hours=hours)
    parcel.scanned = parcel.shipped + timedelta(minutes=30)


def _no_number(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """Shipped two days ago, and nobody typed the number."""
    _moved(shop, parcel, 50)
    parcel.number = ""
    plan.raises("F-04", shop.marketplace, "order", parcel.line.order_id, Severity.CRITICAL)


def _other_carrier(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """Carrier "Other" without a name, since this morning."""
    _moved(shop, parcel, 3)
    parcel.carrier = "Other"
    plan.raises("F-04", shop.marketplace, "order", parcel.line.order_id, Severity.WARNING)


def _mistyped(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """One digit is another one: the check digit fails."""
    _moved(shop, parcel, 70)
    parcel.number = parcel.number[:-1] + str((int(parcel.number[-1]) + 1) % 10)
    plan.raises("F-05", shop.marketplace, "order", parcel.line.order_id, Severity.WARNING)


def _of_another_carrier(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """The forwarder's number under the name of the last mile's carrier."""
    _moved(shop, parcel, 60)
    parcel.number = "YT2632800112345678"
    plan.raises("F-05", shop.marketplace, "order", parcel.line.order_id, Severity.WARNING)


def _unheard_of(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """A carrier that nobody wrote down."""
    _moved(shop, parcel, 44)
    parcel.carrier, parcel.number = "Hermes Lokal", "H10023400031"
    plan.raises("F-05", shop.marketplace, "order", parcel.line.order_id, Severity.INFO)


def _unscanned(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """A label without a parcel?"""
    _moved(shop, parcel, 75)
    parcel.scanned = None
    plan.raises("F-07", shop.marketplace, "order", parcel.line.order_id, Severity.WARNING)


def _unscanned_lately(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """One hour under the line."""
    _moved(shop, parcel, 47)
    parcel.scanned = None
    plan.spares("F-07", shop.marketplace, "order", parcel.line.order_id, "confirmed 47 h ago, the line is 48 h")


def _whole(shop: Shop, parcel: Parcel, plan: Plan) -> None:
    """A parcel as it should be, its number with spaces."""
    _moved(shop, parcel, 90)
    parcel.number = " ".join(parcel.number[at : at + 4] for at in range(0, len(parcel.number), 4))
    plan.spares("F-05", shop.marketplace, "order", parcel.line.order_id, "spaces in a number are no mistake")
    plan.spares("F-04", shop.marketplace, "order", parcel.line.order_id, "carrier and number are there")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (_no_number, _other_carrier, _mistyped, _of_another_carrier, _unscanned, _unscanned_lately, _whole),
    "DE": (_no_number, _unheard_of, _whole),
    "JP": (),
}
