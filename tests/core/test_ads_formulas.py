"""What campaigns advertise, by which lines they are judged, and what may never be negated."""

from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest

from cockpit.formulas.acos_target import AcosSettings, SkuAds, acos_target, band, break_even
from cockpit.formulas.ad_rows import CAMPAIGN
from cockpit.formulas.advertised import Advertised, named_sku
from cockpit.formulas.protected_terms import fold_term, guard, is_protected
from cockpit.formulas.reference_rates import ReferenceSettings, reference_rates
from cockpit.formulas.sellable_days import Sellable

KNOWN = frozenset({"ZX-LAMP-01", "ZX-LAMP", "ZX_MUG", "00123", "LED", "台灯-01"})
BANDS = AcosSettings()


@pytest.mark.parametrize(
    ("name", "skus"),
    [
        ("SP - ZX-LAMP-01 - auto", ("ZX-LAMP-01",)),
        ("ZX-LAMP | exact", ("ZX-LAMP",)),
        ("sp_ZX-LAMP_auto", ("ZX-LAMP",)),
        ("auto ZX_MUG", ("ZX_MUG",)),
        ("(00123) brand", ("00123",)),
        ("台灯-01 自动", ("台灯-01",)),
        ("SP-ZX-LAMP-01-auto-US", ("ZX-LAMP-01",)),
        ("ZX-LAMP-010", ()),
        ("ZX-LAMP-01-02", ()),
        ("2024-ZX-LAMP", ()),
        ("XZX-LAMP", ()),
        ("ZX-LAMP-01 and ZX_MUG", ()),
        ("LED strip auto", ()),
        ("zx-lamp", ()),
        ("", ()),
    ],
)
def test_a_campaign_is_known_by_the_one_sku_in_its_name(name: str, skus: tuple[str, ...]) -> None:
    """A name names a SKU when its whole text stands between borders of words, and no other SKU does."""
    assert named_sku(name, KNOWN) == skus


def test_the_report_outranks_the_name() -> None:
    """Which SKUs an ad group advertises is taken from the report; the name is asked only where it is silent."""
    ads = Advertised({("Camp ZX-LAMP", "AG"): ("ZX_MUG",)}, {"Camp ZX-LAMP": ("ZX_MUG", "00123")}, KNOWN)
    assert ads.skus("Camp ZX-LAMP", "AG") == ("ZX_MUG",)
    assert ads.skus("Camp ZX-LAMP", "another") == ("ZX_MUG", "00123")
    assert ads.skus("Other ZX-LAMP") == ("ZX-LAMP",)


def test_break_even_needs_price_cost_and_fees() -> None:
    """The margin is exact, and unknown while one of its parts is."""
    assert break_even(Decimal(30), Decimal(10), Decimal(10)) == Fraction(1, 3)
    assert break_even(Decimal(10), Decimal(8), Decimal(4)) == Fraction(-1, 5)
    for known in ((None, 1, 1), (1, None, 1), (1, 1, None), (0, 1, 1)):
        assert break_even(*(None if value is None else Decimal(value) for value in known)) is None


@pytest.mark.parametrize(
    ("category", "key"),
    [
        ("home", "home"),
        (" HOME ", "home"),
        ("家居", "home"),
        ("Electronics Accessories", "electronics_accessories"),
        ("electronics-accessories", "electronics_accessories"),
        ("电子配件", "electronics_accessories"),
        ("Home & Kitchen", "default"),
        ("", "default"),
    ],
)
def test_a_category_finds_its_band_in_any_spelling(category: str, key: str) -> None:
    """Case, spaces and hyphens do not tell categories apart; an unknown one has the default."""
    assert band(BANDS.acos_upper, category) == key


def test_several_skus_are_judged_by_the_loosest_line() -> None:
    """The upper line is the highest of the SKUs', the margin the widest, and unknown when one SKU's is."""
    strict = SkuAds("A", "home", Fraction(1, 10), Decimal(20), Fraction(1, 5))
    loose = SkuAds("B", "home", None, Decimal(30), Fraction(2, 5))
    both = acos_target(BANDS, [strict, loose])
    assert (both.upper, both.key, both.break_even, both.sku) == (Fraction(3, 10), "acos_upper.home", Fraction(2, 5), "")
    assert acos_target(BANDS, [strict, SkuAds("C")]).break_even is None
    assert acos_target(BANDS, [strict]).key == ""
    assert acos_target(BANDS, []).upper == Fraction(3, 10)


