"""Listing situations: inactive with stock, a price out of bounds, the Featured Offer lost (L-02, L-04, L-06)."""

from collections.abc import Callable, Mapping

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku, Stock
from cockpit.issue import Severity

HISTORY_DAYS = 15
STEADY = range(HISTORY_DAYS + 1)
INACTIVE = {"US": "Inactive", "DE": "Inactive", "JP": "停止中"}

Situation = Callable[[Shop, Plan], None]


def plant_listing(shop: Shop, plan: Plan) -> None:
    """Plant the listing situations of a marketplace."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)


def _quiet(shop: Shop, *, merchant: bool = False, core: bool = False, own_brand: bool | None = None) -> Sku:
    """A SKU that no other situation touches and no campaign advertises."""
    return shop.take(
        lambda sku: (
            sku.merchant == merchant
            and not sku.advertised
            and sku.core == core
            and (own_brand is None or sku.family.own_brand == own_brand)
        ),
        slowest=not core,
    )


def _inactive(shop: Shop, stock: int, *, core: bool = False) -> Sku:
    """A listing that has sold nothing for months, with so many sellable units."""
    sku = _quiet(shop)
    sku.core, sku.status = core, INACTIVE[shop.marketplace]
    sku.sales = [0] * len(sku.sales)
    sku.stock = Stock(available=stock)
    return sku


def _inactive_core(shop: Shop, plan: Plan) -> None:
    """Few units, but a core SKU."""
    sku = _inactive(shop, 8, core=True)
    plan.raises("L-02", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _inactive_twenty(shop: Shop, plan: Plan) -> None:
    """Not core, but as many units as the line."""
    sku = _inactive(shop, 20)
    plan.raises("L-02", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _inactive_nineteen(shop: Shop, plan: Plan) -> None:
    """One unit under the line."""
    sku = _inactive(shop, 19)
    plan.raises("L-02", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _inactive_and_offered(shop: Shop, plan: Plan) -> None:
    """Inactive, so its lost Featured Offer is an effect and no issue of its own."""
    sku = _inactive(shop, 12)
    sku.views, sku.buy_box = 70, dict.fromkeys(STEADY, 0.0)
    plan.raises("L-02", shop.marketplace, "sku", sku.sku, Severity.WARNING)
    plan.spares("L-06", shop.marketplace, "asin", sku.asin, "explained by L-02 on its SKU")


def _inactive_empty(shop: Shop, plan: Plan) -> None:
    """Inactive, and nothing left that could earn."""
    sku = _inactive(shop, 0)
    plan.spares("L-02", shop.marketplace, "sku", sku.sku, "no sellable stock")


def _incomplete_merchant(shop: Shop, plan: Plan) -> None:
    """A merchant listing that Amazon calls incomplete, with five units on the shelf."""
    sku = _quiet(shop, merchant=True)
    sku.status, sku.quantity, sku.sales = "Incomplete", 5, [0] * len(sku.sales)
    plan.raises("L-02", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _empty_merchant(shop: Shop, plan: Plan) -> None:
    """A merchant listing that is inactive because it is out of stock."""
    sku = _quiet(shop, merchant=True)
    sku.status, sku.quantity, sku.sales = INACTIVE[shop.marketplace], 0, [0] * len(sku.sales)
    plan.spares("L-02", shop.marketplace, "sku", sku.sku, "merchant quantity 0")


def _repriced(shop: Shop) -> Sku:
    """A product without variants: a price that moves is no family's."""
    sku = _quiet(shop)
    sku.parent = sku.asin
    return sku


