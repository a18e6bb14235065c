"""The texts of listings as they are compared and counted: entities read, words taken apart, brands known.

A word is a run of letters and digits of any script; what a hyphen or an apostrophe joins is one word. Japanese writes
no spaces, so a run of it is one word there: what it holds is found as a part of the text.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

import polars as pl
import tomli

from cockpit.formulas.protected_terms import fold_term, guard
from cockpit.formulas.spaces import single_spaced

WORD = r"[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*"
ASIN = r"(?i)(?:^|[^\p{L}\p{N}])(B0[A-Z0-9]{8})(?:$|[^\p{L}\p{N}])"
_ENTITY = r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);"
_SPLIT = re.compile(r"[^\W_]+")
_SPACED = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
# What stands in a brand column where there is no brand.
NO_BRAND = frozenset(
    {"", "generic", "unbranded", "no brand", "none", "n/a", "-", "ohne marke", "markenlos", "ノーブランド"}
    | {"ノーブランド品", "无品牌", "通用"}
)


@cache
def _listed() -> Mapping[str, Mapping[str, Sequence[str]]]:
    source = resources.files("cockpit").joinpath("formulas", "listing_words.toml").read_text("utf-8")
    return tomli.loads(source)


@cache
def words_of(kind: str, marketplace: str) -> tuple[str, ...]:
    """The words of one kind (exempt, promotional, subjective) in the languages of a marketplace."""
    listed = _listed()
    languages = listed["languages"].get(marketplace, ("en",))
    return tuple(word for language in languages for word in listed[kind].get(language, ()))


@cache
def phrases(kind: str, marketplace: str) -> re.Pattern[str] | None:
    """A pattern that finds one of those words in a folded text: whole words, any stretch of Japanese."""
    return guard(fold_term(word) for word in words_of(kind, marketplace))


def loose(words: Iterable[str]) -> str:
    """A plain pattern for polars that every text with one of the words matches: the rest needs no exact look."""
    signs = ("".join(r"\s+" if mark == " " else rf"\x{{{ord(mark):x}}}" for mark in fold_term(word)) for word in words)
    return "|".join(signs) or r"[^\s\S]"


def spelled_out(texts: pl.Expr) -> pl.Expr:
    """A text with its HTML entities read and its spaces folded; only cells that hold an entity are touched one by one.

    `Salt &amp; Pepper` is 13 characters, not 17, and an export that escapes is no change of the listing.
    """
    folded = single_spaced(texts)
    read = folded.map_elements(html.unescape, return_dtype=pl.String(), skip_nulls=True)
    return pl.when(folded.str.contains(_ENTITY)).then(read).otherwise(folded)


def words_in(text: str) -> frozenset[str]:
    """The words of a text, folded, without what a hyphen joins: ``non-slip`` is two words for a buyer's search."""
    return frozenset(_SPLIT.findall(fold_term(html.unescape(text))))


def words_in_each(texts: Sequence[str]) -> list[frozenset[str]]:
    """`words_in` of each of many texts. They are folded as one: a call for each costs more than its letters.

    A plain line needs no pattern: its words are what its spaces leave, once nothing but letters and digits is left.
    """
    lines = unicodedata.normalize("NFKC", html.unescape("\n".join(texts))).casefold().split("\n")
    if len(lines) != len(texts):  # a text holds a line end
        return [words_in(text) for text in texts]
    plain = iter("\n".join(filter(str.isascii, lines)).translate(_SPACED).split("\n"))
    return [frozenset(next(plain).split() if line.isascii() else _SPLIT.findall(line)) for line in lines]


def is_brand(name: str | None) -> bool:
    """Whether a brand cell names a brand."""
    return name is not None and fold_term(name) not in NO_BRAND


def brands_in(text: str, brands: Iterable[str]) -> tuple[str, ...]:
    """Which of the (folded) brands stand in a text as whole words, sorted."""
    folded = fold_term(html.unescape(text))
    return tuple(sorted(brand for brand in brands if (found := guard((brand,))) is not None and found.search(folded)))
