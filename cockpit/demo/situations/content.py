"""What stands on product pages and who reads them: titles, words, prices of variants, visits (L-03, L-09 to L-11)."""

from collections.abc import Callable, Mapping

from cockpit.demo.campaigns import Term
from cockpit.demo.chance import code
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


def _forgotten_variant(shop: Shop, plan: Plan) -> None:
    """Two of three variants became dearer over night; the third was forgotten."""
    *moved, still = _one_price(shop)
    for sku in moved:
        sku.old_price, sku.price = sku.price, round(sku.price * 1.08)
    plan.raises("L-03", shop.marketplace, "sku", still.sku, Severity.WARNING)


def _other_sizes(shop: Shop, plan: Plan) -> None:
    """Two of three variants became dearer; the third has always had another price."""
    *moved, still = _one_price(shop)
    still.price = round(still.price * 1.2)
    for sku in moved:
        sku.old_price, sku.price = sku.price, round(sku.price * 1.08)
    plan.spares("L-03", shop.marketplace, "sku", still.sku, "another size, with another price before")


def _one_price(shop: Shop) -> list[Sku]:
    """Three products that stand under one parent of their own and cost the same."""
    family = [_quiet(shop) for _ in range(3)]
    parent = "B0" + code(shop.rng(f"parent of {family[0].asin}"), 8)
    for sku in family:
        sku.parent, sku.price = parent, family[0].price
        sku.floor, sku.ceiling = round(sku.price * 0.7), round(sku.price * 1.5)
    return family


NEW_WORDS = {"US": "ergonomic", "DE": "ergonomisch", "JP": "人間工学"}


def _missing_word(shop: Shop, plan: Plan) -> None:
    """A term sells, and one of its words stands nowhere on the page; all its other terms are there."""
    campaign = next(one for one in shop.campaigns if one.sku.core and not one.auto and one.exact_acos is None)
    known = campaign.terms[0]
    text = f"{known.text} {NEW_WORDS[shop.marketplace]}"
    clicks = dict.fromkeys(range(5, 60), 1)
    campaign.terms.append(Term(text, text, "EXACT", clicks=clicks))
    name = f"{campaign.name} › {campaign.ad_group}"
    plan.raises("L-10", shop.marketplace, "search_term", f"{name} › {text}", Severity.INFO)
    plan.spares("L-10", shop.marketplace, "search_term", f"{name} › {known.text}", "all its words are on the page")


def _forgotten(shop: Shop, quantity: int) -> Sku:
    """A merchant listing without variants that nobody has looked at for months."""
    sku = shop.take(lambda sku: sku.merchant and not sku.core and not sku.advertised, slowest=True)
    sku.rate, sku.sales, sku.quantity, sku.parent = 0.0, [0] * len(sku.sales), quantity, sku.asin
    return sku


def _zombie(shop: Shop, plan: Plan) -> None:
    """On the shelf for a month, and nobody came."""
    sku = _forgotten(shop, 14)
    plan.raises("L-09", shop.marketplace, "sku", sku.sku, Severity.INFO)


def _young_zombie(shop: Shop, plan: Plan) -> None:
    """Nobody came either, but it has been live for sixty days only."""
    sku = _forgotten(shop, 9)
    sku.opened = shop.moments.day(60)
    plan.spares("L-09", shop.marketplace, "sku", sku.sku, "first live exactly 60 days ago")


def _sold_out_zombie(shop: Shop, plan: Plan) -> None:
    """Nobody came, and there was nothing to buy."""
    sku = _forgotten(shop, 0)
    plan.spares("L-09", shop.marketplace, "sku", sku.sku, "no stock")


SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (_forgotten_variant, _other_sizes, _long_title, _full_title, _shouting_title, _missing_word),
    "DE": (_shouting_title, _missing_word),
    "JP": (_long_title, _zombie, _young_zombie, _sold_out_zombie),
}
