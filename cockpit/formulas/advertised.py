"""Which SKUs a campaign or an ad group advertises: the advertised-products report, the bulk sheet or the name tell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ads_bulk import ADS_BULK, ads_bulk

ADVERTISED = "sp-advertised-products"
# What says which texts are SKUs, as far as a check reads them.
NAMING = ("sku-master", "inventory-planning", "fba-inventory")

NAMED = ("sp-search-terms", "sp-campaigns", ADS_BULK)  # what gives a campaign's ID its name

_BORDER = re.compile(r"(?<=\w)(?=\W)|(?<=\W)(?=\w)|(?<=_)(?=[^_])|(?<=[^_])(?=_)")
_NUMBER_BEFORE = re.compile(r"[^\W_]*\d[^\W_]*[-_./]$")
_NUMBER_AFTER = re.compile(r"[-_./][^\W_]*\d")
# Shorter ones are words ("AUTO", "SP1"), not unmistakably SKUs.
_SHORTEST = 4
_LONGEST = 40


@dataclass(frozen=True)
class Advertised:
    """What is known of the SKUs behind ads."""

    groups: Mapping[tuple[str, str], tuple[str, ...]]  # campaign and ad group → SKUs
    campaigns: Mapping[str, tuple[str, ...]]
    known: frozenset[str]  # every SKU of the marketplace that a report names
    _named: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by campaign, what its name was found to name

    def skus(self, campaign: str, ad_group: str = "") -> tuple[str, ...]:
        """The SKUs of an ad group, else of its campaign, else the one that the campaign's name names; () = unknown."""
        found = self.groups.get((campaign, ad_group)) or self.campaigns.get(campaign)
        if found is None and campaign not in self._named:
            self._named[campaign] = named_sku(campaign, self.known)
        return found or self._named[campaign]


def advertised(ctx: Context[Any]) -> Advertised:
    """Read once per run and marketplace which SKUs are advertised where."""
    types = tuple(type_ for type_ in (*NAMING, ADS_BULK) if type_ in ctx.check.reads)
    named = tuple(type_ for type_ in NAMED if type_ in ctx.check.reads)
    return ctx.once(("advertised", types, named), lambda: _read(ctx, types))


def _read(ctx: Context[Any], types: tuple[str, ...]) -> Advertised:
    naming = tuple(type_ for type_ in types if type_ != ADS_BULK)
    known, named = ctx.once(("known skus", naming), lambda: _names(ctx, naming))
    rows = _rows(ctx)
    if rows is None:
        return Advertised({}, {}, known, named)
    pairs = (
        rows.select("campaign", pl.col("ad_group").fill_null(""), "sku").unique().sort("campaign", "ad_group", "sku")
    )
    groups: dict[tuple[str, str], tuple[str, ...]] = {}
    campaigns: dict[str, tuple[str, ...]] = {}
    for campaign, group, sku in pairs.iter_rows():
        groups[campaign, group] = (*groups.get((campaign, group), ()), sku)
        campaigns[campaign] = tuple(dict.fromkeys((*campaigns.get(campaign, ()), sku)))
    return Advertised(groups, campaigns, known, named)


def _names(ctx: Context[Any], types: tuple[str, ...]) -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Every SKU that these reports name, and a place for what campaigns' names are found to name among them."""
    return frozenset(sku for type_ in types for sku in ctx.frame(type_)["sku"].to_list()), {}


def _rows(ctx: Context[Any]) -> pl.DataFrame | None:
    """Campaign, ad group and SKU, of the report where it is there, else of the bulk sheet."""
    if ctx.has(ADVERTISED):
        return _with_names(ctx, ctx.frame(ADVERTISED).filter(pl.col("sku").is_not_null(), pl.col("sku") != ""))
    if ADS_BULK in ctx.check.reads and ctx.has(ADS_BULK):
        return ads_bulk(ctx).ads
    return None


def _with_names(ctx: Context[Any], rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that have a campaign's ID in the place of its name, under the name that another report gives the ID."""
    if not (rows["campaign"] == rows["campaign_id"]).any():
        return rows
    frames = [ctx.frame(type_).select("campaign_id", name="campaign") for type_ in NAMED if type_ in ctx.check.reads]
    names = pl.concat([rows.clear().select("campaign_id", name="campaign"), *frames]).drop_nulls()
    joined = rows.join(names.unique("campaign_id", keep="last"), on="campaign_id", how="left", maintain_order="left")
    return joined.with_columns(campaign=pl.coalesce("name", "campaign"))


def named_sku(campaign: str, known: frozenset[str]) -> tuple[str, ...]:
    """The one SKU whose whole text stands in a campaign's name; () when none does, or more than one.

    ``SP-ZX-LAMP-01-auto`` names ZX-LAMP-01 and not ZX-LAMP; a name with two SKUs names none, and neither does
    ``ZX-LAMP-010``: what is joined to a SKU and has a digit may belong to another one that nobody told us of.
    """
    found = {
        campaign[start:end]
        for start, end in _stretches(campaign)
        if campaign[start:end] in known and not _joined(campaign[:start], campaign[end:])
    }
    longest = {part for part in found if not any(part != other and part in other for other in found)}
    return tuple(longest) if len(longest) == 1 else ()


def _stretches(name: str) -> Iterator[tuple[int, int]]:
    """Every stretch of a name between two borders of words."""
    borders = [0, *(match.start() for match in _BORDER.finditer(name)), len(name)]
    for index, start in enumerate(borders):
        yield from ((start, end) for end in borders[index + 1 :] if _SHORTEST <= end - start <= _LONGEST)


def _joined(before: str, after: str) -> bool:
    return bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after))
