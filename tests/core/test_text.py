"""Words, numbers and cleaning."""

import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.text import LANGUAGES, Words, catalog, clean, money, number, percent, same


def test_both_languages_have_the_same_keys() -> None:
    """Every text exists in English and in Chinese."""
    assert set(catalog("en")) == set(catalog("zh"))


def test_both_languages_fill_the_same_places() -> None:
    """A text has the same placeholders in every language: one that is forgotten would hide a figure."""
    for key, text in catalog("en").items():
        assert slots(text) == slots(catalog("zh")[key]), key


def slots(text: str) -> set[str]:
    """The names between braces."""
    named = (name for _, name, _, _ in string.Formatter().parse(text.replace("{{", "").replace("}}", "")) if name)
    return {name.partition("|")[0] for name in named}


def test_a_value_is_never_read_as_a_format() -> None:
    """Braces inside data stay as they are."""
    assert Words("{a} {b}", "{b} {a}").fill(a="{b}", b="x").en == "{b} x"


def test_words_inside_words_follow_the_language() -> None:
    """A value that has a translation of its own is put in per language."""
    filled = Words("on {day}", "在{day}").fill(day=Words("Monday", "周一"))
    assert [filled.say(language) for language in LANGUAGES] == ["on Monday", "在周一"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\tb\nc", "a b c"),
        ("sku\u202e123", "sku\ufffd123"),
        ("zero\u200bwidth", "zero\ufffdwidth"),
        ("[red]markup[/]", "[red]markup[/]"),
        ("充电线 Ø 5\u2033", "充电线 Ø 5\u2033"),
    ],
)
def test_what_a_terminal_would_obey_is_taken_out(text: str, shown: str) -> None:
    """Control, bidi and zero-width characters are replaced; brackets and Chinese are left."""
    assert clean(text) == shown


@given(st.text())
def test_cleaned_text_holds_no_control_character(text: str) -> None:
    """Whatever a report holds, no escape and no line break is left."""
    cleaned = clean(text)
    assert "\x1b" not in cleaned
    assert len(cleaned.splitlines()) <= 1


def test_numbers_are_rounded_half_up_and_grouped() -> None:
    """2.5% is never shown as 2.49%, and thousands are grouped."""
    assert number(1234.5) == "1,234.5"
    assert number(Decimal("0.125"), 2) == "0.13"
    assert percent(0.0125) == "1.25%"
    assert money(Decimal("1234.5"), "USD") == "1,234.50 USD"
    assert money(1234, "JPY") == "1,234 JPY"
    assert same("ZX-1").zh == "ZX-1"
