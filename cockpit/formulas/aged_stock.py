"""Units that Amazon will charge for their age at the next assessment (domain §6, S-05)."""

import re
from collections.abc import Iterable

import polars as pl

# Amazon's own count, by tier; the last one was 365+ in older files.
TIERS = ("181_210", "211_240", "241_270", "271_300", "301_330", "331_365", "366_455", "456_plus", "365_plus")
OLD_TIERS = ("366_455", "456_plus", "365_plus")
CHARGED = tuple(f"quantity_to_be_charged_ais_{tier}_days" for tier in TIERS)
CHARGED_OLD = tuple(f"quantity_to_be_charged_ais_{tier}_days" for tier in OLD_TIERS)
ESTIMATES = tuple(f"estimated_ais_{tier}_days" for tier in TIERS)

# The age buckets by the first day of each. The file has a finer family of buckets as well: one family alone is summed.
BUCKETS = {181: "inv_age_181_to_270_days", 271: "inv_age_271_to_365_days"}
YEAR = 366
OVER_A_YEAR = ("inv_age_366_to_455_days", "inv_age_456_plus_days")
OVER_A_YEAR_OLDER = "inv_age_365_plus_days"  # the same in older files
BREAK = r"[,;/&>|+、]"  # between the names of a category that is a list

AGED_COLUMNS = (*BUCKETS.values(), *OVER_A_YEAR, OVER_A_YEAR_OLDER, *CHARGED, *ESTIMATES)


def aged_stock(rows: pl.DataFrame) -> pl.DataFrame:
    """Count what will be charged, per SKU.

    Args:
        rows: of inventory-planning, with ``first_tier`` (days of age from which stock is charged there).

    Returns:
        One row per SKU: ``sku``, ``first_tier``, ``charged`` (units; Amazon's own count where the report has it, else
        the age buckets from the first tier on without what is pending removal; null: unknown), ``over_year`` (of
        those, older than 365 days), ``estimate`` (Amazon's estimate of the surcharge; null: none), ``currency`` and
        ``counted`` (Amazon's own count was there).
    """
    told = rows.select(
        "sku",
        "first_tier",
        "currency",
        charged=pl.coalesce(_known(CHARGED), _without_removals(_from_tier())),
        over_year=pl.coalesce(_known(CHARGED_OLD), _without_removals(_over_a_year())),
        estimate=_known(ESTIMATES),
        counted=_known(CHARGED).is_not_null(),
    )
    found = told.group_by("sku", maintain_order=True).agg(
        pl.col("first_tier").min(),
        _whole_or_some("charged"),
        pl.col("over_year").sum(),
        _sum_or_null("estimate"),
        pl.col("currency").drop_nulls().first(),
        pl.col("counted").all(),
    )
    return found.with_columns(over_year=pl.min_horizontal("over_year", "charged"))


def is_late(category: pl.Expr, words: Iterable[str]) -> pl.Expr:
    """Whether a category is one of these words, or a list with one of them ("gl_shoes", "Clothing, Shoes & Jewelry").

    Shoe racks and storage bags are neither shoes nor bags: a word inside a name does not count.
    """
    known = "|".join(re.escape(word.lower()) for word in words)
    if not known:
        return pl.lit(value=False)
    pattern = rf"(?:^|{BREAK})\s*(?:gl_)?(?:{known})\s*(?:$|{BREAK})"
    return category.str.to_lowercase().str.contains(pattern).fill_null(value=False)


def _known(columns: Iterable[str]) -> pl.Expr:
    """The sum of the cells that are there; null when none is."""
    names = list(columns)
    return pl.when(pl.any_horizontal(pl.col(names).is_not_null())).then(pl.sum_horizontal(names))


def _over_a_year() -> pl.Expr:
    return pl.coalesce(_known(OVER_A_YEAR), pl.col(OVER_A_YEAR_OLDER))


def _from_tier() -> pl.Expr:
    """Units in the buckets that begin at the first tier or later.

    A bucket that is an empty cell makes the sum unknown, unless the others have aged units anyway.
    """
    parts = [(YEAR, _over_a_year()), *((start, pl.col(name)) for start, name in BUCKETS.items())]
    counted = [pl.when(start >= pl.col("first_tier")).then(part).otherwise(0) for start, part in parts]
    least = pl.sum_horizontal(counted)
    missing = pl.any_horizontal(part.is_null() for part in counted)
    return pl.when(missing & (least == 0)).then(None).otherwise(least)


def _without_removals(units: pl.Expr) -> pl.Expr:
    """Pending removals are excused; the oldest units leave first."""
    return (units - pl.col("pending_removal_quantity").fill_null(0)).clip(lower_bound=0)


def _whole_or_some(name: str) -> pl.Expr:
    """The sum over a SKU's rows; null when it is 0 and one of them is unknown."""
    total = pl.col(name).sum()
    return pl.when(pl.col(name).is_null().any() & (total == 0)).then(None).otherwise(total).alias(name)


def _sum_or_null(name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(name)
