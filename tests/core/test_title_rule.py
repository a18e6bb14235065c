"""The title rule against plain Python that counts one title at a time."""

import html
import re
from collections import Counter

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.title_rule import MARKS, TitleFaults, title_faults

WORDS = ("lamp", "Lamp", "LAMP", "desk", "for", "the", "x", "2", "usb-c", "kid's", "400W", "straße")
EXEMPT = {"for", "the"}
ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Z"]), max_size=30)


def fault(title: str, brand: str | None = None, marketplace: str = "US", chars: int = 200) -> TitleFaults | None:
    """What one title does wrong."""
    frame = pl.DataFrame({"title": [title], "brand": [brand]}, schema={"title": pl.String, "brand": pl.String})
    return title_faults(frame, marketplace, chars)[0]


def repeated(words: list[str]) -> set[str]:
    """Words of more than one character, with a letter, not exempt, that stand more than twice."""
    counted = Counter(word.lower() for word in words)
    return {
        word
        for word, times in counted.items()
        if times > 2 and len(word) > 1 and any(mark.isalpha() for mark in word) and word not in EXEMPT
    }


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.sampled_from([" ", ", ", " / ", "  ", ") ("]))
def test_a_word_may_stand_twice(words: list[str], between: str) -> None:
    """What repeats is what a plain count says, however the words are parted."""
    found = fault(between.join(words), chars=10_000)
    assert set(found.repeated if found else ()) == repeated(words)


@given(st.integers(150, 250), st.integers(1, 260))
def test_length_is_counted_in_characters(chars: int, length: int) -> None:
    """A title of exactly the line is fine; one more is not; an entity is one character, a Japanese sign too."""
    for mark in ("a", "灯"):
        found = fault(mark * length, chars=chars)
        assert (found is not None and found.too_long) == (length > chars)
    found = fault("a" * (length - 1) + "&amp;", chars=chars)
    assert (found is not None and found.too_long) == (length > chars)


@given(ANY)
def test_forbidden_characters_are_those_of_the_rule(text: str) -> None:
    """Any text: the marks found are the rule's that stand in it once entities are read."""
    found = fault(text, chars=10_000)
    assert set(found.marks if found else "") == {mark for mark in MARKS if mark in html.unescape(text)}


@given(st.sampled_from(MARKS), st.text("abc", min_size=1))
def test_the_brand_may_hold_the_characters(mark: str, rest: str) -> None:
    """The same character is fine in the brand's name and not outside of it."""
    brand = f"Wow{mark}Co"
    assert fault(f"{brand} Lamp {rest}", brand) is None
    outside = fault(f"{brand} Lamp {rest}{mark}", brand)
    assert outside is not None
    assert outside.marks == mark


def test_promotional_phrases_are_whole_words() -> None:
    """A phrase in another case or width is found, one that only begins a longer word is not."""
    assert fault("Desk Lamp FREE  Shipping") is not None
    assert fault("Desk Lamp free shippings") is None
    found = fault("デスクライト 送料無料 LED", marketplace="JP")
    assert found is not None
    assert found.phrase == "送料無料"


def test_articles_are_those_of_the_marketplace() -> None:
    """German articles are exempt in Germany and words in the US."""
    title = "Lampe für Bad, für Büro, für Flur"
    assert fault(title, marketplace="DE") is None
    assert fault(title, marketplace="US") is not None


def test_many_titles_are_told_apart() -> None:
    """Each row has its own answer, in the order of the rows."""
    frame = pl.DataFrame({"title": ["Lamp", "a" * 201, "Lamp!", "lamp lamp lamp"], "brand": [None, None, "X", ""]})
    found = title_faults(frame, "US", 200)
    assert [fault.kinds if fault else 0 for fault in found] == [0, 1, 1, 1]
    assert re.fullmatch("lamp", "".join(found[3].repeated if found[3] else ()))
