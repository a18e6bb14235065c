"""The SKUs behind campaigns and ad groups, with what the SKU master says of them: whose settings and lines hold."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.acos_target import SkuAds, sku_ads
from cockpit.formulas.advertised import advertised

_ADDED = {"skus": pl.List(pl.String()), "sku": pl.String(), "category": pl.String()}


def with_skus(ctx: Context[Any], ads: pl.DataFrame) -> tuple[pl.DataFrame, Mapping[str, SkuAds]]:
    """Return the frame with the SKUs it advertises, and what is known of each of them.

    Args:
        ctx: the check's; it must read `sp-advertised-products` and `sku-master` where it wants them.
        ads: one row per campaign or narrower: ``campaign``, and ``ad_group`` where it is about ad groups.

    Returns:
        The frame with ``skus`` (empty: unknown), ``sku`` (when there is exactly one) and ``category`` (when all have
        the same), for `Context.parts`; and the master's facts by SKU.
    """
    if ads.is_empty():
        return ads.with_columns(pl.lit(None, dtype).alias(name) for name, dtype in _ADDED.items()), {}
    names = [name for name in ("campaign", "ad_group") if name in ads.columns]
    groups = ads.select(names).unique(maintain_order=True)
    known = advertised(ctx)
    skus = [known.skus(*names) for names in groups.iter_rows()]
    facts = sku_ads(ctx, (sku for found in skus for sku in found))
    told = [(found, found[0] if len(found) == 1 else None, _category(found, facts)) for found in skus]
    named = groups.hstack(pl.DataFrame(told, _ADDED, orient="row"))
    return ads.join(named, on=names, how="left", maintain_order="left"), facts


def _category(skus: Sequence[str], facts: Mapping[str, SkuAds]) -> str | None:
    categories = {facts[sku].category for sku in skus}
    return next(iter(categories)) or None if len(categories) == 1 else None
