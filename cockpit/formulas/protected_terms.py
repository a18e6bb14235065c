"""Search terms that nobody may negate: the own brand and the core list, as the SKU master names them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from cockpit.check import Context


def protected_terms(ctx: Context[Any]) -> frozenset[str]:
    """Every protected term of the marketplace's SKUs, folded: a brand is protected in the ads of all of them."""
    terms = ctx.frame("sku-master")["protected_terms"].explode().drop_nulls()
    return frozenset(filter(None, map(fold_term, terms)))


def guard(terms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds a protected term in a search term: whole words of Latin script, any stretch of others."""
    spelled = [_whole_words(term) for term in sorted(terms)]
    return re.compile("|".join(spelled)) if spelled else None


def fold_term(text: str) -> str:
    """A term for comparison: width, case and spaces do not tell terms apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_protected(term: str, pattern: re.Pattern[str] | None) -> bool:
    """Whether a search term contains a protected one."""
    return pattern is not None and pattern.search(fold_term(term)) is not None


def _whole_words(term: str) -> str:
    """Chinese and Japanese write no spaces: a word border there would protect nothing."""
    escaped = re.escape(term)
    return rf"(?<!\w){escaped}(?!\w)" if term.isascii() else escaped