def _decimal_slip(shop: Shop, plan: Plan) -> None:
    """19.99 became 1.99."""
    sku = _repriced(shop)
    sku.old_price, sku.price = sku.price, sku.price // 10
    plan.raises("L-04", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _fell(shop: Shop, share: float) -> Sku:
    """A price that fell over night by a share, still above its floor."""
    sku = _repriced(shop)
    sku.old_price = sku.price // 10 * 10
    sku.price = round(sku.old_price * (1 - share))
    sku.floor = round(sku.old_price * 0.55)
    return sku


def _deep_cut(shop: Shop, plan: Plan) -> None:
    """A third off since yesterday, and nobody wrote down why."""
    sku = _fell(shop, 0.34)
    plan.raises("L-04", shop.marketplace, "sku", sku.sku, Severity.CRITICAL)


def _cut_by_thirty(shop: Shop, plan: Plan) -> None:
    """Exactly thirty percent off: not more than the line."""
    sku = _fell(shop, 0.30)
    plan.spares("L-04", shop.marketplace, "sku", sku.sku, "changed by exactly 30%")


def _deal(shop: Shop, plan: Plan) -> None:
    """A third off for a declared Lightning Deal ([[events]] in config.toml)."""
    sku = _fell(shop, 0.34)
    shop.deal_sku = sku.sku
    plan.spares("L-04", shop.marketplace, "sku", sku.sku, "a declared event names the SKU today")


def _dearer(shop: Shop, plan: Plan) -> None:
    """A third more since yesterday, under the ceiling."""
    sku = _repriced(shop)
    sku.old_price, sku.price = sku.price, round(sku.price * 1.36)
    plan.raises("L-04", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _over_the_ceiling(shop: Shop, plan: Plan) -> None:
    """The price has not moved, but it stands above what the master allows."""
    sku = _quiet(shop)
    sku.ceiling = sku.price - 100
    plan.raises("L-04", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _on_the_floor(shop: Shop, plan: Plan) -> None:
    """The price is the floor itself."""
    sku = _quiet(shop)
    sku.floor = sku.price
    plan.spares("L-04", shop.marketplace, "sku", sku.sku, "price equal to its floor")


def _seen(sku: Sku, views: int, share: float, usual: float) -> None:
    """Fix the page views of the last complete day, its Featured Offer share, and the share of the days before."""
    sku.views = views
    sku.buy_box = {**dict.fromkeys(STEADY, usual), 1: share, 0: share}


def _core_lost(shop: Shop, plan: Plan) -> None:
    """A core SKU that lost two thirds of its Featured Offer."""
    sku = _quiet(shop, core=True)
    _seen(sku, 220, 31.2, 97.5)
    plan.raises("L-06", shop.marketplace, "asin", sku.asin, Severity.CRITICAL)


def _trade_good_lost(shop: Shop, plan: Plan) -> None:
    """A trade good that several sellers share, under half of the views."""
    sku = _quiet(shop, own_brand=False)
    _seen(sku, 96, 42.0, 55.0)
    plan.raises("L-06", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _fell_eighteen_points(shop: Shop, plan: Plan) -> None:
    """Still high, but far under its own week."""
    sku = _quiet(shop, own_brand=False)
    _seen(sku, 84, 79.0, 97.0)
    plan.raises("L-06", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _own_brand_shared(shop: Shop, plan: Plan) -> None:
    """Nobody else should sell the seller's own brand at all."""
    sku = _quiet(shop, own_brand=True)
    _seen(sku, 75, 88.4, 88.4)
    plan.raises("L-06", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _too_few_views(shop: Shop, plan: Plan) -> None:
    """One page view under the least that counts."""
    sku = _quiet(shop, own_brand=False)
    _seen(sku, 49, 12.2, 97.0)
    plan.spares("L-06", shop.marketplace, "asin", sku.asin, "49 page views, 50 count")


def _own_brand_on_the_line(shop: Shop, plan: Plan) -> None:
    """Ninety percent of an own brand: not less than the line."""
    sku = _quiet(shop, own_brand=True)
    _seen(sku, 70, 90.0, 90.0)
    plan.spares("L-06", shop.marketplace, "asin", sku.asin, "exactly 90% of an own brand")


def _fell_fourteen_points(shop: Shop, plan: Plan) -> None:
    """One point less than the fall that counts."""
    sku = _quiet(shop, own_brand=False)
    _seen(sku, 90, 83.0, 97.0)
    plan.spares("L-06", shop.marketplace, "asin", sku.asin, "fell by 14 points, 15 count")


def _half_on_the_line(shop: Shop, plan: Plan) -> None:
    """Half of the views of a trade good: not less than the line."""
    sku = _quiet(shop, own_brand=False)
    _seen(sku, 64, 50.0, 52.0)
    plan.spares("L-06", shop.marketplace, "asin", sku.asin, "exactly 50% of a trade good")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _core_lost, _inactive_core, _inactive_twenty, _inactive_nineteen, _inactive_and_offered, _inactive_empty,
        _incomplete_merchant, _empty_merchant, _decimal_slip, _deep_cut, _cut_by_thirty, _deal, _dearer, _on_the_floor,
        _trade_good_lost, _fell_eighteen_points, _own_brand_shared, _too_few_views, _own_brand_on_the_line,
        _fell_fourteen_points, _half_on_the_line,
    ),
    "DE": (
        _core_lost, _inactive_twenty, _inactive_empty, _over_the_ceiling, _cut_by_thirty, _own_brand_shared,
        _own_brand_on_the_line, _too_few_views,
    ),
    "JP": (_inactive_nineteen, _empty_merchant, _decimal_slip, _on_the_floor, _fell_eighteen_points, _half_on_the_line),
}  # fmt: skip
