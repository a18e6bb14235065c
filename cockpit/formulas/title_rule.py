"""Amazon's rule for product titles since 21 January 2025, measured on many titles at once (domain §5, L-11)."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from cockpit.formulas.listing_text import WORD, is_brand, loose, phrases, spelled_out, words_of
from cockpit.formulas.protected_terms import fold_term

SINCE = date(2025, 1, 21)
MARKS = "!$?_{}^¬¦"
_MARK = r"[!$?_{}\^¬¦]"
# The same word may stand twice; once more is too often.
OFTEN = 2
# A single letter or sign ("x" between measures, the "C" of USB C) is no word that repeats.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class TitleFaults:
    """What a title does that the rule forbids; every part empty: nothing."""

    length: int  # characters, entities read
    too_long: bool
    marks: str  # the forbidden characters in it, outside the brand's name, each once
    phrase: str  # the promotional phrase in it
    repeated: tuple[str, ...]  # words that stand in it more than twice
    times: int  # how often the commonest of them does

    @property
    def kinds(self) -> int:
        """How many parts of the rule it breaks."""
        return self.too_long + bool(self.marks) + bool(self.phrase) + bool(self.repeated)


def title_faults(titles: pl.DataFrame, marketplace: str, chars: int) -> list[TitleFaults | None]:
    """What is wrong with each row's `title` (String), None where nothing is.

    Args:
        titles: columns ``title`` and ``brand`` (empty: not known); the brand's name may hold the characters.
        marketplace: its languages say which words are articles, prepositions, conjunctions, and which phrases promote.
        chars: the most characters that a title may have; exactly so many are fine.
    """
    text = titles.select(title=spelled_out(pl.col("title")), brand="brand").with_row_index("at")
    promote = phrases("promotional", marketplace)
    measured = text.with_columns(
        length=pl.col("title").str.len_chars(),
        marked=pl.col("title").str.contains(_MARK),
        folded=pl.col("title").str.normalize("NFKC").str.to_lowercase(),
    )
    joined = measured.join(_repeated(measured, marketplace), on="at", how="left", maintain_order="left")
    promotes = pl.col("folded").str.contains(loose(words_of("promotional", marketplace)))
    suspects = joined.filter((pl.col("length") > chars) | pl.col("marked") | promotes | pl.col("words").is_not_null())
    found: list[TitleFaults | None] = [None] * titles.height
    for row in suspects.iter_rows(named=True):
        hit = promote.search(fold_term(row["title"])) if promote else None
        marks = _marks(row["title"], row["brand"]) if row["marked"] else ""
        words = tuple(row["words"] or ())
        faults = TitleFaults(
            row["length"], row["length"] > chars, marks, hit[0] if hit else "", words, row["times"] or 0
        )
        found[row["at"]] = faults if faults.kinds else None
    return found


def _repeated(text: pl.DataFrame, marketplace: str) -> pl.DataFrame:
    """By row, the words that stand in its title more than twice: at, words (sorted), times.

    Only titles that have so many words more than different ones are taken apart.
    """
    exempt = [fold_term(word) for word in words_of("exempt", marketplace)]
    word = pl.col("word")
    return (
        text.lazy()
        .select("at", word=pl.col("folded").str.extract_all(WORD))
        .filter(word.list.len() - word.list.n_unique() >= OFTEN)
        .explode("word")
        .filter(word.str.len_chars() >= _SHORTEST, word.str.contains(r"\p{L}"), ~word.is_in(exempt))
        .group_by("at", "word")
        .agg(pl.len().alias("n"))
        .filter(pl.col("n") > OFTEN)
        .sort("at", "word")
        .group_by("at", maintain_order=True)
        .agg(word.alias("words"), pl.col("n").max().alias("times"))
        .collect()
    )


def _marks(title: str, brand: str | None) -> str:
    """The forbidden characters of a title that do not stand in the brand's name."""
    if brand is not None and is_brand(brand):
        title = title.replace(brand.strip(), " ")
    return "".join(mark for mark in MARKS if mark in title)
