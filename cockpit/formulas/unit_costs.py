"""What a unit cost to make or buy, by the SKU master: what Amazon pays for goods that it lost (domain §8, §11.4)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import polars as pl

from cockpit.amount import currency_in
from cockpit.check import Context

MASTER = "sku-master"


def unit_costs(ctx: Context[Any], skus: Iterable[str]) -> Mapping[str, Decimal]:
    """Cost by SKU, of those whose cost is known, in `home_currency`."""
    known = ctx.frame(MASTER).filter(pl.col("sku").is_in(sorted(set(skus))), pl.col("cost").is_not_null())
    return dict(known.unique("sku", keep="first", maintain_order=True).select("sku", "cost").iter_rows())


def buying(ctx: Context[Any], skus: Iterable[str]) -> Mapping[str, dict[str, Any]]:
    """What the SKU master says of buying a SKU, for a purchase: ``supplier``, ``unit_cost`` and its ``currency``."""
    known = ctx.frame(MASTER).filter(pl.col("sku").is_in(sorted(set(skus)))).unique("sku", keep="first")
    return {
        sku: {"supplier": supplier or None, "unit_cost": cost, "currency": home_currency(ctx) if cost else None}
        for sku, supplier, cost in known.select("sku", "supplier", "cost").iter_rows()
    }


def home_currency(ctx: Context[Any]) -> str:
    """The marketplace's currency: in it the SKU master's amounts are written; "" where it is not known."""
    return currency_in(ctx.marketplace)


def cost_of(costs: Mapping[str, Decimal], units: Iterable[tuple[str, int]]) -> Decimal | None:
    """What some units cost together; None where the cost of one of them is not known."""
    total = Decimal(0)
    for sku, count in units:
        if sku not in costs:
            return None
        total += costs[sku] * count
    return total
