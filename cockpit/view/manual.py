"""The manual page of a check in one language: its headings as labels, its paragraphs whole, to be wrapped anew."""

import inspect
from collections.abc import Iterator, Sequence
from typing import Final

from cockpit.text import Language, clean
from cockpit.view.facts import Fact
from cockpit.view.speech import Span

CHINESE: Final = "\n中文\n"  # the docstring's heading above its Chinese half
COLONS: Final = (":", "\uff1a")
WIDE_FROM: Final = "\u2e80"  # from here on writing has no blanks between words


def manual_in(manual: str, language: Language) -> str:
    """The half of the docstring that is in the language asked for; the English one where there is no other."""
    english, _, chinese = inspect.cleandoc(manual).partition(CHINESE)
    return (chinese if language == "zh" and chinese else english).strip("\n")


def manual_facts(manual: str, language: Language) -> list[Fact]:
    """One fact for each heading with what stands below it; a paragraph without a heading is a fact without a label."""
    return [
        Fact(clean(label), (Span(clean(text), "dim"),))
        for label, lines in _parts(manual_in(manual, language).splitlines())
        if (text := _joined(lines)) or label
    ]


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    label, below = "", list[str]()
    for line in lines:
        heading = line.endswith(COLONS) and not line.startswith(" ")
        if heading or not line.strip():
            yield label, below
            label, below = (line[:-1] if heading else ""), []
        else:
            below.append(line.strip())
    yield label, below


def _joined(lines: Sequence[str]) -> str:
    """Lines of the source as one paragraph: a blank between them, but none between Chinese characters."""
    text = ""
    for line in lines:
        blank = text and not (text[-1] >= WIDE_FROM and line[0] >= WIDE_FROM)
        text += f" {line}" if blank else line
    return text
