"""Buyers who claim: A-to-z claims, chargebacks and return requests, settled and open (C-03, C-04, C-05)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.orders import OrderLine
from cockpit.demo.shop import Shop
from cockpit.issue import Severity

CRITICAL, WARNING, INFO = Severity.CRITICAL, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class AtozClaim:
    """One A-to-z claim."""

    id: str
    order: OrderLine
    opened: datetime
    state: str
    decided: datetime | None = None
    appealed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chargeback:
    """One chargeback."""

    id: str
    order: OrderLine
    notified: datetime
    state: str


@dataclass(frozen=True, slots=True)
class ReturnRequest:
    """One return request of a merchant order."""

    order: OrderLine
    days_back: int
    status: str
    reason: str


# Hours since it was opened, state, days since the decision, appealed, what must come of it and why not.
ATOZ: Mapping[str, tuple[tuple[float, str, float | None, bool, Severity | None, str], ...]] = {
    "US": (
        (14.0, "action_required", None, False, CRITICAL, ""),
        (30 * 24, "granted", 25.5, False, CRITICAL, ""),
        (11 * 24, "granted", 9, False, WARNING, ""),
        (12 * 24, "granted", 4, True, None, "appealed"),
        (20 * 24, "denied", 17, False, None, "denied: ours"),
    ),
    "DE": ((40.0, "under_review", None, False, INFO, ""), (9 * 24, "withdrawn", None, False, None, "withdrawn")),
    "JP": (),
}  # fmt: skip
# Days since Amazon's e-mail, state, what must come of it and why not.
CHARGEBACKS: Mapping[str, tuple[tuple[float, str, Severity | None, str], ...]] = {
    "US": ((5.6, "action_required", CRITICAL, ""), (1.2, "action_required", WARNING, ""),
           (3, "submitted", None, "sent")),
    "DE": (),
    "JP": (),
}  # fmt: skip
# Days since the request, status, what must come of it (by the clock of the marketplace's day, see C-05) and why not.
RETURNS: Mapping[str, tuple[tuple[int, str, Severity | None, str], ...]] = {
    "US": (
        (4, "Pending", CRITICAL, ""),
        (6, "Approved", None, "approved"),
        (9, "Completed", None, "refunded"),
        (1, "Pending", None, "came yesterday"),
    ),
    "DE": ((5, "Approved", None, "approved"),),
    "JP": ((7, "Completed", None, "refunded"),),
}
REASONS = ("CR-NO_REASON_GIVEN", "CR-DEFECTIVE", "CR-UNWANTED_ITEM", "CR-QUALITY_UNACCEPTABLE")


def plant_atoz(shop: Shop, plan: Plan) -> list[AtozClaim]:
    """The A-to-z claims of one marketplace."""
    found = []
    for at, (hours, state, decided, appealed, severity, why) in enumerate(ATOZ[shop.marketplace]):
        opened = _round(shop.moments.ago(hours=hours))
        claim = AtozClaim(
            f"AZ-{shop.marketplace}-{7001 + at}",
            _order(shop, "atoz", at, opened),
            opened,
            state,
            None if decided is None else _round(shop.moments.ago(hours=decided * 24)),
            _round(shop.moments.ago(hours=40)) if appealed else None,
        )
        _plan(plan, shop, "C-03", claim.id, severity, why)
        found.append(claim)
    return found


def plant_chargebacks(shop: Shop, plan: Plan) -> list[Chargeback]:
    """The chargebacks of one marketplace."""
    found = []
    for at, (days, state, severity, why) in enumerate(CHARGEBACKS[shop.marketplace]):
        notified = _round(shop.moments.ago(hours=days * 24))
        one = Chargeback(f"CB-{shop.marketplace}-{8001 + at}", _order(shop, "cb", at, notified), notified, state)
        _plan(plan, shop, "C-04", one.id, severity, why)
        found.append(one)
    return found


def plant_returns(shop: Shop, plan: Plan) -> list[ReturnRequest]:
    """The return requests of one marketplace's merchant orders."""
    found = []
    for at, (back, status, severity, why) in enumerate(RETURNS[shop.marketplace]):
        asked = shop.moments.at(shop.moments.day(back), 12)
        line = _order(shop, "return", at, asked)
        if severity:
            plan.raises("C-05", shop.marketplace, "order", line.order_id, severity)
        else:
            plan.spares("C-05", shop.marketplace, "order", line.order_id, why)
        found.append(ReturnRequest(line, back, status, REASONS[at % len(REASONS)]))
    return found


def _plan(plan: Plan, shop: Shop, check: str, id_: str, severity: Severity | None, why: str) -> None:
    if severity:
        plan.raises(check, shop.marketplace, "claim", id_, severity)
    else:
        plan.spares(check, shop.marketplace, "claim", id_, why)


def _order(shop: Shop, what: str, at: int, before: datetime) -> OrderLine:
    """A shipped order of three weeks before, a different one each time."""
    until = before - timedelta(days=5)
    lines = [line for line in shop.orders if _fits(line, until)]
    return shop.rng(f"{what}/{at}").choice(lines)


def _fits(line: OrderLine, until: datetime) -> bool:
    return line.sku.merchant and line.status == "Shipped" and until - timedelta(days=25) < line.placed < until


def _round(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
