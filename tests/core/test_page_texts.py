"""Which pages hold which words: the index answers as a look at every page would."""

from hypothesis import given
from hypothesis import strategies as st

from cockpit.formulas.listing_text import words_in, words_in_each
from cockpit.formulas.page_texts import PageText, PageTexts, asked_words

WORDS = (
    "lamp",
    "lamps",
    "desk",
    "ss",
    "s",
    "12",
    "\u30e9\u30f3\u30d7",
    "\u5353\u4e0a\u30e9\u30f3\u30d7\u53f0",
    "gro\xdf",
)
pages = st.lists(st.builds(PageText, st.frozensets(st.sampled_from(WORDS)), st.booleans()), max_size=40)
asked = st.frozensets(st.sampled_from(WORDS), max_size=3)


@given(pages, st.lists(asked, max_size=5))
def test_the_index_of_words_answers_as_every_page_would(found: list[PageText], terms: list[frozenset[str]]) -> None:
    """Some page covers a term exactly when the index says so, however many pages there are and in whatever order."""
    texts = PageTexts({f"ZX-{at}": page for at, page in enumerate(found)})
    for words in terms:
        assert texts.any_covers(words) == any(page.covers(words) for page in found)
        lacking = [word for word in sorted(words) if not any(page.covers([word]) for page in found)]
        assert texts.missing(words) == lacking


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=6))
def test_the_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    """Folding many texts at once gives each the words that it has alone, also where one holds a line end."""
    assert words_in_each(texts) == [words_in(text) for text in texts]


def test_entities_do_not_reach_into_the_next_text() -> None:
    """An ampersand at the end of a text is none of the next one's entity."""
    texts = ["Salt &", "amp; Pepper", "R&D", "&lt", "&#10;", "a&amp"]
    assert words_in_each(texts) == [words_in(text) for text in texts]


def test_pages_are_whole_only_when_every_one_is() -> None:
    """Where one page is not known as a whole, or there is none, an absent word is not known to be absent."""
    whole, part = PageText(frozenset({"lamp"}), whole=True), PageText(frozenset({"lamp"}), whole=False)
    assert PageTexts({"A": whole, "B": whole}).whole
    assert not PageTexts({"A": whole, "B": part}).whole
    assert not PageTexts({"A": whole}).of(["B"]).whole


def test_words_that_need_not_be_on_the_page_are_left_out() -> None:
    """An article or a preposition of the marketplace's language is nothing to look for."""
    assert asked_words(["lamp for the desk", "desk"], "US") == [frozenset({"lamp", "desk"}), frozenset({"desk"})]
