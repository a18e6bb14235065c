"""Text in terminal cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cockpit.text import clean
from cockpit.view.speech import Span
from screens.cells import cut, pad, right, width_of, wrap
from screens.painted import Line, changed_cells
from screens.spans import fitted, spread

TEXTS = st.text(st.sampled_from("ab -,。，中文字ü折りたたみ傘１é\u0301🙂\u3000"), max_size=40)
WIDTHS = st.integers(min_value=0, max_value=30)


@given(TEXTS, WIDTHS)
def test_a_cut_text_never_takes_more_than_its_cells(text: str, width: int) -> None:
    """Whatever it holds: wide, combining, emoji."""
    assert cell_len(cut(text, width)) <= width


@given(TEXTS, WIDTHS)
def test_a_padded_text_takes_exactly_its_cells(text: str, width: int) -> None:
    """Columns line up, at either end."""
    assert cell_len(pad(text, width)) == width
    assert cell_len(right(text, width)) == width


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_a_wrapped_text_fits_and_loses_nothing(text: str, width: int) -> None:
    """Every line fits; only blanks are dropped."""
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_is_wrapped_between_characters_and_never_before_a_comma() -> None:
    """A line does not begin with a punctuation mark."""
    assert wrap("立即发货并确认,严禁虚假发货", 14) == ["立即发货并确", "认,严禁虚假发", "货"]
    assert wrap("立即发货并确认,严禁虚假发货", 15) == ["立即发货并确认,", "严禁虚假发货"]


@given(st.lists(TEXTS, max_size=4), WIDTHS)
def test_pieces_fill_a_line_exactly(texts: list[str], width: int) -> None:
    """Cut or filled: the line has its cells."""
    assert cell_len("".join(span.text for span in fitted([Span(text) for text in texts], width))) == width


@given(TEXTS, TEXTS, WIDTHS)
def test_the_right_end_of_a_line_always_shows(left: str, side: str, width: int) -> None:
    """When both ends do not fit it is the left one that is cut."""
    line = "".join(span.text for span in spread([Span(left)], [Span(side)], width))
    assert cell_len(line) == width
    if cell_len(side) < width:
        assert line.endswith(side)


def test_what_nobody_cleaned_is_cleaned_before_it_is_drawn() -> None:
    """The last gate before the terminal: an escape becomes a replacement character."""
    (span, *_) = fitted([Span("\x1b]0;x\x07")], 20)
    assert span.text == "\ufffd]0;x\ufffd"


@given(st.text(max_size=60), WIDTHS)
def test_any_clean_text_can_be_drawn(text: str, width: int) -> None:
    """Nothing that is left after cleaning breaks the width of a line."""
    line = "".join(span.text for span in fitted([Span(clean(text))], width))
    assert cell_len(line) == width


def cells_of(line: Line) -> list[str]:
    """What stands in each cell; the second half of a wide character is empty."""
    found: list[str] = []
    for span in line.spans:
        for char in span.text:
            width = width_of(char)
            if width:
                found += [char, *[""] * (width - 1)]
            elif found:
                found[-1 if found[-1] else -2] += char
    return found


@given(TEXTS, TEXTS)
def test_sending_only_the_changed_cells_gives_the_new_line(before: str, after: str) -> None:
    """What differs is sent, and no wide character is cut in two at either end of it."""
    old, new = (Line(tuple(fitted([Span(text)], 40))) for text in (before, after))
    screen, wanted = cells_of(old), cells_of(new)
    for left, right_end in changed_cells(old, new):
        assert wanted[left] or left == 0
        screen[left:right_end] = wanted[left:right_end]
        assert right_end == len(wanted) or wanted[right_end]
    assert screen == wanted


@pytest.mark.parametrize("text", ["a", "ab", "中文"])
def test_an_unchanged_line_is_not_sent(text: str) -> None:
    """Equal lines cost nothing."""
    line = Line((Span(text),))
    assert changed_cells(line, line) == []
    assert changed_cells(line, Line((Span(text),))) == []


def test_what_stands_behind_characters_that_are_drawn_as_one_is_sent() -> None:
    """The cells of a heart with its colour are not those of its two characters: a change behind it is found."""
    heart = "\u2764\ufe0f "
    old, new = (Line(tuple(fitted([Span(f"{heart}{word}")], 20))) for word in ("one", "two"))
    ((left, right_end),) = changed_cells(old, new)
    assert left <= cell_len(heart)
    assert right_end >= cell_len(f"{heart}two")


def test_a_line_is_cut_once() -> None:
    """Blanks before the cut are dropped; what comes behind it does not fill their place with a second mark."""
    line = "".join(span.text for span in fitted([Span("US issues          "), Span("unjudged")], 14))
    assert line == "US issues…    "
