"""One SKU in one marketplace: its listing, its prices, its sales of each day, its stock at Amazon."""

from dataclasses import dataclass, field
from datetime import date

from cockpit.demo.families import Family


@dataclass(slots=True)
class Stock:
    """Units at Amazon, as the stock reports of today show them."""

    available: int = 0
    transfer: int = 0  # reserved: moving between fulfilment centres
    processing: int = 0  # reserved: being measured, counted
    customer_orders: int = 0  # reserved: already sold
    working: int = 0  # inbound: only a plan
    shipped: int = 0  # inbound: on its way
    receiving: int = 0  # inbound: being unloaded
    unfulfillable: int = 0
    sold_out_days: int = 0  # how many days back the last sellable unit went
    known_days: int = 1000  # for how many days Amazon has known the SKU

    @property
    def near(self) -> int:
        """What can be sold within days."""
        return self.available + self.transfer + self.processing

    @property
    def reserved(self) -> int:
        """All reserved units."""
        return self.transfer + self.processing + self.customer_orders


@dataclass(slots=True)
class Storage:
    """What the planning report of today says of a SKU's age and supply; older reports say nothing of it."""

    aged: dict[str, int] = field(default_factory=dict)  # units by age bucket ("181-to-270")
    charged: dict[str, int] = field(default_factory=dict)  # units by surcharge tier ("181-210"), as Amazon counts
    surcharge: dict[str, int] = field(default_factory=dict)  # minor units by tier
    pending_removal: int = 0
    excess: int = 0
    short_supply: float = 41.0  # historical days of supply
    long_supply: float = 46.0
    monthly: int = 0  # storage of next month, minor units


@dataclass(slots=True)
class Sku:
    """One listing of the seller. Amounts in minor units of the marketplace's currency."""

    sku: str
    fnsku: str
    asin: str
    parent: str
    listing_id: str
    title: str
    family: Family
    merchant: bool  # fulfilled by the seller, not by Amazon
    price: int
    cost: int
    fees: int
    opened: date
    rate: float  # units a day, on average
    sales: list[int]  # units by days back: 0 is today so far, 1 yesterday …
    core: bool = False
    advertised: bool = False
    status: str = "Active"
    quantity: int = 0  # of a merchant listing
    lead_days: int | None = None
    safety_days: int | None = None
    carton: int = 24
    discontinued: bool = False
    launch: bool = False
    protected_terms: tuple[str, ...] = ()
    target_acos: float | None = None
    in_master: bool = True  # the team's own SKU master has a row of it
    stock: Stock = field(default_factory=Stock)
    storage: Storage = field(default_factory=Storage)
    views: int = 0  # page views of the last complete day, when a situation fixes them; about as many before
    buy_box: dict[int, float] = field(default_factory=dict)  # share in percent by days back; else a healthy one
    old_price: int = 0  # in yesterday's listings, when it differs
    old_title: str = ""  # in yesterday's listings, when it differs
    floor: int = 0
    ceiling: int = 0
    measured: dict[int, float] = field(default_factory=dict)  # Amazon's measure by days back, times the true one

    @property
    def preview_fee(self) -> int:
        """What Amazon's fee preview says of fulfilling one unit."""
        return round(self.fees * 0.5)

    def units(self, back: int, days: int) -> int:
        """Units of the `days` complete days before the day `back` days ago."""
        return sum(self.sales[back + 1 : back + 1 + days])

    def price_at(self, back: int) -> int:
        """The price in the listings of an earlier day."""
        return self.old_price if back and self.old_price else self.price

    def title_at(self, back: int) -> str:
        """The title in the listings of an earlier day."""
        return self.old_title if back and self.old_title else self.title
