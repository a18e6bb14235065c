"""The generic keywords of a listing: their bytes as Amazon counts them, and the words in them that do nothing."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from cockpit.formulas.listing_text import ASIN, WORD, brands_in, loose, phrases, spelled_out, words_of
from cockpit.formulas.protected_terms import fold_term

_UNCOUNTED = r"[\s\p{Z}\p{P}]"
_ASIN = re.compile(r"(?i)(?<![^\W_])B0[A-Z0-9]{8}(?![^\W_])")
# A single letter or digit is no word that repeats.
_SHORTEST = 2
TWICE = 2


@dataclass(frozen=True, slots=True)
class TermFaults:
    """What the search terms of a listing do that is not allowed, or wasted."""

    size: int  # bytes that count
    repeated: tuple[str, ...]
    brands: tuple[str, ...]
    asins: tuple[str, ...]
    empty_words: tuple[str, ...]  # temporary ("new") and subjective ("best") ones

    @property
    def wasted(self) -> tuple[str, ...]:
        """Everything that should go, each once."""
        return tuple(dict.fromkeys((*self.repeated, *self.brands, *self.asins, *self.empty_words)))


def counted_bytes(texts: pl.Expr) -> pl.Expr:
    """The UTF-8 bytes of a text that count: spaces and punctuation (Unicode Z and P) do not, entities are read."""
    return spelled_out(texts).str.replace_all(_UNCOUNTED, "").str.len_bytes()


def term_faults(terms: pl.Series, marketplace: str, limit: float, brands: Iterable[str]) -> list[TermFaults | None]:
    """What is wrong with each text, None where nothing is.

    Args:
        terms: the generic keywords of each listing; empty is fine.
        marketplace: its languages say which words are temporary or subjective.
        limit: from so many counted bytes on there are too many.
        brands: folded brand names that must not stand in it.
    """
    known = tuple(brands)
    texts = terms.to_frame("text").with_row_index("at").filter(pl.col("text").is_not_null())
    folded = pl.col("text").str.normalize("NFKC").str.to_lowercase()
    measured = texts.with_columns(size=counted_bytes(pl.col("text"))).join(
        _repeated(texts), on="at", how="left", maintain_order="left"
    )
    suspects = measured.filter(
        (pl.col("size") >= limit)
        | pl.col("words").is_not_null()
        | pl.col("text").str.contains(ASIN)
        | folded.str.contains(loose((*words_of("subjective", marketplace), *known)))
    )
    found: list[TermFaults | None] = [None] * len(terms)
    for row in suspects.iter_rows(named=True):
        faults = _faults(row["text"], row["size"], tuple(row["words"] or ()), marketplace, known)
        found[row["at"]] = faults if faults.wasted or faults.size >= limit else None
    return found


def _faults(text: str, size: int, repeated: tuple[str, ...], marketplace: str, brands: tuple[str, ...]) -> TermFaults:
    read = html.unescape(text)
    asins = tuple(dict.fromkeys(found.upper() for found in _ASIN.findall(read)))
    pattern = phrases("subjective", marketplace)
    empty = pattern.findall(fold_term(read)) if pattern else []
    return TermFaults(size, repeated, brands_in(text, brands), asins, tuple(dict.fromkeys(empty)))


def _repeated(texts: pl.DataFrame) -> pl.DataFrame:
    """By row, the words that stand in it twice or more: at, words (sorted)."""
    word = pl.col("word")
    return (
        texts.lazy()
        .select("at", word=spelled_out(pl.col("text")).str.normalize("NFKC").str.to_lowercase().str.extract_all(WORD))
        .explode("word")
        .filter(word.str.len_chars() >= _SHORTEST)
        .group_by("at", "word")
        .agg(pl.len().alias("n"))
        .filter(pl.col("n") >= TWICE)
        .sort("at", "word")
        .group_by("at", maintain_order=True)
        .agg(word.alias("words"))
        .collect()
    )
