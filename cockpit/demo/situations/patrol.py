"""What the team's patrol of the core products' pages saw in the last days, and what was odd in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cockpit.demo.campaigns import TAILS
from cockpit.demo.expected import Plan
from cockpit.demo.families import LANGUAGES
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

DAYS = 8
OUR_NAME = "Lumoria Direct"
STRANGER = "Bargain Outlet 88"
LIMITS = {"US": 250, "DE": 250, "JP": 500}  # bytes of search terms, from which on there are too many
EMPTY_WORDS = {"US": "best", "DE": "günstig", "JP": "人気"}
BULLETS = (
    "Made to last; easy to clean; 30 day returns.",
    "Langlebig; leicht zu reinigen; 30 Tage Rückgabe.",
    "丈夫な作り;お手入れ簡単;30日間返品可.",
)


@dataclass(slots=True)
class Seen:
    """One product's page on one day; a situation changes what it needs."""

    day: date
    sku: Sku
    title: str
    brand: str
    image: str  # hash of the main picture
    bullets: str
    terms: str  # search terms
    rating: float
    reviews: int
    low_stars: int = 0
    sellers: tuple[str, ...] = (OUR_NAME,)
    buy_box: str = OUR_NAME
    foreign_price: int | None = None
    rank: int = 0


Situation = Callable[[Shop, Sku, list[Seen], Plan], None]


def patrol(shop: Shop, plan: Plan) -> list[Seen]:
    """The rows of the last days, oldest first."""
    core = sorted((sku for sku in shop.skus if sku.core and sku.status == "Active"), key=lambda sku: sku.asin)
    seen = [row for sku in core for row in _steady(shop, sku)]
    for situation, sku in _cast(shop, core):
        situation(shop, sku, [row for row in seen if row.sku is sku], plan)
    return sorted(seen, key=lambda row: (row.day, row.sku.asin))


def _cast(shop: Shop, core: list[Sku]) -> Iterator[tuple[Situation, Sku]]:
    """Which product each situation is about: those of the own brand and of trade goods from the end of the list."""
    yield from zip(SITUATIONS[shop.marketplace], core, strict=False)
    rest = core[len(SITUATIONS[shop.marketplace]) :]
    for situations, own in ((OF_BRAND, True), (OF_TRADE, False)):
        yield from zip(situations[shop.marketplace], (sku for sku in rest if sku.family.own_brand == own), strict=False)


