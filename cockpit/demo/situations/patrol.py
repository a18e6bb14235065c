"""What the team's patrol of the core products' pages saw in the last days, and what was odd in it (C-06)."""

from dataclasses import dataclass
from datetime import date

from cockpit.demo.expected import Plan
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku
from cockpit.issue import Severity

DAYS = 8
OUR_NAME = "Lumoria Direct"


@dataclass(slots=True)
class Seen:
    """One product's page on one day; a situation changes what it needs."""

    day: date
    sku: Sku
    title: str
    brand: str
    image: str  # hash of the main picture
    rating: float
    reviews: int
    low_stars: int = 0
    sellers: tuple[str, ...] = (OUR_NAME,)
    buy_box: str = OUR_NAME
    foreign_price: int | None = None
    rank: int = 0


def patrol(shop: Shop, plan: Plan) -> list[Seen]:
    """The rows of the last days, oldest first."""
    core = sorted((sku for sku in shop.skus if sku.core and sku.status == "Active"), key=lambda sku: sku.asin)
    seen = [row for sku in core for row in _steady(shop, sku)]
    if shop.marketplace == "US":
        _low_star(shop, core, seen, plan)
    return sorted(seen, key=lambda row: (row.day, row.sku.asin))


def _steady(shop: Shop, sku: Sku) -> list[Seen]:
    """A page that does not change but for a review now and then."""
    rng = shop.rng(f"patrol/{sku.asin}")
    rating, reviews, rank = 4.2 + rng.randrange(6) / 10, rng.randrange(60, 900), rng.randrange(300, 9000)
    image = f"{rng.getrandbits(64):016x}"
    brand = "Lumoria" if sku.family.own_brand else "Generic"
    return [
        Seen(shop.moments.day(back), sku, sku.title, brand, image, rating, reviews + (DAYS - back) // 3,
             rank=rank + rng.randrange(-40, 40))
        for back in reversed(range(DAYS))
    ]  # fmt: skip


def _low_star(shop: Shop, core: list[Sku], seen: list[Seen], plan: Plan) -> None:
    """One product had a bad review this week; another one's is eight days old."""
    hit, old = core[0], core[1]
    for row in seen:
        if row.sku is hit and row.day >= shop.moments.day(2):
            row.low_stars = 1
        if row.sku is old and row.day <= shop.moments.day(1):
            row.low_stars = 1
    plan.raises("C-06", shop.marketplace, "asin", hit.asin, Severity.INFO)
    plan.spares("C-06", shop.marketplace, "asin", old.asin, "its bad review is more than seven days old by now")
