"""What stands on the product pages: titles against Amazon's rule (L-11)."""

from collections.abc import Callable, Mapping

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

TITLE_CHARS = 200

Situation = Callable[[Shop, Plan], None]


def plant_content(shop: Shop, plan: Plan) -> None:
    """Plant what is wrong, or nearly, with the pages of a marketplace."""
    for situation in SITUATIONS[shop.marketplace]:
        situation(shop, plan)


def _quiet(shop: Shop) -> Sku:
    """A product that no other situation touches, that nobody advertises and that nobody patrols."""
    return shop.take(lambda sku: not sku.core and not sku.advertised and not sku.merchant, slowest=True)


def _padded(sku: Sku, length: int) -> str:
    """Its title, filled up with model numbers to so many characters."""
    text = sku.title
    number = 100
    while len(text) < length:
        text, number = f"{text} LW{number}", number + 1
    return text[:length].rstrip().ljust(length, "X")


def _long_title(shop: Shop, plan: Plan) -> None:
    """One character more than Amazon allows."""
    sku = _quiet(shop)
    sku.title = _padded(sku, TITLE_CHARS + 1)
    plan.raises("L-11", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _full_title(shop: Shop, plan: Plan) -> None:
    """As many characters as Amazon allows."""
    sku = _quiet(shop)
    sku.title = _padded(sku, TITLE_CHARS)
    plan.spares("L-11", shop.marketplace, "sku", sku.sku, "exactly 200 characters")


SHOUTED = {"US": "FREE Shipping!", "DE": "Versandkostenfrei!", "JP": "送料無料!"}


def _shouting_title(shop: Shop, plan: Plan) -> None:
    """A promise and an exclamation mark: both are forbidden."""
    sku = _quiet(shop)
    sku.title = f"{sku.title} {SHOUTED[shop.marketplace]}"
    plan.raises("L-11", shop.marketplace, "sku", sku.sku, Severity.WARNING)


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (_long_title, _full_title, _shouting_title),
    "DE": (_shouting_title,),
    "JP": (_long_title,),
}