def _steady(shop: Shop, sku: Sku) -> list[Seen]:
    """A page that does not change but for a review now and then."""
    rng = shop.rng(f"patrol/{sku.asin}")
    rating, reviews, rank = 4.2 + rng.randrange(6) / 10, rng.randrange(60, 900), rng.randrange(300, 9000)
    image = f"{rng.getrandbits(64):016x}"
    brand = "Lumoria" if sku.family.own_brand else "Generic"
    return [
        Seen(shop.moments.day(back), sku, sku.title_at(back), brand, image, *_texts(shop, sku), rating,
             reviews + (DAYS - back) // 3, rank=rank + rng.randrange(-40, 40))
        for back in reversed(range(DAYS))
    ]  # fmt: skip


def _texts(shop: Shop, sku: Sku) -> tuple[str, str]:
    """The bullets and the search terms of a page: every word that buyers type for it, each once."""
    language = LANGUAGES[shop.marketplace]
    words = [word for term in sku.family.terms[language] for word in term.split()]
    tails = [word for tail in TAILS[shop.marketplace] for word in tail.split()]
    return f"{BULLETS[language]} {' '.join(tails)}", " ".join(dict.fromkeys(words))


def _low_star(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """It had a bad review this week."""
    for row in seen[-3:]:
        row.low_stars = 1
    plan.raises("C-06", shop.marketplace, "asin", sku.asin, Severity.INFO)


def _old_star(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """Its bad review is eight days old."""
    for row in seen[:-1]:
        row.low_stars = 1
    plan.spares("C-06", shop.marketplace, "asin", sku.asin, "its bad review is more than seven days old by now")


def _rating_fell(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """Three bad reviews and three tenths of a star less than a week ago."""
    for row in seen[:-2]:
        row.rating, row.reviews = 4.5, 212
    for row in seen[-2:]:
        row.rating, row.reviews, row.low_stars = 4.2, 215, 3
    plan.raises("L-08", shop.marketplace, "asin", sku.asin, Severity.CRITICAL)
    plan.spares("C-06", shop.marketplace, "asin", sku.asin, "explained by L-08")


def _rating_moved(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """A tenth of a star is noise."""
    for row in seen:
        row.rating = 4.5 if row is not seen[-1] else 4.4
    plan.spares("L-08", shop.marketplace, "asin", sku.asin, "0.1 stars, 0.2 count")


def _reviews_gone(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """A tenth of the reviews is gone."""
    for row in seen:
        row.reviews = 200 if row.day < seen[-2].day else 180
    plan.raises("L-08", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _hijacked(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """A stranger sells our own brand, a fifth cheaper."""
    _joined(sku, seen, 0.79)
    plan.raises("L-07", shop.marketplace, "asin", sku.asin, Severity.CRITICAL)


def _followed(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """A stranger sells our own brand, no cheaper."""
    _joined(sku, seen, 1.02)
    plan.raises("L-07", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _redrawn(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """Another main picture since yesterday, and nobody wrote down why."""
    for row in seen[-2:]:
        row.image = row.image[::-1]
    plan.raises("L-01", shop.marketplace, "asin", sku.asin, Severity.WARNING)


def _rebranded(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """Somebody else's brand stands on the page."""
    for row in seen[-2:]:
        row.brand = STRANGER
    plan.raises("L-01", shop.marketplace, "asin", sku.asin, Severity.CRITICAL)


def _respaced(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """The same title with other spaces."""
    for row in seen[-2:]:
        row.title = row.title.replace(" ", "  ")
    plan.spares("L-01", shop.marketplace, "asin", sku.asin, "other spaces are no change")


def _joined(sku: Sku, seen: list[Seen], price: float) -> None:
    for row in seen[-2:]:
        row.sellers, row.foreign_price = (OUR_NAME, STRANGER), round(sku.price * price)


def _trade_good(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """A trade good that others may sell as well."""
    _joined(sku, seen, 0.95)
    plan.spares("L-07", shop.marketplace, "asin", sku.asin, "not our own brand")


def _wasteful_terms(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """Search terms that say a word twice and praise the product."""
    words = seen[-1].terms.split()
    for row in seen:
        row.terms = f"{row.terms} {words[0]} {EMPTY_WORDS[shop.marketplace]}"
    plan.raises("L-05", shop.marketplace, "sku", sku.sku, Severity.INFO)


def _full_terms(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """One byte under what Amazon allows."""
    for row in seen:
        row.terms = _filled(row.terms, LIMITS[shop.marketplace] - 1)
    plan.spares("L-05", shop.marketplace, "sku", sku.sku, "one byte under the limit")


def _long_terms(shop: Shop, sku: Sku, seen: list[Seen], plan: Plan) -> None:
    """As many bytes as are too many."""
    for row in seen:
        row.terms = _filled(row.terms, LIMITS[shop.marketplace])
    plan.raises("L-05", shop.marketplace, "sku", sku.sku, Severity.WARNING)


def _filled(terms: str, size: int) -> str:
    """The terms with model numbers behind them, to so many bytes without spaces."""
    words = terms.split()
    for word in _models():
        left = size - len("".join(words).encode())
        if left <= len(word) + 1:
            return " ".join([*words, "q" * left] if left else words)
        words.append(word)
    return terms


def _models() -> Iterator[str]:
    return (f"lw{number}" for number in range(1000, 10_000))


# One a core product, in the order of their ASINs.
SITUATIONS: Mapping[str, tuple[Situation, ...]] = {
    "US": (
        _low_star,
        _old_star,
        _rating_fell,
        _rating_moved,
        _reviews_gone,
        _wasteful_terms,
        _full_terms,
        _redrawn,
        _respaced,
    ),
    "DE": (_long_terms, _rating_moved, _rebranded),
    "JP": (_full_terms,),
}
OF_BRAND: Mapping[str, tuple[Situation, ...]] = {"US": (_hijacked, _followed), "DE": (_followed,), "JP": ()}
OF_TRADE: Mapping[str, tuple[Situation, ...]] = {"US": (_trade_good,), "DE": (), "JP": ()}
