"""The seller's catalogue in one marketplace: SKUs with titles, prices and a long tail of sales."""

from datetime import timedelta

from cockpit.demo.chance import code, poisson
from cockpit.demo.families import BRAND, FAMILIES, LANGUAGES, VARIANTS, Family
from cockpit.demo.shop import Shop
from cockpit.demo.sku import Sku

# Sales are made for so many days: 90 days of windows behind each of the daily snapshots, and some.
SALES_DAYS = 125
CORE_SHARE = 0.14
MERCHANT_EVERY = 5


def stock_the_shelves(shop: Shop) -> None:
    """Fill a shop with its SKUs, best-selling first."""
    chosen = _variants(shop.place.skus)
    rates = _long_tail(shop.place.skus, shop.place.daily_units)
    shop.rng("ranks").shuffle(chosen)
    for rank, ((family, variant), rate) in enumerate(zip(chosen, rates, strict=True)):
        shop.skus.append(_sku(shop, family, variant, rank, rate))
    _share_parents(shop)


def _variants(count: int) -> list[tuple[Family, int]]:
    """Each family's first variant, then each one's second, until there are enough."""
    order = ((family, variant) for variant in range(len(VARIANTS)) for family in FAMILIES)
    return [pair for pair, _ in zip(order, range(count), strict=False)]


def _long_tail(count: int, total: float) -> list[float]:
    """Units a day by rank: a few sell every hour, most every other day."""
    weights = [(rank + 3) ** -1.05 for rank in range(count)]
    scale = total / sum(weights)
    return [weight * scale for weight in weights]


def _sku(shop: Shop, family: Family, variant: int, rank: int, rate: float) -> Sku:
    rng = shop.rng(f"sku/{family.code}/{variant}")
    price = _price(shop, family, variant)
    days = SALES_DAYS + 1
    merchant = rank % MERCHANT_EVERY == MERCHANT_EVERY - 2
    sku = Sku(
        sku=_code(shop, family, variant),
        fnsku="X00" + code(rng, 7),
        asin="B0" + code(rng, 8),
        parent="",
        listing_id=f"{shop.moments.day(400):%m%d}" + code(rng, 7),
        title=_title(shop, family, variant),
        family=family,
        merchant=merchant,
        price=price,
        cost=round(price * rng.uniform(0.16, 0.20)),
        fees=round(price * rng.uniform(0.30, 0.34)),
        opened=shop.moments.day(rng.randrange(200, 900)),
        rate=rate,
        sales=[poisson(rng, rate) for _ in range(days)],
        core=rank < shop.place.skus * CORE_SHARE,
        quantity=rng.randrange(15, 180) if merchant else 0,
        lead_days=rng.choice((None, 35, 40, 45, 50)),
        safety_days=rng.choice((None, 10, 14)),
        carton=rng.choice((12, 20, 24, 36, 48)),
        protected_terms=(BRAND.lower(),) if family.own_brand else (),
    )
    sku.floor, sku.ceiling = round(price * 0.72), round(price * 1.5)
    sku.sales[0] = round(sku.sales[0] * _share_of_day(shop))
    return sku


def _share_of_day(shop: Shop) -> float:
    now = shop.moments.now
    return (now - now.replace(hour=0, minute=0, second=0, microsecond=0)) / timedelta(days=1)


def _price(shop: Shop, family: Family, variant: int) -> int:
    """A shelf price: ``24.99``; yen end in 80."""
    if shop.place.currency == "JPY":
        return round(family.price * shop.place.price_factor / 100) * 100 - 20
    return family.price + 100 * (variant % 3)


def _code(shop: Shop, family: Family, variant: int) -> str:
    """The seller's own code. One family's came from an older system: digits, with zeros in front."""
    if family.code == "TAPE":
        return f"00712{variant + 1:03d}{shop.place.suffix}"
    return f"LW-{family.code}01-{VARIANTS[variant][0]}{shop.place.suffix}"


def _title(shop: Shop, family: Family, variant: int) -> str:
    language = LANGUAGES[shop.marketplace]
    brand = f"{BRAND} " if family.own_brand else ""
    return f"{brand}{family.titles[language]}, {VARIANTS[variant][1 + language]}"


def _share_parents(shop: Shop) -> None:
    """Variants of a family stand under one parent."""
    rng = shop.rng("parents")
    parents = {family.code: "B0" + code(rng, 8) for family in FAMILIES}
    for sku in shop.skus:
        sku.parent = parents[sku.family.code]
