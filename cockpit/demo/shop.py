"""One marketplace of the demo's seller: what Amazon fixes for it, and everything that happens in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from cockpit.demo.campaigns import Campaign
from cockpit.demo.chance import stream
from cockpit.demo.moments import Moments
from cockpit.demo.orders import OrderLine
from cockpit.demo.sku import Sku

if TYPE_CHECKING:
    from cockpit.demo.situations.incidents import Notification


@dataclass(frozen=True, slots=True)
class Place:
    """What Amazon fixes for a marketplace, and how big the seller is there."""

    marketplace: str
    marketplace_id: str
    sales_channel: str
    currency: str
    fba_channel: str  # of listings
    order_prefixes: tuple[str, ...]
    skus: int
    daily_units: float
    price_factor: float  # minor units here for one US cent
    suffix: str  # of the seller's SKUs here


PLACES = (
    Place(
        "US", "ATVPDKIKX0DER", "Amazon.com", "USD", "AMAZON_NA", ("111", "112", "113", "114"),
        skus=142, daily_units=60.0, price_factor=1.0, suffix="",
    ),
    Place(
        "DE", "A1PA6795UKMFR9", "Amazon.de", "EUR", "AMAZON_EU", ("302", "303", "304", "305", "028"),
        skus=100, daily_units=32.0, price_factor=1.0, suffix="-DE",
    ),
    Place(
        "JP", "A1VC38T7YXB528", "Amazon.co.jp", "JPY", "AMAZON_JP", ("249", "250", "503"),
        skus=80, daily_units=24.0, price_factor=1.5, suffix="-JP",
    ),
)  # fmt: skip


@dataclass
class Shop:
    """One marketplace while the demo is being made: situations change it, writers put it into files."""

    place: Place
    moments: Moments
    seed: int
    skus: list[Sku] = field(default_factory=list)
    orders: list[OrderLine] = field(default_factory=list)
    campaigns: list[Campaign] = field(default_factory=list)
    deal_sku: str = ""  # of the declared Lightning Deal
    campaigns_until: int = 1  # days back of the newest day in the campaign report
    feedback_hole: bool = False  # a rating is missing in the feedback report
    partial_stock: bool = False  # today's fba-inventory is a cut export
    notifications: "list[Notification]" = field(default_factory=list)  # Amazon's warnings, oldest first
    _taken: set[str] = field(default_factory=set)

    @property
    def marketplace(self) -> str:
        """Its code: US, DE, JP."""
        return self.place.marketplace

    def rng(self, purpose: str) -> Random:
        """The stream of chance of one purpose in this marketplace."""
        return stream(self.seed, f"{self.marketplace}/{purpose}")

    def take(self, fits: Callable[[Sku], bool], *, slowest: bool = False) -> Sku:
        """A SKU for a situation: the best-selling (or slowest) one that fits and that no other situation has."""
        order = reversed(self.skus) if slowest else iter(self.skus)
        found = next(sku for sku in order if sku.sku not in self._taken and fits(sku))
        self._taken.add(found.sku)
        return found
