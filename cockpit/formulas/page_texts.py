"""What each product's page says in words, from every report that holds a part of it (domain §5, L-10)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import polars as pl

from cockpit.check import Context
from cockpit.formulas.listing_text import words_in_each, words_of
from cockpit.formulas.patrol_pages import PATROL
from cockpit.formulas.protected_terms import fold_term

TEXT_REPORTS = (PATROL, "category-listings", "all-listings")
_PARTS = ("title", "bullets", "terms")
# From here on scripts write no spaces: a word there may stand inside of a longer run.
_UNSPACED = "\u2e80"


@dataclass(frozen=True)
class PageText:
    """The words of one page, and whether title, bullets and search terms were all told."""

    words: frozenset[str]
    whole: bool

    def covers(self, terms: Iterable[str]) -> bool:
        """Whether every word stands on the page, in the singular or with an s."""
        return all(not self.words.isdisjoint(_forms(term)) or any(term in run for run in self._runs) for term in terms)

    @cached_property
    def _runs(self) -> tuple[str, ...]:
        return tuple(filter(_is_run, self.words))


class PageTexts:
    """Some pages by SKU, and what can be said of them together."""

    def __init__(self, pages: Mapping[str, PageText]) -> None:
        """Take them as they are."""
        self.pages = pages
        self._holding: dict[str, frozenset[int]] = {}

    def of(self, skus: Iterable[str]) -> "PageTexts":
        """The pages of some SKUs, as far as they are known."""
        return PageTexts({sku: self.pages[sku] for sku in skus if sku in self.pages})

    @cached_property
    def whole(self) -> bool:
        """Whether there is any, and every one was told as a whole."""
        return bool(self.pages) and all(page.whole for page in self.pages.values())

    def any_covers(self, terms: Collection[str]) -> bool:
        """Whether one page holds every word. Where each word stands is known: a term costs no look at every page."""
        if len(self.pages) <= _FEW:
            return any(page.covers(terms) for page in self.pages.values())
        holders = sorted(map(self._holders, terms), key=len)
        return bool(holders[0].intersection(*holders[1:]) if holders else self.pages)

    def missing(self, terms: Iterable[str]) -> list[str]:
        """The words that stand on none of the pages, sorted."""
        return sorted(term for term in terms if not self.any_covers([term]))

    def _holders(self, term: str) -> frozenset[int]:
        """The pages (by number) on which a word stands."""
        known = self._holding.get(term)
        if known is None:
            plain = (self._by_word.get(form, ()) for form in _forms(term))
            inside = (self._by_word[run] for run in self._runs if term in run)
            known = self._holding[term] = frozenset(page for pages in (*plain, *inside) for page in pages)
        return known

    @cached_property
    def _by_word(self) -> Mapping[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, page in enumerate(self.pages.values()):
            for word in page.words:
                found[word].append(number)
        return found

    @cached_property
    def _runs(self) -> tuple[str, ...]:
        return tuple(filter(_is_run, self._by_word))


_FEW = 16  # so many pages are sooner read than indexed


def _forms(term: str) -> tuple[str, str, str]:
    return term, f"{term}s", term.removesuffix("s")


def _is_run(word: str) -> bool:
    return not word.isascii() and any(mark >= _UNSPACED for mark in word)


def asked_words(terms: Iterable[str], marketplace: str) -> list[frozenset[str]]:
    """Of each search term the words that must be found: articles, prepositions and conjunctions need not be."""
    exempt = _exempt(marketplace)
    return [words - exempt for words in words_in_each(list(terms))]


@cache
def _exempt(marketplace: str) -> frozenset[str]:
    return frozenset(map(fold_term, words_of("exempt", marketplace)))


def page_texts(ctx: Context[Any]) -> PageTexts:
    """The pages by SKU, from the reports that the check declares.

    A category listing row is whole: what is empty there is empty on the page. A patrol's empty cell is one that nobody
    filled in, and the listings report holds the title alone.
    """
    return ctx.once(("page texts", ctx.check.reads), lambda: PageTexts(dict(_pages(ctx))))


def _pages(ctx: Context[Any]) -> Iterator[tuple[str, PageText]]:
    parts = pl.concat([_patrol(ctx), _category(ctx), _listings(ctx)]).drop_nulls("sku")
    text = pl.concat_str(_PARTS, separator=" ", ignore_nulls=True).alias("text")
    said = parts.select("sku", text, *(pl.col(name).is_not_null() for name in _PARTS))
    joined = said.group_by("sku", maintain_order=True).agg("text", pl.col(_PARTS).any())
    # The texts of all pages are joined at once: as an aggregation it would be asked of each page.
    pages = joined.select("sku", pl.col("text").list.join(" "), pl.all_horizontal(_PARTS))
    skus, texts, whole = (column.to_list() for column in pages)
    yield from zip(skus, map(PageText, words_in_each(texts), whole), strict=True)


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
