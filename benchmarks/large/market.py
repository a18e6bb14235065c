"""The three marketplaces of the large workspace, and how much of everything each has."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cockpit.clock import Clock


@dataclass(frozen=True, slots=True)
class Market:
    """One marketplace."""

    code: str
    site: str
    currency: str
    country: str  # as the ads console calls it
    channel: str  # of FBA listings
    prefix: str  # of order ids
    share: float  # of all rows
    clock: Clock
    seed: int

    def of(self, total: float) -> int:
        """This marketplace's part of a total."""
        return max(20, round(total * self.share))

    def day(self, back: int) -> date:
        """The marketplace day `back` days ago."""
        return self.clock.today(self.code) - timedelta(days=back)

    @property
    def now(self) -> datetime:
        """The moment the workspace is about."""
        return self.clock.now


def markets(clock: Clock, seed: int) -> tuple[Market, ...]:
    """US, DE and JP."""
    return (
        Market("US", "Amazon.com", "USD", "United States", "AMAZON_NA", "111", 0.6, clock, seed),
        Market("DE", "Amazon.de", "EUR", "Germany", "AMAZON_EU", "304", 0.25, clock, seed + 1),
        Market("JP", "Amazon.co.jp", "JPY", "日本", "AMAZON_JP", "250", 0.15, clock, seed + 2),
    )
