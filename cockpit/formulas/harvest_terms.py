"""Search terms that sold without being an exact keyword, and which exact keywords there are (domain §7, A-09)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.ad_rows import TERM, AdRows, ad_rows, sum_by
from cockpit.formulas.ads_bulk import ADS_BULK, ads_bulk
from cockpit.formulas.advertised import advertised
from cockpit.formulas.auto_campaigns import AUTO_TARGETS
from cockpit.formulas.match_types import BROAD, EXACT, PHRASE, folded, is_of_kind, match_kind

TERMS, TARGETING = "sp-search-terms", "sp-targeting"
NO_QUERY = "*"
ASIN_TERM = r"^(?i:b0[0-9a-z]{8})$"  # a term that is an ASIN becomes a product target
_SUMMED = ("impressions", "clicks", "spend", "sales", "orders")
_PLACE = ("campaign", "ad_group")


def selling_terms(rows: AdRows, orders: int) -> pl.DataFrame:
    """The figures of the terms that automatic, broad or phrase targets brought at least so many orders.

    One row per search term of an ad group, with the columns of `sums_in`; its exact matches are left out. Only the rows
    of terms with an order are added up: of a million rows a few.
    """
    kinds = rows.frame["match_type"].unique()
    automatic = is_of_kind(kinds, {None}) & pl.col("targeting").str.to_lowercase().is_in(AUTO_TARGETS)
    asked = rows.lazy.filter(pl.col("search_term") != NO_QUERY).filter(is_of_kind(kinds, {BROAD, PHRASE}) | automatic)
    loose = asked.select(*TERM, "campaign", "currency", "targeting", "match_type", *_SUMMED).collect()
    sold = loose.filter(pl.col("orders") > 0).group_by(TERM).agg(pl.col("orders").sum().alias("sold"))
    enough = sold.filter(pl.col("sold") >= orders).select(TERM)
    kept = loose.join(enough, on=list(TERM), how="semi", maintain_order="left")
    mixed = rows.mixed.select(TERM).unique()
    return sum_by(kept, TERM).join(mixed, on=TERM, how="anti", maintain_order="left")


@dataclass(frozen=True, eq=False)
class Keyworded:
    """Which exact keywords and product targets an account has, and for which SKUs."""

    exact: pl.DataFrame  # one row a folded keyword: keyword, skus (of all ad groups that have it), anyones
    targets: frozenset[str]  # ASINs, upper case
    places: Mapping[str, tuple[str, str]]  # SKU → campaign and ad group with the most exact keywords of it alone

    def lacking(self, terms: pl.DataFrame) -> pl.DataFrame:
        """The terms (``search_term``, ``skus``) that are no exact keyword, and no product target, of their SKUs yet.

        Where nobody knows whose keyword or whose term it is, it counts as the same: nothing is proposed twice.
        """
        known = self.exact.rename({"skus": "_theirs"})
        met = terms.with_columns(keyword=folded("search_term")).join(
            known, on="keyword", how="left", maintain_order="left"
        )
        shared = pl.col("skus").list.set_intersection("_theirs").list.len() > 0
        has = pl.col("_theirs").is_not_null() & ((pl.col("skus").list.len() == 0) | pl.col("anyones") | shared)
        targeted = pl.col("search_term").str.to_uppercase().is_in(sorted(self.targets))
        asin = pl.col("search_term").str.contains(ASIN_TERM)
        return met.filter(pl.when(asin).then(~targeted).otherwise(~has)).select(terms.columns)

    def place(self, skus: Sequence[str]) -> tuple[str, str] | None:
        """Campaign and ad group where an exact keyword of a single SKU belongs; None when there is none."""
        return self.places.get(skus[0]) if len(skus) == 1 else None


def keyworded(ctx: Context[Any]) -> Keyworded:
    """Read the exact keywords of the search terms, the targeting report and the bulk sheet, once per run."""
    return ctx.once(("keyworded", ctx.check.reads), lambda: _read(ctx))


def _read(ctx: Context[Any]) -> Keyworded:
    found = pl.concat([*(_of_report(ctx, type_) for type_ in (TERMS, TARGETING)), _of_bulk(ctx)]).unique()
    exact = found.filter(pl.col("kind") == EXACT).drop_nulls("keyword")
    ads = advertised(ctx)
    groups = exact.select(_PLACE).unique()
    skus = {(campaign, group): ads.skus(campaign, group) for campaign, group in groups.iter_rows()}
    counts = exact.group_by(_PLACE).len().sort("len", *_PLACE, descending=[True, False, False]).select(_PLACE)
    places: dict[str, tuple[str, str]] = {}
    for campaign, group in counts.iter_rows():
        if len(theirs := skus[campaign, group]) == 1:
            places.setdefault(theirs[0], (campaign, group))
    asins = found.filter(pl.col("kind").is_null()).select(pl.col("keyword").str.extract(r'^asin="?(b0[0-9a-z]{8})"?$'))
    owned = groups.with_columns(skus=pl.Series([list(names) for names in skus.values()], dtype=pl.List(pl.String())))
    return Keyworded(_by_keyword(exact, owned), frozenset(asins.to_series().drop_nulls().str.to_uppercase()), places)


def _by_keyword(exact: pl.DataFrame, owned: pl.DataFrame) -> pl.DataFrame:
    named = exact.select("keyword", *_PLACE).join(owned, on=_PLACE, how="left", nulls_equal=True)
    return named.group_by("keyword").agg(
        pl.col("skus").list.explode().drop_nulls().unique(), anyones=(pl.col("skus").list.len() == 0).any()
    )


def _of_report(ctx: Context[Any], type_: str) -> pl.DataFrame:
    rows = ad_rows(ctx, type_)[0].lazy().select(*_PLACE, "targeting", "match_type").unique()
    target = rows.select(*_PLACE, folded("targeting").alias("keyword"), match_kind().alias("kind"))
    return target.filter((pl.col("kind") == EXACT) | pl.col("keyword").str.starts_with("asin")).collect()


def _of_bulk(ctx: Context[Any]) -> pl.DataFrame:
    schema = {**dict.fromkeys(_PLACE, pl.String()), "keyword": pl.String(), "kind": pl.String()}
    if ADS_BULK not in ctx.check.reads:
        return pl.DataFrame(schema=schema)
    bulk = ads_bulk(ctx)
    keywords = bulk.keywords.select(*(pl.col(name).fill_null("") for name in _PLACE), "keyword", kind="match")
    targets = pl.DataFrame({"keyword": sorted(bulk.targets)}, schema={"keyword": pl.String()})
    named = targets.select(campaign=pl.lit(""), ad_group=pl.lit(""), keyword="keyword", kind=pl.lit(None, pl.String))
    return pl.concat([pl.DataFrame(schema=schema), keywords, named])
