"""What each product's page says in words, from every report that holds a part of it (domain §5, L-10)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.listing_text import words_in, words_of
from cockpit.formulas.patrol_pages import PATROL
from cockpit.formulas.protected_terms import fold_term

TEXT_REPORTS = (PATROL, "category-listings", "all-listings")
# From here on scripts write no spaces: a word there may stand inside of a longer run.
_UNSPACED = "\u2e80"


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page, and whether title, bullets and search terms were all told."""

    words: frozenset[str]
    whole: bool

    def covers(self, terms: Iterable[str]) -> bool:
        """Whether every word stands on the page, in the singular or with an s."""
        runs = [word for word in self.words if any(mark >= _UNSPACED for mark in word)]
        return all(
            not {term, f"{term}s", term.removesuffix("s")}.isdisjoint(self.words) or any(term in run for run in runs)
            for term in terms
        )


def asked_words(term: str, marketplace: str) -> frozenset[str]:
    """The words of a search term that must be found: articles, prepositions and conjunctions need not be."""
    return words_in(term) - {fold_term(word) for word in words_of("exempt", marketplace)}


def page_texts(ctx: Context[Any]) -> Mapping[str, PageText]:
    """The pages by SKU, from the reports that the check declares.

    A category listing row is whole: what is empty there is empty on the page. A patrol's empty cell is one that nobody
    filled in, and the listings report holds the title alone.
    """
    return ctx.once(("page texts", ctx.check.reads), lambda: dict(_pages(ctx)))


def _pages(ctx: Context[Any]) -> Iterator[tuple[str, PageText]]:
    parts = pl.concat([_patrol(ctx), _category(ctx), _listings(ctx)]).drop_nulls("sku")
    joined = parts.group_by("sku", maintain_order=True).agg(
        pl.concat_str(["title", "bullets", "terms"], separator=" ", ignore_nulls=True).str.join(" ").alias("text"),
        (pl.col("title").count() > 0) & (pl.col("bullets").count() > 0) & (pl.col("terms").count() > 0),
    )
    for sku, text, whole in joined.rename({"title": "whole"}).select("sku", "text", "whole").iter_rows():
        yield sku, PageText(words_in(text), whole)


def _patrol(ctx: Context[Any]) -> pl.DataFrame:
    rows = ctx.frame(PATROL).sort("date").unique("asin", keep="last", maintain_order=True)
    return rows.select("sku", "title", "bullets", terms="search_terms")


def _category(ctx: Context[Any]) -> pl.DataFrame:
    bullets = [f"bullet_point{n}" for n in range(1, 6)]
    return ctx.frame("category-listings").select(
        sku="item_sku",
        title=pl.col("item_name"),
        bullets=pl.concat_str(bullets, separator=" ", ignore_nulls=True),
        terms=pl.col("generic_keywords").fill_null(""),
    )


def _listings(ctx: Context[Any]) -> pl.DataFrame:
    empty = pl.lit(None, pl.String())
    return ctx.frame("all-listings").select(sku="seller_sku", title="item_name", bullets=empty, terms=empty)