def test_a_campaign_is_a_launch_when_all_its_skus_are() -> None:
    """One SKU beyond its launch makes the campaign an ordinary one."""
    new, old = SkuAds("A", launch=True), SkuAds("B")
    assert acos_target(BANDS, [new]).launch
    assert not acos_target(BANDS, [new, old]).launch
    assert not acos_target(BANDS, []).launch


@pytest.mark.parametrize(
    ("term", "protected"),
    [
        ("zenix", True),
        ("ZENIX lamp", True),
        ("best zenix", True),
        ("ｚｅｎｉｘ lamp", True),
        ("zenixx", False),
        ("my-zenix", True),
        ("红色台灯夹", True),
        ("desk   lamp led", True),
        ("lamp desk", False),
    ],
)
def test_a_protected_term_protects_what_contains_it(term: str, protected: bool) -> None:
    """Whole words of Latin script, any stretch of Chinese; width, case and spaces do not matter."""
    pattern = guard(map(fold_term, ("Zenix", "台灯", "Desk Lamp")))
    assert is_protected(term, pattern) is protected


def test_without_protected_terms_nothing_is_protected() -> None:
    """An empty list guards nothing, and a term with regular expression signs is only text."""
    assert not is_protected("lamp", guard([]))
    assert is_protected("c++ lamp", guard(["c++"]))


def test_what_no_report_tells_is_not_held_against_a_sku() -> None:
    """Unknown stock days and an unknown Featured Offer do not excuse a term; known ones do."""
    known = Sellable({"OUT": 6, "EDGE": 5}, 27, {"LOST": 0.49, "HELD": 0.5})
    assert known.any_of([], 0.8, 0.5)
    assert known.any_of(["NEW"], 0.8, 0.5)
    assert known.any_of(["EDGE"], 0.8, 0.5)
    assert not known.any_of(["OUT"], 0.8, 0.5)
    assert not known.any_of(["LOST"], 0.8, 0.5)
    assert known.any_of(["OUT", "HELD"], 0.8, 0.5)


def rates(*rows: tuple[str, str, int, int, float], skus: dict[str, tuple[str, ...]] | None = None) -> pl.DataFrame:
    """Reference rates of (campaign, ad group, clicks, orders, sales)."""
    frame = pl.DataFrame(rows, schema=["campaign", "ad_group", "clicks", "orders", "sales"], orient="row")
    with_key = frame.with_columns(pl.col("campaign").alias(CAMPAIGN))
    return reference_rates(with_key.lazy(), Advertised({}, skus or {}, frozenset()), ReferenceSettings())


def test_a_reference_rate_takes_the_narrowest_level_with_enough_clicks() -> None:
    """An ad group with 100 clicks has its own rate, one with 99 its campaign's, a small campaign its SKU's."""
    found = rates(
        ("A", "big", 100, 20, 400.0),
        ("A", "small", 99, 1, 20.0),
        ("B", "tiny", 10, 0, 0.0),
        ("C", "same sku", 990, 99, 990.0),
        skus={"B": ("ZX-1",), "C": ("ZX-1",)},
    )
    account = 120 / 1199
    p0 = dict(found.select("ad_group", "p0").iter_rows())
    assert p0["big"] == pytest.approx((20 + 30 * account) / 130)
    assert p0["small"] == pytest.approx((21 + 30 * account) / 229)
    assert p0["tiny"] == pytest.approx((99 + 30 * account) / 1030)


def test_an_order_is_worth_what_the_nearest_orders_were() -> None:
    """The mean order of the ad group, else of its campaign, its SKU, the account; nothing where nothing sold."""
    found = rates(
        ("A", "own", 100, 2, 50.0),
        ("A", "campaign's", 100, 0, 0.0),
        ("B", "sku's", 10, 0, 0.0),
        ("C", "sold", 10, 1, 12.0),
        ("D", "account's", 10, 0, 0.0),
        skus={"B": ("ZX-1",), "C": ("ZX-1",)},
    )
    worth = dict(found.select("ad_group", "order_value").iter_rows())
    assert worth == {"own": 25.0, "campaign's": 25.0, "sku's": 12.0, "sold": 12.0, "account's": 62 / 3}
    assert rates(("A", "x", 100, 0, 0.0))["order_value"].to_list() == [None]
