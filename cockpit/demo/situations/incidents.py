"""Amazon's warnings: one nobody has read, one whose listing was edited meanwhile, answered ones (I-01, I-02, I-03)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

TEAM_READS = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class Notification:
    """One message of the Performance Notifications page, as the team writes it down."""

    id: str
    received: datetime
    subject: str
    kind: str
    asins: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    deadline: datetime | None = None
    acknowledged: datetime | None = None
    appeal_sent: datetime | None = None
    body: str = ""


def plant_incidents(shop: Shop, plan: Plan) -> list[Notification]:
    """The warnings of a marketplace, oldest first."""
    if shop.marketplace == "DE":
        return [_answered(shop, plan, 9.0), _appealed_then_edited(shop, plan), _edited(shop, plan), _unread(shop, plan)]
    return [_answered(shop, plan, 30.0)] if shop.marketplace == "US" else []


def _id(shop: Shop, received: datetime) -> str:
    return f"PN-{shop.marketplace}-{received:%y%m%d-%H%M}"


def _received(shop: Shop, **ago: float) -> datetime:
    return shop.moments.ago(**ago).replace(second=0, microsecond=0)


def _quiet(shop: Shop) -> Sku:
    """A product that no other situation touches and that nobody advertises."""
    return shop.take(lambda sku: not sku.core and not sku.advertised and not sku.merchant, slowest=True)


def _retitled(sku: Sku, title: str) -> None:
    """Its title is another one since this morning."""
    sku.old_title, sku.title = sku.title, title


def _unread(shop: Shop, plan: Plan) -> Notification:
    """Came an hour ago; nobody has acknowledged it, and no deadline is stated: the answer is due in a day."""
    received = _received(shop, minutes=75)
    first, last = shop.moments.ago(days=16), shop.moments.ago(days=9)
    late = (line.order_id for line in shop.orders if line.sku.merchant and first < line.placed < last)
    orders = tuple(dict.fromkeys(late))[:2]
    plan.raises("I-01", shop.marketplace, "incident", _id(shop, received), Severity.CRITICAL)
    plan.raises("I-03", shop.marketplace, "incident", _id(shop, received), Severity.CRITICAL)
    body = "Käufer melden, dass diese Bestellungen nicht angekommen sind. Bitte legen Sie Versandnachweise vor."
    return Notification(
        _id(shop, received), received, "Warnung: Sendungen nicht erhalten", "order", orders=orders, body=body
    )


def _edited(shop: Shop, plan: Plan) -> Notification:
    """Read at once, but somebody has edited the title since; the pack is empty, the deadline is two days away."""
    received, sku = _received(shop, hours=26), _quiet(shop)
    _retitled(sku, f"{sku.title} (Original)")
    id_ = _id(shop, received)
    plan.raises("I-02", shop.marketplace, "asin", sku.asin, Severity.CRITICAL)
    plan.raises("I-03", shop.marketplace, "incident", id_, Severity.WARNING)
    plan.spares("I-01", shop.marketplace, "incident", id_, "acknowledged")
    deadline = received + timedelta(hours=72)
    body = "Ein Käufer bezweifelt die Echtheit. Bitte senden Sie Rechnungen der letzten 365 Tage."
    return Notification(
        id_, received, "Richtlinienwarnung: Beschwerde zur Produktechtheit (inauthentic)", "authenticity", (sku.asin,),
        (sku.sku,), deadline=deadline, acknowledged=received + TEAM_READS, body=body,
    )  # fmt: skip


def _appealed_then_edited(shop: Shop, plan: Plan) -> Notification:
    """The appeal was sent, then the title was mended: as it should be."""
    received, sku = _received(shop, hours=70), _quiet(shop)
    _retitled(sku, f"{sku.title} CE")
    plan.spares("I-02", shop.marketplace, "asin", sku.asin, "edited after the appeal was logged as sent")
    plan.spares("I-03", shop.marketplace, "incident", _id(shop, received), "the appeal is logged as sent")
    return Notification(
        _id(shop, received), received, "Fehlende Konformitätsangabe", "compliance", (sku.asin,), (sku.sku,),
        deadline=received + timedelta(hours=72), acknowledged=received + TEAM_READS,
        appeal_sent=received + timedelta(hours=44),
    )  # fmt: skip


def _answered(shop: Shop, plan: Plan, days: float) -> Notification:
    """An old one, answered within its deadline."""
    received = _received(shop, days=days)
    plan.spares("I-01", shop.marketplace, "incident", _id(shop, received), "acknowledged and answered")
    order = shop.orders[len(shop.orders) // 2].order_id
    return Notification(
        _id(shop, received), received, "Late shipment rate warning", "performance", orders=(order,),
        acknowledged=received + TEAM_READS, appeal_sent=received + timedelta(hours=20),
    )  # fmt: skip
