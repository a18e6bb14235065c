"""Price changes that the team has written on its board or declared as an event: they are explained (domain §2.8)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from cockpit.amount import named_amount
from cockpit.check import Context, RecordedAction
from cockpit.setting_note import setting

AGREED = frozenset({"approved", "done", "verified"})
# An approval holds for a day (domain §10.1), so a change may follow its action by so much.
APPROVAL = timedelta(hours=24)


def price_actions(ctx: Context[Any]) -> Mapping[str, Sequence[RecordedAction]]:
    """The agreed price actions of this marketplace by SKU."""
    found = defaultdict(list)
    for action in ctx.actions:
        if action.kind == "price" and action.subject.kind == "sku" and action.state in AGREED:
            found[action.subject.id].append(action)
    return found


def explains(action: RecordedAction, price: Decimal, before: datetime) -> bool:
    """Whether an action explains that a SKU has this price now.

    One that names its new price explains exactly this price, however old it is: the price was agreed. One that names
    none explains a change since the snapshot taken at `before`, and must not be older than an approval holds.
    """
    named = named_amount(action.after)
    return action.at >= before - APPROVAL if named is None else named == price


def in_event(ctx: Context[Any], sku: str, first: date, last: date) -> bool:
    """Whether a declared event of the SKU touches the days from `first` to `last`, both included."""
    return any(
        event.start <= last and event.end >= first and (not event.skus or sku in event.skus) for event in ctx.events
    )


@dataclass(frozen=True)
class PriceLimit:
    """[approval], as far as prices go."""

    price_change: float = setting(0.10, "a price change by more than this needs a second person", unit="share")


def over_price_limit(ctx: Context[Any], price: Decimal, target: Decimal) -> bool:
    """Whether moving a price to `target` needs a second person (domain §10.1: more than 10%)."""
    limit = ctx.resolver.values("approval", PriceLimit, ctx.marketplace).price_change
    return abs(target - price) > Decimal(str(limit)) * abs(price)
