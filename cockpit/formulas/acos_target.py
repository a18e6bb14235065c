"""The ACoS lines of a SKU: its own target, its category's band, and where sales start to lose money (domain §7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.rates import exact
from cockpit.setting_note import setting
from cockpit.text import folded_name

DEFAULT = "default"
_COLUMNS = ["sku", "category", "target_acos", "price", "cost", "fees", "launch"]
RATE_DIGITS = 9  # 30% as a cell is 0.3, not 0.30000000000000004
# The source article names the two bands in Chinese; SKU masters do too.
CATEGORY_WORDS = {"家居": "home", "电子配件": "electronics_accessories"}


@dataclass(frozen=True)
class AcosSettings:
    """What every ads check that judges a cost needs: the part of [ads] they share."""

    mature_after_days: int = setting(3, "sales of a day are judged after so many complete days", unit="days")
    window: int = setting(30, "window, ending with the last complete day", unit="days")
    acos_upper: Mapping[str, float] = setting(
        {"home": 0.30, "electronics_accessories": 0.25, "default": 0.30},
        "upper ACoS by category; a SKU's own target_acos comes first",
        source="article (home, electronics accessories), else our own default",
        unit="rate",
    )


@dataclass(frozen=True)
class SkuAds:
    """What the SKU master says of one SKU that matters for its ads."""

    sku: str
    category: str = ""
    target: Fraction | None = None
    price: Decimal | None = None
    break_even: Fraction | None = None  # None: the margin is unknown
    launch: bool = False


@dataclass(frozen=True)
class AcosTarget:
    """The lines that one campaign is judged by."""

    upper: Fraction
    key: str  # "acos_upper.home", or "" when the SKU master sets it
    break_even: Fraction | None = None
    launch: bool = False
    price: Decimal | None = None
    category: str = ""
    sku: str = ""  # of a campaign with a single SKU


def sku_ads(ctx: Context[Any], skus: Iterable[str]) -> dict[str, SkuAds]:
    """What the SKU master says of some SKUs; of those it does not know nothing but the SKU."""
    return ctx.once("sku ads", lambda: _Master(ctx.frame("sku-master"))).of(sorted(set(skus)))


@dataclass(frozen=True, eq=False)
class _Master:
    """The SKU master, read for the SKUs that are asked for: one ads check after the other asks for the same few."""

    rows: pl.DataFrame
    known: dict[str, SkuAds] = field(default_factory=dict)

    def of(self, skus: Sequence[str]) -> dict[str, SkuAds]:
        new = [sku for sku in skus if sku not in self.known]
        if new:
            rows = self.rows.filter(pl.col("sku").is_in(new))
            self.known.update((sku, SkuAds(sku)) for sku in new)
            self.known.update((row["sku"], _sku(row)) for row in rows[_COLUMNS].iter_rows(named=True))
        return {sku: self.known[sku] for sku in skus}


def _sku(row: Mapping[str, Any]) -> SkuAds:
    target = row["target_acos"]
    return SkuAds(
        row["sku"],
        row["category"] or "",
        None if target is None else exact(round(target, RATE_DIGITS)),
        row["price"],
        break_even(row["price"], row["cost"], row["fees"]),
        bool(row["launch"]),
    )


def break_even(price: Decimal | None, cost: Decimal | None, fees: Decimal | None) -> Fraction | None:
    """``(price − cost − fees) ÷ price``: the ACoS at which a sale earns nothing; None while any of them is unknown."""
    if price is None or cost is None or fees is None or price <= 0:
        return None
    return Fraction(price - cost - fees) / Fraction(price)


def acos_target(settings: AcosSettings, skus: Iterable[SkuAds]) -> AcosTarget:
    """The lines of a campaign with these SKUs: the loosest of theirs, so that no SKU is blamed by another's line.

    A SKU's own target outranks its category's band, and the band of an unknown category is the default. The break-even
    is known only when every SKU's is.
    """
    known = list(skus)
    if not known:
        return AcosTarget(_band(settings, ""), f"acos_upper.{DEFAULT}")
    loosest = max(known, key=lambda sku: _upper(settings, sku))
    margins = [sku.break_even for sku in known]
    prices = [sku.price for sku in known if sku.price is not None]
    return AcosTarget(
        _upper(settings, loosest),
        "" if loosest.target is not None else f"acos_upper.{band(settings.acos_upper, loosest.category)}",
        None if None in margins else max(margin for margin in margins if margin is not None),
        all(sku.launch for sku in known),
        max(prices) if len(prices) == len(known) else None,
        loosest.category,
        known[0].sku if len(known) == 1 else "",
    )


def _upper(settings: AcosSettings, sku: SkuAds) -> Fraction:
    return sku.target if sku.target is not None else _band(settings, sku.category)


def _band(settings: AcosSettings, category: str) -> Fraction:
    return exact(settings.acos_upper[band(settings.acos_upper, category)])


def band(bands: Mapping[str, float], category: str) -> str:
    """The key of a category's band: "Electronics accessories" is electronics_accessories; default when it has none."""
    word = CATEGORY_WORDS.get(category.strip(), category)
    return _by_folded_name(tuple(bands)).get(folded_name(word), DEFAULT)


@cache
def _by_folded_name(keys: tuple[str, ...]) -> Mapping[str, str]:
    return {folded_name(key): key for key in keys}
