"""Who looked at a product page, and who had the Featured Offer: the figures of one day's business report."""

from dataclasses import dataclass
from random import Random

from cockpit.demo.sku import Sku

SESSIONS_PER_UNIT = 7.5
VIEWS_PER_SESSION = 1.3
BROWSER_SHARE = 0.27


@dataclass(frozen=True, slots=True)
class Traffic:
    """One product on one day."""

    sessions: int
    views: int
    buy_box: float  # percent of views
    units: int
    sales: int  # minor units

    @property
    def conversion(self) -> float:
        """Units per session, in percent; above 100 happens."""
        return 100 * self.units / self.sessions if self.sessions else 0.0

    def plus(self, other: "Traffic") -> "Traffic":
        """Both together, as one period."""
        views = self.views + other.views
        share = (self.buy_box * self.views + other.buy_box * other.views) / views if views else 0.0
        return Traffic(self.sessions + other.sessions, views, share, self.units + other.units, self.sales + other.sales)


def traffic_of(rng: Random, sku: Sku, back: int) -> Traffic:
    """The figures of a SKU's page on a day."""
    units = sku.sales[back]
    sessions = max(units, round(sku.rate * SESSIONS_PER_UNIT * rng.uniform(0.8, 1.25)) + units)
    views = round(sessions * VIEWS_PER_SESSION * rng.uniform(1.0, 1.1))
    if sku.views:
        views = sku.views if back == 1 else round(sku.views * rng.uniform(0.7, 1.0))
        sessions = max(units, round(views / VIEWS_PER_SESSION))
    share = sku.buy_box.get(back, round(rng.uniform(97.0, 100.0), 2))
    return Traffic(sessions, views, share, units, units * (sku.old_price or sku.price))
