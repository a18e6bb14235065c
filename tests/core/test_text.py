"""Words, numbers and cleaning."""

import ast
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.text import LANGUAGES, Words, catalog, clean, day, money, number, percent, same

ROOT = Path(__file__).parents[2]


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


@pytest.mark.parametrize(
    ("value", "today", "said"),
    [
        (date(2026, 1, 7), date(2026, 12, 30), ("7 Jan", "1月7日")),
        (date(2027, 1, 7), date(2026, 12, 30), ("7 Jan 2027", "2027年1月7日")),
        (date(2024, 2, 29), date(2026, 3, 1), ("29 Feb 2024", "2024年2月29日")),
        (date(2024, 2, 29), None, ("29 Feb", "2月29日")),
    ],
)
def test_a_day_of_another_year_has_its_year(value: date, today: date | None, said: tuple[str, str]) -> None:
    """A "29 Feb" of two years ago or a "7 Jan" of next year would be read as a day of this one."""
    words = day(value, today)
    assert (words.en, words.zh) == said


def test_no_check_names_a_day_without_knowing_the_year() -> None:
    """Checks and their formulas say days through `Context.day`, which knows which year it is."""
    files = [*ROOT.glob("checks/**/*.py"), *ROOT.glob("cockpit/formulas/*.py")]
    assert [path.name for path in files if "day" in imported(path)] == []


def imported(path: Path) -> set[str]:
    """The names that a file takes from the words for people."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    sources = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.module in {"cockpit.api", "cockpit.text"}]
    return {alias.name for node in sources for alias in node.names}
