"""Whether a SKU could be bought while its ads ran, as far as the stored stock snapshots tell (domain §7, A-03)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.in_stock_days import GAP_DAYS, union_days
from cockpit.formulas.mature import Days
from cockpit.formulas.rates import exact
from cockpit.formulas.stock_levels import MANAGE, PLANNING, stocked_skus

SELLABLE_REPORTS = (PLANNING, MANAGE)


@dataclass(frozen=True)
class Sellable:
    """Whether SKUs could be bought, as far as the reports tell: what no report tells is not held against anybody."""

    sold_out: Mapping[str, int]  # days without stock
    days: int  # of the window
    featured: Mapping[str, float]  # share of the Featured Offer now

    def any_of(self, skus: Sequence[str], share: float, featured: float) -> bool:
        """Whether one of the SKUs could be bought on a share of the days and holds the Featured Offer now.

        Ads whose SKUs nobody knows are judged without.
        """
        return not skus or any(self._could(sku, share, featured) for sku in skus)

    def _could(self, sku: str, share: float, featured: float) -> bool:
        stocked = self.days - self.sold_out.get(sku, 0) >= exact(share) * self.days
        return stocked and self.featured.get(sku, 1.0) >= featured


def sold_out_days(ctx: Context[Any], days: Days, skus: Iterable[str]) -> Mapping[str, int]:
    """On how many days of a range the snapshots say that these SKUs had no sellable stock.

    Days that no snapshot speaks for count for nobody; SKUs that are in no stock report (merchant SKUs) are not in it.
    """
    wanted = sorted(skus)
    reports = [type_ for type_ in SELLABLE_REPORTS if ctx.has(type_)] if wanted else []
    snapshots = union_days(*(stocked_skus(ctx, type_, days.first - timedelta(days=GAP_DAYS)) for type_ in reports))
    spoken = [source for day in _days(days) if (source := _source(snapshots, day)) is not None]
    ours = pl.col("sku").is_in(wanted)
    listed = {sku for type_ in reports for sku in ctx.frame(type_).filter(ours)["sku"]}
    stocked = pl.concat([_NOBODY, *(snapshots[source].filter(ours) for source in spoken)])
    had = dict(stocked.group_by("sku").len().iter_rows())
    return {sku: len(spoken) - had.get(sku, 0) for sku in listed | had.keys()}


_NOBODY = pl.DataFrame(schema={"sku": pl.String()})


def _days(days: Days) -> list[date]:
    return [days.first + timedelta(days=i) for i in range(len(days))]


def _source(snapshots: Mapping[date, pl.DataFrame], day: date) -> date | None:
    return next((d for gap in range(GAP_DAYS + 1) if (d := day - timedelta(days=gap)) in snapshots), None)
