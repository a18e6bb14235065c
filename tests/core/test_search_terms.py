"""Search terms counted by plain Python, one character at a time."""

import html
import unicodedata
from collections import Counter

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.search_terms import TermFaults, counted_bytes, term_faults

ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co", "Cc"]), max_size=60)
WORDS = ("lamp", "LAMP", "desk", "für", "2", "灯", "led-lampe", "x1")


def counted(text: str) -> int:
    """Bytes of everything that is neither a space nor punctuation."""
    kept = [mark for mark in html.unescape(text) if not mark.isspace() and unicodedata.category(mark)[0] not in "ZP"]
    return len("".join(kept).encode())


def size(text: str) -> int:
    """What the formula counts."""
    found: int = pl.DataFrame({"text": [text]}).select(counted_bytes(pl.col("text"))).item()
    return found


def fault(text: str, marketplace: str = "US", limit: float = 250, brands: tuple[str, ...] = ()) -> TermFaults | None:
    """What one text does wrong."""
    return term_faults(pl.Series([text], dtype=pl.String()), marketplace, limit, brands)[0]


@given(ANY)
def test_bytes_are_those_of_plain_python(text: str) -> None:
    """Any text of any script counts as many bytes as its letters, digits and signs take in UTF-8."""
    assert size(text) == counted(text)


@given(st.lists(st.sampled_from("abcé灯"), min_size=1, max_size=120), st.sampled_from([" ", ", ", "; ", "、", "- "]))
def test_what_stands_between_the_words_does_not_count(marks: list[str], between: str) -> None:
    """The same letters take as many bytes however they are parted, and cross the line at the same one."""
    length = len("".join(marks).encode())
    assert size(between.join(marks)) == length
    assert (fault("".join(marks), limit=100) is not None) == (length >= 100)


@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_a_word_stands_once(words: list[str]) -> None:
    """What repeats is what a plain count of words of two characters and more says."""
    found = fault(" ".join(words), limit=10_000)
    often = {word for word, times in Counter(word.lower() for word in words).items() if times > 1 and len(word) > 1}
    assert set(found.repeated if found else ()) == often


def test_asins_brands_and_empty_words_are_whole_words() -> None:
    """A longer code is no ASIN, a longer word no brand, and "newborn" is not "new"."""
    assert fault("b0abcd12345 lumorias newborn bestie", brands=("lumoria",)) is None
    found = fault("lamp b0abcd1234 Lumoria NEW", brands=("lumoria",))
    assert found == TermFaults(24, (), ("lumoria",), ("B0ABCD1234",), ("new",))


def test_words_are_those_of_the_marketplace() -> None:
    """German words do nothing in Germany; Japanese ones are found inside a run without spaces."""
    assert fault("lampe günstig", "US") is None
    assert fault("lampe günstig", "DE") is not None
    assert fault("卓上ライト人気", "JP") is not None
